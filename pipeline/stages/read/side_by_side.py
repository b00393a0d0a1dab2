"""Tables that only set texts side by side: letterheads and signature blocks of Word and HTML documents are no tables."""
from __future__ import annotations

import regex

from pipeline.stages.read.flow import FlowLine, FlowTable

_MOST_COLUMNS = 4
# the fixed words of the letterhead and of the end of an administrative document (Nghị định 30/2020/NĐ-CP, Phụ lục I)
_FIXED = regex.compile(r"(?i)cộng h(?:òa|oà) xã hội chủ nghĩa|đảng cộng sản việt nam|độc lập\s*-\s*tự do|^\s*nơi nhận|^\s*(?:tm|kt|tl|tuq|q)\.\s|^\s*kính gửi|^\s*số\s*:")


def columns(table: FlowTable, ruled: bool) -> list[FlowLine | FlowTable]:
    """The table itself; or, where it only sets texts side by side, its lines, column after column."""
    lines = [line for cell in table.cells for line in cell.lines]
    if not lines:
        return []
    fixed = any(_FIXED.search(line.text) for line in lines)
    small = table.columns <= _MOST_COLUMNS and table.rows <= 8
    if table.columns == 1 and not ruled or table.columns == 1 and table.rows == 1:
        return list(lines)
    if small and (fixed and table.rows <= 6 or not ruled and table.columns <= 3 and table.rows <= 3):
        starts = sorted({cell.column for cell in table.cells})
        return [line for start in starts for cell in table.cells if cell.column == start for line in cell.lines]
    return [table]
