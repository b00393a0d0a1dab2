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

    def holds(self, figures: Sequence[Scaled]) -> bool:
        gap, slack = figures[self.total]
        gap -= sum([figures[k][0] for k in self.parts])
        return abs(gap) <= slack + sum([figures[k][1] for k in self.parts])

    def window(self, figures: Sequence[Scaled], operand: int) -> tuple[int, int]:
        """Between which values the operand would make the sum hold, its own rounding aside."""
        sign = 1 if operand == self.total else -1
        gap = figures[self.total][0] - sum([figures[k][0] for k in self.parts])
        slack = sum([figures[k][1] for k in self.operands]) - figures[operand][1]
        middle = figures[operand][0] - sign * gap
        return middle - slack, middle + slack


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


Relation = Sum | Rate
