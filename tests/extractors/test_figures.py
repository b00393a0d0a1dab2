"""Targets and observations beyond single sentences: headings, lead-in lines, tables, confidence, cost."""
from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import partial

import pytest
from hypothesis import given, settings, strategies as st

from extractors import observations, sentences, targets
from extractors.context import Context
from extractors.figures import numbers, years
from extractors.figures.sections import section_of, year_of
from normalizers.plain import fold
from pipeline.model.document import BBox, Document, Grid, GridCell, Line, Page, Word
from pipeline.model.layout import Layout
from pipeline.stages.structure import build
from tests.cost import calls, growth

PLAN = Context(document={"doc_type": "ke_hoach", "issue_year": 2021, "period_end": 2025})
REPORT = Context(document={"doc_type": "bao_cao", "issue_year": 2021, "period_end": 2021})


def line(text: str, confidence: float | None = None) -> Line:
    return Line(tuple(Word(w, None, confidence) for w in text.split()), paragraph_start=True)


def laid(lines: Sequence[str], grids: tuple[Grid, ...] = (), confidence: float | None = None) -> Layout:
    made = tuple(line(t, confidence) for t in ("KẾ HOẠCH", "Thực hiện nhiệm vụ", *lines))
    return build(Document("0" * 16, "text/plain", (Page(1, None, None, made, grids),)))


def values(records: Sequence) -> list[str]:
    return [r.value_text for r in records]


def test_a_lead_in_line_gives_year_and_section_to_its_bullets():
    layout = laid(["I. NỘI DUNG", "Đến năm 2023 phấn đấu đạt các chỉ tiêu sau:", "- Tỷ lệ hộ dùng nước sạch: 85%.",
                   "- Số xã có nhà văn hóa: 12 xã."])
    found = targets.extract(layout, PLAN)
    assert values(found) == ["85%", "12 xã"]
    assert [(r.year, r.year_source) for r in found] == [(2023, "heading")] * 2


def test_results_told_by_a_lead_in_line_are_observations():
    layout = laid(["I. CÔNG TÁC Y TẾ", "Kết quả đạt được:", "- Khám bệnh cho 1.250 lượt người.", "- Cấp 320 thẻ bảo hiểm y tế."])
    assert values(observations.extract(layout, PLAN)) == ["1.250 lượt người", "320 thẻ bảo hiểm y tế"]
    assert targets.extract(layout, PLAN) == ()


def test_observations_take_the_last_measuring_date_of_their_section():
    layout = laid(["I. TÌNH HÌNH", "Tại thời điểm 01/10/2019 huyện có 950 hộ nghèo.",
                   "- Thiếu nước sạch: 210 hộ = 22,1%;", "- Thiếu nhà ở: 120 = 12,6%."])
    found = observations.extract(layout, PLAN)
    assert [(r.value_text, r.unit, r.year, r.year_source) for r in found] == [
        (text, unit, 2019, "sentence")
        for text, unit in (("950 hộ", "hộ"), ("210 hộ", "hộ"), ("22,1%", "%"), ("120", "hộ"), ("12,6%", "%"))]


def test_a_heading_can_be_a_target():
    layout = laid(["I. GIẢI PHÁP", "1. Nâng cao đời sống người dân, phấn đấu mỗi năm giảm 1,5% hộ nghèo",
                   "Tiếp tục thực hiện các chính sách đã có."])
    assert [(r.value_text, r.per, r.direction) for r in targets.extract(layout, PLAN)] == [("1,5%", "năm", "decrease")]


def test_cells_give_no_records():
    box = BBox(0, 0, 10, 10)
    cell = GridCell(0, 0, 1, 1, box, (line("Đạt 95% số hộ"),))
    layout = laid(["I. MỤC TIÊU", "- Trên 80% số hộ có nước sạch."], (Grid(4, 1, 1, (cell,), box),))
    assert values(targets.extract(layout, PLAN)) == ["80%"]


def test_preamble_and_recipients_give_no_records():
    layout = laid(["Căn cứ kết quả thực hiện 12 chỉ tiêu của tỉnh;", "I. MỤC ĐÍCH", "Nâng cao nhận thức của người dân.",
                   "Nơi nhận:", "- Như trên;", "- UBND 12 xã, phường;"])
    assert targets.extract(layout, PLAN) == () == observations.extract(layout, PLAN)


def test_a_report_looks_back_and_its_last_part_ahead():
    layout = laid(["I. KẾT QUẢ", "- Tổ chức 12 lớp tập huấn.", "II. PHƯƠNG HƯỚNG NHIỆM VỤ NĂM 2022", "- Tổ chức 15 lớp tập huấn."])
    assert values(observations.extract(layout, REPORT)) == ["12 lớp tập huấn"]
    assert [(r.value_text, r.year) for r in targets.extract(layout, REPORT)] == [("15 lớp tập huấn", 2022)]


@pytest.mark.parametrize(("read", "highest"), [(None, 1.0), (0.96, 0.95), (0.3, 0.49)])
def test_uncertain_reading_lowers_the_confidence(read: float | None, highest: float):
    found = targets.extract(laid(["I. MỤC TIÊU", "- Trên 80% số hộ có nước sạch."], confidence=read), PLAN)
    assert [r.confidence <= highest for r in found] == [True]
    assert (found[0].confidence >= 0.9) == (read != 0.3)


def test_every_quote_is_the_text_where_it_stands_and_holds_the_number():
    layout = laid(["I. MỤC TIÊU",
                   "- Phấn đấu 7/8 huyện, 95% xã đạt chuẩn; bình quân mỗi năm giảm 2 - 3% hộ nghèo (riêng vùng cao "
                   "giảm 4%)."])
    found = targets.extract(layout, PLAN)
    assert values(found) == ["7/8 huyện", "95%", "2 - 3%", "4%"]
    for record in found:
        assert record.quote.text == " ".join(layout.text[record.quote.start : record.quote.end].split())
        assert record.value_text in record.quote.text


@pytest.mark.parametrize(("title", "section"), [
    ("Mục tiêu cụ thể", "objective"), ("KẾT QUẢ THỰC HIỆN MỤC TIÊU", "situation"), ("Phương hướng, nhiệm vụ năm 2022", "plan"),
    ("Kinh phí thực hiện", "finance"), ("Căn cứ thực tiễn", "situation"), ("CAN CU PHAP LY", "legal"), ("Tổ chức thực hiện", "task"), ("Sở Y tế", None)])
def test_sections(title: str, section: str | None):
    assert section_of(title) == section


@pytest.mark.parametrize(("title", "year"),
                         [("Mục tiêu đến năm 2030", 2030), ("Kế hoạch giai đoạn 2021-2025", 2025),
                          ("Mục tiêu chung", None)])
def test_year_of_a_heading(title: str, year: int | None):
    assert year_of(title) == year


@pytest.mark.parametrize(("text", "kinds"), [
    ("Đến năm 2025 đạt 90%", ["plain"]), ("giảm 2% so với năm 2020", ["baseline"]), ("giá so sánh năm 2010", ["baseline"]),
    ("theo Quyết định số 12/QĐ-UBND ngày 05/3/2019", []), ("Giai đoạn 2021 - 2025 trồng 500 ha", ["plain"]), ("theo chuẩn nghèo giai đoạn 2021 - 2025", [])])
def test_years_of_a_sentence(text: str, kinds: list[str]):
    assert [m.kind for m in years.marks(text, 0, len(text))] == kinds


@pytest.mark.parametrize(("text", "count"), [
    ("Toàn tỉnh có 12 xã. Huyện có 5 xã.", 2), ("Tại TP. Vinh có 12 xã.", 1), ("Đạt 1.250 hộ, v.v. và các hộ khác.", 1), ("Đạt 95%. Còn 5% chưa đạt.", 2)])
def test_sentences_end_at_their_stops(text: str, count: int):
    assert len(sentences.read(text, "figure_cues")) == count


def test_cues_bear_lost_tone_marks_but_no_namesakes():
    found = [c.phrase
             for s in sentences.read("Phan dau den nam 2025; cấp chứng chỉ đạt yêu cầu, trong rừng", "figure_cues")
             for c in s.cues]
    assert "phấn đấu" in found and "trồng" not in found and "chỉ đạt" not in found


@pytest.mark.parametrize(("name", "key"),
                         [("figure_cues", ("phrase",)), ("figure_sections", ("phrase",)),
                          ("figure_nouns", ("noun", "kind"))])
def test_a_word_list_says_a_thing_once(name: str, key: tuple[str, ...]):
    rows = [tuple(row[k] for k in key) for row in sentences.words(name)]
    assert [row for row, times in Counter(rows).items() if times > 1] == []


def test_no_cue_hides_another_of_its_accent_free_form():
    kinds: dict[str, set[str]] = {}
    for row in sentences.words("figure_cues"):
        kinds.setdefault(fold(row["phrase"]), set()).add(row["kind"])
    assert [form for form, several in kinds.items() if len(several) > 1] == []
    assert [c.phrase for s in sentences.read("tăng 5%, tặng quà, đạt 7%, đặt biển", "figure_cues")
            for c in s.cues] == ["tăng", "tặng", "đạt", "đặt"]


@given(st.text(alphabet="0123456789.,%-/ ()hộxãnăm;:", max_size=60))
@settings(max_examples=300)
def test_figures_stand_where_they_say(text: str):
    last = 0
    for figure in numbers.find(text):
        assert last <= figure.start < figure.number_end <= figure.end <= len(text)
        assert figure.low <= figure.high
        last = figure.end


def read_afresh(layout: Layout) -> tuple:
    """The targets, read again: the extractor remembers the last document that it read."""
    targets.extract(laid([]), PLAN)
    return targets.extract(layout, PLAN)


def test_cost_grows_with_the_length_alone():
    bullets = ["- Phấn đấu đến năm 2025 có trên 90% dân số được dùng nước sạch và 12 xã đạt chuẩn.",
               "- Nâng cao nhận thức của người dân."] * 8
    short, long = (partial(read_afresh, laid(["I. MỤC TIÊU", *bullets * times])) for times in (1, 8))
    assert len(long()) == 8 * len(short()) > 0
    assert calls(long) < 8.5 * calls(short)
    assert growth(short, long, limit=12) < 12


def test_one_long_paragraph_costs_no_more_than_its_length():
    sentence = "Phấn đấu đến năm 2025 có trên 90% dân số được dùng nước sạch và 12 xã đạt chuẩn. Nâng cao nhận thức của người dân. "
    short, long = (partial(read_afresh, laid(["I. MỤC TIÊU", f"- {sentence * times}"])) for times in (2, 16))
    assert len(long()) == 8 * len(short()) > 0
    assert calls(long) < 9 * calls(short)
    assert growth(short, long, limit=14) < 14
