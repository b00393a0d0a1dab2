"""One figure with the words around it, as the rules that leave figures out look at it."""
from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from extractors.figures.numbers import Figure
from extractors.figures.segments import Segment
from extractors.sentences import words


@dataclass(frozen=True, slots=True)
class Case:
    """`before` and `after` are the accent-free words of the figure's segment, `noun` its unit in lower case.

    `previous` is the figure kept before it in the sentence; `section` see `sections`.
    """

    text: str
    figure: Figure
    segment: Segment
    previous: Figure | None
    section: str | None
    before: str
    after: str
    noun: str


@cache
def nouns(kind: str) -> frozenset[str]:
    """The nouns of `data/figure_nouns.csv` of one kind."""
    return frozenset(row["noun"] for row in words("figure_nouns") if row["kind"] == kind)
