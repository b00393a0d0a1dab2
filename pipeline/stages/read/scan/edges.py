"""Dark edges of a scan (the lid, a thumb, a fold) that lie against print: taken off without it, and what they lie over is told.

What is dark and larger than a letter in all directions is no print; what hangs on it, is as high as a letter and stands beside
other letters is.
"""
from __future__ import annotations

from dataclasses import dataclass, replace

import cv2
import numpy as np

from pipeline.stages.read.engines.words import TextLine, Token
from pipeline.stages.read.paper import ink, upright
from pipeline.stages.read.weighing import witness

LEAST = 5.0  # points of the page's edge that are dark, at least
OUT = 1.5  # points that a piece of print reaches out of the dark, at least: a ragged edge does not
LETTER = (3.0, 16.0)  # points: height of a piece of print that hangs on the dark
WORD = 72.0  # points: and its width, its letters run together
BESIDE = 6.0  # points: print goes on within this distance
NEAR = 1.5  # points: a word so near to the dark may go on under it
FRAME = 3  # pixels: the page's outermost, where a dark edge is looked for


@dataclass(frozen=True, slots=True)
class Dark:
    """A page `seen` without what is dark at its edges, uint8 [H, W], and that, uint8 [H, W], 1 where it is dark (None: nowhere)."""

    seen: np.ndarray
    mask: np.ndarray | None = None


def without(gray: np.ndarray, dpi: float) -> Dark:
    """A uint8 gray page [H, W] without the dark that touches its edges; the print that hangs on it stays."""
    paper = ink.middle(np.ascontiguousarray(gray[::4, ::4]))
    sides = (gray[:FRAME], gray[-FRAME:], gray[:, :FRAME], gray[:, -FRAME:])
    if all(np.count_nonzero(side < paper - 60) <= LEAST * dpi / 72 * FRAME for side in sides):
        return Dark(gray)
    marks, point = ink.mask(gray), dpi / 72
    body = _at_edge(_thick(marks, round(LETTER[1] * point)))
    if not body.any():
        return Dark(gray)
    hanging = _hanging(marks, body, point)
    gone = cv2.dilate(body, np.ones((3, 3), np.uint8)) | hanging
    return Dark(np.where(gone > 0, np.uint8(paper), gray), body)


def _thick(marks: np.ndarray, size: int) -> np.ndarray:
    """The ink uint8 [H, W] that is wider than `size` in all directions, what the page's edge cuts off counted as well."""
    framed = cv2.copyMakeBorder(marks, size, size, size, size, cv2.BORDER_REPLICATE)
    found = cv2.morphologyEx(framed, cv2.MORPH_OPEN, np.ones((size, size), np.uint8))
    return np.ascontiguousarray(found[size:-size, size:-size])


def _at_edge(mask: np.ndarray) -> np.ndarray:
    """The components of a mask uint8 [H, W] that touch its edges."""
    labels, boxes = ink.pieces(mask)
    touching = ink.at_edge(boxes, mask.shape)
    touching[0] = False
    return touching.astype(np.uint8)[labels]


def _hanging(marks: np.ndarray, body: np.ndarray, point: float) -> np.ndarray:
    """The ink uint8 [H, W] that hangs on the dark body and is no print; `point` in pixels."""
    rest = marks & (1 - body)
    labels, boxes = ink.pieces(rest)
    touching = np.unique(labels[(cv2.dilate(body, np.ones((3, 3), np.uint8)) > 0) & (rest > 0)])
    far = cv2.distanceTransform(1 - body, cv2.DIST_L2, 3)
    high = boxes[:, 3]
    sized = (LETTER[0] * point <= high) & (high <= LETTER[1] * point)
    beside = sized.copy()  # dust is no letter beside it
    beside[[0, *touching]] = False
    apart = beside[labels]
    out = []
    for k in touching[touching > 0].tolist():
        x, y, w, h = boxes[k].tolist()
        own = labels[y : y + h, x : x + w] == k
        reach = round(BESIDE * point)
        level = apart[y : y + h, max(0, x - reach) : x + w + reach].any()
        letter = sized[k] and w <= WORD * point
        if not (letter and level and far[y : y + h, x : x + w][own].max() >= OUT * point):
            out.append(k)
    return np.isin(labels, out).astype(np.uint8)


def doubted(lines: list[TextLine], dark: np.ndarray | None, to_level: np.ndarray, dpi: float) -> list[TextLine]:
    """The lines of the level page, words that may go on under the `dark` of the page (mapped to it by the 2x3 `to_level`) no longer
    trusted; a scrap in its place is no line and becomes empty."""
    if dark is None:
        return lines
    level, near = upright.level(dark, to_level), round(NEAR * dpi / 72)
    seen = [[_meets(t, level, near) for t in line] for line in lines]
    return [() if all(met) and witness.is_scrap(line)
            else tuple(_doubted(t) if m else t for t, m in zip(line, met)) for line, met in zip(lines, seen)]


def _meets(token: Token, dark: np.ndarray, near: int) -> bool:
    top, x0 = max(0, round(token.top)), max(0, round(token.x0) - near)
    return bool(dark[top : round(token.bottom) + near, x0 : round(token.x1) + near].any())


def _doubted(token: Token) -> Token:
    return replace(token, confidence=min(token.confidence, witness.DOUBTFUL))
