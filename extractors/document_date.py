"""Place and date of issue: `Bạch Thông, ngày    tháng 3 năm 2023` (Nghị định 30/2020/NĐ-CP, điều 8)."""
from __future__ import annotations

import datetime
from typing import NamedTuple

import regex

from normalizers.plain import fold
from pipeline.model.layout import Layout, Passage

_BLANK = r"[\s.…_,]*"
_DATED = regex.compile(
    rf"(?P<place>\p{{Lu}}[\p{{L}}\s.\-]{{1,40}}?)?\s*[,.;:]?\s*(?:ng[aàáạ]y)\s*{_BLANK}(?P<day>\d{{1,2}})?{_BLANK}(?:th[aáàạ]ng)?{_BLANK}(?P<month>\d{{1,2}})?{_BLANK}"
    rf"(?:n[aăâ]m){_BLANK}(?P<year>(?:19|20)\d\d)?",
    regex.IGNORECASE,
)


class Issued(NamedTuple):
    """Place and date as far as they are printed; `whole` only when day, month and year are all there."""

    place: str | None = None
    year: int | None = None
    month: int | None = None
    day: int | None = None

    @property
    def whole(self) -> datetime.date | None:
        if None in (self.year, self.month, self.day):
            return None
        try:
            return datetime.date(self.year, self.month, self.day)
        except ValueError:
            return None


def read_date(layout: Layout) -> Issued:
    """From the letterhead; where it has none, from a line of its own near the end (`Hà Nội, ngày ...`)."""
    head = [p for p in layout.passages if p.part == "letterhead"]
    closing = [p for p in layout.passages if p.part in {"signature", "recipients"}]
    for group in (head, closing):
        for index, passage in enumerate(group):
            text = passage.text
            if "ngay" in fold(text) and not regex.search(r"nam\W*(?:19|20)\d\d", fold(text)):
                text = " ".join(p.text for p in group[index : index + 3] if "so:" not in fold(p.text))
            found = _DATED.search(text)
            if found and (found["year"] or found["month"]):
                return _issued(layout, passage, found)
    return Issued()


def _issued(layout: Layout, passage: Passage, found: regex.Match) -> Issued:
    place = found["place"] and regex.sub(r"^.*/\S+\s+|^.*\bUBND\b\s*", "", found["place"]).strip(" ,.-")
    values = {name: int(found[name]) if found[name] else None for name in ("year", "month", "day")}
    for name in ("month", "day"):
        if found[name] and _doubtful(layout, passage, found[name]):
            values[name] = None
    if values["month"] is not None and not 1 <= values["month"] <= 12:
        values["month"] = None
    if values["day"] is not None and not 1 <= values["day"] <= 31:
        values["day"] = None
    return Issued(place or None, values["year"], values["month"], values["day"])


def _doubtful(layout: Layout, passage: Passage, digits: str) -> bool:
    """Read with so little confidence that it may be handwriting: not guessed."""
    sure = [w.confidence for w in layout.words if passage.start <= w.start < passage.end + 40 and w.confidence is not None
            and layout.text[w.start : w.end].strip(".,") == digits]
    return bool(sure) and max(sure) < 0.5
