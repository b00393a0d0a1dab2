"""How far to trust an assignment: what its rule is worth, lowered by how surely its words were read from a picture.

A page reader tells its doubt about each word; a name or task that it garbled also shows in the words: letters that make no
Vietnamese syllable, capitals that abbreviate nothing known, a head noun that no agency has. `benchmarks.reliability` measures
what comes of it.
"""
from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from statistics import fmean

import regex

from normalizers import agencies, vocabulary
from normalizers.plain import fold
from normalizers.syllables import is_syllable
from pipeline.model.layout import Layout

_WORD = regex.compile(r"\p{L}+")
_BEFORE = regex.compile(r"[\p{L}\d]*\p{L}\s*$")
_RUN_INTO = 0.6
"""What a garbled word right before a name leaves of its confidence."""
_ABBREVIATION = 5
"""The longest run of capitals that is taken for an abbreviation, in letters."""


_MENDED, _MANY = 0.9, 4
"""What each letter that was put right in a name leaves of its confidence, and how many letters count."""


def reading(layout: Layout, spans: Iterable[tuple[int, int]]) -> float | None:
    """The mean confidence of the words in the least surely read span of the text; None where all come from a text layer."""
    means = []
    for start, end in spans:
        sure = [w.confidence for w in layout.words_in(start, end) if w.confidence is not None]
        means += [fmean(sure)] if sure else []
    return min(means, default=None)


def trust(rule: float, read: float | None, agency: str, task: str, mended: int = 0, whole: bool = True) -> float:
    """The confidence (0..1) of a row whose rule is worth `rule`; `read` as `reading` gives it. Words of a text layer lower nothing.

    `mended`: letters of the agency's name that were put right; `whole` as `stands_apart` gives it.
    """
    if read is None:
        return round(rule, 4)
    sure = rule * (0.25 + 0.75 * read)
    sure *= _MENDED ** min(mended, _MANY) * (1.0 if whole else _RUN_INTO)
    sure *= 0.6 if is_garbled(agency) else 1.0
    sure *= 0.7 if agencies.kind(agency) == "khac" else 1.0
    return round(sure * _wording(task), 4)


def stands_apart(text: str, start: int) -> bool:
    """Whether the name at `start` is whole: no garbled word runs into it (`CHND các huyện`), which may have been its beginning."""
    before = _BEFORE.search(text, 0, start)
    return before is None or _is_word(before[0].strip())


def is_garbled(name: str) -> bool:
    """Whether a canonical name holds letters that are no Vietnamese syllable and no place, or capitals that nobody wrote out."""
    words = _WORD.findall(name)
    if name.isupper():
        return not all(_is_word(w) for w in words)
    return any(w.isupper() and len(w) <= _ABBREVIATION or not _is_word(w) for w in words)


def _is_word(word: str) -> bool:
    return is_syllable(word) or fold(word) in _place_words()


@cache
def _place_words() -> frozenset[str]:
    """Syllables of place names, many of them of other languages: Krông, Đăk, Plông."""
    return frozenset(w for table in ("provinces", "districts") for name in vocabulary.column(table, "name")
                     for w in _WORD.findall(fold(name)))


def _wording(task: str) -> float:
    """Lower for a task of one or two words, and for one with more than a tenth of its words garbled."""
    words = [w for w in _WORD.findall(task) if len(w) > 1 and not (w.isupper() and len(w) <= _ABBREVIATION)]
    if len(words) < 3:
        return 0.7
    return 0.8 if sum(not _is_word(w) for w in words) > 0.1 * len(words) else 1.0
