"""Checks of the numeric tables: sums, rates, separators; suggestions by solving."""
from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from extractors.checks.columns import across, rates
from extractors.checks.figure import Figure, scaled, written
from extractors.checks.finding import Finding, doubt, trust
from extractors.checks.implied import believable
from extractors.checks.matrix import Matrix
from extractors.checks.repair.relations import Rate, Relation, Sum
from extractors.checks.separators import finding as separator_finding, slips
from extractors.checks.suggestions import Advice, advise
from extractors.checks.totals import Claim, totals

_QUOTED = 200
_MET_EXACTLY = 12
"""Sums of rounded figures are met exactly about two times in three: a dozen in a row are no accident."""


def claims_of(matrix: Matrix) -> list[Claim]:
    """Every relation that should hold in the table, none twice, the most believed first told."""
    claims = [*totals(matrix), *across(matrix), *rates(matrix)]
    kept: dict[object, Claim] = {}
    for claim in claims:
        key = (type(claim.relation), claim.relation.operands[0], frozenset(claim.relation.operands))
        if key not in kept or kept[key].belief < claim.belief:
            kept[key] = claim
    return sorted(believable(matrix, list(kept.values())), key=lambda c: (c.row, c.column))


def unrounded(matrix: Matrix, claims: Sequence[Claim]) -> Matrix:
    """The matrix without allowance for rounding in whole numbers, where so many sums are met exactly that none was rounded."""
    sums = [c.relation for c in claims if isinstance(c.relation, Sum) and not any(matrix.figures[k].decimals for k in c.relation.operands)]
    loose = [s for s in sums if s.slack(matrix.scaled)]
    met = sum(s.gap(matrix.scaled) == 0 for s in loose)
    if met < _MET_EXACTLY or any(s.gap(matrix.scaled) and s.holds(matrix.scaled) for s in loose) and met < 0.9 * len(loose):
        return matrix
    whole = {k for s in loose for k in s.operands}
    return replace(matrix, figures=[replace(f, exact=True) if k in whole else f for k, f in enumerate(matrix.figures)])


def check_matrix(matrix: Matrix, text: str = "") -> Iterator[Finding]:
    """Findings of one table. `text`: the canonical text, for quotes over several cells."""
    claims = claims_of(matrix)
    matrix = unrounded(matrix, claims)
    relations = [c.relation for c in claims]
    odd = slips(matrix, relations)
    yield from (separator_finding(matrix, slip) for slip in odd)
    read = list(matrix.scaled)
    for slip in odd:
        if slip.reading is not None:
            read[slip.key] = scaled(slip.reading, matrix.places, matrix.figures[slip.key].exact)
    advice = advise(matrix, read, relations)
    for n, claim in enumerate(claims):
        other = _otherwise(matrix, claim.relation, read)
        if other is None:
            yield _finding(matrix, claim, read, advice.get(n), text)
        else:
            key, value = other
            told = f"{matrix.figures[key].name}: {matrix.figures[key].text} → {written(value)}"
            yield _finding(matrix, claim, _with(matrix, read, key, value),
                           Advice(told, f"(Khớp theo một cách đọc khác của bản chụp: {told}.)"), text)


def _otherwise(matrix: Matrix, relation: Relation, read: list[tuple[int, int]]) -> tuple[int, Decimal] | None:
    """The doubtful figure, and the value of another reading of its picture, with which a relation holds that does not as read; None
    where it holds, or with no other reading."""
    if relation.holds(read):
        return None
    tried = [(key, value) for key in relation.operands for value in matrix.figures[key].others]
    return next(((key, value) for key, value in tried if relation.holds(_with(matrix, read, key, value))), None)


def _with(matrix: Matrix, read: list[tuple[int, int]], key: int, value: Decimal) -> list[tuple[int, int]]:
    return [*read[:key], scaled(value, matrix.places, matrix.figures[key].exact), *read[key + 1 :]]


def _finding(matrix: Matrix, claim: Claim, read: list[tuple[int, int]], advice: Advice | None, text: str) -> Finding:
    relation, figures = claim.relation, matrix.figures
    operands = [figures[k] for k in relation.operands]
    ok = relation.holds(read)
    told, expected, found = _sum_told(matrix, claim, read) if isinstance(relation, Sum) else _rate_told(matrix, claim, read)
    message = told + (" Khớp." if ok else " Không khớp.")
    if ok and advice is None and not relation.holds(matrix.scaled):
        message += " (Khớp khi đọc số có dấu phân cách sai theo cách đã nêu.)"
    message += (f" {advice.message}" if advice else "") + ("" if ok else doubt(operands))
    return Finding(
        kind="sum" if isinstance(relation, Sum) else "rate", status="ok" if ok else "violated",
        subject=tuple(f.ref for f in operands), expected=expected, found=found.text,
        quote=_quote(matrix, claim, found, text), page=found.page,
        suggestion=advice.suggestion if advice else None, message=message, rule=claim.rule,
        confidence=trust(claim.belief, operands),
    )


def _value(matrix: Matrix, key: int, read: list[tuple[int, int]]) -> Decimal:
    return Decimal(read[key][0]).scaleb(-matrix.places).normalize() + 0 if read[key] != matrix.scaled[key] else matrix.figures[key].value


def _sum_told(matrix: Matrix, claim: Claim, read: list[tuple[int, int]]) -> tuple[str, str, Figure]:
    relation: Sum = claim.relation
    total = matrix.figures[relation.total]
    sum_ = sum((_value(matrix, k, read) for k in relation.parts), Decimal(0))
    gap = _value(matrix, relation.total, read) - sum_
    apart = "" if gap == 0 else f" (chênh {written(abs(gap))})"
    label, row = matrix.columns[claim.column].label, matrix.labels[claim.row]
    if claim.rule == "across_row":
        names = " + ".join(matrix.figures[k].text for k in relation.parts)
        return f'Dòng "{row}": {names} = {written(sum_)}, cột "{label}" ghi {total.text}{apart}.', written(sum_), total
    message = f'Cột "{label}": cộng {len(relation.parts)} dòng được {written(sum_)}, dòng "{row}" ghi {total.text}{apart}.'
    return message, written(sum_), total


def _rate_told(matrix: Matrix, claim: Claim, read: list[tuple[int, int]]) -> tuple[str, str, Figure]:
    relation: Rate = claim.relation
    part, whole, rate = (matrix.figures[k] for k in relation.operands)
    value = 100 * _value(matrix, relation.part, read) / _value(matrix, relation.whole, read) - relation.offset
    expected = written(value, max(1, rate.decimals))
    less = " - 100" if relation.offset else ""
    row, label = matrix.labels[claim.row], matrix.columns[claim.column].label
    return f'Dòng "{row}": {part.text} / {whole.text} x 100{less} = {expected}, cột "{label}" ghi {rate.text}.', expected, rate


def _quote(matrix: Matrix, claim: Claim, found: Figure, text: str) -> str:
    """The row from its label or first operand to the figure found, as printed; the figure alone where they stand apart."""
    places = [(claim.row, c) for c in range(claim.column + 1) if matrix.texts[claim.row][c] and (claim.row, c) in matrix.slices]
    if claim.rule == "rate_in_row":
        keys = matrix.keys[claim.row]
        places = [p for p in places if keys[p[1]] in claim.relation.operands]
    for first in range(len(places)):
        start, end = matrix.slices[places[first]][0], matrix.slices[places[-1]][1]
        if 0 <= end - start <= _QUOTED and text:
            return " ".join(text[start:end].split())
    return found.quote
