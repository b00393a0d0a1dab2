"""How well a reader reads: lines that are right to the letter, and the share of letters that are wrong."""
from __future__ import annotations

from collections.abc import Sequence

import torch
from rapidfuzz.distance import Levenshtein


def best(scores: torch.Tensor, steps: torch.Tensor) -> list[list[int]]:
    """The classes of the likeliest way through each lattice [N, T, classes]."""
    out = []
    for row, length in zip(scores.argmax(2).tolist(), steps.tolist()):
        row = row[:length]
        out.append([k for k, before in zip(row, [0, *row]) if k and k != before])
    return out


def judged(pairs: Sequence[tuple[Sequence, Sequence]]) -> str:
    """Share of lines right and of characters wrong, of (told, truth)."""
    wrong = sum(Levenshtein.distance(told, truth) for told, truth in pairs)
    right = sum(list(told) == list(truth) for told, truth in pairs)
    return f"{right / len(pairs):.3f} right, CER {wrong / sum(len(truth) for _, truth in pairs):.4f}"
