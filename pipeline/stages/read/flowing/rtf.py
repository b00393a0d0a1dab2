"""RTF files: their text through striprtf, tables kept as tables, list numbers as the file itself spells them (RTF 1.9.1: Table Definitions,
Bullets and Numbering). Footnotes and running heads are lost here.

What striprtf flattens is marked before it reads: ends of cells and rows, and the right edges of cells, pass it as private-use letters.
"""
from __future__ import annotations

from collections.abc import Iterator

import regex
from striprtf.striprtf import rtf_to_text

from pipeline.model.document import Page
from pipeline.model.errors import Unreadable
from pipeline.stages.read.flowing import flow, table_rows
from pipeline.stages.read.flowing.flow import FlowLine, FlowTable
from pipeline.stages.read.flowing.plaintext import paragraphs_of
from pipeline.stages.read.flowing.table_rows import Row, edges_for

_CELL, _ROW, _BEGIN, _EDGE = "\ue100", "\ue101", "\ue102", "\ue103"
_MARKS = {"cell": _CELL, "row": _ROW, "trowd": _BEGIN}
_WORDS = regex.compile(r"\\(?:[^a-z]|(trowd|row|cell|nestcell|nestrow|cellx|clvmrg|pntext)(?![a-z])(-?\d+)?[ ]?)")
"""A control symbol (so that an escaped backslash begins no word), or one of the words that matter here."""
_EDGES = regex.compile(f"{_EDGE}(v?)(-?[0-9]+){_EDGE}")
_RULES = regex.compile(r"\\(?:clbrdr|trbrdr)[a-z]")


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
    rows: list[Row] = []
    *parts, rest = text.split(_ROW)
    for part in parts:
        before, begun, row = part.partition(_BEGIN)
        if not begun or _CELL in before:
            before, row = "", part
        if _CELL not in row:  # an end of a row where none was begun: the words before it stand in no table
            before, row = _bare(part, " "), ""
        if before.strip():
            yield from table_rows.table(rows, ruled)
            yield from paragraphs_of(before)
            rows = []
        if row:
            rows.append(_row(row, rows[-1].edges if rows else []))
    yield from table_rows.table(rows, ruled)
    yield from paragraphs_of(_bare(rest, " "))


def _bare(text: str, between: str = "") -> str:
    """The text with `between` in place of the marks."""
    return regex.sub(f"{_EDGES.pattern}|[{_CELL}{_BEGIN}{_EDGE}]", between, text)


def _row(text: str, earlier: list[int]) -> Row:
    """One row; the edges of the row above hold where it has none of its own. (Word writes the definition twice, before
    and after the cells.) What stands behind the last end of a cell is a cell whose end was left out."""
    found = _EDGES.findall(text)
    *texts, rest = (_bare(part) for part in text.split(_CELL))
    texts += [rest] if rest.strip() else []
    found = found[-len(texts):] if texts else []
    edges = edges_for(len(texts), [int(edge) for _, edge in found] or earlier)
    return Row([paragraphs_of(text) for text in texts], edges, [sign == "v" for sign, _ in found] + [False] * (len(texts) - len(found)))
