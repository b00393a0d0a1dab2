"""The smallest set of one-cell slips that makes all the relations of a family hold at once.

A search of our own: the violated relations lead it, figures that nothing contradicts are never touched, and a lower bound
(violated relations without a common figure) cuts it short. General solvers were measured against it and set aside: they need
every candidate of every cell as a variable, where a family's contradictions leave only a few to try.
"""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from extractors.checks.relations import Relation, Scaled, Sum

Move = tuple[tuple[int, Scaled], ...]
"""One slip undone: the figures that it changes (two where cells were exchanged) and their values."""

LARGEST = 4
EFFORT = 250_000
"""Relations tried before the search gives up: about half a second."""


@dataclass(frozen=True, slots=True)
class Repairs:
    """`solutions`: the smallest sets of changes, each figure -> value; `complete`: whether all of that size were found."""

    solutions: tuple[dict[int, Scaled], ...]
    size: int
    complete: bool


class _GivenUp(Exception):
    pass


@dataclass
class _Search:
    figures: list[Scaled]
    moves: Mapping[int, Sequence[Move]]
    relations: Sequence[Relation]
    effort: int
    touching: dict[int, list[int]] = field(default_factory=dict)
    found: dict[frozenset, dict[int, Scaled]] = field(default_factory=dict)
    enough: int = 40

    def __post_init__(self) -> None:
        for n, relation in enumerate(self.relations):
            for k in relation.operands:
                self.touching.setdefault(k, []).append(n)

    def spend(self, amount: int = 1) -> None:
        self.effort -= amount
        if self.effort < 0:
            raise _GivenUp

    def run(self, violated: frozenset[int], budget: int, frozen: frozenset[int], changed: dict[int, Scaled]) -> None:
        if not violated:
            self.found.setdefault(frozenset((k, v[0]) for k, v in changed.items()), dict(changed))
            if len(self.found) > self.enough:
                raise _GivenUp
            return
        if budget == 0 or self.needed(violated, frozen) > budget:
            return
        relation = min(violated, key=lambda n: sum(k not in frozen for k in self.relations[n].operands))
        for operand in self.relations[relation].operands:
            if operand in frozen:
                continue
            for move in self.fitting(relation, operand, violated, budget):
                self.step(move, violated, budget, frozen, changed)
            frozen |= {operand}

    def needed(self, violated: frozenset[int], frozen: frozenset[int]) -> int:
        """A lower bound of the changes still needed: violated relations that share no figure that may change."""
        used: set[int] = set()
        count = 0
        for n in sorted(violated, key=lambda n: len(self.relations[n].operands)):
            free = [k for k in self.relations[n].operands if k not in frozen]
            if not free:
                return 1 << 30
            if used.isdisjoint(free):
                count += 1
                used.update(free)
        return count

    def fitting(self, relation: int, operand: int, violated: frozenset[int], budget: int) -> Sequence[Move]:
        """The operand's moves; with one change left, only those within the sum's window."""
        moves = self.moves.get(operand, ())
        own = self.relations[relation]
        if budget > 1 or not isinstance(own, Sum):
            return moves
        low, high = own.window(self.figures, operand)
        self.spend()
        return [m for m in moves if len(m) > 1 or low - m[0][1][1] <= m[0][1][0] <= high + m[0][1][1]]

    def step(self, move: Move, violated: frozenset[int], budget: int, frozen: frozenset[int], changed: dict[int, Scaled]) -> None:
        if any(k in frozen for k, _ in move):
            return
        before = [(k, self.figures[k]) for k, _ in move]
        for k, value in move:
            self.figures[k] = value
        touched = {n for k, _ in move for n in self.touching.get(k, ())}
        self.spend(len(touched))
        now = (violated - touched) | {n for n in touched if not self.relations[n].holds(self.figures)}
        self.run(frozenset(now), budget - 1, frozen | {k for k, _ in move}, {**changed, **dict(move)})
        for k, value in before:
            self.figures[k] = value


def repair(figures: Sequence[Scaled], moves: Mapping[int, Sequence[Move]], relations: Sequence[Relation], largest: int = LARGEST, effort: int = EFFORT) -> Repairs:
    """The smallest repairs of all violated relations. `relations` must be one family: those that share figures, directly or through others."""
    violated = frozenset(n for n, r in enumerate(relations) if not r.holds(figures))
    search = _Search(list(figures), moves, relations, effort)
    for budget in range(1, largest + 1):
        try:
            search.run(violated, budget, frozenset(), {})
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
