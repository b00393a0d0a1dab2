"""What is printed above a table: its caption and its unit line."""
from __future__ import annotations

from dataclasses import dataclass

import regex

from pipeline.model.document import Document, Line, Page
from pipeline.stages.tables.header import Header
from pipeline.stages.tables.join import Printed, is_furniture

_UNIT = regex.compile(r"\(?\s*(?:ĐVT|Đvt|đvt|[ĐD]ơn\s+vị\s+tính|ĐƠN\s+VỊ\s+TÍNH|[ĐD]ơn\s+vị)\s*[:.]?\s*:\s*(?P<unit>[^():;]+?)\s*\)?\s*\.?")
"""ĐVT: triệu đồng; (Đơn vị tính: %); Đơn vị: người"""
_ATTACHED = regex.compile(r"\(?\s*(?:ban\s+hành\s+)?k[èeêẻé]m\s+theo\b.*", regex.IGNORECASE)
"""(Kèm theo Kế hoạch số 12/KH-UBND ...)"""
_LABEL = regex.compile(r"(?:phụ\s+lục|biểu|bảng|mẫu|danh\s+mục|danh\s+sách)\b.*", regex.IGNORECASE)
_NUMBER = regex.compile(r"(?:[IVXL]{1,5}|\d{1,2}(?:\.\d{1,2})*|[a-zđ])\s*[.)]\s*")
_MOST_LINES = 8


@dataclass(frozen=True, slots=True)
class Caption:
    """A table's title, and the unit of its figures where one is named for all."""

    text: str | None
    unit: str | None


def unit_of(text: str) -> str | None:
    """The unit that a unit line names: `ĐVT: triệu đồng` -> `triệu đồng`; None for other lines."""
    match = _UNIT.fullmatch(text.strip())
    return match["unit"].strip(" .") if match and len(match["unit"]) <= 40 else None


def find_caption(document: Document, printed: Printed, header: Header) -> Caption:
    """Caption and unit of a table, from the lines above it and full-width cells on top of it."""
    page = next(p for p in document.pages if p.number == printed.page_start)
    below = page.grids[printed.first_grid - 1].before if printed.first_grid else 0
    above = list(page.lines[max(below, printed.before - _MOST_LINES) : printed.before])
    unit, chosen = None, []
    while above and (unit_of(above[-1].text) or _is_mark(above[-1].text)):
        unit = unit or unit_of(above.pop().text)
    notes = _attached(above)
    for line in reversed(above[: len(above) - notes]):
        if not chosen and unit is None and unit_of(line.text):
            unit = unit_of(line.text)
        elif is_furniture(line.text):
            break
        elif _stands_apart(line, page) or (not chosen and _introduces(line)):
            chosen.insert(0, line)
            if not _stands_apart(line, page):
                break
        else:
            break
    titles = [s.text for s in header.titles]
    unit = unit or next((u for t in titles if (u := unit_of(t))), None)
    words = [line.text for line in chosen if not unit_of(line.text)] + [t for t in titles if not unit_of(t)]
    text = _NUMBER.sub("", " ".join(words), count=1) if words and _NUMBER.match(words[0]) else " ".join(words)
    return Caption(text or None, unit)


def _is_mark(text: str) -> bool:
    return not any(c.isalnum() for c in text)


def _attached(above: list[Line]) -> int:
    """How many of the last lines are the `(Kèm theo ...)` note, which may run over several."""
    for count in range(1, min(4, len(above)) + 1):
        if _ATTACHED.match(above[-count].text):
            return count
    return 0


def _stands_apart(line: Line, page: Page) -> bool:
    """Centred on the page, clear of both margins, or a label (`Biểu 2: ...`)."""
    text = line.text.strip()
    if _LABEL.match(text):
        return True
    box = line.bbox
    if box is None or page.width is None:
        return text.isupper()
    left, right = box.x0, page.width - box.x1
    off = abs(left - right) / page.width
    return off < 0.12 and min(left, right) > 0.14 * page.width or (text.isupper() and off < 0.2)


def _introduces(line: Line) -> bool:
    """A short line of its own right above the table: a heading, or a sentence that ends in a colon."""
    text = line.text.strip()
    short = len(text) < 120 and not text.endswith((".", ";", ","))
    return short and (text.endswith(":") or bool(_NUMBER.match(text)) or text[:1].isupper() and bool(line.bold))
