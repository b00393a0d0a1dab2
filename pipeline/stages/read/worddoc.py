"""Old Word documents (.doc): text, paragraphs and tables out of the piece table ([MS-DOC] 2.4.1, 2.8.35).

Automatic numbers, which such a file does not store as text, are lost here.
"""
from __future__ import annotations

import io
import struct

import olefile
import regex

from pipeline.model.document import Page
from pipeline.model.errors import Unreadable
from pipeline.stages.read import flow, plaintext, side_by_side
from pipeline.stages.read.flow import FlowCell, FlowLine, FlowTable, Piece

_MAGIC = 0xA5EC
_WORD_97 = 0x00C1
_ENCRYPTED, _TABLE_1 = 0x0100, 0x0200
_DAMAGED = Unreadable("damaged", "Tệp Word cũ (.doc) bị hỏng: không mở được.")
_MOST_COLUMNS = 64


def read(data: bytes) -> Page:
    """The document as one page. Raises Unreadable (damaged, encrypted)."""
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as ole:
            main = ole.openstream("WordDocument").read()
            text = _text(ole, main)
    except (OSError, struct.error, IndexError, ValueError):
        raise _DAMAGED from None
    return flow.page(1, _items(_without_field_codes(text)))


def _text(ole: olefile.OleFileIO, main: bytes) -> str:
    magic, version = struct.unpack_from("<HH", main, 0)
    (flags,) = struct.unpack_from("<H", main, 0x0A)
    if magic not in (_MAGIC, 0xA5DC):
        raise _DAMAGED
    if flags & _ENCRYPTED:
        raise Unreadable("encrypted", "Tệp Word có mật khẩu: hãy gỡ mật khẩu rồi chạy lại.")
    if version < _WORD_97:
        start, end = struct.unpack_from("<II", main, 0x18)
        return main[start:end].decode("cp1252", "replace")
    table = ole.openstream("1Table" if flags & _TABLE_1 else "0Table").read()
    length, notes = struct.unpack_from("<II", main, 0x4C)
    at, size = struct.unpack_from("<II", main, 0x01A2)
    return _pieces(main, _piece_table(table[at : at + size]))[: length + notes]


def _piece_table(clx: bytes) -> bytes:
    at = 0
    while clx[at] == 1:
        at += 3 + struct.unpack_from("<H", clx, at + 1)[0]
    if clx[at] != 2:
        raise _DAMAGED
    size = struct.unpack_from("<I", clx, at + 1)[0]
    return clx[at + 5 : at + 5 + size]


def _pieces(main: bytes, plc: bytes) -> str:
    count = (len(plc) - 4) // 12
    places = struct.unpack_from(f"<{count + 1}I", plc, 0)
    parts = []
    for i in range(count):
        (fc,) = struct.unpack_from("<I", plc, 4 * (count + 1) + 8 * i + 2)
        length, start = places[i + 1] - places[i], fc & 0x3FFFFFFF
        if fc & 0x40000000:
            parts.append(main[start // 2 : start // 2 + length].decode("cp1252", "replace"))
        else:
            parts.append(main[start : start + 2 * length].decode("utf-16-le", "replace"))
    return "".join(parts)


def _without_field_codes(text: str) -> str:
    """Fields are \\x13 code \\x14 result \\x15, nested or without a result: the results stay."""
    result, kinds = [], []
    for part in regex.split("([\x13\x14\x15])", text):
        if part == "\x13":
            kinds.append("code")
        elif part == "\x14" and kinds:
            kinds[-1] = "result"
        elif part == "\x15" and kinds:
            kinds.pop()
        elif "code" not in kinds:
            result.append(part)
    clean = "".join(result).translate({0x1E: "-", 0x1F: "\u00ad", 0x0C: "\r", 0x0E: "\r", 0xA0: " "})
    return regex.sub(r"[\x00-\x06\x08\x0f-\x1d]", "", clean)


def _items(text: str) -> list[FlowLine | FlowTable]:
    """Lines and tables. Cells and row ends are closed by \\x07 alike; an empty item followed by whole paragraphs ends a table."""
    items: list[FlowLine | FlowTable] = []
    block: list[str] = []
    *closed, rest = text.split("\x07")
    for item in closed:
        before, broken, cell = item.rpartition("\r")
        if not block or broken and not block[-1].strip():
            items.extend([*_table(block), *_lines(before)])
            block = [cell]
        else:
            block.append(item)
    return [*items, *_table(block), *_lines(rest)]


def _lines(text: str) -> list[FlowLine]:
    lines = plaintext.lines_of(regex.sub("[\r\x0b]", "\n", text))
    for line in lines:
        line.start = True
    return lines


def _table(block: list[str]) -> list[FlowLine | FlowTable]:
    """Cells and row ends are both \\x07: the row length is the one that puts an empty item at every row's end."""
    texts = block
    width = next((n for n in range(1, min(_MOST_COLUMNS, len(texts))) if len(texts) % (n + 1) == 0 and not any(t.strip() for t in texts[n :: n + 1])), None)
    if width is None:
        return [line for text in texts for line in _lines(text)]
    rows = len(texts) // (width + 1)
    cells = [FlowCell(y, x, 1, 1, _lines(texts[y * (width + 1) + x])) for y in range(rows) for x in range(width)]
    return side_by_side.columns(FlowTable(rows, width, cells), ruled=rows > 6)
