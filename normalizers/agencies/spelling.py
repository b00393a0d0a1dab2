"""Regular spelling inside names: abbreviations in full, dashes spaced, tone marks in their older place (`hóa`, `ủy`)."""

import unicodedata
from functools import cache

import regex

from normalizers import vocabulary

_TONES = "\u0301\u0300\u0309\u0303\u0323"
_NEW_STYLE = regex.compile(rf"(o[ae]|uy)(?:([{_TONES}]))(?!\p{{L}})", regex.IGNORECASE)
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


def regular(text: str) -> str:
    """NFC with single spaces, `Uỷ` as `Ủy`, `hoá` as `hóa`, dashes between words as ` - `."""
    decomposed = unicodedata.normalize("NFD", " ".join(text.split()))
    older = _NEW_STYLE.sub(lambda m: m[1][0] + m[2] + m[1][1:], decomposed)
    return _SPACED_DASH.sub(" - ", unicodedata.normalize("NFC", older))


def expand(text: str) -> str:
    """Abbreviations in full: `UBND các huyện, TP` -> `Ủy ban nhân dân các huyện, thành phố`."""
    text = regex.sub(r"\s*([&-])\s*(?=\p{Lu})", r"\1", text) if regex.search(r"\p{Lu}\s?[&-]\s?\p{Lu}", text) else text
    text = _abbreviation().sub(lambda match: expansions()[match[0]], text)
    text = regex.sub(r"\bTP\.?(?=\s|$|[,;/-])|\bTp\.?(?=\s\p{Lu})", "thành phố", text)
    text = regex.sub(rf"(?<={_PLACES}[,/]\s?)TT\b", "thị trấn", text, flags=regex.IGNORECASE)
    text = regex.sub(r"^TT\b", "Trung tâm", text)
    return regex.sub(r"\s*&\s*", " và ", text)
