"""Record types, in the order in which they run: table of the contract -> `extract(layout, context)`."""
from __future__ import annotations

from collections.abc import Callable

from extractors import assignments, cells, citations, documents, headings, money, observations, tables, targets
from extractors.context import Context
from pipeline.model.layout import Layout
from pipeline.model.record import Record

Extractor = Callable[[Layout, Context], tuple[Record, ...]]

EXTRACTORS: dict[str, Extractor] = {
    "documents": documents.extract,
    "headings": headings.extract,
    "targets": targets.extract,
    "observations": observations.extract,
    "money": money.extract,
    "assignments": assignments.extract,
    "citations": citations.extract,
    "tables": tables.extract,
    "cells": cells.extract,
}
