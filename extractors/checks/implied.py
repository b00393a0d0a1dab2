"""Relations across a total row that its rows cannot bear out.

Where every column of `Tổng = A + B` adds up to its total row, the row of totals keeps the relation if all rows above it do. So a total
row that breaks it alone tells that some of its rows never had it: they print one of the columns only.
"""
from __future__ import annotations

from collections.abc import Sequence

from extractors.checks.matrix import Matrix
from extractors.checks.repair.relations import Sum
from extractors.checks.totals import Claim


def believable(matrix: Matrix, claims: Sequence[Claim]) -> list[Claim]:
    """The claims without those across a row of totals whose columns add up and whose rows do not break the relation too."""
    figures = matrix.scaled
    sums = {c.relation.total for c in claims if c.rule != "across_row" and isinstance(c.relation, Sum) and c.relation.holds(figures)}
    column = {key: place for keys in matrix.keys for place, key in enumerate(keys) if key is not None}
    broken = [c for c in claims if c.rule == "across_row" and not c.relation.holds(figures)]
    of_rows = {_columns(c, column) for c in broken if c.relation.total not in sums}
    unfounded = [c for c in broken if sums.issuperset(c.relation.operands) and _columns(c, column) not in of_rows]
    return [c for c in claims if c not in unfounded]


def _columns(claim: Claim, column: dict[int, int]) -> tuple[int, ...]:
    return tuple(column[key] for key in claim.relation.operands)
