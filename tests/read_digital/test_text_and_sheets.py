"""Plain text and sheets; how letters are spelled in all kinds of files."""
import openpyxl
import pytest

from pipeline.stages.read.encodings import characters
from pipeline.stages.read.engines import words
from tests.read_digital.flowing import READ, lines, saved

MARKS = [
    ("Sở Y te\u0302\u0301", "Sở Y tế"), ("te\u0301\u0302", "tế"), ("ba\u0300\u0306ng", "bằng"), ("tỉnh\u0300 5%\u0301", "tỉnh 5%"), ("\u0301 kinh phí", "kinh phí"),
    ("nghi\u0323\u0309 quyết", "nghị quyết"),
]


@pytest.mark.parametrize(("source", "expected"), MARKS)
def test_marks_make_letters_or_are_dropped(source, expected):
    assert lines(source.encode()) == [expected]
    assert characters.printed(source).strip() == expected and not characters.is_clean(source)
    assert words.lines_of_tsv("5\t1\t1\t1\t1\t1\t0\t0\t9\t9\t90\t" + source)[0][0].text == expected


def test_vni_bytes_are_not_taken_for_windows_1258():
    text = "keá hoaïch giaûm ngheøo beàn vöõng naêm 2021, kinh phí 1.200 trieäu ñoàng"
    assert lines(text.encode("cp1252")) == ["kế hoạch giảm nghèo bền vững năm 2021, kinh phí 1.200 triệu đồng"]


def test_sheet_becomes_lines_and_a_grid():
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (["BIỂU CHỈ TIÊU"], [], ["TT", "Xã", "Số hộ", "Tỷ lệ"], [1, "Phú Mỡ", 1204, 0.356],
                [2, "Xuân Lãnh", 98.5, 0.07], [], ["Ghi chú: số liệu sơ bộ"]):
        sheet.append(row)
    for cell in sheet["D"]:
        cell.number_format = "0.0%"
    page = READ(saved(book), "x").pages[0]
    assert [line.text for line in page.lines] == ["BIỂU CHỈ TIÊU", "Ghi chú: số liệu sơ bộ"]
    (grid,) = page.grids
    assert (grid.before, grid.rows, grid.columns) == (1, 3, 4)
    assert [c.text for c in grid.cells][4:] == ["1", "Phú Mỡ", "1204", "35.6%", "2", "Xuân Lãnh", "98.5", "7%"]


def test_plain_text_columns_and_pages():
    text = ("UBND HUYỆN ĐỒNG XUÂN          CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n     PHÒNG Y TẾ              "
            "     Độc lập - Tự do - Hạnh phúc\n"
            "\nKẾ HOẠCH\n1. Mục tiêu:   giảm 2%\nTrang đầu hết\fTrang hai")
    document = READ(text.encode(), "x")
    assert [line.text for line in document.pages[0].lines] == [
        "UBND HUYỆN ĐỒNG XUÂN", "PHÒNG Y TẾ", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc",
        "KẾ HOẠCH", "1. Mục tiêu: giảm 2%", "Trang đầu hết"]
    assert [line.text for line in document.pages[1].lines] == ["Trang hai"]
