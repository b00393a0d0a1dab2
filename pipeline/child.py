"""The child process in which documents are worked on: it can be killed, so that no document takes the batch with it.

Parent and child speak over two pipes: a 4-byte length, then JSON. The parent sends `Job`s; the child answers with reports
(`{"report": "page", ...}`) and at the end with `{"outcome": ...}` or `{"operator": message}`. No shell is involved.
"""
from __future__ import annotations

import os
import resource
import selectors
import signal
import struct
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import msgspec

from pipeline.model.errors import OperatorError
from pipeline.model.outcome import Job, Outcome

_LENGTH = struct.Struct(">I")
WATCH_SECONDS = 0.5
STARTUP_SECONDS = 60.0
RECYCLE_AFTER = 500
STARVED_SHARE = 0.45
"""A child that dies at more than this share of its memory limit wanted more: growing buffers ask for twice their size."""
_STARVED_SIGNS = ("bad_alloc", "MemoryError", "annot allocate memory", "ut of memory")
"""What libraries print that get no more memory, whatever letter they begin with."""
ROOT = Path(__file__).resolve().parent.parent


@dataclass(eq=False)
class Death(Exception):
    """The child died, or was killed, at work. `why`: timeout | memory | crash; `page` 1-based.

    `stage`: open | page | settle | load (the libraries of the rules) | extract.
    """

    why: str
    stage: str
    page: int | None
    detail: str


class Child:
    """One child process, started at the first job and again after a death. Not for use by two threads at once."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._errors: BinaryIO | None = None
        self._jobs = 0

    def run(self, job: Job, on_report: Callable[[dict[str, Any]], None]) -> Outcome:
        """The job's outcome. Raises Death, and OperatorError where the child says that no document can be worked on."""
        if not self.alive:
            self._start(int(job.limits["memory_mb"]))
        self._jobs += 1
        try:
            _send(self._process.stdin, job)
        except OSError:
            self.kill()
            raise Death("crash", "open", None, "could not start") from None
        return self._watch(job, on_report)

    @property
    def alive(self) -> bool:
        """Whether the next job goes to the process that is there; otherwise one is started for it."""
        return self._process is not None and self._process.poll() is None and self._jobs < RECYCLE_AFTER

    def kill(self) -> None:
        """End the process and whatever it started, at once."""
        process, self._process = self._process, None
        if process is None:
            return
        try:
            os.killpg(process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        for pipe in (process.stdin, process.stdout):
            try:
                pipe.close()
            except OSError:
                pass
        process.wait()

    def _start(self, memory_mb: int) -> None:
        self.kill()
        if self._errors is not None:
            self._errors.close()
        self._errors = tempfile.TemporaryFile()
        path = os.pathsep.join([str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])])
        environment = os.environ | {"PYTHONPATH": path, "OMP_THREAD_LIMIT": "1", "OMP_NUM_THREADS": "1", "PYTHONHASHSEED": "0"}
        self._process = subprocess.Popen([sys.executable, "-m", "pipeline.child", str(memory_mb)], stdin=subprocess.PIPE,
                                         stdout=subprocess.PIPE, stderr=self._errors, env=environment, start_new_session=True)
        self._jobs = 0

    def _watch(self, job: Job, on_report: Callable[[dict[str, Any]], None]) -> Outcome:
        limits, process = job.limits, self._process
        stage, page, since = "open", None, time.monotonic()
        deadline = since + limits["document_seconds"]
        allowed = limits["page_seconds"] + (STARTUP_SECONDS if self._jobs == 1 else 0)
        with selectors.DefaultSelector() as ready:
            ready.register(process.stdout, selectors.EVENT_READ)
            while self._process is process:  # another thread may kill it
                if ready.select(WATCH_SECONDS):
                    message = _receive(process.stdout)
                    if message is None:
                        break
                    if "outcome" in message:
                        return msgspec.convert(message["outcome"], Outcome)
                    if "operator" in message:
                        raise OperatorError(message["operator"], message["exit_code"])
                    on_report(message)
                    stage, page, since = message["report"], message.get("number"), time.monotonic()
                    stage = message["name"] if stage == "stage" else stage
                    allowed = {"extract": limits["extract_seconds"], "load": STARTUP_SECONDS}.get(stage, limits["page_seconds"])
                now = time.monotonic()
                if now - since > allowed or now > deadline:
                    self.kill()
                    raise Death("timeout", stage if now <= deadline else "open", page, f"{now - since:.0f} s")
                if resident_mb(process.pid) > limits["memory_mb"]:
                    self.kill()
                    raise Death("memory", stage, page, "resident")
        raise self._died(process, stage, page, limits["memory_mb"])

    def _died(self, process: subprocess.Popen[bytes], stage: str, page: int | None, memory_mb: float) -> Death:
        """What a closed pipe means. A native library that gets no more memory mostly just aborts: its size then tells."""
        code, peak = process.returncode, 0.0
        for _ in range(50 if code is None else 0):
            try:
                pid, status, used = os.wait4(process.pid, os.WNOHANG)
            except ChildProcessError:  # waited for by another thread
                break
            if pid:
                code, peak = os.waitstatus_to_exitcode(status), used.ru_maxrss / 1024
                process.returncode = code
                break
            time.sleep(0.1)
        self.kill()
        self._errors.seek(0, os.SEEK_END)
        self._errors.seek(max(0, self._errors.tell() - 2000))
        said = self._errors.read().decode("utf-8", "replace")
        starved = peak > STARVED_SHARE * memory_mb or any(sign in said for sign in _STARVED_SIGNS)
        return Death("memory" if starved else "crash", stage, page, f"exit {code}")


def resident_mb(pid: int) -> float:
    """Resident memory of a process in MiB; 0 where the system does not tell."""
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * resource.getpagesize() / 2**20
    except (OSError, IndexError, ValueError):
        return 0.0


def _send(pipe: Any, value: Any) -> None:
    data = msgspec.json.encode(value)
    pipe.write(_LENGTH.pack(len(data)) + data)
    pipe.flush()


def _receive(pipe: Any) -> Any:
    """The next message, None at the end of the pipe."""
    head = _exactly(pipe, _LENGTH.size)
    data = head and _exactly(pipe, _LENGTH.unpack(head)[0])
    return msgspec.json.decode(data) if data else None


def _exactly(pipe: Any, size: int) -> bytes | None:
    parts = b""
    while len(parts) < size:
        try:
            part = os.read(pipe.fileno(), size - len(parts))
        except (OSError, ValueError):  # closed by another thread
            return None
        if not part:
            return None
        parts += part
    return parts


def serve(memory_mb: int) -> None:
    """The child's life: limits set, libraries loaded, then job after job until the pipe from the parent closes."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not reach the parent as an answer
    bound = memory_mb * 2**20
    resource.setrlimit(resource.RLIMIT_DATA, (bound, bound))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    jobs, handed = os.dup(0), threading.Semaphore(0)
    waiting: list[bytes] = []
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    threading.Thread(target=_listen, args=(jobs, waiting, handed), daemon=True).start()
    from pipeline.work import process

    while True:
        handed.acquire()
        job = msgspec.json.decode(waiting.pop(0), type=Job)
        try:
            outcome = process(job, lambda kind, **values: _send(answers, {"report": kind, **values}))
            _send(answers, {"outcome": outcome})
        except OperatorError as error:
            _send(answers, {"operator": str(error), "exit_code": error.exit_code})


def _listen(jobs: int, waiting: list[bytes], handed: threading.Semaphore) -> None:
    """Takes jobs off the pipe; its end means that the parent is gone, however it went: then so are we."""
    with os.fdopen(jobs, "rb", buffering=0) as pipe:
        while True:
            head = _exactly(pipe, _LENGTH.size)
            data = head and _exactly(pipe, _LENGTH.unpack(head)[0])
            if not data:
                os._exit(0)
            waiting.append(data)
            handed.release()


if __name__ == "__main__":
    serve(int(sys.argv[1]))
