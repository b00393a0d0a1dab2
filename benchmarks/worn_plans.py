"""What is lost between a digital page and a scan of it, on the plans of `tests/generality`, which no reading was tuned on.

    .venv/bin/python -m benchmarks.worn_plans [--only NAME ...] [--out build/bench/worn]

Every plan is drawn digital and as an office scan, four also as poor ones, with the wear of `samples/generator`: resolution, skew, blur and
light differ from plan to plan, and some pages are upside-down, sideways, in a deep shadow, have dark edges or show the other side. All are
read in one run. The records are scored by `../shared/tools/score.py`, the text by `text_score.py` against what the digital pages say.
Needs the scorers in ../shared; about five minutes of CPU.
"""
from __future__ import annotations

import argparse
import csv
import json
import os
import subprocess
import sys
import zlib
from dataclasses import replace
from pathlib import Path

import numpy as np
from PIL import Image

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "samples"))

from generator.cli import write_expected  # noqa: E402
from generator.expected import expected_records  # noqa: E402
from generator.markup import Plan, read_plan  # noqa: E402
from generator.pdf import write_pdf  # noqa: E402
from generator.scan import OFFICE, POOR, Wear, scan_pages, write_scan  # noqa: E402

FONTS, TOOLS = ROOT / "samples" / "fonts", ROOT.parent / "shared" / "tools"
PLANS = sorted((ROOT / "tests" / "generality" / "plans").glob("*.plan"))
LOOKS = (
    (OFFICE, "upside_down"), (replace(OFFICE, dpi=300, skew=1.5, blur=1.0, quality=60), "sideways"), (OFFICE, ""),
    (replace(OFFICE, dpi=150, blur=0.5, quality=45), ""), (replace(OFFICE, through=0.28), ""),
    (replace(OFFICE, dpi=240, skew=0.4), ""), (replace(OFFICE, skew=1.8, light=0.25), ""),
    (replace(OFFICE, quality=22), "shadow"), (replace(OFFICE, specks=90), ""),
    (replace(OFFICE, light=0.35), "dark_edges"), (replace(OFFICE, dpi=300, skew=0.3, quality=25), ""),
    (replace(OFFICE, blur=1.0, quality=28), ""),
)
"""Looks of the office scans, dealt to the plans in turns: the wear and what is done to the second page."""
POOR_LOOKS = (POOR, replace(POOR, dpi=200), replace(POOR, dpi=200, blur=1.1, specks=300))


def changed(page: Image.Image, how: str) -> Image.Image:
    """A page picture as it lies on the glass or under the lamp."""
    if how in ("upside_down", "sideways"):
        return page.transpose(Image.Transpose.ROTATE_180 if how == "upside_down" else Image.Transpose.ROTATE_90)
    pixels = np.asarray(page.convert("L"), dtype=np.float32).copy()
    height, width = pixels.shape
    if how == "shadow":
        pixels *= 0.45 + 0.55 / (1 + np.exp((np.arange(width) / width - 0.65) / 0.03))
    elif how == "dark_edges":
        pixels[: height // 80] = pixels[:, -width // 50 :] = pixels[-height // 120 :] = 25
    return Image.fromarray(pixels.astype(np.uint8))


def write_scanned(plan: Plan, digital: Path, kind: str, wear: Wear, how: str) -> None:
    signer = plan.front["signature"].get("blocks", [plan.front["signature"]])[0]["name"]
    seal, path = " ".join(reversed(plan.front["letterhead"]["left"])), digital.with_name(f"{plan.name}.{kind}.pdf")
    pages = scan_pages(digital, wear, zlib.crc32(path.name.encode()), signer, seal, FONTS / "Tinos-Bold.ttf")
    if how:
        pages[1] = changed(pages[1], how)
    write_scan(pages, path, wear)


def draw(folder: Path, only: list[str]) -> None:
    """Fills `in` and `gold` of the folder."""
    for name in ("in", "gold", "truth"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    for at, source in enumerate(PLANS):
        if only and source.stem not in only:
            continue
        plan, digital = read_plan(source), folder / "in" / f"{source.stem}.digital.pdf"
        write_pdf(plan, digital, FONTS)
        write_expected(expected_records(plan), folder / "gold" / f"{plan.name}.json")
        write_scanned(plan, digital, "office", *LOOKS[at % len(LOOKS)])
        if at % 4 == 0:
            write_scanned(plan, digital, "poor", POOR_LOOKS[at // 4 % len(POOR_LOOKS)], "")


def keep_truth(folder: Path) -> None:
    """The text of the digital pages, as the scorer wants a true text."""
    tables = {}
    for name in ("files", "pages"):
        with (folder / "out" / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
            tables[name] = list(csv.DictReader(file))
    for row in tables["files"]:
        name, _, kind = row["path"].partition(".")
        if kind == "digital.pdf":
            text = (folder / "out" / "text" / f"{row['doc_id']}.txt").read_text(encoding="utf-8")
            pages = [text[int(p["char_start"]) : int(p["char_end"])] for p in tables["pages"] if p["doc_id"] == row["doc_id"]]
            (folder / "truth" / f"{name}.pages.json").write_text(json.dumps(pages, ensure_ascii=False), encoding="utf-8")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", nargs="*", default=[], metavar="NAME")
    parser.add_argument("--out", type=Path, default=ROOT / "build" / "bench" / "worn")
    args = parser.parse_args()
    if not (TOOLS / "score.py").is_file():
        sys.exit("nothing measured: the scorers are needed in ../shared, and are not there")
    draw(args.out, args.only)
    run = [sys.executable, "-m", "pipeline", "run", str(args.out / "in"), "-o", str(args.out / "out"), "--workers", "1"]
    subprocess.run(run, cwd=ROOT, env={**os.environ, "OMP_THREAD_LIMIT": "1"}, check=True)
    keep_truth(args.out)
    subprocess.run([sys.executable, TOOLS / "score.py", args.out / "out", args.out / "gold"], check=True)
    return subprocess.run([sys.executable, TOOLS / "text_score.py", args.out / "out", args.out / "truth", "--worst",
                           "10"], check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
