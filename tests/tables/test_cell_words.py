"""Cells of words drawn and worn: several lines, abbreviations in capitals, specks and what is left of rulings."""
from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from pipeline.model.document import BBox
from pipeline.stages.read.engines.trueocr import Found
from pipeline.stages.read.ruled import words
from pipeline.stages.read.ruled.crops import cut
from pipeline.stages.read.ruled.grid import CellBox

DPI = 200
WIDE, HIGH = 560, 150
FONT = Path(__file__).parents[2] / "samples" / "fonts" / "Tinos-Regular.ttf"


def drawn(lines: list[str], bilevel: bool = False, pixels: int = 33) -> np.ndarray:
    """A ruled cell uint8 [HIGH, WIDE] with its lines; `bilevel` as a coarse copy leaves it."""
    image = Image.new("L", (WIDE, HIGH), 255)
    draw = ImageDraw.Draw(image)
    for k, line in enumerate(lines):
        draw.text((20, 18 + round(1.2 * pixels * k)), line, font=ImageFont.truetype(str(FONT), pixels), fill=0)
    draw.rectangle((0, 0, WIDE - 1, HIGH - 1), outline=0, width=2)
    if not bilevel:
        return np.array(image)
    gray = np.array(image.filter(ImageFilter.GaussianBlur(1.1)), np.float32) + np.random.default_rng(3).normal(0, 17, (HIGH, WIDE))
    return np.where(gray < 150, 0, 255).astype(np.uint8)


def read(*pictures: np.ndarray, engine: str = "tesserocr") -> list[list[str]]:
    box = BBox(0, 0, WIDE, HIGH)
    cell = CellBox(0, 0, 1, 1, box, ((0, 0), (WIDE, 0), (WIDE, HIGH), (0, HIGH)))
    lines = words.read([cut(picture, DPI, cell) for picture in pictures], engine)
    return [[" ".join(token.text for token in line) for line in own] for own in lines]


@pytest.mark.parametrize("bilevel", [False, True])
def test_lines_of_cells_are_read_as_those_of_a_page(bilevel):
    cells = [["Hỗ trợ đóng bảo hiểm y tế", "cho hộ cận nghèo; dự án 2,", "30 xã vùng khó khăn"], ["Sở TT&TT"],
             ["TT&TT"], ["Sở LĐ-TB&XH, các", "sở, ngành"]]
    assert read(*(drawn(lines, bilevel) for lines in cells)) == cells


@pytest.mark.parametrize("lines", [["Tháng 6, tháng", "11"], ["Phòng TCCB Sở Y", "tế"], ["Cán bộ, giáo viên", "mầm non"]])
def test_a_short_second_line_is_one(lines):
    picture = drawn(lines, pixels=28)
    assert not cut(picture, DPI, CellBox(0, 0, 1, 1, BBox(0, 0, WIDE, HIGH), ((0, 0), (WIDE, 0), (WIDE, HIGH), (0, HIGH)))).one_line
    assert read(picture) == [lines]


@pytest.mark.parametrize("line", ["Tỷ lệ (%)", "46,22%;", "Bị ổ dịch", "1.250"])
def test_marks_and_dots_make_no_second_line(line):
    cell = CellBox(0, 0, 1, 1, BBox(0, 0, WIDE, HIGH), ((0, 0), (WIDE, 0), (WIDE, HIGH), (0, HIGH)))
    assert all(cut(drawn([line], bilevel), DPI, cell).one_line for bilevel in (False, True))


def test_specks_and_the_remains_of_rulings_are_no_words():
    picture = drawn(["Công an tỉnh", "và các huyện"])
    picture[4:8, 30:540:7] = 0
    picture[135:138, 300:303] = 0
    assert read(picture) == [["Công an tỉnh", "và các huyện"]]
    pieces = drawn([])
    pieces[70:75, 40:500] = 0
    pieces[70:75, 60:500:30] = 255
    assert read(pieces) == [[]]


def test_boxes_of_one_line_are_joined():
    parts = [Found(10, 10, 80, 30, 0.9), Found(95, 13, 200, 33, 0.8), Found(10, 48, 150, 68, 0.9)]
    assert words._rows(parts) == [Found(10, 10, 200, 33, 0.9), parts[2]]
