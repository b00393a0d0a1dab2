"""Words, lines and tables out of text layers."""
from __future__ import annotations

import unicodedata

import pytest

from pipeline.stages.read import Read
from pipeline.stages.read.digital import second_source
from pipeline.stages.read.tokens import Token
from tests.read_digital import pdfs

READ = Read(ocr="never")


def texts(document, page=0):
    return [line.text for line in document.pages[page].lines]


def test_letterhead_columns_do_not_mix():
    assert texts(READ(pdfs.pdf([pdfs.plan_page()]), "a.pdf"))[:7] == [
        "ỦY BAN NHÂN DÂN", "HUYỆN ĐỒNG XUÂN", "Số: /KH-UBND", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc",
        "Đồng Xuân, ngày tháng 4 năm 2021", "KẾ HOẠCH"]


def test_body_lines_are_whole_and_in_order():
    assert texts(READ(pdfs.pdf([pdfs.plan_page()]), "a.pdf"))[7:] == pdfs.BODY


def test_signature_and_recipients_are_two_columns_though_their_rows_do_not_meet():
    left = ["Nơi nhận:", "- Thường trực Huyện ủy;", "- Các phòng, ban;", "- UBND các xã;", "- Lưu: VT."]
    right = ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"]
    page = [(70, 100, "trên địa bàn huyện theo đúng quy định hiện hành của Nhà nước và của tỉnh."),
            *((70, 140 + 13 * i, t, "Tinos", 11) for i, t in enumerate(left)),
            *((350, 143 + 17 * i, t, "Tinos-Bold", 13) for i, t in enumerate(right)),
            (370, 240, "Trần Thị Hoa", "Tinos-Bold", 13)]
    assert texts(READ(pdfs.pdf([page]), "a.pdf"))[1:] == [*left, *right, "Trần Thị Hoa"]


def test_addressees_stand_below_the_letterheads_columns():
    page = [(80, 60, "ỦY BAN NHÂN DÂN"), (80, 76, "TỈNH HÀ GIANG"), (80, 100, "Số: 61/UBND-KT"), (70, 116, "V/v rà soát quỹ đất công"),
            (300, 60, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), (330, 76, "Độc lập - Tự do - Hạnh phúc"), (320, 100, "Hà Giang, ngày 5 tháng 3 năm 2021"),
            (150, 140, "Kính gửi:"), (220, 156, "- Sở Tài chính;"), (220, 172, "- Sở Xây dựng."), (70, 200, "Ủy ban nhân dân tỉnh giao hai sở rà soát quỹ đất.")]
    assert texts(READ(pdfs.pdf([page]), "a.pdf"))[4:8] == [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Hà Giang, ngày 5 tháng 3 năm 2021", "Kính gửi:"]


def test_a_stretched_last_line_above_the_recipients_is_no_column():
    page = [(70, 100, "Quyết định này có hiệu lực kể từ ngày ký và thay thế Quyết định số 12/QĐ-UB ngày"), (70, 116, "04/5/1998 và Quyết định"), (330, 116, "số 9/QĐ-UB ngày"), (70, 132, "03/3/1999 của tỉnh./."),
            (70, 160, "Nơi nhận:"), (70, 176, "- Như Điều 3;"), (70, 192, "- Lưu: VT."), (340, 160, "TM. ỦY BAN NHÂN DÂN"), (370, 176, "CHỦ TỊCH"), (350, 230, "Trần Thị Hoa")]
    assert texts(READ(pdfs.pdf([page]), "a.pdf"))[:5] == [
        "Quyết định này có hiệu lực kể từ ngày ký và thay thế Quyết định số 12/QĐ-UB ngày", "04/5/1998 và Quyết định số 9/QĐ-UB ngày", "03/3/1999 của tỉnh./.", "Nơi nhận:", "- Như Điều 3;"]


def test_list_markers_and_amounts_set_off_by_tabs_stay_in_their_lines():
    page = [(70, 100, "1."), (110, 100, "Sở Tài chính bố trí kinh phí"), (70, 118, "2."), (110, 118, "Sở Y tế tổ chức khám bệnh"),
            (70, 160, "- Ngân sách tỉnh:"), (400, 160, "1.250 triệu đồng"), (70, 178, "- Ngân sách huyện:"), (400, 178, "730 triệu đồng")]
    assert texts(READ(pdfs.pdf([page]), "a.pdf")) == ["1. Sở Tài chính bố trí kinh phí", "2. Sở Y tế tổ chức khám bệnh",
                                                      "- Ngân sách tỉnh: 1.250 triệu đồng",
                                                      "- Ngân sách huyện: 730 triệu đồng"]


def test_bold_and_size():
    lines = {line.text: line for line in READ(pdfs.pdf([pdfs.plan_page()]), "a.pdf").pages[0].lines}
    assert (lines["KẾ HOẠCH"].bold, lines["KẾ HOẠCH"].size) == (True, 14.0)
    assert (lines[pdfs.BODY[0]].bold, lines[pdfs.BODY[0]].size) == (False, 13.0)


def test_boxes_are_where_the_words_were_set():
    page = READ(pdfs.pdf([[(100, 200, "Quyết định số 45/QĐ-UBND")]]), "a.pdf").pages[0]
    first, last = page.lines[0].words[0].bbox, page.lines[0].words[-1].bbox
    assert first.x0 == pytest.approx(100, abs=1.5) and first.top < 200 < first.bottom + 0.5
    assert last.x1 < 260 and all(a.bbox.x1 < b.bbox.x0 for a, b in zip(page.lines[0].words, page.lines[0].words[1:], strict=False))


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_turned_pages_read_the_same(turn):
    page = READ(pdfs.pdf([pdfs.plan_page()], rotate=turn), "a.pdf").pages[0]
    assert [line.text for line in page.lines][7:] == pdfs.BODY
    assert (page.width, page.height) == (595.0, 842.0)


def test_text_set_sideways_is_turned_upright():
    def draw(canvas):
        canvas.translate(595, 0)
        canvas.rotate(90)
        canvas.setFont("Tinos", 13)
        for i, line in enumerate(pdfs.BODY):
            canvas.drawString(60, 500 - 18 * i, line)

    page = READ(pdfs.pdf([draw]), "a.pdf").pages[0]
    assert [line.text for line in page.lines] == pdfs.BODY
    assert (page.width, page.height) == (842.0, 595.0)


def test_numbers_set_glyph_by_glyph_are_not_split():
    from reportlab.pdfbase.pdfmetrics import stringWidth

    def draw(canvas):
        canvas.setFont("Tinos", 13)
        x = 70.0
        for char in "tăng 23,9% so với năm 2011, đạt 1.234,5 tỷ đồng":
            if char != " ":
                canvas.drawString(x, 700, char)
            x += stringWidth(char, "Tinos", 13) * 1.03
        canvas.drawString(70, 650, "Nghị quyết")

    assert texts(READ(pdfs.pdf([draw]), "a.pdf"))[0] == "tăng 23,9% so với năm 2011, đạt 1.234,5 tỷ đồng"


def test_hyphen_at_a_line_end_stays_and_joins_nothing():
    page = [(70, 100, "theo Quyết định số 1389/QĐ-"), (70, 118, "TTg của Thủ tướng Chính phủ")]
    assert texts(READ(pdfs.pdf([page]), "a.pdf")) == ["theo Quyết định số 1389/QĐ-", "TTg của Thủ tướng Chính phủ"]


def test_decomposed_text_becomes_nfc():
    page = [(70, 100, unicodedata.normalize("NFD", "Kế hoạch giảm nghèo bền vững"))]
    text = " ".join(texts(READ(pdfs.pdf([page]), "a.pdf")))
    assert unicodedata.is_normalized("NFC", text) and text == "Kế hoạch giảm nghèo bền vững"


def _ruled(canvas):
    canvas.setFont("Tinos", 12)
    canvas.drawString(70, 760, "Biểu chi tiết")
    xs, ys = (70, 110, 260, 400), (740, 715, 690, 665)
    for x in xs:
        canvas.line(x, ys[0], x, ys[-1])
    for y in ys:
        canvas.line(xs[0], y, xs[-1], y)
    for row, cells in enumerate((("TT", "Đơn vị", "Số hộ"), ("1", "Xã Phú Mỡ", "1.204"), ("2", "Xã Xuân Lãnh", "987"))):
        for x, text in zip(xs, cells, strict=False):
            canvas.drawString(x + 4, ys[row] - 17, text)
    canvas.drawString(70, 640, "Ghi chú: số liệu tính đến ngày 31/12/2020.")


DAMAGED = [b"%PDF-1.4\n", b"%PDF-1.4\n1 0 obj\n<< /Type /Font /Name >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n",
           pdfs.pdf([LETTERS := [(70, 100, "Kế hoạch")]]).replace(b"/FlateDecode", b"/ASCII85Decode"),
           pdfs.pdf([LETTERS]).replace(b"/MediaBox", b"/MediaB0x")]


@pytest.mark.parametrize("data", DAMAGED)
def test_words_stand_as_they_are_where_the_second_source_cannot_read_the_file(data):
    words = [Token("Kế", 70, 90, 84, 103, 100, 13), Token("ho\ufffdch", 88, 90, 120, 103, 100, 13)]
    assert [t.text for t in second_source.completed(words, data, 0)] == ["Kế", "ho\ufffdch"]


def test_ruled_table_becomes_a_grid_between_its_lines():
    page = READ(pdfs.pdf([_ruled]), "a.pdf").pages[0]
    (grid,) = page.grids
    assert [line.text for line in page.lines] == ["Biểu chi tiết", "Ghi chú: số liệu tính đến ngày 31/12/2020."]
    assert (grid.before, grid.rows, grid.columns) == (1, 3, 3)
    assert {(c.row, c.column): c.text for c in grid.cells}[2, 1] == "Xã Xuân Lãnh"


def test_table_drawn_inside_a_form_is_found():
    def draw(canvas):
        canvas.beginForm("bieu")
        _ruled(canvas)
        canvas.endForm()
        canvas.saveState()
        canvas.translate(20, -30)
        canvas.doForm("bieu")
        canvas.restoreState()

    (grid,) = READ(pdfs.pdf([draw]), "a.pdf").pages[0].grids
    assert (grid.rows, grid.columns) == (3, 3)
    assert [c.text for c in grid.cells][-1] == "987"


def test_page_numbers_and_running_heads_are_furniture():
    pages = [[(295, 36, str(n)), (70, 805, "Kế hoạch giảm nghèo huyện"),
              *((70, 190 + 18 * i, line) for i, line in enumerate(pdfs.BODY))] for n in (1, 2, 3, 4)]
    document = READ(pdfs.pdf(pages), "a.pdf")
    for number, page in enumerate(document.pages, 1):
        assert [line.text for line in page.lines] == pdfs.BODY
        assert sorted(line.text for line in page.furniture) == sorted([str(number), "Kế hoạch giảm nghèo huyện"])


def test_number_stamped_on_as_annotation_joins_its_line():
    page = READ(pdfs.with_annotation(pdfs.pdf([pdfs.plan_page()]), "27", 98, 108), "a.pdf").pages[0]
    assert "Số: 27 /KH-UBND" in [line.text for line in page.lines]


def test_the_input_is_left_alone():
    data = pdfs.pdf([pdfs.plan_page()])
    before = bytes(data)
    READ(data, "a.pdf")
    assert data == before


@pytest.mark.parametrize(("parts", "words"), [
    (("năm 2019", "12", ", tăng 5%"), ["năm", "2019", "12,", "tăng", "5%"]),
    (("hộ nghèo", "7", ". Toàn huyện"), ["hộ", "nghèo", "7.", "Toàn", "huyện"]),
    (("rộng 350 m", "2", " đất"), ["rộng", "350", "m2", "đất"]),
    (("tổng 48 km", "2", "."), ["tổng", "48", "km2."]),
])
def test_a_raised_figure_is_a_footnotes_mark_and_no_part_of_the_figure_before_it_unless_it_is_a_power(parts, words):
    def draw(canvas):
        text = canvas.beginText(70, 700)
        for part, size, rise in zip(parts, (13, 8, 13), (0, 5, 0), strict=True):
            text.setFont("Tinos", size)
            text.setRise(rise)
            text.textOut(part)
        canvas.drawText(text)

    page = READ(pdfs.pdf([draw]), "a.pdf").pages[0]
    assert [word.text for line in page.lines for word in line.words] == words
