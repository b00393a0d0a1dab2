"""TCVN3 (ABC, `.VnTime`) and VNI text into Unicode, decided block by block by what reads as Vietnamese.

The tables are viparse's (MIT), completed by VNI's own system: a mark is one character after its vowel. A font's name is
only a hint: converted documents keep the old name over Unicode text, and forms mix both.
"""
from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from unicodedata import normalize

import regex
from viparse.normalize.tcvn3 import TCVN3 as _TCVN3_TABLE
from viparse.normalize.vni import VNI as _VNI_TABLE

from normalizers.syllables import is_syllable
from pipeline.stages.read.encodings.characters import LINE_END_HYPHENS

TCVN3, VNI = "tcvn3", "vni"
ENCODINGS = (TCVN3, VNI)
# glyph names of TCVN3 fonts lead some PDF producers to signs that look the same
_LOOKALIKES = str.maketrans({"\u2212": "\u00ad", "\u2219": "·", "\u03bc": "µ", "\u2126": "W"})
_VNI_MARKS = {"ă": {"": "ê", "sắc": "é", "huyền": "è", "hỏi": "ú", "ngã": "ü", "nặng": "ë"},
              "â": {"": "â", "sắc": "á", "huyền": "à", "hỏi": "å", "ngã": "ã", "nặng": "ä"}}
_TONES = {"sắc": "\u0301", "huyền": "\u0300", "hỏi": "\u0309", "ngã": "\u0303", "nặng": "\u0323"}
_PLAIN_MARKS = {"sắc": "ù", "huyền": "ø", "hỏi": "û", "ngã": "õ", "nặng": "ï"}
_UNICODE_ONLY = regex.compile(r"[\u0102\u0103\u0110\u0111\u0128\u0129\u0168\u0169\u01A0\u01A1\u01AF\u01B0\u1EA0-\u1EF9\u0300-\u036f]")
_WORD = regex.compile(r"[^\s\d!-/:-@\[-`{-~“”‘’–—…]+")
_COMPOSED = regex.compile(r"[AEIOUY]([à-ỹăâêôơư])")
"""A capital and its letter with tone mark (`Aµ`): one capital."""
_SINGLE_VNI = {"î": "ỵ", "Î": "Ỵ", "æ": "ỉ", "Æ": "Ỉ", "ó": "ĩ", "Ó": "Ĩ", "ò": "ị", "Ò": "Ị", "ñ": "đ", "Ñ": "Đ",
               "ô": "ơ", "Ô": "Ơ", "ö": "ư", "Ö": "Ư"}


def _vni_pairs() -> dict[str, str]:
    """All vowel + mark pairs of VNI-Windows, in both cases of both."""
    small: dict[str, str] = {}
    for base, vowel in (("a", "a"), ("e", "e"), ("o", "o"), ("u", "u"), ("i", "i"), ("y", "y"), ("ô", "ơ"), ("ö", "ư")):
        for tone, mark in _PLAIN_MARKS.items():
            small[base + mark] = normalize("NFC", vowel + _TONES[tone])
    for base, kind, vowel in (("a", "ă", "ă"), ("a", "â", "â"), ("e", "â", "ê"), ("o", "â", "ô")):
        for tone, mark in _VNI_MARKS[kind].items():
            small[base + mark] = normalize("NFC", vowel + _TONES.get(tone, ""))
    pairs = dict(small)
    for source, letter in small.items():
        pairs[source.upper()] = letter.upper()
        pairs[source[0].upper() + source[1:]] = letter.upper()
    return {**_SINGLE_VNI, **pairs}


_PAIRS = {TCVN3: dict(_TCVN3_TABLE.pairs), VNI: {**dict(_VNI_TABLE.pairs), **_vni_pairs()}}
_PATTERNS = {name: regex.compile("|".join(map(regex.escape, sorted(pairs, key=len, reverse=True)))) for name, pairs in _PAIRS.items()}


_VIETNAMESE = frozenset("àáâãèéêìíòóôõùúýÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝ“”‘’–…°²³½«»·")
_SUSPICIOUS = frozenset("".join((*_PAIRS[TCVN3], *_PAIRS[VNI]))) - _VIETNAMESE - frozenset(map(chr, range(128)))


def suspected(text: str) -> bool:
    """Whether the text has characters that only legacy text has in number: a quick look before `detect`."""
    return sum(map(text.count, _SUSPICIOUS & set(text))) > 0.004 * len(text)


@lru_cache(maxsize=65536)
def convert(text: str, encoding: str, capitals: bool = False) -> str:
    """Unicode of one word or line. `capitals`: it was set in a font of capitals (`.VnTimeH`), or stands among capitals."""
    if encoding == TCVN3:
        text = text if text.isascii() else text.translate(_LOOKALIKES)
        return " ".join([_tcvn3_word(word, capitals) for word in text.split(" ")])
    return _replace(text, encoding)


def _replace(text: str, encoding: str) -> str:
    pairs = _PAIRS[encoding]
    return _PATTERNS[encoding].sub(lambda m: pairs[m.group()], text)


@lru_cache(maxsize=65536)
def _tcvn3_word(word: str, capitals: bool) -> str:
    """TCVN3 has no capital letters with tone marks: fonts of capitals draw them, and capitals around tell them."""
    result = _COMPOSED.sub(lambda m: m.group(1).upper() if _plain(m.group(1)) == m.group()[0].lower() else m.group(), _replace(word, TCVN3))
    for hyphen in (*LINE_END_HYPHENS, "-"):
        if hyphen in result and (hyphen != "-" or result.islower() and not _legal(result)):  # code 173 of WinAnsi is a hyphen too
            with_letter = result.replace(hyphen, "ư")
            result = with_letter if _legal(with_letter) else result.replace(hyphen, "-")
    if capitals:
        return result.upper()
    ascii_letters = [c for c in word if c.isascii() and c.isalpha()]
    if len(ascii_letters) > 1 and all(c.isupper() for c in ascii_letters):
        return result.upper()
    return result


def _legal(text: str) -> bool:
    """Whether the words of a text, at least one, are all syllables."""
    found = _WORD.findall(text)
    return bool(found) and all(map(is_syllable, found))


_CODE = regex.compile(r"[\d/&]")


def _plain(letter: str) -> str:
    return normalize("NFD", letter)[0]


def among_capitals(block: str) -> bool:
    """Whether the block's words are capitals, as far as their plain letters tell."""
    told = [capitals for word in block.split() if (capitals := _in_capitals(word)) is not None]
    return len(told) > 1 and sum(told) > 0.8 * len(told)


@lru_cache(maxsize=65536)
def _in_capitals(word: str) -> bool | None:
    """Whether its plain letters are all capitals; None for a code and for a word with fewer than two of them."""
    if _CODE.search(word):  # codes are capitals anywhere
        return None
    found = [c for c in word if c.isascii() and c.isalpha()]
    return all(map(str.isupper, found)) if len(found) > 1 else None


def detect(blocks: Sequence[str], hint: str | None = None) -> list[str | None]:
    """The legacy encoding of each block (a line or paragraph), None for Unicode. `hint`: what the fonts' names say.

    A block with letters that only Unicode has is Unicode. Blocks too short to tell follow the rest.
    """
    scores = [_scores(block) for block in blocks]
    unicode_only = [bool(_UNICODE_ONLY.search(block)) for block in blocks]
    total = {name: sum(s[name] for s, fixed in zip(scores, unicode_only, strict=True) if not fixed) for name in (None, *ENCODINGS)}
    best = max(ENCODINGS, key=lambda name: total[name])
    usual = best if total[best] > total[None] + 2 and total[best] > 0 else hint if hint and total[hint] >= total[None] else None
    return [None if fixed else _choice(score, usual) for score, fixed in zip(scores, unicode_only, strict=True)]


def _choice(score: dict[str | None, int], usual: str | None) -> str | None:
    if usual is not None and score[usual] >= score[None]:
        return usual
    best = max(ENCODINGS, key=lambda name: score[name])
    return best if score[best] > max(0, score[None]) + 1 else None


def _scores(block: str) -> dict[str | None, int]:
    """By encoding (None: none), legal syllables less illegal ones among the words that are not plain ASCII."""
    weights = [_weights(word) for word in _WORD.findall(block) if not word.isascii()]
    return dict(zip(_READINGS, map(sum, zip(*weights, strict=True)), strict=True)) if weights else dict.fromkeys(_READINGS, 0)


_READINGS = (None, *ENCODINGS)


@lru_cache(maxsize=65536)
def _weights(word: str) -> tuple[int, ...]:
    return tuple(_weight(word if encoding is None else convert(word, encoding)) for encoding in _READINGS)


def _weight(text: str) -> int:
    return 1 if _legal(text) else -1


_TCVN3_FONT = regex.compile(r"(?i)(?:^|\+)\.?vn(?!i\b|i[- ])")
_VNI_FONT = regex.compile(r"(?i)(?:^|\+)vni?[- ]")
_CAPITALS_FONT = regex.compile(r"(?:^|\+)\.?Vn[A-Za-z ]*H(?:[,-]|$)")


def font_hint(fonts: Iterable[str]) -> str | None:
    """`.VnTime`, `.VnArialH` -> tcvn3; `VNI-Times`, `VN-Times` -> vni; by majority, None where most fonts are neither."""
    votes = Counter(fonts)
    named: Counter[str | None] = Counter()
    for name, count in votes.items():
        named[TCVN3 if _TCVN3_FONT.search(name) and not _VNI_FONT.search(name) else VNI if _VNI_FONT.search(name) else None] += count
    return max(named, key=lambda encoding: named[encoding], default=None)


@lru_cache(maxsize=1024)
def font_of_capitals(font: str | None) -> bool:
    """`.VnTimeH`, `.VnArialH,Bold`, `ABCDEF+.VnTimeH-Bold`: drawn in capitals."""
    return bool(font and _CAPITALS_FONT.search(font))
