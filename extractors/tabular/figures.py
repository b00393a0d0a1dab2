"""Figures as tables print them: which cells hold one, and what it says.

Dots group thousands and the comma is the decimal sign, as in running text (normalizers.numbers); a column of a table adds
what a single number cannot tell: whether it counts or measures.
"""
from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import regex

from normalizers import numbers
from normalizers.unreadable import Unreadable

_SHAPE = regex.compile(
    r"""(?P<open>\()?\s*(?P<sign>[-–−+]\s?)?
    (?P<digits>\d+(?:[.,]\d+)*|\d{1,3}(?:[ \u00a0]\d{3})+(?:,\d+)?)   # 48.216  17,46  7.31  1 250
    \s*(?P<percent>%|‰)?\s*(?(open)\))""",
    regex.VERBOSE,
)
_YEAR = regex.compile(r"(?:19|20)\d\d")
_FOREIGN = regex.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_BAD_DOT = regex.compile(r"\d+\.\d{1,2}|\d+\.\d{4,}|\d{4,}\.\d{3}|0\.\d+")


def is_figure(text: str) -> bool:
    """Whether the cell is one printed number, whatever its separators: `48.216`, `17,9%`, `7.31`, `(12)`."""
    return _SHAPE.fullmatch(text.strip()) is not None


def is_year(text: str) -> bool:
    return _YEAR.fullmatch(text.strip()) is not None


def doubtful(text: str) -> bool:
    """Whether a dot stands in it that does not group thousands: `7.31`, `41.57`, `12.5`."""
    match = _SHAPE.fullmatch(text.strip())
    return match is not None and _BAD_DOT.fullmatch(match["digits"]) is not None


def value(text: str, foreign: bool = False) -> Decimal | None:
    """The number a cell prints, None where it prints none.

    A dot before one, two or more than three digits cannot group thousands: it is read as the decimal sign it is printed
    as (`41.57` -> 41.57, `7.31` -> 7.31) and left to the flag `separator`. `foreign`: the column groups with commas
    (`1,250.5` -> 1250.5).
    """
    match = _SHAPE.fullmatch(text.strip())
    if match is None:
        return None
    digits, sign = match["digits"], -1 if (match["sign"] or "+").strip() != "+" else 1
    if foreign and _FOREIGN.fullmatch(digits):
        return sign * Decimal(digits.replace(",", ""))
    if _BAD_DOT.fullmatch(digits):
        return sign * Decimal(digits)
    try:
        return sign * numbers.read(digits)
    except Unreadable:
        return None


def groups_with_commas(texts: Sequence[str]) -> bool:
    """Whether a column writes thousands with commas (`1,250.5`, `12,345,678`): only where no other reading is left."""
    bodies = [m["digits"] for t in texts if (m := _SHAPE.fullmatch(t.strip()))]
    certain = [b for b in bodies if regex.fullmatch(r"\d{1,3}(?:,\d{3})+\.\d+|\d{1,3}(?:,\d{3}){2,}", b)]
    against = [b for b in bodies if regex.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+,\d{1,2}", b)]
    return bool(certain) and not against
