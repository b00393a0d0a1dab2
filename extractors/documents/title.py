"""Kind, title and period of the main instrument."""
from __future__ import annotations

import regex

from extractors.documents.number import symbol_kind
from normalizers import Unreadable, dates
from normalizers.instruments import KIND_OF_SYMBOL, instrument, run_on
from normalizers.plain import fold
from pipeline.model.layout import Layout

_BY_SYMBOL = {fold(symbol): kind for symbol, kind in KIND_OF_SYMBOL.items()}
_ABOUT = regex.compile(r"^\s*(?:(?:V/v|v/v|Về việc|VỀ VIỆC)\b|V/(?=\s\p{Ll}))")
"""A page reader may lose the small letter of `V/v`."""
_TITLED_ALONE = {"quyet_dinh", "bao_cao", "chi_thi", "cong_van", "giay_moi", "cong_dien"}
"""Kinds of document whose line of the time of execution is not the document's period."""
_EXECUTION = regex.compile(r"thoi gian thuc hien|thoi gian:|thoi ky thuc hien")


def read_type(layout: Layout, symbol: str | None) -> str | None:
    """The printed name of the instrument, else what the symbol tells; a letter (`418/UBND-NC`) has none: cong_van."""
    named = layout.parts.instrument
    if named is not None:
        text = layout.passages[named].text
        return instrument(text) or (found[0] if (found := run_on(text)) else None)
    if symbol is None:
        return None
    return _BY_SYMBOL.get(symbol_kind(symbol), "cong_van")


def read_title(layout: Layout) -> str | None:
    """What stands between the name of the instrument and its note, on one line; of a letter what follows from `V/v` on."""
    title = " ".join(_words(layout, i) for i in layout.parts.title)
    if not title:
        title = " ".join(_subject_lines(layout))
    title = regex.sub(r"\s+", " ", title).strip(" *_")
    return title or None


def _words(layout: Layout, index: int) -> str:
    """A line of the title; where the name of the instrument begins it, what follows that name."""
    text = layout.passages[index].text
    text = text.lstrip("-–—_ ") if layout.was_read(layout.passages[index]) else text
    named = run_on(text) if index == layout.parts.instrument else None
    return text[named[1] :] if named else text


def _subject_lines(layout: Layout) -> list[str]:
    """`V/v rà soát quỹ đất công / và lập hồ sơ quản lý ...` in the left column of the letterhead."""
    lines: list[str] = []
    for passage in layout.passages:
        if passage.part != "letterhead":
            continue
        if _ABOUT.match(passage.text):
            lines = [regex.sub(r"^\s*V/(?=\s)", "V/v", passage.text)]
        elif lines:
            if regex.search(r"ngày.{0,12}tháng|CỘNG HÒA|CỘNG HOÀ|Độc lập|^\s*[-–_*]{2,}", passage.text):
                break
            lines.append(passage.text)
    return lines


def read_period(layout: Layout, title: str | None, doc_type: str | None) -> tuple[int | None, int | None]:
    """The years in the title, else of the line of the time of execution."""
    for text in [title or "", *(_execution_lines(layout) if title and doc_type not in _TITLED_ALONE else [])]:
        try:
            return dates.period(text)
        except Unreadable:
            continue
    return None, None


def _execution_lines(layout: Layout) -> list[str]:
    """The lines of the time of execution; where bullets tell the time of one task each, they are not the document's."""
    told = [p for p in layout.passages if p.part == "body" and _EXECUTION.search(fold(p.reading)[:80]) and len(p.reading) < 200]
    several = sum(p.kind == "bullet" for p in told) > 1
    return [p.reading for p in told if not (several and p.kind == "bullet")]
