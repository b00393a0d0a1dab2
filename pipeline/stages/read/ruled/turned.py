"""Cells whose print runs up or down, as the names of narrow columns often do: read turned upright, where that is read more surely."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from normalizers.syllables import is_syllable
from pipeline.stages.read.engines.words import TextLine, Token
from pipeline.stages.read.ruled import words
from pipeline.stages.read.ruled.crops import Crop

_TALL = 1.2
"""Height of a cell's ink in widths from which it may be a line that runs up or down; names of one word a line are wider."""
_HIGH = 0.22
"""Inches: its height at least, three letters."""
_DOUBTED, _SURE, _BETTER = 0.7, 0.75, 0.2
"""How sure a reading is that is doubted, how sure one must be that takes its place, and by how much surer."""
_UPWARDS, _DOWNWARDS = 3, 1
"""Quarter turns counter-clockwise that make a line upright which runs up (as offices print them), and one that runs down."""

Lines = tuple[TextLine, ...]


def read(crops: Sequence[Crop], seen: dict[int, Lines], engine: str, fast: bool = False) -> dict[int, Lines]:
    """The lines of those of the cells that are read more surely turned, in pixels of their crops; `seen` are the lines as they
    stand, by the cell's place in `crops`.

    Raises OperatorError when the engine or its model is missing.
    """
    asked = [k for k, crop in enumerate(crops) if _may_be_turned(crop) and _sureness(seen.get(k, ())) < _DOUBTED]
    found: dict[int, Lines] = {}
    for quarters in (_UPWARDS, _DOWNWARDS):
        asked = [k for k in asked if k not in found]
        read = words.read([_turned(crops[k], quarters) for k in asked], engine, fast) if asked else []
        for k, lines in zip(asked, read):
            if _sureness(lines) >= max(_SURE, _sureness(seen.get(k, ())) + _BETTER):
                found[k] = tuple(tuple(_back(t, crops[k].image.shape, quarters) for t in line) for line in lines)
    return found


def _may_be_turned(crop: Crop) -> bool:
    if crop.text is None:
        return False
    x0, top, x1, bottom = crop.text
    return bottom - top >= max(_TALL * (x1 - x0), _HIGH * crop.dpi)


def _sureness(lines: Lines) -> float:
    """Mean confidence by character, that of no word (neither a syllable nor a figure) counted as none; 0.0 without words."""
    tokens = [t for line in lines for t in line if any(map(str.isalnum, t.text))]
    believed = sum(t.confidence * len(t.text) for t in tokens if t.text[:1].isdigit() or is_syllable(t.text.strip("()[].,;:/%")))
    return believed / max(1, sum(len(t.text) for t in tokens))


def _turned(crop: Crop, quarters: int) -> Crop:
    """The crop turned counter-clockwise; where its pixels lie on the page is told by the crop as it was."""
    height, width = crop.image.shape
    x0, top, x1, bottom = crop.text
    box = (top, width - x1, bottom, width - x0) if quarters == _DOWNWARDS else (height - bottom, x0, height - top, x1)
    return replace(crop, image=np.ascontiguousarray(np.rot90(crop.image, quarters)), text=box)


def _back(token: Token, shape: tuple[int, ...], quarters: int) -> Token:
    """A token of the turned crop in pixels of the crop of `shape`."""
    height, width = shape
    if quarters == _DOWNWARDS:
        return replace(token, x0=width - token.bottom, x1=width - token.top, top=token.x0, bottom=token.x1)
    return replace(token, x0=token.top, x1=token.bottom, top=height - token.x1, bottom=height - token.x0)
