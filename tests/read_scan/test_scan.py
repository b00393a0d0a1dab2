"""Whole pages through the Scanner."""
import io

import cv2
import numpy as np
import pypdfium2
import pytest
from PIL import Image

from pipeline.model.errors import OperatorError
from pipeline.stages.read import raster
from pipeline.stages.read.engines import models, tesseract
from pipeline.stages.read.scan.page import Scanner
from pipeline.stages.read.weighing import strips
from tests.read_scan.pages import DPI, LINES, drawn


def read(image, **settings):
    height, width = image.shape[:2]
    return Scanner(**settings).read(image, DPI, 1, width=width * 72 / DPI, height=height * 72 / DPI)


def text(page):
    return [line.text for line in page.lines]


def test_page_is_read_with_boxes_and_confidence():
    page = read(drawn())
    assert page.source == "ocr" and page.rotation == 0
    assert text(page) == list(LINES)
    words = [w for line in page.lines for w in line.words]
    assert all(0 <= w.bbox.x0 < w.bbox.x1 <= page.width and 0 <= w.bbox.top < w.bbox.bottom <= page.height for w in words)
    assert all(0 <= w.confidence <= 1 for w in words)
    figure = next(w for w in words if w.text == "1.460")
    assert figure.confidence >= 0.9  # both readers saw it
    assert abs(figure.bbox.top - page.lines[1].bbox.top) < 6


@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_turned_page_is_set_upright(quarters):
    image = np.rot90(drawn(height=1654), quarters).copy()
    page = read(image)
    assert page.rotation == 90 * quarters
    assert text(page) == list(LINES)
    assert page.width == page.height


def test_width_and_height_swap_with_a_quarter_turn():
    page = read(np.rot90(drawn(width=1654, height=1200), 1).copy())
    assert (round(page.width), round(page.height)) == (round(1654 * 0.36), round(1200 * 0.36))


def test_tilted_page_is_levelled():
    tilted = np.asarray(Image.fromarray(drawn()).rotate(2.0, fillcolor=255, resample=Image.Resampling.BICUBIC))
    page = read(tilted)
    assert text(page) == list(LINES)
    assert abs(abs(page.skew_degrees) - 2.0) < 0.2
    for line in page.lines:
        tops = [w.bbox.bottom for w in line.words]
        assert max(tops) - min(tops) < 8  # level: at two degrees a tilted line would climb 15 points


def test_blank_page_is_blank():
    page = read(np.full((1169, 827), 255, np.uint8))
    assert (page.source, page.error_code, page.lines) == ("blank", None, ())


def test_dust_alone_is_blank():
    image = np.full((1169, 827), 255, np.uint8)
    image[100:103, 200:203] = image[700:702, 400:403] = 0
    assert read(image).source == "blank"


def test_ink_without_words_is_a_failure_and_not_blank():
    image = np.full((1169, 827), 255, np.uint8)
    yy, xx = np.mgrid[:1169, :827]
    image[(np.hypot(yy - 500, xx - 400) % 90 < 6) & (np.hypot(yy - 500, xx - 400) < 300)] = 0
    page = read(image)
    assert (page.source, page.error_code, page.lines) == ("failed", "no_text", ())


def test_a_page_number_by_itself_is_read():
    image = drawn(height=1654)
    number = drawn(("7",), height=400)
    image[1300:1600, 700:1000] = number[100:400, 100:400]
    assert text(read(image)) == [*LINES, "7"]


def test_scribble_is_left_out_and_told():
    image = drawn(height=1654)
    xs = np.linspace(0, 6 * np.pi, 4000)
    x, y = (900 + 12 * xs + 60 * np.sin(1.7 * xs)).astype(int), (1100 + 70 * np.sin(xs) * np.cos(0.6 * xs)).astype(int)
    for d in range(4):
        image[y + d, x] = image[y, x + d] = 0
    page = read(image)
    assert text(page) == list(LINES)
    assert page.source == "ocr" and page.error_code in (None, "unread_ink")


def test_two_columns_of_a_letterhead_stay_apart():
    image = drawn(("ỦY BAN NHÂN DÂN", "HUYỆN SÔNG MÂY"), width=1654)
    right = drawn(("CỘNG HÒA XÃ HỘI", "Độc lập - Tự do - Hạnh phúc"), width=1654)
    image[:, 850:] = right[:, 100:904]
    body = drawn(tuple(("",) * 4 + LINES))
    page = read(np.minimum(image, body))
    assert text(page)[:4] == ["ỦY BAN NHÂN DÂN", "HUYỆN SÔNG MÂY", "CỘNG HÒA XÃ HỘI", "Độc lập - Tự do - Hạnh phúc"]
    assert text(page)[4:] == list(LINES)


def test_fast_reads_the_same_clear_page():
    assert text(read(drawn(), fast=True)) == list(LINES)


def test_unknown_engine_is_an_operators_error():
    with pytest.raises(OperatorError, match="tesserocr"):
        read(drawn(), engine="cuneiform")


def test_missing_model_is_an_operators_error(monkeypatch, tmp_path):
    monkeypatch.setenv("KEHOACH_TESSDATA", str(tmp_path))
    with pytest.raises(OperatorError, match="vie.traineddata"):
        tesseract.tessdata()


def test_versions_name_engine_model_and_hashes():
    told = models.versions("tesserocr")
    assert told["engine"] == "tesserocr" and told["model"] == "vie.traineddata"
    assert len(told["model_sha256"]) == 64 and told["trueocr"]


def test_a_coarse_bilevel_page_is_read_from_lower_strips(monkeypatch):
    heights = []
    cut = strips.cut
    monkeypatch.setattr(strips, "cut", lambda *given: heights.append(given[3]) or cut(*given))
    fine = drawn()
    coarse = np.where(cv2.resize(fine, None, fx=0.75, fy=0.75, interpolation=cv2.INTER_AREA) > 140, 255, 0).astype(np.uint8)
    page = Scanner().read(coarse, 150, 1, width=595, height=421)
    assert set(heights) == {strips.COARSE_HEIGHT}
    assert text(page) == list(LINES)
    heights.clear()
    assert text(read(fine)) == list(LINES)
    assert set(heights) == {strips.STRIP_HEIGHT}


@pytest.mark.parametrize("size", [(1241, 1754), (1240, 1755), (1275, 1650)])
def test_a_bilevel_scan_stays_bilevel(size):
    bits = Image.fromarray(np.random.default_rng(3).integers(0, 2, size[::-1], dtype=np.uint8) * np.uint8(255)).convert("1")
    out = io.BytesIO()
    bits.save(out, "PDF", resolution=150)
    image, dpi = raster.picture(pypdfium2.PdfDocument(out.getvalue())[0])
    assert dpi == pytest.approx(150, abs=0.2) and image.shape[:2] == size[::-1]
    assert set(np.unique(image).tolist()) == {0, 255}


def test_four_inks_that_are_stored_inverted_come_out_as_printed():
    out = io.BytesIO()
    Image.fromarray(drawn()).convert("RGB").convert("CMYK").save(out, "PDF", resolution=DPI)
    told = b"/Decode [ 1 0 1 0 1 0 1 0 ]"
    assert told in out.getvalue()
    image, dpi = raster.picture(pypdfium2.PdfDocument(out.getvalue().replace(told, b" " * len(told)))[0])
    assert dpi == pytest.approx(DPI, abs=0.2) and image.shape == (*drawn().shape, 3)
    assert text(read(image)) == list(LINES)
