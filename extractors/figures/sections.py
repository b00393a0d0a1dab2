"""Where in the document a figure stands: what the headings and lead-in lines above it announce, and which year they name."""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import regex

from extractors.sentences import words
from normalizers import periods
from normalizers.plain import fold
from normalizers.unreadable import Unreadable
from pipeline.model.layout import Heading, Layout, Passage

BODY_KINDS = frozenset({"heading", "paragraph", "bullet"})


_INDICATORS = "indicators"
_AIMED = regex.compile(r"\b(?:muc tieu|phan dau|den nam|den het|nam sau|de ra|dat ra|can dat|se)\b")
"""Without these a lead-in line of indicators says nothing about time."""
_SETS_TARGETS = regex.compile(r"\b(?:giao|phan bo|dieu chinh|an dinh|quy dinh|phe duyet)\b.{0,40}\bchi tieu\b")


@dataclass(frozen=True, slots=True)
class Place:
    """A passage to read and what stands above it.

    `section`  objective | situation | task | plan | finance | legal | None
    `years`    years that the lead-in line and the headings above name, nearest first
    `title`    the passage is a heading's title alone
    `root`     index of the topmost heading above
    """

    passage: Passage
    section: str | None
    years: tuple[int, ...]
    title: bool
    root: int | None


@cache
def _sections() -> tuple[regex.Pattern, dict[str, str]]:
    kinds = {fold(row["phrase"]): row["kind"] for row in words("figure_sections")}
    ordered = sorted(kinds, key=len, reverse=True)
    return regex.compile(r"\b(?:" + "|".join(ordered) + r")\b"), kinds


def section_of(title: str) -> str | None:
    """What a heading announces: the phrase that stands first decides."""
    pattern, kinds = _sections()
    match = pattern.search(fold(title))
    return kinds[match[0]] if match else None


def year_of(title: str) -> int | None:
    """The year that a heading names: `Chỉ tiêu đến hết năm 2023` -> 2023, `giai đoạn 2021-2025` -> 2025."""
    if "20" not in title and "19" not in title:
        return None
    try:
        return periods.period(title)[1]
    except Unreadable:
        return None


def places(layout: Layout) -> Iterator[Place]:
    """The running text of the body, passage by passage, in reading order."""
    titles = {h.passage: h for h in layout.headings}
    above: dict[int, tuple[str | None, tuple[int, ...], int]] = {}
    lead: list[tuple[int, str | None, int | None]] = []
    for index, passage in enumerate(layout.passages):
        if passage.part != "body" or passage.kind not in BODY_KINDS:
            continue
        heading = titles.get(index)
        depth = passage.depth if passage.kind == "bullet" else 0
        if heading is not None:
            lead = []
        else:
            lead = [item for item in lead if depth and item[0] < depth]
        section, years, root = _above(layout, passage.heading, above)
        for _, announced, year in lead:
            section = _told(announced, section)
            years = (year, *years) if year else years
        title = heading is not None and heading.kind in {"heading", "annex"}
        yield Place(passage, section, years, title, root)
        if passage.reading.rstrip().endswith(":") and heading is None:
            lead.append((depth, _announced(passage.reading), year_of(passage.reading)))


def _told(announced: str | None, above: str | None) -> str | None:
    """Below the situation `Các chỉ tiêu khác:` lists what was reached; only words of what is to come turn to the objectives."""
    if announced == _INDICATORS:
        return above if above == "situation" else "objective"
    return announced or above


def _announced(line: str) -> str | None:
    """What a lead-in line announces; a long one is a sentence of its own and decides nothing by a word in its middle."""
    words_ = line.strip(" :-+*")
    kind = section_of(words_) if len(words_) < 160 else None
    return _INDICATORS if kind == "objective" and not _AIMED.search(fold(words_)) else kind


def _above(
    layout: Layout, heading: int | None, known: dict[int, tuple[str | None, tuple[int, ...], int]]
) -> tuple[str | None, tuple[int, ...], int | None]:
    """(section, years, root) of the heading and those above it; the nearest heading that announces something decides."""
    if heading is None:
        return None, (), None
    if heading not in known:
        own: Heading = layout.headings[heading]
        section, years, root = _above(layout, own.parent, known)
        announced = own.title or _order(layout.passages[own.passage].reading)
        if announced:
            section = _inherited(_told(_announced(announced), section), section)
            year = year_of(announced)
            years = (year, *years) if year else years
        known[heading] = (section, years, heading if root is None else root)
    return known[heading]


def _order(reading: str) -> str | None:
    """The words of a clause that goes on below it where they set targets: `Điều 1. Giao chỉ tiêu giường bệnh năm 2019 như sau:`."""
    return reading if reading.rstrip().endswith(":") and _SETS_TARGETS.search(fold(reading)) else None


def _inherited(own: str | None, above: str | None) -> str | None:
    """A heading below the objectives or the situation that only names a task (`1.2 Phát triển giáo dục`) stays what is above.

    `Kết quả` below the objectives are those to be reached; `Các chỉ tiêu được giao` below the results what became of them.
    """
    if above == "objective" and own == "situation":
        return above
    if own in (None, "task") and above in {"objective", "situation", "legal"}:
        return above
    return own or above
