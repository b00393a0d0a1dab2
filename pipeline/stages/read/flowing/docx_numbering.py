"""Automatic numbering of Word documents, rendered as the markers that a reader sees (ISO/IEC 29500-1, 17.9)."""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import regex

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MOST_ROMAN, MOST_LETTERS = 3999, 780
"""Numbers that can still be written so (letters: thirty times the alphabet); beyond, they are written as figures."""
_BULLETS = {"\uf0b7": "•", "\uf0a7": "▪", "\uf0d8": "➢", "\uf0fc": "✓", "\uf076": "❖", "o": "o", "\uf02d": "-", "": ""}


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: `text` with %1..%9 for the counters, number format, first number, level whose step restarts it."""

    text: str = ""
    form: str = "decimal"
    start: int = 1
    restart: int | None = None


@dataclass
class Numbering:
    """Counters of all lists of one document. `levels`: list id -> its levels; `abstract`: list id -> the family it counts with."""

    levels: Mapping[str, Mapping[int, Level]]
    abstract: Mapping[str, str]
    _counters: dict[str, dict[int, int]] = field(default_factory=dict)
    _begun: set[str] = field(default_factory=set)
    _overridden: Mapping[str, frozenset[int]] = field(default_factory=dict)

    def marker(self, list_id: str, depth: int) -> str:
        """The next marker of the list at this depth (0-based), `` for a list that has none."""
        levels = self.levels.get(list_id)
        level = levels.get(depth) if levels else None
        if level is None:
            return ""
        counters = self._counters.setdefault(self.abstract.get(list_id, list_id), {})
        if list_id not in self._begun:
            self._begun.add(list_id)
            for overridden in self._overridden.get(list_id, ()):
                counters.pop(overridden, None)
        counters[depth] = counters[depth] + 1 if depth in counters else level.start
        for deeper in [d for d in counters if d > depth and _restarts(levels.get(d), depth)]:
            del counters[deeper]
        return regex.sub(r"%([1-9])", lambda m: _counted(levels, counters, int(m.group(1)) - 1), _bullet(level))


def _counted(levels: Mapping[int, Level], counters: dict[int, int], at: int) -> str:
    """The number of one level as it stands in a marker; a level that was passed over begins with its first."""
    level = levels.get(at, Level())
    return number(counters.setdefault(at, level.start), level.form)


def _restarts(level: Level | None, depth: int) -> bool:
    return level is None or level.restart is None or 0 < level.restart and depth < level.restart


def _bullet(level: Level) -> str:
    return _BULLETS.get(level.text, level.text) if level.form == "bullet" else level.text


def number(value: int, form: str) -> str:
    """`number(4, "upperRoman")` -> `IV`; letters go on with aa after z; unknown forms, and numbers out of a form's reach, are decimal."""
    if form in ("upperRoman", "lowerRoman") and 0 < value <= MOST_ROMAN:
        return _roman(value) if form == "upperRoman" else _roman(value).lower()
    if form in ("upperLetter", "lowerLetter") and 0 < value <= MOST_LETTERS:
        letter = chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1)
        return letter.upper() if form == "upperLetter" else letter
    if form in ("none", "bullet"):
        return ""
    return f"{value:02}" if form == "decimalZero" else str(value)


def _roman(value: int) -> str:
    result = ""
    for size, sign in ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"),
                       (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
        result += sign * (value // size)
        value %= size
    return result


def numbering(root) -> Numbering:
    """From the root of `word/numbering.xml` (None: no lists)."""
    if root is None:
        return Numbering({}, {})
    families = {a.get(W + "abstractNumId"): {int(x.get(W + "ilvl")): _level(x) for x in a.findall(W + "lvl")}
                for a in root.findall(W + "abstractNum")}
    levels, abstract, overridden = {}, {}, {}
    for item in root.findall(W + "num"):
        list_id, family = item.get(W + "numId"), value(item, "abstractNumId")
        own = dict(families.get(family, {}))
        changed = set()
        for override in item.findall(W + "lvlOverride"):
            at = int(override.get(W + "ilvl"))
            given, start = override.find(W + "lvl"), value(override, "startOverride")
            base = _level(given) if given is not None else own.get(at, Level())
            own[at] = Level(base.text, base.form, int(start), base.restart) if start else base
            if start:
                changed.add(at)
        levels[list_id], abstract[list_id], overridden[list_id] = own, family, frozenset(changed)
    return Numbering(levels, abstract, _overridden=overridden)


def _level(item) -> Level:
    restart = value(item, "lvlRestart")
    return Level(value(item, "lvlText") or "", value(item, "numFmt") or "decimal", int(value(item, "start") or 1),
                 int(restart) if restart else None)


def value(item, name: str) -> str | None:
    """`w:val` of a child element, None where it has none."""
    found = item.find(W + name)
    return None if found is None else found.get(W + "val")
