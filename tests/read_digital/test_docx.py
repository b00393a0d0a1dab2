"""DOCX: markup, automatic numbers, notes, tables, columns set with tabs."""
from __future__ import annotations

import io
import re
import zipfile

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from tests.read_digital.flowing import READ, lines, saved

W = nsdecls("w")


def _paragraph(xml: str):
    return parse_xml(f"<w:p {W}>{xml}</w:p>")


def _run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def _word(*paragraphs: str) -> bytes:
    document = docx.Document()
    for xml in paragraphs:
        document.element.body.insert(-1, _paragraph(xml))
    return saved(document)


MARKUP = [
    ("insertion in, deletion out", _run("giảm ") + f'<w:del w:id="1" w:author="a"><w:r><w:delText>2%</w:delText></w:r></w:del><w:ins w:id="2" w:author="a">{_run("3%")}</w:ins>' + _run(" hộ nghèo"),
     ["giảm 3% hộ nghèo"]),
    ("moved text once", f'<w:moveFrom w:id="3" w:author="a">{_run("cũ ")}</w:moveFrom>' + _run("tại xã") + f'<w:moveTo w:id="4" w:author="a">{_run(" mới")}</w:moveTo>', ["tại xã mới"]),
    ("result of a field", '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF a</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>' + _run("Biểu 2")
     + '<w:r><w:fldChar w:fldCharType="end"/></w:r>', ["Biểu 2"]),
    ("forced line break", "<w:r><w:t>TM. ỦY BAN NHÂN DÂN</w:t><w:br/><w:t>CHỦ TỊCH</w:t></w:r>", ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"]),
    ("hyphens and tab", "<w:r><w:t>45/KH</w:t><w:noBreakHyphen/><w:t>UBND</w:t><w:tab/><w:t>phát</w:t></w:r><w:r><w:softHyphen/><w:t> triển</w:t></w:r>", ["45/KH-UBND phát triển"]),
    ("hyperlink", f"<w:hyperlink>{_run('congbao')}</w:hyperlink>", ["congbao"]),
    ("hidden text", _run("hiện") + "<w:r><w:rPr><w:vanish/></w:rPr><w:t>ẩn</w:t></w:r>", ["hiện"]),
    ("split word", _run("Kế ho") + _run("ạch"), ["Kế hoạch"]),
]


@pytest.mark.parametrize(("name", "xml", "expected"), MARKUP, ids=[m[0] for m in MARKUP])
def test_word_markup(name, xml, expected):
    assert lines(_word(xml)) == expected


def _numbered(document, list_id: int, depth: int, text: str):
    numbering = f'<w:pPr><w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{list_id}"/></w:numPr></w:pPr>'
    document.element.body.insert(-1, _paragraph(numbering + _run(text)))


def test_automatic_numbers_are_printed():
    document = docx.Document()
    levels = [("upperRoman", "%1."), ("decimal", "%2."), ("decimal", "%2.%3."), ("lowerLetter", "%4)")]
    family = "".join(f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText '
                     f'w:val="{text}"/></w:lvl>' for i, (form, text) in enumerate(levels))
    root = document.part.numbering_part.element
    root.insert(0, parse_xml(f'<w:abstractNum {W} w:abstractNumId="90">{family}</w:abstractNum>'))
    root.append(parse_xml(f'<w:num {W} w:numId="90"><w:abstractNumId w:val="90"/></w:num>'))
    for depth, text in [(0, "MỤC TIÊU"), (1, "Mục tiêu chung"), (1, "Mục tiêu cụ thể"), (2, "Về y tế"),
                        (3, "Tiêm chủng"), (3, "Bảo hiểm"), (0, "NHIỆM VỤ"), (1, "Tuyên truyền"), (2, "Cấp xã")]:
        _numbered(document, 90, depth, text)
    assert lines(saved(document)) == ["I. MỤC TIÊU", "1. Mục tiêu chung", "2. Mục tiêu cụ thể", "2.1. Về y tế",
                                      "a) Tiêm chủng", "b) Bảo hiểm", "II. NHIỆM VỤ", "1. Tuyên truyền", "1.1. Cấp xã"]


def test_list_style_and_restart():
    document = docx.Document()
    for text in ("Sở Y tế", "Sở Nội vụ"):
        document.add_paragraph(text, style="List Number")
    found = lines(saved(document))
    assert [t.split(" ", 1)[0] for t in found] == ["1.", "2."]


def test_footnotes_follow_the_text():
    data = _word(_run("Chuẩn nghèo mới") + '<w:r><w:footnoteReference w:id="2"/></w:r>' + _run(" được áp dụng."))
    note = f'<?xml version="1.0"?><w:footnotes {W}><w:footnote w:id="2"><w:p>{_run("Theo Nghị định số 07/2021/NĐ-CP")}</w:p></w:footnote></w:footnotes>'
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for item in old.infolist():
            new.writestr(item, old.read(item))
        new.writestr("word/footnotes.xml", note)
    assert lines(out.getvalue()) == ["Chuẩn nghèo mới [1] được áp dụng.", "[1] Theo Nghị định số 07/2021/NĐ-CP"]


def test_word_tables_with_merged_cells_become_grids():
    document = docx.Document()
    document.add_paragraph("Biểu 1")
    table = document.add_table(3, 3, style="Table Grid")
    for i, text in enumerate(["TT", "Số hộ", "", "", "2020", "2021", "1", "415", "398"]):
        table.cell(i // 3, i % 3).text = text
    table.cell(0, 1).merge(table.cell(0, 2))
    table.cell(0, 0).merge(table.cell(1, 0))
    page = READ(saved(document), "x").pages[0]
    (grid,) = page.grids
    assert (grid.before, grid.rows, grid.columns) == (1, 3, 3)
    assert {(c.row, c.column): (c.text, c.row_span, c.column_span) for c in grid.cells} == {
        (0, 0): ("TT", 2, 1), (0, 1): ("Số hộ", 1, 2), (1, 1): ("2020", 1, 1), (1, 2): ("2021", 1, 1),
        (2, 0): ("1", 1, 1), (2, 1): ("415", 1, 1), (2, 2): ("398", 1, 1)}


def test_word_letterhead_table_is_no_table():
    document = docx.Document()
    table = document.add_table(2, 2)
    for i, text in enumerate(["UBND HUYỆN ĐỒNG XUÂN\nPHÒNG Y TẾ",
                              "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc", "Số: 12/KH-PYT",
                              "Đồng Xuân, ngày 5 tháng 3 năm 2021"]):
        table.cell(i // 2, i % 2).text = text
    page = READ(saved(document), "x").pages[0]
    assert not page.grids
    assert [line.text for line in page.lines] == ["UBND HUYỆN ĐỒNG XUÂN", "PHÒNG Y TẾ", "Số: 12/KH-PYT",
                                                  "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc",
                                                  "Đồng Xuân, ngày 5 tháng 3 năm 2021"]


WITH_TABS = [
    ("letterhead, then a numbered heading",
     ["ỦY BAN NHÂN DÂN\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "HUYỆN ĐỒNG XUÂN\t\tĐộc lập - Tự do - Hạnh phúc", "Số: 5/KH-UBND\tĐồng Xuân, ngày 3 tháng 2 năm 2021", "1.\tMục tiêu"],
     ["ỦY BAN NHÂN DÂN", "HUYỆN ĐỒNG XUÂN", "Số: 5/KH-UBND", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Đồng Xuân, ngày 3 tháng 2 năm 2021",
      "1. Mục tiêu"]),
    ("signature with a recipient and a name far in",
     ["Nơi nhận:\t\tTM. ỦY BAN NHÂN DÂN", "- Như trên;\t\tCHỦ TỊCH", "- Lưu: VT.", "\t\t\t\tTrần Thị Bình", "PHỤ LỤC"],
     ["Nơi nhận:", "- Như trên;", "- Lưu: VT.", "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Trần Thị Bình", "PHỤ LỤC"]),
    ("TCVN3", ["uû ban nh©n d©n       céng hoµ x· héi chñ nghÜa viÖt nam", "huyÖn mai ch©u       §éc lËp - Tù do - H¹nh phóc"],
     ["ủy ban nhân dân", "huyện mai châu", "cộng hòa xã hội chủ nghĩa việt nam", "Độc lập - Tự do - Hạnh phúc"]),
    ("numbers and figures behind tabs are left", ["1.\tSố hộ nghèo\t415", "2.\tSố hộ cận nghèo\t398"], ["1. Số hộ nghèo 415", "2. Số hộ cận nghèo 398"]),
]


@pytest.mark.parametrize(("name", "rows", "expected"), WITH_TABS, ids=[w[0] for w in WITH_TABS])
def test_word_columns_set_with_tabs(name, rows, expected):
    runs = ["".join("<w:tab/>" if part == "\t" else f'<w:t xml:space="preserve">{part}</w:t>'
                    for part in re.split("(\t)", row) if part) for row in rows]
    found = lines(_word(*(f"<w:r>{run}</w:r>" for run in runs)))
    assert [line.replace("uỷ", "ủy").replace("hoà", "hòa") for line in found] == expected


def test_word_headers_are_furniture_and_paragraphs_begin_lines():
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Dự thảo lần 2"
    document.add_paragraph("Kế hoạch").runs[0].bold = True
    page = READ(saved(document), "x").pages[0]
    assert [line.text for line in page.furniture] == ["Dự thảo lần 2"]
    assert (page.lines[0].bold, page.lines[0].paragraph_start, page.source) == (True, True, "text")
