"""Ranges in sentences, which rise (`2 - 3%`), and yearly steps against the level at the end, each told in a sentence of its own."""
from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

import regex
from rapidfuzz import fuzz

from extractors.checks.figure import written
from extractors.checks.finding import SUSPECT, Finding
from extractors.checks.printed import Page
from normalizers import numbers
from normalizers.plain import fold
from normalizers.unreadable import Unreadable

Row = Mapping[str, Any]

_RANGE = regex.compile(r"(?<![\p{L}\d.,/%-]|\d\s|[%\d]\s?[-–]\s?)(?P<low>\d{1,3}(?:,\d+)?)\s?%?\s?[-–]\s?"
                       r"(?P<high>\d{1,3}(?:,\d+)?)\s?%(?!\s?[-–]\s?\d)")
"""2 - 3%; 1,5%-2%; no shares in a row: 55% - 24% - 21%"""
_ALIKE = 92
"""Likeness (0..100) from which two indicators are one."""
_FAR = Decimal("1.5")
"""How many times the told steps the way to the end must be before the two contradict each other."""


def check_ranges(pages: Sequence[Page], tables: Mapping[str, list[dict[str, Any]]]) -> Iterator[Finding]:
    """Ranges in reading order, then steps."""
    for page in pages:
        yield from _ranges(page)
    yield from _steps(tables)


def _ranges(page: Page) -> Iterator[Finding]:
    for match in _RANGE.finditer(page.text):
        try:
            low, high = numbers.read(match["low"]), numbers.read(match["high"])
        except Unreadable:
            continue
        used = [n for n in page.numbers if match.start() <= n.start < match.end()]
        if not used:
            continue
        ok = low <= high
        message = f"Khoảng {match[0]}: số đầu " + ("không lớn hơn số cuối." if ok else "lớn hơn số cuối.")
        yield page.finding("range", ok, used, used[-1],
                           f"{written(low)} <= {written(high)}" if ok else f"{written(high)} - {written(low)}%",
                           message, "range_rises", 0.85)


def _steps(tables: Mapping[str, list[dict[str, Any]]]) -> Iterator[Finding]:
    """`giảm bình quân 2%/năm` and `còn 4% vào năm 2025` of one indicator, whose level of an earlier year is told too."""
    targets = [r for r in tables.get("targets", [])
               if r["unit"] == "%" and r["value_min"] is not None and r["value_max"] is not None and r["indicator"]]
    known = [r for r in tables.get("observations", [])
             if r["unit"] == "%" and r["comparator"] == "=" and r["indicator"] and r["year"] is not None]
    for step in targets:
        if step["per"] != "năm" or step["direction"] not in ("increase", "decrease") or Decimal(step["value_min"]) <= 0:
            continue
        ends = [r for r in targets
                if r["per"] is None and r["year"] is not None and r["comparator"] == "="
                and r["direction"] in (step["direction"], "reach") and _alike(r, step)]
        starts = [r for r in known if _alike(r, step)]
        if len(ends) != 1 or not starts or len({(r["year"], r["value_min"]) for r in starts}) != 1:
            continue
        finding = _step(step, ends[0], starts[0])
        if finding is not None:
            yield finding


def _alike(one: Row, other: Row) -> bool:
    return fuzz.ratio(fold(one["indicator"]), fold(other["indicator"])) >= _ALIKE


def _step(step: Row, end: Row, start: Row) -> Finding | None:
    """Whether the way from the known level to the end is walked in that many steps, a year more or less; None where the
    way goes elsewhere."""
    years = end["year"] - start["year"]
    sign = 1 if step["direction"] == "increase" else -1
    way = sign * (Decimal(end["value_min"]) - Decimal(start["value_min"]))
    if years <= 0 or way <= 0:
        return None
    low, high = Decimal(step["value_min"]), Decimal(step["value_max"])
    ok = low * (years - 1) <= way <= high * (years + 1)
    if not ok and low * (years - 1) / _FAR < way < high * (years + 1) * _FAR:
        return None
    verb = "tăng" if sign > 0 else "giảm"
    expected = written(way / years, 2)
    message = (f"Từ {written(Decimal(start['value_min']))}% năm {start['year']} đến "
               f"{written(Decimal(end['value_min']))}% năm {end['year']}: mỗi năm {verb} {expected}%, "
               f"văn bản ghi {step['value_text']}. " + ("Khớp." if ok else "Không khớp."))
    sure = min(step["confidence"], end["confidence"], start["confidence"])
    if not ok and sure < SUSPECT:
        message += " Có số đọc từ bản chụp chưa chắc chắn, nên xem lại trước tiên."
    return Finding(kind="range", status="ok" if ok else "violated",
                   subject=(step["target_id"], end["target_id"], start["observation_id"]), expected=f"{expected}%",
                   found=step["value_text"], quote=step["quote"], page=step["page"], message=message,
                   rule="steps_to_target", confidence=0.7 * sure)
