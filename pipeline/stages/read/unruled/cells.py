"""Cells of tables whose rows or columns no ruling parts, with the words in them.

Rulings may also leave out the rows alone: `parted` takes a ruled table's row apart where figures stand below one another in it.
"""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.model.document import BBox
from pipeline.stages.read.ruled.grid import CellBox, GridBox
from pipeline.stages.read.tokens import Token
from pipeline.stages.read.unruled.body import Block, blocks, label_column
from pipeline.stages.read.unruled.columns import Column
from pipeline.stages.read.unruled.header import Head
from pipeline.stages.read.unruled.rows import Piece, Row, printed

_STACKED = 3
"""Rows of figures, at least, that stand in one ruled row."""

Place = tuple[int, int, int, int, tuple[Token, ...]]
"""Row, column, row span, column span, words."""


@dataclass(frozen=True)
class Worded:
    """A table and the words of its cells: `held[k]` are those of `box.cells[k]`."""

    box: GridBox
    held: tuple[tuple[Token, ...], ...]


def tabled(made: Sequence[Column], head: Sequence[Head], body: Sequence[Block], levels: Sequence[float]) -> Worded:
    """The table of these columns, header and body rows; `levels`: y of rulings over its whole width."""
    tokens = [t for h in head for p in h.pieces for t in p.tokens] + [t for block in body for row in block for t in row.tokens]
    xs = [min(t.x0 for t in tokens), *((a.x1 + b.x0) / 2 for a, b in zip(made, made[1:])), max(t.x1 for t in tokens)]
    placed = _named(head)
    above = max((row + high for row, _, high, _, _ in placed), default=0)
    for r, block in enumerate(body, above):
        placed += _cells(r, block, made)
    count = above + len(body)
    placed += _empty(placed, count, len(made))
    ys = _borders([_span(placed, r) for r in range(count)], levels)
    return _worded([(_box(row, column, high, wide, xs, ys), own) for row, column, high, wide, own in placed], count, len(made))


def _named(head: Sequence[Head]) -> list[Place]:
    """The header's cells: one row, or two where heads stand above the names of several columns."""
    upper = [h for h in head if h.upper]
    placed: list[Place] = []
    for h in head:
        under = any(u.first <= h.first <= u.last for u in upper)
        row, high = (1, 1) if under and not h.upper else (0, 1 if h.upper or not upper else 2)
        placed.append((row, h.first, high, h.last - h.first + 1, tuple(t for p in h.pieces for t in p.tokens)))
    return placed


def _cells(r: int, block: Block, made: Sequence[Column]) -> list[Place]:
    """The filled cells of a body row; words over several columns (the name of a group) are one cell over these."""
    held: dict[tuple[int, int], list[Token]] = {}
    for piece in (p for row in block for p in row.pieces):
        first, last = _over(piece, made)
        joined = [k for k in held if k[0] <= last and first <= k[0] + k[1] - 1]
        own = [t for k in joined for t in held.pop(k)] + list(piece.tokens)
        first, last = min([first, *(k[0] for k in joined)]), max([last, *(k[0] + k[1] - 1 for k in joined)])
        held[first, last - first + 1] = own
    return [(r, column, 1, wide, tuple(own)) for (column, wide), own in held.items()]


def _over(piece: Piece, made: Sequence[Column]) -> tuple[int, int]:
    touched = [k for k, c in enumerate(made) if c.overlaps(piece)]
    if not touched:
        nearest = min(range(len(made)), key=lambda k: abs((made[k].x0 + made[k].x1) / 2 - piece.middle))
        touched = [nearest]
    return touched[0], touched[-1]


def _empty(placed: Sequence[Place], rows: int, columns: int) -> list[Place]:
    taken = {(row + i, column + j) for row, column, high, wide, _ in placed for i in range(high) for j in range(wide)}
    return [(r, c, 1, 1, ()) for r in range(rows) for c in range(columns) if (r, c) not in taken]


def _span(placed: Sequence[Place], row: int) -> tuple[float, float]:
    """Top and bottom of the words in cells of this row alone."""
    words = [t for r, _, high, _, own in placed if r == row and high == 1 for t in own]
    return min(t.top for t in words), max(t.bottom for t in words)


def _borders(spans: Sequence[tuple[float, float]], levels: Sequence[float]) -> list[float]:
    """y of the rows' borders: a ruling where there is one, else half way."""
    ys = [spans[0][0]]
    for (_, bottom), (top, _) in zip(spans, spans[1:]):
        middle = (bottom + top) / 2
        ys.append(next((level for level in levels if min(bottom, middle) - 1 <= level <= max(top, middle) + 1), middle))
    return [*ys, spans[-1][1]]


def _box(row: int, column: int, high: int, wide: int, xs: Sequence[float], ys: Sequence[float]) -> CellBox:
    x0, x1, top, bottom = xs[column], xs[column + wide], ys[row], ys[row + high]
    return CellBox(row, column, high, wide, BBox(x0, top, x1, bottom), ((x0, top), (x1, top), (x1, bottom), (x0, bottom)))


def _worded(found: Sequence[tuple[CellBox, tuple[Token, ...]]], rows: int, columns: int) -> Worded:
    found = sorted(found, key=lambda item: (item[0].row, item[0].column))
    boxes = tuple(box for box, _ in found)
    return Worded(GridBox(BBox.around(b.bbox for b in boxes), rows, columns, boxes), tuple(own for _, own in found))


def parted(table: Worded) -> Worded:
    """A ruled table with the rows taken apart in which several rows of figures stand below one another, no ruling between them."""
    for r in reversed(range(table.box.rows)):
        table = _parted(table, r) or table
    return table


def _parted(table: Worded, r: int) -> Worded | None:
    """The table with row `r` in parts; None where its cells are one row."""
    cells, count = list(zip(table.box.cells, table.held)), table.box.columns
    own = [(c, held) for c, held in cells if c.row <= r < c.row + c.row_span]
    if any(c.row_span > 1 for c, _ in own) or not any(len(held) >= _STACKED for _, held in own):
        return None
    xs = [min(c.bbox.x0 for c, _ in cells if c.column == k) for k in range(count) if any(c.column == k for c, _ in cells)]
    if len(xs) < count:
        return None
    top, bottom = min(c.bbox.top for c, _ in own), max(c.bbox.bottom for c, _ in own)
    xs.append(table.box.bbox.x1)
    rows = printed([t for _, held in own for t in held], [(x, top, x, bottom) for x in xs[1:-1]])
    made = [_ruled(a, b, rows) for a, b in zip(xs, xs[1:])]
    stacked = [row for row in rows if sum(p.figure for c in made[1:] if c.figures for p in row.pieces if c.overlaps(p)) > 1]
    if len(stacked) < _STACKED or any(sum(c.overlaps(p) for c in made) != 1 for row in stacked for p in row.pieces):
        return None
    found = blocks(rows, made, label_column(made, rows), ())
    placed = [place for n, block in enumerate(found) for place in _cells(n, block, made)]
    placed += _empty(placed, len(found), count)
    ys = [top, *_borders([_span(placed, n) for n in range(len(found))], ())[1:-1], bottom]
    more = len(found) - 1
    kept = [(c if c.row < r else replace(c, row=c.row + more), held) for c, held in cells if (c, held) not in own]
    new = [(replace(_box(row, column, high, wide, xs, ys), row=r + row), words) for row, column, high, wide, words in placed]
    return _worded([*kept, *new], table.box.rows + more, count)


def _ruled(x0: float, x1: float, rows: Sequence[Row]) -> Column:
    inside = [p for row in rows for p in row.pieces if x0 <= p.middle < x1]
    figures = sum(p.figure for p in inside)
    return Column(x0, x1, figures >= _STACKED and 2 * figures > len(inside))
