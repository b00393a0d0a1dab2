"""Ink in the cells of a table that gives no words is told."""
import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from pipeline.stages.read.scan.page import Scanner
from tests.read_scan.pages import DPI, FONT, drawn

ROWS = (("TT", "Tên xã", "Số hộ", "Ký nhận"), ("1", "Minh Tân", "1.204", ""), ("2", "Thanh Sơn", "986", ""), ("3", "Phúc Hòa", "1.530", ""))
EDGES, TOP, HIGH = (170, 270, 620, 860, 1140), 620, 60


def tabled() -> np.ndarray:
    page = Image.fromarray(drawn())
    pen, font = ImageDraw.Draw(page), ImageFont.truetype(str(FONT), 34)
    for n, row in enumerate(ROWS):
        for x0, x1, text in zip(EDGES, EDGES[1:], row):
            pen.rectangle((x0, TOP + n * HIGH, x1, TOP + (n + 1) * HIGH), outline=0, width=2)
            pen.text(((x0 + x1) // 2, TOP + n * HIGH + HIGH // 2), text, font=font, fill=0, anchor="mm")
    return np.asarray(page).copy()


def blotted(page, row):
    cv2.circle(page, (1000, TOP + row * HIGH + 30), 20, 0, -1)
    return page


def dashed(page, row):
    page[TOP + row * HIGH + 30 : TOP + row * HIGH + 33, 990:1005] = 0
    return page


@pytest.mark.parametrize("mark, told", [(lambda page, row: page, None), (dashed, None), (blotted, "unread_ink")])
def test_ink_that_gives_no_words_is_told(mark, told):
    page = Scanner().read(mark(tabled(), 2), DPI, 1, width=595, height=421)
    (grid,) = page.grids
    assert page.error_code == told
    assert [tuple(" ".join(line.text for line in c.lines) for c in grid.cells if c.row == row)[:3] for row in range(4)] == [r[:3] for r in ROWS]
    assert all(line.words for cell in grid.cells for line in cell.lines)
