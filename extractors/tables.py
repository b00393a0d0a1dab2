"""`tables`: one row per logical table, joined over its pages."""
from __future__ import annotations

from dataclasses import dataclass

from extractors.context import Context
from pipeline.model.layout import Layout, Quote, Table
from pipeline.model.record import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRow(Record):
    """A row of `tables`. `rows` counts body rows; `unit` is the unit line's words."""

    page_start: int
    page_end: int
    caption: str | None
    rows: int
    columns: int
    header_rows: int
    kind: str
    unit: str | None


def extract(layout: Layout, context: Context) -> tuple[TableRow, ...]:
    """Every table of the layout, in its order: `cells.table_id` counts on it."""
    return tuple(_row(layout, table) for table in layout.tables)


def _row(layout: Layout, table: Table) -> TableRow:
    quote = _quote(layout, table)
    return TableRow(
        page_start=table.page_start, page_end=table.page_end, caption=table.caption, rows=table.rows, columns=len(table.columns),
        header_rows=table.header_rows, kind=table.kind, unit=table.unit, quote=quote, heading=table.heading,
        rule="aligned_table" if table.aligned else "ruled_table", confidence=1.0 if quote.confidence is None else quote.confidence,
    )


def _quote(layout: Layout, table: Table) -> Quote:
    """The first printed body cell; of a table with a header alone the first words of that, of one without words its place in the text."""
    for cell in table.cells:
        for index in cell.passages:
            passage = layout.passages[index]
            if passage.end > passage.start:
                return layout.quote(passage.start, passage.end)
    first = next((p for p in layout.passages if p.start == table.start and p.kind == "cell"), None)
    if first is not None:
        return layout.quote(first.start, first.end)
    return layout.quote(table.start, min(len(layout.text), table.start + 1))
