"""Pictures of one cell as the readers want them: framed, and in versions that bring out what one alone may hide."""
from __future__ import annotations

from collections.abc import Callable, Sequence

import cv2
import numpy as np

from pipeline.stages.read.engines import tesseract, trueocr
from pipeline.stages.read.ruled.crops import Crop

_BORDER = 12
"""Pixels of paper around what Tesseract is shown."""
_STRIP, _STRIP_PAD = 48, 2
"""Pixels: height at which Tesseract is shown a single line, and paper around its ink before it is enlarged."""
_AT = 200
"""dpi that pads are given for."""
PAD = 4
"""Pixels of paper around the ink at 200 dpi for the second reader."""


def framed(crop: Crop, pad: int = PAD) -> np.ndarray:
    """The line as the second reader wants it, with paper around."""
    return crop.part(crop.text, max(pad, round(pad * min(crop.dpi, 300) / _AT)))


def texts(crops: Sequence[Crop], change: Callable[[np.ndarray], np.ndarray], pad: int) -> list[str]:
    """The second reader's readings of one-line cells in one version of their pictures."""
    return [text for text, _ in trueocr.read([change(framed(crop, pad)) for crop in crops])]


def strip(crop: Crop, engine: str) -> str:
    """What Tesseract reads in a one-line cell, without spaces."""
    part = crop.part(crop.text, _STRIP_PAD)
    scale = _STRIP / part.shape[0]
    big = cv2.resize(part, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC if scale > 1 else cv2.INTER_AREA)
    framed = cv2.copyMakeBorder(big, _BORDER, _BORDER, _BORDER, _BORDER, cv2.BORDER_CONSTANT, value=int(np.median(crop.image)))
    return "".join(t.text for line in tesseract.read_lines(framed, 300, tesseract.LINE, engine) for t in line)


def narrower(image: np.ndarray) -> np.ndarray:
    return cv2.resize(image, None, fx=0.88, fy=1, interpolation=cv2.INTER_AREA)


def smoother(image: np.ndarray) -> np.ndarray:
    return cv2.GaussianBlur(cv2.resize(image, None, fx=2, fy=2, interpolation=cv2.INTER_CUBIC), (0, 0), 1.2)


def mended(image: np.ndarray) -> np.ndarray:
    """Gaps of a pixel in strokes closed (dark is low: an opening)."""
    return cv2.morphologyEx(image, cv2.MORPH_OPEN, np.ones((2, 2), np.uint8))


def broader(image: np.ndarray) -> np.ndarray:
    return cv2.GaussianBlur(cv2.erode(image, np.ones((1, 2), np.uint8)), (0, 0), 0.5)
