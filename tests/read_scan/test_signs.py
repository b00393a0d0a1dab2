"""Signs told by their shape, and what is stamped on a page told from its text."""
import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from pipeline.stages.read.engines.words import Token
from pipeline.stages.read.scan import red as scan_red, signs, stamps
from pipeline.stages.read.scan.page import Scanner
from tests.read_scan.pages import DPI, FONT, LINES, drawn

BOX = (100, 100, 200, 150)


def sign(shape: str, figure: bool = True) -> np.ndarray:
    """Ink of one sign 24 pixels high, and a digit's strokes after it."""
    page = np.zeros((220, 320), np.uint8)
    left, right = (124, 104) if shape[0] in "<≤" else (104, 124)
    if shape in "<≤>≥":
        cv2.polylines(page, [np.array([(left, 108), (right, 117), (left, 126)])], False, 1, 2)
    if shape in "≤≥":
        page[131:133, 104:125] = 1
    if shape == "S":
        cv2.ellipse(page, (114, 113), (9, 6), 0, 60, 300, 1, 2)
        cv2.ellipse(page, (114, 126), (9, 6), 0, -120, 120, 1, 2)
    if figure:
        cv2.rectangle(page, (138, 108), (148, 132), 1, 2)
    return page


@pytest.mark.parametrize("shape, read, want", [
    ("≤", "<0", ["≤", "0"]), ("≤", "S0", ["≤", "0"]), ("≥", ">0", ["≥", "0"]), ("<", "<0", ["<", "0"]), ("S", "S0", ["S0"]),
])
def test_a_sign_of_comparison_is_what_its_ink_is(shape, read, want):
    line = signs.compared((Token(read, 102.0, 104.0, 152.0, 136.0, 0.9),), sign(shape))
    assert [t.text for t in line] == want


@pytest.mark.parametrize("text", ["Sở", "S", "50", "<abc>", "~"])
def test_other_words_are_not_looked_at(text):
    line = (Token(text, *map(float, BOX), 0.9),)
    assert signs.compared(line, sign("≤")) == line


def figure(text: str, rings: int = 0) -> tuple[np.ndarray, tuple[int, int, int, int]]:
    """Ink of one word in the serif face of 200 dpi, a little out of focus, and its box; after it a stroke between a ring above
    and so many `rings` below, where these are asked for."""
    image = Image.new("L", (320, 80), 255)
    face, pen = ImageFont.truetype(str(FONT), 38), ImageDraw.Draw(image)
    pen.text((20, 15), text, font=face, fill=0)
    end = 22 + round(pen.textlength(text, font=face))
    for x, y in [(end, 24), *((end + 16 + 14 * k, 36) for k in range(rings))] if rings else []:
        pen.ellipse((x, y, x + 11, y + 13), outline=0, width=2)
    pen.line((end + 4, 49, end + 20, 24), fill=0 if rings else 255, width=2)
    marks = (cv2.GaussianBlur(np.asarray(image), (0, 0), 0.6) < 140).astype(np.uint8)
    rows, columns = np.flatnonzero(marks.any(1)), np.flatnonzero(marks.any(0))
    return marks, (int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1)


@pytest.mark.parametrize("printed", ["8%", "88%,", "6,86%;", "100%.", "60%)"])
def test_per_cent_stays(printed):
    marks, box = figure(printed)
    assert signs.compared((Token(printed, *map(float, box), 0.9),), marks)[0].text == printed


@pytest.mark.parametrize("rings, want", [(1, "8,2%"), (2, "8,2‰")])
@pytest.mark.parametrize("read", ["8,2%", "8,2%o"])
def test_three_rings_are_per_mille(read, rings, want):
    marks, box = figure("8,2", rings)
    told = signs.compared((Token(read, *map(float, box), 0.9),), marks)[0].text
    assert told == (want if rings == 2 else read)


def noted(text: str, mark: str) -> np.ndarray:
    """A page whose first line ends with a raised figure."""
    image = Image.fromarray(drawn((text, *LINES[1:])))
    pen = ImageDraw.Draw(image)
    end = 170 + pen.textlength(text, font=ImageFont.truetype(str(FONT), round(13 * DPI / 72)))
    pen.text((end + 1, 157), mark, font=ImageFont.truetype(str(FONT), round(8 * DPI / 72)), fill=0)
    return np.asarray(image).copy()


@pytest.mark.parametrize("mark, raised", [("2", "²"), ("3", "³"), ("5", "⁵")])
def test_a_raised_figure_is_a_note_sign(mark, raised):
    page = Scanner().read(noted("Hỗ trợ giống cây trồng cho các hộ nghèo", mark), DPI, 1, width=595, height=421)
    assert page.lines[0].text == f"Hỗ trợ giống cây trồng cho các hộ nghèo{raised}"


def test_a_plain_page_has_no_note_signs():
    page = Scanner().read(drawn(), DPI, 1, width=595, height=421)
    assert not set("".join(line.text for line in page.lines)) & set("⁰¹²³⁴⁵⁶⁷⁸⁹≤≥")


def stamped() -> np.ndarray:
    """A page with an incoming stamp in a frame beside its text, as black as the text."""
    image = Image.fromarray(drawn(height=2339))
    pen = ImageDraw.Draw(image)
    font = ImageFont.truetype(str(FONT), 30)
    pen.rectangle((1000, 560, 1480, 760), outline=0, width=4)
    for at, text in enumerate(("ĐẾN", "Số: 118", "Ngày: 4/5", "Chuyển:")):
        pen.text((1030, 570 + 46 * at), text, font=font, fill=0)
    return np.asarray(image).copy()


def test_an_incoming_stamp_is_no_text():
    page = Scanner().read(stamped(), DPI, 1, width=595, height=842)
    assert [line.text for line in page.lines] == [
        line.text for line in Scanner().read(drawn(height=2339), DPI, 1, width=595, height=842).lines]
    assert any("ĐẾN" in line.text for line in page.stamps)


def test_a_frame_without_the_words_of_a_stamp_stays():
    page = stamped()
    page[570:755, 1010:1470] = 255
    again, lines = stamps.lifted(page.copy(), DPI)
    assert not lines and (again == page).all()


@pytest.mark.parametrize("angle", [0, 20, 38])
def test_an_urgency_mark_is_read_at_an_angle(angle):
    image = Image.new("L", (1000, 1400), 255)
    ImageDraw.Draw(image).text((300, 300), "HỎA TỐC", font=ImageFont.truetype(str(FONT), 60), fill=120)
    turned = np.asarray(image.rotate(angle, fillcolor=255, center=(430, 330))).copy()
    assert [line[0].text for line in scan_red.urgency(turned, DPI)] == ["HỎA TỐC"]


def test_a_red_name_is_the_signer_s_and_a_red_mark_is_a_stamp():
    colours = np.repeat(drawn(height=2339)[:, :, None], 3, 2)
    red = Image.new("L", colours.shape[1::-1], 255)
    pen = ImageDraw.Draw(red)
    pen.text((1000, 1500), "Trần Minh Châu", font=ImageFont.truetype(str(FONT), 40), fill=0)
    pen.text((300, 600), "KHẨN", font=ImageFont.truetype(str(FONT), 60), fill=0)
    colours[np.asarray(red) < 128] = (220, 40, 40)
    page = Scanner().read(colours, DPI, 1, width=595, height=842)
    assert page.lines[-1].text == "Trần Minh Châu"
    assert any("KHẨN" in line.text for line in page.stamps) and not any("KHẨN" in line.text for line in page.lines)
