"""`cells`: the printed body cells of every table, in long form, with number and unit."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import regex

from extractors.context import Context
from extractors.tabular import figures
from extractors.tabular.row_kinds import is_ordinal
from extractors.tabular.units import Units
from pipeline.model.document import UNREAD, UNREAD_TRUST
from pipeline.model.layout import Cell, Layout, Table
from pipeline.model.record import Record

LOW = 0.5
"""Confidence under which a cell is flagged: what the readers could not agree on."""
_COMMA_FOR_DOT = regex.compile(r"\d{1,3},\d{3}")
_BARE_SIGN = regex.compile(r"[<>]\s*\d")
"""< 5 ngày: page readers lose the stroke under `≤`, which tables of terms print far more often."""
_ALIGNED = 0.95
"""Confidence, at most, of a cell whose place is told by the alignment of its column alone."""
_INFERRED = 0.6
"""Confidence, at most, of a cell in a row that is named by what the other rows leave over."""
_MISTAKEN = 0.45
"""Confidence, at most, of a scanned cell with a comma among whole numbers, more likely a dot, or with such a sign."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CellRow(Record):
    """A row of `cells`; `table` is the index in `Layout.tables`. `value` is the number as printed, None for words; `text` is None where
    the page shows a figure that cannot be read (`…` in the page's text).

    Flags: `unread`; `total_row`; `ordinal` (a row number, no value); `spanned` (the words of a cell that began in a row above);
    `separator` (a dot or comma that does not fit the column); `low_confidence`.
    """

    table: int
    row: int
    column: int
    row_label: str
    column_label: str
    text: str | None
    value: Decimal | None
    unit: str | None
    flags: list[str]


@dataclass(frozen=True, slots=True)
class _Column:
    """What the cells of one column tell about each other."""

    ordinal: bool
    foreign: bool
    counts: bool
    dotted: bool


def extract(layout: Layout, context: Context) -> tuple[CellRow, ...]:
    """All cells with words, table by table, row by row."""
    return tuple(row for table in layout.tables for row in _rows(layout, table))


def _rows(layout: Layout, table: Table) -> list[CellRow]:
    columns = [_column(label, [c.text for c in table.cells if c.column == k and c.text]) for k, label in enumerate(table.columns)]
    units = Units.of(table)
    seen: set[tuple[int, ...]] = set()
    found = []
    for cell in sorted(table.cells, key=lambda c: (c.row, c.column)):
        if not cell.text.strip() or not cell.passages:
            continue
        spanned = cell.passages in seen
        seen.add(cell.passages)
        found.append(_row(layout, table, cell, columns[cell.column], units, spanned))
    return found


def _column(label: str, texts: Sequence[str]) -> _Column:
    """A column counts when most of its figures are whole numbers; it is dotted when it writes its decimals with dots throughout."""
    printed = [t.strip() for t in texts if figures.is_figure(t)]
    decimal = sum(regex.search(r",\d", t) is not None for t in printed)
    dotted = sum(figures.doubtful(t) for t in printed)
    grouped = sum(regex.search(r"\d\.\d{3}(?!\d)", t) is not None for t in printed)
    return _Column(
        ordinal=is_ordinal(label), foreign=figures.groups_with_commas(printed),
        counts=bool(printed) and 2 * (decimal + dotted) < len(printed),
        dotted=dotted > 1 and not decimal and not grouped and 2 * dotted > len(printed),
    )


def _row(layout: Layout, table: Table, cell: Cell, column: _Column, units: Units, spanned: bool) -> CellRow:
    first = layout.passages[cell.passages[0]]
    quote = layout.quote(first.start, first.end)
    quotes = [quote, *(layout.quote(p.start, p.end) for p in (layout.passages[i] for i in cell.passages[1:]))]
    read = [q.confidence for q in quotes if q.confidence is not None]
    confidence = min([*read, _ALIGNED if table.aligned else 1.0, _INFERRED if cell.row in table.inferred_rows else 1.0])
    text = " ".join(cell.text.split())
    value = None if column.ordinal else figures.value(text, column.foreign)
    odd = value is not None and _odd_separator(text, column)
    if read and (odd and _COMMA_FOR_DOT.fullmatch(text) or _BARE_SIGN.search(text)):
        confidence = min(confidence, _MISTAKEN)
    unread = text == UNREAD and bool(read) and min(read) <= UNREAD_TRUST
    flags = [name for name, there in (
        ("unread", unread), ("total_row", cell.row in table.total_rows), ("ordinal", column.ordinal), ("spanned", spanned),
        ("separator", odd), ("low_confidence", confidence < LOW),
    ) if there]
    return CellRow(
        table=table.index, row=cell.row, column=cell.column, row_label=cell.row_label, column_label=cell.column_label,
        text=None if unread else text, value=value, unit=None if value is None else units.unit(cell), flags=flags,
        quote=quote, heading=table.heading, rule="aligned_table" if table.aligned else "ruled_table",
        confidence=confidence,
    )


def _odd_separator(text: str, column: _Column) -> bool:
    """`7.31` anywhere but in a column of dotted decimals; `7,316` among whole numbers (a comma for the dot)."""
    if column.foreign:
        return False
    if figures.doubtful(text):
        return not column.dotted
    return column.counts and _COMMA_FOR_DOT.fullmatch(text.strip()) is not None
