"""Measures that describe a thing: how wide, how heavy, which voltage, how long a border is."""
from __future__ import annotations

import regex

_AREAS = frozenset({"ha", "km²", "km2"})
MEASURES = _AREAS | frozenset(
    {"m", "cm", "mm", "km", "m²", "m2", "m³", "m3", "tấn", "kg", "lít", "kv", "kva", "w", "kw", "mét", "ml"}
)
"""Units of measure, in lower case."""
_DIMENSION = regex.compile(
    r"(?<!\btong )\b(?:rong|tai trong|cao|sau|day|cach|duong kinh|khau do|dien ap|dung tich|cong suat|van toc|chua|chua nuoc|ban kinh"
    r"|trong luong)\s*(?:toi thieu|tu|tren|duoi|khoang|la)?\s*$"
)
_DOSE = regex.compile(r"\b(?:bom|kim tiem|lo|ong|chai|tui|goi|vien|hop|lieu|binh|can|type|loai|dung tich|the tich)\s*(?:loai\s*)?\(?\s*$")
_DOSES = frozenset({"ml", "mg", "mcg", "cc", "g", "gam", "lít", "l", "kg"})
"""bơm kim tiêm 0,5ml, chai 500 ml: what one of them holds"""
_VESSELS = frozenset({"chai", "lọ", "ống", "viên", "gói", "túi", "hộp", "bình", "can", "liều", "tuýp", "bơm", "bơm kim tiêm", "kim tiêm"})
_WORDS_BETWEEN = 5
_BORDER = regex.compile(r"\b(?:bien gioi|bo bien)\s*(?:dai)?\s*$")
"""giữ vững an ninh tuyến biên giới 92 km: how long it is"""
_PRICED = regex.compile(r"\bdong\s*/\s*\w+\s*$")
"""1 tỷ đồng/kho 500 tấn: how large the thing is that the amount is for"""
_VOLTAGE = regex.compile(r"\b(?:duong day|tram(?: bien ap)?|luoi dien|cap ngam)\s*(?:dien\s*)?$")


_TIMES = frozenset({"nam", "ngay", "gio", "thang", "dem", "tuan", "quy", "vu", "phut", "giay"})
_OF_EACH = regex.compile(r"^\s*(?:moi|tung)\s+(?!nam\b|ngay\b|thang\b|vu\b)\w")


def is_dimension(noun: str, before: str, after: str, rate: str | None, section: str | None) -> bool:
    """Whether a measure tells how large a thing is, no quantity of a plan: `đường rộng 6 m`.

    `noun` is the unit in lower case, `before`, `after` and `rate` the accent-free words around it and after its slash. What each of
    several things is to hold is one (`05 kho sức chứa 300 tấn/kho`).
    """
    if section != "situation" and noun == "km" and _BORDER.search(before):
        return True
    if noun in _DOSES and _DOSE.search(before) and "tong" not in before.split():
        return True
    if noun == "kv" and _VOLTAGE.search(before) or noun in MEASURES and _PRICED.search(before):
        return True
    if rate and rate.split()[0] not in _TIMES or _OF_EACH.match(after):
        return False
    return noun in MEASURES and noun not in _AREAS and _DIMENSION.search(before) is not None


def is_strength(noun: str, vessel: str, between: str) -> bool:
    """Whether a measure behind a count of doses or vessels tells what one of them holds: `200 chai dịch truyền 500 ml`."""
    held = noun in _DOSES or noun == "đơn vị"
    return held and vessel.lower() in _VESSELS and len(between.split()) <= _WORDS_BETWEEN and not regex.search(r"[,;:.]", between)
