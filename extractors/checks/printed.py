"""Numbers of the running text, each with its unit and place, and findings about them."""
from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from operator import itemgetter
from typing import Any

import regex

from extractors.checks.figure import written
from extractors.checks.finding import SUSPECT, Finding
from extractors.checks.solving import Term, Verdict
from normalizers import numbers
from normalizers.unreadable import Unreadable
from pipeline.model.layout import Layout, Passage

_NUMBER = regex.compile(
    r"(?<![\p{L}\d.,-]|\p{L}/|\d/\d{1,4}/)(?!(?<=/)(?:19|20)\d\d\b)(?P<number>[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?)"
    r"(?![.,]?\d|/\p{L}|/\d{1,2}/|/(?:19|20)\d\d\b|-\p{Lu})(?:\s?(?P<percent>%)|\s+(?P<unit>\p{Ll}+(?:\s\p{Ll}+)?))?"
)
"""48.216 hộ nghèo; 17,46%; 96/101 xã: no dates, codes, months of a year."""
_MONEY = regex.compile(r"đồng|tỷ|tỉ|triệu|nghìn|ngàn")
_TIME = regex.compile(r"(?:năm|tháng|ngày|quý|giờ|tuổi|lần|kỳ|đợt)\b")
_DATED = regex.compile(r"(?:tháng|ngày|quý|khóa|kỳ|điều|khoản|mục|dự án|chương trình|phụ lục|biểu|lần thứ|thứ|lớp|năm)\s*$",
                       regex.IGNORECASE)
_PARTS = {"body", "preamble"}
_BEFORE = 60
"""Characters before a number that may tell it for a date or an ordinal."""
_RECORD = 400
"""Characters from a record's beginning within which its figure is looked for."""


@dataclass(frozen=True, slots=True)
class Number:
    """`start`, `end`: the number with its percent sign, in the passage's `reading`. `unit`: the one or two words after it."""

    start: int
    end: int
    text: str
    value: Decimal
    percent: bool
    unit: str

    @property
    def money(self) -> bool:
        return not self.percent and _MONEY.match(self.unit) is not None

    @property
    def kind(self) -> str:
        """`%`, the first word of the unit; of money the whole unit."""
        return "%" if self.percent else self.unit if self.money else self.unit.split(" ")[0]

    @property
    def term(self) -> Term:
        return Term(self.text, self.value, not self.percent and not self.money and self.value == self.value.to_integral_value())


def scan(text: str) -> list[Number]:
    """The numbers that count or measure: no years, dates, ordinals, periods."""
    found = []
    for match in _NUMBER.finditer(text):
        unit = match["unit"] or ""
        if not match["percent"] and (_DATED.search(text, max(0, match.start() - _BEFORE), match.start()) or _TIME.match(unit)):
            continue
        try:
            value = numbers.read(match["number"])
        except Unreadable:
            continue
        end = match.end("percent") if match["percent"] else match.end("number")
        found.append(Number(match.start(), end, match["number"], value, bool(match["percent"]), unit))
    return found


class Records:
    """The document's records by value and place."""

    def __init__(self, tables: Mapping[str, list[dict[str, Any]]]) -> None:
        rows = [(row, row[key]) for table, key in (("targets", "target_id"), ("observations", "observation_id"))
                for row in tables.get(table, [])]
        found = {(Decimal(row["value_min"]), row["char_start"]): name for row, name in rows if row["value_min"] is not None}
        self._places: dict[Decimal, list[tuple[int, int, str]]] = {}
        for rank, ((value, start), name) in enumerate(found.items()):
            self._places.setdefault(value, []).append((start, rank, name))
        for own in self._places.values():
            own.sort()

    def named(self, value: Decimal, at: int) -> str | None:
        """The id of the first record of this value whose text begins at most `_RECORD` characters before `at`."""
        own = self._places.get(value, [])
        near = own[bisect_left(own, (at - _RECORD + 1,)) : bisect_left(own, (at + 1,))]
        return min(near, key=itemgetter(1))[2] if near else None


@dataclass(frozen=True, slots=True)
class Page:
    """The numbers of one passage, and what the document's records call them."""

    layout: Layout
    passage: Passage
    numbers: Sequence[Number]
    records: Records

    @property
    def text(self) -> str:
        return self.passage.reading

    def subject(self, used: Sequence[Number]) -> tuple[str, ...]:
        """The records of the numbers; the passage for those that are none."""
        found = []
        for number in used:
            at = self.passage.span(number.start, number.end)[0]
            found.append(self.records.named(number.value, at) or self.passage.id)
        return tuple(dict.fromkeys(found))

    def sure(self, used: Sequence[Number]) -> float:
        read = [self.layout.quote(*self.passage.span(n.start, n.end)).confidence for n in used]
        return min([1.0, *(c for c in read if c is not None)])

    def finding(self, kind: str, ok: bool, used: Sequence[Number], found: Number, expected: str, message: str, rule: str, belief: float,
                verdict: Verdict | None = None, terms: Sequence[Number | Term] = ()) -> Finding:
        """`used`: the numbers told, for the quote; `terms`: the order in which `verdict` counts them."""
        own = [n for n in used if n is not None]
        quote = self.layout.quote(*self.passage.span(min(n.start for n in own), max(n.end for n in own)))
        suggestion = None
        if not ok and verdict is not None and len(verdict.slips) == 1 and verdict.slips[0][0] < len(terms):
            k, value = verdict.slips[0]
            suggestion = f"{terms[k].text} → {written(value)}"
            message += f" Cách sửa nhỏ nhất duy nhất: {suggestion}."
        elif not ok and verdict is not None and verdict.slips:
            message += f" Có {len(verdict.slips)} cách sửa nhỏ như nhau: không đề xuất."
        sure = self.sure(own)
        if not ok and sure < SUSPECT:
            message += " Có số đọc từ bản chụp chưa chắc chắn, nên xem lại trước tiên."
        return Finding(
            kind=kind, status="ok" if ok else "violated", subject=self.subject(own), expected=expected,
            found=self.text[found.start : found.end], quote=quote.text, page=quote.page, suggestion=suggestion,
            message=message, rule=rule, confidence=belief * sure,
        )


def pages(layout: Layout, tables: Mapping[str, list[dict[str, Any]]]) -> list[Page]:
    """The body's passages that hold two numbers or more."""
    records, found = Records(tables), []
    for passage in layout.passages:
        if passage.part in _PARTS and passage.kind != "cell" and len(own := scan(passage.reading)) >= 1:
            found.append(Page(layout, passage, own, records))
    return found
