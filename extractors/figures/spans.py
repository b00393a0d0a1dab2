"""What in a passage looks like a figure and is none: amounts of money, dates and years, codes, quoted titles, list marks."""
from __future__ import annotations

import regex

from normalizers import dates, money

_CODE = r"\d+[a-zA-Z]?\s?[/-]\s?(?:\d{4}\s?/\s?)?\p{Lu}[\p{Lu}Đ\d]*(?:[-–&/]\s?\p{Lu}[\p{L}\d]*)*"
_CITED = regex.compile(
    rf"""{_CODE}(?:[,\s]+(?:ký\s+)?ngày\s+[\d/.-]+(?:\s+tháng\s+\d+\s+năm\s+\d+)?)?   # 1389/QĐ-TTg ngày 05 tháng 8 năm 2019
    (?:[^;.,()]{{0,90}}?\s(?:về|V/v|phê\s+duyệt|ban\s+hành|quy\s+định)\s[^;.,)]*)?    # của Thủ tướng Chính phủ về ...
    """,
    regex.VERBOSE,
)
"""A cited document with its date and title: nothing in it is a figure."""

_YEARS = regex.compile(
    r"""(?:năm|nam|giai\s+đoạn|thời\s+kỳ|nhiệm\s+kỳ|khóa|các\s+năm|niên\s+khóa|năm\s+học|kỳ|đến|tới|hết|so\s+với|từ|trong|cuối|đầu
      |tháng)\s*(?:19|20)\d\d(?!\.\d{3}|,\d)
      (?:\s*[-–,/]\s*(?:năm\s+)?(?:19|20)\d\d(?!\d|\.\d{3}))*
    | (?<![\d.,])(?:19|20)\d\d\s*[-–]\s*(?:19|20)\d\d(?![\d.,]\d)
    | (?<![\d.,])(?:19|20)\d\d(?=\s*[)/:;.]|\s*,\s|\s*$)
    | \b\d{1,2}\s?/\s?(?:19|20)\d\d\b""",
    regex.VERBOSE | regex.IGNORECASE,
)
_QUOTED = regex.compile(r"[“\"][^”\"]{1,160}[”\"]")
_MARKS = regex.compile(
    r"\(\s*\d{1,2}\s*\)|(?:(?<=[;.,]\s)|(?<=:\s)(?=0?1\D)|^\s*)\d{1,2}\s*[).](?=\s*\p{L})|\d+\s*/\s*\d+(?=\s*giờ\b)"
    r"|\btrên\s+(?:một|10{0,2}|10{0,2}\.000)(?:\s+(?:vạn|nghìn))?\s+(?:người\s+)?(?:dân\b|trẻ\s+đẻ\s+sống)"
    r"|\bsố(?:\s+nhà)?\s+\d+\p{L}?(?=,?\s+(?:đường|phố|ngõ|ngách|đại\s+lộ|quốc\s+lộ|tổ|thôn|khu\s+phố)\b)"
    r"|\b(?:0\d{9,10}|0\d{2,4}[.\s]\d{3,4}[.\s]\d{3,4}|1[89]00[.\s]?\d{4,6})\b"
)
"""(1), 2) within a line, phone numbers, 24/24 giờ, số 24 đường Lê Lợi, số bác sĩ trên 1 vạn dân"""


def masked(text: str) -> list[tuple[int, int]]:
    """Half-open spans, sorted, that hold no figure."""
    spans = [(m.start(), m.end()) for m in _CITED.finditer(text)]
    spans += [(m.start(), m.end()) for m in _MARKS.finditer(text)]
    spans += [(m.start(), m.end()) for m in _YEARS.finditer(text)]
    spans += [(m.start(), m.end()) for m in _QUOTED.finditer(text) if "%" not in m[0]]
    spans += [(start, end) for start, end, _ in dates.find(text)]
    if "đ" in text or "VN" in text or "d" in text:
        spans += [(amount.start, amount.end) for amount in money.find(text)]
    return sorted(spans)


def mask_over(spans: list[tuple[int, int]], start: int, end: int) -> tuple[int, int] | None:
    """The span, if any, that `[start, end)` lies in or touches."""
    return next(((a, b) for a, b in spans if a < end and start < b), None)
