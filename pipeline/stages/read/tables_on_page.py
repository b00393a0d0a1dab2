"""Words of a page that stand in tables, set apart from the running text."""
from __future__ import annotations

from collections.abc import Sequence

from pipeline.model.document import Grid, GridCell, Line
from pipeline.stages.read import reading_order
from pipeline.stages.read.ruled.grid import GridBox, build
from pipeline.stages.read.tokens import Token
from pipeline.stages.read.unruled import Worded, find, parted
from pipeline.stages.read.wrapped_figures import joined

Held = tuple[GridBox, Sequence[Sequence[Token]], bool]
"""A table, the words of its cells, and whether its columns were told by their alignment alone."""


def assemble(tokens: Sequence[Token], segments: Sequence[tuple[float, float, float, float]], width: float,
             height: float) -> tuple[list[Line], list[Grid]]:
    """Lines outside the tables in reading order, and the tables with the words of their cells.

    A table splits the page: what stands above it is ordered by itself, then what stands beside and below.
    """
    tables, rest = _ruled(tokens, segments, width, height)
    for table in find(rest, segments):
        tables.append((table.box, table.held, True))
        taken = {id(t) for own in table.held for t in own}
        rest = [t for t in rest if id(t) not in taken]
    if not tables:
        return reading_order.lines(rest), []
    tables.sort(key=lambda t: (t[0].bbox.top, t[0].bbox.x0))
    bands: list[list[Token]] = [[] for _ in range(len(tables) + 1)]
    for token in rest:
        bands[sum((token.top + token.bottom) / 2 > (box.bbox.top + box.bbox.bottom) / 2 for box, *_ in tables)].append(token)
    found, grids = [], []
    for i, band in enumerate(bands):
        found.extend(reading_order.lines(band))
        if i < len(tables) and any(tables[i][1]):
            grids.append(_grid(*tables[i], len(found)))
    return found, grids


def _ruled(tokens: Sequence[Token], segments: Sequence[tuple[float, float, float, float]], width: float,
           height: float) -> tuple[list[Held], list[Token]]:
    """The ruled tables, empty ones too, and the words outside."""
    boxes = build(segments, width, height) if segments else []
    held: list[list[list[Token]]] = [[[] for _ in box.cells] for box in boxes]
    rest = []
    for token in tokens:
        x, y = (token.x0 + token.x1) / 2, (token.top + token.bottom) / 2
        home = next((i for i, g in enumerate(boxes)
                     if g.bbox.x0 - 1 <= x <= g.bbox.x1 + 1 and g.bbox.top - 1 <= y <= g.bbox.bottom + 1), None)
        if home is None:
            rest.append(token)
        else:
            held[home][_cell_of(boxes[home], token)].append(token)
    tables = [parted(Worded(box, tuple(map(tuple, own)))) if any(own) else Worded(box, tuple(map(tuple, own)))
              for box, own in zip(boxes, held)]
    return [(table.box, table.held, False) for table in tables], rest


def _grid(box: GridBox, held: Sequence[Sequence[Token]], aligned: bool, before: int) -> Grid:
    cells = tuple(
        GridCell(c.row, c.column, c.row_span, c.column_span, c.bbox,
                 tuple(reading_order.line(r) for r in joined(reading_order.rows(words))))
        for c, words in zip(box.cells, held, strict=True)
    )
    return Grid(before, box.rows, box.columns, cells, box.bbox, aligned)


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
