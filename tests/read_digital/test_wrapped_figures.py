"""Figures broken over the lines of a narrow cell."""
from __future__ import annotations

import pytest

from pipeline.stages.read.tokens import Token
from pipeline.stages.read.wrapped_figures import joined


def _cell(*lines: str) -> list[list[Token]]:
    return [[Token(word, 10 + 30 * n, 12.0 * row, 38 + 30 * n, 12.0 * row + 10, 12.0 * row + 9, 10) for n, word in enumerate(line.split())]
            for row, line in enumerate(lines)]


@pytest.mark.parametrize("lines, told", [
    (("12.500.00", "0"), ["12.500.000"]),
    (("1.250.000.", "000"), ["1.250.000.000"]),
    (("146.338.0", "00,5"), ["146.338.000,5"]),
    (("12.500", ".000"), ["12.500.000"]),
    (("12.500", "000"), ["12.500", "000"]),
    (("4.38", "1,08"), ["4.38", "1,08"]),
    (("Xã 12.50", "0"), ["Xã 12.50", "0"]),
    (("2016-", "2019"), ["2016-", "2019"]),
])
def test_only_what_makes_one_number_is_joined(lines: tuple[str, ...], told: list[str]) -> None:
    found = joined(_cell(*lines))
    assert [" ".join(token.text for token in row) for row in found] == told


def test_the_box_holds_both_lines() -> None:
    ((token,),) = joined(_cell("12.500.00", "0"))
    assert (token.top, token.bottom) == (0.0, 22.0)
