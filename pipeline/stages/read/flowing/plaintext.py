"""Plain text files: lines as they stand, two columns set with spaces or tabs kept apart."""
from __future__ import annotations

import regex

from pipeline.model.document import Page
from pipeline.stages.read import reading_order
from pipeline.stages.read.encodings import charset
from pipeline.stages.read.flowing import flow
from pipeline.stages.read.flowing.flow import FlowLine, Piece
from pipeline.stages.read.tokens import Token

_WIDTH, _HEIGHT = 6.0, 24.0
"""A letter's cell. High, so that a gap of two spaces is none and a blank line sets a row off."""
_REACH = 1.5
_GAP = regex.compile(r"\S {3,}\S")


def read(data: bytes) -> list[Page]:
    """One page for each form feed."""
    text = charset.decoded(data).replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    parts = text.rstrip("\f\n ").split("\f")
    return [flow.page(number, lines_of(part)) for number, part in enumerate(parts, 1)]


def lines_of(text: str) -> list[FlowLine]:
    """The text's lines; where wide gaps stand below each other, the left column first."""
    rows = [row.expandtabs(8) for row in text.split("\n")]
    if not any(_GAP.search(row) for row in rows):
        return [FlowLine([Piece(row)], None) for row in rows if row.strip()]
    tokens = [
        Token(m.group(), m.start() * _WIDTH, y * _HEIGHT, m.end() * _WIDTH, (y + 1) * _HEIGHT, (y + 1) * _HEIGHT, _HEIGHT)
        for y, row in enumerate(rows)
        for m in regex.finditer(r"\S+", row)
    ]
    return [FlowLine([Piece(line.text)], None) for line in reading_order.lines(tokens, _REACH)]


def paragraphs_of(text: str) -> list[FlowLine]:
    """The same where a line of the text is a paragraph of the file."""
    lines = lines_of(text)
    for line in lines:
        line.start = True
    return lines
