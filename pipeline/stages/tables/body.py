"""The body of a table: rows of cells, row labels, total rows, the kind of table."""
from __future__ import annotations

from dataclasses import dataclass

from extractors.tabular import role_columns
from extractors.tabular.figures import is_figure
from extractors.tabular.row_kinds import is_ordinal, is_rank, is_total
from pipeline.stages.tables.header import Header
from pipeline.stages.tables.join import Printed, Spot

_NUMERIC_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class Body:
    """`rows[r]` are row r's spots in column order, a spot over several rows in each of them; `labels[r]` its label."""

    rows: tuple[tuple[Spot, ...], ...]
    labels: tuple[str, ...]
    totals: tuple[int, ...]
    kind: str
    label_column: int


def read_body(printed: Printed, header: Header) -> Body:
    """Body rows below the header; rows without any word are left out."""
    held = []
    for row in range(header.rows, printed.rows):
        spots = [s for s in printed.spots if s.row == row or (s.row < row < s.last_row and not is_figure(s.text) and s.row >= header.rows)]
        if any(s.text and s.row == row for s in spots):
            held.append(tuple(sorted(spots, key=lambda s: s.column)))
    column = _label_column(held, header)
    labels = tuple(_label(row, column) for row in held)
    totals = tuple(r for r, label in enumerate(labels) if is_total(label))
    return Body(tuple(held), labels, totals, _kind(held, header, column), column)


def _label_column(rows: list[tuple[Spot, ...]], header: Header) -> int:
    """The first text column after STT / TT, else the first text column."""
    columns = header.columns
    ordinals = [c for c, name in enumerate(columns) if is_ordinal(name)]
    if not ordinals and columns and columns[0] == "" and _counts(rows, 0):
        ordinals = [0]
    first = ordinals[0] + 1 if ordinals else 0
    for column in range(first, len(columns)):
        texts = [s.text for row in rows for s in row if s.column == column and s.text]
        if texts and sum(is_figure(t) for t in texts) < 0.5 * len(texts):
            return column
    return min(first, max(0, len(columns) - 1))


def _counts(rows: list[tuple[Spot, ...]], column: int) -> bool:
    texts = [s.text for row in rows for s in row if s.column == column and s.text]
    return bool(texts) and sum(is_rank(t) for t in texts) > 0.8 * len(texts)


def _label(row: tuple[Spot, ...], column: int) -> str:
    """The text in the label column; where it is empty, the first other words of the row (a total printed over several)."""
    own = next((s.text for s in row if s.column <= column < s.last_column and s.text and not is_rank(s.text)), "")
    if own:
        return own
    words = [s.text for s in row if s.text and s.column <= column + 1 and not is_figure(s.text) and not is_rank(s.text)]
    return words[0] if words else next((s.text for s in row if s.column == column), "") or next((s.text for s in row if s.text), "")


def _kind(rows: list[tuple[Spot, ...]], header: Header, column: int) -> str:
    filled = [s for row in rows for s in row if s.text and s.column > column]
    figures = sum(is_figure(s.text) for s in filled)
    if filled and figures >= _NUMERIC_SHARE * len(filled):
        return "numeric"
    if any(role_columns.role(name) for name in header.columns):
        return "assignment"
    return "numeric" if filled and figures >= 0.3 * len(filled) else "other"
