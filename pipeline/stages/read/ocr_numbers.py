"""The third reader: a small network of our own that reads figures alone, trained on drawn and worn ones (`scripts/number_reader`).

It tells digits and the signs of figures and gives '#' for any other character, so that a word of letters is refused. It says how
likely each reading is: the chance of a text, summed over all ways in which the columns of the picture can say it.
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

from pipeline.stages.read.number_frames import HEIGHT

MODEL = Path(__file__).parent / "data" / "numbers.onnx"
ALPHABET = " 0123456789.,%-/():;+#"
"""Class k + 1 of the network is ALPHABET[k]; class 0 is CTC's blank."""
_STRIDE = 4
_BATCH = 32
_KEPT = 6
"""Readings followed at a time."""
_POSSIBLE = 0.004
"""Chance under which a character is left out in a column."""


@dataclass(frozen=True, slots=True)
class NumberReading:
    """What a picture, or several of the same figure, say: `texts` with their chances 0..1 (not calibrated), likeliest first.

    '#' stands for anything but a figure. `lattices` are the network's chances float [T, classes], one per picture.
    """

    texts: tuple[str, ...]
    chances: tuple[float, ...]
    lattices: tuple[np.ndarray, ...] = ()

    @property
    def text(self) -> str:
        return self.texts[0]

    @property
    def chance(self) -> float:
        return self.chances[0]

    def chance_of(self, text: str) -> float:
        """The chance that the pictures say this text; characters that the reader does not know count as '#'."""
        classes = [ALPHABET.index(c) + 1 if c in ALPHABET else ALPHABET.index("-" if c in "–−" else "#") + 1 for c in text]
        return sum(_forward(lattice, classes) for lattice in self.lattices) / max(1, len(self.lattices))


def together(readings: Sequence[NumberReading]) -> NumberReading:
    """Readings of the same figure in several pictures as one: the mean of the chances."""
    sums: dict[str, float] = {}
    for reading in readings:
        for text, chance in zip(reading.texts, reading.chances):
            sums[text] = sums.get(text, 0.0) + chance / len(readings)
    told = sorted(sums.items(), key=lambda item: -item[1])[:_KEPT]
    return NumberReading(tuple(text for text, _ in told), tuple(chance for _, chance in told), tuple(lattice for r in readings for lattice in r.lattices)) if told else NOTHING


NOTHING = NumberReading(("",), (1.0,))


@functools.lru_cache(maxsize=1)
def _session(pid: int):
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(str(MODEL), options, providers=["CPUExecutionProvider"])


@functools.lru_cache(maxsize=1)
def versions() -> dict[str, str]:
    """SHA-256 of the model."""
    return {"numbers_sha256": hashlib.sha256(MODEL.read_bytes()).hexdigest()}


def read(pictures: Sequence[np.ndarray | None]) -> list[NumberReading]:
    """The readings of pictures uint8 [HEIGHT, W] as `number_frames.framed` makes them; NOTHING for None."""
    out = [NOTHING] * len(pictures)
    by_width = sorted((k for k, picture in enumerate(pictures) if picture is not None), key=lambda k: pictures[k].shape[1])
    for start in range(0, len(by_width), _BATCH):
        own = by_width[start : start + _BATCH]
        steps = [math.ceil(pictures[k].shape[1] / _STRIDE) for k in own]
        batch = np.zeros((len(own), 1, HEIGHT, _STRIDE * max(steps)), np.float32)
        for n, k in enumerate(own):
            batch[n, 0, :, : pictures[k].shape[1]] = 1 - pictures[k] / np.float32(255)
        scores = np.exp(_session(os.getpid()).run(None, {"x": batch})[0])
        for n, k in enumerate(own):
            out[k] = decoded(scores[n, : steps[n]])
    return out


def decoded(chances: np.ndarray) -> NumberReading:
    """The likeliest texts of a CTC lattice float [T, classes], blank first: prefix beam search."""
    beams: dict[str, tuple[float, float]] = {"": (1.0, 0.0)}  # chance of ending in a blank, in the last character
    for column in chances:
        likely = np.flatnonzero(column > _POSSIBLE).tolist()
        column = column.tolist()
        following: dict[str, tuple[float, float]] = {}
        for text, (blank, solid) in beams.items():
            for k in likely:
                chance = column[k]
                if k == 0:
                    _add(following, text, (blank + solid) * chance, 0.0)
                elif text and text[-1] == ALPHABET[k - 1]:
                    _add(following, text, 0.0, solid * chance)
                    _add(following, text + ALPHABET[k - 1], 0.0, blank * chance)
                else:
                    _add(following, text + ALPHABET[k - 1], 0.0, (blank + solid) * chance)
        beams = dict(sorted(following.items(), key=lambda item: -sum(item[1]))[:_KEPT])
    told = sorted(((sum(both), text) for text, both in beams.items()), reverse=True)
    return NumberReading(tuple(text.strip() for _, text in told), tuple(min(1.0, chance) for chance, _ in told), (chances,))


def _forward(chances: np.ndarray, classes: Sequence[int]) -> float:
    """The chance of a row of classes in a CTC lattice, over all ways to lay it on the columns."""
    if len(classes) > len(chances):
        return 0.0
    states = np.zeros(2 * len(classes) + 1, int)
    states[1::2] = classes
    skips = np.zeros(len(states))
    skips[2:] = (states[2:] != 0) & (states[2:] != states[:-2])
    seen = chances[:, states].astype(float)
    now = np.zeros(len(states))
    now[:2] = seen[0, :2]
    for column in seen[1:]:
        before = now.copy()
        before[1:] += now[:-1]
        before[2:] += skips[2:] * now[:-2]
        now = before * column
    return float(now[-2:].sum())


def _add(beams: dict[str, tuple[float, float]], text: str, blank: float, solid: float) -> None:
    before = beams.get(text, (0.0, 0.0))
    beams[text] = (before[0] + blank, before[1] + solid)

