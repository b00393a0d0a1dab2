"""Words of a scan with a baseline and a size, which their boxes, tight around the ink, do not tell by themselves."""
from __future__ import annotations

from statistics import median
from unicodedata import normalize

import regex

from pipeline.stages.read.engines.words import TextLine, Token as Seen
from pipeline.stages.read.tokens import Token

_BODY, _ABOVE, _BELOW = 0.45, 0.22, 0.21
"""Heights in font sizes: of `x`, of what `h`, a capital, a digit or a tone mark have above it, of what `p` or a comma have below."""
_MARK = 0.8
"""Confidence from which a dash or a per cent sign alone is one."""
_WIDEST = 0.75
"""Width of a letter in font sizes, at most, taken over a word."""
_HIGH = regex.compile(r"[\p{Lu}\dbdfhklt%/()\[\]\u0300-\u0309\u031b\u0302\u0306]")
_DEEP = regex.compile(r"[gjpqyQ,;()/\u0323]")


def placed(line: TextLine) -> list[tuple[Token, Seen]]:
    """The words of one line, each beside what it was made of; marks without letter or digit (specks, remains of rulings) are left
    out, a dash and a per cent sign that are sure are not. A box far too wide for its letters ends where these would."""
    words = [t for t in line if any(c.isalnum() for c in t.text) or (t.confidence >= _MARK and any(c in "%-–" for c in t.text))]
    shapes = [_shape(t) for t in words]
    size = median(t.height / (_BODY + _ABOVE * high + _BELOW * deep) for t, (high, deep) in zip(words, shapes)) if words else 0.0
    return [(_placed(t, deep, size), t) for t, (_, deep) in zip(words, shapes)]


def _placed(word: Seen, deep: bool, size: float) -> Token:
    most = _WIDEST * size * len(word.text)
    x1 = word.x0 + most if word.width > 2 * most else word.x1
    return Token(word.text, word.x0, word.top, x1, word.bottom, word.bottom - _BELOW * size * deep, size, confidence=word.confidence)


def _shape(word: Seen) -> tuple[bool, bool]:
    text = normalize("NFD", word.text)
    return _HIGH.search(text) is not None, _DEEP.search(text) is not None
