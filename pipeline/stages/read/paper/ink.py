"""The ink of a scanned page: how much there is, and what of it is no text.

Images are uint8 arrays, 0 = black: gray [H, W] or RGB [H, W, 3].
"""
from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

SPECK_POINTS = 2.4  # ink smaller than this in both directions and alone is dust
NEAR_POINTS = 4.8  # alone: nothing larger within this distance
RED_STEP = 40  # how much redder than green and blue a pixel of a stamp is
LEAST_RED = 20  # pixels of a sixteenth of the page from which a page has a stamp
RED_HUE = 14  # OpenCV's half degrees on both sides of red
RED_SATURATION = 70
TWO_VALUES = 0.995  # share of the pixels with one of the two commonest values from which a page is bilevel
BLACK_VALUE = 95  # darker than this is print
DARK_PAPER = 100  # a page whose middle is darker than this may be a negative
STROKE = 10.0  # points: strokes are narrower, the light of a page changes more slowly
SHADED, UNLIT = 0.75, 0.3  # shares of the page's light: a shadow lies below the first, what is no paper at all below the second
LEAST_SHADE = 0.03  # share of the page that a shadow takes
LIGHT_SHEET = 8.0  # points: what is light and wider in all directions is paper and no stroke


def positive(image: np.ndarray, dpi: float) -> np.ndarray:
    """The page, gray or RGB, dark on light: a negative (a microfilm's print) turned round, any other as it is.

    A light sheet on a dark ground is none: on a negative nothing that is light is wider than a stroke.
    """
    gray = image if image.ndim == 2 else image[:, :, 1]
    small = np.ascontiguousarray(gray[::2, ::2])
    if middle(small) >= DARK_PAPER:
        return image
    reach = max(3, round(LIGHT_SHEET * dpi / 144))
    light = (small > 128).astype(np.uint8)
    return image if cv2.erode(light, np.ones((reach, reach), np.uint8)).any() or not light.any() else 255 - image


def paper(gray: np.ndarray, dpi: float) -> np.ndarray:
    """What a uint8 gray page [H, W] would be without ink."""
    reach = max(3, round(STROKE * dpi / 72 / 4)) | 1
    small = cv2.resize(gray, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    closed = cv2.blur(cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((reach, reach), np.uint8)), (reach, reach))
    return cv2.resize(closed, gray.shape[::-1], interpolation=cv2.INTER_LINEAR)


def evenly_lit(gray: np.ndarray, dpi: float) -> np.ndarray:
    """A uint8 gray page [H, W] as bright in its shadows as elsewhere; the page itself where no shadow lies on it."""
    small = cv2.resize(gray, None, fx=0.125, fy=0.125, interpolation=cv2.INTER_AREA)
    ground = paper(small, dpi / 8)
    light = float(np.percentile(ground, 95))
    if float(np.mean((ground < SHADED * light) & (ground > UNLIT * light))) < LEAST_SHADE:
        return gray
    ground = paper(gray, dpi)
    lit = cv2.divide(gray, ground, scale=light)
    return np.where(ground > UNLIT * light, lit, gray)


def mask(gray: np.ndarray) -> np.ndarray:
    """uint8 [H, W], 1 where there is ink: darker than the page's own paper by Otsu's threshold, and by a clear step."""
    threshold, _ = cv2.threshold(gray, 0, 1, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)
    return cv2.threshold(gray, min(threshold, middle(gray) - 25), 1, cv2.THRESH_BINARY_INV)[1]


def pieces(ink: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The connected pieces of a mask of ink [H, W]: labels int32 [H, W], 0 for paper, and boxes int64 [N, 4].

    Box k is that of label k: x0, top, width, height; box 0 is the page's. The sides of a piece are found at the ends of its
    rows: OpenCV's own statistics look at every pixel of the paper too, which costs twice as much.
    """
    count, labels = cv2.connectedComponents(ink, connectivity=8)
    height, width = ink.shape
    framed = np.zeros((height, width + 2), np.uint8)
    framed[:, 1:-1] = ink != 0
    starts, ends = np.flatnonzero(framed[:, 1:-1] > framed[:, :-2]), np.flatnonzero(framed[:, 1:-1] > framed[:, 2:])
    own, (rows, x0), x1 = labels.ravel()[starts], np.divmod(starts, width), ends % width
    left, right, top, bottom = np.full(count, width), np.zeros(count, int), np.zeros(count, int), np.zeros(count, int)
    np.minimum.at(left, own, x0)
    np.maximum.at(right, own, x1)
    top[own[::-1]], bottom[own] = rows[::-1], rows  # rows come from top to bottom, and what is written last stays
    boxes = np.stack([left, top, right + 1 - left, bottom + 1 - top], axis=1)
    boxes[0] = 0, 0, width, height
    return labels, boxes


def at_edge(boxes: np.ndarray, shape: tuple[int, ...]) -> np.ndarray:
    """bool [N]: which of `pieces`' boxes touch the sides of a mask of `shape` [H, W]."""
    x0, top, width, height = boxes.T
    return (x0 == 0) | (top == 0) | (x0 + width == shape[1]) | (top + height == shape[0])


def middle(gray: np.ndarray) -> float:
    """The median of uint8 pixels."""
    return percentiles(gray, (50,))[0]


def percentiles(gray: np.ndarray, shares: Sequence[float]) -> list[float]:
    """What `np.percentile` gives of uint8 pixels, from their histogram."""
    reached = np.cumsum(cv2.calcHist([gray], [0], None, [256], [0, 256]).ravel().astype(np.int64))
    places = np.array(shares) * (gray.size - 1) / 100
    low, high = (np.searchsorted(reached, edge(places), side="right") for edge in (np.floor, np.ceil))
    return (low + (high - low) * (places % 1)).tolist()


def bilevel(gray: np.ndarray) -> bool:
    """Whether the page has two values alone, a stamped date's soft edges aside."""
    counts = np.sort(np.bincount(gray.ravel(), minlength=256))
    return int(counts[-2:].sum()) > TWO_VALUES * gray.size


def clean(gray: np.ndarray, dpi: float) -> np.ndarray:
    """The page without dark edges and isolated specks: components of ink that touch the page edge, and small ones far
    from any larger one, become paper."""
    ink = mask(gray)
    labels, boxes = pieces(ink)
    if len(boxes) <= 1:
        return gray
    edge = at_edge(boxes, gray.shape)
    size = boxes[:, 2:].max(axis=1)
    small = size <= max(2, SPECK_POINTS * dpi / 72)
    large = ~small & ~edge
    large[0] = False
    reach = 2 * round(NEAR_POINTS * dpi / 72) + 1
    near = cv2.dilate(np.take(large.astype(np.uint8), labels), np.ones((reach, reach), np.uint8))
    touched = np.zeros(len(boxes), bool)
    touched[labels[(near & ink) > 0]] = True
    drop = edge | (small & ~touched)
    drop[0] = False
    if not drop.any():
        return gray
    dropped = np.take(drop.astype(np.uint8), labels)
    gone = cv2.dilate(dropped, np.ones((3, 3), np.uint8))
    return cv2.copyTo(np.full_like(gray, int(middle(gray))), (gone > ink) | dropped, gray.copy())


def separated(image: np.ndarray) -> tuple[np.ndarray, np.ndarray | None]:
    """Gray [H, W] of a gray or RGB page without its red ink, and that ink alone on white (None: there is none).

    Seals and incoming stamps are red (Nghị định 30/2020/NĐ-CP, Điều 33, khoản 1); text is black, and stays where a stamp lies over it.
    """
    if image.ndim == 2:
        return image, None
    gray = cv2.cvtColor(image, cv2.COLOR_RGB2GRAY)
    red, green, blue = (image[:, :, i] for i in range(3))
    strength = cv2.subtract(red, cv2.max(green, blue))
    if int(np.count_nonzero(strength[::4, ::4] > RED_STEP)) < LEAST_RED:
        return gray, None
    hue, saturation, value = cv2.split(cv2.cvtColor(image, cv2.COLOR_RGB2HSV))
    stamp = ((hue < RED_HUE) | (hue > 180 - RED_HUE)) & (saturation > RED_SATURATION) & (value > BLACK_VALUE)
    spread = cv2.dilate(stamp.astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
    gone = stamp | (spread & (saturation > RED_SATURATION // 2) & (value > BLACK_VALUE))
    alone = np.where(gone, gray, np.uint8(255))
    gray[gone] = int(np.median(gray[::8, ::8]))
    return gray, alone


def share(gray: np.ndarray) -> float:
    """Share of the page that is ink, measured at a quarter of the size so that dust does not count."""
    small = cv2.resize(gray, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    return float(mask(small).mean())
