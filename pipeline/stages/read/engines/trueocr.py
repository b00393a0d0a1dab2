"""The one door to trueocr, whose line finder, orientation model and recogniser come with its wheel.

One thread each; sessions are kept per process. The recogniser's alphabet lacks = ? ! " [ ] and the en dash, and it reads the percent
sign badly: it reads the cells of tables beside others, and raised note marks; lines of text have `engines.lines`.
"""
from __future__ import annotations

import functools
import hashlib
import importlib.metadata
import os
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from pipeline.stages.read.encodings.characters import printed

DETECTOR_SIDE = 1024  # longer side of the image that the line finder sees
SMALL_TEXT = 9.0  # median line height, in the line finder's pixels, under which it looks again at a larger scale
LARGER_SIDE = 1536
QUARTERS = 4  # the orientation model has a fifth class, text in vertical columns, which no Vietnamese document has
SURE_TURN = 0.95


@dataclass(frozen=True, slots=True)
class Found:
    """One line of text that the line finder saw: box in pixels, score 0..1."""

    x0: float
    top: float
    x1: float
    bottom: float
    score: float

    @property
    def height(self) -> float:
        return self.bottom - self.top


def _folder() -> Path:
    import trueocr

    return Path(trueocr.__file__).parent / "models"


@functools.lru_cache(maxsize=1)
def _pages(pid: int):
    from trueocr.page import PageEngine

    return PageEngine(_folder(), threads=1)


@functools.lru_cache(maxsize=1)
def _recogniser(pid: int):
    from trueocr.recognizer import Recognizer

    return Recognizer(_folder(), threads=1)


def quarter_turns(gray: np.ndarray) -> int:
    """How many quarter turns clockwise make a uint8 gray page [H, W] upright; 0 unless the model is sure."""
    from trueocr.page import orient_input

    odds = _pages(os.getpid()).orient.run(None, {"x": orient_input(gray)[None, None]})[0][0][:QUARTERS]
    turns = int(odds.argmax())
    return turns if odds[turns] > SURE_TURN else 0


def find_lines(gray: np.ndarray, most: float = 1.0) -> list[Found]:
    """The lines of text of an upright page or part of one, by their upper edge; never enlarged by more than `most`."""
    boxes = _find(gray, min(DETECTOR_SIDE, max(64, round(most * max(gray.shape)))))
    if (max(gray.shape) > DETECTOR_SIDE and len(boxes) >= 8
        and float(np.median(boxes[:, 3] - boxes[:, 1])) * DETECTOR_SIDE / max(gray.shape) < SMALL_TEXT):
        boxes = _find(gray, LARGER_SIDE)
    height, width = gray.shape
    boxes[:, [0, 2]] = boxes[:, [0, 2]].clip(0, width)
    boxes[:, [1, 3]] = boxes[:, [1, 3]].clip(0, height)
    found = [Found(*(float(v) for v in box[:5])) for box in boxes]
    return sorted((f for f in found if f.x1 - f.x0 > 2 and f.height > 2), key=lambda f: (f.top, f.x0))


def _find(gray: np.ndarray, side: int) -> np.ndarray:
    from trueocr.page import decode_lines, det_input

    seen, scale = det_input(gray, side)
    boxes = decode_lines(_pages(os.getpid()).det.run(None, {"x": seen[None, None]})[0][0])
    boxes[:, :4] /= scale
    return boxes


def read(strips: list[np.ndarray]) -> list[tuple[str, float]]:
    """Text and confidence (0..1, not calibrated) of each strip: one level line of text, uint8 gray, no margins."""
    if not strips:
        return []
    cut = [s if s.shape[0] <= 64
           else cv2.resize(s, None, fx=64 / s.shape[0], fy=64 / s.shape[0], interpolation=cv2.INTER_AREA)
           for s in strips]
    return [(printed(p.text), p.confidence) for p in _recogniser(os.getpid()).predict(cut, batch_size=32)]


@functools.lru_cache(maxsize=1)
def versions() -> dict[str, str]:
    """Version of the package and SHA-256 of the models in its wheel."""
    hashes = {f"trueocr_{p.stem}_sha256": hashlib.sha256(p.read_bytes()).hexdigest() for p in sorted(_folder().glob("*.onnx"))}
    return {"trueocr": importlib.metadata.version("trueocr"), **hashes}
