"""Misread numbers of units, put right by their place in the sequence."""
from __future__ import annotations

import pytest

from normalizers.instruments import is_capitals
from pipeline.stages.structure.misread import Reading, repair


def markers(*texts: str, read: bool = True) -> list[str | None]:
    return [m and m.text for m in repair([Reading(t, read, is_capitals(t)) for t in texts])]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["1. MỤC ĐÍCH", "1. Mục đích", "2. Yêu cầu", "II. NỘI DUNG", "HI. KINH PHÍ", "IV. TỔ CHỨC"], ["I", "1", "2", "II", "III", "IV"]),
        (["I. MỤC TIÊU", "H. NỘI DUNG", "1H. GIẢI PHÁP", "1V. KINH PHÍ"], ["I", "II", "III", "IV"]),
        (["V. A LÀ", "VI. B LÀ", "VH. C LÀ", "VI. D LÀ", "IX. E LÀ"], ["V", "VI", "VII", "VIII", "IX"]),
        (["I. MỤC TIÊU", "II. NỘI DUNG", "II. GIẢI PHÁP", "IV. KINH PHÍ"], ["I", "II", "III", "IV"]),
        (["1. Mục tiêu", "II. Nội dung", "1. Đấu thầu", "2. Mua sắm"], ["I", "II", "1", "2"]),
        (["IV. KINH PHÍ", "I. Nguồn vốn trung ương", "2. Nguồn vốn khác"], ["IV", "1", "2"]),
        (["1, Mục đích", "2. Yêu cầu", ".3. Phạm vi", "4. Thời gian"], ["1", "2", "3", "4"]),
        (["a) Sở Y tế", "b) Sở Tài chính", "e) Sở Nội vụ", "d) Sở Tư pháp"], ["a", "b", "c", "d"]),
        (["6. Sở Tài chính", "7. Sở Y tế", "9. Sở Nội vụ", "9. Sở Tư pháp"], ["6", "7", "8", "9"]),
        (["7. Sở Y tế", "§. Khám chữa bệnh"], ["7", "8"]),
        (["Điều 1. Thành lập Tổ", "Điều 2, Nhiệm vụ của Tổ", "Điều 3, Luật Đấu thầu"], ["Điều 1", "Điều 2", None]),
        (["PHÂN I. MỤC TIÊU", "PHẨN II. NHIỆM VỤ", "Phân công nhiệm vụ"], ["PHẦN I", "PHẦN II", None]),
        (["Điêu 1. Giao Sở Y tế", "Điểu 2. Quyết định này có hiệu lực"], ["Điều 1", "Điều 2"]),
        (["1. Trách nhiệm chung", "2 Trách nhiệm của các phòng:", "3. Kinh phí"], ["1", "2", "3"]),
        (["1. Trách nhiệm chung", "12 Xã đạt chuẩn", "2. Kinh phí"], ["1", None, "2"]),
        (["–1. Bà Lê Thị Mai, Trưởng ban", "2. Ông Trần Văn Phú, Phó Trưởng ban"], ["1", "2"]),
        (["1.1. Chính sách y tế", "12. Chính sách nhà ở", "1.3. Chính sách khác"], ["1.1", "1.2", "1.3"]),
        (["1. Nhiệm vụ chung", "2 Nhiệm vụ cụ thể:", "12 Xã vùng cao", "3. Kinh phí"], ["1", "2", None, "3"]),
    ],
)
def test_repaired(texts, expected):
    assert markers(*texts) == expected


def test_what_is_no_page_picture_is_left_as_printed():
    texts = ["1. MỤC ĐÍCH", "II. NỘI DUNG", "II. GIẢI PHÁP", "a) Sở Y tế", "c) Sở Tài chính", "16. Các sở", "2. UBND các huyện"]
    assert markers(*texts, read=False) == ["1", "II", "II", "a", "c", "16", "2"]


def test_numbering_that_skips_on_paper_is_kept():
    assert markers("a) Sở Y tế", "d) Sở Tư pháp") == ["a", "d"]
    assert markers("16. Các sở, ngành", "2. UBND các huyện") == ["16", "2"]
