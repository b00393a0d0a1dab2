"""Two readings of one line: examples as data."""
import pytest

from pipeline.stages.read.engines.words import Token
from pipeline.stages.read.scan.order import joined, ordered
from pipeline.stages.read.vocabulary.compounds import settled
from pipeline.stages.read.weighing.witness import alone, plausible, weighed


def line(words: str, confidence: float = 0.96, top: float = 0, left: float = 0):
    return tuple(Token(w, left + 50 * i, top, left + 50 * i + 40, top + 20, confidence) for i, w in enumerate(words.split()))


def texts(tokens):
    return " ".join(t.text for t in tokens)


@pytest.mark.parametrize("first, second, kept, figure, sure", [
    ("giao 1.460 hộ", "giao 1.460 hộ", "giao 1.460 hộ", "1.460", True),
    ("giao 1.460 hộ", "giao 1.480 hộ", "giao 1.460 hộ", "1.460", False),
    ("giao ¡19 hộ", "giao 119 hộ", "giao 119 hộ", "119", False),
    ("đạt 41,57%; còn", "đạt 41,576; còn", "đạt 41,57%; còn", "41,57%;", False),
    ("đạt 10024 hộ", "đạt 100% hộ", "đạt 100% hộ", "100%", False),
    ("ngày 14 tháng", "ngày tháng", "ngày 14 tháng", "14", False),
    ("2 035", "2.035", "2.035", "2.035", False),
    ("2.035", "2.035", "2.035", "2.035", True),
])
def test_figures(first, second, kept, figure, sure):
    out = weighed(line(first), line(second))
    assert texts(out) == kept
    token = next(t for t in out if t.text == figure)
    assert (token.confidence >= 0.9) == sure
    assert sure or token.confidence < 0.5


def test_what_was_not_taken_is_kept_as_an_alternative():
    (_, token, _) = weighed(line("giao 1.460 hộ"), line("giao 1.480 hộ"))
    assert token.alternatives == ("1.480",)


def test_a_line_that_the_first_reader_missed_comes_from_the_second():
    out = weighed((), line("Khám 56 trường hợp"))
    assert texts(out) == "Khám 56 trường hợp"
    assert out[1].confidence < 0.5 and out[3].x0 == 150


def test_figures_of_a_reader_without_a_witness_are_doubtful():
    assert [t.confidence < 0.5 for t in alone(line("giao 1.460 hộ"))] == [False, True, False]


@pytest.mark.parametrize("first, second, kept", [("phần I.", "phần 1.", "phần I."), ("ngày T tháng", "ngày 7 tháng", "ngày 7 tháng")])
def test_a_word_is_no_figure_and_a_letter_may_be_one(first, second, kept):
    assert texts(weighed(line(first), line(second))) == kept


@pytest.mark.parametrize("trust, kept", [(0.1, "thông qua tạo việc làm"), (0.9, "thông qua 22 việc làm")])
def test_a_figure_that_its_reader_does_not_trust_is_no_word(trust, kept):
    first = line("thông qua tạo việc làm", 0.6)
    second = line("thông qua", 0.9) + line("22", trust, left=100) + line("việc làm", 0.9, left=150)
    assert texts(weighed(first, second)) == kept


@pytest.mark.parametrize("read, want", [
    ("tố chức thực hiện", "tổ chức thực hiện"),
    ("phát triến kinh tế", "phát triển kinh tế"),
    ("TỐ CHỨC", "TỔ CHỨC"),
    ("tố cáo hành vi", "tố cáo hành vi"),
    ("tổ chức", "tổ chức"),
    ("công nhận 12 xã", "công nhận 12 xã"),
    ("đế thực hiện", "để thực hiện"),
    ("thiếu số nước", "thiểu số nước"),
    ("thiếu hụt nước", "thiếu hụt nước"),
    ("nơi tố. chức danh", "nơi tố. chức danh"),
    ("lô K3 tố 12", "lô K3 tố 12"),
])
def test_marks_are_settled_by_the_neighbour(read, want):
    out = settled(line(read))
    assert texts(out) == want
    for token, before in zip(out, read.split()):
        assert token.text == before or (before in token.alternatives and token.confidence <= 0.75)


@pytest.mark.parametrize("words, confidence, said", [
    ("Kế hoạch giảm nghèo", 0.95, True), ("12", 0.95, True), ("-=~ .,' ¬", 0.6, False), ("'#4 ;x ~", 0.3, False), ("Ủy ban", 0.2, False)])
def test_smudges_are_no_writing(words, confidence, said):
    assert plausible(line(words, confidence)) is said


def test_left_column_first_then_right_then_the_body():
    lines = [line("Cộng hòa", left=400), line("Ủy ban"), line("Độc lập", top=30, left=400), line("Huyện", top=30),
             line("KẾ HOẠCH giảm nghèo bền vững năm nay", top=100, left=100), line("Thân bài viết cho hết cả dòng này nhé", top=130)]
    assert [texts(ln) for ln in ordered(lines)][:4] == ["Ủy ban", "Huyện", "Cộng hòa", "Độc lập"]
    assert [texts(ln) for ln in ordered(lines)][4:] == ["KẾ HOẠCH giảm nghèo bền vững năm nay", "Thân bài viết cho hết cả dòng này nhé"]


def test_pieces_of_a_row_are_joined():
    assert [texts(ln) for ln in joined([line("một hai"), line("ba", left=110)])] == ["một hai ba"]
    assert len(joined([line("một hai"), line("ba", left=210)])) == 2


def test_addressees_stand_below_the_letterheads_columns():
    lines = [line("Cộng hòa", left=400), line("Ủy ban"), line("Độc lập", top=30, left=400), line("V/v rà", top=30), line("Kính gửi:", top=60, left=50),
             line("Các sở", top=90, left=400)]
    assert [texts(ln) for ln in ordered(lines)] == ["Ủy ban", "V/v rà", "Cộng hòa", "Độc lập", "Kính gửi:", "Các sở"]
