"""Rows on their way to the tables, and findings about them.

An extractor gives `Record`s (its module's own frozen dataclass below `Record`), in reading order. The extract stage gives
them ids and turns them into plain rows; from there on a row is a dict with the contract's columns (pipeline.model.contract).
"""
from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

from pipeline.model.errors import Failure
from pipeline.model.layout import Quote


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A record with its provenance. `heading` is an index in `Layout.headings`; `rule` the name of the rule that fired."""

    quote: Quote
    heading: int | None
    rule: str
    confidence: float

    def values(self) -> dict[str, Any]:
        """The record's own columns, without the provenance."""
        own = {f.name for f in fields(Record)}
        return {f.name: getattr(self, f.name) for f in fields(self) if f.name not in own}


@dataclass(frozen=True, slots=True)
class Result:
    """All rows of one document: table name -> rows (column -> plain value: str, int, Decimal, float, bool, date, list, None).

    `failures` names the tables that are empty because what makes them failed.
    """

    doc_id: str
    tables: dict[str, list[dict[str, Any]]]
    text: str
    failures: tuple[Failure, ...] = ()
