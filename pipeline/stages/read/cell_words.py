"""Cells of words, read by Tesseract, and by the second reader where there is a figure or a doubt.

A cell of several lines is read as a block: line by line its short lines came out worse (97 of 108 cells of a real plan right
instead of 100), for Tesseract sees no neighbours to tell the height of the letters by.
"""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import cv2
import numpy as np
import regex
from rapidfuzz import fuzz

from normalizers.syllable_structure import is_syllable
from pipeline.stages.read import ocr_tesseract, ocr_trueocr
from pipeline.stages.read.cell_crops import Crop
from pipeline.stages.read.cell_views import BORDER, broader, softer, strip, texts
from pipeline.stages.read.ocr_words import TextLine, Token, extent

_DOUBTFUL = 0.7
"""Tesseract's confidence under which the second reader is asked about a line."""


def read(crop: Crop, engine: str, first: tuple[str, float] | None) -> tuple[TextLine, ...]:
    """The lines of a cell of words. One line that Tesseract is unsure of is compared with the second reader's."""
    lines = strip(crop, engine) if crop.one_line else _block(crop, engine)
    lines = [kept for line in lines if (kept := _without_marks(line)) and any(any(c.isalnum() for c in t.text) or t.text in {"-", "+", "%"} for t in kept)]
    if first is None or not any(c.isalnum() for c in first[0]):
        return tuple(lines)
    sure = min((t.confidence for line in lines for t in line), default=0.0)
    return tuple(lines) if sure >= _DOUBTFUL else _likeliest(crop, engine, lines, first[0])


def _block(crop: Crop, engine: str) -> list[TextLine]:
    """A cell of several lines, in pixels of the crop."""
    x0, top, _, _ = crop.text
    part = crop.part(crop.text, 3)
    left, above = max(0, x0 - 3), max(0, top - 3)
    framed = cv2.copyMakeBorder(part, BORDER, BORDER, BORDER, BORDER, cv2.BORDER_CONSTANT, value=int(np.median(crop.image)))
    return [tuple(t.moved(1.0, left - BORDER, above - BORDER) for t in line) for line in ocr_tesseract.read_lines(framed, crop.dpi, ocr_tesseract.BLOCK, engine)]


def _likeliest(crop: Crop, engine: str, lines: Sequence[TextLine], second: str) -> tuple[TextLine, ...]:
    """A line of words read again by both readers in several versions; the reading that is likest to all and most legal."""
    own = " ".join(t.text for line in lines for t in line)
    tesseract = [own, *(" ".join(t.text for line in strip(crop, engine, pad, change) for t in line) for pad, change in ((5, softer), (5, broader)))]
    others = [second, *(texts([crop], np.copy, pad)[0] for pad in (2, 6))]
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


def seconded(words: dict[int, tuple[TextLine, ...]], crops: Sequence[Crop], lines: dict[int, tuple[TextLine, ...]]) -> None:
    """Shows the second reader the lines of words that hold digits; numbers that it does not see lose trust, in place."""
    asked = [(k, n) for k, own in words.items() for n, line in enumerate(own) if any(c.isdigit() for t in line for c in t.text)]
    told = ocr_trueocr.read([crops[k].part(extent(words[k][n]), 2) for k, n in asked])
    for (k, n), (text, _) in zip(asked, told):
        runs = regex.findall(r"\d+", text)
        line = tuple(t if _seen(t, runs) else replace(t, confidence=min(t.confidence, 0.45), alternatives=(text,)) for t in lines[k][n])
        lines[k] = (*lines[k][:n], line, *lines[k][n + 1 :])


def _seen(token: Token, runs: Sequence[str]) -> bool:
    return all(run in runs for run in regex.findall(r"\d+", token.text))
