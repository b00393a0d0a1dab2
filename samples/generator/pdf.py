"""A plan as a born-digital PDF, laid out after Nghị định 30/2020/NĐ-CP, annex I; the same bytes at every run."""
from __future__ import annotations

from html import escape
from pathlib import Path

from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.platypus import (BaseDocTemplate, Flowable, Frame, KeepTogether, NextPageTemplate, PageBreak,
                                PageTemplate, Paragraph, Spacer, Table)

from generator.fonts import FAMILY, register_fonts
from generator.grid import grid
from generator.markup import Block, Plan
from generator.styles import STYLES

LEFT, RIGHT, TOP, BOTTOM = 30 * mm, 17 * mm, 21 * mm, 19 * mm
WIDTH = A4[0] - LEFT - RIGHT
WIDE = A4[1] - LEFT - RIGHT


class Rule(Flowable):
    """A short centred line, as under the issuer's name and under the motto."""

    def __init__(self, length: float) -> None:
        super().__init__()
        self.length, self.height = length, 6

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.width = width
        return width, self.height

    def draw(self) -> None:
        start = (self.width - self.length) / 2
        self.canv.setLineWidth(0.7)
        self.canv.line(start, 3, start + self.length, 3)


def inline(text: str) -> str:
    """Text as reportlab's markup; `‰`, which the cut-down font lacks, comes from the standard Times. Raises ValueError
    on any other letter that would print as a box."""
    known = pdfmetrics.getFont(f"{FAMILY}-Regular").face.charToGlyph
    if lacking := {letter for letter in text if ord(letter) not in known} - {"‰", "¶"}:
        raise ValueError(f"no glyph for {sorted(lacking)}: {text[:60]}")
    return escape(text).replace("‰", '<font name="Times-Roman">‰</font>')


def text_of(text: str, name: str) -> Paragraph:
    """Spaces in a row are kept: they are the blanks of a number or a day that is to be filled in by hand."""
    return Paragraph(inline(text).replace("  ", "\u00a0 ").replace("  ", " \u00a0").replace("¶ ", "<br/>"), STYLES[name])


def letterhead(front: dict) -> list[Flowable]:
    head = front["letterhead"]
    left = [text_of(line, "letterhead_bold" if i or len(head["left"]) == 1 or head.get("left_bold") else "letterhead")
            for i, line in enumerate(head["left"])]
    right = [text_of("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "letterhead_bold"),
             text_of("Độc lập - Tự do - Hạnh phúc", "motto"), Rule(58 * mm)]
    rows = [[[*left, Rule(22 * mm)], right], [[text_of(head["number"], "number")], [text_of(head["date"], "date")]]]
    table = Table(rows, colWidths=[WIDTH * 0.41, WIDTH * 0.59],
                  style=[("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (-1, -1), 0),
                         ("RIGHTPADDING", (0, 0), (-1, -1), 0)])
    title = [text_of(head["kind"], "kind"), *(text_of(line, "center") for line in head["title"]), Rule(36 * mm), Spacer(1, 8)]
    return [table, Spacer(1, 14), *title]


def signature(front: dict, closing: Flowable) -> Flowable:
    """The blocks of the signers and the recipients, on one page with the closing paragraph; two signers stand side by
    side above the recipients."""
    signers, recipients = front["signature"].get("blocks", [front["signature"]]), front["document"]["recipients"]
    lines = [f"- {name}{'.' if i == len(recipients) - 1 else ';'}" for i, name in enumerate(recipients)]
    left = [text_of("Nơi nhận:", "recipients_head"), *(text_of(line, "recipients") for line in lines)]
    blocks = [[*(text_of(line, "signature") for line in sign["lines"]), Spacer(1, 62),
               text_of(sign["name"], "signature")] for sign in signers]
    row, below = ([left, *blocks], []) if len(blocks) == 1 else (blocks, [Spacer(1, 10), *left])
    style = [("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (-1, -1), 0)]
    return KeepTogether([closing, Spacer(1, 10), Table([row], colWidths=[WIDTH / len(row)] * len(row), style=style), *below])


def heading(block: Block) -> Paragraph:
    name = f"heading{min(block.level, 5)}"
    if block.heading_kind == "annex":
        return text_of(block.text, "center")
    if block.heading_kind == "run_in":
        title, _, body = block.text.partition(":")
        return Paragraph(f"<b>{inline(title)}:</b>{inline(body)}", STYLES["para"])
    if block.heading_kind == "clause":
        marker, space, body = block.text.partition(". ")
        return (Paragraph(f"<b>{escape(marker)}.</b> {inline(body)}", STYLES["para"]) if marker.startswith("Điều")
                else text_of(block.text, "para"))
    return text_of(block.text, "center" if "¶ " in block.text else name)


def flowables(plan: Plan) -> list[Flowable]:
    story, width = letterhead(plan.front), WIDTH
    for block in plan.blocks:
        if block.kind == "page":
            if block.text != "page":
                width = WIDE if block.text == "landscape" else WIDTH
                story.append(NextPageTemplate(block.text))
            story.append(PageBreak())
        elif block.kind == "signature":
            story.append(signature(plan.front, story.pop()))
        elif block.kind == "heading":
            story.append(heading(block))
        elif block.kind == "table":
            story.append(grid(block.table, width))
        else:
            mark = {"bullet": "- ", "plus": "+ "}.get(block.kind, "")
            story.append(text_of(mark + block.text, block.kind))
    return story


def number_page(canvas, document) -> None:
    """Page number at the top, centred, not on the first page."""
    if document.page > 1:
        canvas.setFont(f"{FAMILY}-Regular", 13)
        width, height = canvas._pagesize
        canvas.drawCentredString(width / 2, height - 13 * mm, str(document.page))


def write_pdf(plan: Plan, path: Path, fonts: Path) -> None:
    register_fonts(fonts)
    upright = Frame(LEFT, BOTTOM, WIDTH, A4[1] - TOP - BOTTOM, 0, 0, 0, 0, id="upright")
    wide = Frame(LEFT, BOTTOM, WIDE, A4[0] - TOP - BOTTOM, 0, 0, 0, 0, id="wide")
    document = BaseDocTemplate(str(path), pagesize=A4, invariant=1,
                               title=" ".join([plan.front["letterhead"]["kind"], *plan.front["letterhead"]["title"]]),
                               author=plan.front["document"]["issuer"], lang="vi")
    document.addPageTemplates([PageTemplate("portrait", [upright], onPage=number_page, pagesize=A4),
                               PageTemplate("landscape", [wide], onPage=number_page, pagesize=landscape(A4))])
    document.build(flowables(plan))
