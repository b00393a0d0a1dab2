"""Counts printed without a noun that their name tells: `nhà thuốc: 43; quầy thuốc: 186`, `đặt vòng 950; thuốc cấy 70`."""
from __future__ import annotations

from collections.abc import Sequence

import regex

from extractors.figures.numbers import Figure
from normalizers import numbers
from normalizers.plain import fold

_ITEM = regex.compile(
    rf"""(?<=^|[;:,()\-–+*•]\s*|\.\s+|\b(?:và|là|gồm)\s+)(?P<name>\p{{L}}(?:[^;:,()\d.]|\.(?!\s)){{1,70}}?)\s*(?P<colon>:)?\s*
    (?P<number>{numbers.NUMBER})(?P<rest>[^;,()]*?)(?=[;,()]|\.(?:\s|$)|\svà\s|$)""",
    regex.VERBOSE,
)
_REST = regex.compile(
    r"\s*(?:/\s*\d[\d.]*)?[\s*]*(?:(?:vào|đến|trong|năm)\s+(?:(?:cuối|hết)\s+)?(?:năm\s+)?(?:19|20)\d\d)?\s*", regex.IGNORECASE
)
"""92/184 vào năm 2025"""
_ALONE = regex.compile(rf"\s*[-–+*•]\s*(?P<name>\p{{L}}[^:;]{{2,120}}):\s*(?P<number>{numbers.NUMBER})\s*(?:\([^()]*\))?\s*[;.,]?\s*$")
"""- Trẻ em mồ côi, bị bỏ rơi: 1.046;"""
_ANNOUNCED = regex.compile(r"\b(?:trong\s+đó|cụ\s+thể|bao\s+gồm|gồm|chia\s+ra|như\s+sau)\b", regex.IGNORECASE)
_NUMBER_OF = regex.compile(r"(?:tong )?so \w+,? \w+")
_CLAUSE = regex.compile(r"[;(]|\.\s")
_AGAIN = regex.compile(r"\s*(?:vào|đến|trong)\s+(?:(?:cuối|hết)\s+)?năm\s+(?:19|20)\d\d\s*[,;]\s*", regex.IGNORECASE)
"""92/184 vào năm 2025, 184/184 vào năm 2030"""
_CONTACT = regex.compile(r"\b(?:dien thoai|fax|ma|ma so|tai khoan|so hieu|hotline|so may|can cuoc|mau|mau so|bieu|bieu mau|phu luc)$")
_NUMBERING = regex.compile(
    r"\b(?:dieu|khoan|diem|muc|chuong|phan|trang|tap|lop|khoi|khoa|quy|thang|tuan|nam|ngay|gio|lan|thu|dot|vong|mui|tuyp|type|do|hang|loai"
    r"|nhom|cap|bac|buoc|to|doi|thon|ban|ap|khu|pho|khu vuc|duong|quoc lo|tinh lo|lo|kenh|cau|km|so|phuong|quan|vung|tieu chi|muc tieu"
    r"|noi dung|nhiem vu|giai doan|du an)$"
)
"""mũi 2, khu phố 5: the number is a name"""
_HIGHEST_NAME = 300


def named(text: str, figures: Sequence[Figure], start: int, end: int) -> frozenset[int]:
    """Offsets of the figures without a noun in the sentence `[start, end)` whose own name says what they count.

    A bullet that says nothing else; an item of a list with colons; one that `số ...` opens; without colons a member of an announced
    list of bare numbers, or a smaller number alone in the bracket behind a count.
    """
    items = list(_ITEM.finditer(text, start, end))
    bare = {f.start: f for f in figures if not f.unit and f.low == f.low.to_integral_value()}
    alone = _ALONE.fullmatch(text)
    found = {alone.start("number")} & bare.keys() if alone and not _CONTACT.search(fold(alone["name"]).strip()) else set()
    for index, item in enumerate(items):
        figure = bare.get(item.start("number"))
        if figure is None or not _REST.fullmatch(item["rest"]) or _is_numbering(item, figure):
            continue
        beside = [*items[max(0, index - 1) : index], *items[index + 1 : index + 2]]
        if _in_list(text, start, item, beside) or _in_bracket(text, figures, item, figure):
            found.add(figure.start)
    pairs = [(a, b) for a, b in zip(figures, figures[1:]) if a.start in found and b.start in bare]
    return frozenset(found).union(b.start for a, b in pairs if _AGAIN.fullmatch(text, a.end, b.start))


def announced(text: str, start: int, end: int) -> regex.Match | None:
    """The last words of `text[start:end]` that announce the parts of a whole."""
    return next(reversed(list(_ANNOUNCED.finditer(text, start, end))), None)


def _is_numbering(item: regex.Match, figure: Figure) -> bool:
    name = fold(item["name"]).strip()
    return bool(_CONTACT.search(name)) or item["colon"] is None and figure.low < _HIGHEST_NAME and bool(_NUMBERING.search(name))


def _in_list(text: str, start: int, item: regex.Match, beside: Sequence[regex.Match]) -> bool:
    clause = _CLAUSE.split(text[start : item.start("number")])[-1]
    if _NUMBER_OF.match(fold(item["name"])) or _NUMBER_OF.match(fold(clause).lstrip(" -+*")):
        return True
    opened = announced(text, start, item.start("name")) is not None
    if item["colon"]:
        return opened or any(other["colon"] for other in beside)
    lower = item["name"].split()[-1].islower() and len(item["name"].split()) > 1
    return lower and opened and any(not other["rest"].strip() for other in beside)


def _in_bracket(text: str, figures: Sequence[Figure], item: regex.Match, figure: Figure) -> bool:
    """186 (dương tính 164), 2.417 người tiêm (huyết thanh: 186)"""
    opened = item.start("name") - 1
    if text[opened] != "(" or text[item.end() : item.end() + 1] != ")" or len(item["name"].split()) < 2:
        return False
    whole = next((f for f in reversed(figures) if f.end <= opened), None)
    if whole is None or not 10 <= figure.low <= whole.low:
        return False
    between = text[whole.end : opened].strip()
    return not between or item["colon"] is not None and not regex.search(r"[,;:.()]", between)


def unit(text: str, figure: Figure, start: int, before: Sequence[Figure], last: str | None) -> str:
    """The noun of the whole that the list details (`742 cơ sở, trong đó bệnh viện: 04`); `last`, where a sentence before named it."""
    opening = announced(text, start, figure.start)
    opened = opening.start() if opening else text.rfind("(", start, figure.start)
    whole = next((f for f in reversed(before) if f.unit and f.unit != "%" and f.end <= opened), None)
    if whole is not None:
        return whole.unit
    leads = opening and not text[start:opened].strip(" -+*")
    return last or "" if leads or _ALONE.fullmatch(text) else ""
