"""Printed figures as checks see them, and how figures are written."""
from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

import regex

from extractors.tabular import figures

_LETTERS = str.maketrans({"O": "0", "o": "0", "Q": "0", "D": "0", "l": "1", "I": "1", "|": "1", "i": "1", "Z": "2",
                          "z": "2", "S": "5", "s": "5", "B": "8", "b": "6", "g": "9", "q": "9"})
_LIKE_NUMBER = regex.compile(r"[\dOoQDlI|iZzSsBbgq.,]+%?")
_MALFORMED = regex.compile(r"\d+(?:[.,]\d+)+\s*%?")
BLANK = regex.compile(r"[-–—.…xX/\s]*")
"""Cells that print nothing: empty, a dash, dots, a cross."""


@dataclass(frozen=True, slots=True)
class Figure:
    """`ref`: a record id or `<table_id>/r3/c5`. `exact`: a count, which is not rounded. `name`: what a clerk calls it.

    `confidence` is that of the reading, 1 for a text layer; `others` are values that a doubtful figure may have by other readings of
    its picture.
    """

    ref: str
    text: str
    value: Decimal
    exact: bool
    page: int | None
    quote: str
    name: str
    confidence: float = 1.0
    start: int = 0
    others: tuple[Decimal, ...] = ()

    @property
    def decimals(self) -> int:
        return decimals(self.value)


def decimals(value: Decimal) -> int:
    """How many decimals are written: 13.90 -> 2."""
    return max(0, -value.as_tuple().exponent)


def malformed(text: str) -> bool:
    """Whether digits and separators make no number: `25,859,9`, `1.2345,6`."""
    return _MALFORMED.fullmatch(text.strip()) is not None and figures.value(text) is None


def read(text: str) -> Decimal | None:
    """The value a cell prints, letters taken for the digits that they look like; None where it prints no number.

    Of a malformed number the last separator is taken for the decimal one where one or two digits follow it.
    """
    text = text.strip()
    value = figures.value(text)
    if value is not None:
        return value
    if malformed(text):
        tail = regex.search(r"[.,](\d{1,2})%?$", text)
        return Decimal("".join(c for c in text if c.isdigit())).scaleb(-len(tail[1]) if tail else 0)
    if (_LIKE_NUMBER.fullmatch(text) and 2 * sum(c.isdigit() for c in text) >= sum(c.isalnum() for c in text)
        and any(c.isdigit() for c in text)):
        return figures.value(text.translate(_LETTERS))
    return None


def written(value: Decimal, places: int | None = None) -> str:
    """As Vietnamese documents print it: 48216 -> 48.216, 17.46 -> 17,46. `places` rounds half up."""
    if places is not None:
        value = value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    return f"{value:,f}".replace(",", "\0").replace(".", ",").replace("\0", ".")


def scaled(value: Decimal, places: int, exact: bool) -> tuple[int, int]:
    """The value and half a unit of its last digit in units of `10 ** -places`; `places` must exceed the value's decimals."""
    half = 0 if exact and decimals(value) == 0 else 5 * 10 ** (places - decimals(value) - 1)
    return int(value.scaleb(places)), half
