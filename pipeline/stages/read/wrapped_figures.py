"""Figures that a narrow cell breaks over two lines: `12.500.00` above `0`."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import regex

from pipeline.stages.read.tokens import Token

_WHOLE = regex.compile(r"[-+(]?\d{1,3}(?:\.\d{3})+(?:,\d+)?[)%]?")
_REST = regex.compile(r"[\d.,]+[)%]?")
_CUT = regex.compile(r"[-+(]?\d{1,3}(?:\.\d{3})+\.\d{0,2}")
"""The last group has too few digits: a figure that ends so goes on below. Short ones (`4.38`) may stand for themselves."""


def joined(rows: Sequence[list[Token]]) -> list[list[Token]]:
    """The lines of a cell, those of one figure made one: each holds nothing else, and only together they make a number."""
    found: list[list[Token]] = []
    for row in rows:
        above = found[-1] if found else []
        if len(row) == len(above) == 1 and _goes_on(above[0].text, row[0].text):
            first, rest = above[0], row[0]
            found[-1] = [replace(first, text=first.text + rest.text, x0=min(first.x0, rest.x0), x1=max(first.x1, rest.x1),
                                 bottom=rest.bottom)]
        else:
            found.append(list(row))
    return found


def _goes_on(text: str, rest: str) -> bool:
    cut = _CUT.fullmatch(text) is not None or rest.startswith(".") and _WHOLE.fullmatch(text) is not None
    return cut and _REST.fullmatch(rest) is not None and _WHOLE.fullmatch(text + rest) is not None
