"""Roles that the cells of an assignment table tell themselves."""
from __future__ import annotations

import pytest

from extractors import assignments
from extractors.context import Context
from pipeline.stages.structure import build
from tests.tables.documents import document, grid


@pytest.mark.parametrize(("cell", "roles"), [
    ("Chủ trì: Sở Công Thương. Phối hợp: Sở Tài chính, Thuế tỉnh.", {"lead": ["Sở Công Thương"], "coordinate": ["Sở Tài chính", "Thuế tỉnh"]}),
    ("Đơn vị chủ trì: Sở Y tế; đơn vị phối hợp: Sở Nội vụ, Công an tỉnh", {"lead": ["Sở Y tế"], "coordinate": ["Sở Nội vụ", "Công an tỉnh"]}),
    ("Sở Y tế, Sở Nội vụ chủ trì; Sở Tài chính phối hợp", {"lead": ["Sở Y tế", "Sở Nội vụ"], "coordinate": ["Sở Tài chính"]}),
    ("Sở Y tế chủ trì, phối hợp với Sở Nội vụ, Công an tỉnh", {"lead": ["Sở Y tế"], "coordinate": ["Sở Nội vụ", "Công an tỉnh"]}),
    ("Sở Y tế; Sở Nội vụ", {"implement": ["Sở Y tế", "Sở Nội vụ"]}),
])
def test_roles_in_a_cell(cell: str, roles: dict[str, list[str]]) -> None:
    rows = [["TT", "Nội dung", "Phân công thực hiện"], ["1", "2. Rà soát các mỏ đá", cell], ["2", "Xây bến xe", "Sở Xây dựng"]]
    found: dict[str, list[str]] = {}
    for row in assignments.extract(build(document(([], [grid(rows)]))), Context()):
        if row.task == "Rà soát các mỏ đá":
            found.setdefault(row.role, []).append(row.agency)
    assert found == roles


def test_money_of_works_is_no_task() -> None:
    rows = [["TT", "Danh mục dự án/ Đơn vị thực hiện", "Kế hoạch vốn"], ["1", "Sửa chữa Trạm Y tế xã Nà Phặc", "450"], ["2", "Trạm Y tế xã Bản Đồn", "90"]]
    assert assignments.extract(build(document(([], [grid(rows)]))), Context()) == ()
    rows[0][1] = "Đơn vị thực hiện"
    assert assignments.extract(build(document(([], [grid(rows)]))), Context()) == ()
