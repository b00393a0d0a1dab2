"""Relations between the columns of a table, row by row: sums across, differences, percentages.

No header says surely which column is the sum of which, so the figures do: a relation is believed when it holds in most rows
and could hardly do so by chance. How hardly is counted in decimal digits: a row whose total lies anywhere within 10,000 and
is met exactly adds four.

Which columns to try grows with the cube of their number. So a relation is given up as soon as too many of its rows fail, 30
rows from all over the table first; and for each column as many rows are looked at as `EFFORT` leaves it, the relations with
near columns first: those beyond remain untried.
"""
from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import combinations, permutations
from math import log10

import regex

from extractors.checks.matrix import Column, Matrix
from extractors.checks.repair.relations import Rate, Relation, Scaled, Sum
from extractors.checks.totals import Claim

_MOST = 0.6
"""Share of the rows in which a relation must hold."""
_EVIDENCE = 5.0
_EXPECTED = 2.0
"""Decimal digits of evidence asked for: of any columns, of columns that the header makes likely."""
_TOTAL = regex.compile(r"tổng|cộng", regex.IGNORECASE)
EFFORT = 400_000
"""Rows looked at for the sums of one table, and as many for its rates: about two seconds."""
_FIRST, _FIRST_FAILED = 30, 18
"""Rows tried first, and how many of them may fail: a relation that holds in three rows of four has more once in 100,000 cases."""
_WIDEST = 26
"""Tables with more numeric columns are tried with neighbouring columns only."""


class _Effort:
    """How many rows may still be looked at for one column, and the order in which they are: spread over the table."""

    def __init__(self, matrix: Matrix, columns: int):
        self.left = EFFORT // max(1, columns)
        self.rows = spread(len(matrix.labels))


def spread(count: int) -> list[int]:
    """All of `range(count)` in an order whose beginnings lie evenly over it, in step with no rhythm (multiples of the golden ratio)."""
    return sorted(range(count), key=lambda n: n * 618_033_989 % 1_000_000_007)


def across(matrix: Matrix) -> list[Claim]:
    """`Tổng = A + B + ...` and `A - B = C` over the columns."""
    columns = [c for c in matrix.numeric if not c.rate] if len(matrix.numeric) <= _WIDEST else []
    found = []
    for kind in (columns, [c for c in matrix.numeric if c.rate and len(matrix.numeric) <= _WIDEST]):
        for total in kind:
            found += _best_sums(matrix, total, [c for c in kind if c is not total], _Effort(matrix, len(columns)))
    return _not_restated(found)


def _best_sums(matrix: Matrix, total: Column, others: Sequence[Column],
               effort: _Effort) -> list[tuple[float, Column, tuple[int, ...], list[Claim]]]:
    tried = []
    for parts in sorted(_parts(total, others), key=lambda p: _reach(total, p)):
        wanted = _EXPECTED if _TOTAL.search(total.label) and _next_to(total, parts) else _EVIDENCE
        places = [c.index for c in parts]
        believed = _believed(matrix, lambda r: _across(matrix, r, total, parts), total, wanted, effort,
                             holds=lambda r: _adds_up(matrix, r, total.index, places))
        if believed:
            evidence, claims = believed
            tried.append((evidence, total, tuple(c.index for c in parts), claims))
    chosen: list[tuple[float, Column, tuple[int, ...], list[Claim]]] = []
    for one in sorted(tried, key=lambda t: (-round(t[0], 1), -len(t[2]), t[2])):
        if not any(set(one[2]) & set(other[2]) for other in chosen):
            chosen.append(one)
    return chosen


def _parts(total: Column, others: Sequence[Column]) -> Iterator[tuple[Column, ...]]:
    """Pairs of any columns; three and more that stand side by side before or after the total."""
    yield from combinations(others, 2)
    for run in ([c for c in others if c.index > total.index], [c for c in others if c.index < total.index]):
        for start in range(len(run)):
            for end in range(start + 3, len(run) + 1):
                yield tuple(run[start:end])


def _reach(total: Column, parts: Sequence[Column]) -> int:
    """How many columns stand between, of them and the total, that take no part."""
    places = [total.index, *(c.index for c in parts)]
    return max(places) - min(places) - len(parts)


def _next_to(total: Column, parts: Sequence[Column]) -> bool:
    places = sorted([total.index, *(c.index for c in parts)])
    return places[-1] - places[0] == len(parts) and total.index in (places[0], places[-1])


def _across(matrix: Matrix, row: int, total: Column, parts: Sequence[Column]) -> Sum | None:
    keys = matrix.keys[row]
    if keys[total.index] is None:
        return None
    found = tuple([k for c in parts if (k := keys[c.index]) is not None])
    if len(found) < len(parts) and any(keys[c.index] is None and not matrix.blank(row, c.index) for c in parts):
        return None
    return Sum(keys[total.index], found) if sum([matrix.scaled[k][0] != 0 for k in found]) >= 2 else None


def _adds_up(matrix: Matrix, row: int, total: int, parts: Sequence[int]) -> bool | None:
    """Whether `_across` would hold in the row, None where it has no figures for it: most sums that are tried fail here,
    and no object is made."""
    keys, figures = matrix.keys[row], matrix.scaled
    if keys[total] is None:
        return False if matrix.blank(row, total) and _several(matrix, row, parts) else None
    (gap, slack), filled = figures[keys[total]], 0
    for place in parts:
        if (key := keys[place]) is not None:
            value, half = figures[key]
            gap, slack, filled = gap - value, slack + half, filled + (value != 0)
        elif not matrix.blank(row, place):
            return None
    return abs(gap) <= slack if filled >= 2 else None


def _several(matrix: Matrix, row: int, parts: Sequence[int]) -> bool:
    """Whether two of the parts and more are figures: a sum of them is left blank only where the columns are no parts of it."""
    keys = matrix.keys[row]
    return sum(keys[place] is not None and matrix.scaled[keys[place]][0] != 0 for place in parts) >= 2


def _believed(matrix: Matrix, instance: Callable[[int], Relation | None], told: Column, wanted: float, effort: _Effort,
              rule: str = "across_row", holds: Callable[[int], bool | None] | None = None) -> tuple[float, list[Claim]] | None:
    """Evidence and claims of one relation (`instance`: of a row) over all rows; None where it is not believed, or the effort is used up.

    `holds`: a quicker way to tell whether it holds in a row, None where there is none.
    """
    quick = holds or (lambda row: None if (relation := instance(row)) is None else relation.holds(matrix.scaled))
    tried = [(row, relation) for row in _tried(quick, effort) if (relation := instance(row)) is not None]
    held = [i for _, i in tried if i.holds(matrix.scaled)]
    if len(held) < 2:
        return None
    of_total = [matrix.scaled[i.operands[0 if rule == "across_row" else 2]] for i in held]
    evidence = _evidence(of_total, [_slack(i, matrix.scaled) for i in held], 10**matrix.places)
    if evidence < wanted:
        return None
    belief = 0.95 if len(held) >= 0.8 * len(tried) else 0.85
    return evidence, [Claim(i, row, told.index, belief, rule) for row, i in tried]


def _tried(holds: Callable[[int], bool | None], effort: _Effort) -> list[int]:
    """The rows that have a relation (`holds` is not None), in their order; none where it fails in too many."""
    tried, failed, count = [], 0, len(effort.rows)
    for n, row in enumerate(effort.rows, 1):
        if effort.left <= 0:
            return []
        effort.left -= 1
        held = holds(row)
        if held is None:
            continue
        tried.append(row)
        if held:
            continue
        failed += 1
        if failed > (1 - _MOST) * (len(tried) + count - n) or len(tried) <= _FIRST and failed > _FIRST_FAILED:
            return []
    return sorted(tried) if failed <= (1 - _MOST) * len(tried) else []


def _slack(instance: Relation, figures: Sequence[Scaled]) -> int:
    return sum(figures[k][1] for k in instance.operands) if isinstance(instance, Sum) else figures[instance.rate][1]


def _evidence(totals: Sequence[Scaled], slacks: Sequence[int], unit: int) -> float:
    values = {v for v, _ in totals}
    spread = max(values) - min(values)
    return sum(log10(max(1.0, spread / (2 * slack or unit))) for slack in slacks) * len(values) / len(totals)


def _not_restated(found: list[tuple[float, Column, tuple[int, ...], list[Claim]]]) -> list[Claim]:
    """Without sums over the same columns as another, told of another total (zero columns make such)."""
    claims, seen = [], set()
    for _, total, parts, own in sorted(found, key=lambda f: -f[0]):
        columns = frozenset((total.index, *parts))
        if columns not in seen:
            seen.add(columns)
            claims += own
    return claims


def rates(matrix: Matrix) -> list[Claim]:
    """`100 x part / whole` for each column of percentages, the likeliest pair of columns; growth; shares of the total row."""
    claims = []
    likely = [c for c in matrix.numeric if c.rate or 2 * _with_decimals(matrix, c) >= len(matrix.labels)]
    for column in likely:
        effort = _Effort(matrix, len(likely))
        others = [c for c in matrix.numeric if c is not column and not c.rate]
        pairs = sorted(permutations(others, 2), key=lambda p: _reach(column, p))
        tried = [t for part, whole in pairs for offset in (0, 100) if (t := _rate(matrix, column, part, whole, offset, effort))]
        tried += [t for part in others for row in matrix.totals if (t := _share(matrix, column, part, row, effort))]
        if tried:
            claims += max(tried, key=lambda t: (sum(c.relation.holds(matrix.scaled) for c in t[1]), t[0]))[1]
    return claims


def _with_decimals(matrix: Matrix, column: Column) -> int:
    return sum(matrix.figures[k].decimals > 0 for r in matrix.keys if (k := r[column.index]) is not None)


def _rate(matrix: Matrix, rate: Column, part: Column, whole: Column, offset: int, effort: _Effort) -> tuple[float, list[Claim]] | None:
    def instance(row: int) -> Rate | None:
        keys = matrix.keys[row]
        p, w, r = keys[part.index], keys[whole.index], keys[rate.index]
        filled = None not in (p, w, r) and matrix.scaled[p][0] != 0 and matrix.scaled[w][0] > 0
        usable = filled and not (offset and matrix.percent(row))
        return Rate(p, w, r, matrix.places, offset, cut=True) if usable else None

    wanted = _EXPECTED if rate.rate and abs(part.index - rate.index) <= 2 and abs(whole.index - rate.index) <= 2 else _EVIDENCE
    near = -0.01 * (abs(part.index - rate.index) + abs(whole.index - rate.index))
    return _strict(matrix, _believed(matrix, instance, rate, wanted, effort, "rate_in_row"), near)


def _share(matrix: Matrix, rate: Column, part: Column, total: int, effort: _Effort) -> tuple[float, list[Claim]] | None:
    whole = matrix.keys[total][part.index]
    if whole is None or matrix.scaled[whole][0] <= 0:
        return None

    def instance(row: int) -> Rate | None:
        p, r = matrix.keys[row][part.index], matrix.keys[row][rate.index]
        usable = row != total and p is not None and r is not None and matrix.scaled[p][0] != 0
        return Rate(p, whole, r, matrix.places, cut=True) if usable else None

    return _strict(matrix, _believed(matrix, instance, rate, _EVIDENCE, effort, "share_of_total"), -0.02)


def _strict(matrix: Matrix, believed: tuple[float, list[Claim]] | None, near: float) -> tuple[float, list[Claim]] | None:
    """Rates that are cut off instead of rounded are let pass only where the table cuts off as a habit."""
    if believed is None:
        return None
    evidence, claims = believed
    rounded = [replace(c, relation=replace(c.relation, cut=False)) for c in claims]
    strict = sum(c.relation.holds(matrix.scaled) for c in rounded)
    lenient = sum(c.relation.holds(matrix.scaled) for c in claims)
    habit = lenient - strict >= max(2, 0.2 * lenient)
    return evidence + near, claims if habit else rounded
