"""Years in a sentence: which one a figure is to be reached in or was measured in, and which one it is compared with."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import regex

from normalizers.plain import fold

_Y = r"(?:19|20)\d\d(?![\d/]|\.\d{3}|,\d)"
_PRINTED = regex.compile(
    rf"""
    (?P<span>(?:giai\s+doan|thoi\s+ky|nhiem\s+ky|nam\s+hoc|cac\s+nam|nien\s+khoa|trong\s+nam|nam|tu|\b\w+\s+nam(?:\s+qua)?\s*\()\s*,?
        \s*(?P<first>{_Y})\s*(?:[-–]|den|toi)\s*(?:het\s+|cuoi\s+)?(?:nam\s+)?(?P<last>{_Y}))             # trong 5 năm (2011 - 2015)
    | (?:nam|quy\s+\w+\s*[/-]|thang\s+\d+\s*[/-]|\d\d?\s*[/.-]\s*\d\d?\s*[/.-])\s*(?P<year>{_Y})
    | (?:den|het|toi|cuoi|dau)\s+(?P<bare>{_Y})
    | \(\s*(?P<bracket>{_Y})\s*[):]
    """,
    regex.VERBOSE,
)
_CITATION = regex.compile(r"\d+[a-z]?\s?/\s?(?:\d{4}\s?/\s?)?[a-z]{2,}[\w-]*[^;.]{0,60}$")
_BASELINE = regex.compile(
    r"\b(?:so\s+voi|so\s+cung\s+ky|cung\s+ky)(?:\s+(?!nam\b|thoi\b|muc\b)[\w-]+){0,8}?"
    r"(?:\s+(?:cuoi|het|dau|thoi\s+diem|ngay|muc|thuc\s+hien|ket\s+qua|cua|tai|nam))*\s*$"
)
_THEN = regex.compile(r"(?:.*\()?[\W\d]*(?:trong\s+)?cung\s+ky\s*$")
"""Cùng kỳ năm 2018 ghi nhận 12 ca; 15 ca (cùng kỳ năm 2018 là 12 ca): told of that year, compared with nothing"""
_COMPARED_SPAN = regex.compile(r"\bso\s+(?:voi|cung\s+ky)\s+(?:(?:muc|trung\s+binh|binh\s+quan|\d+|cua|giai\s+doan)\s+){0,4}$")
"""giảm 10% so với trung bình 5 năm 2011 - 2015"""
_PRICES = regex.compile(r"\bgia\s+(?:so\s+sanh|co\s+dinh|hien\s+hanh|goc)\s*\(?\s*$|\bchuan\s+ngheo\s*$")
_AS_MUCH_AS = regex.compile(r"\b(?:gap|bang)(?:\s+\w+)?\s+[\d.,]+\s*(?:lan|%)\s*$|\bso\s+(?:(?:cuoi|dau|het)\s+)?$")
"""gấp 1,7 lần năm 2016; tăng 5% so năm 2019, so cuối năm 2019"""
_START = regex.compile(r"\b(?:tu|ke\s+tu|sau)(?:\s+(?:dau|ngay|het|cuoi))?\s*$")
_TITLE_PERIOD = regex.compile(r"(?:^|[,;:(.\-+%]|/\s?nam|\b(?:trong|ca|cho|den|va|o|vao|la))\s*$")
_EACH_YEAR = regex.compile(r"\s*(?:binh quan|trung binh|moi nam|hang nam)\b")
"""tốc độ tăng dân số giai đoạn 2016 - 2020 bình quân 1,2%/năm: no programme's title"""
_ADJACENT = regex.compile(
    r"^(?:\s*,\s*(?:xa|phuong|thi tran|huyen|thi xa|thanh pho|thon|ban|to dan pho))*\s*\)?\s*\(?(?:(?:vao|trong|den|toi|het|cuoi|cua)\s*)*$"
)
_SHARED_LATER = regex.compile(r"^(?:\s*\([^()]*\))?\s*(?:,|va)\s*[\d.,]+\s*%?\s*(?:\([^()]*\)\s*)?(?:(?:vao|trong|den|toi|het|cuoi)\s*)+$")
"""dưới 8% (nội thị), 5% (ngoại thị) vào năm 2028"""
_CLOSING = regex.compile(r"[\s),;]*")
"""giảm 10% số vụ cháy năm 2026 và 20% vào năm 2030: the year ends the words of the first figure"""
_LATER = regex.compile(
    r"\b(?:vao|trong|den|toi|het|cuoi)\s*(?:het\s+|cuoi\s+)?$|\btruoc\s+(?:ngay|thang|quy)\s*$"
    r"|\b(?:xong|hoan thanh|ket thuc|ban giao)\s+truoc\b[^,;]*$"
)
_CLOSED = regex.compile(r"[\s)]*;")
_OPENING_WORDS = 4
_SHARED = regex.compile(r"\s*(?:va|,)\s+[\d.,]+\s*\S*\s+so\s.{0,60}", regex.DOTALL)
"""giảm lần lượt 0,4% và 1,05% so với năm 2020"""
_SINCE_THEN = regex.compile(r"\b(?:den|hien|cho den)\s+nay\b|\bhien tai\b|\bsau do\b|\bcac nam (?:sau|tiep theo)\b")
"""năm 2010 đạt 2 tiêu chí, đến nay đạt 15 tiêu chí: the year is told no longer"""


@dataclass(frozen=True, slots=True)
class YearMark:
    """A year at `[start, end)`, the last one of a span (`first` its first one).

    `kind`: plain, then (the year before that a figure beside is told of), baseline (what is compared with) or since (what a span
    begins with).
    """

    start: int
    end: int
    year: int
    kind: str
    first: int


def marks(text: str, start: int, end: int) -> list[YearMark]:
    """The years printed in `text[start:end]`, those of cited documents left out."""
    if "20" not in text[start:end] and "19" not in text[start:end]:
        return []
    folded = fold(text)
    found = []
    for match in _PRINTED.finditer(folded, start, end):
        before = folded[start : match.start()]
        if _CITATION.search(before[-90:]):
            continue
        if match["span"]:
            named = match["span"].startswith(("giai", "thoi")) and not _TITLE_PERIOD.search(before)
            if named and not _EACH_YEAR.match(folded, match.end(), end):
                continue
            kind, year = "baseline" if _COMPARED_SPAN.search(before) else "plain", match["last"]
        else:
            year = match["year"] or match["bare"] or match["bracket"]
            since = _START.search(before) is not None and not match["bare"]
            kind = "then" if _THEN.fullmatch(before) else "baseline" if _is_compared(before) else "since" if since else "plain"
        found.append(YearMark(match.start(), match.end(), int(year), kind, int(match["first"] or year)))
    return found


def _is_compared(before: str) -> bool:
    """Whether the year behind these accent-free words is what a figure is compared with."""
    return any(pattern.search(before) for pattern in (_PRICES, _AS_MUCH_AS, _BASELINE))


def is_aside(text: str, mark: YearMark, at: int) -> bool:
    """Whether the year stands in a bracket closed before `at` with a figure of its own: `bỏ học 1,2% (năm 2021 là 1,6%); ...`."""
    opened = text.rfind("(", 0, mark.start)
    closed = text.find(")", mark.end, at)
    if opened < 0 or closed < 0 or ")" in text[opened : mark.start] or "(" in text[mark.end : closed]:
        return False
    return any(c.isdigit() for c in text[opened : mark.start] + text[mark.end : closed])


def year_at(text: str, marks_: Sequence[YearMark], begin: int, end: int, segment_end: int, target: bool) -> YearMark | None:
    """The year that belongs to the figure at `[begin, end)`: directly after it, else the last one before, else later in its segment.

    A `target` takes no year that closes an earlier clause as its deadline (`xây 12 trạm trước năm 2023; đào tạo 40 người`).
    """
    plain = [m for m in marks_ if m.kind in {"plain", "then"}]
    folded = fold(text)
    for mark in plain:
        if mark.start < end or not _ADJACENT.match(folded[end : mark.start]) or folded[mark.end : mark.end + 1] == ":":
            continue
        if "(" not in folded[end : mark.start] or folded[mark.end :].lstrip()[:1] in (")", ""):
            return mark
    shared = next((m for m in plain if m.start >= end and _SHARED_LATER.match(folded[end : m.start])), None)
    if shared:
        return shared
    before = [m for m in plain if m.end <= begin and not is_aside(text, m, begin)]
    closing = [m for m in before if target and _closes_clause(folded, m, begin)]
    before = [m for m in before if not any(m.end <= c.end and ";" not in folded[m.end : c.start] for c in closing)]
    if before and not _SINCE_THEN.search(folded[before[-1].end : begin]):
        return before[-1]
    for mark in plain:
        inside = end <= mark.start < segment_end
        if inside and (_LATER.search(folded[end : mark.start]) or _CLOSING.fullmatch(folded, mark.end, segment_end)):
            return mark
    return None


def _closes_clause(folded: str, mark: YearMark, begin: int) -> bool:
    """Whether the year ends a clause before a semicolon that did not open with it."""
    if not _CLOSED.match(folded, mark.end, begin):
        return False
    opening = folded[max(folded.rfind(";", 0, mark.start), folded.rfind(". ", 0, mark.start)) + 1 : mark.start]
    return len(opening.split()) > _OPENING_WORDS


def is_over(text: str, mark: YearMark) -> bool:
    """Whether the sentence goes on without the year: to the present (`năm 2010 đạt 2 tiêu chí, đến nay 15`) or out of a bracket."""
    stop = text.find(". ", mark.end)
    stop = stop if stop >= 0 else len(text)
    return is_aside(text, mark, stop) or _SINCE_THEN.search(fold(text[mark.end : stop])) is not None


def baseline_year(text: str, marks_: Sequence[YearMark], figure: tuple[int, int], segment: tuple[int, int, int], moved: bool) -> int | None:
    """The year compared with: of the figure's own words, of those after a second figure, of the words it depends on when it moved.

    `figure` is its `[start, end)`, `segment` the (head, start, end) of `segments`; `moved`: it rose or fell.
    """
    head, start, end = segment
    compared = [m for m in marks_ if m.kind == "baseline"]
    own = [m for m in compared if start <= m.start < end]
    shared = [m for m in compared if m.start >= end and _SHARED.fullmatch(fold(text[figure[1] : m.start]))]
    above = [m for m in compared if moved and head <= m.start < start]
    return next((m.year for m in (*own, *shared, *above)), None)


def is_age(text: str, mark: YearMark, issued: int | None) -> bool:
    """`19 trạm xây dựng trước năm 2000`: how old the things are, no year of the figure."""
    return issued is not None and mark.year < issued and fold(text[: mark.start]).endswith(" truoc ")
