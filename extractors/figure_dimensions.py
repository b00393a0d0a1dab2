"""Measures that describe a thing: how wide, how heavy, which voltage, how long a border is."""
from __future__ import annotations

import regex

_AREAS = frozenset({"ha", "km²", "km2"})
MEASURES = _AREAS | frozenset({"m", "cm", "mm", "km", "m²", "m2", "m³", "m3", "tấn", "kg", "lít", "kv", "kva", "w", "kw", "mét", "ml"})
"""Units of measure, in lower case."""
_DIMENSION = regex.compile(
    r"(?<!\btong )\b(?:rong|tai trong|cao|sau|day|cach|duong kinh|khau do|dien ap|dung tich|cong suat|van toc|chua|chua nuoc|ban kinh"
    r"|trong luong)\s*(?:toi thieu|tu|tren|duoi|khoang|la)?\s*$"
)
_BORDER = regex.compile(r"\b(?:bien gioi|bo bien)\s*(?:dai)?\s*$")
"""giữ vững an ninh tuyến biên giới 92 km: how long it is"""
_VOLTAGE = regex.compile(r"\b(?:duong day|tram(?: bien ap)?|luoi dien|cap ngam)\s*(?:dien\s*)?$")


def is_dimension(noun: str, before: str, section: str | None) -> bool:
    """Whether a measure tells how large a thing is, no quantity of a plan: `đường rộng 6 m`. `noun` in lower case, `before` without accents."""
    if section != "situation" and noun == "km" and _BORDER.search(before):
        return True
    if noun == "kv" and _VOLTAGE.search(before):
        return True
    return noun in MEASURES and noun not in _AREAS and _DIMENSION.search(before) is not None
