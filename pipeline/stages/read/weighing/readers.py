"""The readers of a page's strips, cheap first: the reader of lines, then Tesseract for the lines where there is a figure or a doubt.

Words are chosen by what both saw and by what Vietnamese makes likely (`weighing.wording`), figures by both (`weighing.witness`)
and by the reader of figures (`weighing.numbers`), signs that hardly show beside them by how figures are printed
(`weighing.forms`). A fast reading asks Tesseract only about lines that the first reader is unsure of. As an engine tesserocr
is asked line by line; pytesseract, whose every call is a process, reads a page in one pass, and its words are dealt to
the strips.
"""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from pipeline.stages.read.engines import lines, tesseract
from pipeline.stages.read.engines.words import TextLine, Token
from pipeline.stages.read.weighing import forms, numbers, witness, wording
from pipeline.stages.read.weighing.strips import Strip

STRIP_DPI = 300.0  # what Tesseract is told of a strip
UNSURE = 0.9  # mean chance of a line's characters under which a fast reading asks Tesseract


@dataclass(frozen=True)
class Readers:
    """Reads the strips of one level page: `level` uint8 gray [H, W] at `dpi`; None for strips of several pictures.
    Settings as in `Scanner`."""

    engine: str
    fast: bool
    level: np.ndarray | None = None
    dpi: float = STRIP_DPI

    def read(self, strips: Sequence[Strip]) -> list[TextLine]:
        """The strips' lines in pixels of the level page; strips without words are left out.

        Raises OperatorError when the engine or its model is missing.
        """
        return [line for line in self.each(strips) if line]

    def each(self, strips: Sequence[Strip]) -> list[TextLine]:
        """One line per strip, in pixels of the picture that it was cut from; empty where there is no word."""
        found, readings = [], lines.read([strip.picture() for strip in strips])
        for strip, reading in zip(strips, readings):
            line = wording.tokens(reading, strip)
            if wording.certainty(reading) < UNSURE or not self.fast and witness.doubtful(line):
                second = self._tesseract(strip)
                found.append(witness.weighed(wording.worded(line, reading, second), second))
            else:
                found.append(witness.alone(wording.worded(line, reading)))
        found = forms.settled(numbers.heard(found, strips), readings, strips)
        return [tuple(strip.on_page(t) for t in line) for strip, line in zip(strips, found)]

    def _tesseract(self, strip: Strip) -> TextLine:
        """Tesseract's words of a strip, in its pixels."""
        if self.engine == "pytesseract" and self.level is not None:
            words = sorted((strip.of_page(t) for t in self._page if strip.holds(t)), key=lambda t: t.x0)
        else:
            words = [t for line in tesseract.read_lines(strip.image, STRIP_DPI, tesseract.LINE, self.engine) for t in line]
        return tuple(replace(t, text=witness.mended(t.text)) for t in words)

    @cached_property
    def _page(self) -> list[Token]:
        """The words of the whole page, read in one pass."""
        return [t for line in tesseract.read_lines(self.level, self.dpi, engine=self.engine) for t in line]
