"""The reader of figures as a third witness of the words with digits that the two readers of lines differ on.

It sees the word's ink alone. Letters are '#' to it: a word of the form that it sees is taken from the other readers, whole, and no
letter is ever changed by it. Where it sees a figure plainly that neither of them read, the figure is taken and not trusted.
"""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import regex

from pipeline.stages.read.engines import numbers
from pipeline.stages.read.engines.number_frames import framed
from pipeline.stages.read.engines.numbers import NumberReading
from pipeline.stages.read.engines.words import TextLine, Token
from pipeline.stages.read.paper.ink import middle
from pipeline.stages.read.weighing.strips import BORDER, Strip
from pipeline.stages.read.weighing.witness import DOUBTFUL, WELL_FORMED, has_digit, mended

_INK = 60
"""Gray levels below the paper from which a strip's pixel is ink."""
_TIMES = 3.0
"""How many times likelier another reader's word must look than the one that stands."""
_PLAIN = 0.9
"""Chance from which the figure that the third reader alone sees is taken."""
_PLAINER = 0.6
"""The same where the word that stands is none that can be."""
_TWO_OF_THREE = 0.8
"""Trust in a figure that two of three readers see."""
_LEAST = 0.3
"""Chance under which it does not second a word."""
_FIGURE = regex.compile(r"\(?\d[\d.,/:-]*\d?%?[.,;:)]*")


def heard(lines: Sequence[TextLine], strips: Sequence[Strip]) -> list[TextLine]:
    """The lines with their doubtful words of digits compared with what the third reader sees, all words of a page at once."""
    asked = [(i, n) for i, line in enumerate(lines) for n, token in enumerate(line) if _doubtful(token)]
    pictures = [frames(strips[i].image, lines[i], n) for i, n in asked]
    told = iter(numbers.read([picture for own in pictures for picture in own]))
    out = [list(line) for line in lines]
    for (i, n), own in zip(asked, pictures):
        reading = numbers.together([next(told) for _ in own])
        out[i][n] = judged(out[i][n], reading)
    return [tuple(line) for line in out]


def _doubtful(token: Token) -> bool:
    return token.confidence <= DOUBTFUL and (has_digit(token.text) or any(has_digit(other) for other in token.alternatives))


def judged(token: Token, reading: NumberReading) -> Token:
    """The token, another reader's word in its place, or the figure that the third reader sees."""
    others = [o for o in token.alternatives if " " not in o]
    chances = {text: reading.chance_of(mended(text)) for text in dict.fromkeys((token.text, *others))}
    best = max(chances, key=chances.get)
    if chances[best] < _TIMES * chances[token.text]:
        best = token.text
    if chances[best] >= _LEAST:
        alike = any(text != best and _form(text) == _form(best) for text in chances)  # they differ in letters, which it cannot tell
        trust = _TWO_OF_THREE if chances[best] >= _PLAIN and WELL_FORMED.fullmatch(best) and not alike else DOUBTFUL
        return _as(token, best, trust)
    if (reading.chance >= (_PLAIN if WELL_FORMED.fullmatch(token.text) else _PLAINER)
        and _FIGURE.fullmatch(reading.text) and WELL_FORMED.fullmatch(reading.text)):
        return _as(token, reading.text, DOUBTFUL)
    return token


def _form(text: str) -> str:
    return regex.sub(r"[^\d\s.,;:%/()+-]", "#", mended(text))


def _as(token: Token, text: str, trust: float) -> Token:
    rest = tuple(dict.fromkeys(t for t in (token.text, *token.alternatives) if t != text))
    return replace(token, text=text, confidence=max(token.confidence, trust) if text == token.text else trust, alternatives=rest)


def frames(image: np.ndarray, line: TextLine, at: int) -> list[np.ndarray]:
    """The word's ink in its strip, and the same a little wider."""
    token = line[at]
    left = max(BORDER, int(token.x0) - 3, *(int(t.x1) + 1 for t in line[:at][-1:]))
    right = min(image.shape[1] - BORDER, int(token.x1) + 4, *(int(t.x0) - 1 for t in line[at + 1 :][:1]))
    part = image[BORDER:-BORDER, left:right]
    if part.shape[1] < 3:
        return []
    ink = part < middle(image) - _INK
    rows, columns = np.flatnonzero(ink.sum(axis=1) > 0), np.flatnonzero(ink.sum(axis=0) > 0)
    if not len(rows):
        return []
    x0, x1, top, bottom = left + columns[0], left + columns[-1] + 1, BORDER + rows[0], BORDER + rows[-1] + 1
    more = 0.08 * (bottom - top)
    boxes = ((x0, top, x1, bottom), (x0 - more, top - more, x1 + more, bottom + more))
    return [picture for box in boxes if (picture := framed(image, box)) is not None]
