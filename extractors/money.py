"""`money`: every amount in running text, with its source, purpose and the total that it is part of."""
from __future__ import annotations

from dataclasses import dataclass, replace

import regex

from extractors.context import Context
from extractors.money_words import ALLOTTED, ANNOUNCES, AVERAGE, CITY_FUND, FUND_LABEL, level_before, source_of
from normalizers import dates, money
from normalizers.plain import fold
from pipeline.model.layout import Layout, Passage
from pipeline.model.record import Record

_PARTS = {"title", "preamble", "body", "title_note"}
_CLAUSE_END = regex.compile(r"[;]|(?<!\d)\.(?=\s)|\.(?=\s+\p{Lu})")
_YEAR_BEFORE = regex.compile(r"(?:năm|nam)\s*(?P<year>20\d\d|19\d\d)\D{0,60}$", regex.IGNORECASE)
_QUOTED = 160


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
        for index, passage in enumerate(self.layout.passages):
            if passage.part in _PARTS:
                self.passage(index, passage)
        return tuple(self.rows)

    def level(self, passage: Passage) -> float:
        """Units by their depth in the tree, then paragraphs, then bullets by their mark."""
        depth = 0 if passage.heading is None else self.layout.headings[passage.heading].level
        if passage.kind == "heading":
            return 10.0 * depth
        return 10.0 * depth + (1 if passage.kind == "paragraph" else 1 + passage.depth)

    def passage(self, index: int, passage: Passage) -> None:
        text = passage.reading
        found = list(money.find(text))
        level = self.level(passage)
        top = self.open[-1] if self.open else None
        parts = fold(text[passage.content :]).startswith("trong do")
        if found and top and (top.announced or parts) and top.level == level and passage.kind != "heading" and (parts or (passage.kind == "paragraph" and len(text) < 220)):
            level += 0.5
        if found or passage.kind == "heading":
            while self.open and self.open[-1].level >= level:
                self.open.pop()
        if not found:
            return
        outer = self.open[-1] if self.open else None
        parent = outer.index if outer and (outer.announced or parts or passage.kind == "bullet") else None
        first = len(self.rows)
        for amount in found:
            self.rows.append(self.row(passage, amount, found))
        last = self.parents(text, found, first, parent)
        self.inherit(first)
        announced = bool(ANNOUNCES.search(fold(text).rstrip()))
        main = next((k for k in range(len(found)) if not self.average(text, found, k) and not ALLOTTED.search(fold(text[max(0, found[k].start - 60):found[k].start]))), None)
        if main is not None:
            self.open.append(_Total(level, last if announced and last is not None else first + main, announced))

    def parents(self, text: str, found: list, first: int, parent: int | None) -> int | None:
        """Within one passage: after `trong đó` and in brackets the amounts are parts of the total before. Gives the last total (a row's index)."""
        total: int | None = None
        inside = False
        outer: tuple[int | None, bool, int] | None = None
        folded = fold(text)
        for k, amount in enumerate(found):
            between = folded[found[k - 1].end if k else 0 : amount.start]
            if outer is not None and amount.start > outer[2]:
                total, inside, outer = *outer[:2], None  # what a bracket announces ends with it
            stopped = k > 0 and bool(regex.search(r"[.]\s", text[found[k - 1].end : amount.start]))
            if stopped and not regex.search(r"[.]\s+trong do", between):
                total, inside = None, False
            if regex.search(r"trong do|bao gom|gom co|\bgom\b|chia ra|cu the|\bnguon(?: von| kinh phi)?\s*:", between) and total is not None:
                closed = text.find(")", amount.end) if between.rfind("(") > between.rfind(")") else -1
                if closed >= 0:
                    total, outer = first + k - 1, (total, inside, closed)
                inside = True
            opened = text[: amount.start].count("(") > text[: amount.start].count(")")
            allotted = opened and ALLOTTED.search(between) is not None
            if self.average(text, found, k):
                continue
            bracketed = self.bracketed(text, found, k)
            if bracketed is not None:
                self.rows[first + k] = replace(self.rows[first + k], parent=first + bracketed)
                continue
            if inside and total is not None and self.exceeds(first + k, total):
                total, inside = None, False  # a new total: no part is larger than its whole
            if total is not None and (inside or allotted):
                self.rows[first + k] = replace(self.rows[first + k], parent=total)
                continue
            if total is None or not opened:
                self.rows[first + k] = replace(self.rows[first + k], parent=parent)
                total = first + k
        return total

    def exceeds(self, part: int, total: int) -> bool:
        whole, own = self.rows[total].amount_max, self.rows[part].amount_min
        return whole is not None and own is not None and own > whole

    def bracketed(self, text: str, found: list, k: int) -> int | None:
        """`640 triệu đồng (in tài liệu 415 triệu đồng, phát thanh 225 triệu đồng)`: two or more amounts in one bracket are parts of the one before it."""
        opened = text.rfind("(", 0, found[k].start)
        closed = text.find(")", opened) if opened >= 0 else -1
        whole = next((j for j in range(k - 1, -1, -1) if found[j].end <= opened), None)
        if closed < found[k].end or whole is None or regex.search(r"[.;]", text[found[whole].end : opened]):
            return None
        inside = [j for j in range(len(found)) if opened < found[j].start < closed and not self.average(text, found, j)]
        total, parts = found[whole].amount_max, [found[j].amount_max for j in inside]
        if len(inside) < 2 or total is None or None in parts or sum(parts) > total:
            return None
        return whole

    def average(self, text: str, found: list, k: int) -> bool:
        """`bình quân 12 - 16 tỷ đồng/xã/năm`: no part and no total; holds on over a comma."""
        amount = found[k]
        before = fold(text[found[k - 1].end if k else 0 : amount.start])
        if AVERAGE.search(before):
            return True
        return k > 0 and amount.per is not None and regex.fullmatch(r"[\s,]*", text[found[k - 1].end : amount.start]) is not None and self.average(text, found, k - 1)

    def inherit(self, first: int) -> None:
        for k in range(first, len(self.rows)):
            row = self.rows[k]
            if row.parent is None:
                continue
            total = self.rows[row.parent]
            if row.source is None:
                row = replace(row, source=total.source)
            if row.year_source != "sentence" and total.year_source == "sentence" and row.parent >= first:
                row = replace(row, year=total.year, year_source="sentence")
            self.rows[k] = row

    def row(self, passage: Passage, amount: money.Amount, found: list) -> Money:
        text = passage.reading
        start = max([passage.content, *(m.end() for m in _CLAUSE_END.finditer(text, 0, amount.start))])
        start = max(start, *(a.end for a in found if a.end <= amount.start), 0) if any(a.end <= amount.start for a in found) else start
        while start < amount.start and not text[start].isalnum() and text[start] != "(":
            start += 1
        label = text[start : amount.start]
        if len(label) > _QUOTED:
            start = text.index(" ", amount.start - _QUOTED) + 1
        quote = self.layout.quote(*passage.span(start, amount.end))
        year, year_source = self.year(text, start, amount, label)
        confidence = 0.95 if quote.confidence is None else min(0.95, 0.25 + 0.7 * quote.confidence)
        return Money(
            quote=quote, heading=passage.heading, rule="in_bullet" if passage.kind == "bullet" else "in_text", confidence=confidence,
            amount_min=amount.amount_min, amount_max=amount.amount_max, comparator=amount.comparator, value_text=amount.value_text,
            unit_text=amount.unit_text, per=amount.per, source=self.source(text, start, amount, found), purpose=self.purpose(passage, label),
            parent=None, year=year, year_source=year_source,
        )

    def source(self, text: str, start: int, amount: money.Amount, found: list) -> str | None:
        """Of the words before the amount; else right after it; else of a bracket that holds for the whole sentence."""
        before = source_of(text[start : amount.start]) or level_before(text[:start][-2:] + text[start : amount.start])
        if before is None and CITY_FUND.search(fold(text[start : amount.start])) and "thành phố" in (self.context.document.get("issuer") or ""):
            before = self.context.document.get("issuer_level")
        if before is not None:
            return before
        ends = [m.start() for m in _CLAUSE_END.finditer(text, amount.end)]
        following = [a.start for a in found if a.start >= amount.end]
        after = text[amount.end : min([*ends, *following, len(text)])]
        sentence = text[amount.end : min([*ends, len(text)])]
        bracket = regex.search(r"\([^()]{0,60}?(?:100\s*%|hỗ trợ)", sentence)
        label = regex.split(r"\(|trong đó|bao gồm|, gồm" + (r"|," if following else ""), after)[0]
        return source_of(label) or (source_of(bracket[0]) if bracket else None) or self.bracket_around(text, amount)

    @staticmethod
    def bracket_around(text: str, amount: money.Amount) -> str | None:
        opened = text.rfind("(", 0, amount.start)
        return source_of(text[opened : amount.start]) if opened >= 0 and ")" not in text[opened : amount.start] else None

    def purpose(self, passage: Passage, label: str) -> str | None:
        """The words of the item itself, unless they only say that this is money or whose; else the heading above."""
        words = regex.sub(r"[\s,:(]*(?:khoảng|là|hơn|trên|dưới|gần|dự kiến|(?:với )?(?:tổng )?số tiền(?: là)?|với)?[\s,:(]*$", "", label).strip(" ,:-–+*(")
        if words and not FUND_LABEL.match(fold(words)) and source_of(words) is None:
            return words[-200:]
        for unit in self.layout.ancestors(passage.heading):
            if unit.title and not FUND_LABEL.match(fold(unit.title)):
                return unit.title
        return words or None

    def year(self, text: str, start: int, amount: money.Amount, label: str) -> tuple[int | None, str | None]:
        before = _YEAR_BEFORE.search(label)
        by = regex.match(r"[^,;.()\d]{0,12}(?:vào|đến)\s+(?:hết\s+|cuối\s+)?năm\s*(20\d\d)", text[amount.end :])
        if by:
            return int(by[1]), "sentence"
        after = regex.match(r"\s*(?:trở lên|trở xuống)?\s*(?:trong|cho|của|vào)?\s*(?:năm|nam)\s*(20\d\d)(?!\s*[-–]\s*\d)", text[amount.end :])
        if before and not regex.search(r"so với\s*(?:cùng kỳ\s*)?$", label[: before.start()]) and not regex.search(r"giai đoạn|\d{4}\s*[-–]\s*$", label[: before.start()][-14:]):
            return int(before["year"]), "sentence"
        if after:
            return int(after[1]), "sentence"
        dated = [value for _, _, value in dates.find(label) if value.year and value.month]
        if dated:
            return dated[-1].year, "sentence"
        begin, end = self.context.document.get("period_start"), self.context.document.get("period_end")
        return (end, "document") if end is not None and begin == end else (None, None)
