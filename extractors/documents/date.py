"""Place and date of issue: `Mai Châu, ngày    tháng 7 năm 2021` (Nghị định 30/2020/NĐ-CP, điều 8)."""
from __future__ import annotations

import datetime
from typing import NamedTuple

import regex

from normalizers import vocabulary
from normalizers.nearest import nearest
from normalizers.plain import fold
from pipeline.model.layout import Layout, Passage

_DATED = regex.compile(
    r"(?P<place>\p{L}[\p{L}\s.\-]{1,40}?)?\s*[,.;:]?\s*\bng\wy\b\W{0,4}"
    r"(?P<day>[^\s,]{0,7}?(?:\s[^\s,]{0,5})?)\W{0,12}\bth\w{1,3}ng\b\W{0,8}(?P<month>\d{1,2}|[^\s,]{0,3}?)\W{0,8}"
    r"\bn\wm\b\W{0,8}(?P<year>(?:19|20)\d\d)?"
)
"""On folded text; the day may be a blank or what a reader made of handwriting."""
_IN_FIGURES = regex.compile(r"(?P<place>\p{L}[\p{L}\s.\-]{1,40}?)\s*,\s*ngay\s+(?P<day>\d{1,2})\s?[/.-]\s?"
                            r"(?P<month>\d{1,2})\s?[/.-]\s?(?P<year>(?:19|20)\d\d)\s*$")
"""`Kon Tum, ngày 09/3/2016`."""
_BEFORE_PLACE = regex.compile(r"^.*/\S+\s+|^.*\bUBND\b\s*|^.*[Hh]ạnh phúc\W*")
"""What may stand on the same line: the number (`12/KH-UBND  Lai Châu`), the issuer, the motto."""
_DAY_GLUED = regex.compile(r"\bng[aàáạ]y(?=\S)|(?<=\d)(?=th[aáàạ]ng\b)", regex.IGNORECASE)
_STROKES = tuple("]|[!)}{lI")
"""Right behind a figure, what a reader makes of another one: `1]` may be 11."""
SURE = 0.5
"""A figure read with less confidence may be handwriting: not guessed."""


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
            if "ngay" in fold(text) and not regex.search(r"n\wm\W*(?:19|20)\d\d", fold(text)):
                text = " ".join(p.text for p in group[index : index + 3] if "so:" not in fold(p.text))
            text = _spaced(text)
            found = _DATED.search(fold(text)) or _IN_FIGURES.search(fold(text))
            if found and (found["year"] or found["month"]):
                return _issued(layout, passage, text, found)
    return Issued()


def _spaced(text: str) -> str:
    """`ngàyÁ“J tháng` with a space after the word."""
    cuts = [m.end() for m in _DAY_GLUED.finditer(text)]
    for cut in reversed(cuts):
        text = f"{text[:cut]} {text[cut:]}"
    return text


def _issued(layout: Layout, passage: Passage, text: str, found: regex.Match) -> Issued:
    place = found["place"] and _BEFORE_PLACE.sub("", text[found.start("place") : found.end("place")]).strip(" ,.-")
    if place and layout.was_read(passage):
        names = (*vocabulary.column("provinces", "name"), *vocabulary.column("districts", "name"))
        place = place if place in names else nearest(place, names) or place
    limits = {"year": (1945, 2100), "month": (1, 12), "day": (1, 31)}
    values = {}
    for name, (low, high) in limits.items():
        digits = (found[name] or "").strip()
        whole = text[found.end(name) : found.end(name) + 1] not in _STROKES
        good = (digits.isdecimal() and low <= int(digits) <= high
                and not (name != "year" and (not whole or _doubtful(layout, passage, digits))))
        values[name] = int(digits) if good else None
    return Issued(place if place and place[0].isupper() else None, values["year"], values["month"], values["day"])


def _doubtful(layout: Layout, passage: Passage, digits: str) -> bool:
    sure = [w.confidence for w in layout.words_in(passage.start, min(passage.end + 40, len(layout.text))) if w.confidence is not None
            and layout.text[w.start : w.end].strip(".,:") == digits]
    return bool(sure) and max(sure) < SURE
