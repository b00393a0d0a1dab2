"""Old Word documents without an office program: automatic numbers and tables as in the DOCX of the same text.

`documents/numbered.doc` was written by LibreOffice 7.4 from what `document` makes.
"""
from __future__ import annotations

import io
import random
import struct
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from pipeline.model.errors import Unreadable
from pipeline.stages.read import Read
from pipeline.stages.read.flowing import worddoc_body, worddoc_lists
from pipeline.stages.read.flowing.docx_numbering import Numbering
from pipeline.stages.read.flowing.worddoc_properties import Paragraph

W = nsdecls("w")
READ = Read(ocr="never", office="never")
OLD = (Path(__file__).parent / "documents" / "numbered.doc").read_bytes()
LEVELS = [("upperRoman", "%1."), ("decimal", "%2."), ("decimal", "%2.%3."), ("lowerLetter", "%4)")]
BEFORE = [(0, "MỤC TIÊU"), (1, "Mục tiêu chung"), (1, "Mục tiêu cụ thể"), (2, "Về y tế"), (3, "Tiêm chủng đạt 95%"), (3, "Bảo hiểm y tế")]
AFTER = [(0, "NHIỆM VỤ"), (1, "Tuyên truyền"), (2, "Cấp xã"), (0, "TỔ CHỨC")]


def document() -> bytes:
    made = docx.Document()
    family = "".join(f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText '
                     f'w:val="{text}"/></w:lvl>' for i, (form, text) in enumerate(LEVELS))
    root = made.part.numbering_part.element
    root.insert(0, parse_xml(f'<w:abstractNum {W} w:abstractNumId="90"><w:multiLevelType w:val="multilevel"/>{family}</w:abstractNum>'))
    root.append(parse_xml(f'<w:num {W} w:numId="90"><w:abstractNumId w:val="90"/></w:num>'))

    def write(text: str, depth: int | None = None) -> None:
        listed = "" if depth is None else f'<w:pPr><w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="90"/></w:numPr></w:pPr>'
        made.element.body.insert(-1, parse_xml(f"<w:p {W}>{listed}<w:r><w:t>{text}</w:t></w:r></w:p>"))

    def tabulate(rows: list[list[str]]):
        table = made.add_table(len(rows), len(rows[0]), style="Table Grid")
        for y, row in enumerate(rows):
            for x, text in enumerate(row):
                table.cell(y, x).text = text
        return table

    write("KẾ HOẠCH")
    for depth, text in BEFORE:
        write(text, depth)
    write("Biểu 1")
    table = tabulate([["TT", "Số hộ", "", ""], ["", "2019", "2020", "2021"], ["1", "415", "398", "350"], ["2", "1.204", "987", "850"]])
    table.cell(0, 1).merge(table.cell(0, 3))
    table.cell(0, 0).merge(table.cell(1, 0))
    write("Sau bảng thứ nhất")
    tabulate([["a\nb", "c"]] * 7)
    for depth, text in AFTER:
        write(text, depth)
    for text in ("Sở Y tế", "Sở Nội vụ"):
        made.add_paragraph(text, style="List Number")
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def looks(data: bytes):
    page = READ(data, "x").pages[0]
    cells = [[(c.row, c.column, c.row_span, c.column_span, c.text) for c in grid.cells] for grid in page.grids]
    return [line.text for line in page.lines], [(grid.before, grid.rows, grid.columns) for grid in page.grids], cells


def test_the_same_as_the_new_form():
    old = looks(OLD)
    assert old == looks(document())
    assert old[0][1:7] == ["I. MỤC TIÊU", "1. Mục tiêu chung", "2. Mục tiêu cụ thể", "2.1. Về y tế",
                           "a) Tiêm chủng đạt 95%", "b) Bảo hiểm y tế"]
    assert old[0][-2:] == ["1. Sở Y tế", "2. Sở Nội vụ"] and old[1] == [(8, 4, 4), (9, 7, 2)]


@pytest.mark.parametrize("seed", range(40))
def test_damaged_files_give_text_or_say_why(seed):
    chance = random.Random(seed)
    data = bytearray(OLD)
    for _ in range(chance.choice((3, 30, 300))):
        data[chance.randrange(512, len(data))] = chance.randrange(256)
    try:
        READ(bytes(data), "x")
    except Unreadable as trouble:
        assert trouble.code in ("damaged", "encrypted", "unknown_type", "too_large")


@pytest.mark.parametrize("share", [0.3, 0.5, 0.9])
def test_cut_off_files_are_damaged(share):
    with pytest.raises(Unreadable) as caught:
        READ(OLD[: int(len(OLD) * share)], "x")
    assert caught.value.code == "damaged"


def test_properties_that_do_not_fit_lose_no_text(monkeypatch):
    monkeypatch.setattr("pipeline.stages.read.flowing.worddoc.properties", lambda *_: struct.unpack("<I", b""))
    words = [line for line in looks(OLD)[0]]
    assert {"MỤC TIÊU", "Sở Nội vụ", "Sau bảng thứ nhất"} <= set(words)


FIELDS = [
    ("Biểu \x13 REF a \x14 2\x15 xong\r", ["Biểu 2 xong"]), ("\x13 SET x \x15a\r", ["a"]), ("\x13 IF \x13 PAGE \x14 1 \x15 \x14 hai\x15 ba\r", ["hai ba"]),
    ("một\x0bhai\rba\x1ebốn\x1f năm\r", ["một", "hai", "ba-bốn năm"]), ("lẻ \U0001f600\0 thôi", ["lẻ \U0001f600 thôi"]),
]


@pytest.mark.parametrize(("text", "expected"), FIELDS)
def test_fields_breaks_and_hyphens(text, expected):
    lines = list(worddoc_body.items(text, lambda place: Paragraph(), Numbering({}, {})))
    assert [" ".join(line.text.replace("\u00ad", "").split()) for line in lines] == expected


def _level(form: int, text: str, start: int = 1) -> bytes:
    return struct.pack("<iBB9sB8xBBBB", start, form, 0, bytes(9), 0, 0, 0, 0, 0) + struct.pack("<H", len(text)) + text.encode("utf-16-le")


def test_a_list_that_begins_anew_and_one_with_a_level_of_its_own():
    definitions = struct.pack("<h", 1) + struct.pack("<ii18sBB", 7, 0, bytes(18), 1, 0)
    levels = _level(1, "\0.")
    heads = b"".join(struct.pack("<iIIBBBB", 7, 0, 0, changes, 0, 0, 0) for changes in (0, 1, 1))
    data = b"\xff" * 4 + b"\xff" * 4 + struct.pack("<iI", 5, 0x10) + b"\xff" * 4 + struct.pack("<iI", 0, 0x20) + _level(4, "\0)", 3)
    overrides = struct.pack("<I", 3) + heads + data
    table = definitions + levels + overrides
    found = worddoc_lists.lists(table, (0, len(definitions)), (len(definitions + levels), 4 + len(heads)))
    assert [found.marker(number, 0) for number in "112233"] == ["I.", "II.", "V.", "VI.", "g)", "h)"]
