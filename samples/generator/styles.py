"""Paragraph styles after Nghị định 30/2020/NĐ-CP, annex I: sizes, indents and alignments of the parts of a document."""
from __future__ import annotations

from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_LEFT, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm

from generator.fonts import FAMILY

SIZE = 13.5


def style(name: str, **options) -> ParagraphStyle:
    size = options.pop("fontSize", SIZE)
    options = {"fontName": f"{FAMILY}-Regular", "leading": round(size * 1.27, 2), **options}
    return ParagraphStyle(name, fontSize=size, **options)


BODY = {"alignment": TA_JUSTIFY, "firstLineIndent": 10 * mm, "spaceBefore": 3, "spaceAfter": 3}
STYLES = {
    "para": style("para", **BODY),
    "bullet": style("bullet", **BODY),
    "plus": style("plus", **BODY),
    "italic": style("italic", **{**BODY, "fontName": f"{FAMILY}-Italic"}),
    "center": style("center", alignment=TA_CENTER, fontName=f"{FAMILY}-Bold", spaceAfter=1),
    "center_italic": style("center_italic", alignment=TA_CENTER, fontName=f"{FAMILY}-Italic", spaceAfter=4),
    "right": style("right", alignment=TA_RIGHT, fontName=f"{FAMILY}-Italic", fontSize=12, spaceAfter=3),
    "letterhead": style("letterhead", alignment=TA_CENTER, fontSize=12.5),
    "letterhead_bold": style("letterhead_bold", alignment=TA_CENTER, fontSize=12.5, fontName=f"{FAMILY}-Bold"),
    "motto": style("motto", alignment=TA_CENTER, fontName=f"{FAMILY}-Bold"),
    "date": style("date", alignment=TA_CENTER, fontName=f"{FAMILY}-Italic", fontSize=13),
    "number": style("number", alignment=TA_CENTER, fontSize=13),
    "kind": style("kind", alignment=TA_CENTER, fontName=f"{FAMILY}-Bold", fontSize=14),
    "recipients_head": style("recipients_head", fontName=f"{FAMILY}-BoldItalic", fontSize=12, alignment=TA_LEFT),
    "recipients": style("recipients", fontSize=11, alignment=TA_LEFT),
    "signature": style("signature", alignment=TA_CENTER, fontName=f"{FAMILY}-Bold", fontSize=13.5),
}
for level in range(1, 6):
    face = "Bold" if level < 3 else "BoldItalic" if level == 3 else "Italic"
    STYLES[f"heading{level}"] = style(f"heading{level}", **{**BODY, "fontName": f"{FAMILY}-{face}", "keepWithNext": 1})
for kind, alignment, face in [("cell", TA_LEFT, "Regular"), ("figure", TA_RIGHT, "Regular"),
                              ("head", TA_CENTER, "Bold"), ("cell_bold", TA_LEFT, "Bold"),
                              ("figure_bold", TA_RIGHT, "Bold"), ("mid", TA_CENTER, "Regular"),
                              ("mid_bold", TA_CENTER, "Bold")]:
    STYLES[f"table_{kind}"] = style(f"table_{kind}", alignment=alignment, fontName=f"{FAMILY}-{face}", fontSize=11)
