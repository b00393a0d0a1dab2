"""The smallest set of one-cell slips that makes all the relations of a family hold at once.

A branch and bound search: the violated relations lead it, and a lower bound (violated relations without a common figure that
may still change) cuts it short. Where the bound leaves one change to a relation, only the changes that mend it are looked up.
"""
from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from extractors.repair_relations import Rate, Relation, Scaled, Sum

Move = tuple[tuple[int, Scaled], ...]
"""One slip undone: the figures that it changes (two where cells were exchanged) and their values."""

LARGEST = 4
EFFORT = 100_000
"""Changes tried before the search gives up: about a second at worst."""
MANY = 50
"""Smallest repairs beyond which nobody asks how many there are."""


@dataclass(frozen=True, slots=True)
class Repairs:
    """`solutions`: the smallest sets of changes, each figure -> value; `complete`: whether all of that size were found."""

    solutions: tuple[dict[int, Scaled], ...]
    size: int
    complete: bool


class _GivenUp(Exception):
    pass


class _Search:
    """Sets of figures are bit masks. `gaps` and `slacks` follow the sums as figures change."""

    def __init__(self, figures: Sequence[Scaled], moves: Mapping[int, Sequence[Move]], relations: Sequence[Relation], effort: int):
        self.figures, self.relations, self.effort = list(figures), relations, effort
        self.masks = [_mask(r.operands) for r in relations]
        self.moves = list(dict.fromkeys(m for own in moves.values() for m in own))
        kept: dict[tuple[int, ...], int] = {}
        self.move_masks = [kept.setdefault(own, _mask(own)) for own in (tuple([k for k, _ in m]) for m in self.moves)]
        self.by_operand: dict[int, list[int]] = {}
        for n, move in enumerate(self.moves):
            for k, _ in move:
                self.by_operand.setdefault(k, []).append(n)
        self.gaps = [r.gap(self.figures) if isinstance(r, Sum) else 0 for r in relations]
        self.slacks = [r.slack(self.figures) if isinstance(r, Sum) else 0 for r in relations]
        self._effects()
        self.found: dict[frozenset[tuple[int, int]], dict[int, Scaled]] = {}

    def _effects(self) -> None:
        """For each move what it does to the sums, and which rates it touches; for each sum its moves by what they add."""
        touching: dict[int, list[int]] = {}
        for n, relation in enumerate(self.relations):
            for k in relation.operands:
                touching.setdefault(k, []).append(n)
        self.sum_effects: list[list[tuple[int, int, int]]] = []
        self.rates: list[list[int]] = []
        lookup: dict[int, list[tuple[int, int]]] = {}
        for m, move in enumerate(self.moves):
            effects: dict[int, tuple[int, int]] = {}
            rates: set[int] = set()
            for k, (value, half) in move:
                for n in touching.get(k, ()):
                    relation = self.relations[n]
                    if isinstance(relation, Rate):
                        rates.add(n)
                        continue
                    sign = 1 if k == relation.total else -1
                    gap, slack = effects.get(n, (0, 0))
                    effects[n] = gap + sign * (value - self.figures[k][0]), slack + half - self.figures[k][1]
            self.sum_effects.append([(n, *effect) for n, effect in effects.items()])
            self.rates.append(sorted(rates))
            for n, (gap, _) in effects.items():
                lookup.setdefault(n, []).append((gap, m))
        self._breaks(touching)
        self.lookup = {n: sorted(own) for n, own in lookup.items()}
        self.most_slack = max([abs(slack) for own in self.sum_effects for _, _, slack in own], default=0)

    def _breaks(self, touching: Mapping[int, Sequence[int]]) -> None:
        """For each move the relations that it touches, all their figures, and those that it alone would break."""
        places = [tuple([k for k, _ in move]) for move in self.moves]
        touched = {own: frozenset(n for k in own for n in touching.get(k, ())) for own in set(places)}
        reach = {own: _union(self.masks[n] for n in relations) for own, relations in touched.items()}
        self.touched, self.reach = [touched[own] for own in places], [reach[own] for own in places]
        self.broken: list[tuple[int, ...]] = []
        for m, move in enumerate(self.moves):
            before = [(k, self.figures[k]) for k, _ in move]
            for k, value in move:
                self.figures[k] = value
            sums = {n for n, gap, slack in self.sum_effects[m] if abs(self.gaps[n] + gap) > self.slacks[n] + slack}
            self.broken.append(tuple(sums | {n for n in self.rates[m] if not self.relations[n].holds(self.figures)}))
            for k, value in before:
                self.figures[k] = value

    def futile(self, m: int, n: int, violated: frozenset[int], frozen: int, changed: int) -> bool:
        """Whether a move, with one change to spare, leaves `n` violated and breaks a relation that shares no figure with the violated ones."""
        if self.reach[m] & changed or not self.touched[m] & violated <= {n}:
            return False
        for v, gap, slack in self.sum_effects[m]:
            if v == n and abs(self.gaps[n] + gap) <= self.slacks[n] + slack:
                return False
        if n in self.rates[m]:
            return False
        free, all_ = ~(frozen | self.move_masks[m]), _union(self.masks[v] for v in violated)
        return any(v != n and not self.masks[v] & free & all_ for v in self.broken[m])

    def holds(self, n: int) -> bool:
        return abs(self.gaps[n]) <= self.slacks[n] if isinstance(self.relations[n], Sum) else self.relations[n].holds(self.figures)

    def run(self, violated: frozenset[int], budget: int, frozen: int, changed: tuple[int, ...]) -> None:
        """Tries all changes of at most `budget` more figures; `frozen` may not change."""
        if not violated:
            values = dict(pair for m in changed for pair in self.moves[m])
            self.found.setdefault(frozenset((k, v) for k, (v, _) in values.items()), values)
            if len(self.found) > MANY:
                raise _GivenUp
            return
        needed = self.needed(violated, frozen)
        if needed > budget:
            return
        n = min(violated, key=lambda v: ((self.masks[v] & ~frozen).bit_count(), v))
        free = self.masks[n] & ~frozen
        apart = self.needed((v for v in violated if not self.masks[v] & free & ~frozen), frozen)
        if apart + 1 >= budget:
            for m in self.mending(n, frozen):
                self.step(m, violated, budget, frozen, changed)
            return
        moved = _union(self.move_masks[m] for m in changed)
        for k in self.relations[n].operands:
            if not frozen >> k & 1:
                for m in self.by_operand.get(k, ()):
                    if apart + 2 < budget or not self.futile(m, n, violated, frozen, moved):
                        self.step(m, violated, budget, frozen, changed)
                frozen |= 1 << k

    def needed(self, violated: Iterable[int], frozen: int) -> int:
        return _apart(self.masks[n] & ~frozen for n in violated)

    def mending(self, n: int, frozen: int) -> Iterator[int]:
        """The moves of one relation's figures that make it hold at once."""
        relation = self.relations[n]
        if isinstance(relation, Rate):
            for k in relation.operands:
                if not frozen >> k & 1:
                    low, high = relation.window(self.figures, k)
                    yield from (m for m in self.by_operand.get(k, ()) if len(self.moves[m]) > 1 or low <= self.moves[m][0][1][0] <= high)
            return
        own, gap, slack = self.lookup.get(n, []), self.gaps[n], self.slacks[n] + self.most_slack
        at = bisect_left(own, (-gap - slack, -1))
        while at < len(own) and own[at][0] <= slack - gap:
            yield own[at][1]
            at += 1

    def step(self, m: int, violated: frozenset[int], budget: int, frozen: int, changed: tuple[int, ...]) -> None:
        if self.move_masks[m] & frozen:
            return
        self.effort -= 1
        if self.effort < 0:
            raise _GivenUp
        move = self.moves[m]
        before = [(k, self.figures[k]) for k, _ in move]
        for k, value in move:
            self.figures[k] = value
        now = set(violated)
        for n, gap, slack in self.sum_effects[m]:
            self.gaps[n] += gap
            self.slacks[n] += slack
            (now.discard if self.holds(n) else now.add)(n)
        for n in self.rates[m]:
            (now.discard if self.holds(n) else now.add)(n)
        self.run(frozenset(now), budget - 1, frozen | self.move_masks[m], (*changed, m))
        for n, gap, slack in self.sum_effects[m]:
            self.gaps[n] -= gap
            self.slacks[n] -= slack
        for k, value in before:
            self.figures[k] = value


def _apart(masks: Iterable[int]) -> int:
    """A lower bound of the changes still needed: violated relations that share no figure that may change (`masks`)."""
    used = count = 0
    for free in sorted(masks, key=int.bit_count):
        if not free:
            return 1 << 30
        if not used & free:
            count += 1
            used |= free
    return count


def fewest(violated: Iterable[Relation]) -> int:
    """How many changes it takes at least to make these relations hold."""
    return _apart(_mask(r.operands) for r in violated)


def _mask(figures: Iterable[int]) -> int:
    mask = 0
    for k in figures:
        mask |= 1 << k
    return mask


def _union(masks: Iterable[int]) -> int:
    union = 0
    for mask in masks:
        union |= mask
    return union


def repair(figures: Sequence[Scaled], moves: Mapping[int, Sequence[Move]], relations: Sequence[Relation], largest: int = LARGEST, effort: int = EFFORT) -> Repairs:
    """The smallest repairs of all violated relations. `relations` are one family: those that share figures, directly or through others."""
    violated = frozenset(n for n, r in enumerate(relations) if not r.holds(figures))
    search = _Search(figures, moves, relations, effort)
    for budget in range(1, largest + 1):
        try:
            search.run(violated, budget, 0, ())
        except _GivenUp:
            return Repairs(tuple(search.found.values()), budget, False)
        if search.found:
            return Repairs(tuple(search.found.values()), budget, True)
    return Repairs((), largest, True)


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
