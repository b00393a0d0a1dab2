"""The reader of lines: a small network of our own that reads a level line of Vietnamese print, trained on drawn and worn lines alone
(`scripts/readers/lines`).

Beside the text it keeps its lattice, so that it can be asked how likely another reading is, of the line or of a part of it.
"""
from __future__ import annotations

import functools
import hashlib
import math
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from pipeline.stages.read.engines import ctc
from pipeline.stages.read.engines.line_frames import HEIGHT, STRIDE, framed

MODEL = Path(__file__).parent / "data" / "lines.onnx"
ALPHABET = (
    "&1#@'()+,-./023456789:ABCDEFGHIJKLMNOPQRSTUVWXYZ_`abcdefghijklmnopqrstuvwxyz<>ÀÁÂÃÇÈÉÊÌÍÒÓÔÕÙÚÝàáâãçèéêìíòóôõùúýĂăĐđĨĩŨũƠơƯư"
    "ẠạẢảẤấẦầẨẩẪẫẬậẮắẰằẲẳẴẵẶặẸẹẺẻẼẽẾếỀềỂểỄễỆệỈỉỊịỌọỎỏỐốỒồỔổỖỗỘộỚớỜờỞởỠỡỢợỤụỦủỨứỪừỬửỮữỰựỲỳỴỵỶỷỸỹ’“”;*$% "
    "=?!\"[]–≥≤°²³½•‘×±→§\ufffd")
"""Class k + 1 of the network is ALPHABET[k]; class 0 is CTC's blank. The last is any character not named here."""
_ALIKE = {"…": "...", "−": "–", "—": "–", "·": "•", "\u00a0": " "}
_CLASSES = {character: k + 1 for k, character in enumerate(ALPHABET)}
_BATCH_COLUMNS = 32 * 640
_MOST_IN_BATCH = 32
_LATE, _EARLY = 1.4, 0.45
"""Columns by which the first letter of a word is told after it begins and the last before it ends: medians on drawn lines."""
_FLOOR = 1e-7
"""No character is less likely than this in any column: a letter that the reader missed is not the end of a reading."""


@dataclass(frozen=True, slots=True)
class LineWord:
    """A word as the reader of lines saw it: columns `x0` to `x1` of the picture, `chances` 0..1 (not calibrated) per character."""

    text: str
    x0: float
    x1: float
    chances: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class LineReading:
    """What a picture of a line says: its `words`, and the network's chances.

    `lattice` is float32 [T, classes], each row of it `pixels` columns of the picture.
    """

    words: tuple[LineWord, ...]
    lattice: np.ndarray
    pixels: float

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    def log_chances(self, texts: Sequence[str], x0: float = 0.0, x1: float = math.inf) -> list[float]:
        """For each text, the natural logarithm of the chance that it and nothing else but space stands in the line, or in columns
        `x0` to `x1` of the picture, whose bounds should lie in the gaps between words. Compare readings of one part by it.
        """
        part = self.lattice[max(0, math.floor(x0 / self.pixels)) : None if x1 == math.inf else max(0, math.ceil(x1 / self.pixels))]
        rows, space = [classes_of(text) for text in texts], [_CLASSES[" "]]
        ended = [before + row + after for before in ([], space) for after in ([], space) for row in rows]
        return np.logaddexp.reduce(ctc.log_chances(part + _FLOOR, ended).reshape(4, -1)).tolist()


NOTHING = LineReading((), np.zeros((0, len(ALPHABET) + 1), np.float32), 1.0)


def classes_of(text: str) -> list[int]:
    """The network's classes of a text as it is printed; unknown characters are the last class."""
    return [_CLASSES.get(c, len(ALPHABET)) for character in text for c in _ALIKE.get(character, character)]


@functools.lru_cache(maxsize=1)
def _session(pid: int):
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = False
    return onnxruntime.InferenceSession(str(MODEL), options, providers=["CPUExecutionProvider"])


@functools.lru_cache(maxsize=1)
def versions() -> dict[str, str]:
    """SHA-256 of the model."""
    return {"lines_sha256": hashlib.sha256(MODEL.read_bytes()).hexdigest()}


def read(pictures: Sequence[np.ndarray]) -> list[LineReading]:
    """The readings of strips uint8 [h, w], of any height (see `line_frames.framed`), in their order; NOTHING for an empty one."""
    out = [NOTHING] * len(pictures)
    frames = [framed(picture) for picture in pictures]
    for own in _batches([0 if frame is None else frame.shape[1] for frame in frames]):
        steps = np.array([math.ceil(frames[k].shape[1] / STRIDE) for k in own], np.int64)
        batch = np.zeros((len(own), 1, HEIGHT, STRIDE * int(steps.max())), np.float32)
        for n, k in enumerate(own):
            batch[n, 0, :, : frames[k].shape[1]] = 1 - frames[k] / np.float32(255)
        scores = np.exp(_session(os.getpid()).run(None, {"x": batch, "steps": steps})[0])
        for n, k in enumerate(own):
            out[k] = _told(scores[n, : steps[n]], STRIDE * pictures[k].shape[0] / HEIGHT)
    return out


def _batches(widths: Sequence[int]) -> list[list[int]]:
    """Pictures of like width together, so that little of a batch is padding; those of width 0 left out."""
    out: list[list[int]] = []
    for k in sorted((k for k, wide in enumerate(widths) if wide), key=lambda k: widths[k]):
        last = out[-1] if out else []
        if last and len(last) < _MOST_IN_BATCH and widths[k] <= 1.25 * widths[last[0]] and widths[k] * (len(last) + 1) <= _BATCH_COLUMNS:
            last.append(k)
        else:
            out.append([k])
    return out


def _told(lattice: np.ndarray, pixels: float) -> LineReading:
    """Words of the likeliest class of each column."""
    words: list[LineWord] = []
    held: list[tuple[int, int, int, float]] = []
    for peak in [*ctc.peaks(lattice), (_CLASSES[" "], len(lattice), len(lattice), 1.0)]:
        if peak[0] != _CLASSES[" "]:
            held.append(peak)
        elif held:
            text = "".join(ALPHABET[k - 1] for k, _, _, _ in held)
            x0, x1 = max(0.0, held[0][1] - _LATE), held[-1][2] + 1 + _EARLY
            words.append(LineWord(text, x0 * pixels, x1 * pixels, tuple(chance for *_, chance in held)))
            held = []
    return LineReading(tuple(words), lattice, pixels)
