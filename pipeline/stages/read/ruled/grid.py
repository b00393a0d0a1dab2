"""Tables out of rulings: pure geometry, for points and pixels alike.

    build([(x0, top, x1, bottom), ...], page_width, page_height) -> [GridBox, ...]

The rulings may come in pieces, doubled, with small gaps, a little skewed, sheared or drifting. What a ruling separates is
told interval by interval, so merged cells come out as one cell with spans. A frame around a text, underlines and single
boxes are no tables.
"""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

from pipeline.model.document import BBox
from pipeline.stages.read.ruled.borders import Rule, closed_sides, components, is_faint, merged, rules_of, separates, sides, spaced
from pipeline.stages.read.ruled.rulings import Point, Seen, Segment, Sets, chained, followed, split

_TOLERANCE = 0.004
"""Share of the page's longer side within which two strokes are one line (3.4 pt on A4): double rules, drift."""
_REACH = 0.012
"""Share of the longer side up to which a gap in a ruling is closed (10 pt on A4)."""
_APART = 1.3
"""Least distance of rules in a faint table, in reaches (0.17 inch on A4)."""
_LONG = 0.08
"""Share of the page that a faint line must run for to count."""


@dataclass(frozen=True, slots=True)
class CellBox:
    """One cell; row and column (0-based) of its top left corner. `corners`: top left, top right, bottom right, bottom left,
    where the rulings cross; `bbox` goes round them."""

    row: int
    column: int
    row_span: int
    column_span: int
    bbox: BBox
    corners: tuple[Point, Point, Point, Point]


@dataclass(frozen=True, slots=True)
class GridBox:
    """One ruled table on a page: its cells cover rows x columns, in reading order."""

    bbox: BBox
    rows: int
    columns: int
    cells: tuple[CellBox, ...]


def build(segments: Sequence[Segment], width: float, height: float, seen: Seen | None = None) -> list[GridBox]:
    """Tables from rulings, from top to bottom. `width` and `height` are the page's, in the segments' unit.

    `seen(point, point)` tells how surely (0..1) a ruling too faint for `segments` runs between two points (page images); it is
    asked beyond the ends of the rulings and for the sides of cells that the segments do not cover.
    Raises ValueError where the page has no size.
    """
    if width <= 0 or height <= 0:
        raise ValueError(f"a page of no size: {width} x {height}")
    tolerance, reach = _TOLERANCE * max(width, height), _REACH * max(width, height)
    across, down = ([r for r in chained(pieces, tolerance, reach) if r.end - r.start > 2 * tolerance] for pieces in split(segments))
    parts = components(across, down, 1.5 * tolerance)
    drawn = [(rules_of(rows, tolerance, reach), rules_of(columns, tolerance, reach)) for rows, columns in parts]
    faint = seen is not None and is_faint(drawn)
    if faint:
        turned = _turned(seen)
        across = [followed(r, seen, reach, _LONG * width, (0, width)) for r in across]
        down = [followed(r, turned, reach, _LONG * height, (0, height)) for r in down]
        parts = merged(components(across, down, 1.5 * tolerance), tolerance)
        drawn = [(spaced(rules_of(rows, tolerance, reach), _APART * reach),
                  spaced(rules_of(columns, tolerance, reach), _APART * reach)) for rows, columns in parts]
    grids = [_grid(rows, columns, tolerance, seen, faint) for rows, columns in drawn]
    return sorted((g for g in grids if g is not None), key=lambda g: (g.bbox.top, g.bbox.x0))


def _turned(seen: Seen) -> Seen:
    return lambda p, q: seen(p[::-1], q[::-1])


def _grid(rows: list[Rule], columns: list[Rule], tolerance: float, seen: Seen | None, faint: bool) -> GridBox | None:
    """The table between the borders; None where it is none."""
    rows, columns = closed_sides(rows, columns, tolerance), closed_sides(columns, rows, tolerance)
    while True:
        used_rows = [r for i, r in enumerate(rows) if separates(r, columns, i in (0, len(rows) - 1))]
        used_columns = [c for i, c in enumerate(columns) if separates(c, used_rows, i in (0, len(columns) - 1))]
        if len(used_rows) == len(rows) and len(used_columns) == len(columns):
            break
        rows, columns = used_rows, used_columns
    if len(columns) < 3 or len(rows) < 2 or (len(rows) == 2 and len(columns) < 4):
        return None
    cells = _cells(rows, columns, seen, faint)
    if len(cells) < 3 or max(c.column_span for c in cells) == min(c.column_span for c in cells) == len(columns) - 1:
        return None
    return GridBox(BBox.around(c.bbox for c in cells), len(rows) - 1, len(columns) - 1, tuple(cells))


def _cells(rows: list[Rule], columns: list[Rule], seen: Seen | None, faint: bool) -> list[CellBox]:
    n, m = len(rows) - 1, len(columns) - 1
    sets = Sets(n * m)
    for c, ruled in enumerate(sides(columns[1:-1], rows, seen and _turned(seen), faint)):
        for r in range(n):
            if not ruled[r]:
                sets.join(r * m + c, r * m + c + 1)
    for r, ruled in enumerate(sides(rows[1:-1], columns, seen, faint)):
        for c in range(m):
            if not ruled[c]:
                sets.join(r * m + c, r * m + m + c)
    areas = [area for group in sets.groups() for area in _rectangles({divmod(i, m) for i in group})]
    return [_cell(area, rows, columns) for area in sorted(areas)]


def _rectangles(places: set[tuple[int, int]]) -> list[tuple[int, int, int, int]]:
    """The places as rectangles (row, column, row span, column span); several where a lost ruling left a ragged shape."""
    found = []
    while places:
        row, column = min(places)
        wide = 1
        while (row, column + wide) in places:
            wide += 1
        high = 1
        while all((row + high, c) in places for c in range(column, column + wide)):
            high += 1
        found.append((row, column, high, wide))
        places = places - set(product(range(row, row + high), range(column, column + wide)))
    return found


def _crossing(row: Rule, column: Rule) -> Point:
    x = column.at(row.level)
    y = row.at(x)
    return column.at(y), y


def _cell(area: tuple[int, int, int, int], rows: list[Rule], columns: list[Rule]) -> CellBox:
    row, column, high, wide = area
    top, bottom, left, right = rows[row], rows[row + high], columns[column], columns[column + wide]
    corners = (_crossing(top, left), _crossing(top, right), _crossing(bottom, right), _crossing(bottom, left))
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return CellBox(row, column, high, wide, BBox(min(xs), min(ys), max(xs), max(ys)), corners)
