"""Text and paragraph properties of an old Word document -> lines with their automatic numbers, and tables ([MS-DOC] 2.4.3, 2.8.25)."""
from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import regex

from pipeline.stages.read.flowing import table_rows
from pipeline.stages.read.flowing.docx_numbering import Numbering
from pipeline.stages.read.flowing.flow import FlowLine, FlowTable
from pipeline.stages.read.flowing.plaintext import paragraphs_of
from pipeline.stages.read.flowing.table_rows import Row, edges_for
from pipeline.stages.read.flowing.worddoc_properties import Paragraph

_CELL = "\x07"
_MARKS = regex.compile("([\r\x07\x0c])")
_MERGED, _BELOW, _VERTICAL = 0x02, 0x20, 0x60
"""Bits of TC80 ([MS-DOC] 2.9.318): merged with the cell before; with the cell above (and, both bits, the first of such)."""
_CHARACTERS = {0x1E: "-", 0x1F: "\u00ad", 0x0B: "\n", 0x0E: "\n", 0xA0: " "}
_UNSEEN = regex.compile(r"[\x00-\x06\x08\x0c\x0f-\x1d]")


def printed(text: str) -> str:
    """The text with Word's own characters spelled as others spell them."""
    return _UNSEEN.sub("", text.translate(_CHARACTERS))


def without_field_codes(text: str) -> Iterator[tuple[int, str]]:
    """(place, stretch of text) of what shows. Fields are \\x13 code \\x14 result \\x15, nested or without a result: the results stay."""
    kinds: list[str] = []
    at = 0
    for part in regex.split("([\x13\x14\x15])", text):
        if part == "\x13":
            kinds.append("code")
        elif part == "\x14" and kinds:
            kinds[-1] = "result"
        elif part == "\x15" and kinds:
            kinds.pop()
        elif part and "code" not in kinds:
            yield at, part
        at += len(part)


@dataclass
class _Table:
    """The table under way: finished rows, and the cells of the row under way."""

    rows: list[Row] = field(default_factory=list)
    cells: list[list[FlowLine]] = field(default_factory=list)
    open: list[FlowLine] = field(default_factory=list)
    ruled: bool = False

    def end_row(self, paragraph: Paragraph) -> None:
        edges, flags, ruled = paragraph.row()
        edges, flags = edges_for(len(self.cells), edges), [*flags, *[0] * len(self.cells)][: len(self.cells)]
        kept = [at for at in range(len(self.cells)) if not at or not flags[at] & _MERGED]
        ends = [after - 1 for after in [*kept[1:], len(self.cells)]]
        cells = [[line for at in range(first, last + 1) for line in self.cells[at]] for first, last in zip(kept, ends, strict=True)]
        if cells:
            self.rows.append(Row(cells, [edges[last] for last in ends], [flags[at] & _VERTICAL == _BELOW for at in kept]))
        self.ruled = self.ruled or ruled
        self.cells = []

    def finished(self) -> list[FlowLine | FlowTable]:
        rest = [*(line for cell in self.cells for line in cell), *self.open]
        return [*table_rows.table(self.rows, self.ruled), *rest]


def items(text: str, at: Callable[[int], Paragraph], lists: Numbering) -> Iterator[FlowLine | FlowTable]:
    """Lines and tables. `at` gives the properties of the paragraph whose end stands at a place of the text."""
    table = _Table()
    plain: list[str] = []
    for paragraph, content, mark in _paragraphs(text, at):
        if paragraph.depth and plain:
            yield from paragraphs_of("\n".join(plain))
            plain = []
        if not paragraph.depth:
            yield from table.finished()
            table = _Table()
            plain.append(_numbered(content, paragraph, lists))
        elif paragraph.ends_row:
            table.end_row(paragraph)
        else:
            table.open += paragraphs_of(_numbered(content, paragraph, lists))
            if mark == _CELL and paragraph.depth == 1:
                table.cells.append(table.open)
                table.open = []
    yield from table.finished()
    yield from paragraphs_of("\n".join(plain))


def _paragraphs(text: str, at: Callable[[int], Paragraph]) -> Iterator[tuple[Paragraph, str, str]]:
    """(properties, text, mark that ends it)."""
    content = ""
    for place, stretch in without_field_codes(text):
        for part in _MARKS.split(stretch):
            if _MARKS.fullmatch(part):
                yield at(place), content, part
                content = ""
            else:
                content += part
            place += len(part)
    if content:
        yield Paragraph(), content, ""


def _numbered(content: str, paragraph: Paragraph, lists: Numbering) -> str:
    """The paragraph as it prints, its number before it; an empty one of a list counts, as in Word, but shows nothing."""
    shown = printed(content)
    marker = lists.marker(*paragraph.list_place) if paragraph.list_place else ""
    return f"{marker} {shown.lstrip()}" if marker and shown.strip() else shown
