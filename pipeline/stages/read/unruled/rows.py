"""Rows of a page as pieces with wide gaps between them, and the runs of rows whose figures stand below one another."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from statistics import median

import regex

from extractors.tabular.figures import is_figure
from pipeline.stages.read import reading_order
from pipeline.stages.read.ruled.figures import looks_numeric
from pipeline.stages.read.ruled.rulings import Segment, split
from pipeline.stages.read.tokens import Token

GAP = 0.6
"""Share of the font size from which a gap parts two pieces: a space is 0.25 to 0.35, a justified line's seldom twice that."""
HEAD_GAP = 0.42
"""The same in a header, which is never justified, but whose words fill their columns."""
STEP = 3.2
"""Font sizes that neighbouring rows of one table may be apart."""
_BETWEEN = 4
"""Rows without figures between two rows of one table, at most: a label of several lines, the name of a group."""
_LEADERS = regex.compile(r"[.…_·]{4,}")
_NOTHING = regex.compile(r"[-–—x…]")
"""What stands for no figure."""


@dataclass(frozen=True)
class Piece:
    """Words of one row without a wide gap between them, from left to right."""

    tokens: tuple[Token, ...]

    @property
    def x0(self) -> float:
        return self.tokens[0].x0

    @property
    def x1(self) -> float:
        return max(t.x1 for t in self.tokens)

    @property
    def middle(self) -> float:
        return (self.x0 + self.x1) / 2

    @cached_property
    def text(self) -> str:
        return " ".join(t.text for t in self.tokens)

    @cached_property
    def figure(self) -> bool:
        """Whether it is a figure, or what a reader of pictures makes of one."""
        return is_figure(self.text) or (len(self.tokens) == 1 and looks_numeric(self.text))

    @property
    def blank(self) -> bool:
        return _NOTHING.fullmatch(self.text) is not None


@dataclass(frozen=True)
class Row:
    """Words on one baseline as pieces from left to right."""

    pieces: tuple[Piece, ...]

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        return tuple(t for piece in self.pieces for t in piece.tokens)

    @cached_property
    def baseline(self) -> float:
        return median(t.baseline for t in self.tokens)

    @cached_property
    def size(self) -> float:
        return median(t.size for t in self.tokens)

    @cached_property
    def top(self) -> float:
        return min(t.top for t in self.tokens)

    @cached_property
    def bottom(self) -> float:
        return max(t.bottom for t in self.tokens)

    @cached_property
    def figures(self) -> tuple[Piece, ...]:
        """Figures beside the first piece, which names or numbers the row; none in a row of dot leaders."""
        if any(_LEADERS.search(t.text) for t in self.tokens):
            return ()
        return tuple(p for p in self.pieces[1:] if p.figure)

    def parted(self, gap: float) -> Row:
        """The row with other gaps between its pieces."""
        return Row(_pieces(self.tokens, gap, ()))


def printed(tokens: Sequence[Token], segments: Sequence[Segment]) -> list[Row]:
    """The page's rows from top to bottom, parted at wide gaps and where an upright stroke stands between two words."""
    _, down = split(segments)
    return [Row(_pieces(row, GAP, down)) for row in reading_order.rows(tokens)]


def _pieces(row: Sequence[Token], gap: float, down: Sequence[Segment]) -> tuple[Piece, ...]:
    parts: list[list[Token]] = []
    for token in row:
        last = parts[-1][-1] if parts else None
        if last is not None and token.x0 - last.x1 <= gap * min(last.size, token.size) and not _stroke(last, token, down):
            parts[-1].append(token)
        else:
            parts.append([token])
    return tuple(Piece(tuple(part)) for part in parts)


def _stroke(left: Token, right: Token, down: Sequence[Segment]) -> bool:
    """Whether an upright stroke (as (y0, x0, y1, x1)) stands between two words of a row."""
    y = (right.top + right.bottom) / 2
    return any(y0 <= y <= y1 and left.x1 - 1 <= (x0 + x1) / 2 <= right.x0 + 1 for y0, x0, y1, x1 in down)


def runs(rows: Sequence[Row]) -> list[tuple[int, int]]:
    """First and last index (both included) of rows of figures that lie close enough to be one table's."""
    found: list[tuple[int, int]] = []
    for i, row in enumerate(rows):
        if len(row.figures) < 2:
            continue
        if (found and i - found[-1][1] <= _BETWEEN + 1
            and all(near(a, b) for a, b in zip(rows[found[-1][1] : i], rows[found[-1][1] + 1 : i + 1]))):
            found[-1] = (found[-1][0], i)
        else:
            found.append((i, i))
    return found


def near(above: Row, below: Row) -> bool:
    """Whether two neighbouring rows are near enough for one table."""
    return below.baseline - above.baseline <= STEP * max(above.size, below.size)
