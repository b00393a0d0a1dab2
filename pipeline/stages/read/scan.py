"""A page picture -> a Page: upright, cleaned, read, every word with its box and how far to trust it."""
from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from pipeline.model.document import BBox, Line, Page, Word
from pipeline.stages.read import ink, ocr_tesseract
from pipeline.stages.read.ocr_words import TextLine

BLANK_INK = 0.0004  # share of ink below which a page without words is blank


@dataclass(frozen=True)
class Scanner:
    """Reads page pictures. Settings are fields; a Scanner holds no state and can be pickled to a worker."""

    engine: str = "tesserocr"
    fast: bool = False
    second_reader: bool = True

    def read(self, image: np.ndarray, dpi: float, number: int, *, width: float, height: float) -> Page:
        """Page `number` from its picture: uint8 [H, W] gray or [H, W, 3] RGB at `dpi`; `width` and `height` in points as given.

        A page without ink is `blank`; a page with ink and no words is `failed` with the code `no_text`.
        Raises OperatorError when the engine or its model is missing.
        """
        gray = cv2.cvtColor(image, cv2.COLOR_RGB2GRAY) if image.ndim == 3 else image
        gray = ink.clean(gray, dpi)
        if ink.share(gray) < BLANK_INK:
            return Page(number, width, height, (), source="blank", route="scan", dpi=round(dpi))
        lines = ocr_tesseract.read_lines(gray, dpi, engine=self.engine)
        scale = width / gray.shape[1]
        return self._page(lines, scale, number, width, height, dpi)

    def versions(self) -> dict[str, str]:
        """Engine, model file and hash: what must be known to read the same page the same way again."""
        return ocr_tesseract.versions(self.engine)

    def _page(self, lines: list[TextLine], scale: float, number: int, width: float, height: float, dpi: float) -> Page:
        kept = tuple(line_in_points(line, scale) for line in lines)
        words = [w for line in kept for w in line.words]
        if not words:
            return Page(number, width, height, (), source="failed", route="scan", dpi=round(dpi), error_code="no_text",
                        error_message="Trang có mực nhưng không đọc được chữ nào / the page has ink but no word could be read")
        return Page(number, width, height, kept, source="ocr", route="scan", dpi=round(dpi),
                    ocr_confidence=round(sum(w.confidence or 0 for w in words) / len(words), 4))


def line_in_points(line: TextLine, scale: float) -> Line:
    """A line of tokens in pixels as a Line of the model in points (`scale` = points per pixel)."""
    words = (Word(t.text, BBox(t.x0 * scale, t.top * scale, t.x1 * scale, t.bottom * scale), round(t.confidence, 4), t.alternatives) for t in line)
    return Line(tuple(words))
