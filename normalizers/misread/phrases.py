"""The closed vocabulary that misread words are held against: names of bodies, in full and abbreviated, and usual phrases."""

from functools import cache, lru_cache
from itertools import accumulate
from typing import NamedTuple

import regex

from normalizers import vocabulary
from normalizers.misread.likeness import CHEAP, may_begin
from normalizers.plain import fold

_LEAST = 5
"""Letters of a phrase at least; shorter ones have too many neighbours."""
_UNLIKE = 0.15
"""What may differ, as a share of the phrase's letters."""
_ABBREVIATED = 1.5
"""What may differ in an abbreviation under its head noun: a list of thirty, with few neighbours."""
_BODIES = ("UBND", "HĐND")
_PLACES = ("tỉnh", "huyện", "xã", "cấp huyện", "cấp xã", "các huyện", "các xã", "các huyện, thành phố", "các huyện, TP",
           "các huyện, thị xã", "các huyện, thị xã, thành phố", "các xã, phường, thị trấn", "các xã, thị trấn",
           "các xã, phường")


class Phrase(NamedTuple):
    """`text` as regularly printed, `letters` folded without spaces and marks, `name` what it stands for, `proper` where capitals are due.

    `most` is what all its letters may cost, `ends` where each of its words ends among the letters.
    """

    text: str
    letters: str
    name: str
    proper: bool
    most: float
    ends: tuple[int, ...]


def letters(text: str) -> str:
    """What is compared: folded letters, digits and `&`."""
    return "".join(regex.findall(r"[^\W_]|&", fold(text)))


@cache
def phrases() -> tuple[Phrase, ...]:
    """All phrases, each once."""
    found: dict[str, Phrase] = {}
    for row in vocabulary.rows("agencies"):
        for name in (row["name"], *filter(None, row["aliases"].split("|"))):
            if " " in name:
                _put(found, name, row["name"], True)
                for short, full in _abbreviations():
                    if full in name and name != full:
                        _put(found, name.replace(full, short), row["name"], True, _ABBREVIATED)
    for short, full in _abbreviations():
        for place in _PLACES if short in _BODIES else _PLACES[:2]:
            _put(found, f"{short} {place}", f"{full} {place}", True)
    for body in map(dict(_abbreviations()).get, _BODIES):
        for place in _PLACES:
            _put(found, f"{body} {place}", f"{body} {place}", True)
    for row in vocabulary.rows("usual_phrases"):
        _put(found, row["phrase"], row["phrase"], row["phrase"][0].isupper())
    return tuple(found.values())


@cache
def _abbreviations() -> tuple[tuple[str, str], ...]:
    """(abbreviation, words) of those that are long enough to be told apart."""
    return tuple((r["abbreviation"], r["expansion"]) for r in vocabulary.rows("abbreviations")
                 if regex.fullmatch(r"[\p{Lu}&,-]{4,}", r["abbreviation"]))


def _put(found: dict[str, Phrase], text: str, name: str, proper: bool, least: float = 0.0) -> None:
    key = letters(text)
    if len(key) >= _LEAST:
        most = CHEAP if len(key) < (7 if least else 8) else max(1.0, _UNLIKE * len(key), least if len(key) > 7 else 0.0)
        ends = tuple(accumulate(len(letters(word)) for word in text.split() if letters(word)))
        found.setdefault(key, Phrase(text, key, name, proper, most, ends))


@lru_cache(maxsize=4096)
def beginning_like(read: str, proper: bool) -> dict[str, Phrase]:
    """By their letters the phrases that a text with these first two letters may begin. `proper`: names too."""
    return {p.letters: p for p in phrases() if (proper or not p.proper) and may_begin(read, p.letters)}
