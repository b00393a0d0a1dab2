"""Ink that no line covers: where the line finder saw nothing, something may still be written.

Small print (footnotes) is too small at the scale at which a whole page is looked at; seen by itself it is found.
"""
from __future__ import annotations

import cv2
import numpy as np

from pipeline.stages.read.engines.trueocr import Found, find_lines
from pipeline.stages.read.paper.ink import pieces
from pipeline.stages.read.weighing.strips import Strip

GAP_POINTS = 7.0  # ink closer than this belongs to one region
LEAST_HEIGHT, MOST_HEIGHT = 3.5, 60.0  # points: taller pieces are rules, stamps or drawings
LEAST_WIDTH = 3.5
LINE_HEIGHT = 18.0  # points: a lower region can be one line
RULE = 12.0  # a piece this many times longer than thick is a rule


def uncovered(ink: np.ndarray, strips: list[Strip], dpi: float) -> np.ndarray:
    """The ink [H, W] of a level page outside all strips, without rules and specks."""
    covered = np.zeros(ink.shape, np.uint8)
    for strip in strips:
        cv2.fillConvexPoly(covered, np.rint(strip.outline()).astype(np.int32), 1)
    left = ink & (covered == 0)
    labels, boxes = pieces(left)
    point = dpi / 72
    width, height = boxes[:, 2], boxes[:, 3]
    longer, shorter = np.maximum(width, height), np.minimum(width, height)
    keep = (longer < MOST_HEIGHT * point) & ~((longer > RULE * np.maximum(shorter, 1)) & (longer > 10 * point)) & (longer > 1.2 * point)
    keep[0] = False
    return np.take(keep.astype(np.uint8), labels)


def regions(left: np.ndarray, dpi: float) -> list[tuple[int, int, int, int]]:
    """Boxes (x0, top, x1, bottom) around groups of uncovered ink that are large enough to be words."""
    point = dpi / 72
    reach = max(3, round(GAP_POINTS * point))
    small = cv2.resize(left * np.uint8(255), None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA) > 40
    grown = cv2.morphologyEx(small.astype(np.uint8), cv2.MORPH_CLOSE, np.ones((max(1, reach // 2), reach), np.uint8))
    count, _, stats, _ = cv2.connectedComponentsWithStats(grown, connectivity=8)
    out = []
    for x, y, w, h in (2 * stats[1:count, :4]).tolist():
        amount = int(left[y : y + h, x : x + w].sum())
        if h >= LEAST_HEIGHT * point and w >= LEAST_WIDTH * point and amount > 0.05 * w * h and amount > 6 * point * point:
            out.append((x, y, x + w, y + h))
    return out


def lines_again(page: np.ndarray, boxes: list[tuple[int, int, int, int]], strips: list[Strip], dpi: float) -> list[Found]:
    """What the line finder sees in the given regions of the level page when it looks at each by itself."""
    found: list[Found] = []
    margin = round(6 * dpi / 72)
    for x0, top, x1, bottom in _merged(boxes, margin * 2):
        x0, top = max(0, x0 - margin), max(0, top - margin)
        part = page[top : bottom + margin, x0 : x1 + margin]
        side = max(part.shape)
        padded = np.full((max(part.shape[0], round(side * 0.3)), part.shape[1]), int(np.median(page[::16, ::16])), np.uint8)
        padded[: part.shape[0]] = part
        seen = [Found(f.x0 + x0, f.top + top, f.x1 + x0, min(f.bottom, part.shape[0]) + top, f.score) for f in find_lines(padded, most=1.6)]
        if not seen and part.shape[0] - 2 * margin < LINE_HEIGHT * dpi / 72:  # a lone figure, as a page number is
            seen = [Found(x0 + margin / 2, top + margin / 2, x1 + margin / 2, bottom + margin / 2, 0.0)]
        found += [line for line in seen if not any(_same(line, s) for s in strips)]
    return found


def _same(line: Found, strip: Strip) -> bool:
    """Whether a line lies for the most part inside a strip that was already cut."""
    middle = (line.x0 + line.x1) / 2
    rise = strip.slope * (middle - strip.x_middle)
    high = min(line.bottom, strip.bottom + rise) - max(line.top, strip.top + rise)
    wide = min(line.x1, strip.x1) - max(line.x0, strip.x0)
    return high > 0.55 * line.height and wide > 0.5 * (line.x1 - line.x0)


def _merged(boxes: list[tuple[int, int, int, int]], reach: int) -> list[tuple[int, int, int, int]]:
    """Boxes nearer to each other than `reach` become one."""
    out: list[tuple[int, int, int, int]] = []
    for box in sorted(boxes, key=lambda b: b[1]):
        grown = True
        while grown:
            grown = False
            for other in out:
                if box[0] < other[2] + reach and other[0] < box[2] + reach and box[1] < other[3] + reach and other[1] < box[3] + reach:
                    out.remove(other)
                    box = (min(box[0], other[0]), min(box[1], other[1]), max(box[2], other[2]), max(box[3], other[3]))
                    grown = True
                    break
        out.append(box)
    return out
