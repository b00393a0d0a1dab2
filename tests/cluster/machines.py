"""Processes on loopback: a real scheduler, real workers, a real S3 endpoint."""
from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time

from distributed import Client

from tests.run.batch import ROOT, fingerprint

KEYS = {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test", "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_EC2_METADATA_DISABLED": "true"}
PATIENCE = 300
"""Seconds after which a test gives up waiting for what must come, however busy the machine is."""


def free_port():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def wait_for_port(port, process):
    """Until the process answers on the port."""
    wait_until(lambda: _answers(port), process)


def _answers(port):
    with socket.socket() as tried:
        return tried.connect_ex(("127.0.0.1", port)) == 0


def wait_until(true, process):
    """Until `true()`, while the process runs."""
    for _ in range(10 * PATIENCE):
        if true():
            return
        assert process.poll() is None, "the process ended"
        time.sleep(0.1)
    raise AssertionError(f"not so after {PATIENCE} s")


def wait_for_workers(scheduler, count):
    with Client(scheduler, set_as_default=False) as client:
        client.wait_for_workers(count, timeout=PATIENCE)


def start(*arguments, env=None, where=ROOT):
    return subprocess.Popen([sys.executable, "-m", *map(str, arguments)], cwd=where,
                            env=os.environ | KEYS | (env or {}), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                            start_new_session=True)


def end(process):
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass
    process.wait()


def worker(scheduler, where=ROOT, **env):
    return start("distributed.cli.dask_worker", scheduler, "--nworkers", 1, "--nthreads", 1, "--no-nanny",
                 "--no-dashboard", "--host", "127.0.0.1", env=env, where=where)


def start_run(folder, output, scheduler):
    """`kehoach run` on the cluster, under way."""
    return subprocess.Popen([sys.executable, "-m", "pipeline", "run", str(folder), "-o", str(output), "--scheduler", scheduler],
                            cwd=ROOT, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True)


def end_at(scheduler):
    """End the scheduler that this address is of."""
    with Client(scheduler, set_as_default=False) as client:
        os.kill(client.run_on_scheduler(os.getpid), signal.SIGKILL)


def fetched(system, place, target):
    """The fingerprint of an output in a store, by a copy of it."""
    system.get(place, str(target), recursive=True)
    return fingerprint(target)
