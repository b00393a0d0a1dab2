"""Sources that flow (DOCX, HTML, plain text, sheets): words without boxes, decoded paragraph by paragraph."""
from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.model.document import Grid, GridCell, Line, Page, Word
from pipeline.stages.read.encodings import characters, legacy


@dataclass(slots=True)
class Piece:
    """A stretch of text in one font, as the source spells it."""

    text: str
    font: str | None = None
    bold: bool | None = None
    size: float | None = None


@dataclass(slots=True)
class FlowLine:
    """One line: a paragraph, or what stands between two forced line breaks. `start`: it begins a paragraph (None: unknown)."""

    pieces: list[Piece]
    start: bool | None = True

    @property
    def text(self) -> str:
        return "".join(p.text for p in self.pieces)


@dataclass(slots=True)
class FlowCell:
    row: int
    column: int
    row_span: int
    column_span: int
    lines: list[FlowLine] = field(default_factory=list)


@dataclass(slots=True)
class FlowTable:
    rows: int
    columns: int
    cells: list[FlowCell]


def page(number: int, body: Sequence[FlowLine | FlowTable], furniture: Sequence[FlowLine] = (), printed: bool = False) -> Page:
    """A page of source `text` from lines and tables in reading order. `printed`: soft hyphens show."""
    every = [line for item in body for line in _lines_of(item)] + list(furniture)
    encodings = _encodings(every)
    used = Counter(e for e in encodings.values() if e)
    lines: list[Line] = []
    grids: list[Grid] = []
    for item in body:
        if isinstance(item, FlowTable):
            cells = tuple(GridCell(c.row, c.column, c.row_span, c.column_span, None,
                                   _decoded(c.lines, encodings, printed)) for c in item.cells)
            grids.append(Grid(len(lines), item.rows, item.columns, cells))
        else:
            lines.extend(_decoded([item], encodings, printed))
    encoding = used.most_common(1)[0][0] if used else None
    return Page(number, None, None, tuple(lines), tuple(grids), _decoded(furniture, encodings, printed),
                source="text" if every else "blank", route="text", legacy_encoding=encoding)


def _lines_of(item: FlowLine | FlowTable) -> list[FlowLine]:
    return [line for cell in item.cells for line in cell.lines] if isinstance(item, FlowTable) else [item]


def _encodings(lines: Sequence[FlowLine]) -> dict[int, str | None]:
    """id of a line -> its legacy encoding."""
    texts = [line.text for line in lines]
    if not legacy.suspected("".join(texts)):
        return {}
    hint = legacy.font_hint([p.font or "" for line in lines for p in line.pieces])
    return {id(line): encoding for line, encoding in zip(lines, legacy.detect(texts, hint), strict=True)}


def _decoded(lines: Sequence[FlowLine], encodings: dict[int, str | None], printed: bool) -> tuple[Line, ...]:
    clean = characters.printed if printed else characters.flowing
    return tuple(found for line in lines if (found := _line(line, encodings.get(id(line)), clean)).words)


def _line(line: FlowLine, encoding: str | None, clean) -> Line:
    capitals = encoding == legacy.TCVN3 and legacy.among_capitals(line.text)
    words: list[Word] = []
    pending = ""
    weights: Counter[bool] = Counter()
    sizes: Counter[float] = Counter()
    for piece in line.pieces:
        text = piece.text
        if encoding:
            upper = legacy.font_of_capitals(piece.font)
            text = " ".join(legacy.convert(w, encoding, upper or capitals and not w.isascii()) for w in text.split(" "))
        if piece.bold is not None:
            weights[piece.bold] += len(text.strip())
        if piece.size:
            sizes[piece.size] += len(text.strip())
        pending += text
    words = [Word(w) for w in clean(pending).split() if w]
    bold = None if not sum(weights.values()) else 2 * weights[True] > sum(weights.values())
    return Line(tuple(words), bold, sizes.most_common(1)[0][0] if sizes else None, line.start)
