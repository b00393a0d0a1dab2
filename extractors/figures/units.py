"""Words behind a number that are no counted noun, and pairs of words that are one."""
from __future__ import annotations

from functools import cache

import regex

from extractors.sentences import words
from normalizers import vocabulary
from normalizers.plain import fold

_NO_UNIT = frozenset(row["noun"] for row in words("figure_nouns") if row["kind"] == "no_unit")
_NO_UNIT_FOLDED = frozenset(map(fold, _NO_UNIT))


def is_no_unit(word: str, tolerant: bool) -> bool:
    """With its marks, or with all of them lost: `thì`, `thi`, no `thí`; in a picture with whatever marks were read."""
    return word.lower() in _NO_UNIT or (tolerant or word.isascii()) and fold(word) in _NO_UNIT_FOLDED


@cache
def compounds() -> frozenset[str]:
    return frozenset(vocabulary.column("compounds", "word"))


@cache
def _state() -> regex.Pattern:
    states = "|".join(regex.escape(fold(row["noun"])) for row in words("figure_nouns") if row["kind"] == "state")
    return regex.compile(rf"\s*(?:(?:dang\s+)?hoat dong\s+)?(?:{states})\b")


def tells_state(words_: str) -> bool:
    """Whether accent-free words behind a number say how things are and name none: `12 kém hiệu quả`, `30 hoạt động tốt`."""
    return _state().match(words_) is not None
