"""A plan as DOCX: markers of headings and bullets are automatic numbering, the letterhead and the signature are tables without rules."""
from __future__ import annotations

import datetime
import io
import zipfile
from pathlib import Path

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt

from generator.markup import Block, Plan, Table, split_marker

FORMATS = [("upperRoman", "%1."), ("decimal", "%2."), ("lowerLetter", "%3)")]
ROMAN = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"]
LETTERS = "abcdđeghik"
STAMP = datetime.datetime(2000, 1, 1)
CENTER = WD_ALIGN_PARAGRAPH.CENTER


def add_numbering(document, abstract: int, levels: list[tuple[str, str]]) -> int:
    """A list definition in the numbering part; returns its numId."""
    part = document.part.numbering_part.element
    body = "".join(f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>'
                   f'<w:lvlText w:val="{text}"/><w:suff w:val="space"/></w:lvl>' for i, (kind, text) in enumerate(levels))
    part.insert(0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{abstract}">'
                             f'<w:multiLevelType w:val="multilevel"/>{body}</w:abstractNum>'))
    part.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="{abstract}"><w:abstractNumId w:val="{abstract}"/></w:num>'))
    return abstract


def number(paragraph, list_id: int, level: int) -> None:
    properties = OxmlElement("w:numPr")
    for tag, value in (("w:ilvl", level), ("w:numId", list_id)):
        element = OxmlElement(tag)
        element.set(qn("w:val"), str(value))
        properties.append(element)
    paragraph._p.get_or_add_pPr().append(properties)


def write_lines(cell, lines: list[tuple[str, bool, bool]], centered: bool = True) -> None:
    """(text, bold, italic) lines into a cell whose first paragraph is empty."""
    for i, (text, bold, italic) in enumerate(lines):
        paragraph = cell.paragraphs[0] if i == 0 else cell.add_paragraph()
        paragraph.alignment = CENTER if centered else None
        run = paragraph.add_run(text)
        run.bold, run.italic = bold, italic


def write_letterhead(document, front: dict) -> None:
    head = front["letterhead"]
    table = document.add_table(rows=2, cols=2)
    write_lines(table.cell(0, 0), [(line, i > 0 or bool(head.get("left_bold")), False) for i, line in enumerate(head["left"])])
    write_lines(table.cell(0, 1), [("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", True, False), ("Độc lập - Tự do - Hạnh phúc", True, False)])
    write_lines(table.cell(1, 0), [(head["number"], False, False)])
    write_lines(table.cell(1, 1), [(head["date"], False, True)])
    for line in [head["kind"], *head["title"]]:
        paragraph = document.add_paragraph()
        paragraph.alignment = CENTER
        paragraph.add_run(line).bold = True


def write_signature(document, front: dict) -> None:
    recipients = front["document"]["recipients"]
    table = document.add_table(rows=1, cols=2)
    lines = [(f"- {name}{'.' if i == len(recipients) - 1 else ';'}", False, False) for i, name in enumerate(recipients)]
    write_lines(table.cell(0, 0), [("Nơi nhận:", True, True), *lines], centered=False)
    write_lines(table.cell(0, 1),
                [*((line, True, False) for line in front["signature"]["lines"]), ("", False, False),
                 (front["signature"]["name"], True, False)])


def write_table(document, table: Table) -> None:
    cells = table.header + table.rows
    grid = document.add_table(rows=len(cells), cols=len(cells[0]), style="Table Grid")
    for r, row in enumerate(cells):
        for c, text in enumerate(row):
            if text not in {"<", "^", ">", ""}:
                grid.cell(r, c).text = text
    for r, row in enumerate(cells):
        for c, text in enumerate(row):
            target = {"<": (r, c - 1), "^": (r - 1, c), ">": (r, c + 1)}.get(text)
            if target:
                merged = grid.cell(r, c).merge(grid.cell(*target))
                for paragraph in merged.paragraphs[::-1]:
                    if not paragraph.text and len(merged.paragraphs) > 1:
                        paragraph._p.getparent().remove(paragraph._p)


class Counter:
    """What Word will print before a heading; the plan's own marker must be the same."""

    def __init__(self) -> None:
        self.counts = [0, 0, 0]

    def next(self, level: int) -> str:
        self.counts = [*self.counts[:level], self.counts[level] + 1, *[0] * (2 - level)]
        return [ROMAN, [str(i) for i in range(30)], " " + LETTERS][level][self.counts[level]]


def write_block(document, block: Block, outline: int, dashes: int, counter: Counter) -> None:
    paragraph = document.add_paragraph()
    if block.kind == "heading" and block.heading_kind != "annex":
        marker, text = split_marker(block.text)
        if counter.next(block.level - 1) != marker:
            raise ValueError(f"line {block.line}: automatic numbering does not give {marker}")
        number(paragraph, outline, block.level - 1)
        title, colon, body = text.partition(":") if block.heading_kind == "run_in" else (text, "", "")
        paragraph.add_run(title + colon).bold = True
        paragraph.add_run(body)
    elif block.kind == "bullet":
        number(paragraph, dashes, 0)
        paragraph.add_run(block.text)
    else:
        run = paragraph.add_run(("+ " if block.kind == "plus" else "") + block.text)
        run.bold = block.kind in {"center", "heading"}
        run.italic = block.kind in {"italic", "center_italic", "right"}
        if block.kind in {"center", "center_italic", "heading"}:
            paragraph.alignment = CENTER


def write_docx(plan: Plan, path: Path) -> None:
    """Raises ValueError where the plan's markers are not those that automatic numbering gives."""
    document = Document()
    document.styles["Normal"].font.name, document.styles["Normal"].font.size = "Times New Roman", Pt(13)
    properties = document.core_properties
    properties.created = properties.modified = STAMP
    properties.author, properties.title = plan.front["document"]["issuer"], plan.front["document"]["title"]
    outline, dashes, counter = add_numbering(document, 91, FORMATS), add_numbering(document, 92, [("bullet", "-")]), Counter()
    write_letterhead(document, plan.front)
    for block in plan.blocks:
        if block.kind == "page":
            document.add_page_break()
        elif block.kind == "signature":
            write_signature(document, plan.front)
        elif block.kind == "table":
            write_table(document, block.table)
        else:
            write_block(document, block, outline, dashes, counter)
    buffer = io.BytesIO()
    document.save(buffer)
    path.write_bytes(undated(buffer.getvalue()))


def undated(package: bytes) -> bytes:
    """The same ZIP package with one fixed date on every member."""
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name, (2000, 1, 1, 0, 0, 0)), old.read(name), zipfile.ZIP_DEFLATED)
    return result.getvalue()
