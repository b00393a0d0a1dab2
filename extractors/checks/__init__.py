"""`checks`: every relation that should hold between printed figures, dates and codes, holding or violated, with the evidence.

Runs last, over the plain rows of the other tables. A printed figure is never changed: what may have been meant is offered in
`suggestion`, and only where it is the single smallest explanation.
"""
from __future__ import annotations

from typing import Any

from extractors.checks.tables import check_tables
from pipeline.model.layout import Layout


def check(layout: Layout, tables: dict[str, list[dict[str, Any]]]) -> list[dict[str, Any]]:
    """Rows of `checks` without ids, in reading order of the page they stand on."""
    findings = [*check_tables(layout, tables)]
    return [finding.row() for finding in sorted(findings, key=lambda f: f.page or 0)]
