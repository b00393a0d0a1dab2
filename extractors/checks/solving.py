"""One relation between a few figures of the running text: whether it holds, what one slip would mend."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from extractors.checks.figure import decimals, scaled
from extractors.checks.repair import repair
from extractors.checks.repair.readings import readings
from extractors.checks.repair.relations import Rate, Relation, Scaled, Sum


@dataclass(frozen=True, slots=True)
class Term:
    """A printed number: as written, its value, whether it counts whole things."""

    text: str
    value: Decimal
    counts: bool = True


@dataclass(frozen=True, slots=True)
class Verdict:
    """`slips`: the single slips that would mend it, as (place of the term, value)."""

    holds: bool
    slips: tuple[tuple[int, Decimal], ...]


def judge_sum(total: Term, parts: Sequence[Term]) -> Verdict:
    """Whether the parts add up to the total."""
    return _judge([total, *parts], Sum(0, tuple(range(1, len(parts) + 1))))


def sum_holds(total: Term, parts: Sequence[Term]) -> bool:
    """Whether the parts add up to the total, without a search for slips."""
    return Sum(0, tuple(range(1, len(parts) + 1))).holds(in_one_scale([total, *parts]))


def judge_rate(part: Term, whole: Term, rate: Term) -> Verdict:
    """Whether `100 * part / whole` is the rate, rounded or cut off."""
    return _judge([part, whole, rate], _rate(part, whole, rate))


def rate_holds(part: Term, whole: Term, rate: Term) -> bool:
    """As `judge_rate`, without a search for slips."""
    return _rate(part, whole, rate).holds(in_one_scale([part, whole, rate]))


def _rate(*terms: Term) -> Rate:
    return Rate(0, 1, 2, _places(terms), cut=True)


def _places(terms: Sequence[Term]) -> int:
    return 1 + max([decimals(t.value) for t in terms])


def in_one_scale(terms: Sequence[Term]) -> list[Scaled]:
    """The numbers as whole ones of the same unit, each with half a unit of its last digit."""
    places = _places(terms)
    return [scaled(t.value, places, t.counts) for t in terms]


def _judge(terms: Sequence[Term], relation: Relation) -> Verdict:
    places, figures = _places(terms), in_one_scale(terms)
    if relation.holds(figures):
        return Verdict(True, ())
    most = places - 1
    moves = {k: [((k, scaled(v, places, t.counts)),) for v in readings(t.value, t.counts, most)]
             for k, t in enumerate(terms)}
    found = repair(figures, moves, [relation], largest=1).solutions
    slips = sorted((k, Decimal(v).scaleb(-places)) for s in found for k, (v, _) in s.items())
    return Verdict(False, tuple((k, v.quantize(Decimal(1).scaleb(-decimals(terms[k].value)))) for k, v in slips))
