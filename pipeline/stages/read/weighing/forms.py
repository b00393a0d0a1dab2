"""The signs beside figures on a bad copy, weighed by how figures are printed (`weighing.figure_forms`).

Where the pixels of dot and comma are alike, `13.93%` is more often a misread comma than a printed dot; `ngày 27 12/2008` has lost a slash.
What the reader of lines and the reader of figures see of such a form and of its rival is weighed together with how much more usual the
rival is in print, so that a sign that stands clear on the picture stays, however odd. A rival that is taken is not trusted, and what
was read stays beside it. A digit that is likelier a sign is not shown: `…` stands there, with both beside it.
"""
from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from pipeline.model.document import UNREAD
from pipeline.stages.read.engines import numbers
from pipeline.stages.read.engines.lines import LineReading
from pipeline.stages.read.engines.words import TextLine, Token, extent
from pipeline.stages.read.weighing.figure_forms import odd
from pipeline.stages.read.weighing.numbers import frames
from pipeline.stages.read.weighing.strips import Strip
from pipeline.stages.read.weighing.witness import DOUBTFUL, mended

_SEEN = 0.5
"""Weight of each reader's logarithm of a chance: two readings of one picture are not independent (`weighing.wording`
has .55 for the first)."""
_UNHEARD = 1e-6
"""Chance of what the reader of figures holds impossible."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """Words `first` to `last` of a line as they were read, joined by spaces, their rival and the odds for that; `hidden`: the rival is
    not to be shown."""

    first: int
    last: int
    read: str
    rival: str
    odds: float
    hidden: bool = False


def settled(lines: Sequence[TextLine], readings: Sequence[LineReading], strips: Sequence[Strip]) -> list[TextLine]:
    """The lines, each with its reading and its strip, with the likelier of every odd form and its rival; all of a page at once."""
    asked = [(k, doubt) for k, line in enumerate(lines) for doubt in doubts(line)]
    pictures = [frames(strips[k].image, _joined(lines[k], doubt, doubt.read), doubt.first) for k, doubt in asked]
    told = iter(numbers.read([picture for own in pictures for picture in own]))
    heard = [(k, doubt, numbers.together([next(told) for _ in own])) for (k, doubt), own in zip(asked, pictures)]
    out = list(lines)
    for k, doubt, number in reversed(heard):  # from the right, so that places stay
        if doubt.odds + _SEEN * (_by_line(doubt, lines[k], readings[k]) + _by_figures(doubt, number)) > 0:
            out[k] = _taken(out[k], doubt)
    return out


def doubts(line: TextLine) -> list[Doubt]:
    """The odd forms of a line as its words, from left to right; of two that share a word the first."""
    text = " ".join(token.text for token in line)
    starts = np.cumsum([0, *(len(token.text) + 1 for token in line)])
    found: list[Doubt] = []
    for form in odd(text):
        first, last = (int(np.searchsorted(starts, at, "right")) - 1 for at in (form.start, form.end - 1))
        a, b = int(starts[first]), int(starts[last + 1]) - 1
        if not found or found[-1].last < first:
            found.append(Doubt(first, last, text[a:b], text[a : form.start] + form.rival + text[form.end : b], form.odds, form.hidden))
    return found


def _by_line(doubt: Doubt, line: TextLine, reading: LineReading) -> float:
    """How much likelier the reader of lines sees the rival than what was read (natural logarithm)."""
    left = (line[doubt.first - 1].x1 + line[doubt.first].x0) / 2 if doubt.first else 0.0
    right = (line[doubt.last].x1 + line[doubt.last + 1].x0) / 2 if doubt.last + 1 < len(line) else math.inf
    read, rival = reading.log_chances([doubt.read, doubt.rival], left, right)
    return rival - read


def _by_figures(doubt: Doubt, number: numbers.NumberReading) -> float:
    """The same of the reader of figures; 0.0 where it sees neither."""
    read, rival = (math.log(number.chance_of(mended(text)) + _UNHEARD) for text in (doubt.read, doubt.rival))
    return rival - read


def _joined(line: TextLine, doubt: Doubt, text: str) -> TextLine:
    """The line with the words as one."""
    own = line[doubt.first : doubt.last + 1]
    one = Token(text, *extent(own), min(DOUBTFUL, *(t.confidence for t in own)), (doubt.read,))
    return (*line[: doubt.first], one, *line[doubt.last + 1 :])


def _taken(line: TextLine, doubt: Doubt) -> TextLine:
    """The line with the rival's words: as many boxes as it has words, one box cut by letters where they are not as many as were read."""
    words, own = doubt.rival.split(), line[doubt.first : doubt.last + 1]
    if doubt.hidden:
        parts = tuple(replace(_as(t, UNREAD), alternatives=(word, t.text, *t.alternatives)) for t, word in zip(own, words))
    elif len(words) == len(own):
        parts = tuple(t if t.text == word else _as(t, word) for t, word in zip(own, words))
    else:
        one = _joined(line, doubt, doubt.rival)[doubt.first]
        ends = one.x0 + one.width * np.cumsum([0, *(len(word) + 1 for word in words)]) / (len(doubt.rival) + 1)
        parts = tuple(replace(one, text=word, x0=float(a), x1=float(b)) for word, a, b in zip(words, ends, ends[1:]))
    return (*line[: doubt.first], *parts, *line[doubt.last + 1 :])


def _as(token: Token, text: str) -> Token:
    return replace(token, text=text, confidence=min(token.confidence, DOUBTFUL), alternatives=(token.text, *token.alternatives))
