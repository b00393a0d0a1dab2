"""Dates whose words or signs a page reader garbled: `ngày 25 thủng 12 nàm 2015`, `ngày: 26-02/2010`, `ngày 2/1 1/2008`.

The frame (day, month, year, in this order: Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II, khoản 4) tells what the words and signs
are. The figures are those that were read.
"""

from collections.abc import Iterator

import regex

from normalizers import dates
from normalizers.unreadable import Unreadable

_DAY = r"(?<!\p{L})ng\p{L}y?\s*[:.;]?\s*"
_YEAR = r"(?P<year>(?:19|20)\d\d)(?!\d)"
_WORDS = regex.compile(rf"{_DAY}(?P<day>\d{{1,2}})\s*(?:[tl]h?\p{{L}}{{1,2}}ng)\s*(?P<month>\d{{1,2}})\s*"
                       rf"(?:n\p{{L}}{{1,2}})\s*{_YEAR}", regex.IGNORECASE)
_SIGNS = regex.compile(rf"{_DAY}(?P<day>\d\s?\d?)\s?[/.-]\s?(?P<month>\d\s?\d?)\s?[/.-]\s?{_YEAR}", regex.IGNORECASE)


def frames(text: str) -> Iterator[tuple[int, int, str]]:
    """(start, end, the date as regularly written) of each that is not so written; days that do not exist are passed over."""
    for pattern, written in ((_WORDS, "ngày {} tháng {} năm {}"), (_SIGNS, "ngày {}/{}/{}")):
        for match in pattern.finditer(text):
            figures = ["".join(match[name].split()) for name in ("day", "month", "year")]
            meant = written.format(*figures)
            if " ".join(match[0].lower().split()) != meant and _exists(meant):
                yield match.start(), match.end(), meant


def _exists(date: str) -> bool:
    try:
        return dates.read(date) is not None
    except Unreadable:
        return False
