"""Lines of text cut out of the page and straightened one by one, for a reader of single lines.

A page through a feeder or from a bound book is bent: its lines have slopes of their own, and a level box around a sloping
line holds parts of its neighbours. Each line is therefore levelled by its own slope and cut to the band that its own ink
fills: x-height, plus what Vietnamese marks need above and below.
"""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np

from pipeline.stages.read.engines.trueocr import Found
from pipeline.stages.read.engines.words import Token
from pipeline.stages.read.paper.ink import middle
from pipeline.stages.read.paper.upright import best_slope

STRIP_HEIGHT = 48
COARSE_HEIGHT = 36  # of strips from coarse bilevel pages: their jagged letters are read better when enlarged less
BORDER = 10  # pixels of paper around a strip
ABOVE = 0.12  # margin of a line's box above and below, in its heights
SIDES = 0.3
MARKS_ABOVE, MARKS_BELOW = 1.35, 0.75  # room for stacked marks and for descenders with a dot below, in heights of the core: at most
OWN_MARK = 0.3  # a mark that ends nearer to the core than this, in its heights, belongs to the line
MARK_WIDTH = 1.5  # of a mark, in the same: an arc of a seal is wider
MOST_SLOPE = 0.035
WORD_INK = 60  # gray levels below the paper from which a pixel of a strip is ink
STEMS = 0.1  # of the fullest rows' ink: the stems of capitals leave as much between their serifs, two lines less between them
BARS = 0.3  # of a box's height: rows fuller than others that are thinner are no x-height but the bars of capitals
RULE = 2.0  # heights of a line's box from which a run of ink in one row is no letter's
SEGMENTS = 24


@dataclass(frozen=True, slots=True)
class Strip:
    """A levelled line: `image` uint8 [height of the line + 2 BORDER, W], `scale` strip pixels per page pixel.

    On the level page its band lies between `top` and `bottom` at `x_middle` and rises by `slope` to both sides, from `x0` to `x1`.
    """

    image: np.ndarray
    scale: float
    x0: float
    x1: float
    top: float
    bottom: float
    x_middle: float
    slope: float

    def on_page(self, token: Token) -> Token:
        """A token of the strip in pixels of the level page."""
        at = token.moved(1 / self.scale, self.x0 - BORDER / self.scale, self.top - BORDER / self.scale)
        return at.moved(1.0, 0.0, self._rise(at))

    def of_page(self, token: Token) -> Token:
        """A token of the level page in pixels of the strip."""
        level = token.moved(1.0, 0.0, -self._rise(token))
        return level.moved(self.scale, BORDER - self.x0 * self.scale, BORDER - self.top * self.scale)

    def holds(self, token: Token) -> bool:
        """Whether the middle of a token of the level page lies in the strip, away from the room for its neighbours' marks."""
        x, y = (token.x0 + token.x1) / 2, (token.top + token.bottom) / 2 - self._rise(token)
        margin = 0.15 * (self.bottom - self.top)
        return self.x0 <= x <= self.x1 and self.top + margin <= y <= self.bottom - margin

    def _rise(self, token: Token) -> float:
        return self.slope * ((token.x0 + token.x1) / 2 - self.x_middle)

    def picture(self) -> np.ndarray:
        """The strip without its border, for the reader of lines."""
        return self.image[BORDER:-BORDER]

    def tight(self, words: Sequence[tuple[float, float]]) -> list[tuple[float, float, float, float]]:
        """Boxes (x0, top, x1, bottom) tight around the ink of words that lie about between the given columns, left to right."""
        inner = self.picture()
        marks = inner < middle(inner) - WORD_INK
        filled = marks.any(0)
        reach = inner.shape[0] // 4
        ends = ([max(0, int(x0) - reach) for x0, _ in words[:1]]
                + [_gap(filled, int(a[1]) - reach, int(b[0]) + reach) for a, b in zip(words, words[1:])])
        ends += [int(x1) + reach for _, x1 in words[-1:]]
        boxes = []
        for (x0, x1), left, right in zip(words, ends, ends[1:]):
            columns, rows = np.flatnonzero(filled[left:right]), np.flatnonzero(marks[:, left:right].any(1))
            if len(columns):
                boxes.append((left + float(columns[0]), BORDER + float(rows[0]), left + float(columns[-1]) + 1,
                              BORDER + float(rows[-1]) + 1))
            else:
                boxes.append((x0, float(BORDER), x1, float(self.image.shape[0] - BORDER)))
        return boxes

    def outline(self) -> np.ndarray:
        """The band's four corners on the level page, float32 [4, 2]."""
        left, right = (self.slope * (x - self.x_middle) for x in (self.x0, self.x1))
        return np.array([(self.x0, self.top + left), (self.x1, self.top + right), (self.x1, self.bottom + right),
                         (self.x0, self.bottom + left)], np.float32)


@dataclass(frozen=True, slots=True)
class Band:
    """Where one line lies on the level page: rows `top` to `bottom` at the middle between `x0` and `x1`, rising by `slope`;
    `core` are the rows of its x-height where they are clear. Pixels."""

    x0: float
    x1: float
    slope: float
    top: float
    bottom: float
    core: tuple[float, float] | None = None


def _gap(filled: np.ndarray, start: int, end: int) -> int:
    """The middle of the longest run of columns without ink between two columns; their own middle where there is none."""
    start = max(0, start)
    empty = np.flatnonzero(~filled[start:end])
    if not len(empty):
        return (start + end) // 2
    after = np.flatnonzero(np.diff(empty) > 1)
    first, last = np.append(0, after + 1), np.append(after, len(empty) - 1)
    run = int((last - first).argmax())
    return start + int(empty[first[run]] + empty[last[run]] + 1) // 2


def cut(gray: np.ndarray, band: Band, to_level: np.ndarray, height: int = STRIP_HEIGHT) -> Strip:
    """The strip of one band, its line `height` pixels high, sampled once from the tilted page `gray` (`to_level`: 2x3, tilted -> level)."""
    slope, top, bottom, core = band.slope, band.top, band.bottom, band.core
    h = bottom - top
    x0, x1 = band.x0 - SIDES * h, band.x1 + SIDES * h
    x_middle = (band.x0 + band.x1) / 2
    scale = height / h
    width = max(height, round((x1 - x0) * scale)) + 2 * BORDER
    # strip (u, v) -> level page: x = x0 + (u - BORDER) / scale, y = top + (v - BORDER) / scale + slope * (x - x_middle)
    a = 1 / scale
    left = x0 - BORDER * a
    strip_to_level = np.array([[a, 0, left], [slope * a, a, top - BORDER * a + slope * (left - x_middle)], [0, 0, 1]])
    level_to_page = np.vstack([cv2.invertAffineTransform(to_level), [0, 0, 1]])
    matrix = (level_to_page @ strip_to_level)[:2]
    flags = (cv2.INTER_CUBIC if scale > 1 else cv2.INTER_LINEAR) | cv2.WARP_INVERSE_MAP
    paper = int(middle(np.ascontiguousarray(gray[::16, ::16])))
    image = cv2.warpAffine(gray, matrix, (width, height + 2 * BORDER), flags=flags, borderMode=cv2.BORDER_CONSTANT, borderValue=paper)
    if middle(image[BORDER:-BORDER]) < paper / 2:  # light text on a dark ground
        image, paper = 255 - image, 255
    image[:BORDER] = image[-BORDER:] = paper
    if core is not None:
        _drop_neighbours(image, [BORDER + (y - top) * scale for y in core], paper)
    return Strip(image, scale, x0, x1, top, bottom, x_middle, slope)


def _drop_neighbours(image: np.ndarray, core: list[float], paper: int) -> None:
    """Paint over, in place, the ink that enters the strip from above or below and does not reach the line's core rows."""
    inner = image[BORDER:-BORDER]
    ink = (inner <= paper - 40).astype(np.uint8)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    top, bottom = stats[:, 1], stats[:, 1] + stats[:, 3]
    thick = core[1] - core[0]
    mark = (bottom >= core[0] - BORDER - OWN_MARK * thick) & (stats[:, 2] < MARK_WIDTH * thick)
    above = (top == 0) & (bottom < core[0] - BORDER) & ~mark
    below = (bottom == inner.shape[0]) & (top > core[1] - BORDER)
    foreign = above | below
    foreign[0] = False
    if foreign.any():
        gone = cv2.dilate(foreign[labels].astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
        inner[gone & ((ink == 0) | foreign[labels])] = paper


def bands(ink: np.ndarray, found: Found) -> list[Band]:
    """The band of the line in a box on the level page, by its own ink [H, W]; two, where the line finder put two lines in one box."""
    if found.x1 - found.x0 < 3 * found.height:
        found = _grown(ink, found)
    margin = ABOVE * found.height
    y0, y1 = max(0, int(found.top - margin)), min(ink.shape[0], int(found.bottom + margin) + 1)
    part = _without_rules(ink[y0:y1, int(found.x0) : int(found.x1) + 1], found.height)
    whole = Band(found.x0, found.x1, 0.0, found.top - margin, found.bottom + margin)
    height, width = part.shape
    if width < 3 * height or not part.any():
        return [whole]
    columns = min(SEGMENTS, width // 8)
    coarse = best_slope(part, MOST_SLOPE, 0.005, columns)
    slope = best_slope(part, 0.0025, 0.0025, columns, coarse)
    if abs(slope) * width < 0.08 * found.height:
        slope = 0.0
    whole = replace(whole, slope=slope)
    cores = [(y0 + a, y0 + b) for a, b in _cores(_profile(part, slope), found.height)]
    if not cores:
        return [whole]
    out = []
    for at, (first, last) in enumerate(cores):
        thick = last - first
        top = max(whole.top, first - MARKS_ABOVE * thick, (cores[at - 1][1] + MARKS_BELOW * 0.5 * thick) if at else 0)
        bottom = min(whole.bottom, last + MARKS_BELOW * thick)
        out.append(replace(whole, top=top, bottom=bottom, core=(first, last)))
    return out


def _without_rules(part: np.ndarray, height: float) -> np.ndarray:
    """The ink of a line's box without underlines, whose rows are fuller than any of its letters'; `height` of the box."""
    rules = cv2.morphologyEx(part, cv2.MORPH_OPEN, np.ones((1, max(3, round(RULE * height))), np.uint8))
    return part & (1 - cv2.dilate(rules, np.ones((3, 3), np.uint8))) if rules.any() else part


def _grown(ink: np.ndarray, found: Found) -> Found:
    """A short box (a figure or two) made to hold the whole of the ink that it cuts, up to twice its height."""
    reach = int(found.height)
    y0, x0 = max(0, int(found.top) - reach), max(0, int(found.x0) - reach)
    part = np.ascontiguousarray(ink[y0 : int(found.bottom) + reach, x0 : int(found.x1) + reach])
    count, _, stats, _ = cv2.connectedComponentsWithStats(part, connectivity=8)
    left, top, right, bottom = found.x0 - x0, found.top - y0, found.x1 - x0, found.bottom - y0
    for x, y, w, h, _ in stats[1:count].tolist():
        if h <= 2 * found.height and w <= 3 * found.height and x < right and x + w > left and y < bottom and y + h > top:
            left, top, right, bottom = min(left, x), min(top, y), max(right, x + w), max(bottom, y + h)
    return replace(found, x0=x0 + left, top=y0 + top, x1=x0 + right, bottom=y0 + bottom)


def _cores(profile: np.ndarray, height: float) -> list[tuple[int, int]]:
    """Runs of rows [first, last) as thick as the x-height of a line in a box of `height`; one, or two of like thickness; else none."""
    most = np.sort(profile)[-3:].mean()
    full = np.flatnonzero(profile > 0.45 * most)
    runs = [(int(r[0]), int(r[-1]) + 1)
            for r in np.split(full, np.flatnonzero(np.diff(full) > max(2, 0.06 * height)) + 1) if len(r)]
    thickest = max(b - a for a, b in runs)
    runs = [(a, b) for a, b in runs if b - a > 0.6 * thickest]
    if len(runs) == 2 and thickest < 0.4 * height and runs[1][0] - runs[0][1] > 0.5 * thickest:
        between = profile[runs[0][1] : runs[1][0]].min()
        return runs if between <= STEMS * most else [(runs[0][0], runs[1][1])]
    centre = len(profile) / 2
    first, last = min(runs, key=lambda r: abs((r[0] + r[1]) / 2 - centre))
    if last - first < BARS * height:
        last += int(np.argmax(np.append(profile[last:], 0.0) <= STEMS * most))
    return [(first, last)] if 0.2 * height < last - first < 0.75 * height and abs((first + last) / 2 - centre) < 0.35 * height else []


def _profile(part: np.ndarray, slope: float) -> np.ndarray:
    """Ink per row of a box looked at along `slope`."""
    height, width = part.shape
    shear = np.array([[1.0, 0.0, 0.0], [-slope, 1.0, slope * width / 2]])
    return cv2.warpAffine(part * np.uint8(255), shear, (width, height), flags=cv2.INTER_NEAREST).sum(1, dtype=np.float64)
