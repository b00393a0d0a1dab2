"""Ruled tables drawn as page images: found in spite of skew, breaks, specks and a stamp; figures read with honest confidence."""
from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from pipeline.model.document import BBox
from pipeline.stages.read.engines.numbers import ALPHABET, NumberReading, classes_of
from pipeline.stages.read.engines.words import Token
from pipeline.stages.read.ruled import cells
from pipeline.stages.read.ruled.crops import cut
from pipeline.stages.read.ruled.figures import looks_numeric, settle
from pipeline.stages.read.ruled.grid import CellBox, GridBox
from pipeline.stages.read.scan import tables

DPI = 200
FONT = Path(__file__).parents[2] / "samples" / "fonts" / "Tinos-Regular.ttf"
XS = [120, 220, 520, 760, 1000, 1240]
YS = [300, 360, 420, 480, 540, 600, 660]
TEXTS = {(2, 0): "1", (2, 1): "Đông Hà", (2, 2): "12.450", (2, 3): "7,25", (2, 4): "1.031", (3, 1): "Tây Sơn",
         (3, 2): "8.964", (3, 3): "11,80", (4, 2): "23.517", (5, 1): "Tổng cộng", (5, 2): "44.931", (5, 4): "6.208"}


def page(merged: bool = True, text: bool = True) -> np.ndarray:
    """uint8 [900, 1400]: a table of 6 rows and 5 columns with a header of two rows (`Năm 2024` over three columns)."""
    image = Image.new("L", (1400, 900), 255)
    draw = ImageDraw.Draw(image)
    font = ImageFont.truetype(str(FONT), 36)
    if text:
        draw.text((400, 120), "KẾ HOẠCH GIAO CHỈ TIÊU NĂM 2024", font=font, fill=0)
        for (r, c), word in TEXTS.items():
            draw.text((XS[c] + 14, YS[r] + 9), word, font=font, fill=0)
        draw.text((800, 308), "Năm 2024", font=font, fill=0)
    for k, y in enumerate(YS):
        draw.line((XS[2] if merged and k == 1 else XS[0], y, XS[-1], y), fill=0, width=2)
    for k, x in enumerate(XS):
        draw.line((x, YS[1] if merged and k in (3, 4) else YS[0], x, YS[-1]), fill=0, width=2)
    return np.array(image)


def turned(image: np.ndarray, degrees: float) -> np.ndarray:
    matrix = cv2.getRotationMatrix2D((700, 450), degrees, 1.0)
    return cv2.warpAffine(image, matrix, (1400, 900), borderValue=255, flags=cv2.INTER_LINEAR)


def dotted(image: np.ndarray) -> np.ndarray:
    """A third of the ink gone in spots, specks all over: a photocopy of a photocopy."""
    random = np.random.default_rng(7)
    lost = cv2.dilate((random.random(image.shape) < 0.045).astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
    worn = np.where(lost, 255, image).astype(np.uint8)
    worn[random.random(worn.shape) < 0.0015] = 0
    return worn


def stamped(image: np.ndarray) -> np.ndarray:
    marked = image.copy()
    cv2.circle(marked, (620, 330), 150, 90, 7)
    cv2.circle(marked, (620, 330), 110, 90, 4)
    return marked


def framed(image: np.ndarray) -> np.ndarray:
    dark = image.copy()
    dark[:25] = dark[-30:] = 0
    dark[:, :20] = dark[:, -22:] = 0
    return dark


PICTURES = {
    "as printed": page(), "turned left": turned(page(), 1.2), "turned right": turned(page(), -0.8), "dotted rulings": dotted(page()),
    "a stamp across": stamped(page()), "dark edges": framed(page()), "grey paper": (page() * 0.55 + 80).astype(np.uint8),
}
SPANS = [(0, 0, 2, 1), (0, 1, 2, 1), (0, 2, 1, 3)]


def spans(grid):
    return [(c.row, c.column, c.row_span, c.column_span) for c in grid.cells if c.row_span * c.column_span > 1]


@pytest.mark.parametrize("picture", PICTURES)
def test_the_table_is_found(picture):
    (grid,) = cells.find(PICTURES[picture], DPI)
    assert (grid.rows, grid.columns) == (6, 5)
    assert (0, 2, 1, 3) in spans(grid)


@pytest.mark.parametrize("picture", ["as printed", "turned left", "a stamp across", "dark edges"])
def test_merged_cells_are_exact(picture):
    (grid,) = cells.find(PICTURES[picture], DPI)
    first = [(0, 0, 1, 1)] if not spans(grid) else spans(grid)
    assert first == [(0, 2, 1, 3)] or first == SPANS


def test_boxes_are_in_pixels_of_the_image_given():
    big = cv2.resize(page(), None, fx=1.5, fy=1.5, interpolation=cv2.INTER_LINEAR)
    (grid,) = cells.find(big, DPI * 1.5)
    assert (grid.bbox.x0, grid.bbox.top, grid.bbox.x1, grid.bbox.bottom) == pytest.approx((180, 450, 1860, 990), abs=6)


def test_a_page_of_text_has_no_table():
    image = Image.new("L", (1400, 900), 255)
    draw = ImageDraw.Draw(image)
    font = ImageFont.truetype(str(FONT), 36)
    for k in range(14):
        draw.text((120, 60 + 55 * k), "Ủy ban nhân dân huyện giao các phòng, ban triển khai kế hoạch năm 2024", font=font, fill=0)
    draw.line((500, 50, 900, 50), fill=0, width=3)
    assert cells.find(np.array(image), DPI) == []


def test_cells_are_read_with_boxes_and_trust():
    image = page()
    (grid,) = cells.find(image, DPI)
    read = {(cell.row, cell.column): lines for cell, lines in cells.read(image, DPI, grid)}
    for place in [(2, 2), (2, 3), (2, 4), (3, 2), (3, 3), (4, 2), (5, 2), (5, 4)]:
        (token,) = read[place][0]
        assert token.text == TEXTS[place]
        assert token.confidence >= 0.5
        assert XS[place[1]] < token.x0 < token.x1 < XS[place[1] + 1] and YS[place[0]] < token.top < token.bottom < YS[place[0] + 1]
    assert " ".join(t.text for t in read[5, 1][0]) == "Tổng cộng"
    assert read[4, 3] == () and read[4, 4] == ()


SETTLED = [
    # readings of each cell by one reader, the other reader's, text wanted, trusted
    ((["1.250"] * 3, "1.250"), "1.250", True),
    ((["41.57"] * 3, "41.57"), "41.57", True),
    ((["1,250", "1.250", "1.250"], "1.250"), "1.250", True),
    ((["1,250", "1,250", "1.250"], "1250"), "1.250", False),
    ((["6.4-K", "6.480", "53"], "x"), "6.480", False),
]


def test_readings_are_settled():
    steady = [(["2.%03d" % k] * 3, "2.%03d" % k) for k in range(100, 140)]
    told = settle([own for (own, _), *_ in SETTLED] + [own for own, _ in steady], [w for (_, w), *_ in SETTLED] + [w for _, w in steady])
    for reading, (_, text, trusted) in zip(told, SETTLED):
        assert reading.text == text
        assert (reading.confidence >= 0.5) is trusted, reading


def test_a_blurred_picture_is_not_trusted_on_separators():
    own = [["%d.%d" % (k % 9, 10 + k), "%d,%d" % (k % 9, 10 + k), "%d.%d" % (k % 9, 10 + k)] for k in range(30)]
    told = settle(own, [""] * 30)
    assert all("," in reading.text and reading.confidence < 0.5 and reading.alternatives for reading in told)


def test_a_figure_more_likely_wrong_than_right_is_not_shown():
    own = [["4.%d" % k, "4.3%d" % k, "1.%d" % k, "4.7%d" % k] for k in range(30)]
    faint = NumberReading(("4.311", "4.322"), (0.05, 0.05))
    plain = [NumberReading(("2.500",), (1.0,), (lattice("2.500"),))]
    told = settle([*own, ["2.500"] * 4], [""] * 31, [faint] * 30 + plain)
    assert all(reading.text == "…" and reading.confidence < 0.2 and reading.alternatives for reading in told[:30])
    assert told[30].text == "2.500"


@pytest.mark.parametrize("second, shown", [("", "…"), ("471", "471")])
def test_what_one_reader_alone_makes_of_letters_is_no_figure(second, shown):
    letters = NumberReading(("## ###",), (1.0,), (lattice("## ###"),))
    wavering = [["1.%d" % k, "7.%d" % k, "4.%d" % k, "2.%d" % k] for k in range(20)]
    told = settle([["471", "*:471", "w471", "471"], *wavering], [second] + [""] * 20, [letters, *[letters] * 20])
    assert told[0].text == shown and told[0].confidence < 0.5


def lattice(text: str) -> np.ndarray:
    """The chances of a reader of figures that sees nothing but `text`."""
    rows = [k for c in classes_of(text) for k in (c, 0)]
    return np.eye(len(ALPHABET) + 1)[rows]


@pytest.mark.parametrize("text, numeric",
                         [("12.450", True), ("7,2%", True), ("1", True), ("4i.150", True), ("Năm 2024", False),
                          ("12/3/2024", False), ("Tổng", False), ("", False)])
def test_what_looks_numeric(text, numeric):
    assert looks_numeric(text) is numeric


def test_marks_above_the_first_letters_of_a_cell_are_no_ruling_to_cut_off():
    """`TỔ` in a cell: the hook stands clear above all letters."""
    image = Image.new("L", (700, 300), 255)
    draw = ImageDraw.Draw(image)
    font = ImageFont.truetype(str(FONT), 36)
    for r, word in enumerate(("TỔ THẨM ĐỊNH", "ĐỔI MỚI")):
        draw.text((60, 50 + 100 * r), word, font=font, fill=0)
    for y in (40, 140, 240):
        draw.line((40, y, 660, y), fill=0, width=2)
    for x in (40, 350, 500, 660):
        draw.line((x, 40, x, 240), fill=0, width=2)
    (grid,) = cells.find(np.array(image), DPI)
    for cell in grid.cells[::3]:
        crop = cut(np.array(image), DPI, cell)
        above = crop.image[: crop.text[1]]
        assert (above < 128).sum() == 0


def test_a_compound_that_stands_on_two_lines_of_a_cell_is_mended_and_a_sign_of_comparison_stays():
    box = BBox(0, 0, 100, 60)
    cell = CellBox(0, 0, 1, 1, box, ((0, 0), (100, 0), (100, 60), (0, 60)))
    word = lambda text, top, sure=0.9: Token(text, 10, top, 60, top + 10, sure)
    held = ((word("chọn", 5), word("nhà", 5)), (word("thâu", 25),), (word("≤", 45, 0.4), word("20", 45), word("ngày", 45)))
    (grid,) = tables.grids([tables.Table(GridBox(box, 1, 1, (cell,)), ((cell, held),))], [], 0.36)
    assert [line.text for line in grid.cells[0].lines] == ["chọn nhà", "thầu", "≤ 20 ngày"]
