"""One document of a thousand pages, read in ranges by all workers: who read what, the memory of the parent and of the children.

    python -m benchmarks.runner.long [PAGES] [WORKERS]
"""
from __future__ import annotations

import os
import sys
import tempfile
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from pipeline import task
from pipeline.child import resident_mb
from pipeline.run import Request, run
from tests.run.batch import pdf, rows


@dataclass
class Watched:
    """`ranges` by the thread that supervised them, `peak_mb` of the parent and of its largest child, `seconds` of wall time."""

    ranges: Counter[str] = field(default_factory=Counter)
    parent_mb: float = 0.0
    child_mb: float = 0.0
    seconds: float = 0.0
    pages: int = 0


def watched(pages: int, workers: int, folder: Path) -> Watched:
    """Read a generated document of so many pages of text."""
    (folder / "long.pdf").write_bytes(pdf(pages))
    seen, carry_out, ended = Watched(), task.carry_out, threading.Event()

    def noted(job):
        if job.pages:
            seen.ranges[threading.current_thread().name] += 1
        return carry_out(job)

    def sample():
        while not ended.wait(0.1):
            seen.parent_mb = max(seen.parent_mb, resident_mb(os.getpid()))
            children = [child._process.pid for child in list(task._CHILDREN) if child._process]
            seen.child_mb = max([seen.child_mb, *map(resident_mb, children)])

    sampler, began = threading.Thread(target=sample, daemon=True), time.monotonic()
    sampler.start()
    task.carry_out = noted
    try:
        run(Request(str(folder / "long.pdf"), str(folder / "out"), workers=workers))
    finally:
        task.carry_out = carry_out
        ended.set()
        sampler.join()
    seen.seconds, seen.pages = time.monotonic() - began, int(rows(folder / "out", "files")[0]["pages"])
    return seen


def main(pages: int = 1000, workers: int = 2) -> None:
    with tempfile.TemporaryDirectory() as folder:
        seen = watched(pages, workers, Path(folder))
    print(f"{seen.pages} pages by {workers} workers: {seen.seconds:.0f} s, ranges "
          f"{sorted(seen.ranges.values())}, parent at most {seen.parent_mb:.0f} MB, child {seen.child_mb:.0f} "
          "MB")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
