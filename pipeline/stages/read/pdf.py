"""PDF files: page by page, from the text layer or from the page's picture."""
from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pypdfium2

from pipeline.model.document import Page
from pipeline.model.errors import Unreadable
from pipeline.stages.read import glyphs as text_layer
from pipeline.stages.read import strokes, tables_on_page
from pipeline.stages.read.glyphs import Frame

_PASSWORD = 4


@contextmanager
def opened(data: bytes) -> Iterator[pypdfium2.PdfDocument]:
    """The document, closed afterwards. Raises Unreadable (encrypted, damaged)."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == _PASSWORD or "assword" in str(error):
            raise Unreadable("encrypted", "Tệp PDF có mật khẩu: hãy gỡ mật khẩu rồi chạy lại.") from None
        raise Unreadable("damaged", "Tệp PDF bị hỏng hoặc chưa tải về đủ: không mở được.") from None
    try:
        if not len(document):
            raise Unreadable("damaged", "Tệp PDF không có trang nào.")
        yield document
    finally:
        document.close()


def digital_page(page: pypdfium2.PdfPage, number: int) -> Page:
    """The page as its text layer gives it."""
    frame = Frame(*page.get_bbox(), page.get_rotation())
    found = text_layer.glyphs(page.get_textpage())
    frame = frame.turned(text_layer.reading_turn(found))
    tokens = text_layer.words(found, frame)
    segments = strokes.strokes(page, frame)
    lines, grids = tables_on_page.assemble(tokens, segments, frame.width, frame.height)
    return Page(number, round(frame.width, 2), round(frame.height, 2), tuple(lines), tuple(grids), rotation=frame.turn)


ReadPicture = Callable[[pypdfium2.PdfPage, int, str], Page]


def read_page(document: pypdfium2.PdfDocument, index: int, by_picture: ReadPicture, ocr: str) -> Page:
    """Page `index` (from 0), from the source that serves it best."""
    page = document[index]
    try:
        if ocr == "always":
            return by_picture(page, index + 1, "forced")
        found = digital_page(page, index + 1)
        if not found.lines and not found.grids:
            return by_picture(page, index + 1, "scan")
        return found
    finally:
        page.close()
