"""Mutated PDFs, every one accounted for: a row in `files`, a code of docs/errors.md where it failed, no crash of the run.

    python -m benchmarks.runner.mutated [COUNT] [SEED] [WORKERS]

The seeds are small, of one to three pages: drawn text, a plan with tables and embedded fonts, a scan, a locked file, raw syntax.
A fault of the program (`internal_error`, `page_error`) is printed with its message, and fails the benchmark.
"""
from __future__ import annotations

import io
import random
import re
import sys
import tempfile
from collections import Counter
from pathlib import Path

from PIL import Image, ImageDraw

from benchmarks.runner.measured import ROOT, Measured, run
from tests.faults import raw_pdf
from tests.faults.kinds import locked
from tests.run.batch import pdf, rows

PAGE_SECONDS = 60


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


def seeds() -> list[bytes]:
    """Whole PDFs to mutate."""
    samples = sorted((ROOT / "samples" / "documents").glob("*.digital.pdf"), key=lambda path: path.stat().st_size)[:2]
    return [pdf(2), pdf(3, "Ke hoach phat trien"), scan(), locked(""), raw_pdf.one_page(), *(path.read_bytes() for path in samples)]


def scan() -> bytes:
    """One scanned page with two lines of large type."""
    buffer, page = io.BytesIO(), Image.new("L", (620, 877), 255)
    for top, words in ((120, "KE HOACH 2021"), (240, "1. Muc tieu: 25%")):
        ImageDraw.Draw(page).text((80, top), words, fill=0, font_size=48)
    page.save(buffer, "PDF", resolution=75)
    return buffer.getvalue()


def main(count: int, seed: int, workers: int = 2) -> None:
    chance, whole = random.Random(seed), seeds()
    with tempfile.TemporaryDirectory() as folder:
        source, output = Path(folder) / "in", Path(folder) / "out"
        source.mkdir()
        for number in range(count):
            (source / f"{number:05}.pdf").write_bytes(mutate(chance.choice(whole), chance))
        (Path(folder) / "k.toml").write_text(f"[limits]\npage_seconds = {PAGE_SECONDS}\nmemory_mb = 1500\n")
        done = run(source, output, "--workers", workers, "--config", Path(folder) / "k.toml", "--fast")
        report(done, count, rows(output, "files"), rows(output, "pages"))


def report(done: Measured, count: int, files: list[dict[str, str]], pages: list[dict[str, str]]) -> None:
    """Print what became of them. Raises AssertionError where one is not accounted for, or by a fault of the program."""
    documented = set(re.findall(r"`([a-z_]+)`", (ROOT / "docs" / "errors.md").read_text()))
    codes = Counter((row["status"], row["error_code"]) for row in files)
    print(f"{count} mutated PDFs: {len(files)} rows, {done.wall:.0f} s, {done.cpu:.0f} CPU s, parent at most {done.peak_mb:.0f} MB")
    for (status, code), n in codes.most_common():
        print(f"  {n:6}  {status} {code}")
    print(f"{len(pages)} pages: " + ", ".join(f"{n} {source}" for source, n in Counter(row["source"] for row in pages).most_common()))
    faults = [row for row in files if row["error_code"] in ("internal_error", "page_error", "extract_error")]
    for row in faults:
        print(f"  {row['path']}: {row['error_code']}: {row['error_message']}")
    assert done.code in (0, 1) and len(files) == count, (done.code, len(files))
    assert {row["error_code"] for row in [*files, *pages]} - {""} <= documented
    assert all((row["error_code"] == "") == (row["status"] == "ok") for row in files) and not faults


if __name__ == "__main__":
    main(*map(int, sys.argv[1:] or (2000, 1)))
