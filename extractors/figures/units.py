"""Words behind a number that are no counted noun, pairs of words that are one, and nouns joined into one by commas."""
from __future__ import annotations

from functools import cache

import regex

from extractors.sentences import words
from normalizers.plain import fold

_NO_UNIT = frozenset(row["noun"] for row in words("figure_nouns") if row["kind"] == "no_unit")
_NO_UNIT_FOLDED = frozenset(map(fold, _NO_UNIT))

_JOINED = regex.compile(
    r"(?:\s*,\s*(?:thị\s+trấn|thị\s+xã|thành\s+phố|phường|xã|huyện|quận|đặc\s+khu|thôn|bản|ấp|buôn|làng|tổ\s+dân\s+phố|khu\s+phố"
    r"|bài|ảnh)\b(?!\s+\p{Lu}))+"
)
"""03/9 huyện, thành phố; 141 xã, phường, thị trấn; 85 tin, bài: one noun"""


def joined(text: str, at: int) -> int:
    """Where the nouns end that commas join to the one before `at`; `at` where there are none."""
    match = _JOINED.match(text, at)
    return match.end() if match else at


def is_no_unit(word: str, tolerant: bool) -> bool:
    """With its marks, or with all of them lost: `thì`, `thi`, no `thí`; in a picture with whatever marks were read."""
    return word.lower() in _NO_UNIT or (tolerant or word.isascii()) and fold(word) in _NO_UNIT_FOLDED


@cache
def _state() -> regex.Pattern:
    states = "|".join(regex.escape(fold(row["noun"])) for row in words("figure_nouns") if row["kind"] == "state")
    return regex.compile(rf"\s*(?:(?:dang\s+)?hoat dong\s+)?(?:{states})\b")


def tells_state(words_: str) -> bool:
    """Whether accent-free words behind a number say how things are and name none: `12 kém hiệu quả`, `30 hoạt động tốt`."""
    return _state().match(words_) is not None
