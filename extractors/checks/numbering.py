"""Markers of headings in sequence: after `2.` comes `3.` or a new list; anything else is a gap or a repetition."""
from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

import regex

from extractors.checks.finding import Finding
from normalizers import numbers
from normalizers.instruments import ITEM_LETTERS
from normalizers.unreadable import Unreadable
from pipeline.model.layout import Heading, Layout

_LATIN = "abcdefghijklmnopqrstuvwxyz"
_TITLE = 90
"""Longest title of a unit on one line, in characters."""
_SURE = 0.75
"""Below this confidence a marker may be misread, and says nothing about the numbering."""


def check_numbering(layout: Layout, tables: Mapping[str, list[dict[str, Any]]]) -> Iterator[Finding]:
    """One finding for each unit that follows another one of its list."""
    last: dict[tuple[Any, ...], int] = {}
    for unit, row in zip(layout.headings, tables.get("headings", []), strict=False):
        series = _series(unit)
        if series is None:
            continue
        before = last.get(series)
        last[series] = unit.index
        if before is None or row["confidence"] < _SURE or tables["headings"][before]["confidence"] < _SURE:
            continue
        previous = layout.headings[before]
        wanted = _next(previous)
        ok = _follows(previous, unit) or _first(unit)
        if not ok and wanted and _skips(previous, unit) and (
            _stands_between(layout, previous.passage, unit.passage, wanted) or _lost_between(layout, previous, unit)
        ):
            continue
        yield _finding(previous, unit, row, wanted, ok)


def _series(unit: Heading) -> tuple[Any, ...] | None:
    """The list that a unit belongs to; None for units without a number."""
    if not unit.marker or unit.style == "annex":
        return None
    if unit.style == "article":
        root = unit.path.split("/")[0] if unit.path.startswith("PL") else ""
        return "article", root
    prefix = unit.marker.rpartition(".")[0]
    return unit.parent, unit.style, prefix


def _ordinals(unit: Heading) -> tuple[int, ...]:
    """The places a marker may have in its series: one in each alphabet for letters (`C` of `A, B, C` is no Roman hundred)."""
    own = unit.marker.removeprefix("Điều ").strip(" .)").rpartition(".")[2]
    if own.isdigit():
        return (int(own),)
    if len(own) == 1 and (own.islower() or unit.style == "letter"):
        return ITEM_LETTERS.find(own.lower()), _LATIN.find(own.lower())
    try:
        return (numbers.read_roman(own),)
    except Unreadable:
        return ()


def _follows(before: Heading, unit: Heading) -> bool:
    return any(b - a == 1 for a, b in zip(_ordinals(before), _ordinals(unit), strict=False) if min(a, b) >= 0)


def _skips(before: Heading, unit: Heading) -> bool:
    return any(b > a + 1 for a, b in zip(_ordinals(before), _ordinals(unit), strict=False))


def _lost_between(layout: Layout, first: Heading, last: Heading) -> bool:
    """Whether a unit in between lost its number in reading: the units below begin anew, or a line on a scanned page
    stands alone like a title."""
    below = [h for h in layout.headings[first.index + 1 : last.index] if h.parent == first.index and h.marker]
    if any(_first(h) for h in below[1:]):
        return True
    scanned = {p.number for p in layout.document.pages if p.source == "ocr"}
    between = layout.passages[first.passage + 1 : last.passage]
    return any(p.page in scanned and p.kind == "paragraph" and p.part == "body" and len(p.text) < _TITLE
               and not p.text.endswith((".", ";", ",")) for p in between)


def _first(unit: Heading) -> bool:
    own = _ordinals(unit)
    return not own or own[0] == (0 if len(own) == 2 else 1)


def _next(unit: Heading) -> str | None:
    own, marker = _ordinals(unit), unit.marker
    if len(own) == 2 and marker.isupper():
        return _LATIN[own[1] + 1].upper() if own[1] < len(_LATIN) - 1 else None
    if len(own) == 2:
        return ITEM_LETTERS[own[0] + 1] if 0 <= own[0] < len(ITEM_LETTERS) - 1 else None
    if not own:
        return None
    bare = marker.removeprefix("Điều ").strip(" .)")
    if bare.rpartition(".")[2].isdigit():
        head = bare.rpartition(".")[0]
        return ("Điều " if marker.startswith("Điều") else "") + (f"{head}." if head else "") + str(own[0] + 1)
    return _roman(own[0] + 1)


def _roman(number: int) -> str:
    letters = ""
    for value, digits in ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
        while number >= value:
            letters, number = letters + digits, number - value
    return letters


def _stands_between(layout: Layout, first: int, last: int, marker: str) -> bool:
    """Whether a passage between two units begins with the missing marker: then the unit is there, only not taken for one."""
    begins, inner = _printed(marker)
    return any(begins.match(p.reading) or inner.search(p.reading) for p in layout.passages[first:last])


@lru_cache(maxsize=1_000)
def _printed(marker: str) -> tuple[regex.Pattern[str], regex.Pattern[str]]:
    """The marker at the beginning of a passage, and within one."""
    begins = regex.compile(rf"\W*{regex.escape(marker)}\s*[.):/-]|\W*{regex.escape(marker)}\s+\p{{Lu}}", regex.IGNORECASE)
    return begins, regex.compile(rf"(?:^|[\s;.]){regex.escape(marker)}\s*[.)]\s")


def _finding(before: Heading, unit: Heading, row: Mapping[str, Any], wanted: str | None, ok: bool) -> Finding:
    message = (f'Sau mục "{before.marker}" là mục "{unit.marker}"'
               + (": đúng thứ tự." if ok else f'; đúng thứ tự phải là "{wanted}" (hoặc bắt đầu lại từ đầu).'))
    return Finding(
        kind="numbering", status="ok" if ok else "violated", subject=(row["heading_id"],),
        expected=unit.marker if ok else wanted, found=unit.marker, quote=row["quote"], page=row["page"],
        message=message, rule="next_marker", confidence=0.9 * row["confidence"],
    )
