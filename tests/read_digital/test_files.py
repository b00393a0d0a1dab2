"""Files that cannot be read, or only in part; what a file is, by its bytes."""
from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from reportlab.lib.pdfencrypt import StandardEncryption

from pipeline.model.errors import Unreadable
from pipeline.stages.read import Read, images, media, page_count
from pipeline.stages.read.flowing import package
from tests.read_digital import pdfs

READ = Read(ocr="never")
PLAN = pdfs.pdf([pdfs.plan_page(), pdfs.plan_page(2), pdfs.plan_page(3)])


def _encrypted() -> bytes:
    return pdfs.pdf([pdfs.plan_page()], encrypt=StandardEncryption("mat-khau", ownerPassword="chu"))


def _package(*parts: str, content: bytes = b"<x/>") -> bytes:
    """An archive whose parts all hold `content` as it stands."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name in parts:
            made.writestr(name, content)
    return out.getvalue()


BAD = [("empty_file", b""), ("damaged", b"%PDF-1.4\nnothing here"), ("damaged", PLAN[:300]),
       ("encrypted", _encrypted()), ("unknown_type", b"\x00\x01\x02\x03" * 50), ("damaged", b"\x89PNG\r\n\x1a\nbroken"),
       ("damaged", _package("[Content_Types].xml", "word/document.xml")[:-30]),
       ("damaged", _package("[Content_Types].xml", "word/document.xml")),
       ("damaged", _package("[Content_Types].xml", "xl/workbook.xml")),
       ("unknown_type", _package("thu/word/anh.png", "xl.txt")), ("unknown_type", _package("word/ghi-chu.txt")),
       ("unknown_type", b"PK\x03\x04word/ broken"), ("unknown_type", _package("ke-hoach.pdf", content=PLAN))]


@pytest.mark.parametrize(("code", "data"), BAD)
def test_unreadable_files_say_why(code, data):
    with pytest.raises(Unreadable) as caught:
        READ(data, "x")
    assert caught.value.code == code
    assert len(caught.value.message) > 8 and caught.value.message.endswith((".", "="))


def test_too_large():
    with pytest.raises(Unreadable) as caught:
        Read(largest=1000)(PLAN, "x")
    assert caught.value.code == "too_large"


def _compound(stream: str) -> bytes:
    """The beginning of a compound file, and the name of a stream as its directory writes it."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000) + stream.encode("utf-16-le") + bytes(500)


@pytest.mark.parametrize(("stream", "code"),
                         [("EncryptedPackage", "encrypted"), ("WordDocument", "damaged"), ("Workbook", "damaged"),
                          ("PowerPoint Document", "unknown_type")])
def test_compound_files(stream, code):
    with pytest.raises(Unreadable) as caught:
        READ(_compound(stream), "x")
    assert caught.value.code == code


def test_old_word_behind_a_password():
    data = bytearray((Path(__file__).parent / "documents" / "numbered.doc").read_bytes())
    at = next(m.start() for m in re.finditer(rb"\xec\xa5", data) if m.start() % 64 == 0)
    data[at + 0x0B] |= 0x01  # fEncrypted of the FIB
    with pytest.raises(Unreadable) as caught:
        READ(bytes(data), "x")
    assert caught.value.code == "encrypted"


@pytest.mark.parametrize("parts", [("word/document.xml",), ("xl/workbook.xml",)])
def test_packages_that_unpack_to_too_much(parts, monkeypatch):
    monkeypatch.setattr(package, "MOST_BYTES", 5)
    with pytest.raises(Unreadable) as caught:
        READ(_package("[Content_Types].xml", *parts), "x")
    assert caught.value.code == "too_large"


def test_wrong_setting_names_itself():
    with pytest.raises(ValueError, match="sometimes"):
        Read(ocr="sometimes")


def test_page_counts():
    assert page_count(PLAN) == 3
    assert page_count(b"mot dong") == 1


def test_only_the_pages_asked_for():
    told = []
    document = READ(PLAN, "x", pages=range(2, 4), on_page=lambda p: told.append(p.number))
    assert [p.number for p in document.pages] == told == [2, 3]


def test_a_damaged_page_leaves_the_others():
    broken = PLAN.replace(b"/Kids [ ", b"/Kids [ 999 0 R ").replace(b"/Count 3", b"/Count 4")
    assert broken != PLAN
    pages = READ(broken, "x").pages
    assert [p.source for p in pages].count("text_layer") == 3
    assert [(p.source, p.error_code) for p in pages if p.source == "failed"] == [("failed", "page_damaged")]


def test_scan_with_ocr_off_is_a_failed_page_not_an_empty_one():
    out = io.BytesIO()
    Image.new("L", (800, 1100), 255).save(out, "PDF", resolution=100)
    page = READ(out.getvalue(), "x").pages[0]
    assert (page.source, page.error_code) == ("failed", "ocr_off")


KINDS = [(media.PDF, PLAN), (media.PDF, b"\n\n" + PLAN), (media.HTML, b"<!DOCTYPE html><p>x"),
         (media.HTML, b"\xef\xbb\xbf <html><body>"), (media.TEXT, "Kế hoạch".encode()),
         (media.TEXT, "Kế hoạch".encode("utf-16")), (media.RTF, b"{\\rtf1 x}"), (media.JPEG, b"\xff\xd8\xff\xe0rest"),
         (media.UNKNOWN, bytes(range(32)) * 20),
         (media.DOCX, _package("[Content_Types].xml", "word/document2.xml", "word/embeddings/xl/book.xlsx")),
         (media.XLSX, _package("[Content_Types].xml", "xl/workbook.xml", "xl/word/a.xml"))]


@pytest.mark.parametrize(("kind", "data"), KINDS)
def test_kind_by_content(kind, data):
    assert media.media_type(data) == kind


def _picture(mode: str) -> Image.Image:
    gray = np.full((1100, 800), 255, np.uint8)
    gray[100:130, 100:600] = 0
    picture = Image.fromarray(gray)
    if mode == "I;16":
        return Image.fromarray(gray.astype(np.uint16) * 257)
    if mode == "RGBA":
        clear = picture.convert("RGBA")
        clear.putalpha(Image.fromarray(255 - gray))
        return clear
    return picture.convert(mode)


@pytest.mark.parametrize("mode", ["1", "L", "I;16", "P", "LA", "RGB", "RGBA", "CMYK"])
def test_pictures_of_any_depth_come_with_black_on_white(mode):
    out = io.BytesIO()
    _picture(mode).save(out, "TIFF" if mode in ("CMYK", "I;16") else "PNG", dpi=(100, 100))
    ((number, array, dpi),) = images.pictures(out.getvalue())
    assert number == 1 and array.dtype == np.uint8 and array.shape[:2] == (1100, 800)
    assert dpi == pytest.approx(100, abs=1)
    assert array[115, 300].max() < 60 and array[500, 400].min() > 200


def test_tiff_pages_and_resolution():
    out = io.BytesIO()
    _picture("L").save(out, "TIFF", save_all=True, append_images=[_picture("1"), _picture("RGB")], dpi=(100, 100))
    assert page_count(out.getvalue()) == 3
    assert [number for number, *_ in images.pictures(out.getvalue(), range(2, 9))] == [2, 3]


@pytest.mark.parametrize(("size", "stated", "expected"),
                         [((2480, 3508), (300, 300), 300), ((2480, 3508), (72, 72), 300), ((1654, 2339), None, 200),
                          ((3508, 2480), (96, 96), 300)])
def test_resolution_is_estimated_where_the_stated_one_cannot_be(size, stated, expected):
    assert images.resolution(*size, stated) == pytest.approx(expected, rel=0.01)


def test_fine_scans_are_reduced_to_300_dpi():
    out = io.BytesIO()
    Image.new("1", (4960, 7016), 1).save(out, "TIFF", dpi=(600, 600))
    ((_, array, dpi),) = images.pictures(out.getvalue())
    assert dpi == 300 and array.shape == (3508, 2480)


def test_a_picture_that_claims_too_much_is_refused(monkeypatch):
    monkeypatch.setattr(images, "MOST_PIXELS", 1000)
    out = io.BytesIO()
    _picture("L").save(out, "PNG")
    ((_, error, _),) = images.pictures(out.getvalue())
    assert error.code == "too_large"


@pytest.mark.parametrize("dpi, size, expected",
                         [((204, 98), (408, 196), (408, 408)), ((204, 196), (408, 392), (392, 408)),
                          ((100, 400), (100, 400), (400, 100))])
def test_a_fax_gets_square_pixels(dpi, size, expected):
    """ITU-T T.4 has lines twice as far apart as the pixels in them; a resolution that is odder still is not believed."""
    out = io.BytesIO()
    Image.new("1", size, 1).save(out, "TIFF", compression="group4", dpi=dpi)
    [(_, picture, _)] = images.pictures(out.getvalue())
    assert picture.shape == expected
