"""What the lattice of a reader says: chances per column and character (connectionist temporal classification, class 0 is the blank).

A lattice is float [T, 1 + characters]; class k + 1 is the k-th character of the reader's alphabet.
"""
from __future__ import annotations

from collections.abc import Sequence

import numpy as np

_LEAST = np.finfo(float).tiny


def log_chances(lattice: np.ndarray, rows: Sequence[Sequence[int]]) -> np.ndarray:
    """Natural logarithms float [N] of the chances of rows of classes, each over all ways to lay it on all the columns."""
    if not len(lattice) or not rows:
        return np.full(len(rows), -np.inf)
    each, ends = np.arange(len(rows)), 2 * np.array([len(row) for row in rows])
    states = np.zeros((len(rows), int(ends.max()) + 1), int)  # blank, class, blank, class, ... blank
    for k, row in enumerate(rows):
        states[k, 1 : ends[k] : 2] = row
    skips = (states[:, 2:] != 0) & (states[:, 2:] != states[:, :-2])
    seen = lattice.astype(float)
    now = np.zeros(states.shape)
    now[:, :2] = seen[0][states[:, :2]]
    totals = np.ones((len(seen), len(rows)))
    for at in range(1, len(seen)):
        before = now.copy()
        before[:, 1:] += now[:, :-1]
        before[:, 2:] += skips * now[:, :-2]
        now = before * seen[at].take(states)
        now.sum(1, out=totals[at])  # long lines would fall below what a float holds
        now /= np.maximum(totals[at], _LEAST)[:, None]
    last = now[each, ends] + np.where(ends > 0, now[each, ends - 1], 0.0)
    with np.errstate(divide="ignore"):
        return np.log(totals).sum(0) + np.log(last)


def likeliest(lattice: np.ndarray, kept: int, possible: float) -> list[tuple[tuple[int, ...], float]]:
    """The likeliest rows of classes with their chances, best first: prefix beam search that follows `kept` rows at a time and
    leaves out a class where its chance in a column is not above `possible`."""
    beams: dict[tuple[int, ...], tuple[float, float]] = {(): (1.0, 0.0)}  # chance of ending in a blank, in the last character
    for column in lattice:
        likely = np.flatnonzero(column > possible).tolist()
        chances = column[likely].tolist()
        following: dict[tuple[int, ...], tuple[float, float]] = {}
        for row, (blank, solid) in beams.items():
            for k, chance in zip(likely, chances):
                if k == 0:
                    _add(following, row, (blank + solid) * chance, 0.0)
                elif row and row[-1] == k:
                    _add(following, row, 0.0, solid * chance)
                    _add(following, (*row, k), 0.0, blank * chance)
                else:
                    _add(following, (*row, k), 0.0, (blank + solid) * chance)
        beams = dict(sorted(following.items(), key=lambda item: -sum(item[1]))[:kept])
    return sorted(((row, min(1.0, sum(both))) for row, both in beams.items()), key=lambda told: -told[1])


def peaks(lattice: np.ndarray) -> list[tuple[int, int, int, float]]:
    """The likeliest class of each column, runs as one and blanks left out: (class, first column, last column, highest chance)."""
    best = lattice.argmax(1)
    edges = np.flatnonzero(np.diff(best)) + 1
    starts, ends = np.concatenate(([0], edges)), np.concatenate((edges, [len(best)]))
    highest = np.maximum.reduceat(lattice.max(1), starts)
    return [(k, a, b - 1, chance) for k, a, b, chance in zip(best[starts].tolist(), starts.tolist(), ends.tolist(), highest.tolist()) if k]


def _add(beams: dict[tuple[int, ...], tuple[float, float]], row: tuple[int, ...], blank: float, solid: float) -> None:
    before = beams.get(row, (0.0, 0.0))
    beams[row] = (before[0] + blank, before[1] + solid)
