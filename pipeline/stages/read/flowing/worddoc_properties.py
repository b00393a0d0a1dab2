"""Properties of the paragraphs of an old Word document: lists, tables and their rows ([MS-DOC] 2.9.175 PapxFkp, 2.9.271
STSH, 2.6.2 and 2.6.3)."""
from __future__ import annotations

import struct
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

_ILVL, _ILFO, _IN_TABLE, _ROW_END, _DEPTH, _HUGE = 0x260A, 0x460B, 0x2416, 0x2417, 0x6649, 0x6646
_TABLE, _BORDERS = 0xD608, (0xD605, 0xD613)
_TABS = 0xC615
_PAGE, _BX = 512, 13
_OPERAND = {0: 1, 1: 1, 2: 2, 3: 4, 4: 2, 5: 2, 7: 3}
"""Size of a property's value by the three highest bits of its code; 6: told before the value."""
_PARAGRAPH_STYLE = 1
_NO_STYLE = 0xFFF

Values = Mapping[int, bytes]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """What is known at a paragraph's end. `values`: code of a property -> its value, those of its styles included."""

    values: Values = field(default_factory=dict)

    def number(self, code: int) -> int:
        value = self.values.get(code, b"")
        return int.from_bytes(value, "little", signed=len(value) > 1)

    @property
    def list_place(self) -> tuple[str, int] | None:
        """(list id, depth) of a numbered paragraph."""
        found = self.number(_ILFO)
        return None if found in (0, -2047) else (str(abs(found)), self.number(_ILVL))

    @property
    def depth(self) -> int:
        """Tables that it stands in: 0 outside, 2 in a table inside a cell."""
        return self.number(_DEPTH) if _DEPTH in self.values else self.number(_IN_TABLE)

    @property
    def ends_row(self) -> bool:
        return bool(self.number(_ROW_END)) and self.depth == 1

    def row(self) -> tuple[list[int], list[int], bool]:
        """Right edges in twips and flags (TC80) of the cells of the row that it ends; whether borders are printed."""
        value = self.values.get(_TABLE, b"\0\0\0")
        count = value[2]
        edges = list(struct.unpack_from(f"<{count}h", value, 5)) if count else []
        cells = [value[start : start + 20].ljust(20, b"\0") for start in range(5 + 2 * count, 5 + 22 * count, 20)]
        borders = [cell[4:] for cell in cells if cell[4:] != b"\xff" * 16] + [self.values.get(code, b"\0")[1:] for code in _BORDERS]
        return edges, [cell[0] for cell in cells], any(map(any, borders))


@dataclass(frozen=True, slots=True)
class Properties:
    """Where paragraphs begin in the file, in bytes, and what they are."""

    starts: list[int]
    paragraphs: list[Paragraph]

    def at(self, place: int) -> Paragraph:
        """Of the paragraph that has the byte at `place`."""
        found = bisect_right(self.starts, place) - 1
        return self.paragraphs[found] if found >= 0 else Paragraph()


def properties(main: bytes, table: bytes, data: bytes, pages: tuple[int, int], style_sheet: tuple[int, int]) -> Properties:
    """From the streams of the document; (offset, size) of PlcfBtePapx and STSH in the table stream. Raises struct.error
    or IndexError for what does not fit."""
    styles = _styles(table[style_sheet[0] : sum(style_sheet)])
    count = (pages[1] - 4) // 8
    numbers = struct.unpack_from(f"<{count}I", table, pages[0] + 4 * (count + 1)) if count > 0 else ()
    found: dict[int, Paragraph] = {}
    for number in numbers:
        for start, style, own in _page(main[(number & 0x3FFFFF) * _PAGE :][:_PAGE]):
            values = dict(_values(own))
            if _HUGE in values:
                at = int.from_bytes(values[_HUGE], "little")
                values |= _values(data[at + 2 : at + 2 + int.from_bytes(data[at : at + 2], "little")])
            found[start] = Paragraph({**_inherited(styles, style), **values})
    starts = sorted(found)
    return Properties(starts, [found[start] for start in starts])


def _page(page: bytes) -> Iterator[tuple[int, int, bytes]]:
    """(start in the file, style, properties) of the paragraphs of one page of them."""
    count = page[-1]
    for i in range(count):
        (start,) = struct.unpack_from("<I", page, 4 * i)
        at = 2 * page[4 * (count + 1) + _BX * i]
        if not at:
            yield start, 0, b""
            continue
        size, at = (2 * page[at] - 1, at + 1) if page[at] else (2 * page[at + 1], at + 2)
        yield start, struct.unpack_from("<H", page, at)[0], page[at + 2 : at + size]


def _values(properties_: bytes) -> dict[int, bytes]:
    """Code -> value of a row of properties; the last of each counts."""
    found, at = {}, 0
    while at + 2 < len(properties_):
        (code,) = struct.unpack_from("<H", properties_, at)
        at += 2
        if code == _TABLE:
            size = int.from_bytes(properties_[at : at + 2], "little") + 1
        elif code == _TABS and properties_[at] == 255:  # its size is told by its parts, and no property that matters here follows tabs
            break
        else:
            size = _OPERAND.get(code >> 13) or 1 + properties_[at]
        found[code] = properties_[at : at + size]
        at += size
    return found


def _styles(sheet: bytes) -> dict[int, tuple[int, Values]]:
    """Index of a paragraph style -> (the style it is based on, its properties)."""
    if len(sheet) < 6:
        return {}
    head, count, fixed = struct.unpack_from("<HHH", sheet, 0)
    at, styles = 2 + head, {}
    for index in range(count):
        (size,) = struct.unpack_from("<H", sheet, at)
        style, at = sheet[at + 2 : at + 2 + size], at + 2 + size + size % 2
        if size < fixed + 4 or style[2] & 0x0F != _PARAGRAPH_STYLE:
            continue
        base = struct.unpack_from("<H", style, 2)[0] >> 4
        place = fixed + 2 + 2 * struct.unpack_from("<H", style, fixed)[0] + 2
        own = struct.unpack_from("<H", style, place)[0] if place + 2 <= size else 0
        styles[index] = base, _values(style[place + 4 : place + 2 + own])
    return styles


def _inherited(styles: Mapping[int, tuple[int, Values]], style: int) -> dict[int, bytes]:
    seen: list[int] = []
    while style in styles and style not in seen and style != _NO_STYLE:
        seen.append(style)
        style = styles[style][0]
    return {code: value for index in reversed(seen) for code, value in styles[index][1].items() if code in (_ILVL, _ILFO)}
