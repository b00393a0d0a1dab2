"""Ruling lines out of loose segments: pieces of one printed line chained together, in either direction.

Coordinates are (u, v): u along the line, v across it. For horizontal rulings u is x and v is y, for vertical ones the
other way round, so that one code serves both. Units are the caller's (points or pixels).
"""
from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median

Segment = tuple[float, float, float, float]
"""x0, y0, x1, y1 of a thin straight stroke; y1 may be above y0 where the line rises to the right."""

Point = tuple[float, float]
Seen = Callable[[Point, Point], float]
"""Tells how surely (0..1) a faint ruling runs between two points."""

SURE = 0.72
"""From here on a faint ruling is taken to be there."""

STEEPEST = 0.08
"""Slope up to which a stroke still counts as horizontal or vertical (about 4.6 degrees)."""


@dataclass(frozen=True, slots=True)
class Ruling:
    """One printed line: covered intervals along u (sorted, gaps up to `reach` closed) and the end points of its pieces."""

    covered: tuple[tuple[float, float], ...]
    points: tuple[tuple[float, float], ...]

    @property
    def start(self) -> float:
        return self.covered[0][0]

    @property
    def end(self) -> float:
        return self.covered[-1][1]

    @property
    def middle(self) -> tuple[float, float]:
        """Mean point of the pieces' ends."""
        return sum(u for u, _ in self.points) / len(self.points), sum(v for _, v in self.points) / len(self.points)


class Sets:
    """Disjoint sets of the numbers below n (union-find)."""

    def __init__(self, n: int):
        self._parent = list(range(n))

    def find(self, i: int) -> int:
        while self._parent[i] != i:
            self._parent[i] = self._parent[self._parent[i]]
            i = self._parent[i]
        return i

    def join(self, i: int, j: int) -> None:
        self._parent[self.find(i)] = self.find(j)

    def groups(self) -> list[list[int]]:
        found: dict[int, list[int]] = {}
        for i in range(len(self._parent)):
            found.setdefault(self.find(i), []).append(i)
        return list(found.values())


def split(segments: Sequence[Segment]) -> tuple[list[Segment], list[Segment]]:
    """Horizontal and vertical strokes as (u0, v0, u1, v1) with u0 < u1; slanting ones and dots are dropped."""
    across, down = [], []
    for x0, y0, x1, y1 in segments:
        width, height = abs(x1 - x0), abs(y1 - y0)
        if width > 0 and height <= STEEPEST * width + 1e-9:
            across.append((x0, y0, x1, y1) if x0 < x1 else (x1, y1, x0, y0))
        elif height > 0 and width <= STEEPEST * height + 1e-9:
            down.append((y0, x0, y1, x1) if y0 < y1 else (y1, x1, y0, x0))
    return across, down


def closed(intervals: Sequence[tuple[float, float]], reach: float) -> tuple[tuple[float, float], ...]:
    """The union of the intervals, gaps up to `reach` closed."""
    merged: list[list[float]] = []
    for start, end in sorted(intervals):
        if merged and start - merged[-1][1] <= reach:
            merged[-1][1] = max(merged[-1][1], end)
        else:
            merged.append([start, end])
    return tuple((start, end) for start, end in merged)


def slope_of(pieces: Sequence[Segment]) -> float:
    """The typical slope dv/du, longer pieces counting more."""
    slopes = [(v1 - v0) / (u1 - u0) for u0, v0, u1, v1 in pieces for _ in range(1 + min(20, int((u1 - u0) / 20)))]
    return median(slopes) if slopes else 0.0


def chained(pieces: Sequence[Segment], tolerance: float, reach: float) -> list[Ruling]:
    """Pieces that lie on one line (facing ends within `tolerance` across and `reach` along) as one ruling."""
    slope = slope_of(pieces)
    level = [(v0 + v1) / 2 - slope * (u0 + u1) / 2 for u0, v0, u1, v1 in pieces]
    order = sorted(range(len(pieces)), key=level.__getitem__)
    sets = Sets(len(pieces))
    for n, i in enumerate(order):
        for j in order[n + 1 :]:
            if level[j] - level[i] > 3 * tolerance:
                break
            if sets.find(i) != sets.find(j) and _continues(pieces[i], pieces[j], tolerance, reach):
                sets.join(i, j)
    return [_ruling([pieces[i] for i in group], reach) for group in sets.groups()]


def _continues(a: Segment, b: Segment, tolerance: float, reach: float) -> bool:
    if max(a[0], b[0]) - min(a[2], b[2]) > reach:
        return False
    u = (max(a[0], b[0]) + min(a[2], b[2])) / 2
    return abs(_level(a, u) - _level(b, u)) <= tolerance


def _level(piece: Segment, u: float) -> float:
    u0, v0, u1, v1 = piece
    return v0 + (v1 - v0) * min(1.0, max(0.0, (u - u0) / (u1 - u0)))


def _ruling(pieces: Sequence[Segment], reach: float) -> Ruling:
    points = sorted({(u, v) for u0, v0, u1, v1 in pieces for u, v in ((u0, v0), (u1, v1))})
    return Ruling(closed([(u0, u1) for u0, _, u1, _ in pieces], reach), tuple(points))


def fit(points: Sequence[Point]) -> tuple[float, float, float]:
    """Least squares through points (u, v): mean u, mean v, slope."""
    n = len(points)
    mu, mv = sum(u for u, _ in points) / n, sum(v for _, v in points) / n
    spread = sum((u - mu) ** 2 for u, _ in points)
    return mu, mv, sum((u - mu) * (v - mv) for u, v in points) / spread if spread > 1e-9 else 0.0


def followed(ruling: Ruling, seen: Seen, step: float, least: float, bounds: tuple[float, float]) -> Ruling:
    """The ruling carried on beyond both ends as far as something is seen, step by step, within `bounds`.

    `seen` takes points (u, v). A ruling that stays shorter than `least` is given back as it was.
    """
    mu, mv, slope = fit(ruling.points)
    start, end = ruling.start, ruling.end
    while end + step <= bounds[1] and _runs(seen, end, end + step, mu, mv, slope) >= SURE:
        end += step
    while start - step >= bounds[0] and _runs(seen, start - step, start, mu, mv, slope) >= SURE:
        start -= step
    if (start, end) == (ruling.start, ruling.end) or end - start < least:
        return ruling
    return Ruling(closed([*ruling.covered, (start, ruling.start), (ruling.end, end)], 0), ruling.points)


def _runs(seen: Seen, start: float, end: float, mu: float, mv: float, slope: float) -> float:
    return seen((start, mv + slope * (start - mu)), (end, mv + slope * (end - mu)))
