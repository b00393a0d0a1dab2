"""Which files are made from which plan, and the command that makes them."""
from __future__ import annotations

import argparse
import json
import zlib
from pathlib import Path

from generator.expected import expected_records
from generator.markup import Plan, read_plan
from generator.office import write_docx
from generator.pdf import write_pdf
from generator.plain import write_html, write_text
from generator.scan import OFFICE, POOR, scan_pages, write_scan

ROOT = Path(__file__).resolve().parents[1]


def write_expected(records: dict, path: Path) -> None:
    path.write_text(json.dumps(records, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


WRITERS = {"docx": write_docx, "html": write_html, "txt": write_text}


def write_scanned(plan: Plan, digital: Path, path: Path, fonts: Path) -> None:
    """`NAME.office.*` or `NAME.poor.*`, worn by a seed that is the file's own name."""
    wear = POOR if ".poor." in path.name else OFFICE
    seal = plan.front["files"].get("seal") or " ".join(reversed(plan.front["letterhead"]["left"]))
    pages = scan_pages(digital, wear, zlib.crc32(path.name.encode()), plan.front["signature"]["name"], seal, fonts / "Tinos-Bold.ttf")
    if path.suffix == ".png" and len(pages) != 1:
        raise ValueError(f"{plan.name}: {len(pages)} pages in one PNG")
    write_scan(pages, path, wear)


def write_documents(plan: Plan, folder: Path, fonts: Path) -> list[Path]:
    """The files that the plan's front matter asks for (`[files] make`: the part of each name after the plan's own); returns them."""
    wanted = plan.front.get("files", {}).get("make", ["digital.pdf"])
    digital = folder / f"{plan.name}.digital.pdf"
    write_pdf(plan, digital, fonts)
    paths = [folder / f"{plan.name}.{rest}" for rest in wanted]
    for path, rest in zip(paths, wanted):
        if rest in WRITERS:
            WRITERS[rest](plan, path)
        elif rest.startswith(("office.", "poor.")):
            write_scanned(plan, digital, path, fonts)
        elif path != digital:
            raise ValueError(f"{plan.name}: no way to make {rest}")
    if digital not in paths:
        digital.unlink()
    return paths


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Write the sample plans and their expected records.")
    parser.add_argument("--only", nargs="*", metavar="NAME", help="plans to write (all)")
    parser.add_argument("--out", type=Path, default=ROOT, help="folder that gets documents/ and expected/ (default: samples/)")
    parser.add_argument("--fonts", type=Path, default=ROOT / "fonts",
                        help="folder with Tinos-Regular.ttf, -Bold, -Italic, -BoldItalic (default: samples/fonts; "
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
