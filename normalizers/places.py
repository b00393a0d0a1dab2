"""Gazetteer: provinces and districts with the codes of the General Statistics Office (GSO), by date.

63 provinces until 30 June 2025; 34 since 1 July 2025 (Nghị quyết 202/2025/QH15), when the districts ended.
Sources of the rows: `data/SOURCES.md`.
"""

import datetime
import unicodedata
from functools import cache
from typing import NamedTuple

import regex

from normalizers import vocabulary
from normalizers.plain import fold
from normalizers.unreadable import Unreadable

_MERGED = datetime.date(2025, 7, 1)
_KINDS = {
    "tinh": "tỉnh", "thanh pho": "thành phố", "tp": "thành phố", "huyen": "huyện", "h": "huyện", "thi xa": "thị xã",
    "tx": "thị xã", "quan": "quận", "q": "quận",
}
_PREFIX = regex.compile(
    r"^(?:(?P<kind>tinh|thanh pho|thi xa|huyen|quan)\s+|(?P<kind>tp|tx|h|q)(?:\.\s*|\s+))"
)


class Province(NamedTuple):
    """A province as named and coded at a date, and the province it belongs to since July 2025.

    Names are short (`Hà Nam`), `kind` is `tỉnh` or `thành phố`. Codes are GSO codes as text (`06`), None for
    provinces divided before the codes were given (Nghị định and Quyết định 124/2004/QĐ-TTg).
    """

    name: str
    code: str | None
    name_2025: str | None
    code_2025: str | None
    kind: str = "tỉnh"


class District(NamedTuple):
    """A district: short name, `huyện`, `quận`, `thị xã` or `thành phố`, GSO code (None where it ended before)."""

    name: str
    kind: str
    code: str | None


def province(name: str, on: datetime.date | None = None) -> Province:
    """The province of that name: `Tỉnh HÀ NAM`, `TP. Hồ Chí Minh`, `tien giang` are all read.

    `on` chooses between the lists before and since July 2025 (None: before). A province that had ended by then, or
    had not begun, is given with the codes of its own time. Raises Unreadable for an unknown name.
    """
    kind, key = _key(name)
    candidates = _provinces().get(key, []) or _provinces().get(_key_of(name), [])
    if kind:
        candidates = [row for row in candidates if row["kind"] == kind] or candidates
    if not candidates:
        raise Unreadable(name, "no such province")
    row = _at(candidates, on)
    successor = next((r for r in vocabulary.rows("provinces") if not r["valid_to"] and r["code"] == row["code_2025"]), None)
    return Province(
        row["name"], row["code"] or None, successor["name"] if successor else None, row["code_2025"] or None, row["kind"],
    )


def province_of_district(
    name: str, on: datetime.date | None = None, province: str | None = None
) -> tuple[District, Province]:
    """The district of that name and its province: `huyện Mai Châu` -> Hòa Bình.

    `province` narrows a name that several provinces have. Raises Unreadable for an unknown or an ambiguous name.
    """
    candidates = _districts_named(name)
    if province is not None:
        code = _province_at(province, on).code
        candidates = [row for row in candidates if row["province_code"] == code]
    if on is not None and len(candidates) > 1:
        candidates = [row for row in candidates if _runs(row, on)] or candidates
    if not candidates:
        raise Unreadable(name, "no such district")
    if len(candidates) > 1:
        raise Unreadable(name, "several districts of that name")
    row = candidates[0]
    owner = next(r for r in vocabulary.rows("provinces") if r["code"] == row["province_code"] and r["valid_to"])
    return District(row["name"], row["kind"], row["code"] or None), _province_at(owner["name"], on)


def is_district(name: str) -> bool:
    """Whether some province has, or had, a district of that name: `huyện Châu Thành` of nine of them."""
    return bool(_districts_named(name))


@cache
def districts_by_province() -> tuple[tuple[str, ...], ...]:
    """The names of the districts of each province, as they were at the end of 2024, before the districts ended."""
    day = datetime.date(2024, 12, 31)
    found: dict[str, dict[str, None]] = {}
    for row in vocabulary.rows("districts"):
        if _runs(row, day):
            found.setdefault(row["province_code"], {})[row["name"]] = None
    return tuple(tuple(names) for names in found.values())


def bare(name: str) -> str:
    """The name without the kind of place: `TP. Hòa Bình` -> `Hòa Bình`, `huyện Mai Châu` -> `Mai Châu`."""
    match = _PREFIX.match(fold(name))
    return name[match.end() :].strip() if match and len(name) > match.end() else name.strip()


def _province_at(name: str, on: datetime.date | None) -> Province:
    """Districts ended with the old provinces, so theirs are always read on the older list."""
    return province(name, None if on is None else min(on, _MERGED - datetime.timedelta(days=1)))


def _districts_named(name: str) -> list[dict[str, str]]:
    kind, key = _key(name)
    return [row for row in _districts().get(key, []) if not kind or row["kind"] == kind]


def _key(name: str) -> tuple[str | None, str]:
    folded = _key_of(name)
    match = _PREFIX.match(folded)
    if match and len(folded) > match.end():
        return _KINDS[match["kind"]], folded[match.end():].strip()
    return None, folded


def _key_of(name: str) -> str:
    folded = regex.sub(r"\s*[-–]\s*", " ", fold(unicodedata.normalize("NFC", name)))
    return " ".join(folded.split()).strip(" .,;")


def _at(rows: list[dict[str, str]], on: datetime.date | None) -> dict[str, str]:
    day = on or datetime.date(2024, 12, 31)
    return next((row for row in rows if _runs(row, day)), rows[0])


def _runs(row: dict[str, str], day: datetime.date) -> bool:
    return (row["valid_from"] or "0001-01-01") <= day.isoformat() <= (row["valid_to"] or "9999-12-31")


@cache
def _provinces() -> dict[str, list[dict[str, str]]]:
    index: dict[str, list[dict[str, str]]] = {}
    for row in vocabulary.rows("provinces"):
        for name in {row["name"], *filter(None, row["aliases"].split("|"))}:
            index.setdefault(_key_of(name), []).append(row)
    return index


@cache
def _districts() -> dict[str, list[dict[str, str]]]:
    index: dict[str, list[dict[str, str]]] = {}
    for row in vocabulary.rows("districts"):
        index.setdefault(_key_of(row["name"]), []).append(row)
    return index
