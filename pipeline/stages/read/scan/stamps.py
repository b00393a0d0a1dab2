"""Incoming stamps on a scanned page, taken off before the page is read and read apart.

They are told from the text by their small ruled frame (Nghị định 30/2020/NĐ-CP, Phụ lục IV: ĐẾN, Số, Ngày, Chuyển): on a black and white
scan they are as black as the text.
"""
from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import regex

from pipeline.stages.read.engines import tesseract
from pipeline.stages.read.engines.words import TextLine
from pipeline.stages.read.paper import ink
from pipeline.stages.read.stamp_words import ARRIVED, DETAILS, MAIL
from pipeline.stages.read.vocabulary.compounds import plain

FRAME_WIDTH, FRAME_HEIGHT = (90.0, 280.0), (32.0, 130.0)  # points
EDGE = 5.0  # points: how far from straight the side of a stamp may be
DRAWN = 0.6  # share of a side that must be drawn
LOOK_DPI = 150.0
UPPER = 0.5  # incoming stamps stand in the upper part of the page
RULE = 22.0  # points: longer strokes are rules
LEAST_WORDS = 2  # of the words of an incoming stamp
LETTER = 4.0  # points: lower ink is dots and specks
DASH = 2.5  # points: what is lower, and this wide, is a dash
SPACE = 8.0  # points: the widest space between letters of one line
MARGIN = 6  # pixels of paper around a part that is read
INCOMING = tuple(plain(word) for word in (ARRIVED, *MAIL, *DETAILS))


@dataclass(frozen=True, slots=True)
class Frame:
    """A ruled frame on the page: its box in pixels."""

    x0: int
    top: int
    x1: int
    bottom: int


def frames(gray: np.ndarray, dpi: float) -> list[Frame]:
    """Frames of the size of an incoming stamp in the upper part of a uint8 gray page [H, W]."""
    scale = LOOK_DPI / dpi
    small = ink.mask(cv2.resize(gray[: int(UPPER * gray.shape[0])], None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA))
    point = LOOK_DPI / 72
    edge = round(EDGE * point)
    level, upright = _rules(small, round(RULE * point))
    strokes = cv2.morphologyEx(level | upright, cv2.MORPH_CLOSE, np.ones((edge, edge), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(strokes, connectivity=8)
    found = []
    for k in range(1, count):
        x, y, w, h, _ = stats[k].tolist()
        x0, top, x1, bottom = _box(level, upright, (x, y, x + w, y + h), edge)
        width, height = (x1 - x0) / point, (bottom - top) / point
        if FRAME_WIDTH[0] <= width <= FRAME_WIDTH[1] and FRAME_HEIGHT[0] <= height <= FRAME_HEIGHT[1]:
            if _ruled(labels[top:bottom, x0:x1] == k, edge):
                found.append(Frame(*(round(v / scale) for v in (x0, top, x1, bottom))))
    return found


def _box(level: np.ndarray, upright: np.ndarray, box: tuple[int, int, int, int], edge: int) -> tuple[int, int, int, int]:
    """The box of a frame drawn in to its sides, where these are there: strokes of the text may go on beyond."""
    x0, top, x1, bottom = box
    left, right = _sides(upright[top:bottom, x0:x1].T, edge)
    x0, x1 = x0 + left, x0 + right
    upper, lower = _sides(level[top:bottom, x0:x1], edge)
    upper, lower = upper if upper > edge else 0, lower if bottom - top - lower > edge else bottom - top  # a side may slope
    return x0, top + upper, x1, top + lower


def _sides(strokes: np.ndarray, edge: int) -> tuple[int, int]:
    """First and last + 1 of the rows that strokes [H, W] run along, where they lie near the first and the last of all."""
    near = np.flatnonzero(cv2.dilate(np.ascontiguousarray(strokes), np.ones((edge, 1), np.uint8)).mean(1) >= DRAWN)
    whole = len(strokes)
    if not len(near):
        return 0, whole
    first, last = int(near[0]), int(near[-1]) + 1
    return (first if first < 0.2 * whole else 0), (last if whole - last < 0.2 * whole else whole)


def _rules(marks: np.ndarray, long: int) -> tuple[np.ndarray, np.ndarray]:
    """The level and the upright strokes of ink [H, W] that are at least `long` pixels long, small gaps bridged."""
    level = cv2.morphologyEx(cv2.morphologyEx(marks, cv2.MORPH_CLOSE, np.ones((1, 5), np.uint8)), cv2.MORPH_OPEN,
                             np.ones((1, long), np.uint8))
    upright = cv2.morphologyEx(cv2.morphologyEx(marks, cv2.MORPH_CLOSE, np.ones((5, 1), np.uint8)), cv2.MORPH_OPEN,
                               np.ones((long, 1), np.uint8))
    return level, upright


def _ruled(own: np.ndarray, edge: int) -> bool:
    """Whether strokes [H, W] are a frame: at least three of its four sides are drawn."""
    sides = (own[:edge].any(0).mean(), own[-edge:].any(0).mean(), own[:, :edge].any(1).mean(), own[:, -edge:].any(1).mean())
    return sum(side >= DRAWN for side in sides) >= 3


def without_rules(part: np.ndarray, dpi: float) -> tuple[np.ndarray, np.ndarray]:
    """Ink [H, W] less its long strokes, letters that these crossed mended; and the strokes."""
    long = max(8, round(RULE * dpi / 72))
    level, upright = _rules(part, long)
    rules = cv2.dilate(level | upright, np.ones((3, 3), np.uint8))
    left = part & (1 - rules)
    thick = max(3, round(1.6 * dpi / 72)) | 1
    mended = cv2.morphologyEx(left, cv2.MORPH_CLOSE, np.ones((2 * thick + 1, 1), np.uint8)) & part
    return left | (mended & rules), rules


def lifted(gray: np.ndarray, dpi: float) -> tuple[np.ndarray, list[TextLine]]:
    """A uint8 gray page [H, W] without the incoming stamps in ruled frames, and their lines in pixels of the page.

    A frame is a stamp only where the words of an incoming stamp are read in it; words of the page that its edge strikes stay.
    """
    lines: list[TextLine] = []
    found = frames(gray, dpi)
    marks = ink.mask(gray) if found else gray
    for frame in found:
        reach = round(30 * dpi / 72)
        y0, y1, x0, x1 = max(0, frame.top - reach), frame.bottom + reach, max(0, frame.x0 - reach), frame.x1 + reach
        letters, _ = without_rules(np.ascontiguousarray(marks[y0:y1, x0:x1]), dpi)
        paper = int(np.median(gray[::16, ::16]))
        inner = np.zeros_like(letters)
        inner[frame.top - y0 : frame.bottom - y0, frame.x0 - x0 : frame.x1 - x0] = 1
        count, labels, stats, _ = cv2.connectedComponentsWithStats(letters, connectivity=8)
        held = np.array([bool(n and inner[y : y + h, x : x + w].all()) for n, (x, y, w, h) in enumerate(stats[:count, :4].tolist())])
        held = _not_running_in(held, stats, dpi)
        own = held[labels] & (letters > 0)
        read = _read(np.where(own, 0, 255).astype(np.uint8), dpi)
        if _incoming(read) < LEAST_WORDS:
            continue
        part = gray[y0:y1, x0:x1]
        kept = cv2.dilate(((letters > 0) & ~own).astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
        part[(inner > 0) & ~kept] = paper
        lines += [tuple(t.moved(1.0, x0, y0) for t in line) for line in read]
    return gray, lines


def _not_running_in(held: np.ndarray, stats: np.ndarray, dpi: float) -> np.ndarray:
    """`held` (which components stand in the frame) less the letters of a line of the page that runs into the frame."""
    point = dpi / 72
    left, top, width, height = stats[:, :4].T
    right, bottom = left + width, top + height
    letters = (height >= LETTER * point) & (height < 3 * LETTER * point) | (width >= DASH * point) & (height < LETTER * point)
    letters[0] = False
    held, edge = held.copy(), list(np.flatnonzero(letters & ~held))
    while edge:
        k = edge.pop()
        beside = (left - right[k] < SPACE * point) & (left[k] - right < SPACE * point)
        level = np.minimum(bottom, bottom[k]) - np.maximum(top, top[k]) > 0.6 * np.minimum(height, height[k])
        joined = np.flatnonzero(held & letters & beside & level & (np.abs(bottom - bottom[k]) < LETTER * point))
        held[joined] = False
        edge += list(joined)
    return held


def _read(part: np.ndarray, dpi: float) -> list[TextLine]:
    framed = cv2.copyMakeBorder(part, MARGIN, MARGIN, MARGIN, MARGIN, cv2.BORDER_CONSTANT, value=255)
    lines = tesseract.read_lines(framed, dpi, tesseract.SPARSE)
    return [tuple(t.moved(1.0, -MARGIN, -MARGIN) for t in line) for line in lines if any(c.isalnum() for t in line for c in t.text)]


def _incoming(lines: list[TextLine]) -> int:
    """How many of the words of an incoming stamp are among the lines."""
    words = {regex.sub(r"[^a-z]", "", plain(t.text)) for line in lines for t in line}
    text = " ".join(regex.sub(r"[^a-z ]", "", plain(" ".join(t.text for t in line))) for line in lines)
    return sum(word in words or " " in word and word in text for word in INCOMING)
