"""Small PDFs made on the spot: text set in the samples' font, at places the tests know."""
from __future__ import annotations

import ctypes
import io
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

_FONTS = Path(__file__).parents[2] / "samples" / "fonts"
A4 = (595.0, 842.0)
for _name, _file in (("Tinos", "Tinos-Regular.ttf"), ("Tinos-Bold", "Tinos-Bold.ttf")):
    pdfmetrics.registerFont(TTFont(_name, str(_FONTS / _file)))

LETTERHEAD = [
    (60, 60, "ỦY BAN NHÂN DÂN", "Tinos"), (300, 60, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Tinos-Bold"),
    (60, 76, "HUYỆN ĐỒNG XUÂN", "Tinos-Bold"), (330, 76, "Độc lập - Tự do - Hạnh phúc", "Tinos-Bold"),
    (70, 108, "Số:          /KH-UBND", "Tinos"), (320, 108, "Đồng Xuân, ngày       tháng 4 năm 2021", "Tinos"),
]
BODY = [
    "Căn cứ Nghị quyết số 12/NQ-HĐND ngày 08/12/2020 của Hội đồng nhân dân huyện",
    "về kế hoạch phát triển kinh tế - xã hội, Ủy ban nhân dân huyện giao 1.245 hộ vay",
    "vốn, trong đó 35,6% là hộ cận nghèo; tổng kinh phí 12.450,5 triệu đồng.",
]


def pdf(pages, size=A4, rotate=0, **options) -> bytes:
    """A PDF; each page is a list of (x, y from the top, text[, font[, points]]), or a function that draws on the canvas."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=size, invariant=1, **options)
    for page in pages:
        if callable(page):
            page(canvas)
        else:
            for x, y, text, *look in page:
                canvas.setFont(look[0] if look else "Tinos", look[1] if len(look) > 1 else 13)
                canvas.drawString(x, size[1] - y, text)
        canvas.showPage()
    canvas.save()
    return _turned(out.getvalue(), rotate) if rotate else out.getvalue()


def _turned(data: bytes, rotate: int) -> bytes:
    document = pypdfium2.PdfDocument(data)
    for page in document:
        page.set_rotation(rotate)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def plan_page(number: int | None = None):
    """A first page with letterhead, title and text; with the page's number at the top where given."""
    words = [*LETTERHEAD, (260, 150, "KẾ HOẠCH", "Tinos-Bold", 14), *((70, 190 + 18 * i, line) for i, line in enumerate(BODY))]
    return [*words, (295, 36, str(number))] if number else words


def with_annotation(data: bytes, text: str, x: float, y: float, kind: int = pdfium.FPDF_ANNOT_STAMP) -> bytes:
    """The PDF with a text stamped on its first page as an annotation at (x, y from the top)."""
    document = pypdfium2.PdfDocument(data)
    page = document[0]
    height = page.get_height()
    annotation = pdfium.FPDFPage_CreateAnnot(page.raw, kind)
    rect = pdfium.FS_RECTF(x - 2, height - y + 14, x + 8 * len(text) + 4, height - y - 6)
    pdfium.FPDFAnnot_SetRect(annotation, ctypes.byref(rect))
    item = pdfium.FPDFPageObj_NewTextObj(document.raw, b"Helvetica", 13)
    wide = (text + "\0").encode("utf-16-le")
    pdfium.FPDFText_SetText(item, ctypes.cast(ctypes.create_string_buffer(wide), ctypes.POINTER(ctypes.c_ushort)))
    pdfium.FPDFPageObj_Transform(item, 1, 0, 0, 1, x, height - y)
    assert pdfium.FPDFAnnot_AppendObject(annotation, item)
    pdfium.FPDFPage_CloseAnnot(annotation)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()
