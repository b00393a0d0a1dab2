"""`headings`: every numbered unit and annex title, from the layout's tree (Nghị định 30/2020/NĐ-CP, Phụ lục I, II.6)."""
from __future__ import annotations

from dataclasses import dataclass

from extractors.context import Context
from pipeline.model.layout import Heading as Unit
from pipeline.model.layout import Layout
from pipeline.model.record import Record

_QUOTED = 240
"""Longest quote of a heading, in characters: a clause's quote is its beginning."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading(Record):
    """A row of `headings`; `parent` is an index in the same tuple."""

    parent: int | None
    level: int
    marker: str | None
    style: str
    kind: str
    title: str | None
    path: str


def extract(layout: Layout, context: Context) -> tuple[Heading, ...]:
    """One row per unit, in reading order: the index of a row is the index in `layout.headings`."""
    return tuple(_row(layout, unit) for unit in layout.headings)


def _row(layout: Layout, unit: Unit) -> Heading:
    passage = layout.passages[unit.passage]
    end = len(passage.reading)
    if unit.kind == "run_in" and unit.body:
        end = len(passage.reading[: unit.body].rstrip())
    if end > _QUOTED:
        end = passage.reading.rfind(" ", 0, _QUOTED)
    if unit.kind == "annex":
        quote = layout.quote(passage.start, layout.passages[_last_of_title(layout, unit.passage)].end)
    else:
        quote = layout.quote(*passage.span(0, end))
    read = 1.0 if quote.confidence is None else quote.confidence
    return Heading(
        quote=quote, heading=unit.parent, rule=f"{unit.style}_{unit.kind}",
        confidence=min(unit.confidence, 0.5 + read / 2), parent=unit.parent, level=unit.level, marker=unit.marker,
        style=unit.style, kind=unit.kind, title=unit.title, path=unit.path,
    )


def _last_of_title(layout: Layout, first: int) -> int:
    """The annex title's last passage: the title may stand on several lines."""
    last = first
    while (last + 1 < len(layout.passages) and layout.passages[last + 1].part == "annex_title"
           and layout.passages[last + 1].page == layout.passages[first].page):
        last += 1
    return last
