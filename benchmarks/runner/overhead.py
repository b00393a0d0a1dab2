"""CPU of the runner over the bare work: the same documents read, taken apart, checked and written by one plain loop, and by `kehoach run`.

    python -m benchmarks.runner.overhead [IN] [ROUNDS]      (a folder of real documents; samples/documents)

Both do the very same steps with the same settings, each as one new process on one core, CPU seconds with children. The runner adds
what it is for: hashing, a second process that can be killed, messages, three stored results a document, the tables from what is stored.
Rounds alternate, and the least of each counts, since what else the machine does can only add. The start of the runner's own
process (its libraries) is a constant of a run, shown apart.
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
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path
from extractors.checks import check
from pipeline.config import ReadOptions
from pipeline.model.contract import TABLES
from pipeline.model.errors import Unreadable
from pipeline.stages.extract import extract
from pipeline.stages.read import Read, settle
from pipeline.stages.structure import build
from pipeline.stages.write import TableWriter
from pipeline.work import plain
read = Read(**asdict(ReadOptions()))
output = Path(sys.argv[2])
(output / "text").mkdir(parents=True)
with ExitStack() as stack:
    writers = {t: stack.enter_context(TableWriter(output, t)) for t in TABLES}
    for path in sorted(p for p in Path(sys.argv[1]).rglob("*") if p.is_file()):
        try:
            result = extract(build(settle(read(path.read_bytes(), path.name, settled=False))), check)
        except Unreadable:
            continue
        (output / "text" / f"{result.doc_id}.txt").write_text(result.text)
        for table, rows in plain(result)["tables"].items():
            writers[table].add(rows)
"""
SAME = {"OMP_THREAD_LIMIT": "1", "OMP_NUM_THREADS": "1", "PYTHONHASHSEED": "0"}
"""What the runner sets for its children: without it libraries spin threads of their own."""


def cpu_of(*arguments: object) -> float:
    """CPU seconds of a Python process and its children."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(["env", *(f"{k}={v}" for k, v in SAME.items()), sys.executable, *map(str, arguments)], cwd=ROOT,
                   check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main(source: Path, rounds: int = 3) -> None:
    bare, whole, start = [], [], []
    with tempfile.TemporaryDirectory() as folder:
        for number in range(rounds):
            bare.append(cpu_of("-c", BARE, source, f"{folder}/bare-{number}"))
            done = run(source, Path(folder) / f"out-{number}", "--workers", 1)
            assert done.code in (0, 1), done.code
            whole.append(done.cpu)
            start.append(cpu_of("-c",
                                "import pipeline.cli; from pipeline.config import Config; from pipeline.plan import "
                                "Plan; Plan.of(Config(), '/')"))
    work, runner, first = min(bare), min(whole), min(start)
    print(f"{source}: CPU s of each round: bare {bare}, runner {whole}, start of the runner's own process {start}")
    print(f"bare {work:.2f}, runner {runner:.2f}: {100 * (runner / work - 1):+.1f} %; without the "
          f"constant {first:.2f} s of its start {100 * ((runner - first) / work - 1):+.1f} %")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "samples" / "documents", int(sys.argv[2]) if len(sys.argv) > 2 else 3)
