"""The figures in a passage: number or range, comparator, unit, per, and what it came from (`từ 24,68% năm 2017 xuống còn`)."""
from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

import regex

from extractors.figures import signs
from extractors.figures.spans import mask_over, masked
from extractors.figures.units import is_no_unit, tells_state
from normalizers import numbers, units
from normalizers.plain import fold
from normalizers.unreadable import Unreadable
from normalizers.vocabulary import compounds

_SLIP = r"(?<![\w./,])\d{1,3}\.\d{1,2}(?=\s?%)"
"""A dot for the decimal comma before a percent sign: `41.57%`."""
_NUMBER = regex.compile(rf"(?P<number>(?P<slip>{_SLIP})|{numbers.NUMBER})")
_BESIDE = regex.compile(
    r"(?:\s\p{Ll}+){0,2}\s?/\s?(?P<number>(?P<slip>(?!))?(?!0?1\s|10{2,5}\s|10{0,2}\.000\s)\d{1,3}(?:\.\d{3})*)(?=\s\p{L})"
)
"""The second of two counts: `5.400 hộ/22.700 nhân khẩu`, `640 triệu đồng/212 hộ`; no base of a rate."""
_MONEY_END = regex.compile(r"(?:đồng|tỷ|tỉ|triệu|đ)$", regex.IGNORECASE)
_SCALE = {"nghin": 1000, "ngan": 1000, "van": 10**4, "trieu": 10**6, "ty": 10**9}
_SCALED = regex.compile(r"\s+(nghin|ngan|van|trieu|ty)\s+(?!dong|le|trong|suat|ban|de)")
_PERCENT = regex.compile(r"\s?([%‰])|\s+phần\s+trăm\b")
_DOT = regex.compile(r"\d{1,3}\.\d{1,2}")
_PLAIN = regex.compile(r"\d+(?:,\d+)?(?![\d./]\d)")
_OF = regex.compile(r"\s?/\s?(?P<whole>\d[\d.]*(?:,\d+)?)")
_PER_MANY = regex.compile(r"10{3,5}|10{0,2}\.000")
"""A rate: `40/100.000 trẻ đẻ sống`, `15/1.000`."""
_TO = regex.compile(r"(?:\s?[%‰])?(?:\s*[-–—]\s*|\s+(?:đến|tới|den|toi)\s+)(?:trên\s+|dưới\s+|khoảng\s+)?")
_PER = regex.compile(r"\s*/\s*(?:0?1\s(?=\p{L}))?(?P<unit>(?:\d[\d.]*\s)?[\p{L}²³\d]+)")
"""/năm, /1 xã, /100.000 dân: the first word of the unit"""
_COUNTED = regex.compile(r"\d[\d.]*\s")
"""5.400 hộ/22.700 nhân khẩu: two counts"""
_YEARLY = regex.compile(r"\b(?:moi nam|hang nam|bq nam|binh quan (?:moi |hang )?nam|moi mot nam|tung nam|trung binh (?:moi |hang )?nam)\b")
_YEARLY_AFTER = regex.compile(
    r"^[^,;.()\d]{0,60}\b(?:moi nam|hang nam)\b|^\s*(?:mot|1|01) nam\b|^[^,;.()\d]{0,20}\s?/\s?nam\b(?! hoc)"
)
_EVERY_YEAR = regex.compile(r"\W*(?:hang nam|moi nam)\s*,")
"""Hằng năm, hai ngành mở 06 lớp cho 480 lượt người: holds for the sentence"""
_BREAK = regex.compile(r"[;.](?=\s)|:(?=\s+(?!khoảng|trên|dưới|hơn|gần|từ)\p{L})"
                       r"|,(?=\s+(?:đến|tới|còn|cả\s+giai\s+đoạn|lũy\s+kế|tổng|nâng|đưa)\b)", regex.IGNORECASE)
"""mỗi năm giảm 3%, đến cuối kỳ còn 9%: what follows is no yearly figure"""
_CLOSED = regex.compile(r"\([^()]*\)|^[^()]*\)")
_NEW = regex.compile(r"\bmới\b", regex.IGNORECASE)
"""đạt chuẩn nông thôn mới năm 2026: no `mỗi năm`"""
_PRINTED_WORD = regex.compile(r"[\w²³]+|%")
_WORD = regex.compile(r"\s+(\p{L}[\p{L}\d]*)")


@dataclass(frozen=True, slots=True)
class Figure:
    """One number or range of a passage. `[start, end)` is the number with its unit, `number_end` where the number itself ends.

    `total` is the whole of `7/8 huyện`; `slip`: a dot printed for the decimal comma; `known`: the unit is a counting noun of
    the word list. `unit` is "" where none is printed; `named`: its own name says what it counts (see `counts`).
    """

    start: int
    end: int
    number_end: int
    low: Decimal
    high: Decimal
    comparator: str
    unit: str
    per: str | None
    text: str
    total: bool = False
    slip: bool = False
    known: bool = True
    rate: str | None = None
    named: bool = False

    @property
    def value_min(self) -> Decimal | None:
        return None if self.comparator in {"<", "<="} else self.low

    @property
    def value_max(self) -> Decimal | None:
        return None if self.comparator in {">", ">="} else self.high


def find(text: str, begin: int = 0, tolerant: bool = False) -> list[Figure]:
    """The numbers of `text[begin:]` that are neither money, date, year nor code, in order.

    `tolerant`: the text was read from a picture, and a noun with wrong accents (`hỗ sơ`) may stand for the one in the list.
    """
    spans: list[tuple[int, int]] | None = None
    found: list[Figure] = []
    at, edge = begin, -1
    while match := (_BESIDE.match(text, at) if at == edge else None) or _NUMBER.search(text, at):
        at = match.end()
        if spans is None:
            spans = masked(text)
        if over := mask_over(spans, match.start("number"), match.end()):
            if _MONEY_END.search(text, over[0], over[1]):
                at = edge = over[1]
            continue
        figure = _figure(text, match, spans, tolerant)
        at = edge = max(at, figure.end)
        based = found and match.re is _BESIDE and match.start() == found[-1].end and found[-1].low == found[-1].high == 1
        planned = found and match.re is _BESIDE and match.start() == found[-1].end and figure.unit == found[-1].unit
        if not planned and not based:  # 320 ha/300 ha kế hoạch; 01 tình nguyện viên/50 người cao tuổi
            found.append(figure)
    return found


def _value(printed: str) -> Decimal:
    return Decimal(printed) if _DOT.fullmatch(printed) else numbers.read(printed)


def _figure(text: str, match: regex.Match, spans: list[tuple[int, int]], tolerant: bool) -> Figure:
    low = high = _value(match["number"])
    end, total = match.end(), False
    before = text[max(0, match.start("number") - 80) : match.start("number")]
    second = _second(text, match, spans)
    if second is not None and _value(second[0]) > low:
        high, end = _value(second[0]), second.end()
    elif whole := _OF.match(text, end):
        end, total = whole.end(), True
    if text[end : end + 1] == ")" and text[match.start("number") - 1 : match.start("number")] == "(" and _PERCENT.match(text, end + 1):
        end += 1  # (35 - 50)%
    number_end = end
    end, unit, known, scale = _unit(text, end, tolerant)
    if total and _PER_MANY.fullmatch(whole["whole"]):
        unit, known, total, scale = f"/{whole['whole']} {unit}".strip(), True, False, 1
    after = signs.own_words(before, text[end : end + 60])
    sign = signs.sign(before, after)
    if high != low:
        sign = sign if sign == ">=" and "tro len" in fold(after) else "range"
    rate_end, rate = _rate(text, end)
    yearly = _is_yearly(rate or "", before, after, text[_sentence(text, match.start()) : match.start()])
    return Figure(
        match.start("number"), rate_end, number_end, low * scale, high * scale, sign, unit, "năm" if yearly else None,
        text[match.start("number") : end], total, bool(match["slip"]), known, rate,
    )


def _is_yearly(rate: str, before: str, after: str, opening: str) -> bool:
    """Whether the figure is one of every year: by its slash, the words on both sides or the opening of its sentence."""
    if regex.match(r"nam\b(?! hoc)", rate) or _YEARLY_AFTER.match(fold(_NEW.sub("...", after))):
        return True
    return _YEARLY.search(_near(before)) is not None or _EVERY_YEAR.match(fold(opening)) is not None


def _rate(text: str, at: int) -> tuple[int, str | None]:
    """(end, accent-free words) of what the figure is counted by (`/năm`, `/hộ gia đình`, `/100.000 dân`); (`at`, None) where nothing is."""
    match = _PER.match(text, at)
    if match is None or _COUNTED.match(match["unit"]) and not _PER_MANY.fullmatch(match["unit"].split()[0]):
        return at, None
    tail = text[match.start("unit") : match.start("unit") + 48]
    noun = _noun(tail, tail)
    end = max(match.end(), match.start("unit") + noun[0]) if noun else match.end()
    return end, fold(text[match.start("unit") : end])


def _sentence(text: str, at: int) -> int:
    """Where the sentence of an offset begins."""
    return text.rfind(". ", 0, at) + 1


def _near(before: str) -> str:
    """The words before the number, of its own clause."""
    return fold(_NEW.sub("...", _CLOSED.sub("", _BREAK.split(before)[-1])))


def _second(text: str, match: regex.Match, spans: list[tuple[int, int]]) -> regex.Match | None:
    """The upper end of a range that begins with `match`."""
    to = _TO.match(text, match.end())
    if to is None:
        unit_end = _unit(text, match.end())[0]
        to = _TO.match(text, unit_end) if unit_end > match.end() else None
    if to is None:
        return None
    second = _NUMBER.match(text, to.end()) or _PLAIN.match(text, to.end())
    if second is None or mask_over(spans, second.start(), second.end()) or _different_units(text, match, second):
        return None
    return second


def _different_units(text: str, first: regex.Match, second: regex.Match) -> bool:
    one, other = _unit(text, first.end())[1], _unit(text, second.end())[1]
    return bool(one) and one != other


def _unit(text: str, at: int, tolerant: bool = False) -> tuple[int, str, bool, int]:
    """(end of the unit, unit, whether it is a known noun, scale) of the words at `at`."""
    percent = _PERCENT.match(text, at)
    if percent:
        return percent.end(), percent[1] or "%", True, 1
    tail = text[at : at + 48]
    scale, scaled = 1, _SCALED.match(fold(tail))
    if scaled:
        scale, at = _SCALE[scaled[1]], at + scaled.end() - 1
        tail = text[at : at + 48]
    if tells_state(fold(tail)):
        return at, "", False, scale
    for form in (tail, fold(tail)) if tolerant else (tail,):
        found = _noun(tail, form)
        if found:
            return at + found[0], found[1], True, scale
    word = _WORD.match(tail)
    if word and word[1][0].islower() and not is_no_unit(word[1], tolerant):
        end = word.end()
        second = _WORD.match(tail, end)
        if second and f"{word[1]} {second[1]}".lower() in compounds():
            end = second.end()
        return at + end, " ".join(tail[:end].split()), False, scale
    return at, "", False, 1


def _noun(tail: str, form: str) -> tuple[int, str] | None:
    """(end in `tail`, counting noun) of the words that `form` begins with."""
    if not (form[:1].isspace() or form[:1].isalpha()):
        return None
    try:
        unit = units.read(form)
    except Unreadable:
        return None
    length = len(tail) - len(tail.lstrip())
    end = length + _length(tail[length:], unit)
    return (end, unit) if _is_printed(form[length:end], unit) else None


def _is_printed(printed: str, unit: str) -> bool:
    """Whether the noun stands there as such or with all its marks lost, and not a namesake (`khâu`, `khẩu`)."""
    return " " in unit or printed.isascii() or printed.lower() == unit.lower()


def _length(tail: str, unit: str) -> int:
    """How many printed characters the unit takes, whatever its spacing and accents."""
    words_ = list(_PRINTED_WORD.finditer(tail))
    return words_[len(unit.split()) - 1].end() if len(words_) >= len(unit.split()) else len(unit)
