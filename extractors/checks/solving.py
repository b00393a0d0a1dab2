"""One relation between a few figures of the running text: whether it holds, what one slip would mend."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from extractors.checks.figure import decimals, scaled
from extractors.repair_relations import Rate, Relation, Sum
from extractors.repair import repair
from extractors.repair_readings import readings


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


def judge_rate(part: Term, whole: Term, rate: Term, offset: int = 0) -> Verdict:
    """Whether `100 * part / whole - offset` is the rate, rounded or cut off."""
    places = 1 + max(decimals(t.value) for t in (part, whole, rate))
    return _judge([part, whole, rate], Rate(0, 1, 2, places, offset, cut=True))


def _judge(terms: Sequence[Term], relation: Relation) -> Verdict:
    places = 1 + max(decimals(t.value) for t in terms)
    figures = [scaled(t.value, places, t.counts) for t in terms]
    if relation.holds(figures):
        return Verdict(True, ())
    most = places - 1
    moves = {k: [((k, scaled(v, places, t.counts)),) for v in readings(t.text, t.value, t.counts, most)] for k, t in enumerate(terms)}
    found = repair(figures, moves, [relation], largest=1).solutions
    slips = sorted((k, Decimal(v).scaleb(-places)) for s in found for k, (v, _) in s.items())
    return Verdict(False, tuple((k, v.quantize(Decimal(1).scaleb(-decimals(terms[k].value)))) for k, v in slips))
