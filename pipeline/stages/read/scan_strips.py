"""Lines of text cut out of the page and straightened one by one, for a reader of single lines.

A page through a feeder or from a bound book is bent: its lines have slopes of their own, and a level box around a sloping
line holds parts of its neighbours. Each line is therefore levelled by its own slope and cut to the band that its own ink
fills: x-height, plus what Vietnamese marks need above and below.
"""
from __future__ import annotations

from dataclasses import dataclass, replace

import cv2
import numpy as np

from pipeline.stages.read.ocr_trueocr import Found
from pipeline.stages.read.ocr_words import Token
from pipeline.stages.read.scan_upright import best_slope

STRIP_HEIGHT = 48
COARSE_HEIGHT = 36  # of strips from coarse bilevel pages: their jagged letters are read better when enlarged less
BORDER = 10  # pixels of paper around a strip
ABOVE = 0.12  # margin of a line's box above and below, in its heights
SIDES = 0.3
MARKS_ABOVE, MARKS_BELOW = 1.35, 0.75  # room for stacked marks and for descenders with a dot below, in heights of the core
MOST_SLOPE = 0.035
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
        rise = self.slope * ((at.x0 + at.x1) / 2 - self.x_middle)
        return at.moved(1.0, 0.0, rise)

    def narrow(self) -> np.ndarray:
        """The strip without border and side margins, for the second reader, which adds its own."""
        side = BORDER + round(SIDES * (self.bottom - self.top) * self.scale)
        inner = self.image[BORDER:-BORDER, side : self.image.shape[1] - side]
        return inner if inner.shape[1] > 4 else self.image[BORDER:-BORDER]

    def inside(self) -> tuple[float, float, float, float]:
        """The line's own box in the strip: (x0, top, x1, bottom)."""
        height = self.image.shape[0] - 2 * BORDER
        side = BORDER + SIDES * height
        return side, BORDER + 0.12 * height, max(side + 1, self.image.shape[1] - side), BORDER + 0.88 * height

    def outline(self) -> np.ndarray:
        """The band's four corners on the level page, float32 [4, 2]."""
        left, right = (self.slope * (x - self.x_middle) for x in (self.x0, self.x1))
        return np.array([(self.x0, self.top + left), (self.x1, self.top + right), (self.x1, self.bottom + right), (self.x0, self.bottom + left)], np.float32)


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


def cut(gray: np.ndarray, band: Band, to_level: np.ndarray, height: int = STRIP_HEIGHT) -> Strip:
    """The strip of one band, its line `height` pixels high, sampled once from the tilted page `gray` (`to_level`: 2x3, tilted -> level)."""
    slope, top, bottom, core = band.slope, band.top, band.bottom, band.core
    h = bottom - top
    x0, x1 = band.x0 - SIDES * h, band.x1 + SIDES * h
    middle = (band.x0 + band.x1) / 2
    scale = height / h
    width = max(height, round((x1 - x0) * scale)) + 2 * BORDER
    # strip (u, v) -> level page: x = x0 + (u - BORDER) / scale, y = top + (v - BORDER) / scale + slope * (x - middle)
    a = 1 / scale
    left = x0 - BORDER * a
    strip_to_level = np.array([[a, 0, left], [slope * a, a, top - BORDER * a + slope * (left - middle)], [0, 0, 1]])
    level_to_page = np.vstack([cv2.invertAffineTransform(to_level), [0, 0, 1]])
    matrix = (level_to_page @ strip_to_level)[:2]
    flags = (cv2.INTER_CUBIC if scale > 1 else cv2.INTER_LINEAR) | cv2.WARP_INVERSE_MAP
    paper = int(np.median(gray[::16, ::16]))
    image = cv2.warpAffine(gray, matrix, (width, height + 2 * BORDER), flags=flags, borderMode=cv2.BORDER_CONSTANT, borderValue=paper)
    if float(np.median(image[BORDER:-BORDER])) < paper / 2:  # light text on a dark ground
        image, paper = 255 - image, 255
    image[:BORDER] = image[-BORDER:] = paper
    if core is not None:
        _drop_neighbours(image, [BORDER + (y - top) * scale for y in core], paper)
    return Strip(image, scale, x0, x1, top, bottom, middle, slope)


def _drop_neighbours(image: np.ndarray, core: list[float], paper: int) -> None:
    """Paint over, in place, the ink that enters the strip from above or below and does not reach the line's core rows."""
    inner = image[BORDER:-BORDER]
    ink = (inner <= paper - 40).astype(np.uint8)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    top, bottom = stats[:, 1], stats[:, 1] + stats[:, 3]
    above = (top == 0) & (bottom < core[0] - BORDER)
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
    part = ink[y0:y1, int(found.x0) : int(found.x1) + 1]
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
    full = np.flatnonzero(profile > 0.45 * np.sort(profile)[-3:].mean())
    runs = [(int(r[0]), int(r[-1]) + 1) for r in np.split(full, np.flatnonzero(np.diff(full) > max(2, 0.06 * height)) + 1) if len(r)]
    thickest = max(b - a for a, b in runs)
    runs = [(a, b) for a, b in runs if b - a > 0.6 * thickest]
    if len(runs) == 2 and thickest < 0.4 * height and runs[1][0] - runs[0][1] > 0.5 * thickest:
        return runs
    middle = len(profile) / 2
    first, last = min(runs, key=lambda r: abs((r[0] + r[1]) / 2 - middle))
    return [(first, last)] if 0.2 * height < last - first < 0.75 * height and abs((first + last) / 2 - middle) < 0.35 * height else []


def _profile(part: np.ndarray, slope: float) -> np.ndarray:
    """Ink per row of a box looked at along `slope`."""
    height, width = part.shape
    shear = np.array([[1.0, 0.0, 0.0], [-slope, 1.0, slope * width / 2]])
    return cv2.warpAffine(part * np.uint8(255), shear, (width, height), flags=cv2.INTER_NEAREST).sum(1, dtype=np.float64)
