"""Grids -> logical tables, in the shapes that annexes of plans have."""
from __future__ import annotations

import pytest

from extractors.tabular.row_kinds import is_total
from pipeline.stages.structure import build
from pipeline.stages.tables import plan
from pipeline.stages.tables.caption import unit_of
from tests.tables.documents import centred, document, grid, line, texts

SPLIT = [
    [("STT", 2, 1), ("Xã", 2, 1), ("Năm 2021", 1, 2), None, ("Năm 2022", 1, 2), None],
    [None, None, "Số hộ", "Tỷ lệ %", "Số hộ", "Tỷ lệ %"],
]
BODY = [["1", "Đông Hà", "1.250", "12,5", "1.100", "11,0"], ["2", "Tây Sơn", "980", "9,1", "905", "8,4"],
        ["", "Tổng cộng", "2.230", "10,7", "2.005", "9,7"]]


def only(doc):
    (table,) = plan(doc)
    return table


def test_merged_header_paths_labels_and_totals():
    doc = document(([centred("BIỂU CHỈ TIÊU GIẢM NGHÈO", 100)], [grid(SPLIT + BODY, before=1)]))
    table = only(doc)
    assert table.columns == ("STT", "Xã", "Năm 2021 / Số hộ", "Năm 2021 / Tỷ lệ %", "Năm 2022 / Số hộ", "Năm 2022 / Tỷ lệ %")
    assert table.header_rows == 2
    assert [row[0].row_label for row in table.rows] == ["Đông Hà", "Tây Sơn", "Tổng cộng"]
    assert table.total_rows == (2,)
    assert table.kind == "numeric"
    assert table.caption == "BIỂU CHỈ TIÊU GIẢM NGHÈO"
    assert texts(doc, table)[0] == BODY[0]


def test_header_without_row_spans():
    rows = [["TT", "Xã", ("Kinh phí", 1, 2), None], ["", "", "2021", "2022"], ["1", "Đông Hà", "120", "130"], ["2", "Tây Sơn", "95", "90"]]
    table = only(document(([], [grid(rows)])))
    assert table.columns == ("TT", "Xã", "Kinh phí / 2021", "Kinh phí / 2022")
    assert len(table.rows) == 2


@pytest.mark.parametrize("numbers", [["1", "2", "3", "4"], ["(1)", "(2)", "(3)", "(4)"], ["A", "B", "1", "2"], ["1", "2", "3", "4=3/2"]])
def test_a_row_of_column_numbers_is_header_and_no_label(numbers):
    rows = [["STT", "Chỉ tiêu", "Kế hoạch", "Thực hiện"], numbers, ["1", "Trồng rừng", "120", "131"], ["2", "Chăm sóc rừng", "450", "452"]]
    table = only(document(([], [grid(rows)])))
    assert table.header_rows == 2
    assert table.columns == ("STT", "Chỉ tiêu", "Kế hoạch", "Thực hiện")
    assert [row[0].row_label for row in table.rows] == ["Trồng rừng", "Chăm sóc rừng"]


def test_a_body_that_counts_up_is_no_row_of_numbers():
    rows = [["STT", "Lớp", "Số lớp"], ["1", "Mầm non", "3"], ["2", "Tiểu học", "5"]]
    assert len(only(document(([], [grid(rows)]))).rows) == 2


HEAD = ["STT", "Nội dung", "Thời gian", "Đơn vị thực hiện"]
FIRST = [HEAD, ["1", "Xây dựng kế hoạch", "Quý I", "Sở Y tế"], ["2", "Tổ chức tập huấn cho cán bộ", "Quý II", "Trung tâm Kiểm soát"]]
SECOND = [["3", "Kiểm tra, giám sát", "Quý III", "Thanh tra Sở"], ["4", "Tổng kết", "Quý IV", "Văn phòng Sở"]]


@pytest.mark.parametrize("again", [[], [HEAD], [["1", "2", "3", "4"]]], ids=["no header", "header", "column numbers"])
def test_joined_over_a_page_end(again):
    first = [HEAD, ["1", "2", "3", "4"], *FIRST[1:]] if again and again[0] is not HEAD else FIRST
    doc = document(([], [grid(first, top=600)]), ([], [grid(again + SECOND, top=60)]))
    table = only(doc)
    assert (table.page_start, table.page_end) == (1, 2)
    assert [row[0].row_label for row in table.rows] == ["Xây dựng kế hoạch", "Tổ chức tập huấn cho cán bộ",
                                                        "Kiểm tra, giám sát", "Tổng kết"]
    assert table.kind == "assignment"


def test_a_row_cut_by_the_page_end_is_joined():
    doc = document(([], [grid(FIRST, top=600)]), ([], [grid([["", "tuyến xã", "", "bệnh tật tỉnh"], *SECOND], top=60)]))
    table = only(doc)
    assert len(table.rows) == 4
    assert texts(doc, table)[1] == ["2", "Tổ chức tập huấn cho cán bộ tuyến xã", "Quý II", "Trung tâm Kiểm soát bệnh tật tỉnh"]
    assert [len(cell.refs) for cell in table.rows[1]] == [2, 2, 2, 2]


@pytest.mark.parametrize(("end", "rows"), [("", 4), (";", 5), (".", 5)])
def test_capitals_go_on_in_a_cut_row_only_behind_an_open_cell(end, rows):
    first = [*FIRST[:-1], [*FIRST[-1][:3], f"Trung tâm Kiểm soát{end}"]]
    doc = document(([], [grid(first, top=600)]), ([], [grid([["", "", "", "Bệnh viện tỉnh"], *SECOND], top=60)]))
    assert len(only(doc).rows) == rows


def test_a_total_at_the_top_of_a_page_is_a_row_of_its_own():
    doc = document(([], [grid(SPLIT + BODY[:2], top=600)]), ([], [grid(BODY[2:], top=60)]))
    table = only(doc)
    assert table.total_rows == (2,)


def test_text_between_two_pages_tables_parts_them():
    doc = document(([], [grid(FIRST, top=600)]),
                   ([line("Phần tiếp theo của kế hoạch gồm các nội dung sau đây:")],
                    [grid([HEAD, *SECOND], top=160, before=1)]))
    assert len(plan(doc)) == 2


def test_other_columns_part_them():
    doc = document(([], [grid(FIRST, top=600)]), ([], [grid(SPLIT + BODY, top=60)]))
    assert len(plan(doc)) == 2


def test_fewer_columns_on_the_next_page_stand_on_the_same_borders():
    edges = [60, 100, 300, 420, 540]
    doc = document(([], [grid(FIRST, top=600, edges=edges)]),
                   ([], [grid([["3", "Tổng kết", "Quý IV, Văn phòng Sở"]], top=60, edges=[60, 100, 300, 540])]))
    table = only(doc)
    assert [cell.column for cell in table.rows[2]] == [0, 1, 2]
    assert table.rows[2][2].column_label == "Thời gian"


def test_a_group_cell_stands_in_each_of_its_rows_and_figures_do_not():
    rows = [["Nhóm", "STT", "Việc", "Số lượng"], [("Y tế", 2, 1), "1", "Khám sức khỏe", ("12", 2, 1)],
            [None, "2", "Tiêm chủng", None], ["Giáo dục", "3", "Xóa mù chữ", "4"]]
    doc = document(([], [grid(rows)]))
    assert texts(doc, only(doc)) == [["Y tế", "1", "Khám sức khỏe", "12"], ["Y tế", "2", "Tiêm chủng"],
                                     ["Giáo dục", "3", "Xóa mù chữ", "4"]]
    assert [row[0].row_label for row in only(doc).rows] == ["Khám sức khỏe", "Tiêm chủng", "Xóa mù chữ"]


def test_a_total_label_over_two_columns():
    rows = [["STT", "Xã", "Số hộ"], ["1", "Đông Hà", "12"], ["2", "Tây Sơn", "15"], [("Cộng", 1, 2), None, "27"]]
    table = only(document(([], [grid(rows)])))
    assert table.rows[2][0].row_label == "Cộng" and table.total_rows == (2,)


def test_empty_cells_keep_their_place_and_empty_rows_go():
    rows = [["STT", "Xã", "Số hộ", "Ghi chú"], ["1", "Đông Hà", "", "chưa có số liệu"], ["", "", "", ""], ["2", "Tây Sơn", "15", ""]]
    doc = document(([], [grid(rows)]))
    table = only(doc)
    assert texts(doc, table) == [["1", "Đông Hà", "", "chưa có số liệu"], ["2", "Tây Sơn", "15", ""]]


def test_a_table_without_header_has_unnamed_columns():
    table = only(document(([], [grid([["1", "Đông Hà", "12", "13"], ["2", "Tây Sơn", "15", "16"]])])))
    assert table.header_rows == 0 and set(table.columns) == {""} and len(table.rows) == 2


def test_caption_above_the_attachment_note_and_the_unit_line():
    lines = [line("1. Nội dung của mục trước kết thúc bằng dấu chấm."), centred("Phụ lục I", 110),
             centred("KẾ HOẠCH VỐN GIAI ĐOẠN 2021 - 2025", 130),
             centred("(Kèm theo Kế hoạch số 15/KH-UBND của UBND huyện)", 150), line("ĐVT: triệu đồng", 440, 170)]
    table = only(document((lines, [grid(SPLIT + BODY, before=5)])))
    assert table.caption == "Phụ lục I KẾ HOẠCH VỐN GIAI ĐOẠN 2021 - 2025"
    assert table.unit == "triệu đồng"


def test_caption_in_a_cell_over_all_columns():
    rows = [[("Biểu 2. Kinh phí thực hiện (Đơn vị tính: nghìn đồng)", 1, 3), None, None], [("Đơn vị tính: nghìn đồng", 1, 3), None, None],
            ["STT", "Nội dung", "Số tiền"], ["1", "Tuyên truyền", "25.000"]]
    table = only(document(([], [grid(rows)])))
    assert table.columns == ("STT", "Nội dung", "Số tiền") and table.header_rows == 3
    assert table.unit == "nghìn đồng" and table.caption.startswith("Biểu 2.")


@pytest.mark.parametrize("label, total", [("Tổng cộng", True), ("TỔNG SỐ (I+II)", True), ("Toàn tỉnh", True), ("Cộng:", True), ("Tổng kinh phí", True),
                                          ("Tổng số hộ nghèo", False), ("Cộng đồng dân cư", False), ("Toàn diện", False), ("Toàn huyện Ea Kar", True), ("Toàn xã hội", False), ("CẢ NƯỚC", True)])
def test_total_labels(label, total):
    assert is_total(label) is total


@pytest.mark.parametrize("text, unit", [("ĐVT: triệu đồng", "triệu đồng"), ("(Đơn vị tính: %)", "%"), ("Đơn vị: người.", "người"),
                                        ("Đơn vị thực hiện: Sở Y tế", None), ("Các đơn vị: báo cáo", None)])
def test_unit_lines(text, unit):
    assert unit_of(text) == unit


def test_a_table_without_a_body_stands_where_it_is_printed():
    head = [["STT", "Nội dung", "Kinh phí"]]
    blank = [["", "", ""], ["", "", ""]]
    above = [line("Kinh phí thực hiện như sau:", top=100), line("Theo biểu kèm theo.", top=120)]
    doc = document((above, [grid(head, before=2)]), ([line("Kinh phí còn lại.", top=100)], [grid(head + blank, before=1)]))
    layout = build(doc)
    assert [layout.text[t.start :].split("\n")[0] for t in layout.tables] == ["STT", "STT"]
    assert layout.tables[0].start < layout.pages[1][0] <= layout.tables[1].start
