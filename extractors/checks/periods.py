"""The plan's own period, wherever it is said again, and periods that run backwards."""
from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import regex

from extractors.checks.finding import SUSPECT, Finding
from normalizers import dates
from normalizers.unreadable import Unreadable
from pipeline.model.layout import Layout, Passage

Row = Mapping[str, Any]

_SPAN = regex.compile(
    r"(?:giai\s+đoạn|thời\s+kỳ|nhiệm\s+kỳ)\s*:?\s*(?:từ\s+)?(?:năm\s+)?(?P<start>(?:19|20)\d\d)\s*(?:[-–—]|đến|tới)\s*"
    r"(?:hết\s+)?(?:năm\s+)?(?P<end>(?:19|20)\d\d)(?![\d/])", regex.IGNORECASE
)
_CLOSING = regex.compile(r"Trên\s+đây\s+là\s+[^,;:.]*")
"""Trên đây là Kế hoạch thực hiện công tác giảm nghèo năm 2023, ..."""
_TIME = regex.compile(r"(?:thời\s+gian|thời\s+hạn)\s+thực\s+hiện"
                      r"(?:\s+(?:kế\s+hoạch|chương\s+trình|đề\s+án))?\s*:\s*[^;.]*", regex.IGNORECASE)
_YEAR = regex.compile(r"(?:19|20)\d\d")
_AHEAD = {"ke_hoach", "chuong_trinh"}
"""Kinds of document that set out what is to come."""
_PARTS = {"title", "title_note", "annex_title", "preamble", "body"}


def check_periods(layout: Layout, tables: Mapping[str, list[dict[str, Any]]]) -> Iterator[Finding]:
    """Findings in reading order; about the plan's period only where the title, or the line of time, names it."""
    document = (tables.get("documents") or [{}])[0]
    end = document.get("period_end")
    if end is not None and document.get("issue_year") is not None and document.get("doc_type") in _AHEAD and document.get("title"):
        yield _ahead(layout, document)
    for passage in layout.passages:
        if passage.part not in _PARTS or passage.kind == "cell":
            continue
        yield from _falling(layout, passage)
        for pattern in (_CLOSING, _TIME) if end is not None and document.get("title") else ():
            if (match := pattern.search(passage.reading)) and (finding := _again(layout, passage, match, document, pattern is _CLOSING)):
                yield finding


def _ahead(layout: Layout, document: Row) -> Finding:
    """A plan's period does not end before the year of issue."""
    issued, told = document["issue_year"], _told(document["period_start"], document["period_end"])
    ok = document["period_end"] >= issued
    message = f"Kế hoạch cho {told}, ban hành năm {issued}: " + ("không trái nhau." if ok else "thời kỳ kết thúc trước khi ban hành.")
    title = next((p for p in layout.passages if p.part == "title" and str(document["period_end"]) in p.text), None)
    quote = layout.quote(title.start, title.end) if title else None
    return _finding(ok, document, f">= {issued}", told, quote.text if quote else document["title"],
                    quote.page if quote else 1, message, "period_after_issue", read=quote.confidence if quote else None)


def _falling(layout: Layout, passage: Passage) -> Iterator[Finding]:
    for match in _SPAN.finditer(passage.reading):
        if int(match["start"]) > int(match["end"]):
            quote = layout.quote(*passage.span(match.start(), match.end()))
            message = f"Thời kỳ ghi {match[0]}: năm đầu sau năm cuối."
            yield _finding(False, {}, f"{match['end']}-{match['start']}", _years(match[0]), quote.text, quote.page,
                           message, "falling_period", passage.id, quote.confidence)


def _again(layout: Layout, passage: Passage, match: regex.Match[str], document: Row, closing: bool) -> Finding | None:
    """The closing sentence names the title's period or a part of it; a line of time is no contradiction unless it lies wholly outside."""
    try:
        start, end = dates.period(match[0])
    except Unreadable:
        return None
    first = document["period_start"] or min(document.get("issue_year") or document["period_end"], document["period_end"])
    own = first, document["period_end"]
    said = start or end, end
    apart = said[1] < own[0] or said[0] > own[1]
    inside = own[0] <= said[0] and said[1] <= own[1]
    alike = (said[0] == said[1]) == (own[0] == own[1])
    if not inside and not apart and not (closing and alike):
        return None
    quote = layout.quote(*passage.span(match.start(), match.end()))
    where = "Câu kết" if closing else "Dòng thời gian thực hiện"
    told, expected = _told(*said), _told(document["period_start"], document["period_end"])
    message = f"{where} ghi {told}, văn bản là cho {expected}. " + ("Khớp." if inside else "Không khớp.")
    return _finding(inside, document, expected, _years(match[0]), quote.text, quote.page, message, "period_repeated",
                    passage.id, quote.confidence)


def _years(text: str) -> str:
    """The years as printed, with what stands between the first and the last of them."""
    places = [m.span() for m in _YEAR.finditer(text)]
    return text[places[0][0] : places[-1][1]]


def _told(start: int | None, end: int) -> str:
    return f"năm {end}" if start == end else f"đến năm {end}" if start is None else f"{start}-{end}"


def _finding(ok: bool, document: Row, expected: str, found: str, quote: str, page: int | None, message: str, rule: str,
             subject: str = "", read: float | None = None) -> Finding:
    sure = min(1.0 if read is None else read, document.get("confidence") or 1.0)
    if not ok and sure < SUSPECT:
        message += " Chữ số đọc từ bản chụp chưa chắc chắn, nên xem lại trước tiên."
    return Finding(kind="period_conflict", status="ok" if ok else "violated",
                   subject=(subject or document.get("doc_id") or "",), expected=expected, found=found, quote=quote,
                   page=page, message=message, rule=rule, confidence=0.85 * sure)
