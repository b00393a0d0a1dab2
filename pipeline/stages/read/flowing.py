"""Files without fixed pages: Word, Excel, HTML, plain text. One door for each kind."""
from __future__ import annotations

from pipeline.model.document import Page
from pipeline.model.errors import Unreadable
from pipeline.stages.read import docx, html, media, plaintext, rtf, sheets, worddoc

_DOORS = {
    media.DOCX: lambda data: [docx.read(data)],
    media.DOC: lambda data: [worddoc.read(data)],
    media.RTF: lambda data: [rtf.read(data)],
    media.HTML: lambda data: [html.read(data)],
    media.TEXT: plaintext.read,
    media.XLSX: sheets.read_xlsx,
    media.XLS: sheets.read_xls,
}


def pages(data: bytes, kind: str) -> list[Page]:
    """The file's pages. Raises Unreadable (unknown_type, damaged, encrypted, too_large)."""
    if kind not in _DOORS:
        raise Unreadable("unknown_type", "Không nhận ra loại tệp này (cần PDF, ảnh, Word, Excel, HTML hoặc văn bản).")
    return _DOORS[kind](data)
