"""What lies over a signature block and is told by its shape or shade: pen strokes, rules, the rings of a round seal.

The seal covers the left third of the signature, and both reach over office and name (Nghị định 30/2020/NĐ-CP, Phụ lục I, II.8); on a black
and white scan they are as black as the print, on a gray one a red seal is paler.
"""
from __future__ import annotations

import math
from collections.abc import Iterator

import cv2
import numpy as np

from pipeline.stages.read.paper import ink

LENGTH = 13.0  # points: a stroke that is straight for longer than this is seldom of a letter
LONG, THIN = 18.0, 1.5  # points: of a pen's stroke, which may bend a little
ANGLES = 24
RING = (36, 60)  # points: radii of seals
COUNTED = 22  # OpenCV's votes for a circle
LEAST_DEPTH = 16  # gray levels under the paper from which a pixel is ink at all
PALE = (0.35, 0.45)  # shares of the print's depth under which ink is left out; what is darker is drawn out to black


def pictures(part: np.ndarray, dpi: float) -> Iterator[np.ndarray]:
    """A uint8 gray part of a page [H, W]: as it is, if it is gray without pale ink, without thin strokes, without all long ones, and
    without the seal's disc as well."""
    yield part
    if not ink.bilevel(part):
        yield from (darker(part, dpi, share) for share in PALE)
    marks, paper, point = ink.mask(part), np.uint8(np.median(part)), dpi / 72
    near = np.ones((3, 3), np.uint8)
    thick = cv2.dilate(cv2.morphologyEx(marks, cv2.MORPH_OPEN,
                                        cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (round(THIN * point),) * 2)), near)
    thin = long_strokes(cv2.dilate(marks, near), round(LONG * point)) & marks & (1 - thick)
    yield np.where(cv2.dilate(thin, near) > 0, paper, part)
    found = long_strokes(marks, round(LENGTH * point))
    clear = np.where(cv2.dilate(found, near) > 0, paper, part)
    yield clear
    seal = round_seal(found, dpi)
    if seal is not None:
        x, y, radius = seal
        yield cv2.circle(clear.copy(), (round(x), round(y)), round(1.03 * radius), int(paper), -1)


def darker(part: np.ndarray, dpi: float, share: float) -> np.ndarray:
    """The part with ink of less than this share of the print's depth left out, and the rest drawn out from white to black."""
    depth = cv2.subtract(ink.paper(part, dpi), part).astype(np.float32)
    inked = depth[depth >= LEAST_DEPTH]
    print_depth = float(np.percentile(inked, 95)) if len(inked) else 255.0
    return (255 - 235 * np.clip((depth / print_depth - share) / (1 - share), 0, 1)).astype(np.uint8)


def long_strokes(marks: np.ndarray, length: int) -> np.ndarray:
    """The ink uint8 [H, W] that lies in straight strokes of at least `length` pixels, at whatever angle."""
    found = np.zeros_like(marks)
    middle = length // 2
    for k in range(ANGLES):
        dx, dy = (round(middle * f(math.pi * k / ANGLES)) for f in (math.cos, math.sin))
        line = cv2.line(np.zeros((2 * middle + 1,) * 2, np.uint8), (middle - dx, middle - dy), (middle + dx, middle + dy), 1)
        found |= cv2.morphologyEx(marks, cv2.MORPH_OPEN, line)
    return found


def round_seal(strokes: np.ndarray, dpi: float) -> tuple[float, float, float] | None:
    """Middle and radius, in pixels, of the round seal whose rings are among the strokes uint8 [H, W]."""
    scale = 72 / dpi
    small = cv2.resize(strokes * np.uint8(255), None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    circles = cv2.HoughCircles(cv2.GaussianBlur(small, (0, 0), 1), cv2.HOUGH_GRADIENT, 1.0, 40, param1=120,
                               param2=COUNTED, minRadius=RING[0], maxRadius=RING[1])
    return None if circles is None else tuple(float(v) / scale for v in circles[0][0])
