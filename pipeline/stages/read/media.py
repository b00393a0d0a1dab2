"""What a file is, told by its bytes: a name may lie, or be missing."""
from __future__ import annotations

import io
import zipfile

import regex

from pipeline.model import beginnings
from pipeline.stages.read.encodings import charset

PDF = "application/pdf"
PNG, JPEG, TIFF = "image/png", "image/jpeg", "image/tiff"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOC, XLS = "application/msword", "application/vnd.ms-excel"
ODT, ODS = "application/vnd.oasis.opendocument.text", "application/vnd.oasis.opendocument.spreadsheet"
RTF, HTML, TEXT = "application/rtf", "text/html", "text/plain"
MHTML = "multipart/related"
"""A web page saved with all that it shows (RFC 2557): what many a `.doc` of a legal portal is."""
LOCKED = "application/x-ole-storage"
"""A DOCX or XLSX behind a password ([MS-OFFCRYPTO] 2.3.2)."""
UNKNOWN = "application/octet-stream"
IMAGES = (PNG, JPEG, TIFF)

_STARTS = (
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"\xff\xd8\xff", JPEG),
    (b"II*\x00", TIFF),
    (b"MM\x00*", TIFF),
    (b"II+\x00", TIFF),
    (b"MM\x00+", TIFF),
    (beginnings.RTF, RTF),
)
_PART = regex.compile(rb"PK\x03\x04(?s:.{26})(\[Content_Types\]\.xml|word/|xl/)")
_ARCHIVE = regex.compile(rb"(?:[a-z-]+:[^\n]*\n|[ \t][^\n]*\n)*?(?:content-type:\s*multipart/related)")
_CONTENT_TYPES = "[Content_Types].xml"
_FOLDERS = {"word/": DOCX, "xl/": XLSX}
_STREAMS = ((regex.compile(rb"\xec\xa5(?s:.)[\x00\x01]"), DOC), (regex.compile(rb"\x09\x08\x10\x00\x00\x06"), XLS))
"""What the streams of Word and Excel 97 begin with ([MS-DOC] 2.5.2, [MS-XLS] 2.4.21), at the beginning of a sector."""
_SECTOR = 512


def media_type(data: bytes) -> str:
    """IANA media type of the bytes; `application/octet-stream` where they are of no known kind."""
    for start, kind in _STARTS:
        if data.startswith(start):
            return kind
    if data.startswith(beginnings.ZIP):  # before PDF: an archive may hold one as it stands
        return _in_zip(data)
    if data.startswith(beginnings.OLE):
        return _in_ole(data)
    return PDF if b"%PDF-" in data[:1024] else _text_or_unknown(data)


def _in_zip(data: bytes) -> str:
    """By the folder of the parts (ISO/IEC 29500-2); of a package cut off before its directory, by the headers of the parts still there.

    An OpenDocument says what it is in its first part, which is stored as it stands (OpenDocument 1.2 part 3, 3.3).
    """
    for kind in (ODT, ODS):
        if data[30:].startswith(b"mimetype" + kind.encode("ascii")) and data[30 + 8 + len(kind) :][:2] == b"PK":
            return kind
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = package.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        names = [m.group(1).decode("ascii") for m in _PART.finditer(data)]
    if _CONTENT_TYPES not in names:
        return UNKNOWN
    return next((kind for folder, kind in _FOLDERS.items() if any(n.startswith(folder) for n in names)), UNKNOWN)


def _in_ole(data: bytes) -> str:
    """By the names of its streams ([MS-CFB] 2.6.4); of a file cut off before its directory, by what they begin with."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return LOCKED
    if "WordDocument".encode("utf-16-le") in data:
        return DOC
    if "Workbook".encode("utf-16-le") in data or "Book".encode("utf-16-le") in data:
        return XLS
    return next((kind for start, kind in _STREAMS for m in start.finditer(data) if m.start() % _SECTOR == 0), UNKNOWN)


def _text_or_unknown(data: bytes) -> str:
    head = data[:65536]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")) or charset.wide(head):
        plain = charset.decoded(head[: len(head) // 2 * 2]).encode("utf-8", "replace")
    elif b"\x00" in head:
        return UNKNOWN
    else:
        plain = head
    controls = sum(b < 9 or 13 < b < 32 and b != 27 for b in plain)
    if controls > 0.02 * len(plain):
        return UNKNOWN
    lowered = plain.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if _ARCHIVE.match(lowered[:4096]):
        return MHTML
    tags = (b"<!doctype html", b"<html", b"<body", b"<head", b"<?xml")
    if lowered.startswith(tags) or (lowered.startswith(b"<") and any(tag in lowered for tag in (b"<p", b"<div", b"<table", b"<html"))):
        return HTML
    return TEXT

