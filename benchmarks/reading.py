"""How right and how fast scanned pages are read: accuracy by kind of scan, CPU by page against the peers, orientation; digital pages.

    python -m benchmarks.reading accuracy [--variants office poor clean real] [--every N] [--fast]
    python -m benchmarks.reading speed [--pages N] [--rounds N]
    python -m benchmarks.reading workers [--variants office clean ...]
    python -m benchmarks.reading digital
    python -m benchmarks.reading orientation
    python -m benchmarks.reading large

`accuracy` prints the false figures twice: all of them, and those that no confidence below 0.5 warns of (`unsaid`).
Needs ../shared (corpus, truths, tools/text_score.py); says so and stops where it is absent. Peers (benchmarks.readers) run on the same
pages in the same run, in turns with this program's readers; a missing one is named with what it needs. CPU is user + system seconds
of the process that reads, from its start; every engine has one thread. On a busy machine CPU seconds grow for everyone: compare
within a run, and take more `--rounds` (the least of them counts).
"""
from __future__ import annotations

import argparse
import io
import itertools
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

os.environ["OMP_THREAD_LIMIT"] = "1"

import numpy as np
import pypdfium2

from benchmarks.corpus import SHARED, VARIANTS, counted, cpu, documents, doubted, pictures, text_of, text_score, truth
from benchmarks.readers import ROOT, readers
from pipeline.stages.read import Read
from pipeline.stages.read.engines import trueocr
from pipeline.stages.read.scan.page import Scanner

BARS = {"office": (0.985, 0.012, 0.985), "poor": (0.92, 0.06, 0.94), "clean": (0.992, 0.006, 0.993), "real": (0.93, 0.04, 0.97)}
DIGITAL_BAR = 8.0


def accuracy(args: argparse.Namespace) -> None:
    scorer, scanner = text_score(), Scanner(fast=args.fast)
    print(f"{'scan':8}{'pages':>6}{'numbers':>9}{'bar':>7}{'false':>8}{'bar':>7}{'unsaid':>8}"
          f"{'syllables':>11}{'bar':>7}{'cer':>8}{'CPU/page':>10}")
    for variant in args.variants:
        sums, spent = Counter(), 0.0
        for path in documents(variant):
            want = truth(scorer, path)
            for number, image, dpi, width, height in pictures(path):
                if number > len(want) or (number - 1) % args.every:
                    continue
                before = time.process_time()
                page = scanner.read(image, dpi, number, width=width, height=height)
                spent += time.process_time() - before
                sums += counted(scorer, want[number - 1], text_of(page))
                sums["doubted"] += doubted(scorer, want[number - 1], page)
        numbers, false, syllables = BARS[variant]
        print(f"{variant:8}{sums['pages']:6}{sums['num'] / max(1, sums['nums']):9.4f}{numbers:7}"
              f"{sums['false'] / max(1, sums['nums']):8.4f}{false:7}"
              f"{(sums['false'] - sums['doubted']) / max(1, sums['nums']):8.4f}"
              f"{sums['syl'] / max(1, sums['syls']):11.4f}"
              f"{syllables:7}{sums['edits'] / max(1, sums['chars']):8.4f}{spent / max(1, sums['pages']):10.2f}",
              flush=True)


def speed(args: argparse.Namespace) -> None:
    """Everyone on the same pages of one office scan, in turns; page pictures are ready for those who take pictures."""
    from PIL import Image

    scorer, pdf = text_score(), documents("office")[-1]
    want = truth(scorer, pdf)[: args.pages]
    there = [reader for reader in readers() if reader.missing is None]
    least: dict[str, float] = {}
    read: dict[str, list[str]] = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for number, image, dpi, *_ in itertools.islice(pictures(pdf), len(want)):
            Image.fromarray(image).save(folder / f"{number}.png", dpi=(dpi, dpi))
        for _ in range(args.rounds):
            for reader in there:
                before = cpu()
                read[reader.label] = reader.read(pdf, folder, len(want))
                least[reader.label] = min(least.get(reader.label, 1e9), (cpu() - before) / len(want))
    print(f"{'reader':32}{'CPU/page':>9}{'cer':>8}{'syllables':>11}{'numbers':>9}{'of OCRmyPDF':>13}{'of the CLI':>12}")
    for label, spent in least.items():
        s = sum((counted(scorer, w, h) for w, h in zip(want, read[label])), Counter())
        shares = [f"{spent / least[peer]:.2f}" if peer in least else "-" for peer in ("OCRmyPDF", "tesseract CLI, pictures ready")]
        print(f"{label:32}{spent:9.2f}{s['edits'] / s['chars']:8.4f}{s['syl'] / s['syls']:11.4f}"
              f"{s['num'] / s['nums']:9.4f}{shares[0]:>13}{shares[1]:>12}")
    for reader in readers():
        if reader.missing:
            print(f"{reader.label:32}not measured: {reader.missing}")
    print("bars: kehoach 0.80 of OCRmyPDF with cer 0.004; --fast 0.45 of OCRmyPDF, 0.80 of the CLI, cer 0.009")


def workers(args: argparse.Namespace) -> None:
    """The scans of `--variants` as one batch, read by one worker and by two, in turns: pages per second of wall time.

    Measured is the command as a user gives it, from its start to its end: the programs' own start (some three seconds of
    each run, however long) is in both figures, so that a batch of few pages falls short of what workers bring to a long one.
    Tells something on an idle machine only.
    """
    text_score()
    batch = [path for variant in args.variants for path in documents(variant)]
    pages = sum(len(pypdfium2.PdfDocument(path)) for path in batch)
    least: dict[int, float] = {}
    for _ in range(args.rounds):
        for count in (1, 2):
            with tempfile.TemporaryDirectory() as name:
                source, output = Path(name) / "in", Path(name) / "out"
                source.mkdir()
                for path in batch:
                    (source / path.name).write_bytes(path.read_bytes())
                began = time.perf_counter()
                subprocess.run([sys.executable, "-m", "pipeline", "run", str(source), "-o", str(output), "--workers",
                                str(count), "--until", "read"], cwd=ROOT, check=True, capture_output=True)
                least[count] = min(least.get(count, 1e9), time.perf_counter() - began)
    for count, seconds in least.items():
        print(f"{count} workers: {len(batch)} documents, {pages} pages ({', '.join(args.variants)}), start included, "
              f"{seconds:.1f} s, {pages / seconds:.3f} pages/s")
    print(f"two workers {least[1] / least[2]:.2f} times one (bar 1.85); load before: {os.getloadavg()[2]:.1f}")


def digital(args: argparse.Namespace) -> None:
    """Pages with a text layer: the whole reading of a page, boxes and tables included, against pdfplumber's `extract_text` alone."""
    import pdfplumber

    text_score()
    print(f"{'document':24}{'pages':>6}{'ours, ms':>10}{'pdfplumber, ms':>16}{'times':>7}   bar {DIGITAL_BAR:.0f}")
    for path in [max((SHARED / "corpus" / "legacy").glob("*.pdf"), key=lambda p: p.stat().st_size), *documents("digital")]:
        data, ours, theirs, pages = path.read_bytes(), [], [], 0
        for _ in range(args.rounds):
            began = time.process_time()
            pages = len(Read()(data, path.name).pages)
            ours.append((time.process_time() - began) / pages)
            with pdfplumber.open(io.BytesIO(data), pages=list(range(1, pages + 1, max(1, pages // 8)))) as document:
                some, began = document.pages, time.process_time()
                for page in some:
                    page.extract_text()
                theirs.append((time.process_time() - began) / len(some))
        print(f"{path.name[:22]:24}{pages:6}{1000 * min(ours):10.1f}{1000 * min(theirs):16.1f}{min(theirs) / min(ours):7.1f}", flush=True)


def orientation(args: argparse.Namespace) -> None:
    """Nine pages in four positions each."""
    text_score()
    chosen = [documents("office")[-1], documents("clean")[0], documents("poor")[1]] + documents("real")[:3]
    shots = [(path, shot) for path in chosen for shot in list(pictures(path))[-2:]][:9]
    wrong = []
    for path, (number, image, *_) in shots:
        for quarters in range(4):
            gray = image if image.ndim == 2 else image.mean(2).astype(np.uint8)
            told = trueocr.quarter_turns(np.ascontiguousarray(np.rot90(gray, quarters)))
            if told != quarters:
                wrong.append(f"{path.name} p{number} turned {90 * quarters}: {90 * told}")
    print(f"orientation: {4 * len(shots) - len(wrong)} of {4 * len(shots)} right", *wrong, sep="\n  ")


def large(args: argparse.Namespace) -> None:
    """Two A4 pages side by side at 600 dpi (A3): peak memory and CPU of one page."""
    import cv2

    text_score()
    path = documents("clean")[-1]
    shots = [image for _, image, *_ in pictures(path)][1:3]
    sheet = cv2.resize(np.hstack(shots), (9921, 7016), interpolation=cv2.INTER_CUBIC)
    before = cpu()
    page = Scanner(fast=args.fast).read(sheet, 600, 1, width=1190.6, height=841.9)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"A3 at 600 dpi: {len(page.lines)} lines, {cpu() - before:.1f} CPU s (bar 20), peak {peak:.0f} MB (bar 1000)")


COMMANDS = {"accuracy": accuracy, "speed": speed, "workers": workers, "digital": digital, "orientation": orientation, "large": large}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=tuple(COMMANDS))
    parser.add_argument("--variants", nargs="+", default=VARIANTS, choices=VARIANTS)
    parser.add_argument("--every", type=int, default=1, help="measure every Nth page only")
    parser.add_argument("--pages", type=int, default=12)
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--fast", action="store_true")
    args = parser.parse_args()
    COMMANDS[args.what](args)


if __name__ == "__main__":
    main()
