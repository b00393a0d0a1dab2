"""What was read: pages of lines of words, with their boxes.

Boxes are in PDF points on the upright page (after rotation and straightening), origin at the top left,
y downwards: pdfplumber's names and axes. Sources without geometry (plain text, HTML, DOCX) have no boxes.
All text is Unicode NFC.
"""
from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

UNREAD = "…"
"""Stands in the text of a scan for figures that are not guessed; what the readers made of them are the word's alternatives."""
UNREAD_TRUST = 0.1
"""Confidence, at most, of a table's figure that stands so; printed dots have more."""


@dataclass(frozen=True, slots=True)
class BBox:
    """A rectangle in points: x0 <= x1, top <= bottom."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def width(self) -> float:
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        return self.bottom - self.top

    def scaled(self, factor: float) -> BBox:
        """In another unit: pixels times points per pixel, say."""
        return BBox(self.x0 * factor, self.top * factor, self.x1 * factor, self.bottom * factor)

    @staticmethod
    def around(boxes: Iterable[BBox | None]) -> BBox | None:
        """The smallest box that holds all the given ones; None where none has geometry."""
        found = [(b.x0, b.top, b.x1, b.bottom) for b in boxes if b is not None]
        if not found:
            return None
        x0, top, x1, bottom = zip(*found)
        return BBox(min(x0), min(top), max(x1), max(bottom))


@dataclass(frozen=True, slots=True)
class Word:
    """One printed token without white space.

    `confidence` is 0..1, None for a text layer. `alternatives` are other readings of the same ink by a second reader.
    """

    text: str
    bbox: BBox | None = None
    confidence: float | None = None
    alternatives: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line of one column, words from left to right.

    `paragraph_start` is True or False where the source itself says so (DOCX, HTML), None where it has to be inferred.
    `bold` and `size` (points) are None where unknown.
    """

    words: tuple[Word, ...]
    bold: bool | None = None
    size: float | None = None
    paragraph_start: bool | None = None

    @property
    def text(self) -> str:
        return " ".join(w.text for w in self.words)

    @property
    def bbox(self) -> BBox | None:
        return BBox.around(w.bbox for w in self.words)


@dataclass(frozen=True, slots=True)
class GridCell:
    """One cell of a ruled table as printed; row and column are those of its top left corner."""

    row: int
    column: int
    row_span: int
    column_span: int
    bbox: BBox | None
    lines: tuple[Line, ...]

    @property
    def text(self) -> str:
        return " ".join(line.text for line in self.lines)


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled (or marked-up) table on one page. `before` is the index in `Page.lines` of the line that follows it.

    `aligned`: no rulings part its columns, their alignment tells them.
    """

    before: int
    rows: int
    columns: int
    cells: tuple[GridCell, ...]
    bbox: BBox | None = None
    aligned: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """One page, upright. Words inside a grid stand in its cells and not in `lines`.

    `lines` are in reading order. `furniture` are lines that are no part of the running text: page numbers, running
    heads, footers. `stamps` are the texts of visible signature, incoming and urgency stamps.
    `source`: text_layer | ocr | text | blank | failed. `route` says why (digital, scan, scan_with_useless_text, forced ...).
    """

    number: int
    width: float | None
    height: float | None
    lines: tuple[Line, ...]
    grids: tuple[Grid, ...] = ()
    furniture: tuple[Line, ...] = ()
    stamps: tuple[Line, ...] = ()
    source: str = "text_layer"
    route: str = "digital"
    rotation: int = 0
    skew_degrees: float = 0.0
    dpi: int | None = None
    ocr_confidence: float | None = None
    legacy_encoding: str | None = None
    error_code: str | None = None
    error_message: str | None = None

    def apart(self, marked: Collection[int], field: str) -> Page:
        """The page with the marked ones of its lines moved to `furniture` or `stamps`. Grids keep their places."""
        if not marked:
            return self
        kept = [i for i in range(len(self.lines)) if i not in marked]
        grids = tuple(replace(g, before=sum(i < g.before for i in kept)) for g in self.grids)
        moved = getattr(self, field) + tuple(self.lines[i] for i in sorted(marked))
        return replace(self, lines=tuple(self.lines[i] for i in kept), grids=grids, **{field: moved})


@dataclass(frozen=True, slots=True)
class Signature:
    """A digital signature's own words: the time (ISO 8601 with offset), and the names of who signed, bodies and
    persons, the certificate's first."""

    signed_at: str | None = None
    signers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """One file's content as read. `doc_id` is the first 16 hex digits of the SHA-256 of its bytes."""

    doc_id: str
    media_type: str
    pages: tuple[Page, ...]
    signature: Signature = Signature()
