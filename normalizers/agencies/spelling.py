"""Regular spelling inside names: abbreviations in full, dashes spaced, tone marks in their older place (`hóa`, `ủy`)."""

import unicodedata
from functools import cache, lru_cache

import regex

from normalizers import vocabulary

_TONES = "\u0301\u0300\u0309\u0303\u0323"
_NEW_STYLE = regex.compile(rf"(o[ae]|(?<!q)uy)(?:([{_TONES}]))(?!\p{{L}})", regex.IGNORECASE)
_SPACED_DASH = regex.compile(r"\s*[–—-]\s*")
_PLACES = r"(?:huyện|xã|phường|quận|thị xã|thị trấn)"


@cache
def expansions() -> dict[str, str]:
    """Abbreviation -> full words."""
    return {row["abbreviation"]: row["expansion"] for row in vocabulary.rows("abbreviations")}


@cache
def _abbreviation() -> regex.Pattern:
    words = sorted(expansions(), key=len, reverse=True)
    return regex.compile(r"(?<![\p{L}\d])(?:" + "|".join(map(regex.escape, words)) + r")(?![\p{L}\d])")


@lru_cache(maxsize=4096)
def regular(text: str) -> str:
    """NFC with single spaces, `Uỷ` as `Ủy`, `hoá` as `hóa`, dashes between words as ` - `."""
    decomposed = unicodedata.normalize("NFD", " ".join(text.split()))
    older = _NEW_STYLE.sub(lambda m: m[1][0] + m[2] + m[1][1:], decomposed)
    return _SPACED_DASH.sub(" - ", unicodedata.normalize("NFC", older))


_TIGHT = regex.compile(r"(?<=\p{Lu})\s*([&-])\s*(?=\p{Lu})")
_CITY = regex.compile(r"\bTP\.?(?=\s|$|[,;/-])|\bTp\.?(?=\s\p{Lu})")
_TOWN = regex.compile(rf"(?<={_PLACES}[,/]\s?)TT\b", regex.IGNORECASE)
_CENTRE = regex.compile(r"^TT\b")
_AND = regex.compile(r"(?<!(?<!\p{L})\p{Lu})\s*&\s*")
"""Văn hóa & Thể thao; no Trung tâm R&D"""


@lru_cache(maxsize=4096)
def expand(text: str) -> str:
    """Abbreviations in full: `HĐND các phường, TT` -> `Hội đồng nhân dân các phường, thị trấn`."""
    text = _TIGHT.sub(r"\1", text)
    text = _abbreviation().sub(lambda match: expansions()[match[0]], text)
    text = _CITY.sub("thành phố", text)
    text = _TOWN.sub("thị trấn", text)
    text = _CENTRE.sub("Trung tâm", text)
    return _AND.sub(" và ", text)
