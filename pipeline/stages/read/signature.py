"""Who signed digitally and when: from the signature dictionary, else from the words of the visible stamp."""
from __future__ import annotations

import ctypes
from collections.abc import Iterable
from datetime import datetime

import pypdfium2
import pypdfium2.raw as pdfium
import regex
from cryptography import x509
from cryptography.hazmat.primitives.serialization import pkcs7
from cryptography.x509.oid import NameOID

from pipeline.model.document import Signature

_DATE = regex.compile(r"D:(\d{4})(\d{2})(\d{2})(\d{2})?(\d{2})?(\d{2})?(?:(Z)|([+-])(\d{2})'?(\d{2})?'?)?")
"""ISO 32000-1, 7.9.4: D:20250115171017+07'00'"""
# Thời gian ký: 23/06/2024 08:46:05 +07:00
_TIME = regex.compile(r"\b(\d{1,2})[./-](\d{1,2})[./-](\d{4})[ ,]+(\d{1,2}):(\d{2})(?::(\d{2}))?(?:[ ]*([+-])(\d{2}):?'?(\d{2}))?")
_VIETNAM = "+07:00"
_NAMED = (  # the organisation's own label first: the signer named by Ký bởi is often a person
    regex.compile(r"(?im)^[ ]*(?:cơ quan|đơn vị|tổ chức)[ ]*:[ ]*(.+)$"),
    regex.compile(r"(?im)^[ ]*(?:ký bởi|người ký|ký số bởi|được ký bởi|digitally signed by)[ ]*:?[ ]*(.+)$"),
)


def embedded(document: pypdfium2.PdfDocument) -> Signature:
    """The earliest of the document's signatures (later ones are those of archives and gazettes that pass it on)."""
    found = []
    for i in range(max(0, pdfium.FPDF_GetSignatureCount(document.raw))):
        handle = pdfium.FPDF_GetSignatureObject(document.raw, i)
        when = iso_time(_text(pdfium.FPDFSignatureObj_GetTime, handle).rstrip(b"\0").decode("latin-1"))
        found.append(Signature(when, _signers(_text(pdfium.FPDFSignatureObj_GetContents, handle))))
    return min(found, key=lambda s: s.signed_at or "9999", default=Signature())


def _text(call, handle) -> bytes:
    length = call(handle, None, 0)
    buffer = ctypes.create_string_buffer(max(1, length))
    call(handle, buffer, length)
    return buffer.raw[:length]


def iso_time(date: str) -> str | None:
    """`D:20250115171017+07'00'` -> `2025-01-15T17:10:17+07:00`; None for what is no whole date."""
    match = _DATE.match(date)
    if not match:
        return None
    year, month, day, hour, minute, second, utc, sign, hours, minutes = match.groups()
    zone = "+00:00" if utc else f"{sign}{hours}:{minutes or '00'}" if sign else ""
    return _checked(f"{year}-{month}-{day}T{hour or '00'}:{minute or '00'}:{second or '00'}{zone}")


def _checked(stamp: str) -> str | None:
    try:
        datetime.fromisoformat(stamp)
    except ValueError:
        return None
    return stamp


def _signers(contents: bytes) -> tuple[str, ...]:
    """The names of the certificate in a PKCS#7 blob."""
    try:
        certificates = pkcs7.load_der_pkcs7_certificates(contents.rstrip(b"\0"))
        names = [c.subject for c in certificates if not _issues(c, certificates)]
    except ValueError:
        return ()
    return subject(names[0]) if names else ()


def _issues(certificate: x509.Certificate, others: Iterable[x509.Certificate]) -> bool:
    return any(other is not certificate and other.issuer == certificate.subject for other in others)


def subject(name: x509.Name) -> tuple[str, ...]:
    """A certificate's subject: the common name, a body's or a person's, then the organisation with its unit before it."""

    def field(oid) -> str | None:
        values = name.get_attributes_for_oid(oid)
        return str(values[0].value).strip() if values else None

    common, unit, body = field(NameOID.COMMON_NAME), field(NameOID.ORGANIZATIONAL_UNIT_NAME), field(NameOID.ORGANIZATION_NAME)
    return tuple(filter(None, (common, ", ".join(part for part in (unit, body) if part))))


def visible(text: str) -> Signature:
    """From the lines of a visible stamp (`Ký bởi: ...`, `Cơ quan: ...`, `Thời gian ký: 23/06/2024 08:46:05`)."""
    names = tuple(m.group(1).strip() for pattern in _NAMED if (m := pattern.search(text)))
    when = None
    if match := _TIME.search(text.replace("\n", " ")):
        day, month, year, hour, minute, second, sign, hours, minutes = match.groups()
        zone = f"{sign}{hours}:{minutes}" if sign else _VIETNAM
        when = _checked(f"{year}-{int(month):02}-{int(day):02}T{int(hour):02}:{minute}:{second or '00'}{zone}")
    return Signature(when, names)
