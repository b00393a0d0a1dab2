"""Dates and codes: the annex line against the letterhead, cited documents, years in codes, deadlines."""
from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import regex

from extractors.checks.finding import SUSPECT, Finding
from normalizers import dates
from pipeline.model.layout import Layout

Row = Mapping[str, Any]

_ATTACHED = regex.compile(r"\W*(?:(?:ban\s+hành\s+)?k[èe]m\s+theo)\b", regex.IGNORECASE)
"""(Kèm theo Kế hoạch số 12/KH-UBND ngày ...), (Ban hành kèm theo Quyết định số ...)"""
_YEAR = regex.compile(r"/(?P<year>(?:19|20)\d\d)/")
_QUOTED = 200
"""Longest line quoted whole, in characters."""
_FULL_YEAR = regex.compile(r"(?:19|20)\d\d")


def check_dates(layout: Layout, tables: Mapping[str, list[dict[str, Any]]]) -> Iterator[Finding]:
    """Findings in the order of the citations, deadlines last."""
    document = (tables.get("documents") or [{}])[0]
    notes = [(p.start, p.end) for p in layout.passages if p.part == "title_note" or (p.kind != "cell" and _ATTACHED.match(p.reading))]
    cited = []
    for row in tables.get("citations", []):
        note = next((layout.text[start:end] for start, end in notes if start <= row["char_start"] < end), None)
        if row["code"] is not None and note is not None:
            yield from _annex_line(row, " ".join(note.split()), document)
        else:
            cited.append(row)
            yield from _cited(row, document)
    yield from _repeated(cited)
    for row in tables.get("assignments", []):
        yield from _deadline(row, document)


def _annex_line(row: Row, note: str, document: Row) -> Iterator[Finding]:
    """The document's own code and date in the line under an annex title (Nghị định 30/2020/NĐ-CP, Phụ lục I, phần II.7), quoted whole."""
    quoted = {**row, "quote": note if len(note) <= _QUOTED else row["quote"]}
    number, _, symbol = row["code"].partition("/")
    if document.get("symbol") is None or _plain(symbol) != _plain(document["symbol"]):
        return
    sure = min(row["confidence"], document.get("confidence") or 1.0)
    if document.get("number"):
        same = number.lstrip("0") == document["number"].lstrip("0")
        told = f"Dòng dưới tên phụ lục ghi số {row['code']}, đầu văn bản ghi {document['code']}."
        yield _finding("code_conflict", same, quoted, document["code"], row["code"], told, "annex_line", sure)
    issued = document.get("issue_date")
    if issued is not None and row["date"] is not None:
        told = f"Dòng dưới tên phụ lục ghi ngày {_told(row['date'])}, đầu văn bản ghi ngày {_told(issued)}."
        yield _finding("date_conflict", row["date"] == issued, quoted, _told(issued), _printed(row), told, "annex_line", sure)


def _cited(row: Row, document: Row) -> Iterator[Finding]:
    """A cited document is no younger than the citing one, and the year in its code is that of its date."""
    cited, named = row["date"], row["code"] or row["quote"]
    if cited is None:
        return
    late = _later(cited, document)
    sure = min(row["confidence"], document.get("confidence") or 1.0)
    if late is not None:
        until = (_told(document["issue_date"]) if document.get("issue_date")
                 else f"tháng {document['issue_month']}/{document['issue_year']}" if document.get("issue_month")
                 else f"năm {document['issue_year']}")
        told = (f"Văn bản được viện dẫn {named} ghi ngày {_told(cited)}, "
                + (f"sau ngày của chính văn bản này ({until})." if late else f"không sau văn bản này ({until})."))
        yield _finding("date_conflict", not late, row, f"<= {until}", _printed(row), told, "cited_before", sure)
    year = _YEAR.search(row["code"] or "")
    if year and not late:
        told = f"Số, ký hiệu {row['code']} mang năm {year['year']}, ngày ghi kèm là {_told(cited)}."
        yield _finding("code_conflict", int(year["year"]) == cited.year, row, year["year"], _printed(row), told, "year_in_code", sure)


def _later(cited: date, document: Row) -> bool | None:
    issued, year, month = document.get("issue_date"), document.get("issue_year"), document.get("issue_month")
    if issued is not None:
        return cited > issued
    if year is None:
        return None
    return cited.year > year or (month is not None and (cited.year, cited.month) > (year, month))


def _repeated(rows: list[Row]) -> Iterator[Finding]:
    """One code with a year in it, one date: the mentions that differ from the first, or from most."""
    by_code: dict[str, list[Row]] = {}
    for row in rows:
        if row["date"] is not None and row["code"] is not None and _YEAR.search(row["code"]):
            by_code.setdefault(_plain(row["code"]), []).append(row)
    for mentions in by_code.values():
        told = [m["date"] for m in mentions]
        usual = max(told, key=lambda d: (told.count(d), -told.index(d)))
        for mention in mentions if len(mentions) > 1 else []:
            message = (f"Văn bản {mention['code']} được viện dẫn {len(mentions)} lần; lần này ghi ngày "
                       f"{_told(mention['date'])}, nơi khác ghi {_told(usual)}.")
            yield _finding("date_conflict", mention["date"] == usual, mention, _told(usual), _printed(mention), message,
                           "repeated_citation", mention["confidence"])


def _deadline(row: Row, document: Row) -> Iterator[Finding]:
    issued, due = document.get("issue_date"), row.get("deadline")
    if issued is None or due is None or document.get("doc_type") == "bao_cao" or not _FULL_YEAR.search(row.get("deadline_text") or ""):
        return
    told = f"Thời hạn {row['deadline_text']} " + ("trước" if due < issued else "không trước") + f" ngày ban hành văn bản ({_told(issued)})."
    sure = min(row["confidence"], document.get("confidence") or 1.0)
    yield _finding("date_conflict", due >= issued, row, f">= {_told(issued)}", row["deadline_text"], told, "deadline_after_issue", sure)


def _finding(kind: str, ok: bool, row: Row, expected: str, found: str, message: str, rule: str, sure: float) -> Finding:
    if not ok and sure < SUSPECT:
        message += " Chữ số đọc từ bản chụp chưa chắc chắn, nên xem lại trước tiên."
    return Finding(
        kind=kind, status="ok" if ok else "violated",
        subject=(row.get("citation_id") or row.get("assignment_id") or "",), expected=expected, found=found,
        quote=row["quote"], page=row["page"], message=message, rule=rule, confidence=0.95 * sure,
    )


def _printed(row: Row) -> str:
    """The date as the quote prints it."""
    found = [row["quote"][start:end] for start, end, value in dates.find(row["quote"])
             if value.year == row["date"].year and value.day == row["date"].day]
    return found[-1] if found else _told(row["date"])


def _told(day: date) -> str:
    return f"{day.day:02}/{day.month:02}/{day.year}"


def _plain(code: str) -> str:
    return regex.sub(r"[\s.]", "", code).replace("–", "-").upper()
