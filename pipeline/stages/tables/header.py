"""Header and body of a table told apart; header paths."""
from __future__ import annotations

from dataclasses import dataclass

import regex

from extractors.tabular.figures import is_figure, is_year
from pipeline.stages.tables.join import Printed, Spot

_NUMBERED = regex.compile(r"\(?\s*(?:\d{1,2}|[A-ZĐa-zđ])\s*\)?(?:\s*[=:]\s*[-+x*/:()\d\s]+|\s*=.*)?")
"""(1)  2  A  3=1+2  (5)=(3)-(4)"""


@dataclass(frozen=True, slots=True)
class Header:
    """`rows` counts the header rows, column numbers and full-width lines on top included; `titles` are these lines' spots."""

    rows: int
    columns: tuple[str, ...]
    titles: tuple[Spot, ...]


def read_header(printed: Printed) -> Header:
    """The header of a table. A table whose first row already holds figures has none: its columns are named ''."""
    top = 0
    titles = []
    while top < printed.rows - 1 and _is_full_width(printed, top):
        titles += [s for s in printed.row(top) if s.text]
        top += 1
    end = _end(printed, top)
    labels_end = end
    if end < printed.rows - 1 and is_number_row(printed, end):
        end += 1
    return Header(end, tuple(_path(printed, column, top, labels_end) for column in range(printed.columns)), tuple(titles))


def _is_full_width(printed: Printed, row: int) -> bool:
    spots = [s for s in printed.spots if s.row <= row < s.last_row]
    return printed.columns > 1 and len(spots) == 1 and spots[0].column_span == printed.columns


def _end(printed: Printed, top: int) -> int:
    """The first row below the header."""
    if top >= printed.rows or _is_body(printed.row(top)) or is_number_row(printed, top):
        return top
    end = top + 1
    while end < printed.rows:
        head = [s for s in printed.spots if top <= s.row < end]
        deepest = max((s.last_row for s in head), default=end)
        split = [s for s in head if s.column_span > 1 and s.last_row == end and s.text]
        if deepest > end and deepest < printed.rows:
            end = deepest
        elif split and end < printed.rows - 1 and _divides(printed, split, end):
            end += 1
        else:
            break
    return end


def _divides(printed: Printed, split: list[Spot], row: int) -> bool:
    """Whether the row below gives each of the wide header cells several names: no figures but years, and no row of its own."""
    below = printed.row(row)
    under = [s for wide in split for s in below if wide.column <= s.column < wide.last_column]
    outside = [s for s in below if s not in under and s.text]
    named = [s for s in under if s.text]
    if not named or outside and len(outside) >= len(named):
        return False
    if any(is_figure(s.text) and not is_year(s.text) for s in named):
        return False
    return all(w.column_span == 1 or sum(w.column <= s.column < w.last_column for s in named) != 1 for w in split)


def _is_body(spots: list[Spot]) -> bool:
    """A row of figures: at least half of its filled cells, years aside."""
    filled = [s for s in spots if s.text]
    figures = [s for s in filled if is_figure(s.text) and not is_year(s.text)]
    return len(filled) > 1 and 2 * len(figures) >= len(filled) and not _counts_up(filled)


def is_number_row(printed: Printed, row: int) -> bool:
    """A row of column numbers: `1 2 3`, `(1) (2) (3)`, `A B 1 2 3=1+2`."""
    filled = [s for s in printed.row(row) if s.text]
    return len(filled) >= max(2, 0.7 * printed.columns) and all(_NUMBERED.fullmatch(s.text) for s in filled) and _counts_up(filled)


def _counts_up(filled: list[Spot]) -> bool:
    numbers = [int(m[0]) for s in filled if (m := regex.search(r"\d+", s.text)) and _NUMBERED.fullmatch(s.text)]
    letters = [s for s in filled if not regex.search(r"\d", s.text)]
    steps = sum(b - a == 1 for a, b in zip(numbers, numbers[1:]))
    return (len(numbers) + len(letters) == len(filled) and len(numbers) >= 2 and numbers[0] <= 3 and steps >= 0.8 * (len(numbers) - 1))


def _path(printed: Printed, column: int, top: int, end: int) -> str:
    names: list[str] = []
    for row in range(top, end):
        for spot in printed.spots:
            if spot.row == row and spot.column <= column < spot.last_column and spot.text and spot.text not in names:
                names.append(spot.text)
    return " / ".join(names)
