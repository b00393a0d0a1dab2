"""Numbers without a noun of their own that count what the figure before them counts."""
from __future__ import annotations

from collections.abc import Sequence

import regex

from extractors.figures.exclusions import is_index
from extractors.figures.numbers import Figure
from extractors.figures.segments import Segment
from extractors.figures.units import tells_state
from normalizers import numbers, units
from normalizers.plain import fold
from normalizers.unreadable import Unreadable

_NEXT_YEAR = regex.compile(
    r"[^;:()]{0,120}\bnăm\s+(?:19|20)\d\d\s*(?:,|;|và|,\s*và)\s*(?:(?:đạt|là|có|khoảng|trên|hơn|ít\s+nhất)\s+)*", regex.IGNORECASE
)
_IN_A_YEAR = regex.compile(r"\s*(?:vào|đến|trong)\s+(?:(?:cuối|hết)\s+)?năm\s+(?:19|20)\d\d", regex.IGNORECASE)
"""1.500 trang trại đạt chuẩn vào năm 2026 và 2.200 vào năm 2028"""
_PART = rf"[^(),;\d]{{3,40}}\s(?P<part>{numbers.NUMBER})\s*"
_DETAILS = regex.compile(rf"[^;:()]{{0,80}}\((?P<some>trong\s+đó:?\s)?(?:{_PART}(?:[,;]|và\s)\s*)+{_PART}\)", regex.IGNORECASE)
"""345 hộ khó khăn về nhà ở (xây mới 262, sửa chữa 83)"""


def unit(text: str, figure: Figure, before: Sequence[Figure]) -> str:
    """The unit of one of the figures `before`, where the figure is its value of another year or a part told in the bracket behind it."""
    opened = text.rfind("(", 0, figure.start)
    whole = next((f for f in reversed(before) if f.end <= opened), None)
    if (before and before[-1].unit != "%" and _NEXT_YEAR.fullmatch(text, before[-1].end, figure.start)
        and _IN_A_YEAR.match(text, figure.end)):
        return before[-1].unit
    details = _DETAILS.match(text, whole.end) if whole and whole.unit != "%" else None
    return whole.unit if details and figure.start in details.starts("part") and _fit(whole, details) else ""


def borrowed(text: str, part: Segment, figure: Figure, last: str | None, bullet: bool) -> str | None:
    """The unit of a record printed without one.

    Of `số hộ nghèo: 1.250` the noun after `số`, in a `bullet` or a breakdown the `last` one.
    """
    if tells_state(fold(text[figure.number_end : part.end])):
        return last
    head = fold(text[part.start : figure.start])
    at = head.rfind("so ")
    if at >= 0:
        try:
            return units.read(text[part.start + at + 3 : figure.start])
        except Unreadable:
            pass
    return last if bullet and not figure.named and not is_index(head) else None


def _fit(whole: Figure, details: regex.Match) -> bool:
    """Whether the parts make up the whole, or some of it where the bracket says so."""
    try:
        told = sum(map(numbers.read, details.captures("part")))
    except Unreadable:
        return False
    return told <= whole.high if details["some"] else told == whole.high
