"""Figures, units and roles of tables: values from cells, units from wherever they are printed."""
from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, strategies as st

from extractors import cells, tables
from extractors.context import Context
from extractors.tabular import figures, role_columns
from pipeline.stages.structure import build
from tests.tables.documents import document, grid, line

VALUES = [
    ("48.216", "48216"), ("17,46", "17.46"), ("17,9%", "17.9"), ("1.250.000,5", "1250000.5"), ("07", "7"), ("-2,5", "-2.5"), ("(12)", "12"), ("1 250", "1250"),
    ("7.31", "7.31"), ("41.57", "41.57"), ("12.5", "12.5"),
]
NO_VALUES = ["", "-", "Sở Y tế", "12/3/2024", "10 - 12", "15 hộ", "1.2.3", "Quý I", "x"]


@pytest.mark.parametrize("text, value", VALUES)
def test_values(text, value):
    assert figures.value(text) == Decimal(value)


@pytest.mark.parametrize("text", NO_VALUES)
def test_no_values(text):
    assert figures.value(text) is None


@given(st.integers(0, 10**9), st.sampled_from(["", "%"]))
def test_any_grouped_number_comes_back(number, sign):
    assert figures.value(f"{number:,}".replace(",", ".") + sign) == number


def test_a_column_that_groups_with_commas():
    assert figures.groups_with_commas(["1,250.5", "980.0", "12,345,678"])
    assert not figures.groups_with_commas(["1,250", "12,5"])
    assert figures.value("1,250.5", foreign=True) == Decimal("1250.5")


ROLES = [
    ("Cơ quan chủ trì", "lead"), ("Đơn vị chủ trì thực hiện", "lead"), ("Đơn vị phối hợp", "coordinate"), ("Cơ quan phối hợp thực hiện", "coordinate"),
    ("Cơ quan thực hiện", "implement"), ("Người thực hiện", "implement"), ("Phân công / Chủ trì", "lead"), ("Phân công / Phối hợp", "coordinate"), ("Phân công", "implement"),
    ("Đơn vị phối hựp", "coordinate"), ("Co quan chủ tri", "lead"), ("Người thực hiên", "implement"),
    ("Cơ quan phối hựp thực hiện đề án", "coordinate"), ("Đơn vị thực - hiện ` dự án", "implement"),
    ("Thời gian thực hiện", None), ("Thòi gian thực hiện", None), ("Nôi dung thực hiện", None), ("Đơn vị tính", None), ("Kinh phí thực hiện", None), ("Nội dung thực hiện", None), ("Đơn vị", None), ("Tổng số hộ", None), ("Ghi chú", None),
]


@pytest.mark.parametrize("label, role", ROLES)
def test_roles_of_columns(label, role):
    assert role_columns.role(label) == role


def rows_of(rows, lines=()):
    layout = build(document((list(lines), [grid(rows, before=len(lines))])))
    return layout, {(c.row, c.column): c for c in cells.extract(layout, Context())}, tables.extract(layout, Context())


def test_cells_with_values_units_and_flags():
    rows = [["STT", "Xã", "Tổng số hộ dân", "Tỷ lệ %", "Diện tích (ha)", "Kinh phí"],
            ["1", "Đông Hà", "1.250", "12,5", "30,4", "150"], ["2", "Tây Sơn", "7.31", "9,1%", "29", "95"],
            ["", "Tổng cộng", "1.981", "51.2", "59,4", "245"]]
    layout, found, (table,) = rows_of(rows, [line("Biểu 1: Kinh phí hỗ trợ", 200, 100), line("ĐVT: triệu đồng", 440, 130)])
    assert [found[0, c].unit for c in (2, 3, 4, 5)] == ["hộ dân", "%", "ha", "triệu đồng"]
    assert found[0, 2].value == 1250 and found[0, 0].value is None and found[0, 0].flags == ["ordinal"]
    assert found[1, 2].flags == ["separator"] and found[1, 2].value == Decimal("7.31") and found[1, 2].text == "7.31"
    assert found[2, 3].flags == ["total_row", "separator"]
    assert (2, 0) not in found
    assert found[1, 4].row_label == "Tây Sơn" and found[1, 4].column_label == "Diện tích (ha)"
    assert (table.rows, table.columns, table.kind, table.unit) == (3, 6, "numeric", "triệu đồng")
    for cell in found.values():
        assert layout.text[cell.quote.start : cell.quote.end] == cell.text and cell.confidence == 1.0


def test_units_by_row():
    rows = [["TT", "Chỉ tiêu", "Đơn vị tính", "Năm 2023"], ["1", "Tỷ lệ hộ nghèo", "%", "3,5"],
            ["2", "Trồng rừng mới", "ha", "120"], ["3", "Giảm nghèo", "hộ", "95"]]
    _, found, _ = rows_of(rows)
    assert [found[r, 3].unit for r in range(3)] == ["%", "ha", "hộ"]


def test_a_column_of_dotted_decimals_is_not_flagged():
    rows = [["STT", "Xã", "Điểm"], ["1", "Đông Hà", "12.5"], ["2", "Tây Sơn", "9.75"], ["3", "Bắc Lý", "8.5"]]
    _, found, _ = rows_of(rows)
    assert all("separator" not in found[r, 2].flags for r in range(3))


def test_words_of_a_group_cell_are_marked_below_its_first_row():
    rows = [["Nhóm", "Việc", "Cơ quan thực hiện"], [("Y tế", 2, 1), "Khám sức khỏe", "Sở Y tế"], [None, "Tiêm chủng", "Trạm y tế xã"]]
    _, found, (table,) = rows_of(rows)
    assert found[0, 0].flags == [] and found[1, 0].flags == ["spanned"] and found[1, 0].text == "Y tế"
    assert table.kind == "assignment"
