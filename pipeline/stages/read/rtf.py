"""RTF files: their text through striprtf, tables kept as tables, list numbers as the file itself spells them (RTF 1.9.1: Table Definitions,
Bullets and Numbering). Footnotes and running heads are lost here.

What striprtf flattens is marked before it reads: ends of cells and rows, and the right edges of cells, pass it as private-use letters.
"""
from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

import regex
from striprtf.striprtf import rtf_to_text

from pipeline.model.document import Page
from pipeline.model.errors import Unreadable
from pipeline.stages.read import flow, plaintext, side_by_side
from pipeline.stages.read.flow import FlowCell, FlowLine, FlowTable

_CELL, _ROW, _BEGIN, _EDGE = "\ue100", "\ue101", "\ue102", "\ue103"
_MARKS = {"cell": _CELL, "row": _ROW, "trowd": _BEGIN}
_WORDS = regex.compile(r"\\(?:[^a-z]|(trowd|row|cell|nestcell|nestrow|cellx|clvmrg|pntext)(?![a-z])(-?\d+)?[ ]?)")
"""A control symbol (so that an escaped backslash begins no word), or one of the words that matter here."""
_EDGES = regex.compile(f"{_EDGE}(v?)(-?[0-9]+){_EDGE}")
_RULES = regex.compile(r"\\(?:clbrdr|trbrdr)[a-z]")
_NEAR = 60
"""Twips (1/20 point) by which the edges of one column may differ from row to row."""


@dataclass(frozen=True, slots=True)
class _Row:
    """Texts of the cells; their right edges in twips; whether each goes on from the row above."""

    texts: list[str]
    edges: list[int]
    below: list[bool]


def read(data: bytes) -> Page:
    """The document as one page. Raises Unreadable (damaged)."""
    source = data.decode("latin-1")
    try:
        text = rtf_to_text(_marked(source), encoding="cp1252", errors="replace")
    except (ValueError, IndexError, KeyError, LookupError, UnicodeError):
        raise Unreadable("damaged", "Tệp RTF bị hỏng: không đọc được.") from None
    return flow.page(1, list(_items(text, ruled=bool(_RULES.search(source)))))


def _marked(source: str) -> str:
    merged = False

    def mark(found: regex.Match) -> str:
        nonlocal merged
        word, number = found.group(1), found.group(2)
        if word in _MARKS:
            return _letter(_MARKS[word])
        if word == "clvmrg":
            merged = True
        elif word == "cellx":
            sign, merged = "v" if merged else "", False
            return f"{_letter(_EDGE)}{sign}{number or 0}{_letter(_EDGE)}"
        elif word in ("nestcell", "nestrow"):  # a table inside a cell: its texts, line by line
            return "\\line "
        elif word == "pntext":  # the number of a list item in old files, which striprtf leaves out
            return "\\plain "
        return found.group()

    return _WORDS.sub(mark, source)


def _letter(letter: str) -> str:
    return f"{{\\uc0\\u{ord(letter) - 0x10000} }}"


def _items(text: str, ruled: bool) -> Iterator[FlowLine | FlowTable]:
    """Lines and tables. A row's text begins at its first definition, or right behind the row before it, whose definition then holds on."""
    rows: list[_Row] = []
    *parts, rest = text.split(_ROW)
    for part in parts:
        before, begun, row = part.partition(_BEGIN)
        if not begun or _CELL in before:
            before, row = "", part
        if before.strip():
            yield from _table(rows, ruled)
            yield from _lines(before)
            rows = []
        rows.append(_row(row, rows[-1].edges if rows else []))
    yield from _table(rows, ruled)
    yield from _lines(regex.sub(f"{_EDGES.pattern}|[{_CELL}{_BEGIN}{_EDGE}]", " ", rest))


def _row(text: str, earlier: list[int]) -> _Row:
    """One row; the edges of the row above hold where it has none of its own. (Word writes the definition twice, before and after the cells.)"""
    found = _EDGES.findall(text)
    *texts, _ = regex.sub(f"{_EDGES.pattern}|[{_BEGIN}{_EDGE}]", "", text).split(_CELL)
    found = found[-len(texts):] if texts else []
    edges = [int(edge) for _, edge in found] or earlier[: len(texts)]
    edges += [(edges[-1] if edges else 0) + 1000 * step for step in range(1, len(texts) - len(edges) + 1)]
    return _Row(texts, edges, [sign == "v" for sign, _ in found] + [False] * (len(texts) - len(found)))


def _table(rows: list[_Row], ruled: bool) -> list[FlowLine | FlowTable]:
    every = sorted({edge for row in rows for edge in row.edges})
    columns = [edge for at, edge in enumerate(every) if not at or edge - every[at - 1] > _NEAR]
    if not columns:
        return []
    cells: list[FlowCell] = []
    standing: dict[int, FlowCell] = {}
    for y, row in enumerate(rows):
        column = 0
        for text, edge, below in zip(row.texts, row.edges, row.below, strict=True):
            end = max(column + 1, bisect_right(columns, edge))
            if below and column in standing:
                standing[column].row_span += 1
                standing[column].lines += _lines(text)
            else:
                standing[column] = FlowCell(y, column, 1, end - column, _lines(text))
                cells.append(standing[column])
            column = end
    width = max((cell.column + cell.column_span for cell in cells), default=0)
    return side_by_side.columns(FlowTable(len(rows), width, cells), ruled) if cells else []


def _lines(text: str) -> list[FlowLine]:
    lines = plaintext.lines_of(text)
    for line in lines:
        line.start = True
    return lines
