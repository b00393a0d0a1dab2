"""Small documents end to end: rate and the parent's memory at 100, 1,000 and 10,000, then the same again with nothing changed.

    python -m benchmarks.runner.many [COUNT ...]
"""
from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from benchmarks.runner.measured import run
from tests.run.batch import write_plans


def main(counts: list[int]) -> None:
    print("documents  wall s  docs/s  CPU s  CPU ms/doc  parent peak MB | again: wall s  CPU s  peak MB")
    for count in counts:
        with tempfile.TemporaryDirectory() as folder:
            source, output = write_plans(Path(folder) / "in", count), Path(folder) / "out"
            first = run(source, output, "--workers", 2)
            again = run(source, output, "--workers", 2)
            assert first.code == again.code == 0 and "nothing changed" in again.stdout
            print(f"{count:9}  {first.wall:6.1f}  {count / first.wall:6.1f}  {first.cpu:5.1f}  "
                  f"{1000 * first.cpu / count:10.1f}  {first.peak_mb:14.1f} |"
                  f" {again.wall:13.1f}  {again.cpu:5.1f}  {again.peak_mb:7.1f}", flush=True)
            print("           parent's memory (s, MB): " + " ".join(f"{s:.0f}:{mb:.0f}" for s, mb in first.curve), flush=True)


if __name__ == "__main__":
    main([int(a) for a in sys.argv[1:]] or [100, 1000, 10_000])
