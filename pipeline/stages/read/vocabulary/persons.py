"""A person's name on a line of its own, as it stands under a signature: what its words can be.

General text knows names badly: its frequencies make `Chỉ` of `Chí`. A family name is nearly always one of a short list, and what stands
between it and the last name often one of another (`normalizers/data`).
"""
from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from normalizers import signers
from pipeline.stages.read.vocabulary import language
from pipeline.stages.read.vocabulary.compounds import plain

LEAST, MOST = 3, 4
"""Words of the names that are told by their form: shorter ones may be places."""
_UNLISTED_FAMILY, _RARE_MIDDLE, _FOREIGN, _SMALL = -6.0, -3.5, -2.0, -7.0
"""Logarithms of how much rarer a name is with another word for a family name, with no usual word between, with a syllable that
is none of general text, with a small letter at the beginning of a word."""
_COMMONEST, _MORE = ("văn", "thị"), 1.5
"""The two words between that are commoner by far than any other, and the logarithm of how much."""


def is_name(words: Sequence[str]) -> bool:
    """Whether the words of a line, without the signs around them, have the form of a name: three or four, the first a family name but
    for its marks, all with a capital but for one that may have lost it; no two of them a word or the name of a place."""
    small = sum(not word[:1].isupper() for word in words)
    return (LEAST <= len(words) <= MOST and small <= 1 and words[0][:1].isupper() and words[-1][:1].isupper()
            and all(len(word) > 1 and word[1:].islower() for word in words) and plain(words[0]) in _families()
            and not any(language.make_a_word(a.lower(), b.lower())[0] for a, b in zip(words, words[1:])))


def others(word: str, at: int, count: int) -> list[str]:
    """The usual words, in lower case, that the one at a place of a name of `count` words can be a slip of."""
    letters = plain(word)
    if at == 0:
        return list(_families().get(letters, ()))
    whole = _middles() if at < count - 1 else {}
    if word[:1].isupper():
        return list(whole.get(letters, ()))
    return [name for own, names in whole.items() if own[1:] in (letters, letters[1:]) for name in names]


def log_chance(word: str, at: int, count: int) -> float:
    """Natural logarithm of how much rarer such a word is at its place in a name than a usual one."""
    small = 0.0 if word[:1].isupper() else _SMALL
    if at == 0:
        return small + (0.0 if word.lower() in _families().get(plain(word), ()) else _UNLISTED_FAMILY)
    if at < count - 1 and word.lower() in _middles().get(plain(word), ()):
        return small + (_MORE if word.lower() in _COMMONEST else 0.0)
    return small + (_RARE_MIDDLE if at < count - 1 else 0.0) + (0.0 if language.is_listed(word) else _FOREIGN)


@cache
def _families() -> dict[str, tuple[str, ...]]:
    return _by_letters(signers.family_names())


@cache
def _middles() -> dict[str, tuple[str, ...]]:
    return _by_letters(signers.middle_names())


def _by_letters(names: Sequence[str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for name in names:
        found[plain(name)] = (*found.get(plain(name), ()), name.lower())
    return found
