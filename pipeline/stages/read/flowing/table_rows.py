"""Tables whose source gives rows with the right edges of their cells (RTF, old Word): columns are where edges of all rows stand."""
from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.stages.read.flowing import side_by_side
from pipeline.stages.read.flowing.flow import FlowCell, FlowLine, FlowTable

_NEAR = 60
"""Twips (1/20 point) by which the edges of one column may differ from row to row."""


@dataclass(frozen=True, slots=True)
class Row:
    """Lines of the cells, their right edges in twips, and whether each goes on from the cell above it: all of one length."""

    cells: list[list[FlowLine]]
    edges: list[int]
    below: list[bool]


def edges_for(count: int, told: Sequence[int]) -> list[int]:
    """Right edges of `count` cells; those that are not told follow at even steps."""
    edges = list(told[:count])
    return edges + [(edges[-1] if edges else 0) + 1000 * step for step in range(1, count - len(edges) + 1)]


def table(rows: Sequence[Row], ruled: bool) -> list[FlowLine | FlowTable]:
    """The table; or its lines, where it only sets texts side by side. `ruled`: it prints borders."""
    every = sorted({edge for row in rows for edge in row.edges})
    columns = [edge for at, edge in enumerate(every) if not at or edge - every[at - 1] > _NEAR]
    cells: list[FlowCell] = []
    standing: dict[int, FlowCell] = {}
    for y, row in enumerate(rows):
        column = 0
        for lines, edge, below in zip(row.cells, row.edges, row.below, strict=True):
            end = max(column + 1, bisect_right(columns, edge))
            if below and column in standing:
                standing[column].row_span = y - standing[column].row + 1
                standing[column].lines += lines
            else:
                standing[column] = FlowCell(y, column, 1, end - column, list(lines))
                cells.append(standing[column])
            column = end
    width = max((cell.column + cell.column_span for cell in cells), default=0)
    return side_by_side.columns(FlowTable(len(rows), width, cells), ruled) if cells else []
