"""Words of a doubtful line: examples as data, on lattices that are unsure of marks as a coarse scan makes them."""
import unicodedata

import numpy as np
import pytest

from pipeline.stages.read.engines import lines
from pipeline.stages.read.engines.lines import ALPHABET, LineReading, LineWord, classes_of
from pipeline.stages.read.engines.words import Token
from pipeline.stages.read.vocabulary import persons
from pipeline.stages.read.vocabulary.language import log_frequency, make_a_word, other_letters, other_marks
from pipeline.stages.read.weighing.strips import BORDER, Strip
from pipeline.stages.read.weighing.wording import certainty, tokens, worded

PIXELS = 6.0


def bare(character: str) -> str:
    return unicodedata.normalize("NFD", character.replace("đ", "d"))[0]


def reading(text: str, chance: float) -> LineReading:
    """A lattice that gives each character of the text this chance, and the rest to the same letter with other marks."""
    lattice = np.full((2 * len(text) + 1, len(ALPHABET) + 1), 1e-6, np.float32)
    lattice[::2, 0] = 1.0
    for at, (character, own) in enumerate(zip(text, classes_of(text))):
        alike = [k + 1 for k, c in enumerate(ALPHABET) if bare(c) == bare(character) and k + 1 != own]
        lattice[2 * at + 1, alike] = (1 - chance) / max(1, len(alike))
        lattice[2 * at + 1, own] = chance if alike else 1.0
    words, at = [], 0
    for word in text.split():
        at = text.index(word, at)
        words.append(LineWord(word, (2 * at + 1) * PIXELS, 2 * (at + len(word)) * PIXELS, tuple(chance for _ in word)))
        at += len(word)
    return LineReading(tuple(words), lattice, PIXELS)


def line(told: LineReading) -> tuple[Token, ...]:
    return tuple(Token(w.text, w.x0, 10.0, w.x1, 40.0, min(w.chances)) for w in told.words)


def text(of) -> str:
    return " ".join(t.text for t in of)


@pytest.mark.parametrize("read, meant", [
    ("giảm nghèo bên vưng", "giảm nghèo bền vững"),
    ("hỗ trợ phát triên sản xuát", "hỗ trợ phát triển sản xuất"),
    ("TÔ CHỨC THỰC HIÊN", "TỔ CHỨC THỰC HIỆN"),
    ("Uy ban nhân dân huyên", "Ủy ban nhân dân huyện"),
    ("thực hiên kê hoạch.", "thực hiện kế hoạch."),
])
def test_marks_that_a_coarse_scan_lost_come_back(read, meant):
    told = reading(read, 0.5)
    out = worded(line(told), told)
    assert text(out) == meant
    for after, before in zip(out, read.split()):
        assert after.text == before or before in after.alternatives and after.confidence <= 0.75


@pytest.mark.parametrize("read", [
    "giảm nghèo bền vững", "VT, KT, TTXVN", "Phần III và IV", "lớp a, b, c", "bảovệ môitrường", "giao 1.46O hộ", "45/KH-UBND", "ông Lò Văn Păn", "hoà bình"])
def test_what_is_plain_or_no_syllable_stays(read):
    told = reading(read, 0.995)
    assert text(worded(line(told), told)) == read


@pytest.mark.parametrize("read, meant", [
    ("công tác quan lý", "công tác quản lý"), ("nội dung bao cáo", "nội dung báo cáo"), ("vốn dâu tư", "vốn đầu tư"),
    ("được hỏ trợ", "được hỗ trợ"),
])
def test_a_slip_that_both_readers_see_gives_way_to_a_word(read, meant):
    told = reading(read, 0.92)
    assert text(worded(line(told), told, line(told))) == meant


def test_a_word_kept_against_others_is_as_sure_as_it_is_likely():
    told = reading("giá bán", 0.6)
    assert all(after.confidence <= before.confidence for after, before in zip(worded(line(told), told), line(told)))


@pytest.mark.parametrize("read, meant", [
    ("Trượng Văn Bách", "Trương Văn Bách"), ("Nguyền Thị Chỉ", "Nguyễn Thị Chỉ"), ("Lò Vấn Páo", "Lò Văn Páo"), ("Nông Văn Chí", "Nông Văn Chí"),
])
def test_a_name_under_a_signature_is_read_as_names_are(read, meant):
    told = reading(read, 0.97)
    assert text(worded(line(told), told)) == meant


@pytest.mark.parametrize("words, yes", [
    ("Trượng Văn Bách", True), ("Hoàng Su Phì", False), ("Thái Bình Dương", False), ("Nguyễn Bách", False), ("Phạm ữu Bách", True),
    ("Sở Nội Vụ", False), ("Trần văn bách", False),
])
def test_names_are_told_by_their_form(words, yes):
    assert persons.is_name(words.split()) is yes


@pytest.mark.parametrize("read", ["các cas bênh", "thêm 3 cas mắc", "lượng 164 kg.", "không để xảy ra"])
def test_what_both_readers_see_stays(read):
    told = reading(read, 0.93)
    assert text(worded(line(told), told, line(told))) == read


def test_the_second_reader_is_heard():
    told, other = reading("ngày hôi lớn", 0.5), reading("ngày hội lớn", 0.9)
    assert text(worded(line(told), told, line(other))) == "ngày hội lớn"


def test_nothing_read_nothing_chosen():
    assert worded((), lines.NOTHING) == () and certainty(lines.NOTHING) == 0.0


def test_boxes_are_tight_around_the_ink():
    image = np.full((68, 200), 255, np.uint8)
    image[24:40, 30:61] = image[20:44, 90:120] = 0
    strip = Strip(image, 1.0, 0.0, 180.0, 0.0, 48.0, 90.0, 0.0)
    told = LineReading((LineWord("an", 33.0, 66.0, (0.9, 0.8)), LineWord("ninh\ufffd", 86.0, 116.0, (0.9,) * 5)),
                       np.zeros((1, 1), np.float32), PIXELS)
    one, two = tokens(told, strip)
    assert (one.x0, one.top, one.x1, one.bottom) == (30, 24, 61, 40) and one.confidence == 0.8
    assert (two.text, two.x0, two.top, two.x1, two.bottom) == ("ninh", 90, 20, 120, 44)
    assert BORDER == 10


def test_a_token_goes_to_the_page_and_back():
    strip = Strip(np.zeros((68, 300), np.uint8), 1.6, 40.0, 200.0, 100.0, 130.0, 120.0, 0.02)
    token = Token("an", 60.0, 20.0, 90.0, 50.0, 0.9)
    there = strip.on_page(token)
    back = strip.of_page(there)
    assert strip.holds(there) and not strip.holds(there.moved(1.0, 0.0, 40.0))
    assert (back.x0, back.top, back.x1, back.bottom) == pytest.approx((token.x0, token.top, token.x1, token.bottom))


def test_what_a_misread_syllable_can_be():
    assert {"giảm", "giám", "giam"} <= set(other_marks("giam"))
    assert {"trợ", "trờ"} & set(other_letters("rtro")) == {"trợ", "trờ"} & set(other_marks("tro"))
    assert not set(other_letters("giam")) & set(other_marks("giam"))


def test_what_is_frequent_and_what_goes_together():
    assert log_frequency("của") > log_frequency("cùa") > log_frequency("qxz")
    assert log_frequency("hoà") == log_frequency("hòa")
    assert make_a_word("giảm", "nghèo")[0] and not any(make_a_word("nghèo", "của"))
