"""A check's result, on its way to a row of `checks`."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from extractors.checks.figure import Figure

SUSPECT = 0.5
"""Below this confidence of the reading a figure is the first suspect."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Columns as in the contract, without ids. `found`, `quote` and the figures in `message` are as printed."""

    kind: str
    status: str
    subject: tuple[str, ...]
    expected: str | None
    found: str
    quote: str
    page: int | None
    message: str
    rule: str
    confidence: float
    suggestion: str | None = None

    def row(self) -> dict[str, Any]:
        names = ("kind", "status", "expected", "found", "quote", "page", "suggestion", "message", "rule")
        return {name: getattr(self, name) for name in names} | {"subject": list(self.subject), "confidence": round(self.confidence, 4)}


def trust(rule: float, operands: Sequence[Figure]) -> float:
    """The rule's own confidence, lowered by the least sure reading among the operands."""
    return rule * min([1.0, *(f.confidence for f in operands)])


def doubt(operands: Sequence[Figure]) -> str:
    """A sentence on the operands that were hard to read, empty where there are none."""
    weak = [f for f in operands if f.confidence < SUSPECT]
    if not weak:
        return ""
    named = "; ".join(f"{f.name}: {f.text}" for f in weak[:3]) + ("; ..." if len(weak) > 3 else "")
    return f" Có số đọc từ bản chụp chưa chắc chắn, nên xem lại trước tiên ({named})."
