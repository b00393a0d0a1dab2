"""How a real Dask scheduler bears the documents of a million pages: tasks that only sleep, jobs of the real size, the
runner's own window of submissions.

    python -m benchmarks.runner.sleeping [TASKS] [SLOTS] [SECONDS]

Prints tasks per second, the scheduler's CPU per task and its memory, from which docs/cluster.md derives its sizing.
"""
from __future__ import annotations

import os
import subprocess
import sys
import time
from concurrent.futures import FIRST_COMPLETED, wait

from pipeline import executors
from pipeline.child import resident_mb
from pipeline.model.outcome import Job, Outcome
from tests.cluster.machines import end, free_port, start, wait_for_port


def nap(job: Job, seconds: float) -> Outcome:
    time.sleep(seconds)
    return Outcome(job.sha256, "ok", job.read_version, job.rows_version, job.program, pages=20, rows=job.rows,
                   document=job.document)


def cpu_seconds(pid: int) -> float:
    parts = open(f"/proc/{pid}/stat").read().rpartition(")")[2].split()
    return (int(parts[11]) + int(parts[12])) / os.sysconf("SC_CLK_TCK")


def main(tasks: int, slots: int, seconds: float) -> None:
    port = free_port()
    scheduler = start("distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", port, "--no-dashboard")
    wait_for_port(port, scheduler)
    address = f"tcp://127.0.0.1:{port}"
    workers = [start("distributed.cli.dask_worker", address, "--nworkers", 1, "--nthreads", slots // 2, "--no-nanny",
                     "--no-dashboard", "--host", "127.0.0.1") for _ in range(2)]
    try:
        pool = _pool(address, slots)
        _measure(pool, scheduler, tasks, slots, seconds)
    finally:
        for process in [*workers, scheduler]:
            end(process)


def _pool(address: str, slots: int):
    from distributed import Client

    client = Client(address)
    client.wait_for_workers(2)
    return executors.Pool(client.get_executor(pure=False), slots)


def _measure(pool: executors.Pool, scheduler: subprocess.Popen, tasks: int, slots: int, seconds: float) -> None:
    began, cpu, running, sent = time.monotonic(), cpu_seconds(scheduler.pid), set(), 0
    while sent < tasks or running:
        while sent < tasks and len(running) < 2 * slots:
            job = Job(f"s3://archive/plans/2021/{sent:08}.pdf", f"2021/{sent:08}.pdf", f"{sent:064x}",
                      "s3://archive/out/.kehoach/store", "r" * 16, "x" * 16, "0.1.0")
            running.add(pool.executor.submit(nap, job, seconds))
            sent += 1
        running -= wait(running, return_when=FIRST_COMPLETED).done
    wall, used = time.monotonic() - began, cpu_seconds(scheduler.pid) - cpu
    print(f"{tasks} tasks of {seconds} s on {slots} slots: {wall:.1f} s, {tasks / wall:.0f} tasks/s "
          f"({tasks * seconds / slots / wall:.0%} of the slots busy)")
    print(f"scheduler: {1000 * used / tasks:.2f} CPU ms per task, {resident_mb(scheduler.pid):.0f} MB")


if __name__ == "__main__":
    main(*(int(a) for a in sys.argv[1:3] or (5000, 200)), float(sys.argv[3]) if len(sys.argv) > 3 else 1.0)
