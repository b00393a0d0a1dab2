"""The place with which the name of a body ends: `... TỈNH LAI CHÂU`, `SỞ XÂY DỰNG HÀ NAM`, `HUYỆN ỦY CHỢ ĐỒN`."""
from __future__ import annotations

from functools import cache
from typing import NamedTuple

import regex

from normalizers import Unreadable, places, vocabulary
from normalizers.nearest import nearest
from normalizers.plain import fold

PLACED = regex.compile(r"\b(?<!va )(?P<kind>tinh|thanh pho|tp\.?|huyen|quan|thi xa|tx\.?|xa(?! hoi\b)|phuong|thi tran"
                       r"|dac khu)\s+(?!uy\b|doan\b)(?P<name>[\w .'-]+?)\s*$")
PARTY = regex.compile(r"^(?:(?:bch|(?:ban )?(?:thuong vu|chap hanh)) )?(?P<kind>tinh|huyen|thanh|thi|quan)\s+"
                      r"(?:uy|doan)\s+(?P<name>[\w .'-]+?)\s*$")
"""Committees of the Party and of the Youth Union, named after their place: `HUYỆN ỦY CHỢ ĐỒN`, `TỈNH ĐOÀN QUẢNG NAM`."""
BARE_KIND = regex.compile(r"\s+(?:tỉnh|thành phố|huyện|quận|thị xã|xã|phường|thị trấn)$", regex.IGNORECASE)
"""`HỘI NÔNG DÂN TỈNH`: the name of the place stands elsewhere."""
KINDS = {"tinh": "tỉnh", "thanh pho": "thành phố", "tp": "thành phố", "huyen": "huyện", "quan": "quận",
         "thi xa": "thị xã", "tx": "thị xã", "xa": "xã", "phuong": "phường", "thi tran": "thị trấn",
         "thanh": "thành phố", "thi": "thị xã", "dac khu": "đặc khu"}
_NO_KINDS = {"quản", "quân", "phương"}
"""Words of names that differ from a kind by their accents alone: quản lý, quân sự, địa phương."""


class Place(NamedTuple):
    """`kind` is the word before the name: tỉnh, thành phố, huyện, xã ..."""

    kind: str
    name: str


def stem(name: str, place: Place | None) -> str:
    """The name without its place words at the end."""
    match = _placed(name)
    if match and match.start() > 0:
        return name[: match.start()].strip(" -,")
    if place is None:
        return name
    words = name.split()
    count = len(place.name.split())
    return " ".join(words[:-count]) if fold(" ".join(words[-count:])) == fold(place.name) else name


def _placed(name: str) -> regex.Match | None:
    """The place words at the end: `QUẬN 3`, not `BAN QUẢN LÝ`. Other accents than the kind's own may be misread ones: `HUYÊN`."""
    matches = PLACED.finditer(fold(name), overlapped=True)
    return next((m for m in matches if name[m.start("kind") : m.end("kind")].lower() not in _NO_KINDS), None)


def place_of(name: str | None) -> Place | None:
    """The place that ends a name: `... TỈNH LAI CHÂU` -> (tỉnh, Lai Châu), `SỞ XÂY DỰNG HÀ NAM` -> (tỉnh, Hà Nam),
    spelled as in the gazetteer."""
    if not name:
        return None
    for match in (_placed(name), PARTY.search(fold(name))):
        if match:
            return spelled(KINDS[match["kind"].rstrip(".")], name[match.start("name") : match.end("name")].strip())
    words = name.split()
    for count in (4, 3, 2):
        tail = " ".join(words[-count:])
        if len(words) > count and fold(tail) in _province_names():
            province = places.province(tail)
            return Place(province.kind, province.name)
    return None


@cache
def _province_names() -> frozenset[str]:
    return frozenset(fold(name) for name in vocabulary.column("provinces", "name") if " " in name)


def spelled(kind: str, printed: str) -> Place:
    """As in the gazetteer; a province's name with one misread letter is the nearest one."""
    try:
        if kind == "tỉnh":
            return Place(kind, places.province(printed).name)
        if kind == "thành phố" and fold(printed) in {fold(n) for n in vocabulary.column("provinces", "name")}:
            return Place(kind, places.province(printed).name)
        if kind in {"huyện", "quận", "thị xã", "thành phố"}:
            return Place(kind, places.province_of_district(f"{kind} {printed}")[0].name)
    except Unreadable:
        near = nearest(printed, vocabulary.column("provinces", "name"), 1) if kind == "tỉnh" else None
        if near:
            return Place(kind, near)
    return Place(kind, " ".join(w[:1].upper() + w[1:].lower() for w in printed.split()))
