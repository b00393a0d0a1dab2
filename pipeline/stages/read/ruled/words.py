"""Cells of words, read line by line as the lines of the page are (`weighing.readers`).

The lines are looked for inside the box of the cell's letters, so that specks and what is left of rulings around it are none.
"""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from statistics import median

import numpy as np

from pipeline.stages.read.engines import trueocr
from pipeline.stages.read.engines.trueocr import Found
from pipeline.stages.read.engines.words import TextLine
from pipeline.stages.read.paper import ink
from pipeline.stages.read.ruled.crops import LETTER, LONG, Crop
from pipeline.stages.read.weighing.readers import Readers
from pipeline.stages.read.weighing.strips import Band, Strip, bands, cut

_FIND_DPI = 150.0
"""dpi at which lines are looked for."""
_PAD = 3
"""Pixels of the picture around the letters that belong to them."""
_SAME_ROW = 0.5
"""Share of the lower one's height by which two boxes that stand on one line overlap."""
_TWO_LINES = 1.5
"""Usual heights from which a box may hold two lines."""
_RULING = "'`‘’|¡°¬"
"""What is made of the remains of rulings beside a word."""
_BEFORE, _AFTER = _RULING + '“"', _RULING + '”"<>'
_COMPARISON = "<>≤≥"
"""What is no word by itself at the head and at the end of a line; several signs of comparison in a row are none."""
_MARKS = {"-", "+", "%"}
"""Signs that are a cell's content by themselves, where they are sure."""
_SURE = 0.8
_LEVEL = np.eye(2, 3)


def read(crops: Sequence[Crop], engine: str, fast: bool = False) -> list[tuple[TextLine, ...]]:
    """The lines of each cell with ink, in pixels of its crop, from top to bottom.

    Raises OperatorError when the engine or its model is missing.
    """
    found = [_found(crop) for crop in crops]
    usual = median(line.height for own in found for line in own) if any(found) else 0.0
    strips = [_strips(crop, own, usual) for crop, own in zip(crops, found)]
    lines = iter(Readers(engine, fast).each([strip for own in strips for strip in own]))
    return [tuple(line for _ in own if (line := _without_marks(next(lines)))) for own in strips]


def _found(crop: Crop) -> list[Found]:
    """The lines of a cell; none in what is left of a ruling."""
    if not crop.one_line:
        return _rows(trueocr.find_lines(_letters(crop), most=_FIND_DPI / crop.dpi))
    line = Found(*crop.text, 1.0)
    return [line] if line.height >= LETTER * crop.dpi or line.x1 - line.x0 < LONG * crop.dpi else []


def _strips(crop: Crop, found: Sequence[Found], usual: float) -> list[Strip]:
    """The lines of a cell, each straightened; `usual` is the height of one in the table: a box much higher holds two."""
    marks = ink.mask(crop.image)
    return [cut(crop.image, band, _LEVEL) for line in found for band in _bands(marks, line, line.height > _TWO_LINES * usual)]


def _bands(marks: np.ndarray, line: Found, two: bool) -> list[Band]:
    """The bands of the lines in a box. One line has no neighbours to be cut off: its band is no lower than the box."""
    found = bands(marks, line)
    if two:
        return found
    core = found[0].core if len(found) == 1 else None
    return [replace(found[0], top=min(found[0].top, line.top), bottom=max(found[-1].bottom, line.bottom), core=core)]


def _letters(crop: Crop) -> np.ndarray:
    """The cell with nothing but paper outside the box of its letters."""
    alone = np.full_like(crop.image, int(np.median(crop.image)))
    x0, top, x1, bottom = crop.text
    inside = np.s_[max(0, top - _PAD) : bottom + _PAD, max(0, x0 - _PAD) : x1 + _PAD]
    alone[inside] = crop.image[inside]
    return alone


def _rows(found: Sequence[Found]) -> list[Found]:
    """Boxes from top to bottom, those that stand on one line as one."""
    rows: list[Found] = []
    for box in found:
        last = rows[-1] if rows else None
        if last and min(last.bottom, box.bottom) - max(last.top, box.top) > _SAME_ROW * min(last.height, box.height):
            rows[-1] = Found(min(last.x0, box.x0), min(last.top, box.top), max(last.x1, box.x1), max(last.bottom, box.bottom), last.score)
        else:
            rows.append(box)
    return rows


def _without_marks(line: TextLine) -> TextLine:
    """The line without what the remains of rulings at its ends were read as; empty where nothing else is left."""
    kept = list(line)
    while kept and (not kept[0].text.strip(_BEFORE) or len(kept[0].text) > 1 and not kept[0].text.strip(_COMPARISON)):
        del kept[0]
    while kept and not kept[-1].text.strip(_AFTER):
        del kept[-1]
    if kept:
        kept[0] = replace(kept[0], text=kept[0].text.lstrip(_RULING))
    return (tuple(kept)
            if any(any(c.isalnum() for c in t.text) or t.text.strip('()') in _MARKS and t.confidence >= _SURE
                   for t in kept) else ())
