"""Odd forms of figures and their rivals: examples as data; on pictures, a sign that stands clear stays and one that is gone comes back."""
import numpy as np
import pytest
import regex
from hypothesis import given, strategies as st
from PIL import Image, ImageDraw, ImageFont

from pipeline.model.document import UNREAD
from pipeline.stages.read.engines import lines
from pipeline.stages.read.engines.words import Token
from pipeline.stages.read.weighing import wording
from pipeline.stages.read.weighing.figure_forms import odd
from pipeline.stages.read.weighing.forms import Doubt, _taken, doubts, settled
from pipeline.stages.read.weighing.strips import BORDER, Strip
from tests.read_scan.pages import FONT

HEIGHT = 36


def with_rivals(text: str) -> str:
    for form in (form for form in reversed(odd(text)) if not form.hidden):
        text = text[: form.start] + form.rival + text[form.end :]
    return text


@pytest.mark.parametrize("read, meant", [
    ("ngày 14 3/2019 của Chính phủ", "ngày 14/3/2019 của Chính phủ"),
    ("ngày 14.3/2019 của", "ngày 14/3/2019 của"),
    ("06 /11/2020, số 12/QĐ-UBND", "06/11/2020, số 12/QĐ-UBND"),
    ("trước ngày 25 9 /2022.", "trước ngày 25/9/2022."),
    ("đến ngày 25/9 2022 và", "đến ngày 25/9/2022 và"),
    ("xong trước ngày 25 9;", "xong trước ngày 25/9;"),
    ("Quý IV 2023", "Quý IV/2023"),
    ("Quyết định số: 417 QĐ-TTg", "Quyết định số: 417/QĐ-TTg"),
    ("Nghị quyết 30a/2008 NQ-CP", "Nghị quyết 30a/2008/NQ-CP"),
    ("Nghị định 63 2014/NĐ-CP", "Nghị định 63/2014/NĐ-CP"),
    ("Nghị định 63 2014/ND-CP", "Nghị định 63/2014/NĐ-CP"),
    ("Kế hoạch số 52-KH HU ngày", "Kế hoạch số 52-KH/HU ngày"),
    ("Nghị quyết số 08-NQ-TU ngày", "Nghị quyết số 08-NQ/TU ngày"),
    ("số 417/QĐ-Tĩg của", "số 417/QĐ-TTg của"),
    ("chiếm 14.25% và", "chiếm 14,25% và"),
    ("cứng hóa 6.75 km đường", "cứng hóa 6,75 km đường"),
    ("bình quân 0.6 người mỗi trạm", "bình quân 0,6 người mỗi trạm"),
    ("từ 1.5 - 2,3% mỗi", "từ 1,5 - 2,3% mỗi"),
    ("quá 15.000,000 đồng", "quá 15.000.000 đồng"),
    ("cho 2,000 lao động", "cho 2.000 lao động"),
    ("tăng 6,5% năm so với", "tăng 6,5%/năm so với"),
    ("có 7 11 xã đạt", "có 7/11 xã đạt"),
    ("có 7.9 huyện đạt", "có 7/9 huyện đạt"),
    ("giảm 03 ² 05% mỗi", "giảm 03 - 05% mỗi"),
    ("2,3. Về y tế", "2.3. Về y tế"),
    ("1. NHIỆM VỤ CHUNG", "I. NHIỆM VỤ CHUNG"),
    ("11. GIẢI PHÁP", "II. GIẢI PHÁP"),
    ("đến năm-2023;", "đến năm 2023;"),
    ("Điều:4. Hiệu lực", "Điều 4. Hiệu lực"),
    ("giai đoạn 2021 - 2025...", "giai đoạn 2021 - 2025./."),
])
def test_odd_forms_have_a_rival(read, meant):
    assert with_rivals(read) == meant


@pytest.mark.parametrize("text", [
    "ngày 14/3/2019 của Chính phủ", "ngày 14.3.2019", "ngày 14-3-2019", "ngày 14 tháng 3 năm 2019", "tháng 6, 7/2020",
    "từ ngày 5 đến ngày 12", "tăng 5% năm 2023", "bằng 103% năm trước 2 lần", "số 417/QĐ-TTg", "30a/2008/NQ-CP",
    "Kế hoạch số 52-KH/HU", "Quyết định số 9 của UBND-HĐND", "số 12/KHLN-XYZ", "đạt 14,25% và", "1.250 hộ; 2.315.480 đồng", "tăng 3,9 tiêu chí/xã",
    "đến 4.286 trạm", "mục 1.2 phần II",
    "có 7 huyện, 11 xã đạt", "năm 2022 11 xã đạt", "11 7 xã", "từ 03 - 05% mỗi", "2.3. Về y tế", "1. Nhiệm vụ chung",
    "12. NHIỆM VỤ", "năm 2023", "Điều 4. Hiệu lực",
    "và các nhiệm vụ khác...;", "kg CO2, PM 2.5 và", "1,250 tấn",
])
def test_usual_forms_have_none(text):
    assert odd(text) == []


@pytest.mark.parametrize("text, digit", [
    ("giảm 03 2 05% mỗi", "2"), ("còn từ 12 7 15 %", "7"), ("tăng 1,5 4 2,5% mỗi", "4"), ("trồng 20 1 30 ha rừng", "1"),
])
def test_a_digit_where_a_dash_is_printed_is_not_shown(text, digit):
    (form,) = odd(text)
    assert (text[form.start : form.end], form.rival, form.hidden) == (digit, "-", True)
    before = line(text)
    (doubt,) = doubts(before)
    (hidden,) = [t for t in _taken(before, doubt) if t.text == UNREAD]
    assert hidden.alternatives[:2] == ("-", digit) and hidden.confidence < 0.5


@pytest.mark.parametrize("text", ["giảm 05 2 03% mỗi", "1.250 5 10%", "hộ 12 3 xã", "giảm 03 12 15%", "năm 2020 5%"])
def test_columns_of_figures_are_no_ranges(text):
    assert not any(form.hidden for form in odd(text))


FIGURES = r"(?:ngày |số |đạt |có )?[0-9]{1,4}[ .,/:-][0-9]{1,3}(?:[ .,/-](?:20[0-9]{2}|QĐ-TTg|[0-9]{3}))?(?:%| xã| tỷ|)"


@given(st.from_regex(FIGURES, fullmatch=True))
def test_digits_stay(text):
    assert regex.sub(r"\D", "", with_rivals(text)) == regex.sub(r"\D", "", text)


@given(st.dates().map(lambda d: f"ngày {d.day}/{d.month}/{d.year}"))
def test_a_date_is_not_odd(text):
    assert odd(text) == []


def line(text: str) -> tuple[Token, ...]:
    words, at = [], 0.0
    for word in text.split():
        words.append(Token(word, at, 10, at + 10 * len(word), 40, 0.97))
        at += 10 * len(word) + 8
    return tuple(words)


@pytest.mark.parametrize("read, first, last, rival, words", [
    ("ngày 14 3/2019 của", 1, 2, "14/3/2019", ["ngày", "14/3/2019", "của"]),
    ("đến năm-2023; giảm", 1, 1, "năm 2023;", ["đến", "năm", "2023;", "giảm"]),
    ("chiếm 14.25% và", 1, 1, "14,25%", ["chiếm", "14,25%", "và"]),
])
def test_words_and_boxes_of_a_rival(read, first, last, rival, words):
    before = line(read)
    (doubt,) = doubts(before)
    assert (doubt.first, doubt.last, doubt.rival) == (first, last, rival)
    after = _taken(before, doubt)
    assert [t.text for t in after] == words
    changed = [t for t in after if t.confidence < 0.5]
    assert changed and all(doubt.read in t.alternatives for t in changed)
    assert (changed[0].x0, changed[-1].x1) == (before[first].x0, pytest.approx(before[last].x1, abs=8))
    assert all(a.x1 <= b.x0 + 1e-6 for a, b in zip(after, after[1:]))


def strip(text: str, gone: str = "") -> Strip:
    """A strip of drawn text in one bit at about 150 dpi; of the characters `gone` every pixel but one row is paper."""
    font = ImageFont.truetype(str(FONT), 26)
    image = Image.new("L", (int(font.getlength(text)) + 40, HEIGHT), 255)
    pen, at = ImageDraw.Draw(image), 15.0
    pen.text((at, 2), text, font=font, fill=0)
    pixels = np.asarray(image).copy()
    for k, character in enumerate(text):
        if character == gone:
            x0, x1 = (round(at + font.getlength(text[:n])) for n in (k, k + 1))
            pixels[:14, x0:x1] = pixels[16:, x0:x1] = 255
    pixels = np.where(pixels < 140, 0, 255).astype(np.uint8)
    framed = np.pad(pixels, BORDER, constant_values=255)
    return Strip(framed, 1.0, 0.0, float(pixels.shape[1]), 0.0, float(HEIGHT), pixels.shape[1] / 2, 0.0)


def read(picture: Strip) -> tuple[str, str]:
    """The line as the reader of lines has it, and with its odd forms settled."""
    (reading,) = lines.read([picture.picture()])
    first = wording.tokens(reading, picture)
    (after,) = settled([first], [reading], [picture])
    return " ".join(t.text for t in first), " ".join(t.text for t in after)


@pytest.mark.parametrize("text, figure", [
    ("giảm còn 03 2 05% mỗi năm", "2"), ("chiếm tỷ lệ 14.25% so với cả tỉnh", "14.25%"), ("1. NHIỆM VỤ CHÍNH", "1."), ("2,5. Nhiệm vụ khác", "2,5."),
])
def test_a_clear_sign_stays(text, figure):
    before, after = read(strip(text))
    assert figure in before.split() and after == before


def test_a_lost_slash_comes_back():
    before, after = read(strip("Quyết định số 417/QĐ-TTg của Thủ tướng", gone="/"))
    assert "417/QĐ-TTg" not in before and "417/QĐ-TTg" in after


def test_a_doubt_is_what_was_read_and_its_rival():
    assert doubts(line("đạt 14.25% và 6.5% hộ")) == [Doubt(1, 1, "14.25%", "14,25%", 2.7), Doubt(3, 3, "6.5%", "6,5%", 2.7)]
