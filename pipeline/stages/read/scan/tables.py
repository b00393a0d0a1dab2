"""Tables on a scanned page: taken out of the running text, read cell by cell, put into the Page as grids."""
from __future__ import annotations

from dataclasses import dataclass, replace

import cv2
import numpy as np

from pipeline.model.document import UNREAD, BBox, Grid, GridCell
from pipeline.stages.read import reading_order, unruled
from pipeline.stages.read.engines.words import TextLine, extent, line_in_points
from pipeline.stages.read.ruled import cells
from pipeline.stages.read.ruled.grid import CellBox, GridBox
from pipeline.stages.read.scan import baselines
from pipeline.stages.read.tokens import Token as Word
from pipeline.stages.read.unruled import Worded
from pipeline.stages.read.vocabulary.compounds import settled
from pipeline.stages.read.weighing.witness import tidied

LOOK_DPI = 100.0
ROOM = 0.03  # inches
RULE_INCHES = 0.36  # shorter upright strokes are letters
EDGE = 0.015  # share of the page's width: an upright stroke this near to its side is the edge of the sheet
FAINT = 20  # gray steps by which a ruling is darker than its surroundings at LOOK_DPI

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Table:
    """A table in pixels of the level page: its grid, and its cells with their lines. `aligned`: no rulings part its columns."""

    grid: GridBox
    cells: tuple[tuple[CellBox, tuple[TextLine, ...]], ...]
    aligned: bool = False


def found(level: np.ndarray, dpi: float, engine: str = "tesserocr", fast: bool = False) -> list[Table]:
    """The ruled tables of a level uint8 gray page [H, W], read."""
    if not _upright_rules(level, dpi):
        return []
    return [_in_rows(Table(grid, tuple(cells.read(level, dpi, grid, engine, fast))), level, dpi, engine, fast)
            for grid in cells.find(level, dpi)]


def _in_rows(table: Table, level: np.ndarray, dpi: float, engine: str, fast: bool) -> Table:
    """The table, read again where several rows of figures stand in one ruled row."""
    worded = Worded(table.grid, tuple(tuple(word for line in held for word, _ in baselines.placed(line)) for _, held in table.cells))
    rows = unruled.parted(worded).box
    return table if rows is table.grid else Table(rows, tuple(cells.read(level, dpi, rows, engine, fast)))


def aligned(lines: list[TextLine], level: np.ndarray, dpi: float, engine: str = "tesserocr", fast: bool = False) -> list[Table]:
    """The tables of which no rulings part the columns, found in the page's lines (pixels of the level page) and read cell by cell.

    Words that reach over the borders of their cell (names of columns) stay as the page reading has them.
    """
    pairs = [pair for line in lines for pair in baselines.placed(line)]
    words, seen = [word for word, _ in pairs], {id(word): own for word, own in pairs}
    if not unruled.find(words, ()):
        return []
    across = [s for s in cells.rulings(level, dpi) if abs(s[2] - s[0]) > abs(s[3] - s[1])]
    found = []
    for table in unruled.find(words, across):
        held = [tuple(tuple(seen[id(t)] for t in row) for row in reading_order.rows(own)) for own in table.held]
        read = cells.read(level, dpi, _roomy(table.box, ROOM * dpi), engine, fast)
        every = [t for own in table.held for t in own]
        found.append(Table(table.box,
                           tuple((cell, own if own and _cut(cell, every) else again)
                                 for cell, (_, again), own in zip(table.box.cells, read, held)), aligned=True))
    return found


def _roomy(box: GridBox, room: float) -> GridBox:
    """The grid with its outer borders, which lie close around words, moved out: a cell's picture is cut inside its borders."""
    old, new = box.bbox, BBox(box.bbox.x0 - room, box.bbox.top - room, box.bbox.x1 + room, box.bbox.bottom + room)
    xs, ys = {old.x0: new.x0, old.x1: new.x1}, {old.top: new.top, old.bottom: new.bottom}
    moved = [replace(cell, corners=tuple((xs.get(x, x), ys.get(y, y)) for x, y in cell.corners)) for cell in box.cells]
    return replace(box, cells=tuple(moved))


def _cut(cell: CellBox, words: list[Word]) -> bool:
    """Whether a word stands across one of the cell's sides."""
    box = cell.bbox
    return any(w.top < box.bottom and box.top < w.bottom and any(w.x0 < x - 1 and x + 1 < w.x1 for x in (box.x0, box.x1)) for w in words)


def _upright_rules(level: np.ndarray, dpi: float) -> bool:
    """Whether the page has at least two long upright strokes inside its edges: a look that costs little, before the
    search that costs much."""
    times = dpi / LOOK_DPI
    scale = 1 / (round(times) if abs(times - round(times)) < 0.01 * times else times)  # whole pixels together are ten times as quick
    small = cv2.resize(level, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    paper = cv2.blur(small, (25, 25))
    marks = (cv2.subtract(paper, small) > FAINT).astype(np.uint8)
    tall = np.ones((round(RULE_INCHES * LOOK_DPI), 1), np.uint8)
    rules = cv2.morphologyEx(cv2.morphologyEx(marks, cv2.MORPH_CLOSE, np.ones((3, 1), np.uint8)), cv2.MORPH_OPEN, tall)
    _, _, stats, _ = cv2.connectedComponentsWithStats(rules, connectivity=8)
    edge = EDGE * small.shape[1]
    return int(((stats[1:, 0] > edge) & (stats[1:, 0] + stats[1:, 2] < small.shape[1] - edge)).sum()) > 1


def inside(box: Box, tables: list[Table]) -> bool:
    """Whether the middle of a box (pixels) lies in one of the tables."""
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return any(t.grid.bbox.x0 <= x <= t.grid.bbox.x1 and t.grid.bbox.top <= y <= t.grid.bbox.bottom for t in tables)


def outside(line: TextLine, tables: list[Table]) -> TextLine:
    """The tokens of a line that stand in no table."""
    return tuple(t for t in line if not inside((t.x0, t.top, t.x1, t.bottom), tables))


def erase(marks: np.ndarray, tables: list[Table]) -> None:
    """Takes the tables' ink out of a mask of ink [H, W], in place."""
    for table in tables:
        box = table.grid.bbox
        marks[max(0, int(box.top)) : int(box.bottom) + 2, max(0, int(box.x0)) : int(box.x1) + 2] = 0


def grids(tables: list[Table], lines: list[TextLine], scale: float) -> tuple[Grid, ...]:
    """The tables in points (`scale` = points per pixel); `lines` are the page's, in reading order and pixels."""
    out = []
    for table in sorted(tables, key=lambda t: t.grid.bbox.top):
        below = [at for at, line in enumerate(lines)
                 if extent(line)[1] >= table.grid.bbox.bottom - 0.3 * (extent(line)[3] - extent(line)[1])]
        inner = tuple(GridCell(c.row, c.column, c.row_span, c.column_span, c.bbox.scaled(scale),
                               tuple(line_in_points(line, scale) for line in _settled(held) if line)) for c, held in table.cells)
        out.append(Grid(below[0] if below else len(lines), table.grid.rows, table.grid.columns, inner,
                        table.grid.bbox.scaled(scale), table.aligned))
    return tuple(out)


def unread(tables: list[Table]) -> int:
    """How many cells have ink that gave no words, or a figure that is not shown."""
    return sum(any(not line or line[0].text == UNREAD for line in held) for table in tables for _, held in table.cells)


def _settled(lines: tuple[TextLine, ...]) -> list[TextLine]:
    """A cell's lines with slips of reading mended; a compound may stand on two of its short lines (`nhà` / `thầu`)."""
    tidy = [tidied(line) for line in lines]
    words = iter(settled(tuple(t for line in tidy for t in line)))
    return [tuple(next(words) for _ in line) for line in tidy]
