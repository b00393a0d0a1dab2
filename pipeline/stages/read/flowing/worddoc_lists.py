"""Lists of an old Word document: its numbering definitions ([MS-DOC] 2.9.131 LSTF, 2.9.150 LVL, 2.9.132 LFO) as `Numbering`."""
from __future__ import annotations

import struct
from collections.abc import Mapping

from pipeline.stages.read.flowing.docx_numbering import Level, Numbering

_FORMS = {0: "decimal", 1: "upperRoman", 2: "lowerRoman", 3: "upperLetter", 4: "lowerLetter", 22: "decimalZero", 23: "bullet", 255: "none"}
"""MSONFC ([MS-OSHARED] 2.2.1.3), as far as Vietnamese documents use them; others are written as figures."""
_LSTF, _LVLF, _LFO = 28, 28, 16
_SIMPLE, _NO_RESTART, _START, _FORMATTING = 0x01, 0x08, 0x10, 0x20


def lists(table: bytes, definitions: tuple[int, int], overrides: tuple[int, int]) -> Numbering:
    """From the table stream; (offset, size) of PlfLst and PlfLfo in it. The lists' ids are `1`, `2` ...: what paragraphs call their ilfo.

    Raises struct.error or IndexError for what does not fit.
    """
    if not definitions[1] or not overrides[1]:
        return Numbering({}, {})
    families = _families(table, *definitions)
    at = overrides[0]
    (count,) = struct.unpack_from("<I", table, at)
    heads = [struct.unpack_from("<iIIB", table, at + 4 + _LFO * i) for i in range(min(count, overrides[1] // _LFO))]
    at += 4 + _LFO * count
    levels, abstract, overridden = {}, {}, {}
    for number, (family, _, _, changes) in enumerate(heads, 1):
        own, restarted, at = _overrides(table, at + 4, changes, families.get(family, {}))
        levels[str(number)], abstract[str(number)], overridden[str(number)] = own, str(family), restarted
    return Numbering(levels, abstract, _overridden=overridden)


def _families(table: bytes, at: int, size: int) -> dict[int, dict[int, Level]]:
    """Identifier of a list -> its levels, which follow behind all lists."""
    (count,) = struct.unpack_from("<h", table, at)
    heads = [(struct.unpack_from("<i", table, at + 2 + _LSTF * i)[0], table[at + 2 + _LSTF * i + 26]) for i in range(count)]
    at += size
    families: dict[int, dict[int, Level]] = {}
    for family, flags in heads:
        families[family] = {}
        for depth in range(1 if flags & _SIMPLE else 9):
            families[family][depth], at = _level(table, at)
    return families


def _overrides(table: bytes, at: int, count: int, base: Mapping[int, Level]) -> tuple[dict[int, Level], frozenset[int], int]:
    """The levels with what one list changes of them, the depths that it starts anew, and where the next one's begin."""
    levels, restarted = dict(base), set()
    for _ in range(count):
        start, flags = struct.unpack_from("<iI", table, at)
        depth, at = flags & 0x0F, at + 8
        if flags & _FORMATTING:
            levels[depth], at = _level(table, at)
        elif flags & _START:
            level = levels.get(depth, Level())
            levels[depth] = Level(level.text, level.form, start, level.restart)
        if flags & _START:
            restarted.add(depth)
    return levels, frozenset(restarted), at


def _level(table: bytes, at: int) -> tuple[Level, int]:
    """One level, and where the next begins. In its text the letters 0 to 8 stand for the counters."""
    start, form, flags = struct.unpack_from("<iBB", table, at)
    letters, paragraph, limit = table[at + 24], table[at + 25], table[at + 26]
    at += _LVLF + paragraph + letters
    (count,) = struct.unpack_from("<H", table, at)
    text = table[at + 2 : at + 2 + 2 * count].decode("utf-16-le", "replace")
    shown = "".join(f"%{ord(c) + 1}" if ord(c) < 9 else c for c in text)
    return Level(shown, _FORMS.get(form, "decimal"), start, limit if flags & _NO_RESTART else None), at + 2 + 2 * count
