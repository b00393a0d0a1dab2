"""All benchmarks of the runner, one after the other: `make bench`."""
from __future__ import annotations

from benchmarks.runner import many, mutated, overhead, sleeping
from benchmarks.runner.measured import ROOT

if __name__ == "__main__":
    overhead.main(ROOT / "samples" / "documents")
    many.main([100, 1000, 10_000])
    mutated.main(2000, 1)
    sleeping.main(5000, 200, 1.0)
