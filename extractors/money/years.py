"""The year of an amount: printed with it, opening its sentence, that of a document of one year, else of a heading above."""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import regex

from extractors.figures.years import marks
from normalizers import dates
from normalizers.money import Amount

_BEFORE = regex.compile(r"(?:năm|nam)\s*(?P<year>20\d\d|19\d\d)\D{0,60}$", regex.IGNORECASE)
_COMPARED = regex.compile(r"so với\s*(?:cùng kỳ\s*)?$")
_BRACKETED = regex.compile(r"năm\s+(20\d\d|19\d\d)\s*\(\s*(?:là\s+)?$", regex.IGNORECASE)
"""tăng 41,5 tỷ đồng so với năm 2022 (193,5 tỷ đồng): what the bracket tells is of that year"""
_SPAN = regex.compile(r"giai đoạn|\d{4}\s*[-–]\s*$")
_BY = regex.compile(r"[^,;.()\d]{0,12}(?:vào|đến)\s+(?:hết\s+|cuối\s+)?năm\s*(20\d\d)")
_AFTER = regex.compile(
    r"\s*(?:trở lên|trở xuống)?\s*(?:(?:nguồn|vốn|kinh phí|kế hoạch|giao|mới)\s+)*(?:trong|cho|của|vào)?\s*(?:năm|nam)\s*(20\d\d)"
    r"(?!\s*[-–]\s*\d)|\s*(?:để\s+)?(?:thực hiện|triển khai)\s[^,;.()\d]{0,50}\bnăm\s*(20\d\d)(?!\s*[-–]\s*\d)"
)
_SIGNED = regex.compile(r"\d\s?/\s?[\p{Lu}\d][\p{Lu}\d&/-]*\s*,?\s*(?:ngày\s*)?$")
"""Quyết định số 211/QĐ-UBND ngày 02/02/2026: of the document cited"""
_OPENING = regex.compile(
    r"[\s\-–+*]*(?:(?:cũng\s+)?(?:trong\s+|riêng\s+)?năm\s+(20\d\d)(?!\s*[-–]\s*\d)"
    r"|(?:\p{Ll}[).]\s*|\d[\d.]*[).]\s*)?(?:đến\s+)?(?:hết\s+|cuối\s+)?năm\s+(20\d\d)\s*:)",
    regex.IGNORECASE,
)
"""Trong năm 2021, ...; b) Đến năm 2030: ..."""
_SENTENCE_END = regex.compile(r"\.\s+(?=\p{Lu})")


def year(text: str, amount: Amount, label: str, document: Mapping[str, Any], above: Sequence[str] = ()) -> tuple[int | None, str | None]:
    """(year, sentence | document | heading); `label`: the amount's own words before it, `above`: titles of the headings, nearest first.

    (None, None) where nothing tells.
    """
    if beside := _BRACKETED.search(text, max(0, amount.start - 24), amount.start):
        return int(beside[1]), "sentence"
    before = _BEFORE.search(label)
    if by := _BY.match(text, amount.end):
        return int(by[1]), "sentence"
    if before and not _COMPARED.search(label[: before.start()]) and not _SPAN.search(label[: before.start()][-14:]):
        return int(before["year"]), "sentence"
    if after := _AFTER.match(text, amount.end):
        return int(after[1] or after[2]), "sentence"
    dated = [value for at, _, value in dates.find(label) if value.year and value.month and not _SIGNED.search(label, 0, at)]
    if dated:
        return dated[-1].year, "sentence"
    start = max([0, *(m.end() for m in _SENTENCE_END.finditer(text, 0, amount.start))])
    if opening := _OPENING.match(text, start):
        return int(opening[1] or opening[2]), "sentence"
    begin, end = document.get("period_start"), document.get("period_end")
    if end is not None and begin == end:
        return end, "document"
    titled = next((found for title in above if (found := marks(title, 0, len(title)))), [])
    told = {mark.year for mark in titled if mark.kind == "plain"}
    if len(told) == 1 and all(mark.first == mark.year for mark in titled):
        return told.pop(), "heading"
    return None, None
