"""`checks`: every relation that should hold between printed figures, dates and codes, holding or violated, with the evidence.

Runs last, over the plain rows of the other tables. A printed figure is never changed: what may have been meant is offered in
`suggestion`, and only where it is the single smallest explanation.
"""
from __future__ import annotations

from typing import Any

from extractors.checks.amounts import check_amounts
from extractors.checks.breakdowns import check_breakdowns
from extractors.checks.changes import check_changes
from extractors.checks.dates import check_dates
from extractors.checks.finding import Finding
from extractors.checks.matrix import matrices
from extractors.checks.numbering import check_numbering
from extractors.checks.periods import check_periods
from extractors.checks.printed import pages
from extractors.checks.ranges import check_ranges
from extractors.checks.sentences import check_sentences
from extractors.checks.tables import check_matrix
from pipeline.model.layout import Layout


def check(layout: Layout, tables: dict[str, list[dict[str, Any]]]) -> list[dict[str, Any]]:
    """Rows of `checks` without ids, in the order of the pages they stand on."""
    numeric, text = matrices(layout, tables), pages(layout, tables)
    findings: list[Finding] = [
        *check_numbering(layout, tables),
        *check_amounts(layout, tables),
        *check_sentences(text, numeric),
        *(finding for page in text for finding in check_breakdowns(page)),
        *check_changes(text),
        *check_ranges(text, tables),
        *(finding for matrix in numeric for finding in check_matrix(matrix, layout.text)),
        *check_dates(layout, tables),
        *check_periods(layout, tables),
    ]
    return [finding.row() for finding in sorted(findings, key=lambda f: f.page or 0)]
