"""`documents`: one row per document, from the letterhead, the title and the signature block (Nghị định 30/2020/NĐ-CP, Phụ lục I)."""
from __future__ import annotations

import datetime
from dataclasses import dataclass

from extractors.context import Context
from extractors.documents.date import read_date
from extractors.documents.issuer import read_issuer
from extractors.documents.number import read_number
from extractors.documents.signature import read_recipients, read_signature, read_signing_body
from extractors.documents.title import read_period, read_title, read_type
from pipeline.model.layout import Layout, Quote
from pipeline.model.record import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Document(Record):
    """A row of `documents`; file facts (path, pages, OCR) are added where the file is known."""

    doc_type: str | None
    number: str | None
    symbol: str | None
    code: str | None
    issuer: str | None
    issuer_level: str | None
    province: str | None
    province_code: str | None
    province_2025: str | None
    province_code_2025: str | None
    district: str | None
    district_code: str | None
    issue_place: str | None
    issue_date: datetime.date | None
    issue_year: int | None
    issue_month: int | None
    issue_day: int | None
    title: str | None
    period_start: int | None
    period_end: int | None
    signer_name: str | None
    signer_position: str | None
    signing_authority: str | None
    recipients: tuple[str, ...]
    signed_at: str | None
    signing_org: str | None


def extract(layout: Layout, context: Context) -> tuple[Document, ...]:
    """Exactly one row, or none for a document without words."""
    if not layout.text.strip():
        return ()
    number = read_number(layout)
    date = read_date(layout)
    doc_type = read_type(layout, number.symbol)
    title = read_title(layout)
    signature = read_signature(layout)
    issued = read_issuer(layout, number.symbol, date)
    start, end = read_period(layout, title, doc_type)
    quote = _quote(layout)
    read = 1.0 if quote.confidence is None else quote.confidence
    known = sum(value is not None for value in (doc_type, number.symbol, issued.issuer, date.year, title, signature.name))
    return (Document(
        quote=quote, heading=None, rule="layout_parts",
        confidence=round(min(0.35 + 0.1 * known, 0.95) * (0.5 + read / 2), 4), doc_type=doc_type, number=number.number,
        symbol=number.symbol, code=number.code, issuer=issued.issuer, issuer_level=issued.level,
        province=issued.province, province_code=issued.province_code, province_2025=issued.province_2025,
        province_code_2025=issued.province_code_2025, district=issued.district, district_code=issued.district_code,
        issue_place=date.place, issue_date=date.whole, issue_year=date.year, issue_month=date.month, issue_day=date.day,
        title=title, period_start=start, period_end=end, signer_name=signature.name, signer_position=signature.position,
        signing_authority=signature.authority, recipients=read_recipients(layout),
        signed_at=layout.document.signature.signed_at, signing_org=read_signing_body(layout),
    ),)


def _quote(layout: Layout) -> Quote:
    """The letterhead, else the first passage."""
    head = [p for p in layout.passages if p.part == "letterhead"] or [p for p in layout.passages if p.end > p.start][:1]
    return layout.quote(min(p.start for p in head), max(p.end for p in head))
