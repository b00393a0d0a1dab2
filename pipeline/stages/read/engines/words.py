"""What an OCR engine saw, in pixels of the image that it was given."""
from __future__ import annotations

import csv
from dataclasses import dataclass, replace

from pipeline.model.document import BBox, Line, Word
from pipeline.stages.read.encodings.characters import printed

WORD_LEVEL = "5"  # Tesseract's TSV: 1 page, 2 block, 3 paragraph, 4 line, 5 word


@dataclass(frozen=True, slots=True)
class Token:
    """One word as one reader saw it: box in pixels (y downwards), confidence 0..1, other readings of the same ink."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    confidence: float
    alternatives: tuple[str, ...] = ()

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def width(self) -> float:
        return self.x1 - self.x0

    def moved(self, scale: float, dx: float, dy: float) -> Token:
        """The same word in another image: its pixels times `scale`, then shifted."""
        return replace(self, x0=self.x0 * scale + dx, x1=self.x1 * scale + dx, top=self.top * scale + dy, bottom=self.bottom * scale + dy)


TextLine = tuple[Token, ...]


def extent(tokens: TextLine) -> tuple[float, float, float, float]:
    """(x0, top, x1, bottom) around the tokens of a line that is not empty."""
    return min(t.x0 for t in tokens), min(t.top for t in tokens), max(t.x1 for t in tokens), max(t.bottom for t in tokens)


def line_in_points(line: TextLine, scale: float) -> Line:
    """A line of tokens in pixels as a Line of the model in points (`scale` = points per pixel)."""
    words = (Word(t.text, BBox(t.x0 * scale, t.top * scale, t.x1 * scale, t.bottom * scale), round(t.confidence, 4),
                  t.alternatives) for t in line)
    return Line(tuple(words))


def lines_of_tsv(tsv: str) -> list[TextLine]:
    """The lines of Tesseract's TSV output, with or without its header row; words of white space alone are left out."""
    lines: dict[tuple[str, ...], list[Token]] = {}
    for row in csv.reader(tsv.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE):
        if len(row) < 12 or row[0] != WORD_LEVEL:
            continue
        text = printed(row[11]).strip()
        if not text:
            continue
        left, top, width, height = (float(v) for v in row[6:10])
        token = Token(text, left, top, left + width, top + height, max(0.0, float(row[10])) / 100)
        lines.setdefault(tuple(row[1:5]), []).append(token)
    return [tuple(tokens) for tokens in lines.values()]
