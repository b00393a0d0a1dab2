"""PDF files: page by page, from the text layer, from the page's picture, or from both."""
from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium

from pipeline.model.document import Line, Page
from pipeline.model.errors import Unreadable
from pipeline.stages.read import raster, reading_order, route, stamps, tables_on_page
from pipeline.stages.read.digital import annotations, drawing, glyphs, placing, second_source
from pipeline.stages.read.digital.decode import decode
from pipeline.stages.read.digital.glyphs import Frame, Glyphs
from pipeline.stages.read.tokens import Token

_PASSWORD = 4
_BOX_DPI = 60.0
ReadPicture = Callable[[np.ndarray, float, int, float, float], Page]
"""(picture, dpi, page number, width, height in points) -> the page by OCR."""


@contextmanager
def opened(data: bytes) -> Iterator[pypdfium2.PdfDocument]:
    """The document, closed afterwards. Raises Unreadable (encrypted, damaged)."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        # PDFium's last error can be that of a document before this one
        if (getattr(error, "err_code", None) == _PASSWORD or "assword" in str(error)) and b"/Encrypt" in data:
            raise Unreadable("encrypted", "Tệp PDF có mật khẩu: hãy gỡ mật khẩu rồi chạy lại.") from None
        raise Unreadable("damaged", "Tệp PDF bị hỏng hoặc chưa tải về đủ: không mở được.") from None
    try:
        if not len(document):
            raise Unreadable("damaged", "Tệp PDF không có trang nào.")
        yield document
    finally:
        document.close()


@dataclass
class Pages:
    """The pages of one open document. `ocr`: auto | always | never; `dpi` to render at (None: the scan's own).

    Raises ValueError and pypdfium2.PdfiumError from `read` for a page that is damaged.
    """

    document: pypdfium2.PdfDocument
    data: bytes
    by_picture: ReadPicture
    ocr: str = "auto"
    dpi: float | None = None

    @cached_property
    def _copy(self) -> pypdfium2.PdfDocument:
        copy = pypdfium2.PdfDocument(self.data)
        copy.init_forms()
        return copy

    def close(self) -> None:
        if "_copy" in self.__dict__:
            self._copy.close()

    def read(self, index: int) -> Page:
        """Page `index` (from 0), from the source that serves it best."""
        page = self.document[index]
        try:
            return self._read(page, index)
        finally:
            page.close()

    def _read(self, page: pypdfium2.PdfPage, index: int) -> Page:
        seen = _Seen.of(page)
        stamped = self._stamped(page, index, seen)
        decision = route.decide(seen.evidence(page), self.ocr)
        number, frame = index + 1, seen.frame
        if decision.source == "blank" and not stamped:
            return Page(number, frame.width, frame.height, (), source="blank", route="blank")
        if decision.source in ("text_layer", "blank") and (seen.tokens or stamped or not seen.drawn.anything):
            return seen.page(number, decision.route, stamped, self.data)
        image, dpi = raster.picture(page, self.dpi, annotations=True)
        by_ocr = self.by_picture(image, dpi, number, *page.get_size())
        if decision.source == "both":
            return placing.merged(seen.page(number, decision.route, stamped, self.data), by_ocr, seen.drawn.pictures)
        if not by_ocr.rotation and (exact := seen.stamps(number)):
            by_ocr = placing.with_stamps(by_ocr, exact)
        return placing.with_tokens(replace(by_ocr, route=decision.route), _turned(stamped, seen.frame, by_ocr))

    def _stamped(self, page: pypdfium2.PdfPage, index: int, seen: _Seen) -> list[Token]:
        if not pdfium.FPDFPage_GetAnnotCount(page.raw):
            return []
        found = annotations.tokens(page, self._copy, index, seen.glyphs, seen.frame)
        decode(found)
        return [t for t in found if t.text]


def _turned(tokens: list[Token], frame: Frame, page: Page) -> list[Token]:
    """Annotations follow the page when OCR turned it upright."""
    turn = page.rotation % 360
    if not turn:
        return tokens
    width, height = frame.width, frame.height
    result = []
    for t in tokens:
        if turn == 90:
            box = height - t.bottom, t.x0, height - t.top, t.x1
        elif turn == 180:
            box = width - t.x1, height - t.bottom, width - t.x0, height - t.top
        else:
            box = t.top, width - t.x1, t.bottom, width - t.x0
        result.append(replace(t, x0=box[0], top=box[1], x1=box[2], bottom=box[3], baseline=box[3]))
    return result


@dataclass
class _Seen:
    """What a look at the page without OCR gave; words decoded, those of the page itself only."""

    glyphs: Glyphs
    frame: Frame
    tokens: list[Token]
    drawn: drawing.Drawn
    encoding: str | None

    @classmethod
    def of(cls, page: pypdfium2.PdfPage) -> _Seen:
        frame = Frame(*page.get_bbox(), page.get_rotation())
        found = glyphs.glyphs(page.get_textpage())
        frame = frame.turned(glyphs.reading_turn(found, frame.turn))
        tokens = glyphs.words(found, frame)
        encoding = decode(tokens)
        inside = [t for t in tokens if t.text and t.x1 > 0 and t.bottom > 0 and t.x0 < frame.width and t.top < frame.height]
        return cls(found, frame, inside, drawing.look(page, frame), encoding)

    def evidence(self, page: pypdfium2.PdfPage) -> route.Evidence:
        area = self.frame.width * self.frame.height
        areas = [(x1 - x0) * (y1 - y0) / area for x0, y0, x1, y1 in self.drawn.pictures]
        largest = max(areas, default=0.0)
        covered = None
        if largest >= route.PAGE_PICTURE and len(self.tokens) >= route.FEW_WORDS:
            image, dpi = raster.picture(page, _BOX_DPI)
            covered = placing.covered_ink(image, dpi, self.tokens)
        hidden = sum(t.hidden for t in self.tokens) / max(1, len(self.tokens))
        return route.evidence([t.text for t in self.tokens], hidden=hidden, picture=largest, pictures=min(1.0, sum(areas)), covered=covered,
                              drawn=self.drawn.anything)

    def stamps(self, number: int) -> tuple[Line, ...]:
        """Lines of signature stamps that are drawn as text over a scan."""
        shown = reading_order.lines([t for t in self.tokens if not t.hidden])
        return stamps.set_apart(Page(number, self.frame.width, self.frame.height, tuple(shown))).stamps

    def page(self, number: int, reason: str, stamped: list[Token], data: bytes) -> Page:
        """The page as its text layer gives it; signatures among the annotations are stamps, the rest are words of the page."""
        shown = [t for t in self.tokens if not t.hidden] if reason != "scan_with_text" else self.tokens
        tokens = second_source.completed(shown or self.tokens, data, number - 1) + [t for t in stamped if t.mark != annotations.SIGNATURE]
        width, height = self.frame.width, self.frame.height
        lines, grids = tables_on_page.assemble(tokens, self.drawn.segments, width, height)
        return Page(number, round(width, 2), round(height, 2), tuple(lines), tuple(grids), stamps=signature_lines(stamped), route=reason,
                    rotation=self.frame.turn, legacy_encoding=self.encoding)


def signature_lines(stamped: list[Token]) -> tuple[Line, ...]:
    """Lines of the visible signatures among annotation words."""
    return tuple(reading_order.lines([t for t in stamped if t.mark == annotations.SIGNATURE]))
