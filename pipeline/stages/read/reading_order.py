"""Words into lines in reading order, columns kept apart.

A letterhead (issuer left, national name right), the signature block beside the list of recipients (Nghị định 30/2020/NĐ-CP,
Phụ lục I, mục II) and columns of running text share one trait: several neighbouring rows leave the same white strip free.
A wide gap in one row alone (`Số:      /KH-UBND`) is no such strip.
"""
from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from operator import attrgetter, itemgetter
from statistics import median

import regex

from pipeline.model.document import Line
from pipeline.stages.read.tokens import Token

WIDE_GAP = 0.6
"""A gap wider than this share of the font size may be a gutter."""
MIN_GUTTER = 0.45
"""What must stay free of all rows of the band, as a share of the font size."""
SAME_ROW = 0.4
MAX_ROW_DISTANCE = 9.0
"""Rows further apart than this many font sizes never belong to the same band (a signature takes up to six lines)."""
REACH = 2.2
_MARKER = regex.compile(r"(?:[-+*•·–—]|\(?[0-9]{1,2}(?:\.[0-9]{1,2})*[.)]?|\(?[a-zđ][.)]|[IVX]{1,5}[.)])")
_ADDRESSED = regex.compile(r"k[íi]nh\s+g[ửưu]i\b", regex.IGNORECASE)
"""`Kính gửi:` opens a line across the page, below the letterhead's two columns and above the text (Nghị định
30/2020/NĐ-CP, Phụ lục I, II.9)."""
_RECIPIENTS = regex.compile(r"n[ơo]i\s+nh[ậâa]n\b", regex.IGNORECASE)
"""`Nơi nhận:` opens the left column of the closing block: no words to the left stand above it."""
_PLACE = attrgetter("x0", "x1")
_AMOUNT = regex.compile(r"[\d.,%/()x-]*\d[\d.,%/()x-]*")


def lines(tokens: Sequence[Token], reach: float = REACH) -> list[Line]:
    """Lines of the words in reading order: of two columns the left one first. Words in any order, lines top to bottom.

    `reach`: a row at the end of two columns that has words on one side only still belongs to its column when it is nearer than
    this many font sizes.
    """
    return [line(row) for row in _arrange(rows(tokens), reach, 0)]


def line(row: Sequence[Token]) -> Line:
    """One line; bold when most of its letters are, its size the most common one."""
    weights: dict[bool | None, int] = {None: 0, True: 0, False: 0}
    lengths: dict[float, int] = {}
    for token in row:
        weight = len(token.text)
        weights[token.bold] += weight
        lengths[token.size] = lengths.get(token.size, 0) + weight
    bold = None if not weights[True] + weights[False] else weights[True] > weights[False]
    size = max(lengths, key=lengths.__getitem__)
    return Line(tuple(t.word() for t in row), bold, round(size, 1))


def rows(tokens: Sequence[Token]) -> list[list[Token]]:
    """Words that stand on one baseline, left to right; small raised or lowered words join the row they touch."""
    found: list[tuple[float, list[Token]]] = []
    for token in sorted(tokens, key=lambda t: (-round(t.size), t.baseline, t.x0)):
        at = bisect_left(found, token.baseline, key=itemgetter(0))
        near = [(abs(found[i][0] - token.baseline), i) for i in (at - 1, at) if 0 <= i < len(found)]
        near = [(apart, i) for apart, i in near if apart <= SAME_ROW * max(token.size, found[i][1][0].size * 0.9)]
        if near:
            found[min(near)[1]][1].append(token)
        else:
            found.insert(at, (token.baseline, [token]))
    return [sorted(row, key=_PLACE) for _, row in found]


def _arrange(found: list[list[Token]], reach: float, depth: int) -> list[list[Token]]:
    band = _band(found, reach) if depth < 4 and len(found) > 1 else None
    if band is None:
        return found
    first, last, cut = band
    inside = found[first : last + 1]
    left = [side for row in inside if (side := [t for t in row if _middle(t) < cut])]
    right = [side for row in inside if (side := [t for t in row if _middle(t) >= cut])]
    return (_arrange(found[:first], reach, depth) + _arrange(left, reach, depth + 1) + _arrange(right, reach, depth + 1)
            + _arrange(found[last + 1 :], reach, depth))


def _middle(token: Token) -> float:
    return (token.x0 + token.x1) / 2


def _band(found: list[list[Token]], reach: float) -> tuple[int, int, float] | None:
    """The first rows (first, last, both included) that leave a common white strip, and the x to cut at."""
    for index in range(len(found)):
        best = None
        for strip in _strips(found, index):
            band = _grow(found, index, strip, reach)
            if band and (best is None or band[1] - band[0] > best[1] - best[0]):
                best = band
        if best:
            return best
    return None


def _strips(found: list[list[Token]], index: int) -> list[tuple[float, float]]:
    """White strips of a row that are wider than its spaces; and the one between it and a row beside it."""
    row = found[index]
    gaps = [(a.x1, b.x0) for a, b in zip(row, row[1:], strict=False)]
    usual = median([b - a for a, b in gaps]) if len(gaps) > 2 else 0.0
    least = max(WIDE_GAP * _size(row), 1.8 * usual)
    strips = [(a, b) for a, b in gaps if b - a > least]
    for other in found[index + 1 : index + 3]:
        one, two = sorted((row, other), key=lambda r: r[0].x0)
        if one[-1].x1 < two[0].x0 and abs(row[0].baseline - other[0].baseline) < 0.95 * _size(row):
            strips.append((one[-1].x1, two[0].x0))
    return strips


def addresses(row: Sequence[Token]) -> bool:
    """Whether a row begins with `Kính gửi`."""
    return _ADDRESSED.match(_beginning(row)) is not None


def _beginning(row: Sequence[Token]) -> str:
    return " ".join(token.text for token in row[:2])


def _parted(above: Sequence[Token], row: Sequence[Token], strip: tuple[float, float]) -> bool:
    """Whether two neighbouring rows are parts of no one block, whatever white strip they leave: the fixed words say so."""
    if addresses(above) or addresses(row):
        return True
    return _RECIPIENTS.match(_beginning(row)) is not None and above[0].x0 < strip[0]


def _size(row: Sequence[Token]) -> float:
    return median([t.size for t in row])


def _grow(found: list[list[Token]], index: int, strip: tuple[float, float], reach: float) -> tuple[int, int, float] | None:
    first = last = index
    for step in (-1, 1):
        at = index + step
        while 0 <= at < len(found):
            near = found[at - step][0].baseline
            size = _size(found[at])
            narrowed = _free(found[at], strip)
            if (abs(found[at][0].baseline - near) > MAX_ROW_DISTANCE * size or narrowed is None
                or narrowed[1] - narrowed[0] < MIN_GUTTER * size or _parted(*found[min(at, at - step) :][:2], strip)):
                break
            strip = narrowed
            first, last = min(first, at), max(last, at)
            at += step
    cut = (strip[0] + strip[1]) / 2
    first, last = _trim(found, first, last, cut, reach)
    return (first, last, cut) if _columns(found[first : last + 1], cut) else None


def _free(row: Sequence[Token], strip: tuple[float, float]) -> tuple[float, float] | None:
    """The widest part of the strip that no word of the row touches."""
    a, b = strip
    pieces, start = [], a
    for token in row:
        if token.x1 <= a or token.x0 >= b:
            continue
        if token.x0 > start:
            pieces.append((start, token.x0))
        start = max(start, token.x1)
    if start < b:
        pieces.append((start, b))
    return max(pieces, key=lambda p: p[1] - p[0], default=None)


def _sides(row: Sequence[Token], cut: float) -> tuple[bool, bool]:
    return any(_middle(t) < cut for t in row), any(_middle(t) >= cut for t in row)


def _trim(found: list[list[Token]], first: int, last: int, cut: float, reach: float) -> tuple[int, int]:
    """From the first to the last row with words on both sides (or beside a row of the other side), and what goes on from there
    in one column without a break."""
    sides = [_sides(found[i], cut) for i in range(first, last + 1)]
    beside = [
        all(sides[i - first]) or i < last and sides[i - first] != sides[i + 1 - first] and _apart(found, i, i + 1) < 0.95 * _size(found[i])
        for i in range(first, last + 1)
    ]
    core = [i + first for i, met in enumerate(beside) if met]
    if not core:
        return first, first
    start, end = core[0], core[-1]
    end = min(last, end + (not all(sides[end - first])))
    for step, limit in ((-1, first), (1, last)):
        while (edge := (start if step < 0 else end) + step) * step <= limit * step:
            inner = range(edge - step, (end if step < 0 else start) - step, -step)
            mine = next((i for i in inner if sides[i - first][0 if sides[edge - first][0] else 1]), None)
            if mine is None or _apart(found, mine, edge) >= reach * _size(found[edge]):
                break
            start, end = (edge, end) if step < 0 else (start, edge)
    return start, end


def _apart(found: list[list[Token]], one: int, two: int) -> float:
    return abs(found[one][0].baseline - found[two][0].baseline)


def _columns(band: list[list[Token]], cut: float) -> bool:
    """True when both sides are columns of text: not list markers before text, not labels before amounts."""
    left = [side for row in band if (side := [t.text for t in row if _middle(t) < cut])]
    right = [side for row in band if (side := [t.text for t in row if _middle(t) >= cut])]
    if len(left) < 2 or len(right) < 2:
        return False
    if sum(all(_MARKER.fullmatch(w) for w in side) for side in left) * 2 >= len(left):
        return False
    if sum(bool(_AMOUNT.fullmatch(side[0])) for side in right) * 2 >= len(right):
        return False
    return min(sum(_texty(side) for side in left), sum(_texty(side) for side in right)) >= 2


def _texty(side: Sequence[str]) -> bool:
    return sum(c.isalpha() for w in side for c in w) >= 5
