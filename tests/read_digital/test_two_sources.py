"""Pages whose words come from a text layer and from a picture. The picture's reader is a stand-in that says what it is told."""
from __future__ import annotations

import io

import pypdfium2
import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader

from pipeline.model.document import BBox, Line, Page, Word
from pipeline.stages.read.digital import pdf, placing
from pipeline.stages.read.tokens import Token
from tests.read_digital import pdfs

PICTURE = Image.new("L", (1000, 1400), 255)
PICTURE.paste(0, (100, 200, 550, 240))


def _line(text: str, x: float, top: float, confidence: float = 0.9) -> Line:
    words, at = [], x
    for word in text.split():
        words.append(Word(word, BBox(at, top, at + 6.5 * len(word), top + 13), confidence))
        at += 6.5 * len(word) + 3.5
    return Line(tuple(words))


def read(draw, lines, ocr: str = "auto") -> Page:
    """Page 1 of a PDF, with OCR that finds `lines`."""
    data = pdfs.pdf([draw])

    def by_picture(image, dpi, number, width, height):
        return Page(number, width, height, tuple(lines), source="ocr", dpi=round(dpi), ocr_confidence=0.9)

    with pdf.opened(data) as document:
        return pdf.Pages(document, data, by_picture, ocr).read(0)


def scan(words, mode: int):
    def draw(canvas):
        canvas.drawImage(ImageReader(PICTURE), 0, 0, 595, 842)
        text = canvas.beginText()
        text.setFont("Tinos", 11)
        text.setTextRenderMode(mode)
        for x, y, string in words:
            text.setTextOrigin(x, 842 - y)
            text.textOut(string)
        canvas.drawText(text)

    return draw


def test_stamp_over_a_scan_is_taken_exactly_and_the_rest_read():
    stamp = [(380, 30, "Ký bởi: Sở Tài chính"), (380, 44, "Thời gian ký: 05/04/2021 09:15:02")]
    found = read(scan(stamp, 0),
                 [_line("Ky boi: So Tai chinh", 380, 20), _line("Thoi gian ky: 05/04/2021", 380, 34),
                  _line("KẾ HOẠCH", 200, 120)])
    assert [line.text for line in found.lines] == ["KẾ HOẠCH"]
    assert [line.text for line in found.stamps] == ["Ký bởi: Sở Tài chính", "Thời gian ký: 05/04/2021 09:15:02"]
    assert (found.source, found.route) == ("ocr", "scan_with_useless_text")


def test_hidden_layer_without_tone_marks_is_not_used():
    words = [(60, 100 + 16 * i, "UY BAN NHAN DAN huyen ban hanh ke hoach giam ngheo ben vung") for i in range(20)]
    found = read(scan(words, 3), [_line("Ủy ban nhân dân huyện", 60, 90)])
    assert [line.text for line in found.lines] == ["Ủy ban nhân dân huyện"]


def test_hidden_layer_that_reads_well_is_used():
    words = [(60, 131, "Ủy ban nhân dân huyện ban hành kế hoạch giảm nghèo bền vững"),
             (60, 143, "trên địa bàn các xã đặc biệt khó khăn năm hai nghìn không trăm")]
    assert read(scan(words, 3), []).route == "scan_with_text"


@pytest.mark.parametrize(("confidence", "kept"), [(0.9, True), (0.2, False)])
def test_text_in_a_picture_joins_the_digital_text_around_it(confidence, kept):
    def draw(canvas):
        canvas.setFont("Tinos", 13)
        for i, line in enumerate(pdfs.BODY):
            canvas.drawString(70, 780 - 18 * i, line)
        canvas.drawImage(ImageReader(PICTURE), 50, 400, 495, 200)
        canvas.drawString(70, 300, "Nơi nhận: các phòng, ban")

    found = read(draw, [_line("chữ đã có sẵn", 70, 52), _line("Biểu đồ hộ nghèo 1.204", 100, 300, confidence)])
    assert [line.text for line in found.lines] == [*pdfs.BODY, *(["Biểu đồ hộ nghèo 1.204"] if kept else []), "Nơi nhận: các phòng, ban"]
    assert (found.source, found.route) == ("text_layer", "mixed")


def test_ocr_always_and_never():
    assert read(pdfs.plan_page(), [_line("theo ảnh", 70, 100)], "always").lines[0].text == "theo ảnh"
    assert "KẾ HOẠCH" in [line.text for line in read(pdfs.plan_page(), [], "never").lines]


def test_number_stamped_on_a_scan_joins_the_line_ocr_read():
    data = pdfs.with_annotation(pdfs.pdf([scan([], 0)]), "27", 100, 108)

    def by_picture(image, dpi, number, width, height):
        return Page(number, width, height, (_line("Số:", 70, 96), _line("KẾ HOẠCH", 200, 150)), source="ocr")

    with pdf.opened(data) as document:
        found = pdf.Pages(document, data, by_picture).read(0)
    assert [line.text for line in found.lines] == ["Số: 27", "KẾ HOẠCH"]


def test_covered_ink():
    import numpy as np

    image = np.full((842, 595), 255, np.uint8)
    image[100:112, 50:150] = 0
    token = Token("x", 50, 100, 100, 112, 112, 12)
    assert placing.covered_ink(image, 72, []) == 0.0
    assert placing.covered_ink(image, 72, [token]) == pytest.approx(0.5, abs=0.03)
    assert placing.covered_ink(np.full((50, 50), 200, np.uint8), 72, []) == 1.0


def test_picture_of_a_page_has_the_resolution_of_the_scan():
    from pipeline.stages.read import raster

    out = io.BytesIO()
    Image.new("L", (1654, 2339), 255).save(out, "PDF", resolution=200)
    image, dpi = raster.picture(pypdfium2.PdfDocument(out.getvalue())[0])
    assert dpi == pytest.approx(200, abs=1) and image.shape[:2] == pytest.approx((2339, 1654), abs=2)
