"""Numbers of units that a page reader misread, put right by their place in the sequence.

`HI.` for `III.`, `1H.` for `III.`, `1. MỤC TIÊU` for `I.`, `VH.` for `VII.`, `e)` for `c)` after `b)`, `§.` for `8.`, `12.` for `1.2.`,
`PHÂN A` for `PHẦN A`, `–1.` for `1.`.
Only markers read from a picture are touched, and only where the strokes allow the number that the sequence asks for; the quote
keeps what was read.
"""
from __future__ import annotations

from dataclasses import dataclass

import regex
from rapidfuzz.distance import Levenshtein

from normalizers.instruments import ITEM_LETTERS
from pipeline.stages.structure.markers import STOP_LOST, Marker, read_marker, with_unit_word

_JUNK = regex.compile(r"^(?:[.,~„“'`‘’*_:;|\s]+|[-–—](?=\d))")
_ROMAN_LIKE = regex.compile(
    r"^(?!TT|TL|TH[^I])(?P<strokes>[IVXHTYLlÍÌỊỈỊi1|!]{1,5})(?:\s*(?:[.,:)]|[-–]\s)\s*(?=[\p{L}“\"])|\s+(?=\p{Lu}{2,}\s+\p{Lu}))")
_COMMA = regex.compile(r"^(?P<marker>\d{1,2})\s*[,:]\s+(?=\p{Lu})")
_ARTICLE_COMMA = regex.compile(r"^(?P<marker>Điều\s+\d{1,2})\s*,\s+(?=\p{Lu})(?!Luật|Nghị|Quyết|Thông|Chương|Khoản)")
_DECIMAL_COMMA = regex.compile(r"^(?P<marker>\d{1,2}(?:[.,]\d{1,2}){1,3})\s*[.,]?\s+(?=\p{L})")
_EIGHT = regex.compile(r"^(?P<sign>[§&ß])\s*[.,)]\s*(?=\p{Lu})")
_ROMANS = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV", "XVI",
           "XVII", "XVIII", "XIX", "XX"]
_ALIKE = [set("ceo"), set("dđ"), set("bh"), set("gq"), set("il"), set("ae")]
_ALIKE_FIGURES = [{"3", "5"}, {"5", "6"}, {"6", "8"}, {"3", "8"}, {"8", "9"}, {"1", "7"}]


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
    markers = _in_sequence([_first(unit) for unit in units])
    romans = [i for i, (u, m) in enumerate(zip(units, markers)) if u.read and _could_be_roman(m)]
    sure = {i for i in romans if not _ambiguous(markers[i])}
    meant = [i for i in romans if i in sure or _is_roman(i, units, markers, bool(sure))]
    for i, value in zip(meant, likeliest([strokes(markers[i].text) for i in meant])):
        markers[i] = Marker("roman", _ROMANS[value], ".", markers[i].end)
    for i in set(romans) - set(meant):
        if markers[i].kind == "roman" and markers[i].text == "I":
            markers[i] = Marker("arabic", "1", ".", markers[i].end)
    _siblings(units, markers)
    return markers


def _in_sequence(markers: list[Marker | None]) -> list[Marker | None]:
    """Without the numbers that have lost their stop and neither go on from the number before nor lead to the next one."""
    kept: list[Marker | None] = []
    for i, marker in enumerate(markers):
        if marker is not None and marker.closing == "":
            number = int(marker.text)
            before = next((m for m in reversed(kept) if m and m.kind == "arabic"), None)
            after = next((m for m in markers[i + 1 :] if m and m.kind == "arabic"), None)
            wanted = (before is not None and before.text == str(number - 1)) or (number == 1 and after is not None and after.text == "2")
            marker = Marker("arabic", marker.text, ".", marker.end) if wanted else None
        kept.append(marker)
    return kept


def likeliest(seen: list[str]) -> list[int]:
    """The run of numbers (1 to 20) that fits the strokes best and goes up by ones (Viterbi): `i`, `ii`, `ii`, `iv` -> 1, 2, 3, 4."""
    costs: list[list[tuple[float, int]]] = []
    for strokes_seen in seen:
        row = []
        for value in range(1, len(_STROKES)):
            if costs:
                steps = [(cost + _step(k + 1, value), k) for k, (cost, _) in enumerate(costs[-1])]
                cost, back = min(steps)
            else:
                cost, back = (0.0 if value == 1 else 0.8), 0
            row.append((cost + Levenshtein.distance(strokes_seen, _STROKES[value]), back))
        costs.append(row)
    if not costs:
        return []
    at = min(range(len(costs[-1])), key=lambda k: costs[-1][k][0])
    found = [at + 1]
    for row in reversed(costs[1:]):
        at = row[at][1]
        found.append(at + 1)
    return found[::-1]


def _step(before: int, value: int) -> float:
    """What it costs to go on with `value`: nothing for the next number, little for a restart, much for going back."""
    if value == before + 1:
        return 0.0
    if value == 1:
        return 1.2
    return 1.5 if value == before + 2 else 2.5 if value > before else 3.0


def _first(unit: Reading) -> Marker | None:
    """The marker as read; of a page picture also with a comma for the stop, or with specks before it."""
    whole = with_unit_word(unit.text) if unit.read else unit.text
    marker = read_marker(whole)
    if marker or not unit.read:
        return marker
    junk = _JUNK.match(whole)
    skipped = junk.end() if junk else 0
    text = whole[skipped:]
    again = read_marker(text) if skipped else None
    if again:
        return Marker(again.kind, again.text, again.closing, again.end + skipped)
    for pattern, kind in ((_COMMA, "arabic"), (_ARTICLE_COMMA, "article"), (_DECIMAL_COMMA, "decimal")):
        found = pattern.match(text)
        if found:
            return Marker(kind, found["marker"].replace(",", "."), ".", found.end() + skipped)
    if _EIGHT.match(text):
        return Marker("arabic", "8", ".", _EIGHT.match(text).end() + skipped)
    if lost := STOP_LOST.match(text):
        return Marker("arabic", lost["marker"], "", lost.end() + skipped)
    like = _ROMAN_LIKE.match(text)
    return Marker("roman", like["strokes"], ".", like.end() + skipped) if like else None


def _could_be_roman(marker: Marker | None) -> bool:
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


def _siblings(units: list[Reading], markers: list[Marker | None]) -> None:
    """Letters and figures that the sequence shows to be misread."""
    for i, marker in enumerate(markers):
        if marker is None or not units[i].read:
            continue
        before = next((m for m in reversed(markers[:i]) if m and m.kind == marker.kind), None)
        if marker.kind == "letter" and before and before.text in ITEM_LETTERS[:-1]:
            wanted = ITEM_LETTERS[ITEM_LETTERS.index(before.text) + 1]
            if marker.text != wanted and any({marker.text, wanted} <= pair for pair in _ALIKE):
                markers[i] = Marker("letter", wanted, marker.closing, marker.end)
        if marker.kind == "arabic" and len(marker.text) == 2:
            decimal = next((m for m in reversed(markers[:i]) if m and m.kind == "decimal"), None)
            joined = f"{marker.text[0]}.{marker.text[1]}"
            if decimal and decimal.parts[0] == marker.text[0] and decimal.text == f"{marker.text[0]}.{int(marker.text[1]) - 1}":
                markers[i] = Marker("decimal", joined, ".", marker.end)
        if marker.kind == "arabic" and before and marker.text.isdigit() and before.text.isdigit():
            wanted = str(int(before.text) + 1)
            if 1 < int(marker.text) <= int(before.text) and {marker.text, wanted} in _ALIKE_FIGURES and marker.closing == before.closing:
                markers[i] = marker = Marker("arabic", wanted, marker.closing, marker.end)
            after = next((m for m in markers[i + 1 :] if m and m.kind == "arabic"), None)
            if int(marker.text) == int(before.text) + 2 and after and after.text == marker.text:
                markers[i] = Marker("arabic", str(int(marker.text) - 1), marker.closing, marker.end)
