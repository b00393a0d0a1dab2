"""One sample: a line by lot, drawn in a face by lot, worn, cut to its band as the page reader cuts, at the network's height."""
from __future__ import annotations

import random
from collections.abc import Iterator

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from pipeline.stages.read.engines.line_frames import framed
from pipeline.stages.read.engines.lines import classes_of
from pipeline.stages.read.weighing import strips
from scripts.readers.faces import Faces
from scripts.readers.lines import contents
from scripts.readers.wear import worn

LETTERS = "ẤắỵựĐđỔƠ"
"""A face for lines has these at least."""
_FINE = {150: 2.0, 200: 1.6, 300: 1.35}
"""Times finer than the scan, by its dpi, that lines are drawn."""
_WIDEST = 1440
_RARITY = 1.4
_COARSE_BLUR = 0.7
_WEARS = 2
"""Samples made of one drawing, which costs more than to wear it."""
Span = tuple[float, float]
Sample = tuple[np.ndarray, list[int]]


def samples(lot: random.Random, faces: Faces) -> Iterator[Sample]:
    """Pictures uint8 [HEIGHT, W] as `line_frames.framed` gives them, and the classes of what they say; without end."""
    while True:
        text = contents.text(lot)
        dpi = lot.choices((150, 200, 300), (55, 30, 15))[0]
        size = round(lot.choices((lot.uniform(11, 14.5), lot.uniform(7.5, 11)), (3, 1))[0] / 72 * dpi * _FINE[dpi])
        font = faces.draw(lot, size - size % 6, text)
        if font is None or not text:
            continue
        fine, box, band = _drawn(text, font, lot)
        for _ in range(_WEARS):
            page = worn(fine, 1 / _FINE[dpi], lot, _RARITY)
            across, down = page.shape[1] / fine.shape[1], page.shape[0] / fine.shape[0]
            strip = _cut((page * 255).astype(np.uint8), (box[0] * across, box[1] * across), (band[0] * down, band[1] * down), dpi, lot)
            image = framed(strip)
            if image is not None and image.shape[1] <= _WIDEST:
                yield image, classes_of(text)


def _drawn(text: str, font: ImageFont.FreeTypeFont, lot: random.Random) -> tuple[np.ndarray, Span, Span]:
    """Ink on paper with room around, 0..1; from where to where the line goes, and the rows of its band."""
    size = font.size
    track = lot.gauss(0, 0.02) * size if lot.random() < 0.3 else 0.0
    space = font.getlength(" ") * lot.choices((1.0, lot.uniform(0.75, 1.0), lot.uniform(1.0, 2.4)), (3, 2, 5))[0]
    room = round(0.8 * size)
    width = int(sum(font.getlength(word) + abs(track) * len(word) + space for word in text.split())) + 2 * room
    image = Image.new("L", (width, round(1.4 * size) + 2 * room), 255)
    pen, base = ImageDraw.Draw(image), room + size
    x = _written(pen, text, font, (room, base), space, track)
    ink = np.asarray(image)
    rows = np.flatnonzero(ink.min(1) < 128)
    if lot.random() < 0.3:
        _with_neighbours(pen, font, (room, base), lot)
    if lot.random() < 0.1:
        _with_rule(pen, font, (room, x, base), lot)
    band = _band(text, font, base, (float(rows[0]), float(rows[-1] + 1)) if len(rows) else (base - size, base), lot)
    return np.asarray(image, np.float32) / 255, (room, x), band


def _written(pen: ImageDraw.ImageDraw, text: str, font: ImageFont.FreeTypeFont, at: Span, space: float, track: float) -> float:
    """The words of `text` one after another from `at` (left, base line); where they end."""
    x, base = at
    for word in text.split():
        for piece in word if track else (word,):
            pen.text((x, base), piece, fill=0, font=font, anchor="ls")
            x += font.getlength(piece) + track
        x += space
    return x - space


def _with_neighbours(pen: ImageDraw.ImageDraw, font: ImageFont.FreeTypeFont, at: Span, lot: random.Random) -> None:
    """Parts of the lines above and below that may reach into the band."""
    pitch = font.size * lot.uniform(1.1, 1.5)
    for line in lot.choice(((-1,), (1,), (-1, 1))):
        words = " ".join(contents.text(lot) for _ in range(2))
        pen.text((at[0] - font.size * lot.random(), at[1] + line * pitch), words, fill=0, font=font, anchor="ls")


def _with_rule(pen: ImageDraw.ImageDraw, font: ImageFont.FreeTypeFont, line: tuple[float, float, float], lot: random.Random) -> None:
    """A rule under the line or a table's border beside it."""
    x0, x1, base = line
    thick = max(1, round(font.size * lot.uniform(0.03, 0.07)))
    if lot.random() < 0.6:
        y = base + font.size * lot.uniform(0.12, 0.32)
        pen.line((x0, y, x0 + (x1 - x0) * lot.uniform(0.3, 1), y), fill=lot.randint(0, 90), width=thick)
    else:
        x = lot.choice((x0 - font.size * lot.uniform(0.1, 0.3), x1 + font.size * lot.uniform(0.1, 0.3)))
        pen.line((x, 0, x, 3 * font.size), fill=lot.randint(0, 90), width=thick)


def _band(text: str, font: ImageFont.FreeTypeFont, base: float, ink: Span, lot: random.Random) -> Span:
    """Rows as `weighing.strips.bands` finds them: the line's ink and a margin, no farther than marks reach from its x-height."""
    top, bottom = ink
    loose = 0.4 if lot.random() < 0.08 else 0.2
    high = max(bottom - top, 0.5 * font.size)
    middle = (top + bottom) / 2
    top, bottom = middle - high * (0.5 + lot.uniform(0.02, loose)), middle + high * (0.5 + lot.uniform(0.02, loose))
    if any(c.islower() for c in text) and lot.random() < 0.8:
        core = -font.getbbox("x", anchor="ls")[1] * lot.uniform(0.9, 1.1)
        top = max(top, base - core * (1 + strips.MARKS_ABOVE))
        bottom = min(bottom, base + core * strips.MARKS_BELOW)
    return top, bottom


def _cut(page: np.ndarray, line: Span, band: Span, dpi: int, lot: random.Random) -> np.ndarray:
    """The band cut out and scaled as the page reader does it, or cut out alone."""
    (x0, x1), (top, bottom) = line, band
    high = bottom - top
    sides = [high * (strips.SIDES + lot.gauss(0, 0.05)) if lot.random() < 0.7 else high * lot.uniform(0.02, 0.5) for _ in range(2)]
    if dpi == 150 and lot.random() < 0.8:
        page = cv2.GaussianBlur(page, (0, 0), _COARSE_BLUR)
    if lot.random() < 0.25:
        tall = round(high) + 1
    else:
        tall = strips.COARSE_HEIGHT if dpi == 150 else strips.STRIP_HEIGHT
    scale = tall / high
    left = x0 - sides[0]
    matrix = np.array([[1 / scale, 0, left], [0, 1 / scale, top]])
    size = (max(4, round((x1 + sides[1] - left) * scale)), tall)
    flags = (cv2.INTER_CUBIC if scale > 1 else cv2.INTER_LINEAR) | cv2.WARP_INVERSE_MAP
    return cv2.warpAffine(page, matrix, size, flags=flags, borderMode=cv2.BORDER_CONSTANT, borderValue=int(np.median(page[::8, ::8])))
