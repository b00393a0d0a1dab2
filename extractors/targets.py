"""`targets`: the figures a document binds its addressees to, with direction, year and baseline."""
from __future__ import annotations

from dataclasses import dataclass

from extractors.context import Context
from extractors.figures import records
from extractors.figures.kinds import TARGET
from extractors.figures.records import FigureRecord
from pipeline.model.layout import Layout


@dataclass(frozen=True, slots=True, kw_only=True)
class Target(FigureRecord):
    """A row of `targets`."""


def extract(layout: Layout, context: Context) -> tuple[Target, ...]:
    """One row per number of running text, in reading order; figures in tables are cells."""
    return tuple(Target(**row) for row in records.read(layout, context, TARGET))
