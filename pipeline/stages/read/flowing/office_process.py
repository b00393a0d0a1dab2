"""An outside program run for a limited time, in a process group of its own that is ended whole.

`run` starts this very file as a small process, the guard, which starts the program. The guard lives in a session of its own, so that
whatever ends the reader does not end it as well: it sees the pipe from the reader close, ends the program and everything the program
started, and removes the folder they worked in. It imports nothing of ours and starts in a few hundredths of a second.
"""
from __future__ import annotations

import os
import resource
import select
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence

TIMED_OUT, GONE = 124, 125
"""Exit codes of the guard: the time was over; nobody waits any more."""
_LARGEST_FILE = 2**30
_LOOK_SECONDS = 0.05


def run(command: Sequence[str], folder: str, seconds: float, environment: Mapping[str, str]) -> int:
    """The exit code of a program run inside `folder`, TIMED_OUT after `seconds`. When it returns, nothing of the program runs any more.

    The program gets no standard input, its messages go nowhere, no file that it writes may exceed 1 GiB; limits of memory are the caller's.
    """
    guard = subprocess.Popen([sys.executable, "-I", "-S", __file__, str(seconds), folder, *command],
                             stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=folder,
                             env=dict(environment), start_new_session=True)
    with guard:  # leaving it closes the pipe and waits
        return guard.wait()


def _guard(seconds: float, folder: str, command: Sequence[str]) -> int:
    resource.setrlimit(resource.RLIMIT_FSIZE, (_LARGEST_FILE, _LARGEST_FILE))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    until = time.monotonic() + seconds
    program = subprocess.Popen(command, stdin=subprocess.DEVNULL, process_group=0)
    try:
        while program.poll() is None:
            if time.monotonic() > until:
                return TIMED_OUT
            if select.select([0], [], [], _LOOK_SECONDS)[0]:  # nothing is ever sent: the pipe has closed
                return GONE
        return program.returncode if program.returncode >= 0 else 128 - program.returncode
    finally:
        _end(program)
        if select.select([0], [], [], 0)[0]:
            shutil.rmtree(folder, ignore_errors=True)


def _end(program: subprocess.Popen[bytes]) -> None:
    """End the program's group; it may have left processes behind even where it has ended itself."""
    try:
        os.killpg(program.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass
    program.wait()


if __name__ == "__main__":
    sys.exit(_guard(float(sys.argv[1]), sys.argv[2], sys.argv[3:]))
