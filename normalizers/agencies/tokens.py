"""Words and marks with their places."""

from typing import NamedTuple

import regex

from normalizers.plain import fold

_TOKEN = regex.compile(r"[\p{L}\d]+|[^\s\p{L}\d]")


class Token(NamedTuple):
    """One word or one mark of punctuation."""

    text: str
    start: int
    end: int
    folded: str

    @property
    def is_word(self) -> bool:
        return self.text[0].isalnum()

    @property
    def is_capital(self) -> bool:
        return self.text[0].isupper()


def tokenize(text: str) -> list[Token]:
    """All tokens, in order."""
    folded = fold(text)
    if len(folded) != len(text):  # decomposed letters
        return [Token(m[0], m.start(), m.end(), fold(m[0])) for m in _TOKEN.finditer(text)]
    return [Token(m[0], m.start(), m.end(), folded[m.start():m.end()]) for m in _TOKEN.finditer(text)]
