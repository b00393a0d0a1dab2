"""Labels of tables: which column numbers the rows, which cells are ranks."""
from __future__ import annotations

import pytest

from extractors.tabular.row_kinds import TOTAL_LABELS, is_ordinal, is_rank, is_total
from normalizers.plain import fold


@pytest.mark.parametrize(("label", "ordinal"), [
    ("STT", True), ("TT", True), ("S/TT", True), ("T.T", True), ("S.T.T", True), ("Số TT", True), ("Số thứ tự", True), ("Thứ tự", True), ("No.", True),
    ("#", True), ("Biểu 1 / STT", True), ("stt", True), ("SỐ TT", True), ("Số", False), ("TT huyện", False), ("Thị trấn", False), ("", False), ("STT / Tên xã", False)])
def test_column_of_row_numbers(label: str, ordinal: bool):
    assert is_ordinal(label) is ordinal


@pytest.mark.parametrize(("text", "rank"),
                         [("1", True), ("1.2", True), ("IV", True), ("a)", True), ("(3)", True), ("-", True),
                          ("A.", True), ("1.250,5", False), ("Xã A", False), ("", False)])
def test_rank(text: str, rank: bool):
    assert is_rank(text) is rank


@pytest.mark.parametrize("label", ["Tổng cộng", "Tổng số", "Toàn tỉnh", "Toàn huyện", "Toàn xã", "Toàn thành phố"])
def test_usual_totals_are_totals(label: str):
    assert is_total(label) and fold(label) in TOTAL_LABELS
