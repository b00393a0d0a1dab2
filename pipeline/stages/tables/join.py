"""Grids of consecutive pages that are one table, put on common columns."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import regex
from rapidfuzz import fuzz

from extractors.tabular.figures import is_figure
from pipeline.model.document import Document, Grid, Page

_PAGE_NUMBER = regex.compile(r"[-–—\s]*(?:trang\s*)?\d{1,4}(?:\s*/\s*\d{1,4})?[-–—\s.]*", regex.IGNORECASE)
_CONTINUED = regex.compile(r"\(?\s*(?:tiếp\s+(?:theo|tục)|tiếp)\b.*", regex.IGNORECASE)
_SAME = 0.015
"""Share of the table's width within which column borders on two pages are one."""
_REPEATED = 80
"""Likeness (0..100) from which a row at a page's top repeats the header."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A printed cell on the common rows and columns of its logical table. `refs` as in `tables.CellPlan`."""

    row: int
    column: int
    row_span: int
    column_span: int
    text: str
    refs: tuple[tuple[int, int, int], ...]

    @property
    def last_row(self) -> int:
        return self.row + self.row_span

    @property
    def last_column(self) -> int:
        return self.column + self.column_span


@dataclass(frozen=True, slots=True)
class Printed:
    """A logical table as printed: header and body rows alike, repeated headers taken out.

    `before` is the index of the first grid's place in its page's lines, `first_grid` its index in Page.grids; `aligned`: no rulings
    part its columns.
    """

    page_start: int
    page_end: int
    rows: int
    columns: int
    spots: tuple[Spot, ...]
    before: int
    first_grid: int
    aligned: bool = False

    def row(self, index: int) -> list[Spot]:
        """The spots that begin in the row, in column order."""
        return sorted((s for s in self.spots if s.row == index), key=lambda s: s.column)


@dataclass(frozen=True, slots=True)
class _Piece:
    page: Page
    index: int
    grid: Grid

    @property
    def borders(self) -> list[float] | None:
        """Column borders as shares of the table's width; None without geometry."""
        box = self.grid.bbox
        if box is None or box.width <= 0:
            return None
        sums: dict[int, list[float]] = {}
        for cell in self.grid.cells:
            if cell.bbox is not None:
                sums.setdefault(cell.column, []).append(cell.bbox.x0)
                sums.setdefault(cell.column + cell.column_span, []).append(cell.bbox.x1)
        if sorted(sums) != list(range(self.grid.columns + 1)):
            return None
        return [(sum(sums[k]) / len(sums[k]) - box.x0) / box.width for k in sorted(sums)]


def join_pages(document: Document) -> list[Printed]:
    """Every grid of the document, those that go on over a page end joined."""
    chains: list[list[_Piece]] = []
    for page in document.pages:
        for index, grid in enumerate(page.grids):
            piece = _Piece(page, index, grid)
            if chains and _goes_on(chains[-1][-1], piece):
                chains[-1].append(piece)
            else:
                chains.append([piece])
    return [_printed(chain) for chain in chains]


def _goes_on(last: _Piece, piece: _Piece) -> bool:
    """Whether `piece` at the top of a page goes on with the table that ended the page before."""
    if piece.page.number != last.page.number + 1 or piece.index != 0 or last.index != len(last.page.grids) - 1:
        return False
    above = [line.text for line in piece.page.lines[: piece.grid.before]]
    below = [line.text for line in last.page.lines[last.grid.before :]]
    if any(not is_furniture(t) for t in above + below):
        return False
    return _common(last, piece) is not None


def is_furniture(text: str) -> bool:
    """A page number or `(tiếp theo)`: nothing that parts two pieces of a table or belongs to its caption."""
    return bool(_PAGE_NUMBER.fullmatch(text) or _CONTINUED.fullmatch(text))


def _common(a: _Piece, b: _Piece) -> list[float] | None:
    """The union of two pieces' column borders; None where they are no one table's."""
    one, two = a.borders, b.borders
    if one is None or two is None:
        return None
    if not (0.85 < a.grid.bbox.width / b.grid.bbox.width < 1.18):
        return None
    if len(one) == len(two) and max(abs(x - y) for x, y in zip(one, two)) < 0.05:
        return one
    union = _union([one, two])
    shared = len(one) + len(two) - len(union)
    return union if shared >= 0.7 * min(len(one), len(two)) else None


def _union(borders: Sequence[list[float]]) -> list[float]:
    found: list[float] = []
    for x in sorted(x for row in borders for x in row):
        if not found or x - found[-1] > _SAME:
            found.append(x)
    return found


def _printed(chain: list[_Piece]) -> Printed:
    borders = chain[0].borders
    for piece in chain[1:]:
        if piece.grid.columns != len(borders) - 1:
            borders = _union([borders, piece.borders])
    spots: list[Spot] = []
    rows = 0
    for piece in chain:
        own = _spots(piece, borders)
        if spots:
            own = _without_header(own, spots)
            own, spots = _cut_row(own, spots, rows)
        high = max((s.last_row for s in own), default=0)
        spots += [replace(s, row=s.row + rows) for s in own]
        rows += high
    columns = chain[0].grid.columns if borders is None else len(borders) - 1
    return Printed(chain[0].page.number, chain[-1].page.number, rows, columns, tuple(spots), chain[0].grid.before, chain[0].index,
                   any(piece.grid.aligned for piece in chain))


def _spots(piece: _Piece, borders: list[float] | None) -> list[Spot]:
    places = list(range(piece.grid.columns + 1))
    if borders is not None and piece.grid.columns != len(borders) - 1:
        places = [min(range(len(borders)), key=lambda k: abs(borders[k] - x)) for x in piece.borders]
    found = []
    for n, cell in enumerate(piece.grid.cells):
        start, end = places[cell.column], places[cell.column + cell.column_span]
        text = " ".join(cell.text.split())
        found.append(Spot(cell.row, start, cell.row_span, max(1, end - start), text, ((piece.page.number, piece.index, n),)))
    return found


def _row_text(spots: Sequence[Spot], row: int) -> str:
    return " ".join(s.text for s in sorted(spots, key=lambda s: s.column) if s.row == row)


def _without_header(own: list[Spot], above: list[Spot]) -> list[Spot]:
    """The piece's spots without the rows that repeat the table's first rows (all of them, or the row of numbers alone)."""
    repeated = 0
    high = max(s.last_row for s in own)
    heads = [_row_text(above, r) for r in range(min(6, max(s.last_row for s in above)))]
    start = 0
    while repeated < min(high, 6):
        text = _row_text(own, repeated)
        at = next((k for k in range(start, len(heads)) if text and fuzz.ratio(text.lower(), heads[k].lower()) >= _REPEATED), None)
        if at is None or (start and at != start):
            break
        start, repeated = at + 1, repeated + 1
    return [replace(s, row=s.row - repeated) for s in own if s.row >= repeated]


def _cut_row(own: list[Spot], above: list[Spot], rows: int) -> tuple[list[Spot], list[Spot]]:
    """Joins the piece's first row to the last one above where the page end cut that row in two."""
    first = sorted((s for s in own if s.row == 0), key=lambda s: s.column)
    last = {s.column: s for s in above if s.last_row == rows}
    if not first or not _is_rest(first, last) or any(s.row_span > 1 for s in first):
        return own, above
    ends = {id(last[s.column]): s for s in first if s.column in last}
    joined = [_joined(s, ends[id(s)]) if id(s) in ends else s for s in above]
    return [replace(s, row=s.row - 1) for s in own if s.row > 0], joined


def _joined(begin: Spot, end: Spot) -> Spot:
    return replace(begin, text=f"{begin.text} {end.text}".strip(), refs=begin.refs + end.refs)


def _is_rest(first: list[Spot], last: dict[int, Spot]) -> bool:
    """Whether a page's first row is the end of the row above: fewer cells filled, no number, words that go on.

    A row of its own begins with its number or label; the rest of a cut one has neither, or goes on in lower case.
    """
    filled = [s for s in first if s.text]
    if not filled or any(is_figure(s.text) for s in filled) or any(s.column not in last for s in filled):
        return False
    fuller = [s for c, s in last.items() if s.text]
    if len(filled) >= len(fuller) or not all(last[s.column].text for s in filled):
        return False
    begins = [first[0].text] + [s.text for s in first[1:2]]
    lower = [s.text[0].islower() for s in filled]
    return (not any(begins) and (any(lower) or _all_open(filled, last))) or all(lower)


def _all_open(filled: list[Spot], last: dict[int, Spot]) -> bool:
    """Whether none of the cells above had come to a full stop."""
    return all(not last[s.column].text.endswith((".", ";", ":", "!", "?")) for s in filled)
