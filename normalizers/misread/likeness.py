"""How unlike two words look in print: letters that share strokes are cheap to mistake for each other, others dear.

The groups follow from the shapes of printed letters (one upright stroke, an arch, a bowl, an open bowl); accents cost nothing, since a
bad copy loses or adds them everywhere.
"""

from collections.abc import Iterator
from functools import lru_cache
from itertools import combinations
from typing import NamedTuple

CHEAP = 0.5
_SHAPES = ("il1tjfr", "hbnk", "nmur", "uvy", "eco", "ao", "ea", "odq0", "gq9y", "s5", "pfr", "ept", "efb", "br8", "vul",
           "hm", "tz7", "&e8", "ij", "xk", "ty", "au", "ou", "oj")
"""Letters of a group are mistaken for each other: i l 1 t (a stroke), h b n k (a stem with an arch), E F P T (a stem with bars)."""
_MERGED = {("m", "rn"), ("m", "ni"), ("h", "li"), ("b", "li"), ("n", "ii"), ("u", "ii"), ("d", "cl"), ("u", "li"),
           ("u", "17"), ("h", "ll"), ("n", "ri")}
_NARROW = frozenset("il1tjfr&")
"""Strokes that a worn print loses or adds."""


_BAND = 4
"""Letters that may be lost or added in a row, at most."""
_FAR = 99.0
_PAIRS = frozenset(pair for shape in _SHAPES for a, b in combinations(shape, 2) for pair in ((a, b), (b, a)))


def swap(read: str, meant: str) -> float:
    """What it costs to take one letter for another: 0, `CHEAP` or 1."""
    if read == meant:
        return 0.0
    return CHEAP if (read, meant) in _PAIRS else 1.0


def may_begin(read: str, meant: str) -> bool:
    """Whether letters may be the beginning of others: the first one kept, swapped for one of its shape, merged, or lost."""
    return swap(read[0], meant[0]) < 1 or (meant[0], read[:2]) in _MERGED or (len(meant) > 7 and read[0] == meant[1])


class Alignment(NamedTuple):
    """`places`: for each letter of what was meant the index in what was read; `costs`: what each of them adds to `cost`."""

    cost: float
    places: tuple[int, ...]
    costs: tuple[float, ...]


@lru_cache(maxsize=8192)
def align(read: str, meant: str) -> Alignment:
    """How folded letters without spaces were read as others."""
    rows, columns = len(read) + 1, len(meant) + 1
    cost = [[_FAR] * columns for _ in range(rows)]
    step: dict[tuple[int, int], tuple[int, int]] = {}
    cost[0][0] = 0.0
    for i in range(rows):
        for j in range(max(0, i - _BAND), min(columns, i + _BAND + 1)):
            for paid, down, across in _steps(read, meant, i, j):
                if (total := cost[i - down][j - across] + paid) < cost[i][j]:
                    cost[i][j], step[i, j] = total, (down, across)
    return _traced(cost, step) if cost[-1][-1] < _FAR else Alignment(_FAR, (0,) * len(meant), (1.0,) * len(meant))


def _steps(read: str, meant: str, i: int, j: int) -> Iterator[tuple[float, int, int]]:
    """(cost, letters read, letters meant) of each last step to (i, j): a letter kept or swapped, lost, added, two for one, one for two."""
    if i and j:
        same = read[i - 1] == meant[j - 1]
        yield 0.0 if same else swap(read[i - 1], meant[j - 1]), 1, 1
        if same:
            return
        if i > 1 and (meant[j - 1], read[i - 2 : i]) in _MERGED:
            yield CHEAP, 2, 1
        if j > 1 and (read[i - 1], meant[j - 2 : j]) in _MERGED:
            yield CHEAP, 1, 2
    if i:
        yield CHEAP if read[i - 1] in _NARROW else 1.0, 1, 0
    if j:
        yield CHEAP if meant[j - 1] in _NARROW else 1.0, 0, 1


def _traced(cost: list[list[float]], step: dict[tuple[int, int], tuple[int, int]]) -> Alignment:
    i, j = len(cost) - 1, len(cost[0]) - 1
    places, costs = [0] * j, [0.0] * j
    while i or j:
        down, across = step[i, j]
        for k in range(across):
            places[j - across + k] = min(max(0, i - down + min(k, max(0, down - 1))), max(0, len(cost) - 2))
        costs[max(0, j - 1)] += cost[i][j] - cost[i - down][j - across]
        i, j = i - down, j - across
    return Alignment(cost[-1][-1], tuple(places), tuple(costs))
