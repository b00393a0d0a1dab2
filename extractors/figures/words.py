"""The words about a figure: the value it started from, its scope."""
from __future__ import annotations

import regex

from extractors.figures.numbers import Figure
from extractors.figures.segments import Segment

_FROM = regex.compile(r"\b(?:từ|tu)\s+(?:mức\s+|khoảng\s+|gần\s+|trên\s+|dưới\s+|hơn\s+)?$", regex.IGNORECASE)
_FROM_TO = regex.compile(
    r"^[^;:]{0,60}?\b(?:xuống(?:\s+còn|\s+dưới|\s+khoảng|\s+mức|\s+đến)?|lên(?:\s+đến|\s+tới|\s+trên|\s+khoảng|\s+mức|\s+thành)?|còn"
    r"|tăng\s+lên|giảm\s+xuống|đến|tới)\b[^,;:\d]{0,40}(?:năm\s+\d{4},?\s*(?:đạt\s+|còn\s+)?)?[^,;:\d]{0,20}$",
    regex.IGNORECASE,
)
_DIRECTLY_TO = regex.compile(r"\s*(?:lên|xuống(?:\s+còn)?)\s*(?:khoảng\s+|trên\s+|dưới\s+)?", regex.IGNORECASE)
"""đào tạo nghề: 27,6% lên 34,5%"""
_DASH = regex.compile(r"[-–—]")
_BRACKET = regex.compile(r"\([^()]*\)")
SCOPE = regex.compile(
    r"\b(?P<scope>(?i:(?:trên\s+địa\s+bàn\s+)?toàn\s+(?:tỉnh|huyện|thành\s+phố|xã|thị\s+xã|quốc|ngành)\b|cả\s+(?:nước|tỉnh)\b"
    r"|thành\s+thị\b|nông\s+thôn\b(?!\s+mới)|"
    r"(?:các|những)\s+(?:xã|huyện|thôn|bản|phường|thành\s+phố|địa\s+phương|vùng|khu\s+vực)\b"
    r"(?:\s+(?!(?:có|được|đạt|giảm|tăng|là|và|để|cho|từ|đến"
    r"|dưới|trên|hiện|còn|đã|đang|sẽ|phải|đều|năm|theo|với|do|trong|sử\s+dụng|ghi\s+nhận)\b)\p{Ll}+){0,5})|"
    r"(?:[Hh]uyện|[Tt]hành\s+phố|[Tt]hị\s+xã|[Xx]ã|[Pp]hường|[Tt]hị\s+trấn)\s+\p{Lu}\p{L}+(?:\s+\p{Lu}\p{L}+){0,3})"
)
"""Where a figure holds: what describes a place follows `các xã`, `những vùng` alone (`các xã đặc biệt khó khăn`)."""


def baseline(text: str, figures: list[Figure], index: int, start: int) -> Figure | None:
    """The figure that this one starts from: `từ 24,68% năm 2017 xuống còn 11 - 13%`."""
    for back in (1, 2):
        if index < back:
            break
        one, other = figures[index - back], figures[index]
        if one.unit != other.unit and one.unit:
            continue
        between = text[one.end : other.start]
        if one.low != one.high and between.lstrip().startswith("("):
            break  # giảm từ 1 - 2% (còn dưới 16%): by how much, and how much is left
        if one.unit == other.unit and one.low == one.high and _DIRECTLY_TO.fullmatch(between):
            return one
        if back == 2:
            between, brackets = _BRACKET.subn(" ", between)
            if not brackets:
                break
        if _is_level(text, one, other) and _FROM.search(text[max(start, one.start - 14) : one.start]) and _FROM_TO.match(between):
            return one
    return None


def _is_level(text: str, figure: Figure, later: Figure) -> bool:
    """Whether something can start from the figure.

    No yearly step (`giảm từ 1,2 - 1,5%/năm`), no bound, no range of a count (`từ 01 đến 02 xã`).
    """
    if figure.rate != later.rate and (figure.rate or "").startswith("nam") or figure.comparator in {">=", "<="}:
        return False
    return figure.low == figure.high or _DASH.search(text[figure.start : figure.number_end]) is not None


def scope(text: str, segment: Segment, figure: Figure) -> str | None:
    """The place that the figure holds for, as printed."""
    near = SCOPE.search(text, figure.end, min(len(text), segment.end))
    before = list(SCOPE.finditer(text, segment.start, figure.start))
    match = before[-1] if before else near
    return " ".join(match["scope"].split()) if match else None
