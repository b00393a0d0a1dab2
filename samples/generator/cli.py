"""Which files are made from which plan, and the command that makes them."""
from __future__ import annotations

import argparse
import json
from pathlib import Path

from generator.expected import expected_records
from generator.markup import read_plan
from generator.pdf import write_pdf

ROOT = Path(__file__).resolve().parents[1]


def write_expected(records: dict, path: Path) -> None:
    path.write_text(json.dumps(records, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


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
        write_pdf(plan, args.out / "documents" / f"{plan.name}.digital.pdf", args.fonts)
        print(plan.name)
    return 0
