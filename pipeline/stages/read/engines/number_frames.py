"""A figure's picture as the reader of figures sees it: one height, a margin, paper white and ink black."""
from __future__ import annotations

import cv2
import numpy as np

from pipeline.stages.read.paper.ink import percentiles

HEIGHT = 32
_INNER = 24
"""Pixels of the box's height in the frame; the rest is margin above and below."""


def framed(gray: np.ndarray, box: tuple[float, float, float, float]) -> np.ndarray | None:
    """The ink in `box` (x0, top, x1, bottom; pixels) of a uint8 gray picture [H, W] as uint8 [HEIGHT, W'], paper 255;
    None if the box is empty."""
    x0, top, x1, bottom = box
    if x1 - x0 < 1 or bottom - top < 1:
        return None
    high = bottom - top
    if high < 7:  # a dash or dots alone: seen as large as they are beside a digit
        middle, high = (top + bottom) / 2, 10.0
        top = middle - high / 2
    scale = _INNER / high
    margin = (HEIGHT - _INNER) / 2
    width = max(16, round((x1 - x0) * scale + 2 * margin))
    if scale < 0.9:
        gray = cv2.GaussianBlur(gray, (0, 0), 0.45 / scale)
    matrix = np.array([[scale, 0, margin - x0 * scale + 0.5 * scale - 0.5],
                       [0, scale, margin - top * scale + 0.5 * scale - 0.5]], np.float32)
    image = cv2.warpAffine(gray, matrix, (width, HEIGHT), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    paper, ink = percentiles(image, (85, 2))
    if paper - ink < 12:
        return np.full_like(image, 255)
    return np.clip((image.astype(np.float32) - ink) * (255 / (paper - ink)), 0, 255).astype(np.uint8)
