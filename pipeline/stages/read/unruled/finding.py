"""Tables whose columns no ruling parts, out of the words of a page.

    find(tokens, segments) -> [Worded, ...]

Figures that stand below one another in several columns, over three rows at least, with gutters that all rows leave free, below
a header that names the columns. A letterhead, a signature beside its recipients, two columns of text, a list, a table of
contents have no such figures. Horizontal rulings (over the head, below it, at the foot, between the rows), where there are
any, tell where the table and its rows end. Boxes are in the unit of the words (points or pixels).
"""
from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from extractors.tabular.figures import is_figure
from pipeline.stages.read.ruled.rulings import Segment, chained, split
from pipeline.stages.read.tokens import Token
from pipeline.stages.read.unruled.body import blocks, label_column, leading, trailing
from pipeline.stages.read.unruled.cells import Worded, tabled
from pipeline.stages.read.unruled.columns import Column, columns, speaking
from pipeline.stages.read.unruled.header import heads, is_leaf_row, lines_above
from pipeline.stages.read.unruled.rows import Row, printed, runs

_ROWS, _ROWS_RULED = 3, 2
"""Rows of figures that a table has at least; with a ruling above and below."""
_COLUMNS = 2
"""Columns of figures that a table has at least."""
_HEADLESS = 4
"""Rows of figures, at least, and columns of these, where a table goes on at the top of a page without a header."""
_FEWEST = _COLUMNS * _ROWS_RULED
_ACROSS = 0.8
"""Share of a table's width that a ruling over the whole width covers."""


def find(tokens: Sequence[Token], segments: Sequence[Segment]) -> list[Worded]:
    """The tables without ruled columns, from top to bottom. `tokens` are the page's words that stand in no ruled table."""
    if sum(is_figure(t.text) for t in tokens) < _FEWEST:
        return []
    rows = printed(tokens, segments)
    found: list[Worded] = []
    done = 0
    for first, last in runs(rows):
        start = max(first, done)
        while start <= last:
            table = _longest(rows, start, last, segments, done)
            if table is None:
                start += 1
                continue
            found.append(table[0])
            start = done = table[1] + 1
    return found


def _longest(rows: Sequence[Row], first: int, last: int, segments: Sequence[Segment], done: int) -> tuple[Worded, int] | None:
    """The table that begins at row `first`, and the index of its last row; None where none begins."""
    size = median(row.size for row in rows[first : last + 1])
    if len(rows[first].figures) < _COLUMNS:
        return None
    end = first
    for at in range(first + 1, last + 1):
        if rows[at].figures and columns(rows[first : at + 1], size) is not None:
            end = at
        elif len(rows[at].figures) >= _COLUMNS:
            break
    made = columns(rows[first : end + 1], size)
    if made is None:
        return None
    body = first
    while body < end and is_leaf_row(rows[body]):
        body += 1
    levels = _levels(segments, made)
    label = label_column(made, rows[first : end + 1])
    end = trailing(rows, end, made, label, levels)
    made = columns(rows[first : end + 1], size) or made
    if body == first:
        body = first = leading(rows, first, done, label, levels)
    top = max(done, lines_above(rows, first, made, levels))
    between = [level for level in levels if rows[top].top - size < level < rows[end].bottom + size]
    if not _is_table(rows, top, body, end, made, between):
        return None
    head = heads(rows[top:body], made) if top < body else []
    if head is None:
        return None
    return tabled(made, head, blocks(rows[body : end + 1], made, label, levels), between), end


def _levels(segments: Sequence[Segment], made: Sequence[Column]) -> list[float]:
    """y of the rulings that run over the whole width of the columns."""
    across, _ = split(segments)
    left, right = made[0].x0, made[-1].x1
    slack = 0.02 * (right - left)
    rulings = chained([s for s in across if s[2] > left and s[0] < right], slack / 4, slack)
    return sorted(r.middle[1] for r in rulings if min(r.end, right) - max(r.start, left) >= _ACROSS * (right - left))


def _is_table(rows: Sequence[Row], top: int, body: int, end: int, made: Sequence[Column], between: Sequence[float]) -> bool:
    """Whether rows `body`..`end` below a header from `top` on are a table: rows and columns enough, of figures that
    differ from row to row."""
    figured = [row for row in rows[body : end + 1] if row.figures]
    speak = speaking(made)
    headed = top < body
    least = _ROWS_RULED if headed and len(between) >= 2 else _ROWS if headed else _HEADLESS
    at_top = all(len(row.pieces) == 1 and len(row.tokens) <= 3 for row in rows[:top])
    return len(speak) >= (_COLUMNS if headed else _HEADLESS - 1) and len(figured) >= least and (headed or at_top)
