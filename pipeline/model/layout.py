"""The document's structure: canonical text, passages, headings, tables, the parts of an administrative document.

One text, one set of offsets. `Layout.text` is the canonical text as printed (NFC, reading order); every passage is a slice
of it, and `Layout.quote` turns a slice into the page, box and confidence it was read from. Rules do not read the printed
words but `Passage.reading`: the same words with glued syllables set apart; `Passage.span` leads from there back to the text.
"""
from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from functools import cached_property

from pipeline.model.document import BBox, Document


@dataclass(frozen=True, slots=True)
class WordSpan:
    """Where one word of the source stands in the canonical text."""

    start: int
    end: int
    page: int
    bbox: BBox | None
    confidence: float | None
    alternatives: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Quote:
    """The exact words a value was read from. `start` and `end` are half-open offsets into `Layout.text`.

    `confidence` is the lowest of the words', None where all come from a text layer; `bbox` is on `page` (the first one).
    """

    text: str
    start: int
    end: int
    page: int
    bbox: BBox | None
    confidence: float | None


@dataclass(frozen=True, slots=True)
class Passage:
    """A heading, paragraph, bullet or table cell: `text == layout.text[start:end]`, without line breaks.

    `id`     p3.b7 (7th block of page 3) or p3.t1.r4.c2
    `kind`   heading | paragraph | bullet | cell
    `part`   letterhead | title | preamble | body | signature | recipients | annex_title | table | furniture
    `reading`, `origins`  what the rules read, and for each of its characters (and its end) the offset into `text`
    `mark`, `depth`       the bullet's mark (-, +, *, •) and its nesting from 1; None and 0 for others
    `content`             offset in `reading` where the words begin, after the bullet's or heading's marker
    `heading`             index in `Layout.headings` of the nearest heading above (a heading passage: its own), None above the first
    """

    id: str
    kind: str
    part: str
    page: int
    start: int
    end: int
    text: str
    reading: str
    origins: tuple[int, ...]
    mark: str | None = None
    depth: int = 0
    content: int = 0
    heading: int | None = None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in the canonical text of `reading[start:end]`."""
        return self.start + self.origins[start], self.start + (self.origins[end - 1] + 1 if end > start else self.origins[start])


@dataclass(frozen=True, slots=True)
class Heading:
    """A numbered unit or annex title; columns as in the contract. `parent` is an index in `Layout.headings`.

    `body` is the offset in the passage's `reading` where its body text begins: after the colon of a run-in title, at the
    content of a clause, None where the unit is a title alone; `content` where its words begin, after the marker.
    """

    index: int
    passage: int
    parent: int | None
    level: int
    marker: str | None
    style: str
    kind: str
    title: str | None
    path: str
    body: int | None
    content: int = 0
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Cell:
    """A body cell: `row` and `column` 0-based among body rows.

    `passages` are its words in order (empty cell: none; a cell cut by a page end: two).
    """

    row: int
    column: int
    row_label: str
    column_label: str
    text: str
    passages: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table, joined over its pages. `rows` counts body rows. `kind`: numeric | assignment | other.

    `unit` is the unit line's words (triệu đồng) where there is one. `total_rows` are body rows known as totals. `aligned`: no
    rulings part its columns, their alignment tells them. `inferred_rows` are body rows whose label the other rows tell.
    """

    index: int
    page_start: int
    page_end: int
    caption: str | None
    unit: str | None
    rows: int
    columns: tuple[str, ...]
    header_rows: int
    kind: str
    cells: tuple[Cell, ...]
    total_rows: tuple[int, ...] = ()
    start: int = 0
    heading: int | None = None
    aligned: bool = False
    inferred_rows: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Parts:
    """Indices in `Layout.passages` of the layout parts (Nghị định 30/2020/NĐ-CP, Phụ lục I) of the main instrument."""

    issuer: tuple[int, ...] = ()
    number: int | None = None
    instrument: int | None = None
    title: tuple[int, ...] = ()
    signature: tuple[int, ...] = ()
    recipients: tuple[int, ...] = ()


@dataclass(frozen=True)
class Layout:
    """A document's canonical text and what is in it. `words` in the text's order; `pages` (start, end) of each page's part of `text`.

    `passages`, `headings` and `tables` refer to each other by index; `repairs` counts passages whose reading has other
    letters than the print.
    """

    document: Document
    text: str
    words: tuple[WordSpan, ...]
    pages: tuple[tuple[int, int], ...]
    passages: tuple[Passage, ...]
    headings: tuple[Heading, ...]
    tables: tuple[Table, ...]
    parts: Parts = field(default_factory=Parts)
    repairs: int = 0

    @cached_property
    def _ends(self) -> list[int]:
        return [w.end for w in self.words]

    @cached_property
    def _starts(self) -> list[int]:
        return [w.start for w in self.words]

    @cached_property
    def _page_starts(self) -> list[int]:
        return [start for start, _ in self.pages]

    def quote(self, start: int, end: int) -> Quote:
        """The words in `text[start:end]` with page, box and confidence.

        Raises ValueError for an empty or outside span.
        """
        if not 0 <= start < end <= len(self.text):
            raise ValueError(f"no span of the text: {start}..{end}")
        words = self.words_in(start, end)
        page = words[0].page if words else self.page_at(start)
        sure = [w.confidence for w in words if w.confidence is not None]
        return Quote(
            text=" ".join(self.text[start:end].split()),
            start=start,
            end=end,
            page=page,
            bbox=BBox.around(w.bbox for w in words if w.page == page),
            confidence=min(sure) if sure else None,
        )

    def page_at(self, offset: int) -> int:
        """1-based page whose part of the text holds the offset."""
        return self.document.pages[max(0, bisect_right(self._page_starts, offset) - 1)].number

    def words_in(self, start: int, end: int) -> tuple[WordSpan, ...]:
        """The words that `text[start:end]` holds, whole or in part."""
        return self.words[bisect_right(self._ends, start) : bisect_left(self._starts, end)]

    def was_read(self, passage: Passage) -> bool:
        """Whether the passage comes from a page picture: its words have a confidence."""
        return any(w.confidence is not None for w in self.words_in(passage.start, passage.end))

    def ancestors(self, heading: int | None) -> list[Heading]:
        """The heading and those above it, nearest first."""
        found = []
        while heading is not None:
            found.append(self.headings[heading])
            heading = self.headings[heading].parent
        return found
