"""The reading stage: a file's bytes -> a Document of pages of lines of words."""
from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

import pypdfium2

from pipeline.model.document import Document, Page
from pipeline.model.errors import OperatorError, Unreadable
from pipeline.stages.read import media, pdf, raster

LARGEST = 600_000_000
OnPage = Callable[[Page], None]


@dataclass(frozen=True)
class Read:
    """Reads one file. Fields are the settings; a Read holds no state and can be pickled to a worker.

    `ocr`     auto | always | never
    `engine`  of the page pictures: tesserocr | pytesseract
    `fast`    one reader and no second look
    `dpi`     to render at, None: the scan's own
    `largest` bytes of a file that is still read
    """

    ocr: str = "auto"
    engine: str = "tesserocr"
    fast: bool = False
    dpi: float | None = None
    largest: int = LARGEST

    def __post_init__(self):
        if self.ocr not in ("auto", "always", "never"):
            raise ValueError(f"ocr: {self.ocr!r} is none of auto, always, never")

    def __call__(self, data: bytes, name: str, *, pages: range | None = None, on_page: OnPage | None = None) -> Document:
        """The document in `data`; `name` is only for messages. `pages` (1-based numbers) limits what is read.

        Raises Unreadable for a file that cannot be read at all. A page that cannot be read is a Page of source `failed`.
        """
        kind = self._kind(data)
        doc_id = hashlib.sha256(data).hexdigest()[:16]
        if kind == media.PDF:
            found = self._pdf(data, pages, on_page)
        else:
            raise Unreadable("unknown_type", "Không nhận ra loại tệp này (cần PDF, ảnh, Word, Excel, HTML hoặc văn bản).")
        return Document(doc_id, kind, tuple(found))

    read = __call__

    def _kind(self, data: bytes) -> str:
        if not data:
            raise Unreadable("empty_file", "Tệp rỗng (0 byte).")
        if len(data) > self.largest:
            raise Unreadable("too_large", f"Tệp quá lớn ({len(data) // 1_000_000} MB; tối đa {self.largest // 1_000_000} MB).")
        return media.media_type(data)

    def _pdf(self, data: bytes, pages: range | None, on_page: OnPage | None) -> list[Page]:
        found = []
        with pdf.opened(data) as document:
            for index in range(len(document)):
                if pages is not None and index + 1 not in pages:
                    continue
                page = self._page(document, index)
                found.append(page)
                if on_page:
                    on_page(page)
        return found

    def _page(self, document: pypdfium2.PdfDocument, index: int) -> Page:
        try:
            return pdf.read_page(document, index, self._by_picture, self.ocr)
        except OperatorError:
            raise
        except (pypdfium2.PdfiumError, Unreadable, ValueError, MemoryError) as error:
            code = getattr(error, "code", "page_damaged")
            return failed(index + 1, code, getattr(error, "message", "Không mở được trang này (trang bị hỏng)."))

    def _by_picture(self, page: pypdfium2.PdfPage, number: int, route: str) -> Page:
        width, height = page.get_size()
        if self.ocr == "never":
            return failed(number, "ocr_off", "Trang này là ảnh quét, mà nhận dạng chữ đang tắt (--ocr never).", width, height)
        from pipeline.stages.read.scan import Scanner

        image, dpi = raster.picture(page, self.dpi)
        return _with_route(Scanner(engine=self.engine, fast=self.fast).read(image, dpi, number, width=width, height=height), route)


def failed(number: int, code: str, message: str, width: float | None = None, height: float | None = None) -> Page:
    """A page that could not be read."""
    return Page(number, width, height, (), source="failed", route="failed", error_code=code, error_message=message)


def _with_route(page: Page, route: str) -> Page:
    from dataclasses import replace

    return replace(page, route=route)


def page_count(data: bytes) -> int:
    """Pages of the file; 1 for sources without pages. Raises Unreadable as `Read` does."""
    if not data:
        raise Unreadable("empty_file", "Tệp rỗng (0 byte).")
    if media.media_type(data) == media.PDF:
        with pdf.opened(data) as document:
            return len(document)
    return 1
