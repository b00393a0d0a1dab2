"""The third reader: a small network of our own that reads figures alone, trained on drawn and worn ones (`scripts/readers`).

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

from pipeline.stages.read.engines import ctc
from pipeline.stages.read.engines.number_frames import HEIGHT

MODEL = Path(__file__).parent / "data" / "numbers.onnx"
ALPHABET = " 0123456789.,%-/():;+#"
"""Class k + 1 of the network is ALPHABET[k]; class 0 is CTC's blank."""
_STRIDE = 4
_BATCH = 32
_KEPT, _POSSIBLE = 6, 0.004
"""Readings followed at a time, and the chance under which a character is left out in a column."""


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
        return self.chances_of((text,))[0]

    def chances_of(self, texts: Sequence[str]) -> list[float]:
        """The chance of each of several texts, laid on the pictures together: that costs little more than one."""
        rows = [classes_of(text) for text in texts]
        told = sum((np.exp(ctc.log_chances(lattice, rows)) for lattice in self.lattices), np.zeros(len(rows)))
        return (told / max(1, len(self.lattices))).tolist()


def together(readings: Sequence[NumberReading]) -> NumberReading:
    """Readings of the same figure in several pictures as one: the mean of the chances."""
    sums: dict[str, float] = {}
    for reading in readings:
        for text, chance in zip(reading.texts, reading.chances):
            sums[text] = sums.get(text, 0.0) + chance / len(readings)
    told = sorted(sums.items(), key=lambda item: -item[1])[:_KEPT]
    return (NumberReading(tuple(text for text, _ in told), tuple(chance for _, chance in told),
                          tuple(lattice for r in readings for lattice in r.lattices)) if told else NOTHING)


def classes_of(text: str) -> list[int]:
    """The network's classes of a text as it is printed; dashes are alike."""
    return [ALPHABET.index(c if c in ALPHABET else "-" if c in "–−" else "#") + 1 for c in text]


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
    """The likeliest texts of a lattice float [T, classes]."""
    told = [("".join(ALPHABET[k - 1] for k in row).strip(), chance) for row, chance in ctc.likeliest(chances, _KEPT, _POSSIBLE)]
    return NumberReading(tuple(text for text, _ in told), tuple(chance for _, chance in told), (chances,))
