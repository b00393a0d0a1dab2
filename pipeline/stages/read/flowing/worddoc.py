"""Old Word documents (.doc): text out of the piece table ([MS-DOC] 2.4.1, 2.8.35), automatic numbers and tables out of
the properties of its paragraphs. Text boxes, running heads and revisions are as an office program would print them only
where one is used (`office`).
"""
from __future__ import annotations

import io
import struct
from bisect import bisect_right
from dataclasses import dataclass, replace

import olefile

from pipeline.model.document import Page
from pipeline.model.errors import Unreadable
from pipeline.stages.read.flowing import flow, side_by_side
from pipeline.stages.read.flowing.flow import FlowCell, FlowLine, FlowTable
from pipeline.stages.read.flowing.plaintext import paragraphs_of
from pipeline.stages.read.flowing.worddoc_body import items, printed, without_field_codes
from pipeline.stages.read.flowing.worddoc_lists import lists
from pipeline.stages.read.flowing.worddoc_properties import properties

_MAGIC = 0xA5EC
_WORD_97 = 0x00C1
_ENCRYPTED, _TABLE_1 = 0x0100, 0x0200
_STYLES, _PARAGRAPHS, _CLX, _LISTS, _OVERRIDES = 0x00A2, 0x0102, 0x01A2, 0x02E2, 0x02EA
"""Places in the FIB of the (offset, size) pairs of what stands in the table stream ([MS-DOC] 2.5.6)."""
_DAMAGED = Unreadable("damaged", "Tệp Word cũ (.doc) bị hỏng: không mở được.")
_MOST_COLUMNS = 64


@dataclass(frozen=True, slots=True)
class _Text:
    """The text; where its pieces begin in it, at which byte of the file, and how many bytes their letters have."""

    text: str
    begins: list[int]
    bytes: list[int]
    widths: list[int]

    def byte(self, place: int) -> int:
        piece = bisect_right(self.begins, place) - 1
        return self.bytes[piece] + (place - self.begins[piece]) * self.widths[piece]


def read(data: bytes) -> Page:
    """The document as one page. Raises Unreadable (damaged, encrypted)."""
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as ole:
            return flow.page(1, _content(ole, ole.openstream("WordDocument").read()))
    except (OSError, struct.error, IndexError, ValueError):
        raise _DAMAGED from None


def _content(ole: olefile.OleFileIO, main: bytes) -> list[FlowLine | FlowTable]:
    magic, version = struct.unpack_from("<HH", main, 0)
    (flags,) = struct.unpack_from("<H", main, 0x0A)
    if magic not in (_MAGIC, 0xA5DC):
        raise _DAMAGED
    if flags & _ENCRYPTED:
        raise Unreadable("encrypted", "Tệp Word có mật khẩu: hãy gỡ mật khẩu rồi chạy lại.")
    if version < _WORD_97:
        start, end = struct.unpack_from("<II", main, 0x18)
        return _flat(main[start:end].decode("cp1252", "replace"))
    table = ole.openstream("1Table" if flags & _TABLE_1 else "0Table").read()
    data = ole.openstream("Data").read() if ole.exists("Data") else b""
    at, size = struct.unpack_from("<II", main, _CLX)
    found = _pieces(main, _piece_table(table[at : at + size]))
    text = found.text[: sum(struct.unpack_from("<II", main, 0x4C))]  # the body and its footnotes
    try:
        known = properties(main, table, data, struct.unpack_from("<II", main, _PARAGRAPHS), struct.unpack_from("<II", main, _STYLES))
        numbering = lists(table, struct.unpack_from("<II", main, _LISTS), struct.unpack_from("<II", main, _OVERRIDES))
        return list(items(text, lambda place: known.at(found.byte(place)), numbering))
    except (struct.error, IndexError, ValueError):  # properties that do not fit: the text is whole all the same
        return _flat(text)


def _piece_table(clx: bytes) -> bytes:
    at = 0
    while clx[at] == 1:
        at += 3 + struct.unpack_from("<H", clx, at + 1)[0]
    if clx[at] != 2:
        raise _DAMAGED
    size = struct.unpack_from("<I", clx, at + 1)[0]
    return clx[at + 5 : at + 5 + size]


def _pieces(main: bytes, plc: bytes) -> _Text:
    count = (len(plc) - 4) // 12
    places = struct.unpack_from(f"<{count + 1}I", plc, 0)
    found, parts = _Text("", [], [], []), []
    for i in range(count):
        (fc,) = struct.unpack_from("<I", plc, 4 * (count + 1) + 8 * i + 2)
        length, start = places[i + 1] - places[i], fc & 0x3FFFFFFF
        width = 1 if fc & 0x40000000 else 2
        start //= 3 - width
        part = main[start : start + width * length]
        parts.append(part.decode("cp1252", "replace") if width == 1 else _wide(part))
        found.begins.append(places[i])
        found.bytes.append(start)
        found.widths.append(width)
    return replace(found, text="".join(parts))


def _wide(data: bytes) -> str:
    """Text of two bytes a letter; one of four is followed by a letter that does not show, so that places stay what they were."""
    return "".join(letter + "\0" if letter > "\uffff" else letter for letter in data.decode("utf-16-le", "replace"))


def _flat(text: str) -> list[FlowLine | FlowTable]:
    """Lines and tables of a text without known properties. Cells and row ends are closed by \x07 alike; an empty item followed by whole
    paragraphs ends a table."""
    text = "".join(part for _, part in without_field_codes(text.replace("\x0c", "\r").replace("\x0e", "\r")))
    found: list[FlowLine | FlowTable] = []
    block: list[str] = []
    *closed, rest = text.split("\x07")
    for item in closed:
        before, broken, cell = item.rpartition("\r")
        if not block or broken and not block[-1].strip():
            found.extend([*_table(block), *_lines(before)])
            block = [cell]
        else:
            block.append(item)
    return [*found, *_table(block), *_lines(rest)]


def _lines(text: str) -> list[FlowLine]:
    return paragraphs_of(printed(text.replace("\r", "\n")))


def _table(block: list[str]) -> list[FlowLine | FlowTable]:
    """Cells and row ends are both \\x07: the row length is the one that puts an empty item at every row's end."""
    texts = block
    width = next((n for n in range(1, min(_MOST_COLUMNS, len(texts)))
                  if len(texts) % (n + 1) == 0 and not any(t.strip() for t in texts[n :: n + 1])), None)
    if width is None:
        return [line for text in texts for line in _lines(text)]
    rows = len(texts) // (width + 1)
    cells = [FlowCell(y, x, 1, 1, _lines(texts[y * (width + 1) + x])) for y in range(rows) for x in range(width)]
    return side_by_side.columns(FlowTable(rows, width, cells), ruled=rows > 6)
