"""Page grids -> logical tables: joined over pages, header and body told apart, labels, totals, captions.

The structure stage calls `plan(document)` before it lays out the canonical text. A plan holds no text of its own to be laid
out: each `CellPlan.refs` points to the printed cells `(page number, index in Page.grids, index in Grid.cells)` whose words
make the cell. A cell cut by a page end has several refs, an empty cell has refs to empty cells or none, and a cell that
spans several rows (a group's name) stands in each of these rows with the same refs.
"""
from __future__ import annotations

from dataclasses import dataclass, replace

from pipeline.model.document import Document
from pipeline.stages.tables.body import Body, read_body
from pipeline.stages.tables.caption import Caption, find_caption
from pipeline.stages.tables.header import Header, read_header
from pipeline.stages.tables.join import Printed, join_pages
from pipeline.stages.tables.labels import district_rows, repeated_columns

Ref = tuple[int, int, int]
"""Page number (1-based), index in Page.grids, index in Grid.cells."""


@dataclass(frozen=True, slots=True)
class CellPlan:
    """One body cell: `row` and `column` 0-based among body rows and all columns. `column_label` is the header path."""

    row: int
    column: int
    row_label: str
    column_label: str
    refs: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class TablePlan:
    """One logical table. `rows` are the body rows, each with its cells in column order (a cell over several columns stands
    in its first one). `columns` are the header paths (`Năm 2016 / Tỷ lệ %`), `header_rows` counts the printed header rows, a
    row of column numbers included. `kind`: numeric | assignment | other. `total_rows` are indices in `rows`."""

    page_start: int
    page_end: int
    caption: str | None
    unit: str | None
    header_rows: int
    columns: tuple[str, ...]
    kind: str
    total_rows: tuple[int, ...]
    rows: tuple[tuple[CellPlan, ...], ...]
    label_column: int = 0
    header: tuple[Ref, ...] = ()
    """The printed cells above the body, in reading order."""
    aligned: bool = False
    """Whether its columns are told by their alignment, no rulings parting them."""
    inferred_rows: tuple[int, ...] = ()
    """Indices in `rows` of those whose label could not be read and was told by the other rows."""


def plan(document: Document) -> list[TablePlan]:
    """The tables of a document in reading order. A grid without any words makes no table."""
    return [_plan(document, printed) for printed in join_pages(document) if any(spot.text for spot in printed.spots)]


def _plan(document: Document, printed: Printed) -> TablePlan:
    header: Header = read_header(printed)
    caption: Caption = find_caption(document, printed, header)
    body: Body = read_body(printed, header)
    inferred: tuple[int, ...] = ()
    if any(p.source == "ocr" for p in document.pages if printed.page_start <= p.number <= printed.page_end):
        header = replace(header, columns=repeated_columns(header.columns))
        labels, inferred = district_rows(body.labels, body.totals)
        body = replace(body, labels=labels)
    rows = tuple(
        tuple(CellPlan(r, spot.column, body.labels[r], header.columns[spot.column], spot.refs) for spot in row)
        for r, row in enumerate(body.rows)
    )
    return TablePlan(
        page_start=printed.page_start, page_end=printed.page_end, caption=caption.text, unit=caption.unit,
        header_rows=header.rows, columns=header.columns, kind=body.kind, total_rows=body.totals, rows=rows, label_column=body.label_column,
        header=tuple(ref for spot in sorted(printed.spots, key=lambda s: (s.row, s.column)) if spot.row < header.rows for ref in spot.refs),
        aligned=printed.aligned, inferred_rows=inferred,
    )
