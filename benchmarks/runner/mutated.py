"""Mutated PDFs, every one accounted for: a row in `files`, a code of docs/errors.md where it failed, no crash of the run.

    python -m benchmarks.runner.mutated [COUNT] [SEED]
"""
from __future__ import annotations

import random
import re
import sys
import tempfile
from collections import Counter
from pathlib import Path

from benchmarks.runner.measured import ROOT, run
from tests.run.batch import pdf, rows


def mutate(data: bytes, chance: random.Random) -> bytes:
    """Bits flipped, bytes cut out, doubled, moved, numbers made vast: one to eight of them."""
    changed = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        at, span = chance.randrange(len(changed)), chance.randint(1, 400)
        kind = chance.choice(("flip", "cut", "double", "noise", "number", "truncate") if len(changed) > 1000 else ("flip",))
        if kind == "flip":
            changed[at] ^= 1 << chance.randrange(8)
        elif kind == "cut":
            del changed[at: at + span]
        elif kind == "double":
            changed[at:at] = changed[at: at + span]
        elif kind == "noise":
            changed[at: at + span] = chance.randbytes(span)
        elif kind == "number":
            found = list(re.finditer(rb"\d+", bytes(changed)))
            one = chance.choice(found)
            changed[one.start(): one.end()] = chance.choice((b"0", b"-1", b"99999999999", b"1e308", b"2147483648"))
        elif chance.random() < 0.2:
            del changed[at:]
    return bytes(changed)


def main(count: int, seed: int) -> None:
    chance = random.Random(seed)
    seeds = [pdf(2), pdf(5, "Ke hoach phat trien")] + [p.read_bytes() for p in sorted((ROOT / "samples" / "documents").glob("*.digital.pdf"))[:4]]
    with tempfile.TemporaryDirectory() as folder:
        source, output = Path(folder) / "in", Path(folder) / "out"
        source.mkdir()
        for number in range(count):
            (source / f"{number:05}.pdf").write_bytes(mutate(chance.choice(seeds), chance))
        (Path(folder) / "k.toml").write_text("[limits]\npage_seconds = 60\nmemory_mb = 1500\n")
        done = run(source, output, "--workers", 2, "--config", Path(folder) / "k.toml", "--fast")
        found = rows(output, "files")
        codes = Counter((row["status"], row["error_code"]) for row in found)
    documented = set(re.findall(r"`([a-z_]+)`", (ROOT / "docs" / "errors.md").read_text()))
    assert done.code in (0, 1) and len(found) == count, (done.code, len(found))
    assert {code for _, code in codes} - {""} <= documented, codes
    print(f"{count} mutated PDFs: {count} rows, {done.wall:.0f} s, {done.cpu:.0f} CPU s, parent at most {done.peak_mb:.0f} MB")
    for (status, code), n in codes.most_common():
        print(f"  {n:6}  {status} {code}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 2000, int(sys.argv[2]) if len(sys.argv) > 2 else 1)
