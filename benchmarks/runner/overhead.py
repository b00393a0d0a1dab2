"""CPU of the runner over the bare work: the same documents read, taken apart and written in one plain loop, and by `kehoach run`.

    python -m benchmarks.runner.overhead IN      (a folder of real documents)

The start of a Python process with its libraries is in both; the runner has two such processes (its own and the child's), so that is shown apart.
"""
from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.runner.measured import ROOT, run

BARE = """
import sys
from pathlib import Path
from pipeline.stages.extract import extract
from pipeline.stages.read import Read
from pipeline.stages.structure import build
from pipeline.stages.write import TableWriter
from pipeline.work import plain
from contextlib import ExitStack
from pipeline.model.contract import TABLES
from pipeline.model.errors import Unreadable
read = Read()
with ExitStack() as stack:
    writers = {t: stack.enter_context(TableWriter(Path(sys.argv[2]), t)) for t in TABLES}
    for path in sorted(p for p in Path(sys.argv[1]).rglob("*") if p.is_file()):
        try:
            result = extract(build(read(path.read_bytes(), path.name)))
        except Unreadable:
            continue
        for table, rows in plain(result)["tables"].items():
            writers[table].add(rows)
"""


def cpu_of(arguments: list[str]) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, *arguments], cwd=ROOT, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main(source: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        bare = cpu_of(["-c", BARE, str(source), f"{folder}/bare"])
        runner = run(source, Path(folder) / "out", "--workers", 1)
        start = cpu_of(["-c", "import pipeline.cli, pipeline.stages.read"])
    print(f"bare {bare:.2f} CPU s, runner {runner.cpu:.2f} CPU s, of which the start of the parent {start:.2f}")
    print(f"overhead {100 * (runner.cpu / bare - 1):.1f} %, without the parent's start {100 * ((runner.cpu - start) / bare - 1):.1f} %")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
