"""Words of a page that stand in ruled tables, set apart from the running text."""
from __future__ import annotations

from collections.abc import Sequence

from pipeline.model.document import Grid, GridCell, Line
from pipeline.stages.read import lines as reading_order
from pipeline.stages.read.grid import GridBox, build
from pipeline.stages.read.tokens import Token


def assemble(tokens: Sequence[Token], segments: Sequence[tuple[float, float, float, float]], width: float, height: float) -> tuple[list[Line], list[Grid]]:
    """Lines outside the tables in reading order, and the tables with the words of their cells.

    A table splits the page: what stands above it is ordered by itself, then what stands beside and below.
    """
    boxes = build(segments, width, height) if segments else []
    if not boxes:
        return reading_order.lines(tokens), []
    inside: list[list[Token]] = [[] for _ in boxes]
    bands: list[list[Token]] = [[] for _ in range(len(boxes) + 1)]
    for token in tokens:
        x, y = (token.x0 + token.x1) / 2, (token.top + token.bottom) / 2
        home = next((i for i, g in enumerate(boxes) if g.bbox.x0 - 1 <= x <= g.bbox.x1 + 1 and g.bbox.top - 1 <= y <= g.bbox.bottom + 1), None)
        if home is None:
            bands[sum(y > (g.bbox.top + g.bbox.bottom) / 2 for g in boxes)].append(token)
        else:
            inside[home].append(token)
    found, grids = [], []
    for i, band in enumerate(bands):
        found.extend(reading_order.lines(band))
        if i < len(boxes):
            if inside[i]:
                grids.append(_grid(boxes[i], inside[i], len(found)))
    return found, grids


def _grid(box: GridBox, tokens: Sequence[Token], before: int) -> Grid:
    held: list[list[Token]] = [[] for _ in box.cells]
    for token in tokens:
        held[_cell_of(box, token)].append(token)
    cells = tuple(
        GridCell(c.row, c.column, c.row_span, c.column_span, c.bbox, tuple(reading_order.line(r) for r in reading_order.rows(words)))
        for c, words in zip(box.cells, held, strict=True)
    )
    return Grid(before, box.rows, box.columns, cells, box.bbox)


def _cell_of(box: GridBox, token: Token) -> int:
    """The cell that holds the middle of the word, else the nearest one."""
    x, y = (token.x0 + token.x1) / 2, (token.top + token.bottom) / 2

    for i, cell in enumerate(box.cells):
        b = cell.bbox
        if b.x0 <= x <= b.x1 and b.top <= y <= b.bottom:
            return i

    def distance(i: int) -> float:
        b = box.cells[i].bbox
        return max(b.x0 - x, x - b.x1, 0.0) + max(b.top - y, y - b.bottom, 0.0)

    return min(range(len(box.cells)), key=distance)
