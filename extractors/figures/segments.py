"""Which words of a sentence belong to which figure."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import regex

from extractors.figures.numbers import Figure
from extractors.figures.units import joined
from normalizers.plain import fold

_SEPARATOR = regex.compile(r"[;,()]|(?<=\s)(?:và|(?<!so\s)(?<!đối\s)với|nhưng|song|va)(?=\s)|\.(?=\s)|[:=]")
_STRONG = regex.compile(r";|\btrong\s+(?:đó|do)\b|\bbao\s+gồm\b|\((?=\s*\p{L})")
_ASIDE = regex.compile(r"\([^()]*\)")
_WEAK = regex.compile(r"(?<=\s)(?:cho|tại|đạt|là|chiếm|bằng|còn|giảm|tăng|làm|khiến)(?=\s)")
_BOUND = regex.compile(
    r"^\s*(?:(?:tren|duoi|tu|khoang|gan|hon|dat|la|co|con|toi thieu|toi da|it nhat|khong qua|uoc|la|them|chiem|giam|tang|so"
    r"|tong so)\s*)*$"
)
_LEAD = regex.compile(
    r"""^\s*(?:(?:tren|duoi|tu|khoang|gan|hon|toi\s+thieu|toi\s+da|it\s+nhat|khong\s+qua|khong\s+duoi|dat|co|con|la|duoc|va|them|chiem
    |bang|giam|tang|so|ty\s+le|
        phan\s+dau|den|duy\s+tri|bao\s+dam|dam\s+bao|moi|nam|xay\s+dung|to\s+chuc|mo|ho\s+tro|cap|luy\s+ke|trong\s+do|trong|binh\s+quan
        |uoc|tuong\s+duong|≥|≤|>|<|=|:|\()\s*)*$""",
    regex.VERBOSE,
)
_DEPENDENT = regex.compile(
    r"^[\s,(=:]*(?:chiem|dat|bang|giam|tang|tuong duong|tuong ung|cao hon|thap hon|trong do|so voi|vuot|luy ke|va|co|=)\b|^[\s,(=:]*$"
    r"|^\s*="
)


@dataclass(frozen=True, slots=True)
class Segment:
    """`[start, end)` of the words around one figure; `head` where the words begin that it cannot be understood without."""

    start: int
    end: int
    head: int
    bracket: bool


def segments(text: str, start: int, end: int, figures: Sequence[Figure]) -> list[Segment]:
    """The sentence `text[start:end]` cut between its figures, one segment each."""
    cuts = [_first_cut(text, start, figures[0])]
    for one, other in zip(figures, figures[1:]):
        cuts.append(_cut(text, one, other))
    made: list[Segment] = []
    for index, figure in enumerate(figures):
        begin = cuts[index]
        last = cuts[index + 1] if index + 1 < len(figures) else end
        stop = text.find(";", figure.end, last)
        last = stop if stop >= 0 else last
        head = begin
        bracket = _in_bracket(text, start, figure)
        if made and bracket:
            head = made[-1].head
        elif made and _DEPENDENT.search(fold(text[begin : figure.start])) and ";" not in text[made[-1].start + 1 : begin]:
            head = made[-1].head
        made.append(Segment(begin, last, head, bracket))
    return made


def _first_cut(text: str, start: int, figure: Figure) -> int:
    """The first figure's words begin after the last semicolon, or after the last colon that has words of its own behind it."""
    cut = text.rfind(";", start, figure.start) + 1 or start
    colon = text.rfind(":", cut, figure.start)
    while colon >= 0:
        if not _BOUND.match(fold(text[colon + 1 : figure.start]).replace(":", " ")):
            return colon + 1
        colon = text.rfind(":", cut, colon)
    return cut


def _cut(text: str, one: Figure, other: Figure) -> int:
    """Where the words of `other` begin: after the separator next to it when it opens its phrase, else after the first one."""
    middle = _ASIDE.sub(lambda aside: " " * len(aside[0]), text[one.end : other.start])
    nouns = joined(text, one.end) - one.end if one.unit else 0
    middle = middle[:nouns].replace(",", " ") + middle[nouns:]
    semicolons = middle.rfind(";")
    if semicolons >= 0:
        return one.end + semicolons + 1
    for strong in _STRONG.finditer(middle):
        if strong[0] != "(" or ")" not in middle[strong.end() :]:
            return one.end + strong.start()
    closing = _closing(middle)
    if closing is not None:
        return one.end + closing + 1
    found = _named(middle, list(_SEPARATOR.finditer(middle)))
    if not found:
        weak = list(_WEAK.finditer(middle))
        return one.end + weak[-1].start() if weak else one.end
    if _LEAD.match(fold(middle[found[-1].end() :])):
        return one.end + found[-1].start()
    return one.end + found[0].start()


def _named(middle: str, found: list[regex.Match]) -> list[regex.Match]:
    """The separators without the colon that parts the number from its own name: `..., gồm: nhà thuốc: 12`."""
    if len(found) > 1 and found[-1][0] in ":=" and not middle[found[-1].end() :].strip():
        name = middle[found[-2].end() : found[-1].start()]
        return found if _LEAD.match(fold(name)) else found[:-1]
    return found


def _closing(middle: str) -> int | None:
    """Offset of the bracket that closes what was opened before these words."""
    depth = 0
    for index, character in enumerate(middle):
        depth += (character == "(") - (character == ")")
        if depth < 0:
            return index
    return None


def _in_bracket(text: str, start: int, figure: Figure) -> bool:
    before = text[start : figure.start]
    return before.count("(") > before.count(")")
