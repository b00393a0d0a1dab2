"""Bytes of a text of unknown encoding -> str."""
from __future__ import annotations

import codecs
import unicodedata
from functools import lru_cache

import regex
from viparse.normalize.viscii import VISCII as _VISCII_TABLE

from normalizers.syllables import is_syllable
from pipeline.stages.read.encodings import legacy

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
          (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_VISCII = str.maketrans({source: letter for source, letter in _VISCII_TABLE.pairs if len(source) == 1})
_WORD = regex.compile(r"[\p{L}\p{M}\x80-\xff]+")
_SAMPLE = 40_000


def decoded(data: bytes, declared: str | None = None) -> str:
    """The text. By its byte order mark, else UTF-8 or UTF-16 where the bytes fit, else the single-byte encoding in which most
    words are Vietnamese syllables (windows-1258, VISCII, or Latin-1, in which TCVN3 and VNI text is told apart later).

    `declared`: what the source says of itself; believed only where the bytes fit it.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data.decode(name, "replace")
    name = wide(data)
    if name:
        return data.decode(name, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.start > len(data) - 4 or _nearly_utf8(data):
            return data.decode("utf-8", "replace")
    return max(_candidates(data, declared), key=lambda text: _score(text[:_SAMPLE]))


def wide(data: bytes) -> str | None:
    """`utf-16-le` or `utf-16-be` without a mark: in Vietnamese text well over a third of every other byte is zero."""
    head = data[:4096]
    if len(head) < 8:
        return None
    even, odd = head[0::2], head[1::2]
    if odd.count(0) > 0.35 * len(odd) and even.count(0) < 0.05 * len(even):
        return "utf-16-le"
    if even.count(0) > 0.35 * len(even) and odd.count(0) < 0.05 * len(odd):
        return "utf-16-be"
    return None


def _nearly_utf8(data: bytes) -> bool:
    """UTF-8 with a few bytes damaged: most of what is not ASCII still fits."""
    text = data[:_SAMPLE].decode("utf-8", "replace")
    wrong = text.count("\ufffd")
    return wrong * 20 < sum(ord(c) > 127 for c in text)


def _candidates(data: bytes, declared: str | None) -> list[str]:
    """Readings in the order in which ties are settled: VNI bytes make as many syllables in windows-1258, but some of
    their marks become letters there."""
    latin = data.decode("latin-1")
    found = [data.decode("cp1252", "replace"), unicodedata.normalize("NFC", data.decode("cp1258", "replace")), latin,
             latin.translate(_VISCII)]
    if declared:
        try:
            found.insert(0, unicodedata.normalize("NFC", data.decode(declared, "replace")))
        except (LookupError, UnicodeError):
            pass
    return found


def _score(text: str) -> float:
    """The better of the text as it is and as TCVN3 or VNI, as legal syllables less others among the words not plain ASCII."""
    words = [w for w in _WORD.findall(text) if not w.isascii()]
    plain = sum(1 if is_syllable(w) else -1 for w in words)
    changed = max(sum(_legal(w, name) for w in words) for name in legacy.ENCODINGS)
    unknown = text.count("\ufffd")
    return max(plain, changed - 0.5) - unknown


@lru_cache(maxsize=65536)
def _legal(word: str, encoding: str) -> int:
    return 1 if is_syllable(legacy.convert(word, encoding)) else -1
