"""Upright: quarter turns by the orientation model, skew by the rows of text themselves.

A row of text gives a sharp profile when it is looked at along its slope. The page is cut into narrow columns, each with its
own profile; for every slope tried the profiles are shifted against each other and added, which costs a few milliseconds.
"""
from __future__ import annotations

import math

import cv2
import numpy as np

from pipeline.stages.read.paper.ink import middle

WIDTH = 640  # pixels across of the thumbnail that is measured
COLUMNS = 32
MOST_SLOPE = 0.18  # about ten degrees
LEAST_DEGREES = 0.15  # smaller tilts are left to the straightening of each line


def turned(image: np.ndarray, quarter_turns: int) -> np.ndarray:
    """The image turned clockwise by quarter turns."""
    return np.ascontiguousarray(np.rot90(image, -quarter_turns)) if quarter_turns % 4 else image


def best_slope(ink: np.ndarray, most: float, step: float, columns: int = COLUMNS, centre: float = 0.0) -> float:
    """Slope (rise of y per x, y downwards) along which the rows of `ink` [H, W] are sharpest, within `centre` +- `most`."""
    height, width = ink.shape
    edges = np.linspace(0, width, columns + 1).astype(int)
    profiles = np.add.reduceat(ink, edges[:-1], axis=1, dtype=np.float32).T
    slopes = centre + np.arange(-most, most + step / 2, step)
    shifts = np.rint(slopes[:, None] * ((edges[:-1] + edges[1:]) / 2 - width / 2)).astype(np.intp)
    reach = int(np.abs(shifts).max(initial=0))
    framed = np.pad(profiles, ((0, 0), (reach, reach)))
    shifted = np.lib.stride_tricks.sliding_window_view(framed, height, axis=1)  # [columns, 2 * reach + 1, rows]
    totals = np.stack([shifted[np.arange(columns), reach + row].sum(0) for row in shifts])
    sharp = (np.diff(totals) ** 2).sum(1)
    return float(slopes[int(sharp.argmax())])


def skew(ink: np.ndarray) -> float:
    """Degrees by which the text rises towards the left (clockwise tilt positive), from a mask of ink [H, W]; 0.0 without ink."""
    scale = WIDTH / ink.shape[1]
    small = cv2.resize(ink * np.uint8(255), None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    if not small.any():
        return 0.0
    coarse = best_slope(small, MOST_SLOPE, 0.006)
    return math.degrees(math.atan(best_slope(small, 0.006, 0.001, centre=coarse)))


def straightening(shape: tuple[int, int], degrees: float) -> np.ndarray:
    """The 2x3 matrix that maps pixels of the tilted page to the level one, about the page's centre."""
    height, width = shape
    return cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)


def level(gray: np.ndarray, matrix: np.ndarray) -> np.ndarray:
    """The page mapped by `matrix`, same size, paper where nothing was."""
    return cv2.warpAffine(gray, matrix, (gray.shape[1], gray.shape[0]), flags=cv2.INTER_LINEAR,
                          borderMode=cv2.BORDER_CONSTANT, borderValue=int(middle(gray)))
