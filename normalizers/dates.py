"""Dates as printed, whole or with blanks: `ngày 12 tháng 3 năm 2021`, `12/3/2021`, `ngày    tháng 3 năm 2023`.

The form of the date line is fixed by Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II, khoản 4; day before month everywhere.
"""

import datetime
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

import regex

from normalizers import number_words, numbers
from normalizers.periods import period
from normalizers.unreadable import Unreadable

__all__ = ["PartialDate", "find", "period", "read", "read_partial", "read_time"]


class PartialDate(NamedTuple):
    """A date with blanks: what is not printed is None. `quarter` is 1-4 where a quarter is printed."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    quarter: int | None = None


_BLANK = r"[\s.…_\-]*"
_YEAR = r"(?:1[89]|20)\d{2}"
# Lost tone marks leave no other word before these figures, so each word is matched with and without them.
_PRINTED = regex.compile(
    rf"""
    (?<!\p{{L}})ng[àa]y(?:{_BLANK}(?:m[ồùo]ng\s*)?(?P<day>\d{{1,2}}))?{_BLANK}
      th[áa]ng(?:{_BLANK}(?P<month>\d{{1,2}}))?(?:{_BLANK}|,\s*)n[ăa]m(?:{_BLANK}(?P<year>{_YEAR}(?!\d)))?
    | (?:(?<!\p{{L}})ng[àa]y\s*)?(?<![\w./-])
      (?P<day>\d{{1,2}})\s?(?P<sep>[/.-])\s?(?P<month>\d{{1,2}})\s?(?P=sep)\s?(?P<year>{_YEAR})(?![\d/]|[.-]\d)
    | (?<!\p{{L}})ng[àa]y\s*(?P<day>\d{{1,2}})\s?(?P<sep>[/.-])\s?(?P<month>\d{{1,2}})\s?(?P=sep)\s?(?P<year>{_YEAR})(?![\d/]|[.-]\d)
    | (?<!\p{{L}})ng[àa]y\s*(?P<day>\d{{1,2}})\s*(?:th[áa]ng\s*|/)(?P<month>\d{{1,2}})(?![\d/]|[.,]\d)
    | (?<!\p{{L}})th[áa]ng\s*(?P<month>\d{{1,2}})\s*(?:/\s*|-\s*|\.\s*|(?:,\s*)?n[ăa]m\s*|\s)(?P<year>{_YEAR})(?!\d|/\p{{L}})
    | (?<!\p{{L}})qu[ýy]\s*(?P<quarter>IV|I{{1,3}}|[1-4])\b\s*(?:/\s*|-\s*|,?\s*n[ăa]m\s*)(?P<year>{_YEAR})(?!\d)
    | (?<!\p{{L}})n[ăa]m\s*(?P<year>{_YEAR})(?![\d/]|\s*[-–]\s*\d)
    """,
    regex.VERBOSE | regex.IGNORECASE,
)
_ALONE = regex.compile(
    rf"""
    (?P<day>\d{{1,2}})\s?/\s?(?P<month>\d{{1,2}})
    | (?P<day>\d{{1,2}})\s+th[áa]ng\s*(?P<month>\d{{1,2}})(?:\s*,?\s*n[ăa]m\s*(?P<year>{_YEAR}))?
    | (?P<month>\d{{1,2}})\s?[/-]\s?(?P<year>{_YEAR})
    | th[áa]ng\s*(?P<month>\d{{1,2}})
    | (?:n[ăa]m\s*)?(?P<year>\d{{3,4}})
    | th[áa]ng\s*(?P<month>\d{{1,2}})\s*n[ăa]m\s*(?P<year>\d{{3,4}})
    | qu[ýy]\s*(?P<quarter>IV|I{{1,3}}|[1-4])
    """,
    regex.VERBOSE | regex.IGNORECASE,
)
_WEEKDAY = regex.compile(r"^(?:(?:thứ\s+(?:hai|ba|tư|năm|sáu|bảy|[2-7])|ch[ủú]a?\s+nhật)\s*,?\s*)(?=ngày|\()", regex.IGNORECASE)
_EARLY_DAY = regex.compile(r"(?<=^|ngày\s)m[ồù]ng\s+|^m[ồù]ng\s+", regex.IGNORECASE)
_TIME = regex.compile(
    r"(?P<hour>\d{1,2})\s*(?:[:hg]|giờ)\s*(?:(?P<half>rưỡi)|(?P<less>kém\s+)?(?P<minute>\d{1,2})(?:\s*(?:phút|:(?P<second>\d{2})|p))?)?"
    r"(?:\s*(?P<second>\d{1,2})\s*giây)?(?:\s+(?P<half_day>sáng|chiều|tối|trưa|đêm))?",
    regex.IGNORECASE,
)
_TIME_WORD = regex.compile(r"(?<!\p{L})(giờ|phút|giây|kém|rưỡi|sáng|chiều|tối|trưa|đêm)(?!\p{L})")


def read(text: str) -> datetime.date:
    """A whole date. Raises Unreadable where day, month or year is missing or there is no such day."""
    year, month, day, _ = read_partial(text)
    if year is None or month is None or day is None:
        raise Unreadable(text, "not a whole date")
    return datetime.date(year, month, day)


def read_partial(text: str) -> PartialDate:
    """A date with blanks: `ngày    tháng 3 năm 2023` -> (2023, 3, None), `quý II/2021`, `tháng tư năm 2009`.

    Raises Unreadable for dates relative to today, two-digit years, days that do not exist and a line with blanks alone.
    """
    words = unicodedata.normalize("NFC", text).strip().rstrip(" .,;…_-")
    words = _EARLY_DAY.sub("", _WEEKDAY.sub("", words))
    for pattern in (_PRINTED, _ALONE):
        match = pattern.fullmatch(words)
        if match:
            return _checked(text, match)
    figures = _figures(words)
    if figures != words:
        return read_partial(figures)
    raise Unreadable(text, "not a date")


def find(text: str) -> Iterator[tuple[int, int, PartialDate]]:
    """Dates in running text as (start, end, date), half-open offsets; also `tháng 3/2021`, `quý II/2021`, `năm 2021`.

    Impossible dates (`31/02/2021`) and lines of blanks are passed over; `30a/2008` and other codes are no dates.
    """
    for match in _PRINTED.finditer(text):
        try:
            yield match.start(), match.end(), _checked(match[0], match)
        except Unreadable:
            continue


def read_time(text: str) -> datetime.time:
    """A time of day: `14h30`, `7 giờ 30 phút`, `8:00`, `3 giờ chiều`. Raises Unreadable, also for time zones."""
    words = " ".join(unicodedata.normalize("NFC", text).lower().split())
    words = regex.sub(r"^(?:vào\s+)?(?:lúc|đúng|khoảng)\s+", "", words)
    match = _TIME.fullmatch(words) or _TIME.fullmatch(_spoken_time(words))
    if match is None:
        raise Unreadable(text, "not a time of day")
    hour, minute, second = int(match["hour"]), int(match["minute"] or 0), int(match["second"] or 0)
    if match["half"]:
        minute = 30
    if match["less"]:
        hour, minute = hour - 1, 60 - minute
    if match["half_day"] in {"chiều", "tối"} and hour < 12:
        hour += 12
    hour = 0 if hour == 24 and minute == second == 0 else hour
    try:
        return datetime.time(hour, minute, second)
    except ValueError:
        raise Unreadable(text, "no such time") from None


def _checked(text: str, match: regex.Match) -> PartialDate:
    named = match.groupdict()
    year, month, day = (int(value) if (value := named.get(name)) else None for name in ("year", "month", "day"))
    quarter = named.get("quarter")
    if quarter:
        quarter = int(quarter) if quarter.isdigit() else numbers.read_roman(quarter)
    if year is month is day is None and not quarter:
        raise Unreadable(text, "every part is blank")
    try:
        datetime.date(2000 if year is None else year, 1 if month is None else month, 1 if day is None else day)
    except ValueError:
        raise Unreadable(text, "no such day") from None
    return PartialDate(year, month, day, quarter)


def _figures(words: str) -> str:
    """Day, month and year in words turned into figures: `tháng tư năm hai không mười ba` -> `tháng 4 năm 2013`."""
    lowered = words.lower()
    parts = regex.split(r"(?<!\p{L})(ngày|tháng(?=\s)|năm(?=\s+(?:một|hai|\d|chín|bẩy|bảy|ba\s+trăm|tám)\b(?!\s*$))|năm(?=\s+\d))", lowered)
    return "".join(_figure(part) if index % 2 == 0 else part for index, part in enumerate(parts))


def _figure(words: str) -> str:
    spoken = words.strip()
    if not spoken or not all(word in number_words.WORDS for word in spoken.split()):
        return words
    if spoken == "tư":
        return " 4 "
    try:
        return f" {int(number_words.read(spoken))} "
    except Unreadable:
        return f" {_year(spoken)} " if _year(spoken) else words


def _year(spoken: str) -> str | None:
    """A year said digit by digit or in halves: `một chín tám tư` -> 1984, `hai không mười ba` -> 2013."""
    tokens = [token for token in spoken.split() if token not in {"linh", "lẻ"} or len(spoken.split()) > 4]
    if tokens[:2] == ["hai", "không"]:
        try:
            rest = int(number_words.read(" ".join(tokens[2:])))
            return f"20{rest:02d}"
        except Unreadable:
            pass
    digits = {**number_words.DIGITS, "tư": 4, "lăm": 5, "mốt": 1}
    if len(tokens) == 4 and all(token in digits for token in tokens):
        return "".join(str(digits[token]) for token in tokens)
    return None


def _spoken_time(words: str) -> str:
    parts = _TIME_WORD.split(words)
    figures = (part if index % 2 else _figure(part.removeprefix(" không")) for index, part in enumerate(parts))
    return " ".join("".join(figures).split())
