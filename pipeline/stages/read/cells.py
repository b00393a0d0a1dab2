"""Ruled tables in page images: their cells found, and each cell read by itself.

    grids = find(gray, dpi)
    for grid in grids:
        for cell, lines in read(gray, dpi, grid):
            ...

Everything is in pixels of the image that was given; `lines` are lines of `Token`s with box and confidence. Cells of figures
are read by the second reader in several versions and by the reader of figures, and seconded by Tesseract, the others by Tesseract and seconded by the
second reader where they hold digits (see `ocr_trueocr` for why).
"""
from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import cv2
import numpy as np
import regex
from rapidfuzz import fuzz

from normalizers.syllable_structure import is_syllable
from pipeline.model.document import BBox
from pipeline.stages.read import cell_numbers, ocr_tesseract, ocr_trueocr, strokes
from pipeline.stages.read.cell_crops import Crop, aligned, cut
from pipeline.stages.read.cell_figures import Reading, looks_numeric, settle
from pipeline.stages.read.grid import CellBox, GridBox, build
from pipeline.stages.read.ocr_words import TextLine, Token, extent
from pipeline.stages.read.rulings import Segment

_ENOUGH = 200
"""dpi at which rulings are looked for; finer images are reduced."""
_STRIP = 48
"""Pixels: height at which Tesseract is shown a single line."""
_BORDER = 12
_DOUBTFUL = 0.7
"""Tesseract's confidence under which the second reader is asked about words."""
_PLAIN = 0.9
"""Chance from which a figure that three versions and the reader of figures agree on is looked at no more."""
_PAD = 4
"""Pixels of paper around the ink at 200 dpi for the second reader."""


def find(gray: np.ndarray, dpi: float) -> list[GridBox]:
    """The ruled tables of an upright uint8 gray page [H, W], from top to bottom, boxes in its pixels.

    Skew of a few degrees, drift, dotted rulings and a stamp across are borne. Give the page as scanned: removing specks
    first takes the dots out of faint rulings.
    """
    small, scale = _reduced(gray, dpi)
    found = build(strokes.find(small, dpi * scale), small.shape[1], small.shape[0], strokes.Witness(strokes.ink(small, dpi * scale), dpi * scale))
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
    cells = tuple(replace(c, bbox=_times(c.bbox, scale), corners=tuple((x * scale, y * scale) for x, y in c.corners)) for c in grid.cells)
    return replace(grid, bbox=_times(grid.bbox, scale), cells=cells)


def _times(box: BBox, scale: float) -> BBox:
    return BBox(box.x0 * scale, box.top * scale, box.x1 * scale, box.bottom * scale)


def read(gray: np.ndarray, dpi: float, grid: GridBox, engine: str = "tesserocr") -> list[tuple[CellBox, tuple[TextLine, ...]]]:
    """The cells of a table with their lines; no lines where a cell has no ink.

    Raises OperatorError when the engine or its model is missing.
    """
    crops = [cut(gray, dpi, cell) for cell in grid.cells]
    single = [k for k, crop in enumerate(crops) if crop.one_line]
    first = dict(zip(single, ocr_trueocr.read([_frame(crops[k]) for k in single])))
    numeric = _numeric(crops, {k: text for k, (text, _) in first.items()})
    figures = _figures([crops[k] for k in numeric], engine)
    lines: dict[int, tuple[TextLine, ...]] = {k: (_line(crops[k], reading),) for k, reading in zip(numeric, figures) if reading.text}
    words = [k for k, crop in enumerate(crops) if crop.text is not None and k not in lines]
    for k in words:
        lines[k] = _words(crops[k], engine, first.get(k))
    _second({k: lines[k] for k in words}, crops, lines)
    return [(crop.cell, tuple(tuple(crop.on_page(t) for t in line) for line in lines.get(k, ()))) for k, crop in enumerate(crops)]


def _frame(crop: Crop, pad: int = _PAD) -> np.ndarray:
    """The line as the second reader wants it, with paper around."""
    return crop.part(crop.text, max(pad, round(pad * min(crop.dpi, 300) / _ENOUGH)))


def _numeric(crops: Sequence[Crop], texts: dict[int, str]) -> list[int]:
    """Cells that hold a figure: by their own reading, or, where that is no word, because their column does."""
    by_column: dict[int, list[bool]] = {}
    for k, text in texts.items():
        if crops[k].cell.column_span == 1:
            by_column.setdefault(crops[k].cell.column, []).append(looks_numeric(text))
    mostly = {column for column, told in by_column.items() if sum(told) > 0.6 * len(told)}
    sure = {k for k, text in texts.items() if looks_numeric(text)}
    asked = [k for k, text in texts.items() if k not in sure and crops[k].cell.column in mostly and not regex.search(r"\p{L}{3}", text)]
    figures = cell_numbers.read([crops[k] for k in asked])
    sure |= {k for k, reading in zip(asked, figures) if regex.search(r"\d", texts[k]) or (regex.search(r"\d", reading.text) and "#" not in reading.text)}
    return sorted(sure)


def _figures(crops: Sequence[Crop], engine: str) -> list[Reading]:
    """Three readings of each and the reader of figures; where they differ Tesseract too, and five more: of all but the plain ones where many
    differ."""
    numbers = cell_numbers.read(crops)
    crops = aligned(crops)
    readings = [list(own) for own in zip(*(_texts(crops, change, pad) for change, pad in _VERSIONS[:3]))]
    unsure = [k for k, own in enumerate(readings) if len({text.replace(" ", "") for text in own}) > 1]
    plain = [number.chance >= _PLAIN and {text.replace(" ", "") for text in own} == {number.text.replace(" ", "")} for number, own in zip(numbers, readings)]
    if len(unsure) > 0.2 * len(crops):
        unsure = [k for k, sure in enumerate(plain) if not sure]
    for change, pad in _VERSIONS[3:]:
        for k, text in zip(unsure, _texts([crops[k] for k in unsure], change, pad)):
            readings[k].append(text)
    witness = ["" if sure else "".join(t.text for line in _strip(crop, engine) for t in line) for crop, sure in zip(crops, plain)]
    return settle(readings, witness, numbers)


def _texts(crops: Sequence[Crop], change: Callable[[np.ndarray], np.ndarray], pad: int) -> list[str]:
    return [text for text, _ in ocr_trueocr.read([change(_frame(crop, pad)) for crop in crops])]


def _narrower(image: np.ndarray) -> np.ndarray:
    return cv2.resize(image, None, fx=0.88, fy=1, interpolation=cv2.INTER_AREA)


def _smoother(image: np.ndarray) -> np.ndarray:
    return cv2.GaussianBlur(cv2.resize(image, None, fx=2, fy=2, interpolation=cv2.INTER_CUBIC), (0, 0), 1.2)


def _softer(image: np.ndarray) -> np.ndarray:
    return cv2.GaussianBlur(image, (0, 0), 0.5)


def _mended(image: np.ndarray) -> np.ndarray:
    """Gaps of a pixel in strokes closed (dark is low: an opening)."""
    return cv2.morphologyEx(image, cv2.MORPH_OPEN, np.ones((2, 2), np.uint8))


def _broader(image: np.ndarray) -> np.ndarray:
    return cv2.GaussianBlur(cv2.erode(image, np.ones((1, 2), np.uint8)), (0, 0), 0.5)


_VERSIONS = ((np.copy, 4), (_narrower, 4), (_smoother, 6), (_mended, 4), (_broader, 4), (_broader, 6), (_smoother, 4), (_mended, 5))


def _line(crop: Crop, reading: Reading) -> TextLine:
    x0, top, x1, bottom = crop.text
    return (Token(reading.text, x0, top, x1, bottom, reading.confidence, reading.alternatives),)


def _strip(crop: Crop, engine: str, pad: int = 2, change: Callable[[np.ndarray], np.ndarray] = np.copy) -> list[TextLine]:
    """A one-line cell as Tesseract reads it alone, in pixels of the crop."""
    x0, top, _, _ = crop.text
    part = change(crop.part(crop.text, pad))
    scale = _STRIP / part.shape[0]
    big = cv2.resize(part, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC if scale > 1 else cv2.INTER_AREA)
    framed = cv2.copyMakeBorder(big, _BORDER, _BORDER, _BORDER, _BORDER, cv2.BORDER_CONSTANT, value=int(np.median(crop.image)))
    lines = ocr_tesseract.read_lines(framed, 300, ocr_tesseract.LINE, engine)
    return [tuple(t.moved(1 / scale, x0 - pad - _BORDER / scale, top - pad - _BORDER / scale) for t in line) for line in lines]


def _words(crop: Crop, engine: str, first: tuple[str, float] | None) -> tuple[TextLine, ...]:
    """The lines of a cell of words. One line that Tesseract is unsure of is compared with the second reader's."""
    lines = _strip(crop, engine) if crop.one_line else _block(crop, engine)
    lines = [kept for line in lines if (kept := _without_marks(line)) and any(any(c.isalnum() for c in t.text) or t.text in {"-", "+", "%"} for t in kept)]
    if first is None or not any(c.isalnum() for c in first[0]):
        return tuple(lines)
    sure = min((t.confidence for line in lines for t in line), default=0.0)
    return tuple(lines) if sure >= _DOUBTFUL else _likeliest(crop, engine, lines, first[0])


def _likeliest(crop: Crop, engine: str, lines: Sequence[TextLine], second: str) -> tuple[TextLine, ...]:
    """A line of words read again by both readers in several versions; the reading that is likest to all and most legal."""
    own = " ".join(t.text for line in lines for t in line)
    tesseract = [own, *(" ".join(t.text for line in _strip(crop, engine, pad, change) for t in line) for pad, change in ((5, _softer), (5, _broader)))]
    others = [second, *(_texts([crop], np.copy, pad)[0] for pad in (2, 6))]
    told = [text.strip() for text in [*tesseract, *others] if any(c.isalnum() for c in text)]
    if not told:
        return ()
    best = max(told, key=lambda text: (sum(fuzz.ratio(text, other) for other in told) / len(told) + 25 * _legal(text), text == own))
    if best == own:
        return tuple(lines)
    agreed = any(best == text for text in tesseract) and any(best == text for text in others)
    rest = tuple(dict.fromkeys(text for text in told if text != best))
    return (_spread(best, crop.text, 0.6 if agreed else 0.4, rest[:3]),)


def _without_marks(line: TextLine) -> TextLine:
    """The line without quotes and bars before its first letter: what Tesseract makes of the rest of a ruling."""
    while line:
        first = line[0].text.lstrip("'`‘’|¡“\"°¬")
        if first:
            return (replace(line[0], text=first), *line[1:]) if regex.match(r"['`‘’|¡°¬]", line[0].text) else line
        line = line[1:]
    return line


def _legal(text: str) -> float:
    """Share of a reading's letters that stand in legal Vietnamese syllables."""
    words = regex.findall(r"\p{L}+", text)
    letters = sum(len(w) for w in words)
    return sum(len(w) for w in words if is_syllable(w) or w.isupper()) / max(1, letters + len(regex.findall(r"[^\p{L}\d\s]", text)))


def _spread(text: str, box: tuple[int, int, int, int], confidence: float, others: tuple[str, ...]) -> TextLine:
    """Words of a line whose boxes are not known, spread over its box by their length."""
    x0, top, x1, bottom = box
    step, at, tokens = (x1 - x0) / len(text), x0, []
    for word in text.split(" "):
        tokens.append(Token(word, at, top, at + step * len(word), bottom, confidence, others))
        at += step * (len(word) + 1)
    return tuple(tokens)


def _block(crop: Crop, engine: str) -> list[TextLine]:
    """A cell of several lines, in pixels of the crop."""
    x0, top, _, _ = crop.text
    part = crop.part(crop.text, 3)
    left, above = max(0, x0 - 3), max(0, top - 3)
    framed = cv2.copyMakeBorder(part, _BORDER, _BORDER, _BORDER, _BORDER, cv2.BORDER_CONSTANT, value=int(np.median(crop.image)))
    return [tuple(t.moved(1.0, left - _BORDER, above - _BORDER) for t in line) for line in ocr_tesseract.read_lines(framed, crop.dpi, ocr_tesseract.BLOCK, engine)]


def _second(words: dict[int, tuple[TextLine, ...]], crops: Sequence[Crop], lines: dict[int, tuple[TextLine, ...]]) -> None:
    """Shows the second reader the lines of words that hold digits; numbers that it does not see lose trust, in place."""
    asked = [(k, n) for k, own in words.items() for n, line in enumerate(own) if any(c.isdigit() for t in line for c in t.text)]
    told = ocr_trueocr.read([crops[k].part(extent(words[k][n]), 2) for k, n in asked])
    for (k, n), (text, _) in zip(asked, told):
        runs = regex.findall(r"\d+", text)
        line = tuple(t if _seen(t, runs) else replace(t, confidence=min(t.confidence, 0.45), alternatives=(text,)) for t in lines[k][n])
        lines[k] = (*lines[k][:n], line, *lines[k][n + 1 :])


def _seen(token: Token, runs: Sequence[str]) -> bool:
    return all(run in runs for run in regex.findall(r"\d+", token.text))
