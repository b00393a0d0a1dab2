"""The reading stage: a file's bytes -> a Document of pages of lines of words."""
from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pypdfium2

from pipeline.model.document import Document, Page, Signature
from pipeline.model.errors import Unreadable
from pipeline.stages.read import flowing, furniture, images, media, signature, stamps
from pipeline.stages.read.digital import pdf
from pipeline.stages.read.scan.page import Scanner

OnPage = Callable[[Page], None]


@dataclass(frozen=True)
class Read:
    """Reads one file. Fields are the settings; a Read holds no state and can be pickled to a worker.

    `ocr`     auto | always | never
    `engine`  of the page pictures: tesserocr | pytesseract
    `fast`    the reader of lines alone where it is sure, and frames of stamps on page 1 alone
    `dpi`     to render at, None: the scan's own
    `largest` bytes of a file that is still read, None: all that was loaded
    `office`  auto | never | an office program's name or path, for old Word, RTF and OpenDocument files (see `office.installed`)
    `office_seconds` that one conversion by it may take
    """

    ocr: str = "auto"
    engine: str = "tesserocr"
    fast: bool = False
    dpi: float | None = None
    largest: int | None = None
    office: str = "auto"
    office_seconds: float = 60.0

    def __post_init__(self):
        if self.ocr not in ("auto", "always", "never"):
            raise ValueError(f"ocr: {self.ocr!r} is none of auto, always, never")

    def __call__(self, data: bytes, name: str, *, pages: range | None = None, on_page: OnPage | None = None,
                 known: Mapping[int, Page] | None = None, settled: bool = True) -> Document:
        """The document in `data`; `name` is only for messages. `pages` (1-based numbers) limits what is read.

        `known` pages are taken over instead of being read, and `on_page` is not told of them. With `settled` false the pages
        stay as they were told to `on_page`: what has to be seen over all pages is left to `settle`.
        Raises Unreadable for a file that cannot be read at all. A page that cannot be read is a Page of source `failed`.
        """
        kind = self._kind(data)
        doc_id = hashlib.sha256(data).hexdigest()[:16]
        if kind == media.PDF:
            found, signed = self._pdf(data, pages, on_page, known or {})
        elif kind in media.IMAGES:
            found, signed = self._images(data, pages, on_page, known or {}), Signature()
        else:
            found, signed = [p for p in flowing.pages(data, kind, name, self.office, self.office_seconds)
                             if pages is None or p.number in pages], Signature()
            for page in found if on_page else ():
                on_page(page)
        document = Document(doc_id, kind, tuple(found), signed)
        return settle(document) if settled else document

    read = __call__

    def _kind(self, data: bytes) -> str:
        if not data:
            raise Unreadable("empty_file", "Tệp rỗng (0 byte).")
        if self.largest is not None and len(data) > self.largest:
            raise Unreadable("too_large", f"Tệp quá lớn ({len(data) // 1_000_000} MB; tối đa {self.largest // 1_000_000} MB).")
        return media.media_type(data)

    def _pdf(self, data: bytes, wanted: range | None, on_page: OnPage | None, known: Mapping[int, Page]) -> tuple[list[Page], Signature]:
        found = []
        with pdf.opened(data) as document:
            pages = pdf.Pages(document, data, self._by_picture, self.ocr, self.dpi)
            try:
                for index in range(len(document)):
                    if index + 1 in known:
                        found.append(known[index + 1])
                    elif wanted is None or index + 1 in wanted:
                        found.append(stamps.set_apart(self._page(pages, index)))
                        if on_page:
                            on_page(found[-1])
            finally:
                pages.close()
            return found, signature.embedded(document)

    def _images(self, data: bytes, wanted: range | None, on_page: OnPage | None, known: Mapping[int, Page]) -> list[Page]:
        found = []
        for number, image, dpi in images.pictures(data, wanted, known):
            if image is None:
                found.append(known[number])
                continue
            if isinstance(image, Unreadable):
                page = failed(number, image.code, image.message)
            else:
                down, across = image.shape[:2]
                page = self._by_picture(image, dpi, number, across * 72 / dpi, down * 72 / dpi)
            found.append(stamps.set_apart(page))
            if on_page:
                on_page(found[-1])
        return found

    def _page(self, pages: pdf.Pages, index: int) -> Page:
        try:
            return pages.read(index)
        except (pypdfium2.PdfiumError, Unreadable, ValueError) as error:
            message = getattr(error, "message", "Không đọc được trang này (trang bị hỏng).")
            return failed(index + 1, getattr(error, "code", "page_damaged"), message)

    def _by_picture(self, image: np.ndarray, dpi: float, number: int, width: float, height: float) -> Page:
        if self.ocr == "never":
            return failed(number, "ocr_off", "Trang này là ảnh quét, mà nhận dạng chữ đang tắt (--ocr never).", width, height)
        scanner = Scanner(engine=self.engine, fast=self.fast)
        return scanner.read(image, dpi, number, width=width, height=height)


def settle(document: Document) -> Document:
    """The document with what has to be seen over all its pages done: running heads set apart, the signature's visible words."""
    pages = tuple(furniture.set_apart(document.pages))
    return replace(document, pages=pages, signature=_signature(document.signature, pages))


def failed(number: int, code: str, message: str, width: float | None = None, height: float | None = None) -> Page:
    """A page that could not be read."""
    return Page(number, width, height, (), source="failed", route="failed", error_code=code, error_message=message)


def _signature(signed: Signature, pages: Sequence[Page]) -> Signature:
    """The embedded signature, completed from the visible stamps."""
    seen = signature.visible("\n".join(line.text for page in pages for line in page.stamps))
    return Signature(signed.signed_at or seen.signed_at, (*signed.signers, *seen.signers))


def page_count(data: bytes) -> int:
    """Pages of the file; 1 for sources that flow, as far as can be told without reading them. Raises Unreadable as `Read` does."""
    if not data:
        raise Unreadable("empty_file", "Tệp rỗng (0 byte).")
    kind = media.media_type(data)
    if kind in media.IMAGES:
        return images.frame_count(data)
    if kind == media.PDF:
        with pdf.opened(data) as document:
            return len(document)
    return 1
