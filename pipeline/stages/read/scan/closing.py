"""The signature block of a scanned page looked at again, without the pen strokes and the seal that lie over it.

A line that is read so is kept only where it is one of the few things that stand there: an office of the closed
vocabulary, or a person's name.
"""
from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import replace

import cv2
import numpy as np
from rapidfuzz.distance import Levenshtein

from normalizers import instruments, signers
from normalizers.plain import fold
from pipeline.stages.read.engines.words import TextLine, Token, extent
from pipeline.stages.read.paper import ink, strokes
from pipeline.stages.read.vocabulary.compounds import plain

LOOK_DPI = 200.0  # the block is looked at no finer
REACH = 200.0  # points below its first line that a signature block takes: three lines, the room to sign (30 mm), the name
LEFT = 0.42  # share of the page's width where it begins
WORD_SURE, NAME_SURE = 0.4, 0.55
VOTED = 0.6  # a name that several pictures show
SURE_NAME = 0.8
LEAST_LETTERS = 6  # of an office
WORN = 0.5  # share of the letters of a deputy's office that may be lost under the seal
EDGES = ".,;:'\"“”‘’`*-–_~|"

Box = tuple[int, int, int, int]
Reader = Callable[[np.ndarray, np.ndarray, float], list[TextLine]]
"""(uint8 gray part of the level page, its ink, dpi) -> its lines in pixels of the part."""


def reread(lines: list[TextLine], level: np.ndarray, dpi: float, read: Reader) -> list[TextLine]:
    """The lines of the level page (uint8 gray [H, W]), those of an unsettled signature block as they are read without
    what lies over them."""
    for box in _blocks(lines, level.shape, dpi):
        if not _settled([line for line in lines if _inside(line, box)]):
            lines = _reread(lines, box, level, dpi, read)
    return lines


def _reread(lines: list[TextLine], box: Box, level: np.ndarray, dpi: float, read: Reader) -> list[TextLine]:
    """The lines with those of one block as they are read in its pictures."""
    x0, top, x1, bottom = box
    scale = min(1.0, LOOK_DPI / dpi)
    part = cv2.resize(level[top:bottom, x0:x1], None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    seen = [line for line in lines if _inside(line, box)]
    for picture in strokes.pictures(part, scale * dpi):
        seen += [tuple(t.moved(1 / scale, x0, top) for t in line) for line in read(picture, ink.mask(picture), scale * dpi)]
    for line in [*names(seen), *filter(None, map(_office, seen))]:
        lines = _with(lines, line, box)
    for head, line in _deputies(lines, seen):
        lines = _with(lines, line, box, head)
    return lines


def _office(line: TextLine) -> TextLine:
    """What of a line of capitals is an office or in whose name is signed: its last words, without what is left of a pen's stroke before
    them; () where nothing is."""
    for at in range(len(line)):
        if not any(map(str.isalpha, line[at].text)):
            continue
        rest = (replace(line[at], text=line[at].text.lstrip(EDGES)), *line[at + 1 :])
        text = _text(rest).strip(EDGES + " ")
        if min(t.confidence for t in rest) >= WORD_SURE and _letters(rest) >= LEAST_LETTERS and instruments.is_capitals(text):
            sign = signers.authority(text)
            if signers.spelled(sign[1] if sign else text):
                return rest
    return ()


def _name(line: TextLine) -> TextLine:
    """What of a line can be a person's name: its last words, from a family name on; () where nothing can."""
    for at in range(len(line)):
        words = signers.cased([t.text.strip(EDGES) for t in line[at:]])
        if signers.is_name(words) and (signers.is_family(words[0]) or at == 0):
            return tuple(replace(t, text=w) for t, w in zip(line[at:], words))
    return ()


def names(seen: list[TextLine]) -> list[TextLine]:
    """The person's name at each place: the one with a family name that the pictures show most surely, all taken together."""
    found = [name for name in map(_name, seen) if name]
    out: list[TextLine] = []
    while found:
        here = [name for name in found if _meets(name, found[0])]
        found = [name for name in found if not _meets(name, found[0])]
        shown: dict[str, float] = defaultdict(float)
        for name in here:
            shown[_text(name)] += max(0.0, _odds(name))
        best = max(here, key=lambda n: (signers.is_family(n[0].text), _support(_text(n), shown), len(n), _odds(n)))
        alike = sum(plain(_text(name)) == plain(_text(best)) for name in here)
        if alike > 1 and signers.is_family(best[0].text) or _least(best) >= SURE_NAME:
            out.append(tuple(replace(t, confidence=max(t.confidence, VOTED)) for t in best))
    return out


def _support(name: str, shown: Mapping[str, float]) -> float:
    """How surely the pictures show a name; those that show its last words alone too."""
    return shown[name] and sum(odds for text, odds in shown.items() if f" {name}".endswith(f" {text}"))


def _text(line: TextLine) -> str:
    return " ".join(t.text for t in line)


def _odds(name: TextLine) -> float:
    """The logarithm of the odds that a picture gives for the weakest word of a name."""
    least = min(max(_least(name), 0.001), 0.999)
    return math.log(least / (1 - least))


def _deputies(lines: list[TextLine], seen: list[TextLine]) -> list[tuple[TextLine, TextLine]]:
    """Heads' offices and their deputies': of `Bồ GUM ĐỐC` or `4C GIÁM ĐG` right below `GIÁM ĐỐC` the seal has covered the left.

    A deputy signs for the head.
    """
    out = []
    for head in filter(None, map(_office, lines)):
        text = _text(head).strip(EDGES + " ")
        sign = signers.authority(text)
        office = signers.spelled(sign[1] if sign else text)
        if office not in signers.HEADS:
            continue
        below = [line for line in seen if _right_below(head, line) and _worn(_text(line), f"PHÓ {office}")]
        if below:
            out.append((head, _spread(f"PHÓ {office}".split(), max(below, key=_letters), head)))
    return out


def _worn(text: str, office: str) -> bool:
    """Whether capitals can be what a seal leaves of an office: a word of it behind the first, and enough of the rest."""
    left, whole = ([w.strip(EDGES) for w in fold(t).split() if w.strip(EDGES)] for t in (text, office))
    if not left or not instruments.is_capitals(text) or not set(left) & set(whole[1:]):
        return False
    return Levenshtein.distance("".join(whole), "".join(left)) <= WORN * len("".join(whole))


def _right_below(head: TextLine, line: TextLine) -> bool:
    a, b = extent(head), extent(line)
    drop = (b[1] + b[3] - a[1] - a[3]) / 2
    return 0.3 * (a[3] - a[1]) < drop < 2 * (a[3] - a[1]) and min(a[2], b[2]) > max(a[0], b[0])


def _spread(words: list[str], worn: TextLine, head: TextLine) -> TextLine:
    """The office laid over the box of what was read of it below its head's line; that reading is kept beside it."""
    x0, top, x1, bottom = extent(worn)
    _, upper, _, lower = extent(head)
    top = max(top, lower - 0.15 * (lower - upper))
    step = (x1 - x0) / (sum(map(len, words)) + len(words) - 1)
    ends = [x0 + step * (sum(map(len, words[: k + 1])) + k) for k in range(len(words))]
    seen = (_text(worn),)
    return tuple(Token(word, end - step * len(word), top, end, bottom, VOTED, seen) for word, end in zip(words, ends))


def _with(lines: list[TextLine], line: TextLine, box: Box, above: TextLine = ()) -> list[TextLine]:
    """The lines with a vouched line where it says more than what stands there; the line of `above`, its head's office,
    is never what it replaces."""
    there = [old for old in lines if _meets(old, line) and not any(token in old for token in above)]
    for old in there:
        office, name = _office(old), _name(old)
        as_sure = (_letters(name) >= _letters(line) and _least(name) >= min(SURE_NAME, _least(line))
                   and signers.is_family(name[0].text) >= signers.is_family(line[0].text))
        if not _inside(old, box) or _letters(old) > 2 * _letters(line) or _letters(office) >= _letters(line) or as_sure:
            return lines
    return [old for old in lines if old not in there] + [line]


def _settled(lines: list[TextLine]) -> bool:
    """Whether nothing is left to find: a sure name with a family name, an office, and no line of capitals with anything else in it."""
    names = [line for line in lines if (name := _name(line)) and signers.is_family(name[0].text) and _least(name) >= SURE_NAME]
    capitals = [line for line in lines if instruments.is_capitals(_text(line))]
    return bool(names) and bool(capitals) and all(_office(line) == line for line in capitals)


def _blocks(lines: list[TextLine], shape: tuple[int, ...], dpi: float) -> list[Box]:
    """The boxes of the signature blocks: right of the recipients; where no office is there, or no recipients, below the last office on
    the right; and below the last office on the left, where one of two signs."""
    point, middle = dpi / 72, int(LEFT * shape[1])
    labels = [extent(line)[1] for line in lines if len(line) < 6 and instruments.is_recipients_label(_text(line))]
    right = [extent(line)[1] for line in lines if _middle(line) > middle and _office(line)]
    left = [extent(line)[1] for line in lines if _middle(line) <= middle and signers.signs(_text(line))]

    def box(start: float, offices: list[float], x0: int, x1: int) -> Box:
        first = min([start, *(top for top in offices if -60 * point < top - start < REACH * point)])
        top = int(max(0, first - 8 * point))
        return x0, top, x1, min(shape[0], int(top + REACH * point))

    beside = [box(top, right, middle, shape[1]) for top in labels[-1:]]
    if not any(top > here for _, here, _, _ in beside for top in right):
        beside += [box(top, right, middle, shape[1]) for top in right[-1:]]
    return beside + [box(top, left, 0, shape[1] // 2) for top in left[-1:]]


def _middle(line: TextLine) -> float:
    x0, _, x1, _ = extent(line)
    return (x0 + x1) / 2


def _inside(line: TextLine, box: Box) -> bool:
    x0, top, x1, bottom = extent(line)
    return x0 >= box[0] and top >= box[1] and x1 <= box[2] and bottom <= box[3]


def _meets(one: TextLine, two: TextLine) -> bool:
    a, b = extent(one), extent(two)
    level = min(a[3], b[3]) - max(a[1], b[1])
    return level > 0.4 * min(a[3] - a[1], b[3] - b[1]) and min(a[2], b[2]) > max(a[0], b[0])


def _letters(line: TextLine) -> int:
    return sum(c.isalpha() for t in line for c in t.text)


def _least(line: TextLine) -> float:
    return min((t.confidence for t in line), default=0.0)
