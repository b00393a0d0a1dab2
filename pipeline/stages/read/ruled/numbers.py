"""The figures of table cells as the reader of figures sees them, each in several frames."""
from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from pipeline.stages.read.engines import numbers
from pipeline.stages.read.engines.number_frames import framed
from pipeline.stages.read.engines.numbers import NumberReading
from pipeline.stages.read.ruled.crops import MARGIN, STEP, Crop, aligned

_GAP = 1.1
"""Heights of the line: ink no farther away belongs to the figure."""

_SPECKS = 0.08
"""Share of a figure's ink: less than this beside it are specks."""
_SURE = 0.93
"""Chance from which a single frame is enough."""

Box = tuple[float, float, float, float]


def read(crops: Sequence[Crop]) -> list[NumberReading]:
    """One reading per cell of one line of text. Those that one frame leaves in doubt are looked at in more."""
    rows = aligned(crops)
    first = [framed(row.image, _whole(row)) for row in rows]
    out = numbers.read(first)
    doubted = [k for k, reading in enumerate(out) if reading.chance < _SURE]
    more = {k: [picture for box in _boxes(crops[k], rows[k]) if (picture := framed(crops[k].image, box)) is not None] for k in doubted}
    told = iter(numbers.read([picture for own in more.values() for picture in own]))
    for k, own in more.items():
        out[k] = numbers.together([out[k], *(next(told) for _ in own)])
    return out


def _boxes(crop: Crop, row: Crop) -> list[Box]:
    """The frames beside the first: as the cell's own ink and as its row has it."""
    found = [_whole(row)]
    for box in (row.text, crop.text, _grown(found[0], 0.1)):
        if box not in found:
            found.append(box)
    return found[1:]


def _grown(box: Box, share: float) -> Box:
    x0, top, x1, bottom = box
    more = share * (bottom - top)
    return x0 - more, top - more, x1 + more, bottom + more


def _whole(crop: Crop) -> Box:
    """The box with all ink beside it on its line: pieces of broken digits are too small for letters."""
    x0, top, x1, bottom = crop.text
    paper = float(np.median(crop.image))
    ink = (crop.image[max(0, int(top)) : int(bottom) + 1, MARGIN:-MARGIN] < paper - STEP).sum(axis=0)
    columns = np.flatnonzero(ink >= 2) + MARGIN
    far = _GAP * (bottom - top)
    before = x0, x1
    for x in reversed(columns[columns < x0].tolist()):
        if x0 - x > far:
            break
        x0 = x
    for x in columns[columns >= x1].tolist():
        if x + 1 - x1 > far:
            break
        x1 = x + 1
    inside = ink[int(before[0]) - MARGIN : int(before[1]) - MARGIN].sum()
    if ink[max(0, int(x0) - MARGIN) : int(x1) - MARGIN].sum() < (1 + _SPECKS) * inside:
        x0, x1 = before
    return x0, top, x1, bottom
