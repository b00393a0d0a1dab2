"""Characters as Unicode means them: private-use bullets and signs, ligatures, hyphens, NFC.

A mark that makes no letter with what stands before it (a speck that OCR took for a tone, a slip of a legacy font) is dropped: every letter
of the text is then one character. This also takes the breve of the few Ê Đê letters that Unicode has no character of their own for.
"""
from __future__ import annotations

import unicodedata
from functools import lru_cache

import regex

LINE_END_HYPHENS = "\ufffe\x02"
"""What PDFium gives for a hyphen, hard or soft, at a line's end."""
_SYMBOL = {
    0xF02B: "+", 0xF02D: "-", 0xF06C: "●", 0xF06E: "■", 0xF071: "❑", 0xF076: "❖", 0xF077: "◆", 0xF09F: "•", 0xF0A2: "○",
    0xF0A3: "≤", 0xF0A7: "▪", 0xF0A8: "♦", 0xF0AE: "→", 0xF0B0: "°", 0xF0B1: "±", 0xF0B3: "≥", 0xF0B4: "×", 0xF0B7: "•",
    0xF0B8: "÷", 0xF0B9: "≠", 0xF0BB: "≈", 0xF0D8: "➢", 0xF0DE: "⇒", 0xF0E0: "→", 0xF0E8: "➔", 0xF0F0: "⇨", 0xF0FC: "✓",
    0xF0FE: "☑",
}
"""Symbol and Wingdings glyphs as Word writes them (U+F000 + code); where the two differ, the sign that bears on figures."""
_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st"}
_UNSEEN = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u200e\u200f\u202a\u202b\u202c\u202d\u202e"))
_SPELLING = {**_SYMBOL, **_LIGATURES, **_UNSEEN, **{ord(c): "-" for c in LINE_END_HYPHENS}, 0x2010: "-", 0x2011: "-", 0x1E9E: "ẞ"}
_PRINTED = {**_SPELLING, 0xAD: "-"}
_FLOWING = {**_SPELLING, 0xAD: None}
_SPECIAL = regex.compile("[" + "".join(map(chr, _PRINTED)) + "\uf000-\uf0ff]")
_UNKNOWN = regex.compile(r"(?!\s)[\ufffd\p{Co}\p{Cn}\p{Cc}\p{Cs}]")
_TONE_FIRST = regex.compile("([\u0300\u0301\u0303\u0309])([\u0302\u0306])")
"""A tone written before the circumflex or breve of its vowel: NFC would put the letter together only in the other order."""
_SPACE = regex.compile(r"\s")
_FORMULA = {0xF000 + code: chr(code) for code in range(0x21, 0x7F)}


@lru_cache(maxsize=65536)
def printed(text: str) -> str:
    """Text of drawn glyphs in NFC: a soft hyphen there is one that shows."""
    return _clean(text, _PRINTED)


def flowing(text: str) -> str:
    """Text of a source that flows (DOCX, HTML, plain text) in NFC: a soft hyphen there does not show."""
    return _clean(text, _FLOWING)


def _clean(text: str, table: dict) -> str:
    if text.isascii() and not any(c in text for c in LINE_END_HYPHENS):
        return text
    text = text.translate(table)
    if any("\uf000" <= c <= "\uf0ff" for c in text):
        text = text.translate(_FORMULA)
    text = unicodedata.normalize("NFC", text)
    return _without_marks(text) if _marked(text) else text


def _marked(text: str) -> bool:
    return any(map(unicodedata.combining, text))


def _without_marks(text: str) -> str:
    """NFC text without the marks that belong to no letter."""
    composed = unicodedata.normalize("NFC", _TONE_FIRST.sub(r"\2\1", unicodedata.normalize("NFD", text)))
    return "".join(c for c in composed if not unicodedata.combining(c))


def is_clean(text: str) -> bool:
    """Whether `printed` would change nothing of the text: a quick look at a whole page."""
    return not _SPECIAL.search(text) and unicodedata.is_normalized("NFC", text) and not _marked(text)


def unknown_share(text: str) -> float:
    """Share of the characters that stand for nothing: replacement, private use, controls, unassigned."""
    solid = len(text) - len(_SPACE.findall(text))
    return len(_UNKNOWN.findall(text)) / solid if solid else 0.0
