"""Kinds of bad input: name of the file -> (its bytes, the row that `files` must give: status and code). Made anew for
every test run, seeded."""
from __future__ import annotations

import io
import random
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator

from PIL import Image, ImageDraw
from reportlab.pdfgen.canvas import Canvas

from tests.faults import raw_pdf
from tests.run.batch import pdf, plan_text

Kind = tuple[str, bytes | Callable[[], bytes], str, str]
"""(file name, bytes or what makes them, status, error code)."""


def kinds() -> Iterator[Kind]:
    yield from cut_and_flipped()
    yield from mislabelled()
    yield from bombs()
    yield from odd_pdfs()
    yield from pictures()
    yield from office()
    yield from texts()


def cut_and_flipped() -> Iterator[Kind]:
    whole = pdf(5)
    yield "zero.pdf", b"", "failed", "empty_file"
    for tenth in range(1, 10):
        status, code = CUT[tenth]
        yield f"cut-{tenth}.pdf", whole[: len(whole) * tenth // 10], status, code
    for seed in range(6):
        chance = random.Random(seed)
        data = bytearray(whole)
        for _ in range(40):
            data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        yield f"flipped-{seed}.pdf", bytes(data), *FLIPPED[seed]


CUT = {n: ("failed", "damaged") for n in range(1, 10)}
FLIPPED = [("ok", ""), ("partial", "page_damaged"), ("failed", "damaged"), ("partial", "page_damaged"),
           ("partial", "page_damaged"), ("failed", "damaged")]


def mislabelled() -> Iterator[Kind]:
    yield "text-inside.pdf", plan_text(1).encode(), "ok", ""
    yield "pdf-inside.txt", pdf(1, "mislabelled"), "ok", ""
    yield "no-extension", pdf(1, "nameless"), "ok", ""
    yield "noise.pdf", random.Random(1).randbytes(100_000), "skipped", "unknown_type"
    yield "program.exe", b"MZ\x90\x00" + random.Random(2).randbytes(50_000), "skipped", "unknown_type"
    yield "film.mp4", b"\x00\x00\x00\x18ftypmp42" + random.Random(3).randbytes(50_000), "skipped", "unknown_type"
    yield "header-only.pdf", b"%PDF-1.7\n", "failed", "damaged"


def bombs() -> Iterator[Kind]:
    yield "pixels.png", lambda: huge_png(30_000, 30_000), "failed", "too_large"
    yield "pixels.pdf", lambda: raw_pdf.image_page(30_000, 30_000, raw_pdf.zeros(30_000 * 3_750)), "failed", "no_text"
    yield "stream.pdf", lambda: raw_pdf.one_page(raw_pdf.zeros(2 << 30), filters="/Filter /FlateDecode"), "failed", "out_of_memory"
    yield "pages.pdf", lambda: raw_pdf.flat_pages(10_000), "failed", "too_many_pages"
    yield "zip.docx", lambda: docx(blanks=1 << 28), "failed", "damaged"
    laughs = ('<!DOCTYPE w [<!ENTITY a "' + "ha" * 50 + '">'
              + "".join(f'<!ENTITY {chr(98 + i)} "{("&" + chr(97 + i) + ";") * 30}">' for i in range(8)) + "]>")
    laughing = f"{laughs}<w:document xmlns:w='{W}'><w:body><w:p><w:r><w:t>&i;</w:t></w:r></w:p></w:body></w:document>"
    yield "entities.docx", docx(laughing), "failed", "damaged"
    yield "nested.html", b"<html><body>" + b"<div>" * 200_000 + "Kế hoạch".encode() + b"</body></html>", "failed", "too_deep"


def odd_pdfs() -> Iterator[Kind]:
    yield "cycle.pdf", raw_pdf.document({1: "<< /Type /Catalog /Pages 2 0 R >>",
                                         2: "<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 4 >>"}), "failed", "page_damaged"
    yield "no-pages.pdf", raw_pdf.document({1: "<< /Type /Catalog /Pages 2 0 R >>",
                                            2: "<< /Type /Pages /Kids [] /Count 0 >>"}), "failed", "damaged"
    yield "no-fonts.pdf", raw_pdf.one_page(resources="<< >>"), "ok", ""
    form = raw_pdf.stream(b"/Fm1 Do", "/Type /XObject /Subtype /Form /BBox [0 0 9 9] "
                                      "/Resources << /XObject << /Fm1 6 0 R >> >>")
    yield "self-drawn.pdf", raw_pdf.one_page(b"/Fm1 Do " + raw_pdf.SHOWN, more={6: form},
                                             resources="<< /Font << /F1 5 0 R >> /XObject << /Fm1 6 0 R >> >>"), "ok", ""
    yield "deep.pdf", raw_pdf.one_page(b"[" * 200_000 + raw_pdf.SHOWN), "ok", ""
    yield "box-zero.pdf", raw_pdf.one_page(box="[0 0 0 0]"), "ok", ""
    yield "box-vast.pdf", raw_pdf.one_page(box="[0 0 1000000000 1000000000]"), "ok", ""
    yield "box-words.pdf", raw_pdf.one_page(box="[/a /b (c) null]"), "ok", ""
    yield "acts.pdf", raw_pdf.one_page(catalog="/OpenAction << /S /JavaScript /JS (app.launchURL\\('http://127.0.0.1:9/'\\)) >> "
                                               "/AA << /WC << /S /Launch /F (/bin/sh) >> >>"), "ok", ""
    yield "locked.pdf", locked("open sesame"), "failed", "encrypted"
    yield "owner-locked.pdf", locked(""), "ok", ""


def pictures() -> Iterator[Kind]:
    png, jpeg, tiff = (picture(kind) for kind in ("PNG", "JPEG", "TIFF"))
    yield "cut.png", png[: len(png) // 2], "failed", "page_damaged"
    yield "cut.jpg", jpeg[: len(jpeg) // 2], "failed", "page_damaged"
    yield "cut.tif", tiff[: len(tiff) // 2], "failed", "page_damaged"
    yield "blank.png", picture("PNG", ""), "ok", ""
    yield ("cycle.tif",
           b"II*\x00\x08\x00\x00\x00" + struct.pack("<H", 1) + struct.pack("<HHII", 256, 3, 1, 10)
           + struct.pack("<I", 8), "failed", "damaged")


def office() -> Iterator[Kind]:
    yield "no-body.docx", docx(parts={"word/other.xml": b"<a/>"}), "failed", "damaged"
    body = f"<w:document xmlns:w='{W}'><w:body><w:p><w:r><w:t>Kế hoạch</w:t></w:r></w:p></w:body></w:document>"
    yield "cut.docx", docx(body)[:-150], "failed", "damaged"
    yield "climbs.docx", docx(body, parts={"../../../../tmp/climbed.txt": b"out"}), "ok", ""
    outside = f"<!DOCTYPE w [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>{body.replace('Kế hoạch', '&x;')}"
    yield "fetches.docx", docx(outside), "ok", ""
    yield "cut.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le") + bytes(600), "failed", "damaged"
    yield "cut.rtf", b"{\\rtf1\\ansi {\\b Ke hoach", "ok", ""


def texts() -> Iterator[Kind]:
    yield "wide.txt", plan_text(2).encode("utf-16"), "ok", ""
    yield "one-line.txt", ("nhiệm vụ " * 400_000).encode(), "ok", ""
    yield "controls.txt", bytes(range(1, 32)) * 100, "skipped", "unknown_type"
    yield "half-letters.txt", plan_text(3).encode()[:101] + b"\xe1\xbb", "ok", ""
    yield "fetches.html", "<html><body><p>Kế hoạch</p><img src='http://127.0.0.1:9/x.png'><script>while(1){}</script></body></html>".encode(), "ok", ""
    yield "=HYPERLINK(\"x\").txt", plan_text(4).encode(), "ok", ""
    yield "two\nlines.txt", plan_text(5).encode(), "ok", ""
    yield "right\u202eto left.txt", plan_text(6).encode(), "ok", ""
    yield "bytes-\udcff\udcfe.txt", plan_text(7).encode(), "ok", ""
    yield "d" * 251 + ".txt", plan_text(8).encode(), "ok", ""


W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def docx(body: str = "", parts: dict[str, bytes] | None = None, blanks: int = 0) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'/>")
        if body:
            archive.writestr("word/document.xml", body)
        for name, data in (parts or {}).items():
            archive.writestr(name, data)
        if blanks:
            with archive.open("word/document.xml", "w", force_zip64=True) as file:
                for _ in range(blanks >> 20):
                    file.write(b" " * (1 << 20))
    return buffer.getvalue()


def locked(password: str) -> bytes:
    from reportlab.lib.pdfencrypt import StandardEncryption

    buffer = io.BytesIO()
    canvas = Canvas(buffer, encrypt=StandardEncryption(password, ownerPassword="owner", canPrint=0))
    canvas.drawString(72, 700, "Ke hoach thuc hien nhiem vu nam 2021 tren dia ban huyen")
    canvas.save()
    return buffer.getvalue()


def picture(kind: str, words: str = "KE HOACH 2021") -> bytes:
    image = Image.new("L", (800, 1100), 255)
    ImageDraw.Draw(image).text((100, 200), words, fill=0, font_size=60)
    buffer = io.BytesIO()
    image.save(buffer, kind)
    return buffer.getvalue()


def huge_png(width: int, height: int) -> bytes:
    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", raw_pdf.zeros((width // 8 + 1) * height)) + chunk(b"IEND", b"")
