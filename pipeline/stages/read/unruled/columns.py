"""Columns that no ruling parts: the gutters that all rows of a table leave free, and figures that are aligned."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import pstdev

import regex

from pipeline.stages.read.unruled.rows import Piece, Row

_GUTTER = 0.5
"""Share of the font size that must stay free between two columns."""
_ALIGNED = 0.3
"""Font sizes by which aligned figures stray."""
_FIGURES = 0.6
"""Share of a column's filled cells that must be figures for a column of figures."""
_FILLED = 0.6
"""Share of the rows that must be filled in a column of figures that speaks for a table."""


@dataclass(frozen=True, slots=True)
class Column:
    """x0, x1 of what is printed in it; `figures`: whether it is a column of figures, all aligned; `filled`: share of
    the rows of figures."""

    x0: float
    x1: float
    figures: bool = False
    filled: float = 0.0

    def overlaps(self, piece: Piece) -> bool:
        return piece.x0 < self.x1 and self.x0 < piece.x1


def columns(rows: Sequence[Row], size: float) -> list[Column] | None:
    """The columns of the rows of one table; None where no gutters part them or its figures are not aligned.

    What begins left of the first figures may cross the gutters there: the label of a total over number and name. A row without figures
    may cross them all when it is the name of a group: a number and words.
    """
    held = [row for row in rows if row.figures]
    first = min(p.x0 for row in held for p in row.figures)
    usual = max(len(_left(row, first)) for row in held)
    spans = _merged([(p.x0, p.x1) for row in held for p in row.pieces if p.x1 > first or len(_left(row, first)) >= usual])
    for row in rows:
        if row.figures and len(_left(row, first)) >= usual:
            continue
        others = _left(row, first) if row.figures else row.pieces
        crossing = [p for p in others if sum(p.x0 < x1 and x0 < p.x1 for x0, x1 in spans) > 1]
        if crossing and (len(others) > 2 or crossing[0].x0 >= first):
            return None
        spans = _merged([*spans, *((p.x0, p.x1) for p in others if p not in crossing)])
    if any(b[0] - a[1] < _GUTTER * size for a, b in zip(spans, spans[1:])):
        return None
    made = [_column(x0, x1, held, size) for x0, x1 in spans]
    return None if any(column is None for column in made) else made


def _left(row: Row, x: float) -> list[Piece]:
    return [p for p in row.pieces if p.x1 <= x]


def _merged(spans: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    found: list[tuple[float, float]] = []
    for x0, x1 in sorted(spans):
        if found and x0 < found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], x1))
        else:
            found.append((x0, x1))
    return found


def _column(x0: float, x1: float, rows: Sequence[Row], size: float) -> Column | None:
    """A column; None where two pieces of one row stand in it or its figures are not aligned."""
    inside = [[p for p in row.pieces if p.x0 < x1 and x0 < p.x1] for row in rows]
    if any(len(own) > 1 for own in inside):
        return None
    filled = [own[0] for own in inside if own]
    figures = [p for p in filled if p.figure]
    numeric = len(figures) >= _FIGURES * len([p for p in filled if not p.blank]) and len(figures) > 1
    if numeric and not aligned(figures, size):
        return None
    return Column(x0, x1, numeric, len(filled) / len(rows))


def aligned(figures: Sequence[Piece], size: float) -> bool:
    """Whether figures stand flush right, flush left, centred, or on their decimal signs."""
    edges = ([p.x1 for p in figures], [p.x0 for p in figures], [p.middle for p in figures], [_decimal(p) for p in figures])
    return any(pstdev(edge) <= _ALIGNED * size for edge in edges)


def _decimal(piece: Piece) -> float:
    """About where the decimal sign stands, or would."""
    after = regex.search(r",\d+\D*$", piece.text)
    return piece.x1 - (len(after[0]) if after else 0) * (piece.x1 - piece.x0) / len(piece.text)


def speaking(found: Sequence[Column]) -> list[Column]:
    """The columns of figures that speak for a table: well filled, right of the column that names the rows."""
    return [c for c in found[1:] if c.figures and c.filled >= _FILLED]
