"""The smallest set of one-cell slips that makes all the relations of a family hold at once.

A branch and bound search: the violated relations lead it, and a lower bound (violated relations without a common figure that
may still change) cuts it short. Where the bound leaves one change to a relation, only the changes that mend it are looked up.
"""
from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from extractors.checks.repair.effects import Effects, Move, apart, mask, union, within
from extractors.checks.repair.relations import Rate, Relation, Scaled, Sum

LARGEST = 4
EFFORT = 600_000
_LOOK, _STEP = 1, 8
"""What looking at a change costs, what making it costs, and what all may cost before the search gives up: under a second."""
MANY = 50
"""Smallest repairs beyond which nobody asks how many there are."""


@dataclass(frozen=True, slots=True)
class Repairs:
    """`solutions`: the smallest sets of changes, each figure -> value; `complete`: whether all of that size were found.

    `effort`: what is left of it.
    """

    solutions: tuple[dict[int, Scaled], ...]
    size: int
    complete: bool
    effort: int = EFFORT


class _GivenUp(Exception):
    pass


class _Search:
    """Sets of figures are bit masks. `gaps` and `slacks` follow the sums as figures change."""

    def __init__(self, figures: Sequence[Scaled], moves: Mapping[int, Sequence[Move]], relations: Sequence[Relation], effort: int):
        self.figures, self.relations, self.effort = list(figures), relations, effort
        self.effects = Effects(figures, moves, relations)
        self.masks = self.effects.operands
        self.gaps, self.slacks = list(self.effects.gaps), list(self.effects.slacks)
        self.found: dict[frozenset[tuple[int, int]], dict[int, Scaled]] = {}

    def futile(self, m: int, n: int, violated: frozenset[int], frozen: int, changed: int) -> bool:
        """Whether a move, with one change to spare, leaves `n` violated and breaks a relation that shares no figure
        with the violated ones."""
        touched = self.effects.touched(m)
        if not touched & violated <= {n} or union(self.masks[t] for t in touched) & changed:
            return False
        for v, gap, slack in self.effects.sums[m]:
            if v == n and abs(self.gaps[n] + gap) <= self.slacks[n] + slack:
                return False
        if n in self.effects.rates[m]:
            return False
        free, all_ = ~(frozen | self.effects.masks[m]), union(self.masks[v] for v in violated)
        return any(v != n and not self.masks[v] & free & all_ for v in self.effects.broken(m))

    def completed(self, m: int, n: int) -> bool:
        """Whether one more change may make a sum hold after this move, which takes one of its figures."""
        effect = next(((gap, slack) for v, gap, slack in self.effects.sums[m] if v == n), None)
        if effect is None:
            return True
        own, most = self.effects.lookup(n)
        gap, slack = self.gaps[n] + effect[0], self.slacks[n] + effect[1] + most
        return abs(gap) <= slack or next(within(own, -gap - slack, slack - gap), None) is not None

    def holds(self, n: int) -> bool:
        return abs(self.gaps[n]) <= self.slacks[n] if isinstance(self.relations[n], Sum) else self.relations[n].holds(self.figures)

    def run(self, violated: frozenset[int], budget: int, frozen: int, changed: tuple[int, ...]) -> None:
        """Tries all changes of at most `budget` more figures; `frozen` may not change."""
        if not violated:
            values = dict(pair for m in changed for pair in self.effects.moves[m])
            self.found.setdefault(frozenset((k, v) for k, (v, _) in values.items()), values)
            if len(self.found) > MANY:
                raise _GivenUp
            return
        if self.effort < 0:
            raise _GivenUp
        if self.needed(violated, frozen) > budget:
            return
        n = min(violated, key=lambda v: ((self.masks[v] & ~frozen).bit_count(), v))
        free = self.masks[n] & ~frozen
        others = self.needed((v for v in violated if not self.masks[v] & free & ~frozen), frozen)
        if others + 1 >= budget:
            for m in self.mending(n, frozen):
                self.step(m, violated, budget, frozen, changed)
            return
        moved = union(self.effects.masks[m] for m in changed)
        for k in self.relations[n].operands:
            if not frozen >> k & 1:
                for m in self.effects.of(k):
                    self.effort -= _LOOK
                    if others + 2 < budget or self.completed(m, n) and not self.futile(m, n, violated, frozen, moved):
                        self.step(m, violated, budget, frozen, changed)
                frozen |= 1 << k

    def needed(self, violated: Iterable[int], frozen: int) -> int:
        return apart(self.masks[n] & ~frozen for n in violated)

    def mending(self, n: int, frozen: int) -> Iterator[int]:
        """The moves of one relation's figures that make it hold at once."""
        relation, moves = self.relations[n], self.effects.moves
        if isinstance(relation, Rate):
            for k in relation.operands:
                if not frozen >> k & 1:
                    low, high = relation.window(self.figures, k)
                    yield from (m for m in self.effects.of(k) if len(moves[m]) > 1 or low <= moves[m][0][1][0] <= high)
            return
        own, most = self.effects.lookup(n)
        slack = self.slacks[n] + most
        yield from within(own, -self.gaps[n] - slack, slack - self.gaps[n])

    def step(self, m: int, violated: frozenset[int], budget: int, frozen: int, changed: tuple[int, ...]) -> None:
        if self.effects.masks[m] & frozen:
            return
        self.effort -= _LOOK
        if self.effort < 0:
            raise _GivenUp
        if budget == 1 and not violated <= self.effects.touched(m):
            return
        self.effort -= _STEP
        move, sums = self.effects.moves[m], self.effects.sums[m]
        before = [(k, self.figures[k]) for k, _ in move]
        for k, value in move:
            self.figures[k] = value
        now = set(violated)
        for n, gap, slack in sums:
            self.gaps[n] += gap
            self.slacks[n] += slack
            (now.discard if self.holds(n) else now.add)(n)
        for n in self.effects.rates[m]:
            (now.discard if self.holds(n) else now.add)(n)
        if budget > 1 or not now:
            self.run(frozenset(now), budget - 1, frozen | self.effects.masks[m], (*changed, m))
        for n, gap, slack in sums:
            self.gaps[n] -= gap
            self.slacks[n] -= slack
        for k, value in before:
            self.figures[k] = value


def fewest(violated: Iterable[Relation]) -> int:
    """How many changes it takes at least to make these relations hold."""
    return apart(mask(r.operands) for r in violated)


def repair(figures: Sequence[Scaled], moves: Mapping[int, Sequence[Move]], relations: Sequence[Relation],
           largest: int = LARGEST, effort: int = EFFORT) -> Repairs:
    """The smallest repairs of all violated relations. `moves`: figure -> its moves, asked for where the search comes by.

    `relations` are one family: those that share figures, directly or through others."""
    violated = frozenset(n for n, r in enumerate(relations) if not r.holds(figures))
    search = _Search(figures, moves, relations, effort)
    for budget in range(1, largest + 1):
        try:
            search.run(violated, budget, 0, ())
        except _GivenUp:
            return Repairs(tuple(search.found.values()), budget, False, max(0, search.effort))
        if search.found:
            return Repairs(tuple(search.found.values()), budget, True, search.effort)
    return Repairs((), largest, True, search.effort)


def families(relations: Sequence[Relation], figures: Sequence[Scaled]) -> list[list[int]]:
    """Indices of the relations that hang together, for each group in which one is violated.

    Relations that hold join those beside them: what a change would break counts too.
    """
    group: dict[int, int] = {}

    def root(k: int) -> int:
        while group.setdefault(k, k) != k:
            group[k] = group[group[k]]
            k = group[k]
        return k

    for relation in relations:
        first, *others = relation.operands
        for k in others:
            group[root(k)] = root(first)
    held: dict[int, list[int]] = {}
    for n, relation in enumerate(relations):
        held.setdefault(root(relation.operands[0]), []).append(n)
    return [members for members in held.values() if any(not relations[n].holds(figures) for n in members)]
