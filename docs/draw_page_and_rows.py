"""Draws docs/page-and-rows.png: a page of a sample plan with the boxes of its records, and the records beside it.

    .venv/bin/python docs/draw_page_and_rows.py output samples/documents/tuyen-quang-2021.digital.pdf 2
"""
from __future__ import annotations

import csv
import json
import sys
from pathlib import Path

import pypdfium2
from PIL import Image, ImageDraw, ImageFont

SCALE = 1.6
COLOURS = {"targets": (200, 60, 30), "observations": (30, 130, 60), "money": (150, 90, 0), "assignments": (30, 80, 190),
           "citations": (120, 50, 150)}
FONTS = Path(__file__).parents[1] / "samples" / "fonts"
WIDTH = 820


def told(table: str, row: dict[str, str]) -> str:
    """The row in a few words."""
    low, high = row.get("value_min"), row.get("value_max")
    value = low if low == high or not high else high if not low else f"{low}..{high}"
    return {
        "targets": lambda: f"{row['indicator'][:44]}  {row['comparator']} {value} {row['unit']}  {row['year']}",
        "observations": lambda: f"{row['indicator'][:44]}  {row['comparator']} {value} {row['unit']}  {row['year']}",
        "money": lambda: f"{row['amount_max']} VND  {row['source']}  {row['purpose'][:40]}",
        "assignments": lambda: f"{row['role']}: {row['agency']} | {row['task'][:34]}",
        "citations": lambda: f"{row['kind']} {row['code']}  {row['date']}  {row['issuer']}",
    }[table]()


def main(output: Path, pdf: Path, number: int) -> None:
    with (output / "documents.csv").open(encoding="utf-8", newline="") as file:
        doc_id = next(row["doc_id"] for row in csv.DictReader(file) if Path(row["path"]).name == pdf.name)
    page = pypdfium2.PdfDocument(pdf)[number - 1].render(scale=SCALE).to_pil().convert("RGB")
    picture = Image.new("RGB", (page.width + WIDTH, page.height), "white")
    picture.paste(page)
    draw = ImageDraw.Draw(picture, "RGBA")
    font = ImageFont.truetype(str(next(FONTS.glob("*egular*.ttf"))), 17)
    top = 40
    for table, colour in COLOURS.items():
        with (output / f"{table}.csv").open(encoding="utf-8", newline="") as file:
            rows = [row for row in csv.DictReader(file) if row["doc_id"] == doc_id and row["page"] == str(number) and row["bbox"]]
        if not rows:
            continue
        draw.text((page.width + 10, top), table, fill=colour, font=font)
        top += 26
        for row in rows:
            x0, y0, x1, y1 = (v * SCALE for v in json.loads(row["bbox"]))
            draw.rectangle((x0 - 2, y0 - 2, x1 + 2, y1 + 2), outline=colour, fill=(*colour, 22))
            if top < picture.height - 24:
                draw.text((page.width + 24, top), told(table, row), fill=(30, 30, 30), font=font)
                top += 23
        top += 8
    picture.quantize(64).save(Path(__file__).parent / "page-and-rows.png", optimize=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
