"""Ruling lines in a page image: thin straight strokes, printed faint, dotted, drifting or crossed by a stamp.

A ruling is told from text by its thinness, not by its length alone: only ink that is thin across the line counts, which
takes the stems out of a line of text and leaves a dotted ruling nearly whole.
"""
from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from pipeline.stages.read.ruled.rulings import Segment

_LENGTH = 0.36
"""Inches over which ink is counted along a line; shorter strokes are no rulings."""
_THICKEST = 0.03
"""Inches: ink that is thicker across the line belongs to letters and stamps."""
_DENSITY = 0.52
"""Share of the length that must be ink: a photocopy leaves little more than half of a thin line."""
_OFF, _BESIDE, _CHUNK = 0.02, 0.045, 0.035
"""Inches: how far a faint line may lie from where it is expected, where to look beside it, the longest gap that is none."""
_FAINT = 0.3
"""Share of a faint line that must be ink."""
_NEAR = 0.1
"""Inches: the line does not run on into paper, whatever lies beyond."""
_BOWED, _BOW = 0.8, 0.006
"""Inches: strokes shorter than the first must not be bent by more than the second."""
_SOLID = 0.06
"""Inches: from this thickness on a dark edge is one."""
_PIECE = 0.5
"""Inches: a long line is given in pieces of this length, so that it may bend."""


def ink(gray: np.ndarray, dpi: float) -> np.ndarray:
    """uint8 [H, W], 1 where the pixel is darker than its surroundings (uneven light, shaded cells and grey paper are evened out)."""
    block = 2 * max(3, round(0.07 * dpi)) + 1
    mask = cv2.adaptiveThreshold(gray, 1, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, block, 14)
    frame = _frame(gray, dpi)
    if frame is not None:
        mask[frame > 0] = 0
    return mask


def _frame(gray: np.ndarray, dpi: float) -> np.ndarray | None:
    """The dark edges of a scan, and a little more: solid dark areas that touch the page's edge; None where there is none."""
    solid = max(3, round(_SOLID * dpi))
    dark = cv2.copyMakeBorder((gray < 110).astype(np.uint8), solid, solid, solid, solid, cv2.BORDER_REPLICATE)
    dark = cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones((solid, solid), np.uint8))
    if not any(side.any() for side in (dark[0], dark[-1], dark[:, 0], dark[:, -1])):
        return None
    _, labels, stats, _ = cv2.connectedComponentsWithStats(dark, connectivity=8)
    left, top, width, height = (stats[:, i] for i in range(4))
    edge = (left == 0) | (top == 0) | (left + width == dark.shape[1]) | (top + height == dark.shape[0])
    edge[0] = False
    grown = cv2.dilate(edge.astype(np.uint8)[labels], np.ones((2 * solid + 1, 2 * solid + 1), np.uint8))
    return grown[solid:-solid, solid:-solid]


def find(gray: np.ndarray, dpi: float) -> list[Segment]:
    """The strokes (x0, y0, x1, y1) in pixels of a uint8 gray image [H, W], horizontal ones first.

    Needs no more than 200 dpi: the caller reduces larger images.
    """
    mask = ink(gray, dpi)
    across = _along(mask, dpi)
    down = [(y0, x0, y1, x1) for x0, y0, x1, y1 in _along(np.ascontiguousarray(mask.T), dpi)]
    return across + down


def _along(mask: np.ndarray, dpi: float) -> list[Segment]:
    """Horizontal strokes."""
    length, thick = max(9, round(_LENGTH * dpi)), max(3, round(_THICKEST * dpi))
    thin = cv2.subtract(mask, cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones((thick + 1, 1), np.uint8)))
    drift = cv2.dilate(thin, np.ones((3, 1), np.uint8))
    density = cv2.boxFilter(drift, cv2.CV_32F, (length, 1), borderType=cv2.BORDER_CONSTANT)
    near = cv2.boxFilter(drift, cv2.CV_32F, (max(3, round(_NEAR * dpi)), 1), borderType=cv2.BORDER_CONSTANT)
    found = (density >= _DENSITY) & (near >= _DENSITY)
    closed = cv2.morphologyEx(found.astype(np.uint8), cv2.MORPH_CLOSE, np.ones((3, max(3, length // 4)), np.uint8))
    return _pieces(closed, dpi)


def _pieces(mask: np.ndarray, dpi: float) -> list[Segment]:
    """The level components of a mask as strokes, long ones in pieces; bows (the rim of a stamp) and blots are left out."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    segments: list[Segment] = []
    for i in range(1, count):
        left, top, width, height, area = (int(v) for v in stats[i])
        if width < _LENGTH * dpi / 3 or area / width > 2.0 * max(3, round(_THICKEST * dpi)):
            continue
        part = labels[top : top + height, left : left + width] == i
        levels = top + (part * np.arange(height)[:, None]).sum(axis=0) / np.maximum(part.sum(axis=0), 1)
        edges = np.linspace(0, width - 1, max(1, round(width / (_PIECE * dpi))) + 1).round().astype(int)
        means = [float(np.median(levels[max(0, e - 6) : e + 7])) for e in edges]
        middle = float(np.median(levels[width // 2 - 3 : width // 2 + 4]))
        if width < _BOWED * dpi and abs(middle - (means[0] + means[-1]) / 2) > max(1.0, _BOW * dpi):
            continue
        segments += [(left + float(a), y0, left + float(b) + 1, y1) for a, b, y0, y1 in zip(edges, edges[1:], means, means[1:])]
    return segments


@dataclass(frozen=True)
class Witness:
    """Tells whether a faint ruling runs between two points of a page image: ink all along, and more of it than beside.

    `mask` is `ink(...)` of the page. A dotted rule has gaps, but no long ones; a line of text that lies there has as much
    ink a hair above or below.
    """

    mask: np.ndarray
    dpi: float

    def __call__(self, start: tuple[float, float], end: tuple[float, float]) -> float:
        """0 (nothing, or text) to 1 (ruled all along)."""
        (x0, y0), (x1, y1) = start, end
        length = int(max(abs(x1 - x0), abs(y1 - y0)))
        if length < 3:
            return 0.0
        reach, beside = max(2, round(_OFF * self.dpi)), max(4, round(_BESIDE * self.dpi))
        profile = self._profile(start, end, length, reach + beside + 1)
        middle = profile.shape[0] // 2
        near = [profile[middle + s - 1 : middle + s + 2].any(axis=0) for s in range(-reach, reach + 1)]
        shift = int(np.argmax([row.sum() for row in near]))
        on, at = near[shift], middle - reach + shift
        sides = [profile[at + s - 1 : at + s + 2].any(axis=0).mean() for s in (-beside, beside)]
        chunks = np.array_split(on, max(3, round(length / (_CHUNK * self.dpi))))
        contrast = on.mean() / max(0.05, 1.6 * sum(sides) / 2, 1.2 * max(sides))
        held = float(np.mean([c.any() for c in chunks]))
        return held * min(1.0, float(contrast)) * min(1.0, float(on.mean()) / _FAINT)

    def _profile(self, start: tuple[float, float], end: tuple[float, float], length: int, reach: int) -> np.ndarray:
        """bool [2 * reach + 1, length]: the ink on parallels to the line, at whole pixels beside it."""
        (x0, y0), (x1, y1) = start, end
        xs, ys = np.linspace(x0, x1, length), np.linspace(y0, y1, length)
        offsets = np.arange(-reach, reach + 1)[:, None]
        flat = abs(x1 - x0) >= abs(y1 - y0)
        px = np.clip(np.rint(xs + (0 if flat else offsets)), 0, self.mask.shape[1] - 1).astype(int)
        py = np.clip(np.rint(ys + (offsets if flat else 0)), 0, self.mask.shape[0] - 1).astype(int)
        px, py = np.broadcast_arrays(px, py)
        return self.mask[py, px] > 0
