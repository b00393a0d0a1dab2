"""What each change of a figure does to the relations of its family: worked out where the search asks for it, and once.

A family of a thousand figures has sixty thousand changes, of which a search looks at those near its violated relations.
"""
from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence

from extractors.checks.repair.relations import Rate, Relation, Scaled, Sum

Move = tuple[tuple[int, Scaled], ...]
"""One slip undone: the figures that it changes (two where cells were exchanged) and their values."""


def mask(figures: Iterable[int]) -> int:
    """A set of figures as a bit mask."""
    found = 0
    for k in figures:
        found |= 1 << k
    return found


def union(masks: Iterable[int]) -> int:
    found = 0
    for own in masks:
        found |= own
    return found


class Effects:
    """Moves by number, counted in the order in which they are first asked for; effects count from the printed figures.

    `moves`: figure -> its moves; a move of two figures stands under both. `gaps`, `slacks`: of the sums as printed.
    """

    def __init__(self, figures: Sequence[Scaled], moves: Mapping[int, Sequence[Move]], relations: Sequence[Relation]):
        self.figures, self.relations, self._source = list(figures), relations, moves
        self.operands = [mask(r.operands) for r in relations]
        self.gaps = [r.gap(self.figures) if isinstance(r, Sum) else 0 for r in relations]
        self.slacks = [r.slack(self.figures) if isinstance(r, Sum) else 0 for r in relations]
        self._touching: dict[int, list[int]] = {}
        for n, relation in enumerate(relations):
            for k in relation.operands:
                self._touching.setdefault(k, []).append(n)
        self._numbers: dict[Move, int] = {}
        self.moves: list[Move] = []
        self.masks: list[int] = []
        self.sums: list[list[tuple[int, int, int]]] = []
        """Of each move: the sums that it touches, what it adds to their gaps, to their slacks."""
        self.rates: list[list[int]] = []
        self._of: dict[int, list[int]] = {}
        self._lookup: dict[int, tuple[list[tuple[int, int]], int]] = {}
        self._touched: dict[int, frozenset[int]] = {}
        self._broken: dict[int, tuple[int, ...]] = {}

    def of(self, figure: int) -> list[int]:
        """The moves that change a figure."""
        own = self._of.get(figure)
        if own is None:
            own = self._of[figure] = [self._number(move) for move in self._source.get(figure, ())]
        return own

    def lookup(self, n: int) -> tuple[list[tuple[int, int]], int]:
        """A sum's moves by what they add to its gap, and how much they add to its slack at most."""
        found = self._lookup.get(n)
        if found is None:
            own = {m for k in self.relations[n].operands for m in self.of(k)}
            told = [(gap, slack, m) for m in own for touched, gap, slack in self.sums[m] if touched == n]
            found = self._lookup[n] = sorted((gap, m) for gap, _, m in told), max([abs(slack) for _, slack, _ in told], default=0)
        return found

    def touched(self, m: int) -> frozenset[int]:
        """The relations that a move touches."""
        found = self._touched.get(m)
        if found is None:
            found = self._touched[m] = frozenset(n for k, _ in self.moves[m] for n in self._touching.get(k, ()))
        return found

    def broken(self, m: int) -> tuple[int, ...]:
        """The relations that do not hold after this move alone."""
        found = self._broken.get(m)
        if found is None:
            before = [(k, self.figures[k]) for k, _ in self.moves[m]]
            for k, value in self.moves[m]:
                self.figures[k] = value
            sums = [n for n, gap, slack in self.sums[m] if abs(self.gaps[n] + gap) > self.slacks[n] + slack]
            found = self._broken[m] = (*sums, *(n for n in self.rates[m] if not self.relations[n].holds(self.figures)))
            for k, value in before:
                self.figures[k] = value
        return found

    def _number(self, move: Move) -> int:
        known = self._numbers.get(move)
        if known is not None:
            return known
        effects: dict[int, tuple[int, int]] = {}
        rates: set[int] = set()
        for k, (value, half) in move:
            printed, rounded = self.figures[k]
            for n in self._touching.get(k, ()):
                relation = self.relations[n]
                if isinstance(relation, Rate):
                    rates.add(n)
                    continue
                sign = 1 if k == relation.total else -1
                gap, slack = effects.get(n, (0, 0))
                effects[n] = gap + sign * (value - printed), slack + half - rounded
        self._numbers[move] = number = len(self.moves)
        self.moves.append(move)
        self.masks.append(mask(k for k, _ in move))
        self.sums.append([(n, *effect) for n, effect in effects.items()])
        self.rates.append(sorted(rates))
        return number


def apart(masks: Iterable[int]) -> int:
    """A lower bound of the changes still needed: violated relations that share no figure that may change (`masks`)."""
    used = count = 0
    for free in sorted(masks, key=int.bit_count):
        if not free:
            return 1 << 30
        if not used & free:
            count += 1
            used |= free
    return count


def within(own: Sequence[tuple[int, int]], low: int, high: int) -> Iterator[int]:
    """The moves of a lookup whose effect lies between `low` and `high`."""
    at = bisect_left(own, (low, -1))
    while at < len(own) and own[at][0] <= high:
        yield own[at][1]
        at += 1
