"""Signs that no reader has a letter for, told by their shape on the level page: <= and >= before a figure, ‰ after one, raised
footnote marks.

Both readers take the sign of "not more than" for an angle or an S, per mille for per cent, and a raised figure for a quote, or leave
it out. The ink says what it is: an angle over a bar; two small rings side by side below; a small figure that stands on the upper half
of its line with nothing below it.
"""
from __future__ import annotations

from dataclasses import dataclass, replace

import cv2
import numpy as np
import regex

from pipeline.stages.read.engines import trueocr
from pipeline.stages.read.engines.words import TextLine, Token, extent
from pipeline.stages.read.paper.ink import pieces

_ANGLE = regex.compile(r"(?P<sign>[<>=~≤≥S£€é]|(?:[<>]=))(?P<rest>\d[\p{L}\d.,/%-]*[;:)]*)?")
_PER_CENT = regex.compile(r"(?<=\d)\s?%[o0Oơ]?(?=[.,;:)]*(?:/\p{L}+[.,;:)]*)?$)")
RING = (0.1, 0.45)  # height of the hole in a ring of the sign, in heights of the word
RING_STEP = (0.3, 0.75)  # from the middle of a ring to that of the next, in the same
LAST_RING = 0.85  # from the middle of the last ring to the word's end, a comma after it included
BELOW = 0.25
BAR = 0.75  # share of the sign's width that its bar fills
APART = 0.12  # gap, in heights of the sign, from which the figure after it is a word of its own
RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
SMALL, LARGE = 0.55, 0.85  # height of a raised figure in heights of a capital
LIFTED = 0.28  # how far above the line it stands, in the same
SURE = 0.6
MOST_MARKS = 60  # more candidates than this are a page of dirt
_UNIT = regex.compile(r"(?i)(?:^|[\d.,/(])(?:[kcd]?m|ha)$")  # m² is written m2 by who types it so, and read so


def compared(line: TextLine, marks: np.ndarray) -> TextLine:
    """The line with its signs of comparison and per mille as they are printed; `marks` uint8 [H, W], 1 where the level page has ink."""
    out: list[Token] = []
    for at, token in enumerate(line):
        token = _per_mille(token, marks)
        match = _ANGLE.fullmatch(token.text)
        following = line[at + 1].text[:1].isdigit() if at + 1 < len(line) else False
        if not match or not (match["rest"] or following):
            out.append(token)
            continue
        out += _sign(token, match["sign"], match["rest"], marks)
    return tuple(out)


def _sign(token: Token, sign: str, rest: str | None, marks: np.ndarray) -> list[Token]:
    below = int(BELOW * (token.bottom - token.top))  # a reader that sees no bar leaves it out of the word's box
    part = marks[max(0, int(token.top)) : int(token.bottom) + 1 + below, max(0, int(token.x0)) : int(token.x1) + 1]
    columns = np.flatnonzero(part.any(0))
    if not len(columns):
        return [token]
    gaps = np.flatnonzero(np.diff(columns) > 1)
    first, last = int(columns[0]), int(columns[gaps[0]] if len(gaps) else columns[-1])
    seen = _angle_over_bar(part[:, first : last + 1])
    if seen is None and sign not in "<>":
        return [token]
    shown = seen or sign
    if rest is None:
        return [replace(token, text=shown)]
    edge = token.x0 - int(token.x0) + last + 1 + max(0, int(token.x0))
    beyond = int(columns[gaps[0] + 1]) - last if len(gaps) else 0
    if beyond < max(2, APART * (token.bottom - token.top)):
        return [replace(token, text=shown + rest)]
    start = max(0, int(token.x0)) + float(columns[gaps[0] + 1])
    others = tuple(other.lstrip("<>=~≤≥S£€é ") for other in token.alternatives)
    return [replace(token, text=shown, x1=min(edge, token.x1), alternatives=()), replace(token, text=rest, x0=start, alternatives=others)]


def _per_mille(token: Token, marks: np.ndarray) -> Token:
    """The word with ‰ for its %, where the ink has three rings: one above, two side by side below (% has one there)."""
    found = _PER_CENT.search(token.text)
    if not found:
        return token
    x1 = token.x1 if found.end() > len(token.text) - 2 else token.x0 + token.width * (found.end() + 1) / len(token.text)
    part = np.ascontiguousarray(marks[max(0, int(token.top)) : int(token.bottom) + 1, max(0, int(token.x0)) : int(x1) + 2])
    height, width = part.shape
    _, _, stats, centres = cv2.connectedComponentsWithStats(cv2.copyMakeBorder(
        1 - part, 1, 1, 1, 1, cv2.BORDER_CONSTANT, value=1), connectivity=4)
    rings = sorted((x, y) for (*_, wide, tall, _), (x, y) in zip(stats[2:].tolist(), centres[2:].tolist())
                   if RING[0] * height <= tall <= RING[1] * height and wide <= 1.3 * tall and tall <= 2.5 * wide)
    low, high = ([ring for ring in rings if (ring[1] > 0.5 * height) == lower] for lower in (True, False))
    for (x, y), (x2, y2) in zip(low[-2:-1], low[-1:]):
        beside = (RING_STEP[0] * height <= x2 - x <= RING_STEP[1] * height and abs(y2 - y) < 0.12 * height
                  and x2 > width - LAST_RING * height)
        if beside and any(-RING_STEP[1] * height < left - x < 0.1 * height for left, _ in high):
            return replace(token, text=_PER_CENT.sub("‰", token.text), alternatives=(token.text, *token.alternatives))
    return token


def _angle_over_bar(glyph: np.ndarray) -> str | None:
    """Whether the ink [h, w] of one sign is an angle that opens to the right or left and stands over a bar."""
    rows = np.flatnonzero(glyph.any(1))
    if not len(rows):
        return None
    glyph = glyph[rows[0] : rows[-1] + 1]
    height, width = glyph.shape
    if height < 8 or not 0.5 < width / height < 1.6:
        return None
    empty = np.flatnonzero(~glyph.any(1))
    bar = int(empty[-1]) + 1 if len(empty) else height - int(0.15 * height)  # a bar that is worn may touch the angle
    if not 0.65 * height < bar < height or glyph[bar:].any(0).sum() < BAR * width:
        return None
    upper = glyph[:bar]
    rows = np.flatnonzero(upper.any(1))
    if len(rows) < 0.45 * height:
        return None
    upper = upper[rows[0] : rows[-1] + 1]
    if upper.sum(1).max() > 0.7 * width:
        return None
    third = max(1, len(upper) // 4)
    top, middle, bottom = (_centre(part) / width
                           for part in (upper[:third],
                                        upper[len(upper) // 2 - third // 2 : len(upper) // 2 + third // 2 + 1],
                                        upper[-third:]))
    if middle < 0.4 and top > middle + 0.2 and bottom > middle + 0.2:
        return "≤"
    return "≥" if middle > 0.6 and top < middle - 0.2 and bottom < middle - 0.2 else None


def _centre(part: np.ndarray) -> float:
    weights = part.sum(0).astype(float)
    return float((weights * np.arange(len(weights))).sum() / max(1.0, weights.sum()))


@dataclass(frozen=True, slots=True)
class Mark:
    """A piece of ink that can be a raised figure: its line's index and its box in pixels of the level page."""

    line: int
    box: tuple[int, int, int, int]


def with_raised(lines: list[TextLine], level: np.ndarray, marks: np.ndarray) -> list[TextLine]:
    """The lines with raised figures after their words, as the note signs that they are: `kỳ)¹`, `¹ Theo ...`.

    `level` uint8 gray page [H, W], `marks` its ink.
    """
    found = _candidates(lines, marks)
    if not 0 < len(found) <= MOST_MARKS:
        return lines
    out = list(lines)
    for mark, (text, certainty) in zip(found, trueocr.read([_enlarged(level, mark.box) for mark in found])):
        if certainty >= SURE and regex.fullmatch(r"[1-9]", text.strip(".,")):
            out[mark.line] = _noted(out[mark.line], mark.box, text.strip(".,").translate(RAISED))
    return out


def _candidates(lines: list[TextLine], marks: np.ndarray) -> list[Mark]:
    left, top, width, height = pieces(marks)[1][1:].T
    right, bottom = left + width, top + height
    found: list[Mark] = []
    for at, line in enumerate(lines):
        if not line:
            continue
        x0, y0, x1, y1 = extent(line)
        reach = 0.9 * (y1 - y0)
        own = np.flatnonzero((bottom > y0 - 0.3 * reach) & (top < y1) & (right > x0 - reach) & (left < x1 + reach)
                             & (height > 4) & (height < 1.6 * (y1 - y0)))
        if len(own) < 8:
            continue
        capital = float(np.percentile(height[own], 80))
        letters = own[height[own] > 0.55 * capital]
        words = np.array([(t.x0, t.x1, t.top, t.bottom) for t in line if len(t.text) > 1] or [(t.x0, t.x1, t.top, t.bottom) for t in line])
        small = own[(height[own] >= SMALL * capital) & (height[own] <= LARGE * capital) & (width[own] < 0.8 * height[own])]
        away = np.maximum(words[:, 0][None] - left[small][:, None], left[small][:, None] - words[:, 1][None])
        nearest = words[away.argmin(1)] if len(small) else words[:0]
        raised = bottom[small] < nearest[:, 3] - LIFTED * capital
        for k, (_, _, upper, lower) in zip(small[raised], nearest[raised]):
            level_with = (2 * upper < (top + bottom)[letters]) & ((top + bottom)[letters] < 2 * lower)
            near = letters[(letters != k) & level_with & (np.abs(left[letters] - left[k]) < 8 * capital)]
            near = near[np.argsort(np.abs(left[near] - left[k]))[:8]]
            if len(near) < 4:
                continue
            base = float(np.median(bottom[near]))
            if not base - 1.5 * capital < top[k] or bottom[k] > base - LIFTED * capital:
                continue
            under = (left[own] < right[k] - 1) & (right[own] > left[k] + 1) & (bottom[own] > bottom[k] + 2) & (top[own] < base)
            if not under.any():
                found.append(Mark(at, (int(left[k]), int(top[k]), int(right[k]), int(bottom[k]))))
    return found


def _enlarged(level: np.ndarray, box: tuple[int, int, int, int]) -> np.ndarray:
    x0, top, x1, bottom = box
    pad = max(2, (bottom - top) // 6)
    part = level[max(0, top - pad) : bottom + pad, max(0, x0 - pad) : x1 + pad]
    scale = 48 / part.shape[0]
    return cv2.resize(part, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC)


def _noted(line: TextLine, box: tuple[int, int, int, int], sign: str) -> TextLine:
    """The line with a note sign at its place: in the word that holds it, after the word before it, or first in the line."""
    x0, top, x1, bottom = box
    before = [k for k, t in enumerate(line) if (t.x0 + min(t.x1, t.x0 + 2 * (t.bottom - t.top))) / 2 < x0]
    if not before:
        rest = line[1:] if line and line[0].x1 <= x1 + (x1 - x0) and len(line[0].text) <= 2 else line
        return (Token(sign, float(x0), float(top), float(x1), float(bottom), SURE), *rest)
    k = before[-1]
    token = line[k]
    if x0 - token.x1 > 0.8 * (bottom - top) or _UNIT.search(token.text):
        return line
    bare = token.text
    if token.x1 > (x0 + x1) / 2:  # the reader made something of it: a quote, a figure
        bare = regex.sub(r"(?<=[\p{L}).,;%])[\d?*'\"’”°ˆ`]+$", "", token.text)
    if bare[-1:].isdigit() or bare[-1:] in RAISED.values():
        return line
    rest = line[k + 1 :]
    if rest and rest[0].x0 < (x0 + x1) / 2 and rest[0].x1 < x1 + (x1 - x0) and len(rest[0].text) <= 2:
        rest = rest[1:]
    return (*line[:k],
            replace(token, text=bare + sign, x1=max(token.x1, float(x1)), confidence=min(token.confidence, 0.9),
                    alternatives=(token.text, *token.alternatives)), *rest)
