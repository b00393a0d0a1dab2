"""What an extractor may know beside the layout: the document's own row and what was found before it."""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pipeline.model.record import Record


@dataclass(frozen=True, slots=True)
class Context:
    """`document` is the row of `documents` (column -> value; empty before it is known); `records` the records by table of the
    extractors that ran before, in the order of `extractors.EXTRACTORS`."""

    document: Mapping[str, Any] = field(default_factory=dict)
    records: Mapping[str, tuple[Record, ...]] = field(default_factory=dict)
