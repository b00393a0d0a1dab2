"""What holds for every layout, whatever the document: offsets, pages, readings; and how lines become passages."""
from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.model.document import BBox, Document, Grid, GridCell, Line, Page, Word
from pipeline.stages.structure import build

LEFT, RIGHT, SIZE = 85.0, 545.0, 14.0


def printed(text: str, top: float, x0: float = LEFT, *, bold: bool = False, confidence: float | None = None,
            x1: float | None = None) -> Line:
    """A line set from x0, about 6.3 points a letter, or stretched to x1."""
    words = text.split()
    width = ((x1 - x0) / max(1, len(text))) if x1 else 6.3
    found, at = [], x0
    for word in words:
        found.append(Word(word, BBox(at, top, at + len(word) * width, top + 13), confidence))
        at += (len(word) + 1) * width
    return Line(tuple(found), bold=bold, size=SIZE)


def page(number: int, lines: list[Line], **more) -> Page:
    return Page(number, 595.0, 842.0, tuple(lines), **more)


def layout(*pages: Page):
    return build(Document("0" * 16, "application/pdf", pages))


def body(text: str, top: float, *, indent: bool = False, full: bool = True) -> Line:
    return printed(text, top, LEFT + (28 if indent else 0), x1=RIGHT if full else None)


def test_a_paragraph_runs_over_the_page_end_and_the_page_number_stands_outside_it():
    one = page(1, [body("Tăng cường công tác tuyên truyền về chuyển đổi số tới người dân,", 700, indent=True),
                   body("doanh nghiệp và hợp tác xã trên địa bàn; huy động các nguồn lực", 718)])
    two = page(2, [body("xã hội để thực hiện hiệu quả các nhiệm vụ được giao.", 60, full=False),
                   body("Các đơn vị báo cáo kết quả trước ngày 15 tháng 12 hằng năm để tổng hợp.", 80, indent=True)],
               furniture=(printed("2", 30, 300),))
    made = layout(one, two)
    texts = [p.text for p in made.passages]
    assert texts == ["Tăng cường công tác tuyên truyền về chuyển đổi số tới người dân, doanh nghiệp và hợp tác xã "
                     "trên địa bàn; huy động các nguồn lực "
                     "xã hội để thực hiện hiệu quả các nhiệm vụ được giao.", "2",
                     "Các đơn vị báo cáo kết quả trước ngày 15 tháng 12 hằng năm để tổng hợp."]
    start, end = made.pages[1]
    assert made.text[start:end].startswith("xã hội") and "\n2\n" in made.text[start:end]


def test_a_break_where_the_next_word_would_have_fitted_opens_a_paragraph():
    made = layout(page(1,
                       [body("Rà soát các tiêu chí nông thôn mới của từng xã trong năm nay và năm sau.", 100),
                        body("Kiểm tra tiến độ.", 118, full=False),
                        body("Tổng hợp, báo cáo Ủy ban nhân dân huyện xem xét, quyết định theo thẩm quyền", 136),
                        body("và chỉ đạo các đơn vị thực hiện.", 154, full=False)]))
    assert [len(p.text) for p in made.passages][-1] > 90
    assert "Kiểm tra tiến độ." in [
        p.text.removeprefix("Rà soát các tiêu chí nông thôn mới của từng xã trong năm nay và năm sau. ")
        for p in made.passages]


def test_a_broken_range_is_no_bullet():
    made = layout(page(1, [body("Chương trình mục tiêu quốc gia phát triển văn hóa của tỉnh giai đoạn 2022", 100, indent=True),
                           body("- 2025;", 118, full=False)]))
    assert [p.kind for p in made.passages] == ["paragraph"]


def test_table_cells_are_passages_in_their_place():
    grid = Grid(before=1, rows=1, columns=2,
                cells=(GridCell(0, 0, 1, 1, BBox(85, 150, 300, 170), (printed("Xã", 152),)),
                       GridCell(0, 1, 1, 1, BBox(300, 150, 540, 170), (printed("12", 152, 310),))))
    made = layout(page(1,
                       [body("Kết quả thực hiện như bảng sau đây của từng xã trên địa bàn toàn huyện:", 100),
                        body("Hết bảng.", 200, full=False)], grids=(grid,)))
    assert [p.text
            for p in made.passages] == ["Kết quả thực hiện như bảng sau đây của từng xã trên địa bàn toàn huyện:", "Xã",
                                        "12", "Hết bảng."]
    assert [p.part for p in made.passages][1:3] == ["table", "table"]


def test_columns_of_the_closing_block_are_told_apart():
    made = layout(page(1,
                       [body("Trên đây là Kế hoạch của huyện, đề nghị các đơn vị nghiêm túc thực hiện theo đúng", 100,
                             indent=True), body("quy định./.", 118, full=False),
                        Line((*printed("Nơi nhận:", 140).words, *printed("TM. ỦY BAN NHÂN DÂN", 140, 380).words)),
                        printed("- UBND tỉnh;", 156), printed("CHỦ TỊCH", 156, 410), printed("- Lưu: VT.", 172),
                        printed("Hoàng Văn Sơn", 240, 400)]))
    parts = {p.text: p.part for p in made.passages}
    assert parts["Nơi nhận:"] == parts["- UBND tỉnh;"] == parts["- Lưu: VT."] == "recipients"
    assert parts["TM. ỦY BAN NHÂN DÂN"] == parts["CHỦ TỊCH"] == parts["Hoàng Văn Sơn"] == "signature"


CLOSINGS = [
    [("GIÁM ĐỐC", 120), ("KT. CHỦ NHIỆM", 380), ("SỞ TÀI CHÍNH", 110), ("PHÓ CHỦ NHIỆM", 380), ("Vàng A Lử", 120), ("Lò Thị Ánh", 390),
     ("Nơi nhận:", LEFT), ("- Lưu: VT.", LEFT)],
    [("TM. ỦY BAN NHÂN DÂN", 100), ("Nơi nhận:", 380), ("CHỦ TỊCH", 130), ("- Huyện ủy;", 380), ("- Lưu: VT.", 380), ("Vàng A Lử", 130)],
    [("TM. ỦY BAN NHÂN DÂN", 100), ("CHỦ TỊCH", 130), ("Vàng A Lử", 130), ("Nơi nhận:", LEFT), ("- Huyện ủy;", LEFT), ("- Lưu: VT.", LEFT)],
]


@pytest.mark.parametrize("closing", CLOSINGS, ids=["two signers", "recipients on the right", "recipients below"])
def test_a_signer_on_the_left_of_the_page(closing):
    made = layout(page(1, [body("Các đơn vị báo cáo kết quả trước ngày 15 tháng 12 hằng năm để tổng hợp,", 80, indent=True),
                           body("báo cáo tỉnh.", 98, full=False),
                           *(printed(text, 130 + 16 * k, x0) for k, (text, x0) in enumerate(closing))]))
    received = {p.text for p in made.passages if p.part == "recipients"}
    assert received == {text for text, _ in closing if text.startswith(("Nơi", "-"))}
    assert {p.text for p in made.passages if p.part == "signature"} == {text for text, _ in closing} - received


WORDS = st.lists(
    st.sampled_from("Căn cứ bảovệ 12.500 hộ - + I. 1. a) Điều 3. 20% sốbản UBND KẾ HOẠCH Nơi nhận: KT. CHỦ TỊCH "
                    "86/QĐ-TTg".split()), min_size=1, max_size=9)
PAGES = st.lists(st.lists(WORDS, min_size=0, max_size=12), min_size=1, max_size=4)


@settings(max_examples=60)
@given(PAGES, st.booleans())
def test_offsets_hold_for_any_document(pages, geometric):
    made = []
    for number, lines in enumerate(pages, 1):
        built = [printed(" ".join(words), 60 + 18 * k, confidence=0.8) if geometric
                 else Line(tuple(Word(w) for w in words)) for k, words in enumerate(lines)]
        furniture = (printed(str(number), 30, 300) if geometric else Line((Word(str(number)),)),)
        made.append(Page(number, 595.0 if geometric else None, 842.0 if geometric else None, tuple(built), furniture=furniture))
    result = build(Document("0" * 16, "x", tuple(made)))
    words = sum(len(lines_words) for lines in pages for lines_words in lines) + len(pages)
    assert len(result.words) == words
    assert len(result.text.split()) == words
    assert result.pages[0][0] == 0 and result.pages[-1][1] == len(result.text)
    assert all(a[1] == b[0] for a, b in zip(result.pages, result.pages[1:]))
    for span in result.words:
        assert not result.text[span.start : span.end].isspace()
    for passage in result.passages:
        assert result.text[passage.start : passage.end] == passage.text
        assert len(passage.origins) == len(passage.reading) + 1
        if not geometric:
            assert passage.reading.replace(" ", "") == passage.text.replace(" ", "")
        quote = result.quote(*passage.span(0, len(passage.reading)))
        assert quote.text == " ".join(passage.text.split())
        assert result.quote(*passage.span(0, 1)).text


def test_a_quote_outside_the_text_is_refused():
    made = layout(page(1, [body("Một dòng.", 100, full=False)]))
    with pytest.raises(ValueError):
        made.quote(3, 3)
    with pytest.raises(ValueError):
        made.quote(0, len(made.text) + 1)


def test_an_annex_may_begin_below_the_signatures_on_their_page():
    made = layout(page(1,
                       [body("Các đơn vị báo cáo kết quả trước ngày 15 tháng 12 hằng năm để tổng hợp,", 80,
                             indent=True), body("báo cáo tỉnh.", 98, full=False), printed("Nơi nhận:", 130),
                        printed("TM. ỦY BAN NHÂN DÂN", 130, 360), printed("- Lưu: VT.", 148),
                        printed("CHỦ TỊCH", 148, 400), printed("Lò Thị Ánh", 230, 395),
                        printed("DANH MỤC CÁC XÃ THỰC HIỆN", 280, 233), printed("(Kèm theo Kế hoạch này)", 298, 245),
                        printed("1. Xã Nậm Manh.", 330), printed("2. Xã Nậm Hàng.", 348)]))
    assert [(h.kind, h.path) for h in made.headings] == [("annex", "PL"), ("clause", "PL/1"), ("clause", "PL/2")]


def test_a_line_of_capitals_beside_the_signatures_is_no_annex():
    made = layout(page(1,
                       [body("Các đơn vị báo cáo kết quả trước ngày 15 tháng 12 hằng năm để tổng hợp,", 80,
                             indent=True), body("báo cáo tỉnh.", 98, full=False), printed("GIÁM ĐỐC SỞ Y TẾ", 130, 100),
                        printed("GIÁM ĐỐC SỞ NỘI VỤ", 130, 380), printed("Lò Thị Ánh", 230, 110),
                        printed("Vàng A Lử", 230, 400), printed("XÁC NHẬN CỦA ỦY BAN NHÂN DÂN", 280, 220),
                        printed("Tẩn Thị Mai", 350, 280)]))
    assert [h for h in made.headings if h.kind == "annex"] == []


def table(before: int, top: float) -> Grid:
    cells = tuple(GridCell(0, k, 1, 1, BBox(LEFT + 230 * k, top, LEFT + 230 * (k + 1), top + 20), ()) for k in range(2))
    return Grid(before, 1, 2, cells, BBox(LEFT, top, RIGHT, top + 20))


def test_annexes_on_a_page_of_tables_begin_at_their_labels():
    """The titles show nothing of the type area's width, the tables do; a title ends where its table begins."""
    made = layout(page(1,
                       [body("Các đơn vị báo cáo kết quả trước ngày 15 tháng 12 hằng năm để tổng hợp,", 80,
                             indent=True), body("báo cáo tỉnh.", 98, full=False)]),
                  page(2,
                       [printed("Phụ lục I", 60, 287, bold=True), printed("KINH PHÍ THEO NĂM", 76, 261, bold=True),
                        printed("Phụ lục II", 160, 284, bold=True), printed("KINH PHÍ THEO XÃ", 176, 265, bold=True)],
                       grids=(table(2, 100), table(4, 200))))
    assert [(h.path, h.title) for h in made.headings] == [("PL", "KINH PHÍ THEO NĂM"), ("PL2", "KINH PHÍ THEO XÃ")]


def test_a_numbered_heading_at_the_head_of_a_page_behind_the_decision_is_no_annex():
    made = layout(page(1,
                       [body("Các đơn vị báo cáo kết quả trước ngày 15 tháng 12 hằng năm để tổng hợp,", 80,
                             indent=True), body("báo cáo tỉnh.", 98, full=False), printed("Nơi nhận:", 130),
                        printed("TM. ỦY BAN NHÂN DÂN", 130, 360), printed("- Lưu: VT.", 148),
                        printed("CHỦ TỊCH", 148, 400), printed("Lò Thị Ánh", 230, 395)]),
                  page(2,
                       [printed("ĐỀ ÁN", 60, 297, bold=True), printed("1. Ban Quản lý dự án", 80, 113, bold=True),
                        body("Chủ trì lập kế hoạch hằng năm.", 98, full=False)]),
                  page(3,
                       [printed("2. Các phòng: Nông nghiệp, Văn hóa, Dân tộc, Tài chính", 60, 140, bold=True),
                        body("Phối hợp tổ chức các phiên chợ quê, quảng bá sản phẩm của từng bản làng và", 78),
                        body("giúp dân bán hàng.", 96, full=False)]))
    assert [h.kind for h in made.headings if h.path.endswith("2")] == ["heading"]


def test_a_title_goes_on_with_a_line_that_begins_with_a_dash():
    title = ["Phối hợp giữa Thường trực HĐND huyện", "- Ủy ban nhân dân huyện năm 2022"]
    lines = [printed(text, 140 + 16 * k, 315 - 3.15 * len(text), bold=True) for k, text in enumerate(title)]
    found = layout(page(1, [printed("Số: 12/QC-UBND", 80), printed("QUY CHẾ", 120, 293, bold=True), *lines,
                            body("Hai cơ quan thống nhất phối hợp theo các nội dung sau đây của Quy chế này.", 200)]))
    assert [found.passages[i].text for i in found.parts.title] == [" ".join(title)]


@pytest.mark.parametrize("before, after, others, reading", [
    ("03", "05%", ("-", "2"), "03 - 05%"), ("03", "xã", ("-", "2"), "03 … xã"), ("03", "05%", ("2", "-"), "03 … 05%"), ("số", "05", ("-",), "số … 05"),
])
def test_a_sign_that_is_not_shown_is_read_between_figures(before, after, others, reading):
    def word(text: str, at: float, others: tuple[str, ...] = ()) -> Word:
        return Word(text, BBox(LEFT + at, 100, LEFT + at + 20, 113), 0.45 if others else 0.9, others)

    made = layout(page(1, [Line((word(before, 0), word("…", 30, others), word(after, 60)), bold=False, size=SIZE)], source="ocr"))
    assert (made.passages[0].text, made.passages[0].reading) == (f"{before} … {after}", reading)
