"""Files without fixed pages: Word, Excel, OpenDocument, HTML, plain text. One door for each kind, and one through an office program."""
from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from pipeline.model.document import Line, Page
from pipeline.model.errors import Unreadable
from pipeline.stages.read import media
from pipeline.stages.read.flowing import docx, html, office, plaintext, rtf, sheets, worddoc

_DOORS = {
    media.DOCX: lambda data: [docx.read(data)],
    media.DOC: lambda data: [worddoc.read(data)],
    media.RTF: lambda data: [rtf.read(data)],
    media.HTML: lambda data: [html.read(data)],
    media.MHTML: lambda data: [html.read_archive(data)],
    media.TEXT: plaintext.read,
    media.XLSX: sheets.read_xlsx,
    media.XLS: sheets.read_xls,
}
_NEW_FORMS = {media.DOC: media.DOCX, media.RTF: media.DOCX, media.ODT: media.DOCX, media.ODS: media.XLSX}
_MUST_STAY = 0.9
"""Share of the words which our own reader finds that a conversion must have, to be believed; the rest may be deleted
revisions, hidden text."""


def pages(data: bytes, kind: str, name: str = "", setting: str = office.NEVER, seconds: float = 60.0) -> list[Page]:
    """The file's pages. `setting`: the office program (see `office.installed`) for the kinds that gain by it; the
    pages' route is then `office`.

    Where it fails, pages that our own reader could read carry `office_failed` and why. `name` is only for that message.
    Raises Unreadable (unknown_type, damaged, encrypted, too_large, needs_office, office_failed), OperatorError as `office.installed` does.
    """
    program = office.installed(setting) if kind in office.KINDS else None
    if program:
        return _converted(data, kind, name, program, seconds)
    if kind == media.LOCKED:
        raise Unreadable("encrypted", "Tệp Word hoặc Excel có mật khẩu: hãy gỡ mật khẩu rồi chạy lại.")
    if kind in office.KINDS and kind not in _DOORS:
        raise Unreadable("needs_office", "Tệp OpenDocument (.odt, .ods): cần LibreOffice để đọc; hãy cài LibreOffice rồi chạy lại.")
    if kind not in _DOORS:
        raise Unreadable("unknown_type", "Không nhận ra loại tệp này (cần PDF, ảnh, Word, Excel, HTML hoặc văn bản; "
                                         "tệp nén thì giải nén trước).")
    return _DOORS[kind](data)


def _converted(data: bytes, kind: str, name: str, program: office.Office, seconds: float) -> list[Page]:
    """Our own reading comes first: it takes a hundredth of the time, knows a locked or broken file (of which an office program may make
    anything), and tells whether the conversion lost much."""
    own = _DOORS[kind](data) if kind in _DOORS else []
    try:
        found = _DOORS[_NEW_FORMS[kind]](office.convert(program, data, kind, seconds))
        if not _holds(found, own):
            raise office.NotConverted("bản chuyển đổi thiếu chữ hoặc bảng")
        return [replace(page, route="office") for page in found]
    except (office.NotConverted, Unreadable) as error:
        reason = f"{name}: LibreOffice không chuyển đổi được ({error}) / the office program could not convert it"
        if not own:
            raise Unreadable("office_failed", f"{reason}.") from None
        return [replace(own[0], error_code="office_failed", error_message=f"{reason}; đọc bằng thư viện / read by the library."), *own[1:]]


def _words(pages_: Sequence[Page]) -> Counter[str]:
    return Counter(word.text for page in pages_ for line in _lines(page) for word in line.words)


def _lines(page: Page) -> list[Line]:
    return [*page.lines, *(line for grid in page.grids for cell in grid.cells for line in cell.lines), *page.furniture]


def _holds(found: Sequence[Page], own: Sequence[Page]) -> bool:
    """Whether nearly all words and every table are there. (LibreOffice 7.4 turns some tables of old Word files into glued text.)"""
    known = _words(own)
    return ((_words(found) & known).total() >= _MUST_STAY * known.total()
            and sum(len(p.grids) for p in found) >= sum(len(p.grids) for p in own))
