"""What holds for every number, amount, date and text."""

import datetime
from decimal import Decimal

import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from normalizers import Unreadable, agencies, dates, misread, money, numbers, plain, syllables

WORDS = st.sampled_from(
    "hộ nghèo giảm tỷ lệ thực hiện kế hoạch các huyện sở y tế và phối hợp năm ngày số của cho được xã TTg UBND NN&PTNT "
    "30a/2008/NQ-CP 1,5% 48.216 12/3/2021 Sở LĐ-TB&XH Kon Tum (a) - ; : , . /".split()
)
TEXTS = st.one_of(st.lists(WORDS, max_size=20).map(" ".join), st.lists(WORDS, max_size=12).map("".join), st.text(max_size=60))


def printed(value: Decimal) -> str:
    """A number as documents print it: dots group thousands, the comma is the decimal sign."""
    whole, _, fraction = f"{value:f}".partition(".")
    grouped = f"{int(whole):,}".replace(",", ".")
    return f"{grouped},{fraction}" if fraction else grouped


NUMBERS = st.decimals(min_value=0, max_value=10**13, places=3, allow_nan=False, allow_infinity=False) | st.integers(0, 10**15).map(Decimal)


@given(NUMBERS)
def test_printed_numbers_are_read_back(value: Decimal) -> None:
    text = printed(value)
    assert numbers.read(text) == value
    assert numbers.decimals(text) == len(text.partition(",")[2])
    assert regex.findall(numbers.NUMBER, f"có {text} hộ") == [text]


@given(st.integers(0, 10**12))
def test_leading_zeros_and_percent_signs_count_for_nothing(value: int) -> None:
    assert numbers.read(f"0{value}") == numbers.read(f"{value}%") == value


@given(NUMBERS, NUMBERS)
def test_ranges_are_read_back(left: Decimal, right: Decimal) -> None:
    low, high = sorted((left, right))
    for text in (f"{printed(low)} - {printed(high)}", f"từ {printed(low)} đến {printed(high)}%", f"{printed(low)}–{printed(high)}"):
        assert numbers.read_range(text) == (low, high)


DIGITS = "không một hai ba bốn năm sáu bảy tám chín".split()


def spoken(value: int) -> str:
    """A whole number in full words, as a schoolbook says it."""
    for scale, word in ((10**9, "tỷ"), (10**6, "triệu"), (10**3, "nghìn")):
        if value >= scale:
            head, rest = divmod(value, scale)
            return f"{spoken(head)} {word}{' ' + below(rest) if rest else ''}"
    return below(value, leading=True)


def below(value: int, leading: bool = False) -> str:
    if value >= 1000:
        return spoken(value)
    hundreds, rest = divmod(value, 100)
    parts = [] if leading and not hundreds else [DIGITS[hundreds], "trăm"]
    tens, units = divmod(rest, 10)
    if tens > 1:
        parts += [DIGITS[tens], "mươi", *([{1: "mốt", 5: "lăm"}.get(units, DIGITS[units])] if units else [])]
    elif tens == 1:
        parts += ["mười", *([{5: "lăm"}.get(units, DIGITS[units])] if units else [])]
    elif units or not parts:
        parts += (["linh"] if parts else []) + [DIGITS[units]]
    return " ".join(parts)


@given(st.integers(0, 10**12 - 1))
def test_numbers_in_words_are_read_back(value: int) -> None:
    assert numbers.read(spoken(value)) == value
    assert numbers.read(spoken(value).upper()) == value


@given(st.integers(1, 10**7),
       st.sampled_from([("đồng", 1), ("nghìn đồng", 10**3), ("triệu đồng", 10**6), ("tỷ đồng", 10**9), ("tỷ", 10**9)]))
def test_amounts_are_read_back_and_found(value: int, unit: tuple[str, int]) -> None:
    text = f"{printed(Decimal(value))} {unit[0]}"
    assert money.read(text) == (value * unit[1], value * unit[1])
    sentence = f"Kinh phí thực hiện: {text}, trong đó ngân sách trung ương."
    [amount] = money.find(sentence)
    assert (amount.amount_min, amount.amount_max, amount.comparator) == (value * unit[1], value * unit[1], "=")
    assert sentence[amount.start:amount.end] == text


@given(st.dates(datetime.date(1900, 1, 1), datetime.date(2099, 12, 31)))
def test_dates_are_read_back_and_found(date: datetime.date) -> None:
    day, month, year = date.day, date.month, date.year
    for text in (
        f"ngày {day} tháng {month} năm {year}", f"ngày {day:02d} tháng {month:02d} năm {year}", f"{day}/{month}/{year}",
        f"{day:02d}-{month:02d}-{year}", f"{day}.{month}.{year}",
    ):
        assert dates.read(text) == date
        [(start, end, found)] = dates.find(f"theo văn bản {text} của tỉnh")
        assert found[:3] == (year, month, day)
        assert not regex.search(numbers.NUMBER, f"văn bản {day:02d}/{month:02d}/{year} của")


@given(TEXTS)
@settings(max_examples=300)
def test_lost_spaces_change_no_letter_and_no_number(text: str) -> None:
    new, offsets = syllables.unglue_map(text)
    assert new.replace(" ", "") == text.replace(" ", "")
    assert len(offsets) == len(new) + 1
    assert offsets == sorted(offsets)
    assert all(new[i] in (" ", text[offsets[i]]) for i in range(len(new)))
    digits = r"\d[\d.,/]*\d|\d"
    assert regex.findall(digits, new) == regex.findall(digits, text)
    assert syllables.unglue_map(new)[0] == new


@given(TEXTS)
@settings(max_examples=300)
def test_finders_give_ordered_slices_of_any_text(text: str) -> None:
    for found in (
        [(a.start, a.end) for a in money.find(text)], [(a, b) for a, b, _ in dates.find(text)],
        [(m.start, m.end) for m in agencies.find(text)],
    ):
        assert all(0 <= start < end <= len(text) for start, end in found)
        assert all(left[1] <= right[0] for left, right in zip(found, found[1:], strict=False))


@given(TEXTS)
@settings(max_examples=200)
def test_readers_refuse_or_read_but_never_break(text: str) -> None:
    for read in (
        numbers.read, numbers.read_range, numbers.read_fraction, numbers.read_ordinal, numbers.read_roman, money.read,
        dates.read, dates.read_partial, dates.read_time, dates.period, agencies.canonical,
    ):
        try:
            read(text)
        except Unreadable as error:
            assert error.reason


@given(TEXTS)
def test_folding_keeps_offsets(text: str) -> None:
    assert len(plain.fold(text)) == len(text)
    assert plain.fold(plain.fold(text)) == plain.fold(text)


@given(st.sampled_from("Sở Y tế|Sở NN&PTNT|UBND các huyện, TP|các Sở, ngành liên quan|Phòng Tư pháp huyện|Giám đốc SYT".split("|")))
def test_a_canonical_name_is_its_own_canonical_name(text: str) -> None:
    name = agencies.canonical(text)
    assert agencies.canonical(name) == name
    assert agencies.slug(name).isascii()


@given(TEXTS, st.floats(0.0, 0.94))
def test_misread_words_keep_their_figures_and_their_places(text: str, sure: float) -> None:
    mended, origins = misread.mend(text, [sure] * len(text))
    assert len(origins) == len(mended) + 1
    assert origins == sorted(origins) and origins[-1] == len(text)
    figures = regex.findall(r"(?<![\p{L}\d])\d+(?![\p{L}\d])", text)
    assert regex.findall(r"(?<![\p{L}\d])\d+(?![\p{L}\d])", mended) == figures


@given(TEXTS)
def test_words_read_surely_are_left_as_they_are(text: str) -> None:
    read = " ".join(word for word in text.split() if word.isupper() or all(map(syllables.is_syllable, regex.findall(r"\p{L}+", word))))
    mended, _ = misread.mend(read, [1.0] * len(read))
    assert mended == read
