"""What stands in the lines of plans and decisions, put together by lot.

Words follow one another as in the project's own sample plans and its lists of words and names, broken up so often by words and
letters at random that the reader learns to look more than to guess; figures keep their printed shape and nothing of their value.
"""
from __future__ import annotations

import csv
import random
import re
import unicodedata
from collections import defaultdict
from functools import lru_cache
from pathlib import Path

from scripts.readers.figures import contents as figures

_ROOT = Path(__file__).parents[3]
_TONES = ("\u0300", "\u0301", "\u0303", "\u0309", "\u0323", "")
_SHAPED = {"a": "\u0302\u0306", "e": "\u0302", "o": "\u0302\u031b", "u": "\u031b"}
_OLD_SPELLING = {new: old for new, old in zip("òa óa ỏa õa ọa òe óe ỏe õe ọe ùy úy ủy ũy ụy".split(),
                                              "oà oá oả oã oạ oè oé oẻ oẽ oẹ uỳ uý uỷ uỹ uỵ".split())}
"""The tone mark on the second vowel, as printed in many documents before 2015 or so."""
_BODIES = ("UBND", "HĐND", "NĐ-CP", "QĐ-TTg", "NQ-HĐND", "TU", "BNN", "BTC", "LĐTBXH", "SNN", "SKHĐT", "VPQGGN", "BTNMT", "TTg",
           "CP", "QH13", "QH14", "UBTVQH", "BCĐ", "VX", "KGVX", "NC", "TH", "KTTH", "STC", "SGDĐT")
_KINDS = ("KH", "QĐ", "BC", "TTr", "CT", "NQ", "TB", "CV", "HD", "TT", "TTLT", "ĐA", "CTr", "NĐ")
_SIGNS = "≥≤=%°²³½×±→–“”\"’‘;:!?()[]/+*&<>"
_STRANGE = "☐✓■□★♦►◊∑µ©®"
_OPENERS = ("- ", "– ", "+ ", "• ", "* ", "a) ", "b) ", "c) ", "d) ", "đ) ", "e) ", "g) ")


@lru_cache(maxsize=1)
def _followers() -> dict[str, list[str]]:
    """For each word of the sample plans, the words that stand after it."""
    out: dict[str, list[str]] = defaultdict(list)
    for plan in sorted((_ROOT / "samples" / "plans").glob("*.plan")):
        for line in plan.read_text(encoding="utf-8").split("+++", 2)[2].splitlines():
            if line and not line.startswith("@"):
                words = re.sub(r"[|#~^{}]+", " ", unicodedata.normalize("NFC", line)).split()
                for before, after in zip(["", *words], words):
                    out[before].append(after)
    return out


@lru_cache(maxsize=None)
def _column(name: str, column: str) -> list[str]:
    with (_ROOT / "normalizers" / "data" / f"{name}.csv").open(encoding="utf-8") as file:
        return [unicodedata.normalize("NFC", row[column]) for row in csv.DictReader(file) if row[column]]


@lru_cache(maxsize=1)
def _syllables() -> tuple[list[str], list[float]]:
    """Syllables with weights flatter than their frequency, so that rare ones are learnt too."""
    return _column("syllables", "syllable"), [10 ** (-float(c) / 250) for c in _column("syllables", "centibels")]


def text(lot: random.Random) -> str:
    """One to fifteen words of one line, as printed."""
    kind = lot.choices((_prose, _names, _figures, _code, _loose, _remarked, _contracted), (50, 14, 13, 7, 7, 5, 4))[0]
    body = kind(lot)
    if lot.random() < 0.12:
        body = _opener(lot) + body
    if lot.random() < 0.15:
        body = " ".join(word[:-2] + _OLD_SPELLING.get(word[-2:].lower(), word[-2:]) for word in body.split())
    case = lot.random()
    if case < 0.13:
        body = body.upper()
    elif case < 0.19:
        body = " ".join(word[:1].upper() + word[1:] for word in body.split())
    elif case < 0.3:
        body = body[:1].upper() + body[1:]
    if lot.random() < 0.2:
        body += lot.choices((".", ",", ";", ":", "./.", "...", ")", "!", "?"), (30, 20, 20, 12, 4, 4, 6, 1, 2))[0]
    return unicodedata.normalize("NFC", " ".join(body.split()))


def _opener(lot: random.Random) -> str:
    """Number or bullet of a line."""
    number = lot.randint(1, 30)
    return lot.choice((*_OPENERS, f"{number}. ", f"{number % 10}.{lot.randint(1, 12)}. ", f"{_roman(lot)}. ", f"Điều {number}. "))


def _long(lot: random.Random) -> int:
    return lot.choices(range(1, 17), (9, 12, 11, 9, 8, 7, 6, 6, 6, 6, 6, 6, 5, 5, 4, 3))[0]


def _prose(lot: random.Random) -> str:
    """Words as they follow one another, every fourth or so drawn at random."""
    followers, words, wanted = _followers(), [], _long(lot)
    last = lot.choice(list(followers))
    while len(words) < wanted:
        if last not in followers or lot.random() < 0.2:
            last = lot.choice((_compound, _syllable, _agency))(lot) if lot.random() < 0.6 else lot.choice(list(followers))
        else:
            last = lot.choice(followers[last])
        words += [_reprinted(word, lot) for word in last.split()]
        last = words[-1]
    return " ".join(words)


def _reprinted(word: str, lot: random.Random) -> str:
    """The word with other digits, and now and then with quotation marks or brackets."""
    if any(c.isdigit() for c in word):
        return re.sub(r"\d", lambda _: str(lot.randint(0, 9)), word)
    chance = lot.random()
    if chance < 0.02:
        return lot.choice(("“{}”", "({})", "({}", "{})", "\"{}\"", "“{}", "{}”", "[{}]", "‘{}’", "{}/", "-{}")).format(word)
    return word + lot.choice(",,;.:") if chance < 0.05 and word[-1].isalnum() else word


def _compound(lot: random.Random) -> str:
    return lot.choice(_column("compounds", "word"))


def _syllable(lot: random.Random) -> str:
    return lot.choices(*_syllables())[0]


def _agency(lot: random.Random) -> str:
    return lot.choice(_column("agencies", "name"))


def _names(lot: random.Random) -> str:
    """Agencies, places, titles of office and persons."""
    kind = lot.choice(("tỉnh ", "huyện ", "thành phố ", "thị xã ", ""))
    place = kind + lot.choice(_column(lot.choice(("provinces", "districts")), "name"))
    date = f"ngày {lot.randint(1, 31):02d} tháng {lot.randint(1, 12)} năm {lot.randint(1995, 2035)}"
    person = " ".join(_syllable(lot).capitalize() for _ in range(lot.choice((2, 3, 3, 4))))
    return lot.choice((_agency(lot), f"{_agency(lot)}, {_agency(lot)}", place, f"UBND {place}", f"{place}, {date}",
                       person, f"{lot.choice(_column('officers', 'title'))} {person}", f"{_agency(lot)} {place}"))


def _figures(lot: random.Random) -> str:
    """A figure among words, with its unit."""
    unit = lot.choice(_column("units", "unit"))
    figure = figures.text(lot)
    words, sign = lot.choice((_syllable, _prose))(lot), lot.choice("≥≤<>=")
    told = lot.choice((figure, f"{figure} {unit}", f"{words} {figure} {unit}", f"{words} {figure}", f"{sign} {figure} {unit}"))
    return told if lot.random() < 0.75 else f"{told} {figures.text(lot)}"


def _code(lot: random.Random) -> str:
    """Numbers of documents and abbreviations joined as they are in them."""
    number, year = lot.choice((str(lot.randint(1, 4999)), f"{lot.randint(1, 99):02d}")), lot.randint(1990, 2032)
    sign = f"{lot.choice(lot.choice((_KINDS, _KINDS, _BODIES)))}{lot.choice('--/')}{lot.choice(_BODIES)}"
    code = lot.choice((f"{number}/{sign}", f"{number}/{year}/{sign}", f"{number} /{sign}"))
    date = f"ngày {lot.randint(1, 31)}/{lot.randint(1, 12)}/{year}"
    return lot.choice((code, f"số {code}", f"Số: {code}", f"{_syllable(lot)} số {code} {date}", f"{code} {date} của {_agency(lot)}"))


def _loose(lot: random.Random) -> str:
    """Words that do not belong together."""
    return " ".join((_compound if lot.random() < 0.4 else _syllable)(lot) for _ in range(max(1, _long(lot) - 1)))


def _remarked(lot: random.Random) -> str:
    """Syllables with other marks than their own, letters and signs of all kinds: nothing here can be guessed."""
    mixed = _SIGNS + _STRANGE + "abcdxyzfwjABCXYZFWJ0123456789"
    return " ".join(_other_marks(_syllable(lot), lot) if lot.random() < 0.85 else "".join(lot.choices(mixed, k=lot.randint(1, 3)))
                    for _ in range(lot.randint(1, 6)))


def _other_marks(syllable: str, lot: random.Random) -> str:
    plain = [c for c in unicodedata.normalize("NFD", syllable) if not unicodedata.combining(c)]
    vowels = [k for k, c in enumerate(plain) if c in "aeiouy"]
    if vowels:
        at = lot.choice(vowels)
        plain[at] += lot.choice(("", *_SHAPED.get(plain[at], ""))) + lot.choice(_TONES)
    return unicodedata.normalize("NFC", "".join(plain))


def _contracted(lot: random.Random) -> str:
    """Abbreviations, in rows and joined."""
    drawn = [lot.choice(_column("abbreviations", "abbreviation")) for _ in range(lot.randint(1, 4))]
    return lot.choice((" ", ", ", "-", "&", "/", " và ")).join(drawn)


def _roman(lot: random.Random) -> str:
    tens, ones = lot.choice(("", "", "X")), lot.choice(("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"))
    return tens + ones
