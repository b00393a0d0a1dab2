"""Labels of scanned tables, mended inside the table's own words and the districts of a province."""
import pytest

from pipeline.stages.tables.labels import district_rows, repeated_columns

GROUPED = ("TT", "Năm 2021 / “Số hộ nghèo", "Năm 2021 / Tỷ lệ %", "Năm 2022 / Số hộ nghco", "Năm 2022 / yIỆ S",
           "Năm 2023 / Số hộ nghèo", "Năm 2023 / Tỷ lệ %", "Năm 2024", "Năm 2024 / Tỷ lệ %")


def test_groups_of_columns_have_the_same_names():
    assert repeated_columns(GROUPED) == (
        "TT", *(f"Năm {year} / {name}" for year in range(2021, 2025) for name in ("Số hộ nghèo", "Tỷ lệ %")))


@pytest.mark.parametrize("columns", [
    ("TT", "Nam / Số người", "Nam / Tỷ lệ", "Nữ / Số người", "Nữ / Tỷ lệ"),
    ("A / Kế hoạch", "A / Thực hiện", "B / Kế hoạch", "B / Thực hiện", "C / Nam", "C / Nữ", "D / Kế hoạch", "D / Thực hiện"),
    ("X / Năm 2021", "X / Năm 2022", "Y / Năm 2023", "Y / Năm 2024", "Z / Năm 2025", "Z / Năm 2026"),
    ("STT", "Đơn vị", "Số hộ"), (),
])
def test_other_columns_stay(columns):
    assert repeated_columns(columns) == columns


def test_rows_of_districts():
    read = ("TP Hòa Bìuh", "Đà Bắc", "Mai Cháo", "Kim Bôi", "Cao Phong", "Lạc Sơn", "Lạc Thúy", "[uong 5ơ1", "Tân Lạc",
            "Yên Thuỷ", "Tổng cộng")
    labels, inferred = district_rows(read, (10,))
    assert labels == ("TP Hòa Bình", "Đà Bắc", "Mai Châu", "Kim Bôi", "Cao Phong", "Lạc Sơn", "Lạc Thúy", "Lương Sơn",
                      "Tân Lạc", "Yên Thuỷ", "Tổng cộng")
    assert inferred == (7,)


@pytest.mark.parametrize("labels",
                         [("Sở Y tế", "Sở Tài chính", "Công an tỉnh"), ("Xã An Bình", "Xã Mai Châu", "Xã Đà Bắc"),
                          ("Đà Bắc", "Mai Châu", "Kim Bôi", "Bệnh viện tỉnh", "Trường nghề", "Kho"), ()])
def test_other_rows_stay(labels):
    assert district_rows(labels, ()) == (labels, ())
