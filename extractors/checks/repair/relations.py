"""Relations that hold between printed figures: sums and percentages, rounding allowed for.

All figures of one family are integers in units of `10 ** -places`: `(value, half)`, where `half` is half a unit of the last
printed digit, 0 for counts, which nobody rounds.
"""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

Scaled = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Sum:
    """`total = sum of parts`; operands are indices into the figures."""

    total: int
    parts: tuple[int, ...]

    @property
    def operands(self) -> tuple[int, ...]:
        return (self.total, *self.parts)

    def gap(self, figures: Sequence[Scaled]) -> int:
        return figures[self.total][0] - sum([figures[k][0] for k in self.parts])

    def slack(self, figures: Sequence[Scaled]) -> int:
        """How far rounding may have moved the gap."""
        return figures[self.total][1] + sum([figures[k][1] for k in self.parts])

    def holds(self, figures: Sequence[Scaled]) -> bool:
        return abs(self.gap(figures)) <= self.slack(figures)


@dataclass(frozen=True, slots=True)
class Rate:
    """`100 * part / whole - offset = rate`. `places` as above; `cut`: a rate that was cut off instead of rounded holds too.

    `offset` is 100 for a growth in percent.
    """

    part: int
    whole: int
    rate: int
    places: int
    offset: int = 0
    cut: bool = False

    @property
    def operands(self) -> tuple[int, ...]:
        return (self.part, self.whole, self.rate)

    def holds(self, figures: Sequence[Scaled]) -> bool:
        (p, hp), (w, hw), (r, hr) = figures[self.part], figures[self.whole], figures[self.rate]
        if w - hw <= 0:
            return p == 0
        unit = 10**self.places
        low, high = r - hr + self.offset * unit, r + (2 * hr if self.cut else hr) + self.offset * unit
        least, most = 100 * (p - hp) * unit, 100 * (p + hp) * unit
        return least <= high * (w + hw if least > 0 else w - hw) and most >= low * (w - hw if most > 0 else w + hw)

    def window(self, figures: Sequence[Scaled], operand: int) -> tuple[float, float]:
        """Between which values the operand can make the rate hold: a little too wide, so that none is missed."""
        (p, hp), (w, hw), (r, hr) = figures[self.part], figures[self.whole], figures[self.rate]
        unit = 10**self.places
        shown = [r + step + self.offset * unit for step in (-hr, 2 * hr if self.cut else hr)]
        if operand == self.part:
            ends = [s * v / (100 * unit) for s in shown for v in (w - hw, w + hw)]
        elif operand == self.rate:
            ends = [100 * unit * v / d - self.offset * unit for v in (p - hp, p + hp) for d in (w - hw, w + hw) if d]
        else:
            ends = [100 * unit * v / s for v in (p - hp, p + hp) for s in shown if s]
        margin = unit + 1  # half a unit of the last digit is at most half of one
        return (min(ends) - margin, max(ends) + margin) if ends and min(shown) > 0 else (-float("inf"), float("inf"))


Relation = Sum | Rate
