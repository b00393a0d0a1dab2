"""Drawn print made to look like scans and photocopies: blur, uneven ink, one-bit thresholds, lost and grown strokes, specks, rulings.

Pictures are float32 [H, W], 0 ink to 1 paper. Every effect is drawn by lot, strength included, so that the reader sees all between a
clean 300 dpi page and a copy of a copy at 150 dpi.
"""
from __future__ import annotations

import random

import cv2
import numpy as np


def worn(fine: np.ndarray, scale: float, lot: random.Random, rarity: float = 0.8) -> np.ndarray:
    """`fine` as it comes out of a scanner at `scale` of its size; the higher `rarity`, the rarer are bad copies."""
    dice = np.random.default_rng(lot.getrandbits(32))
    page = _tilted(fine, lot)
    bad = lot.random() ** rarity  # 0 clean .. 1 worst
    if lot.random() < 0.5 * bad:
        page = _copied(page, lot, dice, bad, 1 / scale)
    page = cv2.GaussianBlur(page, (0, 0), lot.uniform(0.25, 0.75 + 0.5 * bad) / scale)
    page = _sampled(page, scale, lot)
    if lot.random() < 0.6:
        page = 1 - (1 - page) * (1 - lot.uniform(0, 0.75 * bad) * _clouds(page.shape, dice, lot.choice((2, 4, 9))))
    page = page + lot.uniform(0.005, 0.03 + 0.13 * bad) * dice.standard_normal(page.shape, np.float32)
    if lot.random() < 0.6:
        page = _one_bit(page, lot, dice, bad)
        if lot.random() < 0.7:
            page = _moved(page, lot)
    else:
        page = np.clip(page, 0, 1) * lot.uniform(0.75, 1) + lot.uniform(-0.1, 0.15)
        if lot.random() < 0.3:
            page = _compressed(page, lot)
    return np.clip(page, 0, 1).astype(np.float32)


def _tilted(page: np.ndarray, lot: random.Random) -> np.ndarray:
    if lot.random() < 0.5:
        return page
    h, w = page.shape
    turn = cv2.getRotationMatrix2D((w / 2, h / 2), lot.gauss(0, 0.5) * min(1.0, 8 * h / w), 1.0)  # a long line is levelled by its own slope
    turn[0, 1] += lot.gauss(0, 0.03)
    return cv2.warpAffine(page, turn, (w, h), flags=cv2.INTER_LINEAR, borderValue=1.0)


def _copied(page: np.ndarray, lot: random.Random, dice: np.random.Generator, bad: float, pixel: float) -> np.ndarray:
    """A generation of copying before the scan: strokes thinned or thickened, ragged edges."""
    soft = cv2.GaussianBlur(page, (0, 0), pixel * lot.uniform(0.2, 0.7))
    pitch = max(1.0, pixel * lot.uniform(0.4, 1.2))
    rough = cv2.resize(dice.standard_normal((max(2, int(page.shape[0] / pitch)), max(2, int(page.shape[1] / pitch))),
                                            np.float32), page.shape[::-1])
    level = lot.uniform(0.5 - 0.25 * bad, 0.5 + 0.25 * bad) + rough * lot.uniform(0, 0.2) * bad
    return (soft > level).astype(np.float32)


def _sampled(page: np.ndarray, scale: float, lot: random.Random) -> np.ndarray:
    """Taken at the scanner's pitch, at a place within a pixel that chance decides."""
    h, w = page.shape
    size = (max(4, round(w * scale * lot.uniform(0.97, 1.03))), max(4, round(h * scale)))
    shifted = np.roll(page, (lot.randrange(0, max(1, int(1 / scale))), lot.randrange(0, max(1, int(1 / scale)))), (0, 1))
    return cv2.resize(shifted, size, interpolation=cv2.INTER_AREA)


def _clouds(shape: tuple[int, int], dice: np.random.Generator, pitch: int) -> np.ndarray:
    """Slow changes 0..1 over the picture."""
    small = dice.random((max(2, shape[0] // pitch), max(2, shape[1] // pitch))).astype(np.float32)
    return cv2.resize(small, (shape[1], shape[0]), interpolation=cv2.INTER_LINEAR)


def _one_bit(page: np.ndarray, lot: random.Random, dice: np.random.Generator, bad: float) -> np.ndarray:
    level = lot.uniform(0.55 - 0.2 * bad, 0.62 + 0.2 * bad)
    ink = page < level
    if lot.random() < 0.5 * bad:  # strokes eaten or grown by a pixel in one direction
        kernel = np.ones(lot.choice(((1, 2), (2, 1), (2, 2))), np.uint8)
        ink = (cv2.dilate if lot.random() < 0.5 else cv2.erode)(ink.astype(np.uint8), kernel) > 0
    if lot.random() < 0.8 * bad:
        ink &= dice.random(page.shape) > lot.uniform(0, 0.16) * bad
    if lot.random() < 0.8 * bad:
        ink |= dice.random(page.shape) < lot.uniform(0, 0.02) * bad
    if lot.random() < 0.4 * bad:
        edge = cv2.morphologyEx(ink.astype(np.uint8), cv2.MORPH_GRADIENT, np.ones((3, 3), np.uint8)) > 0
        ink ^= edge & (dice.random(page.shape) < lot.uniform(0, 0.25) * bad)
    if lot.random() < 0.25 * bad:
        _scratch(ink, lot)
    return 1.0 - ink.astype(np.float32)


def _scratch(ink: np.ndarray, lot: random.Random) -> None:
    """A thin line of lost ink, in place."""
    h, w = ink.shape
    mask = np.zeros((h, w), np.uint8)
    if lot.random() < 0.6:
        y = lot.randrange(h)
        cv2.line(mask, (0, y), (w, y + lot.randint(-2, 2)), 1, 1)
    else:
        x = lot.randrange(w)
        cv2.line(mask, (x, 0), (x + lot.randint(-2, 2), h), 1, 1)
    ink[mask > 0] = False


def _moved(page: np.ndarray, lot: random.Random) -> np.ndarray:
    """Levelled after the scan: pixels fall between pixels."""
    shift = np.array([[1, lot.gauss(0, 0.01), lot.random()], [lot.gauss(0, 0.005), 1, lot.random()]], np.float32)
    return cv2.warpAffine(page, shift, (page.shape[1], page.shape[0]),
                          flags=lot.choice((cv2.INTER_LINEAR, cv2.INTER_CUBIC)), borderValue=1.0)


def _compressed(page: np.ndarray, lot: random.Random) -> np.ndarray:
    done, data = cv2.imencode(".jpg", (np.clip(page, 0, 1) * 255).astype(np.uint8), [cv2.IMWRITE_JPEG_QUALITY, lot.randint(25, 80)])
    return cv2.imdecode(data, cv2.IMREAD_GRAYSCALE).astype(np.float32) / 255 if done else page
