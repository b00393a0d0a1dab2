"""`money`: every amount in running text, with its source, purpose and the total that it is part of."""
from __future__ import annotations

from dataclasses import dataclass, replace

import regex

from extractors.context import Context
from extractors.money import bounds, parts as money_parts, years
from extractors.money.behind import purpose_behind
from extractors.money.parts import average, is_norm
from extractors.money.words import ALLOTTED, ANNOUNCES, ANNOUNCES_ALONE, CITY_FUND, FUND_LABEL, UNIT_LINE, level_before, source_of
from normalizers import money
from normalizers.plain import fold
from pipeline.model.layout import Layout, Passage
from pipeline.model.record import Record

_PARTS = {"title", "preamble", "body", "title_note"}
_CLAUSE_END = regex.compile(r"[;]|(?<!\d)\.(?=\s)|\.(?=\s+\p{Lu})")
_LAST_WORDS = regex.compile(r"\bvà\s+(?:(?:hơn|trên|gần|khoảng|dưới)\s+)?$", regex.IGNORECASE)
"""91 tỷ đồng vốn giao năm 2019 và 26 tỷ đồng ...: the words before belong to the amount before"""
_LEVELS = frozenset({"province", "district", "commune"})
"""Levels of the budget that a source told only as local (the price of land) belongs to when it details them."""
_COMPARING = regex.compile(r"[\s,:(]*(?:khoảng|là|hơn|trên|dưới|gần|dự kiến|(?:với )?(?:tổng )?số tiền(?: là)?|với)?[\s,:(]*$")
_TIME_ALONE = regex.compile(r"\W*(?:va\s+)?(?:(?:nam|quy)\s+\w+\W*(?:la\s+)?)?")
_BRACKET = regex.compile(r"\([^()]*\)")
_OWN_CLAUSE = regex.compile(r"[,;(]")
_QUOTED = 160
_SHORT = 220


@dataclass(frozen=True, slots=True, kw_only=True)
class Money(Record):
    """A row of `money`: VND; `parent` is an index in the same tuple."""

    amount_min: int | None
    amount_max: int | None
    comparator: str
    value_text: str
    unit_text: str
    per: str | None
    source: str | None
    purpose: str | None
    parent: int | None
    year: int | None
    year_source: str | None


@dataclass(slots=True)
class _Total:
    """An amount that later ones may be part of. `level` orders units, paragraphs and bullets; `announced`: `trong đó` follows."""

    level: float
    index: int
    announced: bool


def extract(layout: Layout, context: Context) -> tuple[Money, ...]:
    """One row per amount in reading order; amounts in tables are cells."""
    return _Reader(layout, context).run()


class _Reader:
    def __init__(self, layout: Layout, context: Context):
        self.layout, self.context = layout, context
        self.rows: list[Money] = []
        self.open: list[_Total] = []

    def run(self) -> tuple[Money, ...]:
        for passage in self.layout.passages:
            if passage.part in _PARTS:
                self.passage(passage)
        return tuple(self.rows)

    def level(self, passage: Passage) -> float:
        """Units by their depth in the tree, then paragraphs, then bullets by their mark."""
        depth = 0 if passage.heading is None else self.layout.headings[passage.heading].level
        if passage.kind == "heading":
            return 10.0 * depth
        return 10.0 * depth + (1 if passage.kind == "paragraph" else 1 + passage.depth)

    def passage(self, passage: Passage) -> None:
        text = passage.reading
        found = [] if UNIT_LINE.fullmatch(fold(text)) else bounds.shared(text, list(money.find(text)))
        level = self.level(passage)
        top = self.open[-1] if self.open else None
        parts = fold(text[passage.content :]).startswith("trong do")
        below = top is not None and (top.announced or parts) and top.level == level and passage.kind != "heading"
        if found and below and (parts or passage.kind == "paragraph" and len(text) < _SHORT):
            level += 0.5
        if found or passage.kind == "heading":
            while self.open and self.open[-1].level >= level:
                self.open.pop()
        if not found:
            if self.open and ANNOUNCES_ALONE.fullmatch(fold(text).rstrip()):
                self.open[-1].announced = True
            return
        outer = self.open[-1] if self.open else None
        parent = outer.index if outer and (outer.announced or parts or passage.kind == "bullet") else None
        first = len(self.rows)
        within = self.add(passage, found, parent)
        announced = bool(ANNOUNCES.search(fold(text).rstrip()))
        main = next((k for k, amount in enumerate(found) if not average(text, found, k) and not _is_allotted(text, amount)), None)
        if main is not None:
            self.open.append(_Total(level, first + (within.total if announced and within.total is not None else main), announced))

    def add(self, passage: Passage, found: list, parent: int | None) -> money_parts.Parts:
        """The rows of a passage below the total `parent`; what an amount is part of, then what it takes from the one before it."""
        text, first = passage.reading, len(self.rows)
        self.rows += [self.row(passage, amount, found) for amount in found]
        within = money_parts.parts(text, found)
        before = [_before(text, found, k) for k in range(len(found))]
        for k, whole in enumerate(within.of):
            if whole is not None:
                above = None if is_norm(found[k], None) else parent
                self.rows[first + k] = replace(self.rows[first + k], parent=above if whole < 0 else first + whole)
            elif before[k] is not None:
                self.rows[first + k] = _of_year(self.rows[first + k], self.rows[first + before[k]])
        self.inherit(first)
        for k, previous in enumerate(before):
            row = self.rows[first + k]
            if previous is not None and row.source is None and average(text, found, k):
                self.rows[first + k] = replace(row, source=self.rows[first + previous].source)
        return within

    def inherit(self, first: int) -> None:
        for k in range(first, len(self.rows)):
            row = self.rows[k]
            if row.parent is None:
                continue
            total = self.rows[row.parent]
            if row.source is None or row.source == "local" and total.source in _LEVELS:
                row = replace(row, source=total.source)
            if row.year_source != "sentence" and total.year_source == "sentence" and row.parent >= first:
                row = replace(row, year=total.year, year_source="sentence")
            self.rows[k] = row

    def row(self, passage: Passage, amount: money.Amount, found: list) -> Money:
        text = passage.reading
        start = max([passage.content, *(m.end() for m in _CLAUSE_END.finditer(text, 0, amount.start))])
        start = max([start, *(a.end for a in found if a.end <= amount.start)])
        while start < amount.start and not text[start].isalnum() and text[start] != "(":
            start += 1
        label = "" if _LAST_WORDS.search(text, start, amount.start) else text[start : amount.start]
        if len(label) > _QUOTED:
            start = text.index(" ", amount.start - _QUOTED) + 1
        behind = purpose_behind(text, label, amount, found)
        if behind:
            start = amount.start - len(_OWN_CLAUSE.split(label)[-1].lstrip())
        plan = next((a.end for a in found if text[amount.end : a.start].strip() == "/"), amount.end)
        quote = self.layout.quote(*passage.span(start, behind[1] if behind else plan))
        above = [unit.title or "" for unit in self.layout.ancestors(passage.heading)]
        year, year_source = years.year(text, amount, label, self.context.document, above)
        confidence = 0.95 if quote.confidence is None else min(0.95, 0.25 + 0.7 * quote.confidence)
        return Money(
            quote=quote, heading=passage.heading, rule="in_bullet" if passage.kind == "bullet" else "in_text", confidence=confidence,
            amount_min=amount.amount_min, amount_max=amount.amount_max, comparator=amount.comparator, value_text=amount.value_text,
            unit_text=amount.unit_text, per=amount.per, source=self.source(text, start, amount, found),
            purpose=self.purpose(passage, text[slice(*behind)] if behind else label), parent=None, year=year, year_source=year_source,
        )

    def source(self, text: str, start: int, amount: money.Amount, found: list) -> str | None:
        """Of the words before the amount; else right after it; else of a bracket that holds for the whole sentence."""
        words, document = text[start : amount.start], self.context.document
        before = source_of(words) or source_of(_BRACKET.sub(" ", words)) or level_before(text[:start][-2:] + words)
        if before is None and CITY_FUND.search(fold(words)) and "thành phố" in (document.get("issuer") or ""):
            before = document.get("issuer_level")
        if before is not None:
            return before
        ends = [m.start() for m in _CLAUSE_END.finditer(text, amount.end)]
        following = [a.start for a in found if a.start >= amount.end]
        after = text[amount.end : min([*ends, *following, len(text)])]
        sentence = text[amount.end : min([*ends, len(text)])]
        bracket = regex.search(r"\([^()]{0,60}?(?:100\s*%|hỗ trợ)", sentence)
        label = regex.split(r"\(|trong đó|bao gồm|, gồm" + (r"|," if following else ""), after)[0]
        return source_of(label) or (source_of(bracket[0]) if bracket else None) or self.bracket_around(text, words, amount, found)

    @staticmethod
    def bracket_around(text: str, words: str, amount: money.Amount, found: list) -> str | None:
        """Of the words that open the bracket, for its first amount and for later ones that only a year tells apart."""
        opened = text.rfind("(", 0, amount.start)
        if opened < 0 or ")" in text[opened : amount.start]:
            return None
        first = next(a for a in found if a.start > opened)
        return source_of(text[opened : first.start]) if first is amount or _TIME_ALONE.fullmatch(fold(words)) else None

    def purpose(self, passage: Passage, label: str) -> str | None:
        """The words of the item itself, unless they only say that this is money or whose; else the heading above."""
        words = _COMPARING.sub("", label).strip(" ,:-–+*(")
        if words and not FUND_LABEL.match(fold(words)) and source_of(words) is None:
            return words[-200:]
        for unit in self.layout.ancestors(passage.heading):
            if unit.title and not FUND_LABEL.match(fold(unit.title)):
                return unit.title
        return words or None


def _before(text: str, found: list, k: int) -> int | None:
    """The amount before the k-th in its clause."""
    before = money_parts.beside(text, found, k)
    if before is None or _CLAUSE_END.search(_BRACKET.sub("", text[found[before].end : found[k].start])):
        return None
    return before


def _of_year(row: Money, before: Money) -> Money:
    """An average or a change without a year has that of the amount before it in its clause."""
    if row.year_source == "sentence" or before.year_source != "sentence":
        return row
    return replace(row, year=before.year, year_source="sentence")


def _is_allotted(text: str, amount: money.Amount) -> bool:
    return ALLOTTED.search(fold(text[max(0, amount.start - 60) : amount.start])) is not None
