"""The unit of a table's cells: printed in the cell, in the header, in a column of units, or on the unit line."""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import regex

from normalizers import units
from normalizers.plain import fold
from normalizers.unreadable import Unreadable
from pipeline.model.layout import Cell, Table

_BRACKET = regex.compile(r"\((?:\s*(?:ĐVT|đvt|đơn vị tính|đơn vị)\s*:)?\s*(?P<unit>[^()]{1,30})\)")
_FORMULA = regex.compile(r"[\d\s+=*/x:()\[\].-]+|.*[=+].*")
_MONEY = regex.compile(r"(?:nghìn|ngàn|triệu|tỷ|trăm triệu)?\s*đồng|(?:triệu|tỷ|nghìn)\s*(?:đ|VND|VNĐ)?|đ|VNĐ|VND|USD", regex.IGNORECASE)
_UNIT_COLUMN = regex.compile(r"(?:dvt|don vi tinh|don vi do)")
_NAMED = regex.compile(r"\b(?:tổng\s+số|số\s+lượng|số)\s+(?P<noun>\p{L}.*)", regex.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Units:
    """`by_row` is the text of the unit column, `line` the unit line's words, `by_column` what each column label names."""

    by_row: Mapping[int, str]
    by_column: tuple[str | None, ...]
    named: tuple[str | None, ...]
    line: str | None

    @staticmethod
    def of(table: Table) -> Units:
        """The places of a table where units are printed."""
        column = _unit_column(table)
        by_row = ({c.row: " ".join(c.text.split()) for c in table.cells if c.column == column and c.text.strip()}
                  if column is not None else {})
        line = table.unit if table.unit and not regex.search(r"[,;/](?!\p{L}*\s*(?:năm|tháng|ha)\b)", table.unit) else None
        return Units(by_row, tuple(_printed(label) for label in table.columns), tuple(_noun(label) for label in table.columns), line)

    def unit(self, cell: Cell) -> str | None:
        """The unit of a figure: what stands nearest to it."""
        if cell.text.rstrip(" )").endswith(("%", "‰")):
            return cell.text.rstrip(" )")[-1]
        return self.by_column[cell.column] or self.by_row.get(cell.row) or self.named[cell.column] or self.line


def _unit_column(table: Table) -> int | None:
    """The column that names each row's unit: `ĐVT`, `Đơn vị tính`; `Đơn vị` only where it holds units."""
    for column, label in enumerate(table.columns):
        words = fold(label.rpartition(" / ")[2]).strip(" .:")
        if _UNIT_COLUMN.fullmatch(words):
            return column
        if words == "don vi":
            texts = [c.text.strip() for c in table.cells if c.column == column and c.text.strip()]
            if texts and sum(_known(t) for t in texts) > 0.6 * len(texts):
                return column
    return None


def _known(text: str) -> bool:
    if text in {"%", "‰", "ha", "km", "m", "m2", "kg", "tấn", "tạ"} or _MONEY.fullmatch(text):
        return True
    try:
        units.read(text)
    except Unreadable:
        return False
    return True


def _printed(label: str) -> str | None:
    """The unit that a header path prints: `Tỷ lệ (%)`, `Diện tích (ha)`, `Tỷ lệ %`; the deepest part first."""
    for part in reversed(label.split(" / ")):
        for match in _BRACKET.finditer(part):
            unit = match["unit"].strip()
            if not _FORMULA.fullmatch(unit) and _known(unit):
                return unit
        if "%" in part:
            return "%"
    return None


def _noun(label: str) -> str | None:
    """The counting noun of a header: `Tổng số hộ nghèo` -> `hộ`."""
    for part in reversed(label.split(" / ")):
        match = _NAMED.search(part)
        if match:
            try:
                return units.read(match["noun"])
            except Unreadable:
                continue
    return None
