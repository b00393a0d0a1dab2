"""Relations between the columns of a table, row by row: sums across, differences, percentages.

No header says surely which column is the sum of which, so the figures do: a relation is believed when it holds in most rows
and could hardly do so by chance. How hardly is counted in decimal digits: a row whose total lies anywhere within 10,000 and
is met exactly adds four.
"""
from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations
from math import log10

import regex

from extractors.checks.matrix import Column, Matrix
from extractors.repair_relations import Rate, Relation, Scaled, Sum
from extractors.checks.totals import Claim

_MOST = 0.6
"""Share of the rows in which a relation must hold."""
_EVIDENCE = 5.0
_EXPECTED = 2.0
"""Decimal digits of evidence asked for: of any columns, of columns that the header makes likely."""
_TOTAL = regex.compile(r"tổng|cộng", regex.IGNORECASE)
_WIDEST = 26
"""Tables with more numeric columns are tried with neighbouring columns only."""


def across(matrix: Matrix) -> list[Claim]:
    """`Tổng = A + B + ...` and `A - B = C` over the columns."""
    columns = [c for c in matrix.numeric if not c.rate] if len(matrix.numeric) <= _WIDEST else []
    found = []
    for kind in (columns, [c for c in matrix.numeric if c.rate and len(matrix.numeric) <= _WIDEST]):
        for total in kind:
            found += _best_sums(matrix, total, [c for c in kind if c is not total])
    return _not_restated(found)


def _best_sums(matrix: Matrix, total: Column, others: Sequence[Column]) -> list[tuple[float, Column, tuple[int, ...], list[Claim]]]:
    tried = []
    for parts in _parts(total, others):
        wanted = _EXPECTED if _TOTAL.search(total.label) and _next_to(total, parts) else _EVIDENCE
        believed = _believed(matrix, [_across(matrix, r, total, parts) for r in range(len(matrix.labels))], total, wanted)
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


def _next_to(total: Column, parts: Sequence[Column]) -> bool:
    places = sorted([total.index, *(c.index for c in parts)])
    return places[-1] - places[0] == len(parts) and total.index in (places[0], places[-1])


def _across(matrix: Matrix, row: int, total: Column, parts: Sequence[Column]) -> Sum | None:
    keys = matrix.keys[row]
    if keys[total.index] is None or any(keys[c.index] is None and not matrix.blank(row, c.index) for c in parts):
        return None
    found = tuple(k for c in parts if (k := keys[c.index]) is not None)
    return Sum(keys[total.index], found) if sum(matrix.scaled[k][0] != 0 for k in found) >= 2 else None


def _believed(matrix: Matrix, instances: Sequence[Relation | None], told: Column, wanted: float, rule: str = "across_row") -> tuple[float, list[Claim]] | None:
    """Evidence and claims of one relation over all rows; None where it is not believed."""
    tried = [(row, i) for row, i in enumerate(instances) if i is not None]
    held, failed, most_failed = [], 0, (1 - _MOST) * len(tried)
    for row, instance in tried:
        if instance.holds(matrix.scaled):
            held.append(row)
        elif (failed := failed + 1) > most_failed:
            return None
    if len(held) < 2:
        return None
    of_total = [matrix.scaled[instances[row].operands[0 if rule == "across_row" else 2]] for row in held]
    evidence = _evidence(of_total, [_slack(instances[row], matrix.scaled) for row in held], 10**matrix.places)
    if evidence < wanted:
        return None
    belief = 0.95 if len(held) >= 0.8 * len(tried) else 0.85
    return evidence, [Claim(i, row, told.index, belief, rule) for row, i in tried]


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
    for column in matrix.numeric:
        decimal = sum(matrix.figures[k].decimals > 0 for r in matrix.keys if (k := r[column.index]) is not None)
        if not column.rate and 2 * decimal < len(matrix.labels):
            continue
        others = [c for c in matrix.numeric if c is not column and not c.rate]
        tried = [t for part in others for whole in others if part is not whole for offset in (0, 100) if (t := _rate(matrix, column, part, whole, offset))]
        tried += [t for part in others for row in matrix.totals if (t := _share(matrix, column, part, row))]
        if tried:
            claims += max(tried, key=lambda t: (sum(c.relation.holds(matrix.scaled) for c in t[1]), t[0]))[1]
    return claims


def _rate(matrix: Matrix, rate: Column, part: Column, whole: Column, offset: int) -> tuple[float, list[Claim]] | None:
    instances = []
    for row in matrix.keys:
        p, w, r = row[part.index], row[whole.index], row[rate.index]
        usable = None not in (p, w, r) and matrix.scaled[p][0] != 0 and matrix.scaled[w][0] > 0 and (p != w)
        instances.append(Rate(p, w, r, matrix.places, offset, cut=True) if usable else None)
    wanted = _EXPECTED if rate.rate and abs(part.index - rate.index) <= 2 and abs(whole.index - rate.index) <= 2 else _EVIDENCE
    near = -0.01 * (abs(part.index - rate.index) + abs(whole.index - rate.index))
    return _strict(matrix, _believed(matrix, instances, rate, wanted, "rate_in_row"), near)


def _share(matrix: Matrix, rate: Column, part: Column, total: int) -> tuple[float, list[Claim]] | None:
    whole = matrix.keys[total][part.index]
    instances: list[Rate | None] = []
    for r, row in enumerate(matrix.keys):
        usable = r != total and None not in (whole, row[part.index], row[rate.index]) and matrix.scaled[row[part.index]][0] != 0
        instances.append(Rate(row[part.index], whole, row[rate.index], matrix.places, cut=True) if usable and matrix.scaled[whole][0] > 0 else None)
    return _strict(matrix, _believed(matrix, instances, rate, _EVIDENCE, "share_of_total"), -0.02)


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
