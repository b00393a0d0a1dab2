"""What shines through a page from its other side."""
import numpy as np
import pytest
from PIL import Image, ImageFilter

from pipeline.stages.read.scan import through
from pipeline.stages.read.scan.page import Scanner
from tests.read_scan.pages import DPI, LINES, drawn

BACK = ("Giao các phòng, ban chuyên môn theo dõi, đôn đốc việc thực hiện.", "Kinh phí 4.800 triệu đồng do ngân sách huyện bảo đảm.",
        "Báo cáo kết quả trước ngày 20 tháng 11 năm 2023.", "Hỗ trợ 1.250 hộ vay vốn phát triển chăn nuôi.")


def shining(front: np.ndarray, back: np.ndarray, share: float) -> np.ndarray:
    """A page through which the mirrored back shows with a share of its darkness."""
    shadow = Image.fromarray(back[:, ::-1].copy()).filter(ImageFilter.GaussianBlur(1.5))
    return (255 - np.maximum(255.0 - front, share * (255.0 - np.asarray(shadow)))).astype(np.uint8)


def lower(lines: tuple[str, ...]) -> np.ndarray:
    """A page with the lines in its lower part."""
    return np.roll(drawn(lines), 420, axis=0)


@pytest.mark.parametrize("share", [0.2, 0.3])
def test_what_shines_through_is_not_read(share):
    page = Scanner().read(shining(drawn(), lower(BACK), share), DPI, 1, width=595, height=421)
    assert [line.text for line in page.lines] == list(LINES)


def test_a_page_on_which_only_the_back_shows_is_blank():
    page = Scanner().read(shining(np.full_like(drawn(), 255), drawn(BACK), 0.3), DPI, 1, width=595, height=421)
    assert page.source == "blank"


@pytest.mark.parametrize("gray", [150, 190, 215])
def test_pale_print_is_read(gray):
    pale = np.maximum(lower(BACK), gray).astype(np.uint8)
    page = Scanner().read(np.minimum(drawn(), pale), DPI, 1, width=595, height=421)
    assert [line.text for line in page.lines] == [*LINES, *BACK]


def test_pale_print_is_read_beside_what_shines_through():
    pale = np.maximum(lower(BACK), 190).astype(np.uint8)
    back = np.roll(drawn(tuple(reversed(LINES))), 700, axis=0)
    page = Scanner().read(shining(np.minimum(drawn(), pale), back, 0.25), DPI, 1, width=595, height=421)
    assert [line.text for line in page.lines] == [*LINES, *BACK]


def test_a_page_without_it_is_left_alone():
    page = drawn()
    assert through.without(page, DPI) is page
