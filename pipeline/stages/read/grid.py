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
from pipeline.stages.read.rulings import SURE, Point, Ruling, Seen, Segment, Sets, chained, closed, fit, followed, split

_TOLERANCE = 0.004
"""Share of the page's longer side within which two strokes are one line (3.4 pt on A4): double rules, drift."""
_REACH = 0.012
"""Share of the longer side up to which a gap in a ruling is closed (10 pt on A4)."""
_LONG = 0.08
"""Share of the page that a faint line must run for to count."""
_PRESENT = 0.6
"""Share of a cell's side that must be ruled for the side to be there."""
_FAINT = 0.15
"""Stretches printed in part against those printed whole, from which a table counts as faint."""
_OPEN = 0.6
"""Share of the rulings that must run on past the outermost crossing line for the table to be open on that side."""



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
    parts = _components(across, down, 1.5 * tolerance)
    drawn = [(_rules(rows, tolerance, reach), _rules(columns, tolerance, reach)) for rows, columns in parts]
    if seen is not None and _is_faint(drawn):
        turned = _turned(seen)
        across = [followed(r, seen, reach, _LONG * width, (0, width)) for r in across]
        down = [followed(r, turned, reach, _LONG * height, (0, height)) for r in down]
        parts = _merged(_components(across, down, 1.5 * tolerance), tolerance)
        drawn = [(_rules(rows, tolerance, reach), _rules(columns, tolerance, reach)) for rows, columns in parts]
    else:
        seen = None
    grids = [_grid(rows, columns, tolerance, seen) for rows, columns in drawn]
    return sorted((g for g in grids if g is not None), key=lambda g: (g.bbox.top, g.bbox.x0))


def _turned(seen: Seen) -> Seen:
    return lambda p, q: seen(p[::-1], q[::-1])


def _is_faint(drawn: list[tuple[list[_Rule], list[_Rule]]]) -> bool:
    """Whether many stretches between crossing borders are printed in part: in a good picture they are there or not."""
    shares = [rule.share(a.at(rule.level), b.at(rule.level)) for rows, columns in drawn for one, other in ((rows, columns), (columns, rows))
              for rule in one for a, b in zip(other, other[1:])]
    whole = sum(s >= 0.9 for s in shares)
    return whole >= 3 and sum(0.04 < s < 0.9 for s in shares) > _FAINT * whole


Part = tuple[list[Ruling], list[Ruling]]


def _merged(parts: list[Part], slack: float) -> list[Part]:
    """Parts that lie across one another as one: a faint table falls apart where its rulings are lost. A part inside another stays."""
    boxes = [(min(d for r in columns for _, d in r.points), min(a for r in rows for _, a in r.points),
              max(d for r in columns for _, d in r.points), max(a for r in rows for _, a in r.points)) for rows, columns in parts]
    spans = [(min(x0, min(r.start for r in rows)), y0, max(x1, max(r.end for r in rows)), y1) for (x0, y0, x1, y1), (rows, _) in zip(boxes, parts)]
    sets = Sets(len(parts))
    for i, j in product(range(len(parts)), repeat=2):
        a, b = spans[i], spans[j]
        across, down = min(a[2], b[2]) - max(a[0], b[0]), min(a[3], b[3]) - max(a[1], b[1])
        nested = across >= min(a[2] - a[0], b[2] - b[0]) - slack and down >= min(a[3] - a[1], b[3] - b[1]) - slack
        if i < j and across > slack and down > slack and not nested:
            sets.join(i, j)
    return [([r for i in group for r in parts[i][0]], [r for i in group for r in parts[i][1]]) for group in sets.groups()]


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


def _rules(rulings: list[Ruling], tolerance: float, reach: float) -> list[_Rule]:
    """The borders of one direction in order, rulings on one level taken together.

    A page photographed or fed at an angle has slopes that change across it: slope = a + b * level, from the long rulings.
    """
    start, end = min(r.start for r in rulings), max(r.end for r in rulings)
    centre = (start + end) / 2
    fits = [(fit(r.points), r) for r in rulings]
    long = [(mv, slope) for (_, mv, slope), r in fits if r.end - r.start > 0.4 * (end - start)]
    base, usual, trend = fit(long) if long else (0.0, 0.0, 0.0)
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
        mu, mv, slope = fit(longest.points)
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


def _grid(rows: list[_Rule], columns: list[_Rule], tolerance: float, seen: Seen | None) -> GridBox | None:
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
    cells = _cells(rows, columns, seen)
    if len(cells) < 3 or max(c.column_span for c in cells) == min(c.column_span for c in cells) == len(columns) - 1:
        return None
    return GridBox(BBox.around(c.bbox for c in cells), len(rows) - 1, len(columns) - 1, tuple(cells))


def _separates(rule: _Rule, crossing: list[_Rule], outer: bool) -> bool:
    """Whether the rule is printed along at least one cell's side."""
    sides = zip(crossing, crossing[1:])
    return any(rule.share(a.at(rule.level), b.at(rule.level)) >= (_PRESENT / 2 if outer else _PRESENT) for a, b in sides)


def _cells(rows: list[_Rule], columns: list[_Rule], seen: Seen | None) -> list[CellBox]:
    n, m = len(rows) - 1, len(columns) - 1
    sets = Sets(n * m)
    for c, ruled in enumerate(_sides(columns[1:-1], rows, seen and _turned(seen))):
        for r in range(n):
            if not ruled[r]:
                sets.join(r * m + c, r * m + c + 1)
    for r, ruled in enumerate(_sides(rows[1:-1], columns, seen)):
        for c in range(m):
            if not ruled[c]:
                sets.join(r * m + c, r * m + m + c)
    areas = [area for group in sets.groups() for area in _rectangles({divmod(i, m) for i in group})]
    return [_cell(area, rows, columns) for area in sorted(areas)]


def _sides(rules: list[_Rule], crossing: list[_Rule], seen: Seen | None) -> list[list[bool]]:
    """For each rule, which of its stretches between crossing borders are printed.

    Where the strokes cover each stretch wholly or not at all they are believed; in a faint copy `seen` is asked.
    """
    spans = [[(a.at(rule.level), b.at(rule.level)) for a, b in zip(crossing, crossing[1:])] for rule in rules]
    shares = [[rule.share(*span) for span in own] for rule, own in zip(rules, spans)]
    found = [[share >= _PRESENT for share in own] for own in shares]
    if seen is None:
        return found
    scores = [[1.0 if there else seen((s, rule.at(s)), (e, rule.at(e))) for there, (s, e) in zip(told, own)] for rule, own, told in zip(rules, spans, found)]
    return _believed(scores)


def _believed(scores: list[list[float]]) -> list[list[bool]]:
    """Which faint stretches are there. Merged cells come in rows and columns of their own: little is enough where the rule
    runs through everywhere else and its neighbours run through beside it."""
    sure = [[score >= 0.5 for score in own] for own in scores]
    along = [sum(own) / len(own) for own in sure]
    beside = [sum(own[k] for own in sure) / len(sure) for k in range(len(sure[0]))] if sure else []
    enough = lambda a, b: 0.1 if min(a, b) >= 0.75 and max(len(scores), len(beside)) >= 5 else 0.5 if min(a, b) >= 0.6 else SURE
    return [[score >= enough(a, b) for score, b in zip(own, beside)] for own, a in zip(scores, along)]


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
