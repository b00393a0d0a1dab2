"""How right and how fast scanned pages are read: accuracy by kind of scan, CPU by page against the peers, orientation.

    python -m benchmarks.reading accuracy [--variants office poor clean real] [--every N] [--fast]
    python -m benchmarks.reading speed [--pages N]
    python -m benchmarks.reading orientation
    python -m benchmarks.reading large

Needs ../shared (corpus, truths, tools/text_score.py); says so and stops where it is absent. Peers (tesseract, ocrmypdf,
kreuzberg) run on the same pages in the same run where they are installed; a missing one is named in the table.
CPU is user + system seconds of this process and its children; every engine has one thread.
"""
from __future__ import annotations

import argparse
import importlib.util
import itertools
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

os.environ["OMP_THREAD_LIMIT"] = "1"

import numpy as np
import pypdfium2

from pipeline.model.document import Page
from pipeline.stages.read import ocr_trueocr, raster
from pipeline.stages.read.scan import Scanner

SHARED = Path(__file__).resolve().parents[2] / "shared"
VARIANTS = ("office", "poor", "clean", "real")
BARS = {"office": (0.985, 0.012, 0.985), "poor": (0.92, 0.06, 0.94), "clean": (0.992, 0.006, 0.993), "real": (0.93, 0.04, 0.97)}


def text_score():
    """The scorer of ../shared/tools as a module."""
    path = SHARED / "tools" / "text_score.py"
    if not path.is_file():
        sys.exit(f"benchmarks.reading: {path.name} and the corpus are needed in ../shared; not found, nothing measured")
    spec = importlib.util.spec_from_file_location("text_score", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def documents(variant: str) -> list[Path]:
    corpus = SHARED / "corpus"
    return sorted((corpus / "real").glob("*.pdf")) if variant == "real" else sorted(corpus.glob(f"*.{variant}.pdf"))


def truth(scorer, path: Path) -> list[str]:
    name = path.name.partition(".")[0]
    return scorer.truth_pages(SHARED / "corpus" / "truth", name) or scorer.truth_pages(SHARED / "gold", name) or []


def pictures(path: Path) -> Iterator[tuple[int, np.ndarray, float, float, float]]:
    """(number, picture, dpi, width, height) of each page."""
    pdf = pypdfium2.PdfDocument(path)
    for number in range(1, len(pdf) + 1):
        page = pdf[number - 1]
        image, dpi = raster.picture(page)
        yield number, image, dpi, *page.get_size()


def text_of(page: Page) -> str:
    """All that was read, tables at their place."""
    parts = [line.text for line in page.lines]
    for grid in sorted(page.grids, key=lambda g: -g.before):
        parts[grid.before : grid.before] = [cell.text for cell in grid.cells]
    return "\n".join(parts + [line.text for line in (*page.furniture, *page.stamps)])


def counted(scorer, want: str, have: str) -> Counter:
    """The sums behind text_score's measures for one page."""
    from rapidfuzz.distance import Levenshtein

    want, have = scorer.clean(want), scorer.clean(have)
    w, h = Counter(scorer.tokens(want)), Counter(scorer.tokens(have))
    wd, hd = (Counter({t: n for t, n in c.items() if any(map(str.isdigit, t))}) for c in (w, h))
    return Counter(edits=Levenshtein.distance(want, have), chars=len(want), syl=scorer.found(w, h), syls=sum(w.values()), num=scorer.found(wd, hd),
                   nums=sum(wd.values()), false=sum(hd.values()) - scorer.found(wd, hd), pages=1)


def cpu() -> float:
    return sum(u.ru_utime + u.ru_stime for u in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)))


def accuracy(args: argparse.Namespace) -> None:
    scorer, scanner = text_score(), Scanner(fast=args.fast)
    print(f"{'scan':8}{'pages':>6}{'numbers':>9}{'bar':>7}{'false':>8}{'bar':>7}{'syllables':>11}{'bar':>7}{'cer':>8}{'CPU/page':>10}")
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
        numbers, false, syllables = BARS[variant]
        print(f"{variant:8}{sums['pages']:6}{sums['num'] / max(1, sums['nums']):9.4f}{numbers:7}{sums['false'] / max(1, sums['nums']):8.4f}{false:7}"
              f"{sums['syl'] / max(1, sums['syls']):11.4f}{syllables:7}{sums['edits'] / max(1, sums['chars']):8.4f}{spent / max(1, sums['pages']):10.2f}", flush=True)


def _ours(fast: bool) -> Callable[[Path, int], list[str]]:
    def run(pdf: Path, pages: int) -> list[str]:
        scanner = Scanner(fast=fast)
        return [text_of(scanner.read(image, dpi, n, width=w, height=h)) for n, image, dpi, w, h in itertools.islice(pictures(pdf), pages)]

    return run


def _tesseract(folder: Path) -> Callable[[Path, int], list[str]]:
    def run(pdf: Path, pages: int) -> list[str]:
        return [subprocess.run(["tesseract", str(folder / f"{n}.png"), "-", "-l", "vie"], capture_output=True, text=True, check=True).stdout
                for n in range(1, pages + 1)]

    return run


def _ocrmypdf(folder: Path) -> Callable[[Path, int], list[str]]:
    def run(pdf: Path, pages: int) -> list[str]:
        out = folder / "text.txt"
        subprocess.run([sys.executable, "-m", "ocrmypdf", "-l", "vie", "--force-ocr", "--jobs", "1", "--output-type", "pdf", "--pages", f"1-{pages}",
                        "--sidecar", str(out), str(pdf), str(folder / "out.pdf")], check=True, capture_output=True)
        return out.read_text(encoding="utf-8").split("\f")[:pages]

    return run


def _kreuzberg(folder: Path) -> Callable[[Path, int], list[str]]:
    def run(pdf: Path, pages: int) -> list[str]:
        import kreuzberg

        config = kreuzberg.ExtractionConfig(force_ocr=True, ocr=kreuzberg.OcrConfig(backend="tesseract", language="vie"))
        return [kreuzberg.extract_file_sync(str(folder / f"{n}.png"), config=config).content for n in range(1, pages + 1)]

    return run


def speed(args: argparse.Namespace) -> None:
    """Everyone on the same pages of one office scan; page pictures are ready for those who take pictures."""
    from PIL import Image

    scorer = text_score()
    pdf = documents("office")[-1]
    want = truth(scorer, pdf)[: args.pages]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for number, image, dpi, *_ in itertools.islice(pictures(pdf), len(want)):
            Image.fromarray(image).save(folder / f"{number}.png", dpi=(dpi, dpi))
        runners = {"kehoach": _ours(False), "kehoach --fast": _ours(True)}
        missing = []
        for label, there, runner in (("tesseract CLI", shutil.which("tesseract"), _tesseract), ("OCRmyPDF", importlib.util.find_spec("ocrmypdf"), _ocrmypdf),
                                     ("kreuzberg", importlib.util.find_spec("kreuzberg"), _kreuzberg)):
            if there:
                runners[label] = runner(folder)
            else:
                missing.append(label)
        print(f"{'reader':16}{'CPU/page':>9}{'wall/page':>10}{'cer':>8}{'syllables':>11}{'numbers':>9}")
        for label, run in runners.items():
            before, started = cpu(), time.perf_counter()
            read = run(pdf, len(want))
            spent, wall = cpu() - before, time.perf_counter() - started
            s = sum((counted(scorer, w, h) for w, h in zip(want, read)), Counter())
            print(f"{label:16}{spent / len(want):9.2f}{wall / len(want):10.2f}{s['edits'] / s['chars']:8.4f}{s['syl'] / s['syls']:11.4f}{s['num'] / s['nums']:9.4f}", flush=True)
        for label in missing:
            print(f"{label:16}not installed (benchmarks/requirements-peers.txt): not measured")


def orientation(args: argparse.Namespace) -> None:
    """Nine pages in four positions each."""
    text_score()
    chosen = [documents("office")[-1], documents("clean")[0], documents("poor")[1]] + documents("real")[:3]
    shots = [(path, shot) for path in chosen for shot in list(pictures(path))[-2:]][:9]
    wrong = []
    for path, (number, image, *_) in shots:
        for quarters in range(4):
            gray = image if image.ndim == 2 else image.mean(2).astype(np.uint8)
            told = ocr_trueocr.quarter_turns(np.ascontiguousarray(np.rot90(gray, quarters)))
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


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("accuracy", "speed", "orientation", "large"))
    parser.add_argument("--variants", nargs="+", default=VARIANTS, choices=VARIANTS)
    parser.add_argument("--every", type=int, default=1, help="measure every Nth page only")
    parser.add_argument("--pages", type=int, default=12)
    parser.add_argument("--fast", action="store_true")
    args = parser.parse_args()
    {"accuracy": accuracy, "speed": speed, "orientation": orientation, "large": large}[args.what](args)


if __name__ == "__main__":
    main()
