"""The header above columns that no ruling parts: its lines, and which of its words stand over several columns."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from extractors.tabular.figures import is_year
from pipeline.stages.read.unruled.columns import Column
from pipeline.stages.read.unruled.rows import HEAD_GAP, Piece, Row

_MOST = 6
"""Lines of a header, at most."""
_STEP = 2.4
"""Font sizes between two lines of a header, and between it and the body."""
_WIDE = 0.6
"""Share of the table's width from which a single piece is a caption or a line of text."""
_STRAY = 1.5
"""Font sizes, for each further column, by which a head may be off the middle of the columns that it heads."""
_COVERED, _UNPLACED = 0.3, 9.0
"""What a column below a head is worth, and what a head without columns costs, in font sizes that a head is off the middle."""
_AXIS = 0.7
"""Font sizes by which lines of one column's name are off its middle or its left edge."""


@dataclass(frozen=True)
class Head:
    """Words of the header over `first`..`last` (both included) columns; `upper`: above the names of these columns."""

    first: int
    last: int
    upper: bool
    pieces: tuple[Piece, ...]


def lines_above(rows: Sequence[Row], first: int, columns: Sequence[Column], levels: Sequence[float]) -> int:
    """Index of the header's first line when the body begins at row `first`; `first` where there is no header.

    A header ends at a ruling over the whole width above it, at a caption, a unit line, a wide space. Below a row of figures there is none.
    """
    left, right = columns[0].x0, columns[-1].x1
    start = first
    while start > 0 and first - start < _MOST:
        row, below = rows[start - 1], rows[start]
        if below.baseline - row.baseline > _STEP * max(row.size, below.size) or (start < first and _ruled(row, below, levels)):
            break
        if len(row.figures) > 1 and not is_leaf_row(row):
            return first
        pieces = row.parted(HEAD_GAP).pieces
        inside = left - 2 * row.size <= pieces[0].x0 and pieces[-1].x1 <= right + 2 * row.size
        single = len(row.pieces) == 1
        if (not inside or any(p.x1 - p.x0 > _WIDE * (right - left) for p in pieces)
            or (single and (_crosses_label(row.pieces[0], columns) or ":" in row.pieces[0].text))):
            break
        start -= 1
    while start < first and len(rows[start].pieces) == 1 and _apart(rows[start : first + 1]):
        start += 1
    return start


def _ruled(above: Row, below: Row, levels: Sequence[float]) -> bool:
    return any(above.bottom - 0.3 * above.size <= level <= below.top + 0.3 * below.size for level in levels)


def _crosses_label(piece: Piece, columns: Sequence[Column]) -> bool:
    """Whether a piece begins over the columns that name the rows and reaches over the figures: a caption, a line of text."""
    first = next((c for c in columns[1:] if c.figures), columns[-1])
    return piece.x0 < first.x0 - 1 and piece.x1 > first.x1


def _apart(rows: Sequence[Row]) -> bool:
    """Whether the first line stands farther from the rest than the lines below from one another."""
    steps = [b.baseline - a.baseline for a, b in zip(rows, rows[1:])]
    return len(steps) > 1 and steps[0] > 1.5 * max(steps[1:])


def is_leaf_row(row: Row) -> bool:
    """A row of years heads columns: `2021  2022  2023`."""
    return len(row.figures) > 1 and all(is_year(p.text) for p in row.figures)


def heads(rows: Sequence[Row], columns: Sequence[Column]) -> list[Head] | None:
    """The words of a header over the columns; None where a column of figures has no name of its own."""
    bounds = _bounds(columns)
    own: list[list[tuple[int, Piece]]] = [[] for _ in columns]
    wide: list[tuple[int, Piece]] = []
    for n, row in enumerate(rows):
        for piece in row.parted(HEAD_GAP).pieces:
            home = _home(piece, columns, bounds)
            (wide if home is None else own[home]).append((n, piece))
    _raise_stray(own, wide, rows[0].size)
    _raise_middles(own, wide)
    groups = _groups(wide, own, columns, rows[0].size)
    placed = {id(p) for _, _, pieces in groups for p in pieces}
    for n, piece in wide:
        if id(piece) not in placed:
            own[min(range(len(columns)), key=lambda k: abs((columns[k].x0 + columns[k].x1) / 2 - piece.middle))].append((n, piece))
    if any(c.figures and not own[k] for k, c in enumerate(columns[1:], 1)):
        return None
    made = [Head(first, last, True, pieces) for first, last, pieces in groups]
    made += [Head(k, k, False, tuple(p for _, p in held)) for k, held in enumerate(own) if held]
    return made


def _bounds(columns: Sequence[Column]) -> list[float]:
    """Middles of the gutters, and the outer edges."""
    return [float("-inf"), *((a.x1 + b.x0) / 2 for a, b in zip(columns, columns[1:])), float("inf")]


def _home(piece: Piece, columns: Sequence[Column], bounds: Sequence[float]) -> int | None:
    """The column that a piece stands over alone; None where it reaches well into others."""
    touched = [k for k, c in enumerate(columns) if c.overlaps(piece)]
    if len(touched) == 1:
        return touched[0]
    shares = [max(0.0, min(piece.x1, b) - max(piece.x0, a)) for a, b in zip(bounds, bounds[1:])]
    best = max(range(len(columns)), key=shares.__getitem__)
    return best if shares[best] > 0.75 * (piece.x1 - piece.x0) else None


def _raise_stray(own: list[list[tuple[int, Piece]]], wide: list[tuple[int, Piece]], size: float) -> None:
    """Moves to `wide`, in place, what stands above a column's name but neither over its middle nor flush with it."""
    for held in own:
        lowest = max(held, key=lambda item: item[0], default=(0, None))[1]
        for n, piece in held[:]:
            if min(abs(piece.middle - lowest.middle), abs(piece.x0 - lowest.x0)) > _AXIS * size:
                held.remove((n, piece))
                wide.append((n, piece))


def _raise_middles(own: list[list[tuple[int, Piece]]], wide: list[tuple[int, Piece]]) -> None:
    """Moves to `wide`, in place, what stands over the middle one of several columns whose names begin on a line below.

    `Năm 2021` above the second of `Nam`, `Nữ`, `Trẻ em`; a name of several lines goes on in lower case instead.
    """
    tops = [min((n for n, _ in held), default=None) for held in own]
    for k, held in enumerate(own):
        beside = [own[j] for j in (k - 1, k + 1) if 0 < j < len(own)]
        upper = [(n, p) for n, p in held if all(b and min(m for m, _ in b) > n for b in beside)]
        lower = [(n, p) for n, p in held if (n, p) not in upper]
        if len(beside) < 2 or not upper or not lower or not all(_begins(p) for n, p in lower if n == min(m for m, _ in lower)):
            continue
        if all(min(m for m, _ in b) == min(m for m, _ in lower) for b in beside) and sum(t == tops[k] for t in tops) > 1:
            own[k] = lower
            wide += upper


def _begins(piece: Piece) -> bool:
    first = piece.text[:1]
    return first.isupper() or first.isdigit() or first in "(%"


def _groups(wide: Sequence[tuple[int, Piece]], own: Sequence[Sequence[tuple[int, Piece]]], columns: Sequence[Column],
            size: float) -> list[tuple[int, int, tuple[Piece, ...]]]:
    """The wide heads with the columns each stands over: neighbours whose names stand below it, the head over their middle."""
    stacks: list[list[tuple[int, Piece]]] = []
    for n, piece in sorted(wide, key=lambda item: (item[0], item[1].x0)):
        stack = next((s for s in stacks if s[-1][0] < n and s[-1][1].x0 < piece.x1 and piece.x0 < s[-1][1].x1), None)
        stack.append((n, piece)) if stack is not None else stacks.append([(n, piece)])
    stacks.sort(key=lambda s: s[0][1].x0)
    middles = [(min(p.x0 for _, p in s) + max(p.x1 for _, p in s)) / 2 for s in stacks]
    below = [[k > 0 and bool(held) and min(n for n, _ in held) > s[-1][0] for k, held in enumerate(own)] for s in stacks]

    @cache
    def best(at: int, after: int) -> tuple[float, tuple[tuple[int, int] | None, ...]]:
        if at == len(stacks):
            return 0.0, ()
        cost, rest = best(at + 1, after)
        found = (cost + _UNPLACED, (None, *rest))
        for first in range(after, len(columns) - 1):
            for last in range(first + 1, len(columns)):
                if not all(below[at][first : last + 1]):
                    break
                off = abs(_centre(own, columns, first, last) - middles[at]) / size
                if off <= _STRAY * (last - first):
                    cost, rest = best(at + 1, last + 1)
                    found = min(found, (cost + off - _COVERED * (last - first + 1), ((first, last), *rest)))
        return found

    return [(*span, tuple(p for _, p in stack)) for span, stack in zip(best(0, 1)[1], stacks) if span is not None]


def _centre(own: Sequence[Sequence[tuple[int, Piece]]], columns: Sequence[Column], first: int, last: int) -> float:
    left = min([columns[first].x0, *(p.x0 for _, p in own[first])])
    right = max([columns[last].x1, *(p.x1 for _, p in own[last])])
    return (left + right) / 2
