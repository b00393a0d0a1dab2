"""A table's body as a matrix of figures."""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import regex
from rapidfuzz.distance import Levenshtein

from extractors.checks.figure import BLANK, Figure, decimals, malformed, read, scaled
from extractors.checks.finding import SUSPECT
from extractors.tabular import figures
from extractors.tabular.row_kinds import TOTAL_LABELS, is_ordinal, is_rank
from normalizers.plain import fold
from pipeline.model.layout import Layout, Table

RATE = regex.compile(r"tỷ\s+lệ|tỉ\s+lệ|tỷ\s+trọng|tỉ\s+trọng|tỷ\s+suất|%|phần\s+trăm|độ\s+che\s+phủ|cơ\s+cấu|tốc\s+độ", regex.IGNORECASE)
_NO_SUM = regex.compile(
    r"bình\s+quân|trung\s+bình|đơn\s+giá|định\s+mức|mức\s+(?:hỗ\s+trợ|chi|thu|lương|sống|giá|đóng)|mật\s+độ|hệ\s+số"
    r"|chỉ\s+số|điểm|xếp\s+(?:hạng|loại)"
    r"|thứ\s+tự|ngày|thời\s+gian|thời\s+điểm|tuổi|năm\s+(?:hoàn\s+thành|đạt|khởi\s+công)"
    r"|(?<=\S)/\s*(?:người|hộ|ha|năm|km2?|xã|thôn)\b|tiêu\s+chí",
    regex.IGNORECASE,
)
_MEASURE = regex.compile(
    r"đồng|\btỷ\b|\btriệu\b|\bha\b|\btấn\b|\btạ\b|\bkm2?\b|\bm2\b|\bm3\b|m²|m³|\blít\b|\bkg\b|diện\s+tích|sản\s+lượng"
    r"|kinh\s+phí|\bvốn\b|ngân\s+sách|giá\s+trị|doanh\s+thu|tiền|dự\s+toán|kế\s+hoạch\s+vốn",
    regex.IGNORECASE,
)
_NUMERIC_SHARE = 0.6


@dataclass(frozen=True, slots=True)
class Column:
    """`counts`: whole numbers that nobody rounds. `sums`: its total row may be the sum of its rows. `rate`: percentages."""

    index: int
    label: str
    numeric: bool
    counts: bool
    sums: bool
    rate: bool


@dataclass
class Matrix:
    """`keys[r][c]` is an index in `figures`, None where the cell holds no number; `texts[r][c]` as printed ('' where empty)."""

    table_id: str
    caption: str
    columns: list[Column]
    labels: list[str]
    texts: list[list[str]]
    keys: list[list[int | None]]
    figures: list[Figure]
    totals: tuple[int, ...]
    ordinal: int | None
    slices: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    places: int = 1
    scaled: list[tuple[int, int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.places = 1 + max([f.decimals for f in self.figures], default=0)
        self.scaled = [scaled(f.value, self.places, f.exact) for f in self.figures]

    @property
    def numeric(self) -> list[Column]:
        return [c for c in self.columns if c.numeric]

    def percent(self, row: int) -> bool:
        """Whether the row's figures are percentages, which grow by points and have decimals: tỷ lệ hộ nghèo (%) 32,5; 28,9; -3,6."""
        return any(text.strip() == "%" for text in self.texts[row]) or RATE.search(self.labels[row]) is not None

    def blank(self, row: int, column: int) -> bool:
        return BLANK.fullmatch(self.texts[row][column]) is not None


def matrices(layout: Layout, tables: Mapping[str, list[dict[str, Any]]]) -> list[Matrix]:
    """The numeric tables of a document, from the rows of `tables` and `cells`; tables of tasks only where a total says
    that they have sums."""
    cells: dict[str, list[dict[str, Any]]] = {}
    for row in tables.get("cells", []):
        cells.setdefault(row["table_id"], []).append(row)
    known = zip(tables.get("tables", []), layout.tables, strict=False)
    return [matrix(row, table, cells[row["table_id"]], layout) for row, table in known
            if row["table_id"] in cells and (table.kind != "assignment" or table.total_rows)]


_UNREAD = "?"
"""Stands for a figure that cannot be read: no blank, so that no sum is tried without it."""


def matrix(row: Mapping[str, Any], table: Table, cells: Sequence[Mapping[str, Any]], layout: Layout | None = None) -> Matrix:
    """The matrix of one table; without `layout` no figure has other readings."""
    width, height = max(len(table.columns), 1 + max(c["column"] for c in cells)), max(table.rows, 1 + max(c["row"] for c in cells))
    texts, at = [[""] * width for _ in range(height)], {}
    labels = [""] * height
    for cell in cells:
        texts[cell["row"]][cell["column"]] = _UNREAD if "unread" in (cell.get("flags") or ()) else cell["text"] or ""
        at[cell["row"], cell["column"]] = cell
        labels[cell["row"]] = labels[cell["row"]] or cell["row_label"] or ""
    for cell in table.cells:
        labels[cell.row] = labels[cell.row] or cell.row_label
    names = [*table.columns, *[""] * (width - len(table.columns))]
    ordinal = _ordinal(names, texts)
    context = f"{table.caption or ''} {table.unit or ''}"
    columns = [_column(c, names[c], context, [r[c] for r in texts], ordinal) for c in range(width)]
    others = {place: _others(cell, layout) for place, cell in at.items()} if layout else {}
    keys, found = _figures(row["table_id"], columns, texts, labels, at, others)
    slices = {place: (cell["char_start"], cell["char_end"]) for place, cell in at.items() if cell.get("char_start") is not None}
    return Matrix(row["table_id"], table.caption or "", columns, labels, texts, keys, found,
                  _totals(table, labels, texts, ordinal), ordinal, slices)


def _totals(table: Table, labels: Sequence[str], texts: list[list[str]], ordinal: int | None) -> tuple[int, ...]:
    """The rows known as totals, and those whose label a page reader misread by a letter or two (`lông cộng`)."""
    unnumbered = [r for r, row in enumerate(texts)
                  if ordinal is None or not any(c.isalnum() for c in row[ordinal]) or row[ordinal] == labels[r]]
    near = [r for r in unnumbered
            if any(Levenshtein.distance(fold(labels[r]).strip(" .:"), word, score_cutoff=2) <= 2
                   for word in TOTAL_LABELS)]
    return tuple(sorted({*table.total_rows, *near}))


def _figures(table_id: str, columns: Sequence[Column], texts: list[list[str]], labels: list[str],
             at: Mapping[tuple[int, int], Mapping[str, Any]],
             others: Mapping[tuple[int, int], tuple[Decimal, ...]]) -> tuple[list[list[int | None]], list[Figure]]:
    keys: list[list[int | None]] = [[None] * len(columns) for _ in texts]
    found: list[Figure] = []
    for r, row in enumerate(texts):
        for column in columns:
            number = read(row[column.index]) if column.numeric else None
            if number is None:
                continue
            cell = at[r, column.index]
            own = cell.get("confidence")
            keys[r][column.index] = len(found)
            found.append(Figure(f"{table_id}/r{r}/c{column.index}", row[column.index], number, column.counts,
                                cell.get("page"), cell.get("quote") or row[column.index],
                                f"{labels[r]}, {column.label}" if labels[r] else column.label,
                                1.0 if own is None else own, cell.get("char_start") or 0,
                                others.get((r, column.index), ())))
    return keys, found


def _others(cell: Mapping[str, Any], layout: Layout) -> tuple[Decimal, ...]:
    """What a doubtful figure may be by the other readings of its picture; as many decimals as it has, so that no rounding makes one fit."""
    if cell.get("char_start") is None or (cell.get("confidence") or 1.0) >= SUSPECT:
        return ()
    words = layout.words_in(cell["char_start"], cell["char_end"])
    own, values = figures.value(cell["text"] or ""), [figures.value(text) for text in words[0].alternatives] if len(words) == 1 else []
    return tuple(value for value in values if own is not None and value is not None and decimals(value) == decimals(own) and value != own)


def _ordinal(names: Sequence[str], texts: list[list[str]]) -> int | None:
    for c, name in enumerate(names):
        if is_ordinal(name):
            return c
    first = [r[0] for r in texts if r and r[0]]
    ranks = [t for t in first if is_rank(t)]
    return 0 if first and len(ranks) > 0.8 * len(first) and not (names and names[0]) else None


def _column(index: int, label: str, context: str, texts: Sequence[str], ordinal: int | None) -> Column:
    filled = [t for t in texts if not BLANK.fullmatch(t)]
    values = [v for t in filled if (v := read(t)) is not None and not malformed(t)]
    numeric = index != ordinal and len(values) >= 2 and len(values) >= _NUMERIC_SHARE * len(filled)
    whole = [v for t in filled if (v := figures.value(t)) is not None and v == v.to_integral_value()]
    rate = bool(RATE.search(label)) or 2 * sum("%" in t for t in filled) > len(filled)
    mostly_whole = len(whole) >= 0.7 * len(values) > 0
    counts = mostly_whole and not rate and not _MEASURE.search(f"{label} {context}")
    return Column(index, label, numeric, counts, numeric and not rate and not _NO_SUM.search(label), rate)
