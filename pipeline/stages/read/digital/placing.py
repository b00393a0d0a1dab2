"""Words of two sources on one page: annotations among OCR lines, words in pictures among digital ones, ink and words."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from pipeline.model.document import BBox, Grid, Line, Page
from pipeline.stages.read import reading_order
from pipeline.stages.read.tokens import Token

SURE = 0.5
"""Half of a line's words in a picture beside digital text must be read with this confidence: most pictures hold no text at all."""
_INK = 70
_MARK_PAD = 1.0


def covered_ink(image: np.ndarray, dpi: float, tokens: Sequence[Token]) -> float:
    """Share (0..1) of the dark pixels of a page picture that lie in the words' boxes; 1.0 where nothing is dark."""
    gray = image if image.ndim == 2 else image.min(axis=2)
    dark = gray < np.percentile(gray, 90) - _INK
    total = int(dark.sum())
    if not total:
        return 1.0
    mask = np.zeros(dark.shape, bool)
    scale = dpi / 72
    for t in tokens:
        y0, y1, x0, x1 = (int(v * scale) for v in (t.top - _MARK_PAD, t.bottom + _MARK_PAD, t.x0 - _MARK_PAD, t.x1 + _MARK_PAD))
        mask[max(0, y0) : max(0, y1 + 1), max(0, x0) : max(0, x1 + 1)] = True
    return float((dark & mask).sum() / total)


def with_tokens(page: Page, tokens: Sequence[Token]) -> Page:
    """An OCR page with the words of its annotations: signatures as stamps, others in the line they were stamped on, else as lines.

    A page that was blank or failed but for them is one of text.
    """
    if not tokens:
        return page
    stamps = tuple(reading_order.lines([t for t in tokens if t.mark == "signature"]))
    lines = list(page.lines)
    for row in reading_order.rows([t for t in tokens if t.mark != "signature"]):
        at = next((i for i, line in enumerate(lines) if _fits(line, row)), None)
        if at is None:
            lines.insert(_place(lines, row[0].bbox), reading_order.line(row))
        else:
            words = sorted((*lines[at].words, *(t.word() for t in row)), key=lambda w: w.bbox.x0)
            lines[at] = replace(lines[at], words=tuple(words))
    source = "text_layer" if lines and page.source in ("blank", "failed") and not page.lines else page.source
    return replace(page, lines=tuple(lines), stamps=page.stamps + stamps, source=source,
                   grids=_shifted(page.grids, page.lines, lines))


def _shifted(grids: Sequence[Grid], old: Sequence[Line], new: Sequence[Line]) -> tuple[Grid, ...]:
    """`before` of the grids after lines were put in: each still precedes the same line (or stands at the end)."""
    result = []
    for grid in grids:
        after = sum(1 for line in new if line.bbox and grid.bbox and line.bbox.bottom <= grid.bbox.top + 2)
        result.append(replace(grid, before=grid.before if len(old) == len(new) else max(grid.before, min(after, len(new)))))
    return tuple(result)


def _fits(line: Line, row: Sequence[Token]) -> bool:
    """Whether the row stands on the line: at its height, in a gap of it or right beside it."""
    box, mine = line.bbox, BBox.around(t.bbox for t in row)
    if box is None:
        return False
    shared = min(box.bottom, mine.bottom) - max(box.top, mine.top)
    if shared < 0.5 * min(box.height, mine.height):
        return False
    if any(w.bbox.x0 < mine.x1 - 1 and w.bbox.x1 > mine.x0 + 1 for w in line.words if w.bbox):
        return False
    return mine.x0 < box.x1 + 2 * box.height and mine.x1 > box.x0 - 2 * box.height


def _place(lines: Sequence[Line], box: BBox) -> int:
    return next((i for i, line in enumerate(lines) if line.bbox and line.bbox.top > box.top), len(lines))


def merged(digital: Page, read: Page, pictures: Sequence[tuple[float, float, float, float]]) -> Page:
    """The digital page with what OCR read in its pictures where no digital word stands."""
    taken = [w.bbox for line in _every_line(digital) for w in line.words if w.bbox]
    lines, confidences = list(digital.lines), []
    for line in _every_line(read):
        kept = tuple(w for w in line.words if w.bbox and _in_any(w.bbox, pictures) and not _on_any(w.bbox, taken))
        if kept and any(c.isalnum() for w in kept for c in w.text) and 2 * sum((w.confidence or 0) >= SURE for w in kept) >= len(kept):
            confidences.extend(w.confidence or 0.0 for w in kept)
            new = replace(line, words=kept)
            lines.insert(_place(lines, new.bbox), new)
    if not confidences:
        return digital
    return replace(digital, lines=tuple(lines), grids=_shifted(digital.grids, digital.lines, lines), dpi=read.dpi,
                   ocr_confidence=round(sum(confidences) / len(confidences), 4))


def with_stamps(page: Page, stamps: Sequence[Line]) -> Page:
    """An OCR page with stamps whose words are known exactly, in place of what OCR made of them."""
    places = [(b.x0 - 2, b.top - 2, b.x1 + 2, b.bottom + 2) for line in stamps if (b := line.bbox)]
    lines, before = [], []
    for line in page.lines:
        before.append(len(lines))
        words = tuple(w for w in line.words if not (w.bbox and _in_any(w.bbox, places)))
        if 2 * len(words) > len(line.words):
            lines.append(line if len(words) == len(line.words) else replace(line, words=words))
    before.append(len(lines))
    grids = tuple(replace(g, before=before[min(g.before, len(page.lines))]) for g in page.grids)
    return replace(page, lines=tuple(lines), grids=grids, stamps=page.stamps + tuple(stamps))


def _every_line(page: Page) -> list[Line]:
    return [*page.lines, *(line for grid in page.grids for cell in grid.cells for line in cell.lines), *page.furniture, *page.stamps]


def _in_any(box: BBox, places: Sequence[tuple[float, float, float, float]]) -> bool:
    x, y = (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2
    return any(x0 <= x <= x1 and top <= y <= bottom for x0, top, x1, bottom in places)


def _on_any(box: BBox, others: Sequence[BBox]) -> bool:
    return any(min(box.x1, o.x1) - max(box.x0, o.x0) > 0.2 * box.width
               and min(box.bottom, o.bottom) - max(box.top, o.top) > 0.3 * box.height for o in others)
