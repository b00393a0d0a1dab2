"""Lines of the letterhead and of the closing block that were read across both columns, cut in two."""
from __future__ import annotations

from dataclasses import replace

import regex

from normalizers import instruments
from normalizers.plain import fold
from normalizers.signers import signs
from pipeline.model.document import Document, Line, Page, Word

GAP = 30.0
"""Points between two words of one height that stand in two columns."""
_BLANK = regex.compile(r"^(?:/|thang\b|nam\b|\d{1,2} thang)")
"""What follows a blank that is to be filled in by hand: `Số:      /KH-UBND`, `ngày      tháng 3`."""


def part_columns(document: Document) -> Document:
    """The document with such lines cut; all else as it was."""
    return replace(document, pages=tuple(_page(page, number == 0) for number, page in enumerate(document.pages)))


def _page(page: Page, first: bool) -> Page:
    lines: list[Line] = []
    moved: list[int] = []
    closing = False
    for index, line in enumerate(page.lines):
        moved.append(len(lines))
        parts = _cut(line)
        closing = closing or any(len(p.words) < 12 and (instruments.is_recipients_label(p.text) or signs(p.text)) for p in parts)
        lines += parts if closing or (first and index < 12) else [line]
    if len(lines) == len(page.lines):
        return page
    moved.append(len(lines))
    return replace(page, lines=tuple(lines), grids=tuple(replace(g, before=moved[min(g.before, len(page.lines))]) for g in page.grids))


def _cut(line: Line) -> list[Line]:
    parts: list[list[Word]] = []
    for word in line.words:
        last = parts[-1][-1] if parts else None
        apart = (last is None
                 or (last.bbox is not None and word.bbox is not None and word.bbox.x0 - last.bbox.x1 > GAP
                     and not _BLANK.match(fold(word.text))))
        if apart:
            parts.append([])
        parts[-1].append(word)
    return [line] if len(parts) < 2 else [replace(line, words=tuple(words)) for words in parts]
