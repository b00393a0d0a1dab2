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
from statistics import median

from pipeline.model.document import BBox
from pipeline.stages.read.rulings import Ruling, Segment, Sets, chained, closed, split

_TOLERANCE = 0.004
"""Share of the page's longer side within which two strokes are one line (3.4 pt on A4): double rules, drift."""
_REACH = 0.012
"""Share of the longer side up to which a gap in a ruling is closed (10 pt on A4)."""
_PRESENT = 0.6
"""Share of a cell's side that must be ruled for the side to be there."""
_OPEN = 0.6
"""Share of the rulings that must run on past the outermost crossing line for the table to be open on that side."""

Point = tuple[float, float]


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


@dataclass(frozen=True, slots=True)
class _Rule:
    """A row or column border of a table: v = level + slope * (u - centre), and where along u it is printed."""

    level: float
    slope: float
    centre: float
    covered: tuple[tuple[float, float], ...]

    def at(self, u: float) -> float:
        return self.level + self.slope * (u - self.centre)

    def share(self, start: float, end: float) -> float:
        """How much of start..end is printed, 0..1."""
        inside = sum(max(0.0, min(end, e) - max(start, s)) for s, e in self.covered)
        return inside / (end - start) if end > start else 0.0


def build(segments: Sequence[Segment], width: float, height: float) -> list[GridBox]:
    """Tables from rulings, from top to bottom. `width` and `height` are the page's, in the segments' unit.

    Raises ValueError where the page has no size.
    """
    if width <= 0 or height <= 0:
        raise ValueError(f"a page of no size: {width} x {height}")
    tolerance, reach = _TOLERANCE * max(width, height), _REACH * max(width, height)
    across, down = (chained(pieces, tolerance, reach) for pieces in split(segments))
    across = [r for r in across if r.end - r.start > 2 * tolerance]
    down = [r for r in down if r.end - r.start > 2 * tolerance]
    grids = []
    for rows, columns in _components(across, down, 1.5 * tolerance):
        found = _grid(_rules(rows, tolerance, reach), _rules(columns, tolerance, reach), tolerance)
        if found is not None:
            grids.append(found)
    return sorted(grids, key=lambda g: (g.bbox.top, g.bbox.x0))


def _components(across: list[Ruling], down: list[Ruling], slack: float) -> list[tuple[list[Ruling], list[Ruling]]]:
    """Rulings that touch one another, as (horizontal, vertical) groups with both kinds."""
    sets = Sets(len(across) + len(down))
    for (i, a), (j, d) in product(enumerate(across), enumerate(down)):
        x, y = d.middle[1], a.middle[1]
        x, y = _near(d, y, x), _near(a, x, y)
        if a.start - slack <= x <= a.end + slack and d.start - slack <= y <= d.end + slack:
            sets.join(i, len(across) + j)
    found = []
    for group in sets.groups():
        rows = [across[i] for i in group if i < len(across)]
        columns = [down[i - len(across)] for i in group if i >= len(across)]
        if rows and columns:
            found.append((rows, columns))
    return found


def _near(ruling: Ruling, u: float, default: float) -> float:
    """v of the ruling's point nearest to u."""
    return min(ruling.points, key=lambda p: abs(p[0] - u))[1] if ruling.points else default


def _fit(points: Sequence[Point]) -> tuple[float, float, float]:
    """Least squares: mean u, mean v, slope."""
    n = len(points)
    mu, mv = sum(u for u, _ in points) / n, sum(v for _, v in points) / n
    spread = sum((u - mu) ** 2 for u, _ in points)
    return mu, mv, sum((u - mu) * (v - mv) for u, v in points) / spread if spread > 1e-9 else 0.0


def _rules(rulings: list[Ruling], tolerance: float, reach: float) -> list[_Rule]:
    """The borders of one direction in order, rulings on one level taken together.

    A page photographed or fed at an angle has slopes that change across it: slope = a + b * level, from the long rulings.
    """
    start, end = min(r.start for r in rulings), max(r.end for r in rulings)
    centre = (start + end) / 2
    fits = [(_fit(r.points), r) for r in rulings]
    long = [(mv, slope) for (_, mv, slope), r in fits if r.end - r.start > 0.4 * (end - start)]
    base, usual, trend = _fit(long) if long else (0.0, 0.0, 0.0)
    levels = sorted(((mv - (slope := usual + trend * (mv - base)) * (mu - centre), slope, r) for (mu, mv, _), r in fits), key=lambda x: x[0])
    clusters: list[list[tuple[float, float, Ruling]]] = []
    for item in levels:
        if clusters and item[0] - clusters[-1][-1][0] <= tolerance and item[0] - clusters[-1][0][0] <= 2 * tolerance:
            clusters[-1].append(item)
        else:
            clusters.append([item])
    return [_rule(cluster, centre, 0.4 * (end - start), reach) for cluster in clusters]


def _rule(cluster: list[tuple[float, float, Ruling]], centre: float, enough: float, reach: float) -> _Rule:
    covered = closed([c for _, _, r in cluster for c in r.covered], reach)
    longest = max((r for _, _, r in cluster), key=lambda r: r.end - r.start)
    if longest.end - longest.start > enough:
        mu, mv, slope = _fit(longest.points)
        return _Rule(mv + slope * (centre - mu), slope, centre, covered)
    return _Rule(sum(level for level, _, _ in cluster) / len(cluster), cluster[0][1], centre, covered)


def _closed_sides(rules: list[_Rule], crossing: list[_Rule], tolerance: float) -> list[_Rule]:
    """`rules` with a border added on a side where most of the crossing lines run on past the last one (open tables)."""
    centre = rules[0].centre
    whole = ((min(c.level for c in crossing), max(c.level for c in crossing)),)
    starts = [c.covered[0][0] for c in crossing]
    ends = [c.covered[-1][1] for c in crossing]
    first, last = rules[0].level, rules[-1].level
    before = [s for s in starts if s < first - 4 * tolerance]
    after = [e for e in ends if e > last + 4 * tolerance]
    if len(crossing) > 1 and len(before) >= _OPEN * len(crossing):
        rules = [_Rule(median(before), rules[0].slope, centre, whole), *rules]
    if len(crossing) > 1 and len(after) >= _OPEN * len(crossing):
        rules = [*rules, _Rule(median(after), rules[-1].slope, centre, whole)]
    return rules


def _grid(rows: list[_Rule], columns: list[_Rule], tolerance: float) -> GridBox | None:
    """The table between the borders; None where it is none."""
    rows, columns = _closed_sides(rows, columns, tolerance), _closed_sides(columns, rows, tolerance)
    while True:
        used_rows = [r for i, r in enumerate(rows) if _separates(r, columns, i in (0, len(rows) - 1))]
        used_columns = [c for i, c in enumerate(columns) if _separates(c, used_rows, i in (0, len(columns) - 1))]
        if len(used_rows) == len(rows) and len(used_columns) == len(columns):
            break
        rows, columns = used_rows, used_columns
    if len(columns) < 3 or len(rows) < 2 or (len(rows) == 2 and len(columns) < 4):
        return None
    cells = _cells(rows, columns)
    if len(cells) < 3 or max(c.column_span for c in cells) == min(c.column_span for c in cells) == len(columns) - 1:
        return None
    return GridBox(BBox.around(c.bbox for c in cells), len(rows) - 1, len(columns) - 1, tuple(cells))


def _separates(rule: _Rule, crossing: list[_Rule], outer: bool) -> bool:
    """Whether the rule is printed along at least one cell's side."""
    sides = zip(crossing, crossing[1:])
    return any(rule.share(a.at(rule.level), b.at(rule.level)) >= (_PRESENT / 2 if outer else _PRESENT) for a, b in sides)


def _cells(rows: list[_Rule], columns: list[_Rule]) -> list[CellBox]:
    n, m = len(rows) - 1, len(columns) - 1
    sets = Sets(n * m)
    for r, c in product(range(n), range(m)):
        if c + 1 < m and columns[c + 1].share(rows[r].at(columns[c + 1].level), rows[r + 1].at(columns[c + 1].level)) < _PRESENT:
            sets.join(r * m + c, r * m + c + 1)
        if r + 1 < n and rows[r + 1].share(columns[c].at(rows[r + 1].level), columns[c + 1].at(rows[r + 1].level)) < _PRESENT:
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


def _crossing(row: _Rule, column: _Rule) -> Point:
    x = column.at(row.level)
    y = row.at(x)
    return column.at(y), y


def _cell(area: tuple[int, int, int, int], rows: list[_Rule], columns: list[_Rule]) -> CellBox:
    row, column, high, wide = area
    top, bottom, left, right = rows[row], rows[row + high], columns[column], columns[column + wide]
    corners = (_crossing(top, left), _crossing(top, right), _crossing(bottom, right), _crossing(bottom, left))
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return CellBox(row, column, high, wide, BBox(min(xs), min(ys), max(xs), max(ys)), corners)
