"""Letterheads and signature blocks of Word and HTML documents: set side by side by a table, by tabs or by spaces, they are no tables."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import regex

from pipeline.stages.read.encodings import legacy
from pipeline.stages.read.flowing.flow import FlowLine, FlowTable

_MOST_COLUMNS = 4
# the fixed words of the letterhead and of the end of an administrative document (Nghị định 30/2020/NĐ-CP, Phụ lục I)
_FIXED = regex.compile(
    r"(?i)cộng h(?:òa|oà) xã hội chủ nghĩa|đảng cộng sản việt nam|độc lập\s*-\s*tự do|^\s*nơi nhận|^\s*(?:tm|kt|tl|tuq|q)\.\s"
    r"|^\s*kính gửi|^\s*số\s*:"
)


def columns(table: FlowTable, ruled: bool) -> list[FlowLine | FlowTable]:
    """The table itself; or, where it only sets texts side by side, its lines, column after column."""
    lines = [line for cell in table.cells for line in cell.lines]
    if not lines:
        return []
    fixed = _fixed(lines)
    small = table.columns <= _MOST_COLUMNS and table.rows <= 8
    if table.columns == 1 and not ruled or table.columns == 1 and table.rows == 1:
        return list(lines)
    if small and (fixed and table.rows <= 6 or not ruled and table.columns <= 3 and table.rows <= 3):
        starts = sorted({cell.column for cell in table.cells})
        return [line for start in starts for cell in table.cells if cell.column == start for line in cell.lines]
    return [table]


def _fixed(lines: Sequence[FlowLine]) -> bool:
    """Whether one of the fixed words is there, in Unicode or in a legacy encoding."""
    texts = [line.text.strip() for line in lines]
    spellings = [*texts, *(legacy.convert(text, encoding) for encoding in legacy.ENCODINGS for text in texts if not text.isascii())]
    return any(map(_FIXED.search, spellings))


_TAB = 8
"""Letters that a tab is counted as wide."""
_WIDE = 4
"""Letters from which white space sets texts apart."""
_SPACE = regex.compile(r"[\t ]+")
_REACH = 3
"""Lines without a right side that may follow one that has one: recipients, each behind a hyphen (Nghị định
30/2020/NĐ-CP, Phụ lục I, II.9)."""
_NUMBERED = regex.compile(r"(?:[IVXLC]+|\d+(?:\.\d+)*|[a-zđ])[.)/:]?|[-+•*]")


def set_with_tabs(items: Sequence[FlowLine | FlowTable]) -> list[FlowLine | FlowTable]:
    """The items, where letterheads and signature blocks that tabs or spaces set side by side come column after column.

    Such a block is neighbouring lines of which two or more have a gap, with one of the fixed words among them. Tabs become spaces.
    """
    result: list[FlowLine | FlowTable] = []
    at = 0
    while at < len(items):
        sides = _block(items, at)
        halves = [half for left, right in sides for half in (left, right) if half]
        if sum(bool(left and right) for left, right in sides) > 1 and _fixed(halves):
            result += [left for left, _ in sides if left] + [right for _, right in sides if right]
            at += len(sides)
        else:
            result.append(items[at])
            at += 1
    for item in result:
        for piece in item.pieces if isinstance(item, FlowLine) else ():
            piece.text = piece.text.replace("\t", " ")
    return result


def _block(items: Sequence[FlowLine | FlowTable], at: int) -> list[tuple[FlowLine | None, FlowLine | None]]:
    """The sides of the lines from `at` on that may be one block, which ends with a line that has a right side."""
    found, whole = [], 0
    for item in items[at:]:
        sides = _sides(item) if isinstance(item, FlowLine) else None
        recipient = found and sides and not sides[1] and item.text.lstrip().startswith("-") and len(found) - whole < _REACH
        if sides is None or not recipient and not (all(sides) or found and sides[1]):
            break
        found.append(sides)
        whole = len(found) if sides[1] else whole
    return found[:whole]


def _sides(line: FlowLine) -> tuple[FlowLine | None, FlowLine | None]:
    """What stands left and right of the line's widest gap; a line set far in is a right side alone."""
    text = line.text
    gaps = [m for m in _SPACE.finditer(text) if m.end() < len(text) and _width(m.group()) >= _WIDE]
    if not gaps:
        return line, None
    inner = [m for m in gaps if text[: m.start()].strip() and not _NUMBERED.fullmatch(text[: m.start()].strip())]
    if not inner:
        return (None, line) if not gaps[0].start() and _width(gaps[0].group()) >= 2 * _TAB else (line, None)
    widest = max(inner, key=lambda m: _width(m.group()))
    return _part(line, 0, widest.start()), _part(line, widest.end(), len(text))


def _width(space: str) -> int:
    return sum(_TAB if c == "\t" else 1 for c in space)


def _part(line: FlowLine, start: int, end: int) -> FlowLine:
    """The line's letters from `start` to `end`, each in its font."""
    pieces, at = [], 0
    for piece in line.pieces:
        text = piece.text[max(0, start - at) : max(0, end - at)]
        if text:
            pieces.append(replace(piece, text=text))
        at += len(piece.text)
    return FlowLine(pieces, True)
