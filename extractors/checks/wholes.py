"""The counts that a rate told without its whole may be of, looked up by unit and by the window that part and rate leave open."""
from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from extractors.checks.figure import decimals
from extractors.checks.matrix import Matrix
from extractors.checks.printed import Number, Page
from extractors.checks.solving import Term, rate_holds

_TRIED = 300
"""Wholes tried for one rate, in reading order: only a rate that rounds to next to nothing leaves more open."""
_MARGIN = Decimal("0.5")
"""Half a unit of a whole's last digit, at most."""


@dataclass(frozen=True, slots=True)
class Whole:
    """`kind`: its unit, '' where none is told. `ref`: where it stands first."""

    term: Term
    kind: str
    ref: str


class Wholes:
    """Counts of the text and of the tables' total rows, each value of a unit once, at its first place."""

    def __init__(self, pages: Sequence[Page], matrices: Sequence[Matrix]) -> None:
        found: dict[tuple[Term, str], Whole] = {}
        for whole in (*_told(pages), *_totals(matrices)):
            found.setdefault((whole.term, whole.kind), whole)
        self._all = list(found.values())
        self._by_kind: dict[str | None, list[tuple[Decimal, int]]] = {}
        for n, whole in enumerate(self._all):
            for kind in (whole.kind, None):
                self._by_kind.setdefault(kind, []).append((whole.term.value, n))
        for own in self._by_kind.values():
            own.sort()

    def fitting(self, part: Number, rate: Number) -> list[Whole]:
        """The wholes greater than the part that make the rate hold, in reading order; of other units only where none is told."""
        kinds = (None,) if not part.kind else (part.kind,) if part.money else (part.kind, "")
        low, high = _window(part, rate)
        near = sorted(n for kind in kinds for n in self._between(kind, low, high))
        tried = [self._all[n] for n in near[:_TRIED]]
        return [w for w in tried if w.term.value > part.value and rate_holds(part.term, w.term, rate.term)]

    def _between(self, kind: str | None, low: Decimal, high: Decimal | None) -> list[int]:
        own = self._by_kind.get(kind, [])
        end = len(own) if high is None else bisect_right(own, high, key=_value)
        return [n for _, n in own[bisect_left(own, low, key=_value) : end]]


def _value(entry: tuple[Decimal, int]) -> Decimal:
    return entry[0]


def _window(part: Number, rate: Number) -> tuple[Decimal, Decimal | None]:
    """Between which values a whole can make the rate hold, rounding and cutting off allowed for; None: no upper end."""
    unit = Decimal(1).scaleb(-decimals(rate.value))
    half = Decimal(5).scaleb(-1 - decimals(part.value))
    least, most = rate.value - unit / 2, rate.value + unit
    low = max(part.value, 100 * (part.value - half) / most - _MARGIN)
    return low, 100 * (part.value + half) / least + _MARGIN if least > 0 else None


def _told(pages: Sequence[Page]) -> list[Whole]:
    return [Whole(n.term, n.kind, p.passage.id) for p in pages for n in p.numbers
            if (n.money or n.term.counts and not n.percent) and n.value > 1]


def _totals(matrices: Sequence[Matrix]) -> list[Whole]:
    found = []
    for matrix in matrices:
        for row in matrix.totals:
            own = [matrix.figures[k] for k in matrix.keys[row] if k is not None]
            found += [Whole(Term(f.text, f.value), "", f.ref) for f in own if f.exact and f.value > 1]
    return found
