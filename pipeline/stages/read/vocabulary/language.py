"""What Vietnamese makes likely: how frequent a syllable is, which two make a word or a name, and what else a misread one can be.

Frequencies of syllables, words of two syllables and names are those of `normalizers/data`; the compounds of administrative language
are those of `vocabulary.compound_words`.
"""
from __future__ import annotations

import math
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from functools import cache, lru_cache

from normalizers.syllables import is_syllable
from pipeline.stages.read.vocabulary.compounds import FREQUENCY, PAIRS, WORDS, plain

_TENTH = math.log(10) / 100  # FREQUENCY counts hundredths of a power of ten above one in ten thousand million
_MOST = 1000
_RARE, _FOREIGN = -9.0 * math.log(10), -10.5 * math.log(10)
"""Logarithm of the frequency of a legal syllable that is in no list, and of anything else."""
_ANY = "*"


def log_frequency(word: str) -> float:
    """Natural logarithm of how often a syllable stands in general text; where its tone mark stands makes no difference (hoá, hóa)."""
    found = _frequencies().get(spelling(word.lower()))
    return found if found is not None else _RARE if is_syllable(word) else _FOREIGN


def is_listed(word: str) -> bool:
    """Whether a syllable is one of those that general text is made of."""
    return spelling(word.lower()) in _frequencies()


def make_a_word(one: str, two: str) -> tuple[bool, bool]:
    """Whether two syllables in lower case make a word or name, and whether it is one of administrative language."""
    return (one, two) in WORDS, (one, two) in PAIRS


@lru_cache(maxsize=8192)
def other_marks(letters: str) -> tuple[str, ...]:
    """The syllables with these letters (lower case, without marks)."""
    return tuple(_by_letters().get(letters, ()))


@lru_cache(maxsize=8192)
def other_letters(letters: str) -> tuple[str, ...]:
    """The syllables with one letter more, less or other than these."""
    near = {found for pattern in _patterns(letters) for found in _by_pattern().get(pattern, ())} - {letters}
    return tuple(syllable for found in sorted(near) for syllable in _by_letters()[found])


def spelling(word: str) -> str:
    """A word's letters and marks in an order that does not tell where the tone mark stands."""
    return "".join(sorted(unicodedata.normalize("NFD", word)))


def _patterns(letters: str) -> Iterator[str]:
    for at in range(len(letters)):
        yield letters[:at] + _ANY + letters[at + 1 :]
    for at in range(len(letters) + 1):
        yield letters[:at] + _ANY + letters[at:]


@cache
def _by_pattern() -> dict[str, list[str]]:
    """Letters of syllables by the same with one letter open, and by the same with one place open between two."""
    found: dict[str, list[str]] = defaultdict(list)
    for letters in _by_letters():
        for pattern in _patterns(letters):
            found[pattern].append(letters)
    return found


@cache
def _by_letters() -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for syllable in FREQUENCY:
        found[plain(syllable)].append(syllable)
    return found


@cache
def _frequencies() -> dict[str, float]:
    found: dict[str, float] = {}
    for syllable, amount in FREQUENCY.items():
        key = spelling(syllable)
        found[key] = max(found.get(key, _FOREIGN), (amount - _MOST) * _TENTH)
    return found
