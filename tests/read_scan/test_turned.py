"""Names of columns that run up or down in their cells."""
import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from pipeline.stages.read.scan.page import Scanner
from tests.read_scan.pages import DPI, FONT, drawn

NAMES = ("Tổng số hộ", "Hộ nghèo", "Nước sạch (%)", "Năm 2021")
ROWS = (("Minh Tân", "1.204", "96", "88,5", "12"), ("Thanh Sơn", "986", "117", "91,2", "15"), ("Phúc Hòa", "1.530", "64", "79,4", "20"))
TOP, HIGH, LOW = 620, 260, 60
EDGES = (170, 430, 530, 630, 730, 830)
FACE = ImageFont.truetype(str(FONT), 34)


def tabled(turn: int) -> np.ndarray:
    """A table whose names of columns are turned by `turn` degrees counter-clockwise."""
    page = Image.fromarray(drawn())
    pen = ImageDraw.Draw(page)
    for x0, x1, name in zip(EDGES, EDGES[1:], ("Xã", *NAMES)):
        pen.rectangle((x0, TOP, x1, TOP + HIGH), outline=0, width=2)
        word = Image.new("L", (HIGH - 20, 60), 255)
        ImageDraw.Draw(word).text(((HIGH - 20) // 2, 30), name, font=FACE, fill=0, anchor="mm")
        upright = word.rotate(0 if name == "Xã" else turn, expand=True)
        page.paste(upright, ((x0 + x1 - upright.width) // 2, TOP + (HIGH - upright.height) // 2))
    for n, row in enumerate(ROWS):
        for x0, x1, text in zip(EDGES, EDGES[1:], row):
            top = TOP + HIGH + n * LOW
            pen.rectangle((x0, top, x1, top + LOW), outline=0, width=2)
            pen.text(((x0 + x1) // 2, top + LOW // 2), text, font=FACE, fill=0, anchor="mm")
    return np.asarray(page).copy()


@pytest.mark.parametrize("turn", [90, 270])
def test_names_of_columns_that_run_up_or_down_are_read(turn):
    (grid,) = Scanner().read(tabled(turn), DPI, 1, width=595, height=421).grids
    assert [" ".join(line.text for line in c.lines) for c in grid.cells if c.row == 0] == ["Xã", *NAMES]
    assert [tuple(c.lines[0].text for c in grid.cells if c.row == row) for row in range(1, grid.rows)] == list(ROWS)
    for cell in grid.cells:
        for word in (w for line in cell.lines for w in line.words):
            assert cell.bbox.x0 < word.bbox.x0 < word.bbox.x1 < cell.bbox.x1 and cell.bbox.top < word.bbox.top < word.bbox.bottom < cell.bbox.bottom
