"""Numbers of units that a page reader misread, put right by their place in the sequence.

`HI.` for `III.`, `1H.` for `III.`, `1. MỤC TIÊU` for `I.`, `VH.` for `VII.`, `e)` for `c)` after `b)`, `§.` for `8.`, `12.` for `1.2.`.
Only markers read from a picture are touched, and only where the strokes allow the number that the sequence asks for; the quote
keeps what was read.
"""
from __future__ import annotations

from dataclasses import dataclass

import regex
from rapidfuzz.distance import Levenshtein

from pipeline.stages.structure.markers import Marker, read_marker

_JUNK = regex.compile(r"^[.,~„“'`‘’*_:;|\s]+")
_ROMAN_LIKE = regex.compile(r"^(?P<strokes>[IVXHTYlÍÌỊỈỊi1|!]{1,5})\s*(?P<close>[.,)]|[-–]\s)\s*(?=[\p{L}“\"])(?!TT|TH[^I])")
_COMMA = regex.compile(r"^(?P<marker>\d{1,2})\s*[,:]\s+(?=\p{Lu})")
_DECIMAL_COMMA = regex.compile(r"^(?P<marker>\d{1,2}(?:[.,]\d{1,2}){1,3})\s*[.,]?\s+(?=\p{L})")
_EIGHT = regex.compile(r"^(?P<sign>[§&ß])\s*[.,)]\s*(?=\p{Lu})")
_ROMANS = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV", "XVI", "XVII", "XVIII", "XIX", "XX"]
_LETTERS = "abcdđeghiklmnopqrstuvxy"
_ALIKE = [set("ceo"), set("dđ"), set("bh"), set("gq"), set("il"), set("ae")]


def strokes(text: str) -> str:
    """A roman number as its strokes: `HI`, `III`, `1H` -> `iii`; `VH` -> `vii`."""
    return "".join({"H": "ii", "V": "v", "Y": "v", "X": "x"}.get(c, "i") for c in text)


_STROKES = [strokes(r) for r in _ROMANS]


@dataclass(frozen=True, slots=True)
class Reading:
    """What a misread unit may be: the printed text, its marker as read, and whether its words are in capitals."""

    text: str
    read: bool
    capitals: bool


def repair(units: list[Reading]) -> list[Marker | None]:
    """The markers of units in reading order (one instrument), misread ones put right; None where there is none."""
    markers = [_first(unit) for unit in units]
    romans = [i for i, (u, m) in enumerate(zip(units, markers)) if u.read and _could_be_roman(u, m)]
    sure = [i for i in romans if not _ambiguous(markers[i])]
    last = 0
    for i in range(len(units)):
        marker = markers[i]
        if not units[i].read:
            last = _ROMANS.index(marker.text) if marker and marker.kind == "roman" and marker.text in _ROMANS else last
            continue
        if i in romans and (i in sure or _is_roman(i, units, markers, bool(sure))):
            value = _roman_value(strokes(marker.text), last)
            if value:
                markers[i] = Marker("roman", _ROMANS[value], ".", marker.end)
                last = value
        elif marker and marker.kind == "roman" and marker.text == "I":
            markers[i] = Marker("arabic", "1", ".", marker.end)
    _siblings(units, markers)
    return markers


def _first(unit: Reading) -> Marker | None:
    """The marker as read; of a page picture also with a comma for the stop, or with specks before it."""
    marker = read_marker(unit.text)
    if marker or not unit.read:
        return marker
    junk = _JUNK.match(unit.text)
    skipped = junk.end() if junk else 0
    text = unit.text[skipped:]
    again = read_marker(text) if skipped else None
    if again:
        return Marker(again.kind, again.text, again.closing, again.end + skipped)
    for pattern, kind in ((_COMMA, "arabic"), (_DECIMAL_COMMA, "decimal")):
        found = pattern.match(text)
        if found:
            return Marker(kind, found["marker"].replace(",", "."), ".", found.end() + skipped)
    if _EIGHT.match(text):
        return Marker("arabic", "8", ".", _EIGHT.match(text).end() + skipped)
    like = _ROMAN_LIKE.match(text)
    return Marker("roman", like["strokes"], ".", like.end() + skipped) if like else None


def _could_be_roman(unit: Reading, marker: Marker | None) -> bool:
    if marker is None:
        return False
    return marker.kind == "roman" or (marker.kind == "arabic" and set(marker.text) == {"1"})


def _ambiguous(marker: Marker) -> bool:
    """`1.`, `I.`, `11.`: one stroke or figures alone."""
    return marker.kind == "arabic" or strokes(marker.text) == "i"


def _is_roman(i: int, units: list[Reading], markers: list[Marker | None], known: bool) -> bool:
    """Whether an ambiguous `1.` or `I.` is a roman one: in capitals among romans, or what follows goes on with II or starts at 1."""
    following = next((m for m in markers[i + 1 :] if m and m.kind in {"roman", "arabic"}), None)
    if units[i].capitals and known:
        return True
    if following is None:
        return markers[i].kind == "roman"
    if following.kind == "roman" and strokes(following.text) == "i" * (len(strokes(markers[i].text)) + 1):
        return True
    if following.kind == "arabic" and following.text == "2":
        return False
    return markers[i].kind == "roman" or (known and following.text == "1" and markers[i].text == "1" and not units[i + 1].capitals)


def _roman_value(seen: str, last: int) -> int:
    """The number meant: what was read where it goes up, else the next one where the strokes are near enough; 0 for neither."""
    exact = _STROKES.index(seen) if seen in _STROKES else 0
    if exact == 1 and last > 1:
        return 1
    if exact > last and (exact - last <= 2 or last == 0 or "v" in seen or "x" in seen):
        return exact
    following = last + 1
    if following < len(_STROKES) and Levenshtein.distance(seen, _STROKES[following]) <= 2:
        return following
    return exact


def _siblings(units: list[Reading], markers: list[Marker | None]) -> None:
    """Letters and figures that the sequence shows to be misread."""
    for i, marker in enumerate(markers):
        if marker is None or not units[i].read:
            continue
        before = next((m for m in reversed(markers[:i]) if m and m.kind == marker.kind), None)
        if marker.kind == "letter" and before and before.text in _LETTERS[:-1]:
            wanted = _LETTERS[_LETTERS.index(before.text) + 1]
            if marker.text != wanted and any({marker.text, wanted} <= pair for pair in _ALIKE):
                markers[i] = Marker("letter", wanted, marker.closing, marker.end)
        if marker.kind == "arabic" and len(marker.text) == 2:
            decimal = next((m for m in reversed(markers[:i]) if m and m.kind == "decimal"), None)
            joined = f"{marker.text[0]}.{marker.text[1]}"
            if decimal and decimal.parts[0] == marker.text[0] and decimal.text == f"{marker.text[0]}.{int(marker.text[1]) - 1}":
                markers[i] = Marker("decimal", joined, ".", marker.end)
        if marker.kind == "arabic" and before and marker.text.isdigit() and before.text.isdigit():
            after = next((m for m in markers[i + 1 :] if m and m.kind == "arabic"), None)
            if int(marker.text) == int(before.text) + 2 and after and after.text == marker.text:
                markers[i] = Marker("arabic", str(int(marker.text) - 1), marker.closing, marker.end)
