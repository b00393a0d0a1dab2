"""`targets`: the figures a document binds its addressees to, with direction, year and baseline."""
from __future__ import annotations

from dataclasses import dataclass

from extractors import figure_records
from extractors.context import Context
from extractors.figure_kinds import TARGET
from extractors.figure_records import FigureRecord
from pipeline.model.layout import Layout


@dataclass(frozen=True, slots=True, kw_only=True)
class Target(FigureRecord):
    """A row of `targets`."""


def extract(layout: Layout, context: Context) -> tuple[Target, ...]:
    """One row per number of running text, in reading order; figures in tables are cells."""
    return tuple(Target(**row) for row in figure_records.read(layout, context, TARGET))
