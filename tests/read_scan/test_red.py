"""What is printed or stamped in red, told from the ink of the page."""
import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from pipeline.stages.read.scan.page import Scanner
from tests.read_scan.pages import DPI, FONT, LINES, drawn

RED = (205, 30, 45)


def read(image: np.ndarray, **settings):
    return Scanner(**settings).read(image, DPI, 1, width=595, height=421)


def text(page) -> list[str]:
    return [line.text for line in page.lines]


def in_red(gray: np.ndarray) -> np.ndarray:
    """A gray page with its ink in red."""
    share = gray[:, :, None] / 255
    return (share * 255 + (1 - share) * np.array(RED)).astype(np.uint8)


def over(page: np.ndarray, stamp: Image.Image) -> np.ndarray:
    """A gray page with a stamp on it, whose ink lets what is below show."""
    return (page[:, :, None] / 255 * np.asarray(stamp)).astype(np.uint8)


def blank(size=(1654, 1169)) -> tuple[Image.Image, ImageDraw.ImageDraw]:
    stamp = Image.new("RGB", size, "white")
    return stamp, ImageDraw.Draw(stamp)


@pytest.mark.parametrize("fast", [False, True])
def test_a_line_printed_in_red_is_the_documents_own(fast):
    image = in_red(drawn())
    below = drawn().copy()
    below[:210] = 255
    image[210:] = np.repeat(below[210:, :, None], 3, 2)
    page = read(image, fast=fast)
    assert text(page) == list(LINES) and not page.stamps


def test_a_page_printed_in_red_alone_is_read():
    page = read(in_red(drawn()))
    assert page.source == "ocr" and text(page) == list(LINES)


@pytest.mark.parametrize("fast", [False, True])
def test_what_stands_in_a_ring_or_a_frame_is_a_stamps(fast):
    stamp, pen = blank()
    pen.ellipse((1000, 700, 1290, 990), outline=RED, width=6)
    pen.text((1145, 845), "SỞ XÂY DỰNG", font=ImageFont.truetype(str(FONT), 34), fill=RED, anchor="mm")
    page = read(over(drawn(), stamp), fast=fast)
    assert text(page) == list(LINES)
    assert "XÂY DỰNG" in " ".join(line.text for line in page.stamps)


def test_a_scrap_of_red_is_no_line_of_the_document():
    stamp, pen = blank()
    pen.text((1300, 900), "Ñy", font=ImageFont.truetype(str(FONT), 36), fill=RED)
    assert text(read(over(drawn(), stamp))) == list(LINES)


def test_print_under_a_red_incoming_stamp_is_read_and_the_stamp_apart():
    stamp, pen = blank()
    pen.rectangle((150, 286, 620, 520), outline=RED, width=4)
    for at, words in enumerate(("CÔNG VĂN ĐẾN", "Số: 741", "Ngày: 08/6/2022")):
        pen.text((175, 345 + 54 * at), words, font=ImageFont.truetype(str(FONT), 30), fill=RED)
    page = read(over(drawn(), stamp))
    assert text(page) == list(LINES)
    assert "Số: 741" in [line.text for line in page.stamps]


def test_a_seal_that_shows_from_the_other_side_leaves_a_blank_page_and_is_told():
    stamp, pen = blank()
    pen.ellipse((700, 500, 980, 780), outline=RED, width=5)
    pen.ellipse((770, 570, 910, 710), outline=RED, width=3)
    page = read(np.asarray(stamp).copy())
    assert (page.source, page.error_code) == ("blank", "unread_ink")


@pytest.mark.parametrize("fast", [False, True])
def test_a_black_incoming_stamp_is_set_apart_in_both_ways_of_reading(fast):
    image = Image.fromarray(drawn(height=2339))
    pen = ImageDraw.Draw(image)
    pen.rectangle((1000, 560, 1480, 760), outline=0, width=4)
    for at, words in enumerate(("ĐẾN", "Số: 118", "Ngày: 4/5", "Chuyển:")):
        pen.text((1030, 570 + 46 * at), words, font=ImageFont.truetype(str(FONT), 30), fill=0)
    page = Scanner(fast=fast).read(np.asarray(image).copy(), DPI, 1, width=595, height=842)
    assert text(page) == list(LINES)
    assert any("ĐẾN" in line.text for line in page.stamps)
