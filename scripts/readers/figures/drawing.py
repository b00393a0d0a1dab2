"""One sample: a content by lot, drawn in a face by lot, worn, cut out as the page reader cuts, at the network's height."""
from __future__ import annotations

import random
from collections.abc import Iterator

import numpy as np
from PIL import Image, ImageDraw

from pipeline.stages.read.engines.number_frames import framed
from pipeline.stages.read.engines.numbers import classes_of
from scripts.readers.faces import Faces
from scripts.readers.figures import contents
from scripts.readers.wear import worn

_FINE = {150: 3, 200: 3, 300: 2}
"""Times finer than the scan, by its dpi, that figures are drawn."""
_WIDEST = 320


def samples(lot: random.Random, faces: Faces) -> Iterator[tuple[np.ndarray, list[int]]]:
    """Pictures uint8 [HEIGHT, W] as `number_frames.framed` gives them, and the classes of what they say; without end."""
    while True:
        text = contents.text(lot)
        dpi = lot.choices((150, 200, 300), (50, 32, 18))[0]
        points = lot.uniform(7.5, 14.5)
        size = round(points / 72 * dpi * _FINE[dpi])
        fine, box = _drawn(text, faces.draw(lot, size - size % 6), lot)
        if fine is None:
            continue
        page = worn(fine, 1 / _FINE[dpi], lot)
        image = framed((page * 255).astype(np.uint8),
                       _cut([v * page.shape[i % 2 == 0] / fine.shape[i % 2 == 0] for i, v in enumerate(box)],
                            page.shape, lot))
        if image is not None and image.shape[1] <= _WIDEST:
            yield image, classes_of(text)


def _drawn(text: str, font, lot: random.Random) -> tuple[np.ndarray | None, list[float]]:
    """Ink on paper with room around, 0..1, and the box of the ink; neighbours and rulings may stand in the room."""
    track = lot.gauss(0, 0.02) if lot.random() < 0.4 else 0.0
    size = font.size
    left, top, right, bottom = font.getbbox(text)
    room = round(0.7 * size)
    width, height = int(right + abs(track) * size * len(text)) + 2 * room, int(1.3 * size) + 2 * room
    image = Image.new("L", (width, height), 255)
    pen = ImageDraw.Draw(image)
    if track:
        x = float(room)
        for c in text:
            pen.text((x, room), c, fill=0, font=font)
            x += font.getlength(c) + track * size
    else:
        pen.text((room, room), text, fill=0, font=font)
    ink = np.asarray(image, np.float32) / 255
    rows, columns = np.flatnonzero(ink.min(1) < 0.5), np.flatnonzero(ink.min(0) < 0.5)
    if not len(rows) or not len(columns):
        return None, []
    box = [float(columns[0]), float(rows[0]), float(columns[-1] + 1), float(rows[-1] + 1)]
    if lot.random() < 0.3:
        ink = _with_rulings(ink.copy(), box, size, lot)
    if lot.random() < 0.12:
        ink = _with_neighbours(ink.copy(), box, size, font, lot)
    return ink, box


def _with_rulings(ink: np.ndarray, box: list[float], size: float, lot: random.Random) -> np.ndarray:
    """Bits of a table's lines near the figure."""
    x0, top, x1, bottom = box
    for _ in range(lot.randint(1, 3)):
        thick = max(1, round(size * lot.uniform(0.02, 0.06)))
        shade = lot.uniform(0, 0.4)
        if lot.random() < 0.5:
            y = int(lot.choice((top - size * lot.uniform(0.1, 0.3), bottom + size * lot.uniform(0.08, 0.3))))
            a = int(lot.uniform(0, ink.shape[1])) if lot.random() < 0.6 else 0
            ink[max(0, y) : y + thick, a : a + int(lot.uniform(0.2, 1) * ink.shape[1])] = shade
        else:
            x = int(lot.choice((x0 - size * lot.uniform(0.12, 0.35), x1 + size * lot.uniform(0.12, 0.35))))
            a = int(lot.uniform(0, 0.6) * ink.shape[0])
            ink[a : a + int(lot.uniform(0.1, 1) * ink.shape[0]), max(0, x) : x + thick] = shade
    return ink


def _with_neighbours(ink: np.ndarray, box: list[float], size: float, font, lot: random.Random) -> np.ndarray:
    """Letters of the lines above and below that reach into the frame."""
    image = Image.fromarray((ink * 255).astype(np.uint8))
    pen = ImageDraw.Draw(image)
    pen.text((box[0] - size * lot.random(),
              lot.choice((box[1] - size * lot.uniform(1.35, 1.6), box[3] + size * lot.uniform(0.05, 0.2)))),
             lot.choice(("gpqy", "(đ) ạ ợ", "hkl đ", "2.345", "Tổng")), fill=0, font=font)
    return np.asarray(image, np.float32) / 255


def _cut(box: list[float], shape: tuple[int, int], lot: random.Random) -> tuple[float, float, float, float]:
    """The box as a cutter that is misled by specks and lost strokes would find it."""
    x0, top, x1, bottom = box
    high = max(4.0, bottom - top)
    loose = lot.choices((0.03, 0.09, 0.2), (5, 4, 1))[0] * high
    x0, x1 = x0 - lot.gauss(0.03 * high, loose), x1 + lot.gauss(0.03 * high, loose)
    top, bottom = (top - abs(lot.gauss(0, loose)) + 0.03 * high * lot.random(),
                   bottom + abs(lot.gauss(0, loose)) - 0.03 * high * lot.random())
    if lot.random() < 0.15:
        top, bottom = top - lot.uniform(0, 0.4) * high, bottom + lot.uniform(0, 0.4) * high
    return max(0.0, x0), max(0.0, top), min(float(shape[1]), x1), min(float(shape[0]), bottom)
