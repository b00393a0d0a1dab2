"""Which files are made from which plan, and the command that makes them."""
from __future__ import annotations

import argparse
import json
import zlib
from pathlib import Path

from generator.expected import expected_records
from generator.markup import Plan, read_plan
from generator.pdf import write_pdf
from generator.scan import OFFICE, POOR, scan_pages, write_scan

ROOT = Path(__file__).resolve().parents[1]


def write_expected(records: dict, path: Path) -> None:
    path.write_text(json.dumps(records, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def write_documents(plan: Plan, folder: Path, fonts: Path) -> list[Path]:
    """The files that the plan's front matter asks for (`[files] make`, the part of the name after the plan's own); returns them."""
    wanted = plan.front.get("files", {}).get("make", ["digital.pdf"])
    digital = folder / f"{plan.name}.digital.pdf"
    write_pdf(plan, digital, fonts)
    written = [digital]
    for rest in wanted:
        path = folder / f"{plan.name}.{rest}"
        if rest.startswith(("office", "poor")):
            wear = POOR if rest.startswith("poor") else OFFICE
            sign, seal = plan.front["signature"]["name"], " ".join(reversed(plan.front["letterhead"]["left"]))
            write_scan(scan_pages(digital, wear, zlib.crc32(path.name.encode()), sign, seal, fonts / "Tinos-Bold.ttf"), path, wear)
            written.append(path)
        elif path != digital:
            raise ValueError(f"{plan.name}: no way to make {rest}")
    if digital.name.removeprefix(f"{plan.name}.") not in wanted:
        digital.unlink()
        written.remove(digital)
    return written


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Write the sample plans and their expected records.")
    parser.add_argument("--only", nargs="*", metavar="NAME", help="plans to write (all)")
    parser.add_argument("--out", type=Path, default=ROOT, help="folder that gets documents/ and expected/ (default: samples/)")
    parser.add_argument("--fonts", type=Path, default=ROOT / "fonts", help="folder with Tinos-Regular.ttf, -Bold, -Italic, -BoldItalic (default: samples/fonts; "
                                                                          "whole fonts: Debian package fonts-croscore)")
    args = parser.parse_args(argv)
    for folder in ("documents", "expected"):
        (args.out / folder).mkdir(parents=True, exist_ok=True)
    for source in sorted((ROOT / "plans").glob("*.plan")):
        if args.only and source.stem not in args.only:
            continue
        plan = read_plan(source)
        write_expected(expected_records(plan), args.out / "expected" / f"{plan.name}.json")
        for path in write_documents(plan, args.out / "documents", args.fonts):
            print(f"{path.name}: {path.stat().st_size:,} bytes")
    return 0
