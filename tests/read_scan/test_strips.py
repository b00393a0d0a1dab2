"""Lines cut out of the page: what of the ink at their edges is theirs."""
import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from pipeline.stages.read.engines import lines
from pipeline.stages.read.engines.trueocr import Found
from pipeline.stages.read.paper import ink
from pipeline.stages.read.weighing import strips
from pipeline.stages.read.weighing.strips import Band
from tests.read_scan.pages import FONT, drawn

TOP, CORE, BOTTOM = 120, (136, 152), 164


def page(*pieces: tuple[int, int]) -> np.ndarray:
    """A gray page with the core of a line, and above it one piece of ink between each two rows."""
    image = np.full((300, 600), 230, np.uint8)
    image[CORE[0] : CORE[1], 60:540:8] = 20
    for at, (first, last) in enumerate(pieces):
        image[first:last, 100 + 40 * at : 110 + 40 * at] = 20
    return image


@pytest.mark.parametrize("piece, stays", [((112, 134), True), ((116, 133), True), ((100, 124), False), ((110, 128), False)])
def test_a_mark_that_ends_near_the_letters_is_theirs(piece, stays):
    """The tone of `ồ` may reach beyond the strip; a tail of the line above ends farther from the letters."""
    band = Band(50.0, 550.0, 0.0, float(TOP), float(BOTTOM), CORE)
    strip = strips.cut(page(piece), band, np.eye(2, 3))
    above = strip.picture()[: round((piece[1] - TOP) * strip.scale)]
    assert (above.min() < 100) == stays


@pytest.mark.parametrize("face", ["Regular", "Bold"])
@pytest.mark.parametrize("words", ["Sở TTTT", "Sở TT&TT", "TTYT", "Sở Tài chính"])
def test_the_bars_of_capitals_are_no_lines_of_their_own(words, face):
    image = Image.new("L", (600, 200), 255)
    font = ImageFont.truetype(str(FONT.with_name(f"Tinos-{face}.ttf")), 36)
    ImageDraw.Draw(image).text((60, 70), words, font=font, fill=0)
    gray = np.asarray(image).copy()
    marks = ink.mask(gray)
    rows, columns = np.flatnonzero(marks.any(1)), np.flatnonzero(marks.any(0))
    found = strips.bands(marks, Found(columns[0] - 1, rows[0] - 1, columns[-1] + 2, rows[-1] + 2, 0.9))
    assert len(found) == 1 and found[0].top <= rows[0] and found[0].bottom > rows[-1]
    assert lines.read([strips.cut(gray, found[0], np.eye(2, 3)).picture()])[0].text == words


def test_an_underlined_line_is_one_band():
    line = drawn(("Tổ chức thực hiện và chế độ báo cáo",))
    ruled = line.copy()
    ruled[205:208, 160:760] = 0
    found = Found(165, 160, 700, 212, 1.0)
    (plain,), (under,) = (strips.bands((picture < 128).astype(np.uint8), found) for picture in (line, ruled))
    assert under.core == pytest.approx(plain.core, abs=2)
