"""The years that a plan covers: `giai đoạn 2017-2020` -> (2017, 2020), `đến năm 2025` -> (None, 2025)."""

import unicodedata

import regex

from normalizers.unreadable import Unreadable

_YEAR = r"(?:19|20)\d{2}"
_DASH = r"\s*[-–—]\s*"
_NOT_A_PERIOD = regex.compile(
    rf"\d+\s*/\s*{_YEAR}\s*/\s*\p{{Lu}}[\w-]*|\d+\s*/\s*\p{{Lu}}[\p{{Lu}}\d&-]+"   # codes
    rf"|(?:ngày\s*)?\d{{1,2}}\s*[/.-]\s*\d{{1,2}}\s*[/.-]\s*{_YEAR}"              # dates
    rf"|ngày\s+\d{{1,2}}\s+tháng\s+\d{{1,2}}\s+năm\s+{_YEAR}"
    rf"|(?:so\s+với|sau)\s+năm\s+{_YEAR}",
    regex.IGNORECASE,
)
_OUTLOOK = regex.compile(
    r"[,;]?\s*(?:và\s+)?(?:có\s+)?(?:tính\s+đến|tầm\s+nhìn|định\s+hướng|dự\s+kiến)\s+(?:tới|đến)?.*$", regex.IGNORECASE
)
_SPAN = regex.compile(
    rf"(?:(?P<word>giai\s+đoạn|thời\s+kỳ|nhiệm\s+kỳ|năm\s+học|năm|các\s+năm|5\s+năm|khóa)\s*[,:(]?\s*)?"
    rf"(?:từ\s+)?(?:năm\s+)?(?<![\d/])(?P<start>{_YEAR})(?:{_DASH}|\s+(?:đến|tới)\s+)(?:hết\s+)?(?:năm\s+)?(?P<end>{_YEAR})(?!\d)",
    regex.IGNORECASE,
)
_YEAR_AND_SPAN = regex.compile(rf"\bnăm\s+(?P<year>{_YEAR})\s*(?:,|và)\s*(?:các\s+năm|giai\s+đoạn)\s+"
                               rf"(?P<start>{_YEAR}){_DASH}(?P<end>{_YEAR})(?!\d)", regex.IGNORECASE)
"""năm 2013 và giai đoạn 2014 - 2015: the one follows the other"""
_UNTIL = regex.compile(rf"(?<!\p{{L}})(?:đến|tới|hết)\s+(?:hết\s+)?(?:(?:cuối\s+)?năm\s+)?(?P<end>{_YEAR})(?!\d)", regex.IGNORECASE)
_YEARS = regex.compile(rf"(?<!\p{{L}})(?:các\s+|những\s+)?năm\s*(?P<start>{_YEAR})"
                       rf"(?:(?:\s*,\s*|\s+và\s+)(?:năm\s+)?(?P<end>{_YEAR}))*(?!\d)", regex.IGNORECASE)
_MONTH = regex.compile(rf"(?:tháng\s*\d{{1,2}}|quý\s*(?:IV|I{{1,3}}|\d))\s*[/-]\s*(?P<start>{_YEAR})(?!\d)", regex.IGNORECASE)


def period(text: str) -> tuple[int | None, int]:
    """First and last year of the period that a title or a line of time names.

    A single year beside a span is the plan's own (`... giai đoạn 2021-2025 năm 2023` -> 2023), unless the span goes on
    from it (`năm 2013 và giai đoạn 2014 - 2015`). An outlook (`tầm nhìn đến năm 2050`) and the years in codes and dates
    do not count. `đến năm 2025` has no first year. Raises Unreadable where no year is left.
    """
    words = " ".join(unicodedata.normalize("NFC", text).split())
    words = _NOT_A_PERIOD.sub(" ", words)
    near = _OUTLOOK.sub("", words)
    if regex.search(_YEAR, near):
        words = near
    before = _YEAR_AND_SPAN.search(words)
    if before and int(before["year"]) < int(before["start"]) <= int(before["end"]):
        return int(before["year"]), int(before["end"])
    without_spans = _SPAN.sub(" ", words)
    until = _UNTIL.search(without_spans)
    without_until = _UNTIL.sub(" ", without_spans)
    single = _YEARS.search(without_until) or _MONTH.search(without_until)
    if single:
        years = [int(year) for year in regex.findall(_YEAR, single[0])]
        return years[0], years[-1]
    span = _SPAN.search(words)
    if span:
        start, end = int(span["start"]), int(span["end"])
        if start > end:
            raise Unreadable(text, "the period falls")
        return start, end
    if until:
        return None, int(until["end"])
    raise Unreadable(text, "no year of a period")
