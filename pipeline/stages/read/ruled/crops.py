"""Cells cut out of a page image: straightened between their four corners, the rulings' remains taken off, the ink framed."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median

import cv2
import numpy as np

from pipeline.stages.read.engines.words import Token
from pipeline.stages.read.ruled.grid import CellBox

_INSET = 0.012
"""Inches cut from each side: half of a ruling."""
_THIN, LONG = 0.02, 0.2
"""Inches: ink at a side that is thinner, and longer, is what is left of a ruling."""
LETTER = 0.05
"""Inches: ink that is higher is a letter or a digit, not a mark or a speck."""
_WORD = 0.08
"""Inches: ink that is as wide and as high is a word, or was one."""
_BODY = 0.065
"""Inches: the body of a small letter is higher, the marks above it and the dot below are not."""
_NEAR = 0.06
"""Inches around the letters within which smaller ink belongs to them."""
_MARK = 0.02
"""Inches above and below the letters within which tone marks stand apart from them."""
_SURELY_ONE, _ONE_LINE = 0.15, 0.3
"""Inches: ink no higher than the first is one line, higher than the second it is several; between them its rows decide."""
STEP = 45
"""Gray levels below the paper from which a pixel is ink."""
MARGIN = 6
"""Pixels of paper that a crop has around the cell's inside."""


@dataclass(frozen=True, slots=True)
class Crop:
    """One cell, upright: `image` uint8 [H, W], `text` the box of its ink in it (None: empty), `to_page` 3x3 crop -> page."""

    cell: CellBox
    image: np.ndarray
    text: tuple[int, int, int, int] | None
    to_page: np.ndarray
    dpi: float

    @property
    def worded(self) -> bool:
        """Whether the ink is large enough for a word: no dash, speck or remains of a ruling."""
        return self.text is not None and min(self.text[2] - self.text[0], self.text[3] - self.text[1]) >= _WORD * self.dpi

    @property
    def one_line(self) -> bool:
        """Whether the ink is one line of text: low, or with a single band of rows that hold most of it."""
        if self.text is None:
            return False
        high = (self.text[3] - self.text[1]) / self.dpi
        if high <= _SURELY_ONE:
            return True
        part = self.part(self.text, 0)
        return high <= _ONE_LINE and _bands(part, self.dpi) == 1 and not _letters_below(part, self.dpi)

    def part(self, box: tuple[float, float, float, float], pad: int) -> np.ndarray:
        """The image inside a box, `pad` pixels more on each side."""
        x0, top, x1, bottom = box
        height, width = self.image.shape
        return self.image[max(0, int(top) - pad) : min(height, int(bottom) + pad), max(0, int(x0) - pad) : min(width, int(x1) + pad)]

    def on_page(self, token: Token) -> Token:
        """A token in pixels of the crop as one in pixels of the page."""
        corners = np.array([[(token.x0, token.top), (token.x1, token.top), (token.x1, token.bottom), (token.x0, token.bottom)]], np.float32)
        xs, ys = cv2.perspectiveTransform(corners, self.to_page)[0].T
        return replace(token, x0=float(xs.min()), top=float(ys.min()), x1=float(xs.max()), bottom=float(ys.max()))


def cut(gray: np.ndarray, dpi: float, cell: CellBox) -> Crop:
    """The cell out of a uint8 gray page [H, W]."""
    corners = np.array(cell.corners, np.float32)
    width = max(8, round((np.linalg.norm(corners[1] - corners[0]) + np.linalg.norm(corners[2] - corners[3])) / 2))
    height = max(8, round((np.linalg.norm(corners[3] - corners[0]) + np.linalg.norm(corners[2] - corners[1])) / 2))
    square = np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float32)
    upright = cv2.warpPerspective(gray, cv2.getPerspectiveTransform(corners, square), (width, height),
                                  flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    inset = min(max(2, round(_INSET * dpi)), (min(width, height) - 4) // 2)
    inside = upright[inset : height - inset, inset : width - inset]
    paper = int(np.median(inside))
    clean, box = _without_rulings(inside, dpi, paper)
    image = cv2.copyMakeBorder(clean, MARGIN, MARGIN, MARGIN, MARGIN, cv2.BORDER_CONSTANT, value=paper)
    shift = np.array([[1, 0, inset - MARGIN], [0, 1, inset - MARGIN], [0, 0, 1]], np.float64)
    to_page = cv2.getPerspectiveTransform(square, corners) @ shift
    return Crop(cell, image, None if box is None else tuple(v + MARGIN for v in box), to_page, dpi)


def _without_rulings(inside: np.ndarray, dpi: float, paper: int) -> tuple[np.ndarray, tuple[int, int, int, int] | None]:
    """The cell's inside with the remains of rulings painted over, and the box of the ink that is left."""
    ink = (inside < paper - STEP).astype(np.uint8)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    high, wide = inside.shape
    left, top, width, height, area = stats.T
    right, bottom = left + width, top + height
    thin, long = _THIN * dpi, LONG * dpi
    upright = (width <= thin) & ((left <= 0) | (right >= wide)) & ((height >= long) | (left <= 1) | (right >= wide - 1))
    level = (height <= thin) & ((top <= 0) | (bottom >= high)) & ((width >= long) | (top <= 1) | (bottom >= high - 1))
    kept = ~(upright | level)
    kept[0] = False
    gone = cv2.dilate((~kept[labels] & (ink > 0)).astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
    clean = inside.copy()
    clean[gone & ~kept[labels]] = paper
    large = kept & (height >= LETTER * dpi)
    if not large.any():
        large = kept & (area >= 4) & (np.maximum(width, height) >= 0.02 * dpi)
    if not large.any():
        return clean, None
    x0, x1, y0, y1 = left[large].min(), right[large].max(), top[large].min(), bottom[large].max()
    for _ in range(3):
        near = (kept & (area >= 3) & (right > x0 - _NEAR * dpi) & (left < x1 + _NEAR * dpi)
                & (bottom > y0 - _MARK * dpi) & (top < y1 + _MARK * dpi))
        x0, x1, y0, y1 = min(x0, left[near].min()), max(x1, right[near].max()), min(y0, top[near].min()), max(y1, bottom[near].max())
    return clean, (int(x0), int(y0), int(x1), int(y1))


def _bands(part: np.ndarray, dpi: float) -> int:
    """How many bodies of text lie above one another: runs of rows with much ink, a line's distance apart."""
    rows = (part < np.median(part) - STEP).sum(axis=1).astype(float)
    size = max(1, round(0.02 * dpi))
    rows = np.convolve(rows, np.ones(size) / size, "same")
    full = np.flatnonzero(rows > 0.4 * np.sort(rows)[-max(3, size) :].mean())
    starts = full[np.flatnonzero(np.diff(full, prepend=-(10**6)) > 0.02 * dpi)]
    return 1 + sum(b - a > 0.1 * dpi for a, b in zip(starts, starts[1:]))


def _letters_below(part: np.ndarray, dpi: float) -> bool:
    """Whether two letters stand wholly below two others: of two lines the second may be too short to fill its rows."""
    _, _, stats, _ = cv2.connectedComponentsWithStats((part < np.median(part) - STEP).astype(np.uint8), connectivity=8)
    high = stats[1:][(stats[1:, 3] >= _BODY * dpi) & (stats[1:, 2] >= _THIN * dpi)]
    tops, bottoms = np.sort(high[:, 1]), np.sort(high[:, 1] + high[:, 3])
    return len(high) > 3 and tops[-2] >= bottoms[1]


def aligned(crops: Sequence[Crop]) -> list[Crop]:
    """Crops of a table's figures with those of a row framed alike: specks and lost strokes move a single frame, the row's
    figures stand on one line and are of one height."""
    rows: dict[tuple[int, int], list[Crop]] = {}
    for crop in crops:
        if crop.one_line:
            rows.setdefault((crop.cell.row, crop.cell.row_span), []).append(crop)
    edges = {key: _row_edges(own) for key, own in rows.items() if len(own) >= 4}
    return [_framed(crop, edges.get((crop.cell.row, crop.cell.row_span))) for crop in crops]


def _row_edges(crops: Sequence[Crop]) -> tuple[float, float]:
    """Usual first and last ink row, as distances from the middle of the cell."""
    return tuple(median(c.text[k] - c.image.shape[0] / 2 for c in crops) for k in (1, 3))


def _framed(crop: Crop, edges: tuple[float, float] | None) -> Crop:
    if edges is None or not crop.one_line:
        return crop
    x0, top, x1, bottom = crop.text
    usual_top, usual_bottom = (round(e + crop.image.shape[0] / 2) for e in edges)
    far = max(2.0, 0.012 * crop.dpi)
    moved = (x0, usual_top if top < usual_top - far or abs(top - usual_top) <= far else top, x1,
             usual_bottom if abs(bottom - usual_bottom) <= 2 * far or bottom > usual_bottom else bottom)
    return replace(crop, text=moved) if moved[3] - moved[1] > 4 else crop
