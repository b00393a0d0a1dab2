"""Ruled tables in page images: their cells found, and each cell read by itself.

    grids = find(gray, dpi)
    for grid in grids:
        for cell, lines in read(gray, dpi, grid):
            ...

Everything is in pixels of the image that was given; `lines` are lines of `Token`s with box and confidence. Cells of figures
are read by the second reader in several versions and by the reader of figures, and seconded by Tesseract, cells of words
by Tesseract and seconded by the second reader where they hold digits (see `engines.trueocr` for why).
"""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import cv2
import numpy as np
import regex

from pipeline.stages.read.engines import trueocr
from pipeline.stages.read.engines.words import TextLine, Token
from pipeline.stages.read.ruled import numbers, strokes, turned, words
from pipeline.stages.read.ruled.crops import Crop, aligned, cut
from pipeline.stages.read.ruled.figures import Reading, looks_numeric, settle
from pipeline.stages.read.ruled.grid import CellBox, GridBox, build
from pipeline.stages.read.ruled.rulings import Segment
from pipeline.stages.read.ruled.views import broader, framed, mended, narrower, smoother, strip, texts

_ENOUGH = 200
"""dpi at which rulings are looked for; finer images are reduced."""
_PLAIN = 0.9
"""Chance from which a figure that three versions and the reader of figures agree on is looked at no more."""


def find(gray: np.ndarray, dpi: float) -> list[GridBox]:
    """The ruled tables of an upright uint8 gray page [H, W], from top to bottom, boxes in its pixels.

    Skew of a few degrees, drift, dotted rulings and a stamp across are borne. Give the page as scanned: removing specks
    first takes the dots out of faint rulings.
    """
    small, scale = _reduced(gray, dpi)
    found = build(strokes.find(small, dpi * scale), small.shape[1], small.shape[0],
                  strokes.Witness(strokes.ink(small, dpi * scale), dpi * scale))
    return [_scaled(grid, 1 / scale) for grid in found] if scale < 1 else found


def rulings(gray: np.ndarray, dpi: float) -> list[Segment]:
    """The strokes of an upright uint8 gray page [H, W] that may be rulings, in its pixels."""
    small, scale = _reduced(gray, dpi)
    return [tuple(v / scale for v in stroke) for stroke in strokes.find(small, dpi * scale)]


def _reduced(gray: np.ndarray, dpi: float) -> tuple[np.ndarray, float]:
    """The page as rulings are looked for in it, and its scale."""
    scale = min(1.0, _ENOUGH / dpi) if dpi > 1.1 * _ENOUGH else 1.0
    return (cv2.resize(gray, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA) if scale < 1 else gray), scale


def _scaled(grid: GridBox, scale: float) -> GridBox:
    cells = tuple(replace(c, bbox=c.bbox.scaled(scale), corners=tuple((x * scale, y * scale) for x, y in c.corners)) for c in grid.cells)
    return replace(grid, bbox=grid.bbox.scaled(scale), cells=cells)


def read(gray: np.ndarray, dpi: float, grid: GridBox, engine: str = "tesserocr",
         fast: bool = False) -> list[tuple[CellBox, tuple[TextLine, ...]]]:
    """The cells of a table with their lines; no lines where a cell has no ink, an empty one where ink as large as words gave none.

    Raises OperatorError when the engine or its model is missing.
    """
    crops = [cut(gray, dpi, cell) for cell in grid.cells]
    single = [k for k, crop in enumerate(crops) if crop.one_line]
    first = dict(zip(single, trueocr.read([framed(crops[k]) for k in single])))
    numeric = _numeric(crops, {k: text for k, (text, _) in first.items()})
    figures = _figures([crops[k] for k in numeric], [first[k][0] for k in numeric], engine)
    lines: dict[int, tuple[TextLine, ...]] = {k: (_line(crops[k], reading),) for k, reading in zip(numeric, figures) if reading.text}
    worded = [k for k, crop in enumerate(crops) if crop.text is not None and k not in lines]
    lines |= zip(worded, words.read([crops[k] for k in worded], engine, fast))
    lines |= turned.read(crops, lines, engine, fast)
    lines |= {k: ((),) for k, crop in enumerate(crops) if crop.worded and not any(lines.get(k, ()))}
    return [(crop.cell, tuple(tuple(crop.on_page(t) for t in line) for line in lines.get(k, ()))) for k, crop in enumerate(crops)]


def _numeric(crops: Sequence[Crop], seen: dict[int, str]) -> list[int]:
    """Cells that hold a figure: by their own reading, or, where that is no word, because their column does."""
    by_column: dict[int, list[bool]] = {}
    for k, text in seen.items():
        if crops[k].cell.column_span == 1:
            by_column.setdefault(crops[k].cell.column, []).append(looks_numeric(text))
    mostly = {column for column, told in by_column.items() if sum(told) > 0.6 * len(told)}
    sure = {k for k, text in seen.items() if looks_numeric(text)}
    asked = [k for k, text in seen.items() if k not in sure and crops[k].cell.column in mostly and not regex.search(r"\p{L}{3}", text)]
    figures = numbers.read([crops[k] for k in asked])
    sure |= {k for k, reading in zip(asked, figures)
             if regex.search(r"\d", seen[k]) or (regex.search(r"\d", reading.text) and "#" not in reading.text)}
    return sorted(sure)


def _figures(own: Sequence[Crop], first: Sequence[str], engine: str) -> list[Reading]:
    """Three readings of each and the reader of figures; where they differ Tesseract too, and five more: of all but the
    plain ones where many differ. `first` are the readings of the cells as they were cut, the first version of all that stay so."""
    told = numbers.read(own)
    crops = aligned(own)
    moved = [k for k, (crop, before) in enumerate(zip(crops, own)) if crop.text != before.text]
    again = dict(zip(moved, texts([crops[k] for k in moved], *_VERSIONS[0])))
    readings = [list(own) for own in zip([again.get(k, text) for k, text in enumerate(first)],
                                         *(texts(crops, change, pad) for change, pad in _VERSIONS[1:3]))]
    unsure = [k for k, own in enumerate(readings) if len({text.replace(" ", "") for text in own}) > 1]
    plain = [number.chance >= _PLAIN and {text.replace(" ", "") for text in own} == {number.text.replace(" ", "")}
             for number, own in zip(told, readings)]
    if len(unsure) > 0.2 * len(crops):
        unsure = [k for k, sure in enumerate(plain) if not sure]
    for change, pad in _VERSIONS[3:]:
        for k, text in zip(unsure, texts([crops[k] for k in unsure], change, pad)):
            readings[k].append(text)
    witness = ["" if sure else strip(crop, engine) for crop, sure in zip(crops, plain)]
    return settle(readings, witness, told)


_VERSIONS = ((np.copy, 4), (narrower, 4), (smoother, 6), (mended, 4), (broader, 4), (broader, 6), (smoother, 4), (mended, 5))


def _line(crop: Crop, reading: Reading) -> TextLine:
    x0, top, x1, bottom = crop.text
    return (Token(reading.text, x0, top, x1, bottom, reading.confidence, reading.alternatives),)


