"""A line's picture as the reader of lines sees it: one height, paper white and ink black."""
from __future__ import annotations

import cv2
import numpy as np

from pipeline.stages.read.paper.ink import percentiles

HEIGHT = 48
STRIDE = 6
"""Columns of the picture to one step of the reader."""
_LEAST_CONTRAST = 12
_LEAST_WIDTH = 3 * STRIDE


def framed(strip: np.ndarray) -> np.ndarray | None:
    """A strip uint8 [h, w], dark on light, as uint8 [HEIGHT, W], paper 255; None if it holds nothing to read.

    The strip is one level line cut to its band, about three x-heights from top to bottom, as `weighing.strips` cuts it.
    """
    high, wide = strip.shape
    if high < 4 or wide < 2:
        return None
    scale = HEIGHT / high
    size = (max(_LEAST_WIDTH, round(wide * scale)), HEIGHT)
    image = cv2.resize(strip, size, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR)
    paper, ink = percentiles(np.ascontiguousarray(image[:, ::2]), (80, 1))
    if paper - ink < _LEAST_CONTRAST:
        return None
    return np.clip((image.astype(np.float32) - ink) * (255 / (paper - ink)), 0, 255).astype(np.uint8)
