"""Filled parts of a page: what stands white on black or colour, and black on gray, is read like the rest."""
import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from pipeline.stages.read.paper import fills
from pipeline.stages.read.scan.page import Scanner
from tests.read_scan.pages import DPI, FONT, LINES, drawn

HEAD = ("TT", "Tên xã", "Số hộ", "Tỷ lệ (%)")
ROWS = (("1", "Minh Tân", "1.204", "7,35"), ("2", "Thanh Sơn", "986", "11,20"), ("3", "Phúc Hòa", "1.530", "4,08"))
EDGES, TOP, HIGH = (170, 270, 620, 860, 1140), 620, 60


def tabled(fill: tuple[int, int, int], ink: tuple[int, int, int], ruling: tuple[int, int, int] = (0, 0, 0)) -> np.ndarray:
    """Lines of text, and below them a table whose head is printed in `ink` on `fill`; RGB."""
    page = Image.fromarray(drawn()).convert("RGB")
    pen, font = ImageDraw.Draw(page), ImageFont.truetype(str(FONT), 34)
    for n, row in enumerate((HEAD, *ROWS)):
        for x0, x1, text in zip(EDGES, EDGES[1:], row):
            box = (x0, TOP + n * HIGH, x1, TOP + (n + 1) * HIGH)
            pen.rectangle(box, fill=None if n else fill, outline=ruling, width=2)
            pen.text(((x0 + x1) // 2, box[1] + HIGH // 2), text, font=font, fill=(0, 0, 0) if n else ink, anchor="mm")
    return np.asarray(page).copy()


def cells(page):
    (grid,) = page.grids
    return [tuple(" ".join(line.text for line in c.lines) for c in grid.cells if c.row == row) for row in range(grid.rows)]


@pytest.mark.parametrize("fill, ink, ruling", [
    ((0, 0, 0), (255, 255, 255), (0, 0, 0)),
    ((31, 78, 140), (255, 255, 255), (0, 0, 0)),
    ((91, 155, 213), (255, 255, 255), (155, 194, 230)),
    ((180, 20, 20), (255, 255, 255), (0, 0, 0)),  # red as a seal's ink is
    ((110, 110, 110), (255, 255, 255), (255, 255, 255)),
    ((165, 165, 165), (0, 0, 0), (0, 0, 0)),
])
def test_the_head_of_a_table_on_a_fill_is_read(fill, ink, ruling):
    page = Scanner().read(tabled(fill, ink, ruling if fill[0] < 100 else (0, 0, 0)), DPI, 1, width=595, height=421)
    assert cells(page) == [HEAD, *ROWS]
    assert [line.text for line in page.lines] == list(LINES)
    assert page.error_code is None


def test_rulings_that_a_black_fill_hides_are_drawn_through_it():
    page = fills.as_paper(tabled((0, 0, 0), (255, 255, 255)), DPI)
    head = page[TOP + 8 : TOP + HIGH - 8, :, 0] < 100
    assert all(head[:, x - 3 : x + 5].any(axis=1).all() for x in EDGES)


def punched(page):
    page[600:640, 30:70] = 10
    return page


def edged(page):
    page[:, :60] = 15
    return page


def photographed(page):
    shades = np.random.default_rng(5).integers(0, 200, (8, 10)).astype(np.uint8)
    page[600:1000, 300:800] = cv2.resize(shades, (500, 400), interpolation=cv2.INTER_CUBIC)
    return page


@pytest.mark.parametrize("change", [np.copy, punched, edged, photographed])
def test_a_page_without_print_on_a_fill_stays_as_it_is(change):
    page = change(drawn(points=13))
    assert fills.as_paper(page, DPI) is page


@pytest.mark.parametrize("points", [13, 40])
def test_letters_are_no_fills(points):
    page = drawn(("ĐỀ ÁN BẢO VỆ",), points=points)
    assert fills.as_paper(page, DPI) is page
