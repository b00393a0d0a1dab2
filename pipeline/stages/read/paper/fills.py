"""Filled parts of a page: white print on black or on colour, black print on gray, as the heads of tables have it.

Whatever is looked for on a page (ink, lines, rulings) is dark on paper. A filled part is therefore made paper, with all that differs from
its fill as ink, lighter or darker. Its outline stays as a ruling; and since black rulings cannot be seen in a dark fill, those that end at
its side are drawn on through it where no print stands in their way.

Images are uint8 arrays, 0 = black: gray [H, W] or RGB [H, W, 3].
"""
from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from pipeline.stages.read.paper.ink import middle, percentiles

LOOK_DPI = 100.0  # about which fills are looked for
STEP = 40  # gray levels under the paper from which a pixel may belong to a fill; as many from the fill is print on it
MARGIN = 1.5  # points: of a fill beside the print on it, at least; rulings are thinner
STROKE = 4.5  # points: light and wider in all directions is paper, narrower a stroke of print on a fill
LEAST = (9.0, 26.0)  # points: height and length of the least fill; a letter of a title is shorter
FULL = 0.8  # share of the rectangle around it that a fill takes
EVEN, SPREAD = 0.5, 24  # least share of a fill's pixels that lie as near to its own gray
LETTER = (3.5, 40.0)  # points: height of print on a fill
LETTERS = 2  # pieces of print that a fill holds at least
DARK = 0.6  # share of the paper's light under which rulings cannot be told from a fill
GRAIN = 14  # gray levels from the fill that are none
RIM = 7  # pixels: at the sides of a fill paper is no print on it
RULING = 0.7  # points: thickness of rulings that are drawn
ALONG, WIDEST = 14.0, 3.0  # points: how far a ruling is seen beside the fill (farther than a letter is high), and its thickness at most


@dataclass(frozen=True, slots=True)
class _Fill:
    """A filled part: its mask uint8 [h, w] with the upper left corner at x, y of the page, and the gray of its fill."""

    x: int
    y: int
    mask: np.ndarray
    gray: float

    def inside(self, page: np.ndarray) -> np.ndarray:
        height, width = self.mask.shape
        return page[self.y : self.y + height, self.x : self.x + width]


def as_paper(image: np.ndarray, dpi: float) -> np.ndarray:
    """The page, gray or RGB, with its filled parts as paper and what stands on them dark; the page itself where there are none."""
    times = max(1, int(dpi / LOOK_DPI + 0.1))  # whole pixels together are ten times as quick
    small = _lowest(image if times == 1 else cv2.resize(image, None, fx=1 / times, fy=1 / times, interpolation=cv2.INTER_AREA))
    light = percentiles(np.ascontiguousarray(small[::4, ::4]), (95,))[0]
    found = [_at_full_size(fill, times, image.shape) for fill in _found(small, light, dpi / times)]
    if not found:
        return image
    lowest = _lowest(image)
    out = image.copy()
    for fill in found:
        part = _printed(fill, lowest)
        if fill.gray < DARK * light:
            thick = max(1, round(RULING * dpi / 72))
            contours, _ = cv2.findContours(fill.mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
            _carried(part, fill, lowest < light - STEP, dpi)
            cv2.drawContours(part, contours, -1, 0, thick)
        own = fill.mask > 0
        fill.inside(out)[own] = part[own] if image.ndim == 2 else part[own][:, None]
    return out


def _lowest(image: np.ndarray) -> np.ndarray:
    """The least of each pixel's colours [H, W]: what is coloured is as dark as what is gray."""
    return image if image.ndim == 2 else cv2.min(cv2.min(image[:, :, 0], image[:, :, 1]), image[:, :, 2])


def _found(small: np.ndarray, light: float, dpi: float) -> list[_Fill]:
    """The filled parts of a page uint8 [H, W] whose paper is as `light`."""
    point = dpi / 72
    dark = (small < light - STEP).astype(np.uint8)
    if not _may_be_filled(dark, point):
        return []
    solid = _opened(_with_print(dark, point), LEAST[0] * point)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(solid, connectivity=4)
    found = []
    for k in range(1, count):
        x, y, w, h, area = stats[k].tolist()
        if _at_edge(stats[k], small.shape) or max(w, h) < LEAST[1] * point or area < FULL * LEAST[0] * LEAST[1] * point * point:
            continue
        part, own = small[y : y + h, x : x + w], (labels[y : y + h, x : x + w] == k).astype(np.uint8)
        gray = _fill_of(part, own, point)
        if gray is not None and _letters(part, own, gray, point) >= LETTERS:
            found.append(_Fill(x, y, own, gray))
    return found


def _may_be_filled(dark: np.ndarray, point: float) -> bool:
    """Whether dark bars as there are beside the print on a fill lie in a mask [H, W], its edges aside: a look that costs little."""
    margin, long = max(2, round(MARGIN * point)), round(LEAST[1] * point)
    level, tall = (cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones(shape, np.uint8)) for shape in ((margin, long), (long, margin)))
    _, _, stats, _ = cv2.connectedComponentsWithStats(level | tall, connectivity=4)
    return any(not _at_edge(own, dark.shape) for own in stats[1:])


def _at_edge(stats: np.ndarray, shape: tuple[int, ...]) -> bool:
    """Whether a component touches the edge of a mask of `shape`: the dark edges of a scan do."""
    x, y, w, h, _ = stats.tolist()
    return x == 0 or y == 0 or x + w == shape[1] or y + h == shape[0]


def _opened(mask: np.ndarray, side: float) -> np.ndarray:
    return cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones((max(3, round(side)),) * 2, np.uint8))


def _with_print(dark: np.ndarray, point: float) -> np.ndarray:
    """The dark pixels [H, W] and the light strokes among them."""
    light = 1 - dark
    paper = _opened(light, STROKE * point)
    _, labels = cv2.connectedComponents(light, connectivity=4)
    strokes = np.ones(int(labels.max()) + 1, np.uint8)
    strokes[labels[paper > 0]] = 0
    return dark | np.take(strokes, labels) & light


def _fill_of(part: np.ndarray, own: np.ndarray, point: float) -> float | None:
    """The gray of a part of the page [h, w] where its mask is filled evenly and is a rectangle, level or not quite; else None."""
    contours, _ = cv2.findContours(own, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    _, sides, _ = cv2.minAreaRect(contours[0])
    if own.sum() < FULL * max(1.0, sides[0] * sides[1]) or min(sides) < 0.9 * LEAST[0] * point:
        return None
    pixels = part[own > 0]
    gray = middle(pixels)
    return gray if np.mean(np.abs(pixels - gray) < SPREAD) > EVEN else None


def _letters(part: np.ndarray, own: np.ndarray, gray: float, point: float) -> int:
    """How many pieces that differ from the fill stand in it and can be letters."""
    inner = cv2.erode(own, np.ones((3, 3), np.uint8), borderType=cv2.BORDER_CONSTANT, borderValue=0)
    marks = (cv2.absdiff(part, np.full_like(part, round(gray))) > STEP).astype(np.uint8) & inner
    _, _, stats, _ = cv2.connectedComponentsWithStats(marks, connectivity=8)
    wide, high = stats[1:, 2], stats[1:, 3]
    low, tall = (v * point for v in LETTER)
    return int(((np.maximum(wide, high) >= low) & (np.minimum(wide, high) >= 0.3 * low) & (np.minimum(wide, high) <= tall)).sum())


def _at_full_size(fill: _Fill, times: int, shape: tuple[int, ...]) -> _Fill:
    """The fill found on the page reduced by `times` as one of the page of `shape`."""
    x, y = fill.x * times, fill.y * times
    width, height = min(fill.mask.shape[1] * times, shape[1] - x), min(fill.mask.shape[0] * times, shape[0] - y)
    return _Fill(x, y, cv2.resize(fill.mask, (width, height), interpolation=cv2.INTER_NEAREST), fill.gray)


def _printed(fill: _Fill, lowest: np.ndarray) -> np.ndarray:
    """The fill's part of the page [h, w], what differs most from the fill black and the fill white."""
    part = fill.inside(lowest)
    apart = cv2.absdiff(part, np.full_like(part, round(fill.gray))).astype(np.float32)
    most = float(np.percentile(apart[(fill.mask > 0) & (apart > STEP)], 80)) if (apart[fill.mask > 0] > STEP).any() else 255.0
    printed = (255 - np.clip((apart - GRAIN) * (255 / max(1.0, most - GRAIN)), 0, 255)).astype(np.uint8)
    inner = cv2.erode(fill.mask, np.ones((RIM, RIM), np.uint8), borderType=cv2.BORDER_CONSTANT, borderValue=0)
    printed[(inner == 0) & ((fill.mask == 0) | (part > fill.gray))] = 255
    return printed


def _carried(part: np.ndarray, fill: _Fill, dark: np.ndarray, dpi: float) -> None:
    """Draws the rulings that end at a fill's sides through its `part` [h, w], in place; `dark` [H, W] where the page is."""
    height, width = fill.mask.shape
    far = round(ALONG * dpi / 72)
    below, above = (dark[max(0, y) : max(0, y + far), fill.x : fill.x + width] for y in (fill.y + height + 3, fill.y - far - 3))
    right, left = (dark[fill.y : fill.y + height, max(0, x) : max(0, x + far)] for x in (fill.x + width + 3, fill.x - far - 3))
    for whole, sides in ((part, (below, above)), (part.T, (right.T, left.T))):
        for at in sorted({x for side in sides if len(side) == far for x in _rulings(side, dpi)}):
            thick = max(1, round(RULING * dpi / 72))
            way = whole[3:-3, max(0, at - thick) : at + thick + 1]
            if not (way < 128).any():
                whole[:, at - thick // 2 : at - thick // 2 + thick] = 0


def _rulings(side: np.ndarray, dpi: float) -> list[int]:
    """Columns at which rulings run up and down through a strip bool [h, w] beside a fill."""
    full = np.flatnonzero(cv2.dilate(side.astype(np.uint8), np.ones((1, 3), np.uint8)).mean(axis=0) > 0.9)
    runs = [run for run in np.split(full, np.flatnonzero(np.diff(full) > 1) + 1) if len(run)]
    return [int(run[0] + run[-1]) // 2 for run in runs if len(run) <= WIDEST * dpi / 72 + 2]
