"""`observations`: figures already measured: the situation in a plan, the results in a report."""
from __future__ import annotations

from dataclasses import dataclass

from extractors import figure_records
from extractors.context import Context
from extractors.figure_kinds import OBSERVATION
from extractors.figure_records import FigureRecord
from pipeline.model.layout import Layout


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation(FigureRecord):
    """A row of `observations`."""


def extract(layout: Layout, context: Context) -> tuple[Observation, ...]:
    """One row per number of running text, in reading order; figures in tables are cells."""
    return tuple(Observation(**row) for row in figure_records.read(layout, context, OBSERVATION))
