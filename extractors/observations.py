"""`observations`: figures already measured: the situation in a plan, the results in a report."""
from __future__ import annotations

from dataclasses import dataclass

from extractors.context import Context
from extractors.figures import records
from extractors.figures.kinds import OBSERVATION
from extractors.figures.records import FigureRecord
from pipeline.model.layout import Layout


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation(FigureRecord):
    """A row of `observations`."""


def extract(layout: Layout, context: Context) -> tuple[Observation, ...]:
    """One row per number of running text, in reading order; figures in tables are cells."""
    return tuple(Observation(**row) for row in records.read(layout, context, OBSERVATION))
