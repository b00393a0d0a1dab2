"""Show-through: the print of a sheet's other side, which a scanner sees through thin paper as pale mirrored letters.

Print and what shines through it differ by how dark they are: every letter of a page's own print has some pixel nearly as dark as the
rest of it, no letter from behind has. Pale letters are taken off before the page is read, unless they can be read: a page may be
printed in two shades, and what shines through it may stand beside its pale print.
"""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import cv2
import numpy as np

from normalizers.syllables import is_syllable
from pipeline.stages.read.engines import lines, trueocr
from pipeline.stages.read.engines.lines import LineReading, LineWord
from pipeline.stages.read.paper import ink

LEAST_DEPTH = 16  # gray levels under the paper around it from which a pixel is ink at all
DARK = 0.4  # share of the print's depth that some pixel of every letter of it reaches
VALLEY = (0.75, 1.25)  # of that share: letters from behind stay below it, print above it, and few letters between
CLEAR = 0.7  # share of the letters below the valley's upper edge that are below its lower one
PRINT_DEPTH = 100  # of print: a page whose letters are all paler is read only if they can be read
LETTER = (3.5, 14.0)  # points: height of a letter
FEW = 8  # pale letters: so many are there by chance
EDGE = 3.5  # points around dark ink that belong to it: marks and strokes of its letters may be faint
PIECE = (2.0, 30.0)  # points: smaller pieces are the paper's grain, longer ones, lower than a letter, rules, which may be pale
TRIED = 8  # lines that tell whether pale letters can be read
WORDS, SURE = 3, 0.8  # words that tell what a line is, and mean chance of its characters from which it is print by itself
READ = 0.75  # mean chance of their characters from which they can


def without(gray: np.ndarray, dpi: float) -> np.ndarray:
    """The uint8 gray page [H, W] with what shines through it turned to paper; the page itself where nothing does."""
    half = cv2.resize(gray, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    depth = cv2.subtract(ink.paper(half, dpi / 2), half)
    dark = _dark(depth)
    if not _has_pale_letters(depth, dark, dpi / 2):
        return gray
    pale, paper = _pale(depth, dark, dpi / 2), ink.paper(gray, dpi)
    layer = np.where(pale, 255 - depth, 255).astype(np.uint8)
    tried = _readings(layer, gray, _densest(layer))
    words = [word for _, reading in tried for word in reading.words]
    if _reads(words, READ) and not any(_mirrored(reading) for _, reading in tried):
        return gray
    gone = cv2.resize(pale.astype(np.uint8), gray.shape[::-1], interpolation=cv2.INTER_NEAREST) > 0
    if any(len(reading.words) >= WORDS and _reads(reading.words, SURE) for _, reading in tried):  # pale print beside it
        for (top, bottom, x0, x1), reading in _readings(layer, gray, trueocr.find_lines(layer)):
            gone[top:bottom, x0:x1] &= _mirrored(reading)
    return np.where(gone, paper, gray)


def _dark(depth: np.ndarray) -> float:
    """The depth from which a pixel is the page's own print; of a page without any print as dark as that, more than any has."""
    inked = depth[depth >= LEAST_DEPTH]
    print_depth = float(np.percentile(inked, 97)) if len(inked) else 0.0
    return DARK * print_depth if print_depth >= PRINT_DEPTH else 256.0


def _has_pale_letters(depth: np.ndarray, dark: float, dpi: float) -> bool:
    """Whether there are letters without a dark pixel on the page, and few that are neither dark nor pale."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats((depth >= LEAST_DEPTH).astype(np.uint8), connectivity=8)
    point, (width, height) = dpi / 72, (stats[:, 2], stats[:, 3])
    letters = (height >= LETTER[0] * point) & (height < LETTER[1] * point) & (width >= 2 * point) & (width < LETTER[1] * point)
    letters[0] = False
    below = []
    for share in VALLEY:
        pale = letters.copy()
        pale[labels[depth >= share * dark]] = False
        below.append(int(pale.sum()))
    return below[0] >= max(FEW, CLEAR * below[1])


def _pale(depth: np.ndarray, dark: float, dpi: float) -> np.ndarray:
    """Which pixels are ink, but neither dark nor beside dark ones nor grain nor part of a rule; bool [H, W]."""
    point = dpi / 72
    reach = 2 * round(EDGE * point) + 1
    own = cv2.dilate((depth >= dark).astype(np.uint8), np.ones((reach, reach), np.uint8))
    weak = ((depth >= LEAST_DEPTH) & (own == 0)).astype(np.uint8)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(weak, connectivity=8)
    longer, shorter = np.maximum(stats[:, 2], stats[:, 3]), np.minimum(stats[:, 2], stats[:, 3])
    kept = (longer < PIECE[0] * point) | ((longer > PIECE[1] * point) & (shorter < LETTER[0] * point))
    kept[0] = True
    edge = 2 * round(0.5 * point) + 1
    return (cv2.dilate((~kept)[labels].astype(np.uint8), np.ones((edge, edge), np.uint8)) > 0) & (own == 0)


def _densest(layer: np.ndarray) -> list[trueocr.Found]:
    """The longest lines of the third of a layer uint8 [H, W] with the most ink."""
    window = len(layer) // 3
    rows = (layer < 255).sum(1, dtype=np.int64)
    start = int(np.convolve(rows, np.ones(window, np.int64), "valid").argmax())
    found = sorted(trueocr.find_lines(layer[start : start + window]), key=lambda line: line.x0 - line.x1)[:TRIED]
    return [replace(line, top=line.top + start, bottom=line.bottom + start) for line in found]


def _readings(layer: np.ndarray, gray: np.ndarray, found: list[trueocr.Found]) -> list[tuple[tuple[int, int, int, int], LineReading]]:
    """(top, bottom, x0, x1) on the page `gray` of lines found on a `layer` of half its size, and what stands there."""
    boxes = [(2 * int(line.top), 2 * int(line.bottom) + 2, 2 * int(line.x0), 2 * int(line.x1) + 2) for line in found]
    return list(zip(boxes, lines.read([gray[top:bottom, x0:x1] for top, bottom, x0, x1 in boxes])))


def _mirrored(reading: LineReading) -> bool:
    """Whether several words stand in a line, and they are none: print from behind is read from its end."""
    return len(reading.words) >= WORDS and not _reads(reading.words, SURE)


def _reads(words: Sequence[LineWord], least: float) -> bool:
    """Whether words are print that can be read: `least` the mean chance of their characters, more than half of them syllables."""
    chances = [chance for word in words for chance in word.chances]
    syllables = sum(is_syllable(word.text.strip(".,;:")) for word in words)
    return bool(chances) and sum(chances) >= least * len(chances) and 2 * syllables > len(words)
