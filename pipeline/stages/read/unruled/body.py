"""Body rows of a table without rulings between them: lines of a long label, names of groups, rows of figures."""
from __future__ import annotations

from collections.abc import Sequence

import regex

from extractors.tabular.row_kinds import is_rank
from pipeline.stages.read.unruled.columns import Column
from pipeline.stages.read.unruled.rows import Piece, Row

_HALF_LINE = 0.8
"""Font sizes: rows nearer than that stand beside one another (figures half way down a label of two lines)."""
_TRAILING = 1.7
"""Font sizes from a table's last row to the rest of its label."""
_SPACE = 0.3
"""Width of a space in font sizes."""

Block = list[Row]


def blocks(rows: Sequence[Row], columns: Sequence[Column], label: Column, levels: Sequence[float]) -> list[Block]:
    """The rows of figures with the lines that belong to each, from top to bottom; names of groups by themselves.

    `levels`: y of rulings over the whole width: nothing goes on across them, and where they part all rows they alone decide.
    """
    bands = _bands(rows, levels)
    if len(bands) > 1 and all(sum(_anchored(row, columns) for row in band) <= 1 for band in bands):
        return bands
    return [block for band in bands for block in _parted(band, columns, label)]


def _bands(rows: Sequence[Row], levels: Sequence[float]) -> list[Block]:
    found: dict[int, Block] = {}
    for row in rows:
        found.setdefault(sum(level < (row.top + row.bottom) / 2 for level in levels), []).append(row)
    return list(found.values())


def _anchored(row: Row, columns: Sequence[Column]) -> bool:
    return any((p.figure or p.blank) and c.overlaps(p) for c in columns[1:] if c.figures for p in row.pieces)


def _parted(rows: Block, columns: Sequence[Column], label: Column) -> list[Block]:
    found: list[Block] = []
    for row in rows:
        if found and _belongs(found[-1], row, label, columns):
            found[-1].append(row)
        else:
            found.append([row])
    return found


def label_column(columns: Sequence[Column], rows: Sequence[Row]) -> Column:
    """The first column of words."""
    for column in columns:
        texts = [p.text for row in rows for p in row.pieces if column.overlaps(p)]
        if not column.figures and texts and sum(is_rank(t) for t in texts) < 0.6 * len(texts):
            return column
    return columns[0]


def _belongs(block: Block, row: Row, label: Column, columns: Sequence[Column]) -> bool:
    """Whether the row is a further line of the block above: a block has one row of figures, its words go on."""
    held, own = any(_anchored(r, columns) for r in block), _anchored(row, columns)
    if held and own:
        return False
    if row.baseline - block[-1].baseline < _HALF_LINE * row.size:
        return True
    words = _words(row, label)
    before = next((w for r in reversed(block) if (w := _words(r, label)) is not None), None)
    if words is None or before is None:
        return held and words is None and not own
    return goes_on(before, words, label, row, named=held)


def _words(row: Row, label: Column) -> Piece | None:
    return next((p for p in row.pieces if label.overlaps(p)), None)


def goes_on(above: Piece, below: Piece, label: Column, row: Row, named: bool = True) -> bool:
    """Whether a line of words goes on with the one above: in lower case, or because its first word had no room there.

    A number beside it begins a row, unless the lines above have not got theirs yet (`named` false: it stands half way down).
    """
    if not named and regex.match(r"\p{Ll}", below.text):
        return True
    if (any(is_rank(p.text) and p.x1 <= below.x0 for p in row.pieces) or is_rank(below.tokens[0].text)
        or above.text.endswith((":", ";", "."))):
        return False
    if regex.match(r"\p{Ll}", below.text):
        return True
    word = below.tokens[0]
    return above.x1 + _SPACE * row.size + word.x1 - word.x0 > max(label.x1, above.x1) + 0.1 * row.size


def trailing(rows: Sequence[Row], last: int, columns: Sequence[Column], label: Column, levels: Sequence[float]) -> int:
    """Index of the last line of the last row's label: lines below the last figures that go on with it in their column."""
    while last + 1 < len(rows):
        row, above = rows[last + 1], rows[last]
        before, words = _words(above, label), _words(row, label)
        inside = all(any(c.x0 - 0.5 * row.size <= p.x0 and p.x1 <= c.x1 + 0.5 * row.size for c in columns) for p in row.pieces)
        parted = any(above.bottom <= level + 0.2 * row.size and level <= row.top + 0.2 * row.size for level in levels)
        apart = row.baseline - above.baseline
        beside = apart < _HALF_LINE * row.size
        if (parted or not inside or apart > _TRAILING * row.size or words is None
            or not (beside or before and goes_on(before, words, label, row))):
            break
        last += 1
    return last


def leading(rows: Sequence[Row], first: int, least: int, label: Column, levels: Sequence[float]) -> int:
    """Index of the first line of the first row's label, which may begin above its figures; not before row `least`."""
    start = first
    while start > least:
        row, below = rows[start - 1], rows[start]
        parted = any(row.bottom - 0.3 * row.size <= level <= below.top + 0.3 * below.size for level in levels)
        before, words = _words(row, label), _words(below, label)
        beside = below.baseline - row.baseline < _HALF_LINE * row.size
        if (parted or before is None or len(row.pieces) > 1
            or not (beside or words is not None and goes_on(before, words, label, below, named=False))):
            break
        start -= 1
    return start
