"""Words on their way into lines: what every reader (text layer, OCR, annotations) has in common."""
from __future__ import annotations

from dataclasses import dataclass

from pipeline.model.document import BBox, Word


@dataclass(slots=True)
class Token:
    """One word with its place on the upright page, in points; `baseline` is the y its letters stand on.

    `mark` says where the word came from when that matters later: `annotation` for words stamped on the page, None otherwise.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    baseline: float
    size: float
    bold: bool | None = None
    confidence: float | None = None
    alternatives: tuple[str, ...] = ()
    hidden: bool = False
    font: str | None = None
    mark: str | None = None

    @property
    def bbox(self) -> BBox:
        return BBox(self.x0, self.top, self.x1, self.bottom)

    def word(self) -> Word:
        return Word(self.text, BBox(self.x0, self.top, self.x1, self.bottom), self.confidence, self.alternatives)

    @classmethod
    def of(cls, word: Word, size: float | None = None, bold: bool | None = None) -> Token:
        """A token for a word that has a box already (OCR): its baseline is the foot of the box."""
        box = word.bbox
        return cls(word.text, box.x0, box.top, box.x1, box.bottom, box.bottom, size or box.height, bold, word.confidence, word.alternatives)
