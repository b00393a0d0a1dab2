"""What is written in red alone on a scanned page: seals, urgency marks and stamps, and what of it is the document's own.

Seals, name stamps and urgency marks are red (Nghị định 30/2020/NĐ-CP, Điều 33, khoản 1); a title or a number may be printed or stamped in
red as well.
"""
from __future__ import annotations

import math
from collections.abc import Sequence

import cv2
import numpy as np
import regex

from pipeline.stages.read.engines import tesseract, trueocr
from pipeline.stages.read.engines.words import TextLine, Token, extent
from pipeline.stages.read.paper import upright
from pipeline.stages.read.scan import closing
from pipeline.stages.read.stamp_words import URGENCY
from pipeline.stages.read.vocabulary.compounds import plain
from pipeline.stages.read.weighing import witness

UPPER = 0.5  # urgency marks stand in the upper part of the page
SURE = 0.5
NAME_WORDS = 6  # of a line that can be a name and no more
PADS = (0.25, 0.15, 0.4)  # shares of its height around a line in which names are read
REACH = 13  # points: the words of a mark stand nearer to each other
AROUND = (140.0, 62.0)  # points: how far beside and above a line the ring or frame around it is looked for
MARGIN = 24  # pixels of paper around the ink in which lines are looked for
INKED = 200  # gray levels: darker pixels of a layer of one colour are its ink
MARK_SIZE = (40.0, 240.0)  # points: the longer side of an urgency mark


def read(layer: np.ndarray, dpi: float, written: Sequence[TextLine] = ()) -> tuple[list[TextLine], list[TextLine]]:
    """What is written in red, `layer` uint8 gray [H, W] with all other ink taken off: lines of the document (a name stamped under a
    signature, a title printed in red), and lines of stamps. Boxes in pixels of the layer.

    A line is a stamp's where red ink stands all around it, or where a line `written` in the page's own ink lies under it.
    """
    own: list[TextLine] = []
    stamps = urgency(layer, dpi)
    marks, urgent = layer < INKED, list(stamps)
    for found in _found(layer, marks):
        line = _line(layer, found, PADS[0])
        if named := closing.names([line, *(_line(layer, found, pad) for pad in PADS[1:])]) if len(line) <= NAME_WORDS else []:
            own += named
        elif witness.plausible(line) and witness.sureness(line) >= SURE and not any(_over(line, mark) for mark in urgent):
            stamped = (witness.is_scrap(line) or _surrounded(marks, extent(line), dpi)
                       or any(_over(line, other) for other in written))
            (stamps if stamped else own).append(line)
    return own, stamps


def _found(layer: np.ndarray, marks: np.ndarray) -> list[trueocr.Found]:
    """The lines of a layer, looked for where there is ink `marks` bool [H, W], as finely as on a whole page."""
    rows, columns = np.flatnonzero(marks.any(1)), np.flatnonzero(marks.any(0))
    if not len(rows):
        return []
    top, x0 = max(0, int(rows[0]) - MARGIN), max(0, int(columns[0]) - MARGIN)
    part = layer[top : int(rows[-1]) + MARGIN, x0 : int(columns[-1]) + MARGIN]
    found = trueocr.find_lines(part, most=trueocr.DETECTOR_SIDE / max(layer.shape))
    return [trueocr.Found(f.x0 + x0, f.top + top, f.x1 + x0, f.bottom + top, f.score) for f in found]


def _line(layer: np.ndarray, found: trueocr.Found, share: float) -> TextLine:
    """A line of a layer as Tesseract reads it with a `share` of its height around it."""
    pad = max(2, round(share * found.height))
    y0, x0 = max(0, int(found.top) - pad), max(0, int(found.x0) - pad)
    part = layer[y0 : int(found.bottom) + pad, x0 : int(found.x1) + pad]
    scale = 48 / max(1.0, found.height)
    big = cv2.resize(part, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC if scale > 1 else cv2.INTER_AREA)
    return tuple(t.moved(1 / scale, x0, y0) for line in tesseract.read_lines(big, 300.0, tesseract.LINE) for t in line)


def _surrounded(marks: np.ndarray, box: tuple[float, float, float, float], dpi: float) -> bool:
    """Whether there is ink on all four sides of a line, as in the ring of a seal or the frame of a stamp; `marks` bool [H, W]."""
    x0, top, x1, bottom = (max(0, round(v)) for v in box)
    across, down = (round(reach * dpi / 72) for reach in AROUND)
    edge = round(0.3 * (bottom - top))
    sides = (marks[top:bottom, max(0, x0 - across) : max(0, x0 - edge)], marks[top:bottom, x1 + edge : x1 + across],
             marks[max(0, top - down) : max(0, top - edge), x0:x1], marks[bottom + edge : bottom + down, x0:x1])
    return all(side.any() for side in sides)


def _over(one: TextLine, two: TextLine) -> bool:
    """Whether two lines lie on one another."""
    a, b = extent(one), extent(two)
    return min(a[2], b[2]) > max(a[0], b[0]) and min(a[3], b[3]) > max(a[1], b[1])


def urgency(layer: np.ndarray, dpi: float) -> list[TextLine]:
    """Urgency and secrecy marks, at whatever angle they were stamped: only their own few words are recognised."""
    point = dpi / 72
    marks = (layer < INKED).astype(np.uint8)
    scale = 72 / dpi
    small = (cv2.resize(marks * np.uint8(255), None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA) > 30).astype(np.uint8)
    grown = cv2.dilate(small, np.ones((REACH, REACH), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(grown, connectivity=8)
    found = []
    for k in range(1, count):
        x, y, w, h, _ = stats[k].tolist()
        if not MARK_SIZE[0] <= max(w, h) <= MARK_SIZE[1] or y > UPPER * small.shape[0]:
            continue
        ys, xs = np.nonzero((labels == k) & (small > 0))
        if len(xs) < 30:
            continue
        (cx, cy), (across, down), angle = cv2.minAreaRect(np.column_stack([xs, ys]).astype(np.float32))
        if across < down:
            angle += 90
        angle = (angle + 90) % 180 - 90
        if word := _urgent(layer, (cx * point, cy * point), angle, max(across, down) * point, min(across, down) * point):
            found.append((Token(word, x * point, y * point, (x + w) * point, (y + h) * point, SURE),))
    return found


def _urgent(layer: np.ndarray, middle: tuple[float, float], angle: float, length: float, thick: float) -> str | None:
    part = _straight(layer, middle, angle, length, thick)
    marks = (part < INKED).astype(np.uint8)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(marks, connectivity=8)
    outline = np.flatnonzero(stats[:, 2] > 0.45 * part.shape[1])[1:]  # the arrow or box around the words
    if len(outline):
        part[cv2.dilate(np.isin(labels, outline).astype(np.uint8), np.ones((5, 5), np.uint8)) > 0] = 255
    else:  # bare words: their own rows are a better guide than the box around them
        slope = upright.best_slope(marks, 0.2, 0.01, 16)
        part = _straight(layer, middle, angle + math.degrees(math.atan(slope)), length, 1.5 * thick)
    text = " ".join(t.text for line in tesseract.read_lines(part, 300.0, tesseract.LINE) for t in line)
    letters = regex.sub(r"[^A-Z]", "", plain(text).upper())
    for mark in URGENCY:
        if regex.sub(r"[^A-Z]", "", plain(mark).upper()) in letters:
            return mark
    return None


def _straight(layer: np.ndarray, middle: tuple[float, float], angle: float, length: float, thick: float) -> np.ndarray:
    """The part of a layer around `middle` that is level when the page is turned by `angle` degrees, `length` by `thick` pixels."""
    width, height = int(length) + 20, int(thick) + 20
    turn = cv2.getRotationMatrix2D(middle, angle, 1.0)
    turn[:, 2] += np.array([width / 2, height / 2]) - middle
    return cv2.warpAffine(layer, turn, (width, height), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT, borderValue=255)
