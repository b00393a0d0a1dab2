"""Which rows of a table add up to which: totals, subtotals, groups by their numbers.

A relation is believed for what the table itself shows: of several readings of its structure the one under which most
columns agree, and a column's disagreement counts only where others agree or the words leave no choice.
"""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

import regex

from extractors.checks.matrix import Column, Matrix
from extractors.checks.repair.relations import Sum

_SURE_TOTAL = regex.compile(r"(?:tổng|cộng)\b", regex.IGNORECASE)
_DETAIL = regex.compile(r"[-+*•]?\s*(?:trong\s+đó|gồm|bao\s+gồm)\b", regex.IGNORECASE)
_MARKER = regex.compile(r"\(?(?P<mark>\d{1,4}(?:\.\d{1,3})*|[IVXL]{1,6}|[A-ZĐ]|[a-zđ]{1,2}|[-+*•])\s*[.)]?")


@dataclass(frozen=True, slots=True)
class Claim:
    """A sum in one column, and how far to believe that it should hold. `row`, `column`: its total's place."""

    relation: Sum
    row: int
    column: int
    belief: float
    rule: str


def totals(matrix: Matrix) -> list[Claim]:
    """The sums down the columns: total rows and groups."""
    parents = tree(matrix)
    claims = [claim for row in matrix.totals for claim in _total(matrix, row, parents)]
    return claims + _groups(matrix, parents)


def tree(matrix: Matrix) -> list[int | None]:
    """For each row the row it belongs to by its number (`I` over `1` over `a`), None for top rows."""
    parents: list[int | None] = []
    open_: list[tuple[str, int]] = []
    romans = {m for t in _marks(matrix) if (m := t) and regex.fullmatch(r"[IVXL]+", m) and len(m) > 1}
    for row, mark in enumerate(_marks(matrix)):
        if row in matrix.totals:
            open_ = []
            parents.append(None)
            continue
        style = _style(mark, bool(romans)) if mark else ("detail" if _DETAIL.match(matrix.labels[row]) else "")
        names = [s for s, _ in open_]
        if style in names:
            open_ = open_[: names.index(style)]
        parents.append(open_[-1][1] if open_ else None)
        open_.append((style, row))
    return parents


def _marks(matrix: Matrix) -> list[str]:
    if matrix.ordinal is None:
        return [""] * len(matrix.labels)
    found = [_MARKER.fullmatch(r[matrix.ordinal].strip()) for r in matrix.texts]
    return [m["mark"] if m else "" for m in found]


def _style(mark: str, romans: bool) -> str:
    if mark[0].isdigit():
        return f"arabic{mark.count('.')}"
    if regex.fullmatch(r"[IVXL]+", mark) and (romans or mark == "I"):
        return "roman"
    if mark.isalpha():
        return "upper" if mark.isupper() else "lower"
    return mark


def _total(matrix: Matrix, row: int, parents: Sequence[int | None]) -> list[Claim]:
    best: tuple[tuple[int, int, int], list[tuple[Column, Sum, bool]]] | None = None
    told: set[tuple[Decimal, ...]] = set()
    for rank, parts in enumerate(_readings(matrix, row, parents)):
        tried = [(c, s, s.holds(matrix.scaled)) for c in matrix.columns if c.sums and (s := _sum(matrix, row, parts, c))]
        if tried:
            told.add(tuple(sum((matrix.figures[k].value for k in s.parts), Decimal(0)) for _, s, _ in tried))
        holding = sum(ok for _, _, ok in tried)
        score = (holding, holding - len(tried), -rank)
        if tried and (best is None or score > best[0]):
            best = score, tried
    if best is None:
        return []
    (holding, failing, _), tried = best
    certain = len(told) == 1 and _SURE_TOTAL.match(matrix.labels[row]) is not None  # groups and their parts give one sum
    if not holding and not (certain and len(tried) <= 2):
        return []
    belief = 0.95 if holding >= -failing else 0.8 if holding else 0.6
    return [Claim(s, row, c.index, belief, "total_row") for c, s, ok in tried if ok or (holding > 0 or certain)]


def _readings(matrix: Matrix, row: int, parents: Sequence[int | None]) -> Iterator[list[int]]:
    """The rows that a total may sum, likeliest first, no reading twice."""
    rows = [r for r in range(len(matrix.labels)) if r not in matrix.totals]
    tops = [r for r in rows if parents[r] is None and not _DETAIL.match(matrix.labels[r])]
    inner = set(parents)
    leaves = [r for r in rows if r not in inner and not _DETAIL.match(matrix.labels[r])]
    before = max([t for t in matrix.totals if t < row], default=-1)
    after = min([t for t in matrix.totals if t > row], default=len(matrix.labels))
    others = [t for t in matrix.totals if t != row]
    seen = []
    for parts in (tops, leaves, [r for r in tops if before < r < row], [r for r in leaves if before < r < row],
                  [r for r in tops if row < r < after], [r for r in leaves if row < r < after],
                  [r for r in tops if r > row], others, [t for t in others if t < row], [t for t in others if t > row]):
        if len(parts) >= 2 and parts not in seen:
            seen.append(parts)
            yield parts


def _sum(matrix: Matrix, row: int, parts: Sequence[int], column: Column) -> Sum | None:
    """The column's sum; None where the total or a part is no number, or fewer than two parts are printed."""
    total = matrix.keys[row][column.index]
    if total is None or any(matrix.keys[r][column.index] is None and not matrix.blank(r, column.index) for r in parts):
        return None
    keys = tuple(k for r in parts if (k := matrix.keys[r][column.index]) is not None)
    if sum(matrix.scaled[k][0] != 0 for k in keys) < 2 or _average(matrix, total, keys):
        return None
    return Sum(total, keys)


def _average(matrix: Matrix, total: int, parts: Sequence[int]) -> bool:
    """Whether the total rather averages: printed with decimals, and no greater than the greatest of three or more parts."""
    figures = matrix.figures
    values = [figures[k].value for k in parts]
    between = len(values) >= 3 and min(values) <= figures[total].value <= max(values)
    return between and figures[total].decimals > 0


def _groups(matrix: Matrix, parents: Sequence[int | None]) -> list[Claim]:
    children: dict[int, list[int]] = {}
    for row, parent in enumerate(parents):
        if parent is not None and row not in matrix.totals and not _DETAIL.match(matrix.labels[row]):
            children.setdefault(parent, []).append(row)
    tried = [(parent, c.index, s, s.holds(matrix.scaled)) for parent, rows in children.items() if len(rows) >= 2
             for c in matrix.columns if c.sums and (s := _sum(matrix, parent, rows, c))]
    claims = []
    in_column, in_group = defaultdict[int, list[int]](lambda: [0, 0]), defaultdict[int, list[int]](lambda: [0, 0])
    for parent, column, _, ok in tried:
        for counted in (in_column[column], in_group[parent]):
            counted[0] += ok
            counted[1] += 1
    for parent, column, relation, ok in tried:
        here, there = [(held - ok, all_ - 1) for held, all_ in (in_column[column], in_group[parent])]
        believed = here[1] + there[1] >= 2 and (_most(*here) or _most(*there))
        if ok or believed:
            claims.append(Claim(relation, parent, column, 0.9, "group_rows"))
    return claims


def _most(held: int, tried: int) -> bool:
    return tried > 0 and held >= 0.6 * tried
