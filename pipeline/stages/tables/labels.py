"""Labels of a table on a scan put right inside closed vocabularies: the table's own repeated words, the districts of a province.

What was read stays in the cells themselves; only the labels that name rows and columns are mended. Labels with other
digits are never made alike.
"""
from __future__ import annotations

from collections.abc import Sequence
from itertools import permutations

import regex
from rapidfuzz.distance import Levenshtein

from normalizers import places
from normalizers.plain import fold
from normalizers.syllables import is_syllable

_GROUPS = 3
"""Groups of columns with the same names below them, at least, before one of them is read like the others."""
_ALIKE = 0.5
"""Letters of a label that may differ from the words it repeats, as a share of these."""
_NEAR = 0.34
"""Letters of a row's label that may differ from a district's name, as a share of the longer one."""
_KNOWN = 3
"""Districts of one province read without a slip, at least, before a table is taken for one of its districts.

Two thirds of its rows have to be such, slips included.
"""
_LEFT = 3
"""Rows, at most, that are named by what is left of the list when all the other districts are there."""


def repeated_columns(columns: Sequence[str]) -> tuple[str, ...]:
    """`Năm 2016 / yỷ lệ S` beside `Năm 2015 / Tỷ lệ %` and `Năm 2017 / Tỷ lệ %`: each group of columns has the same names below it."""
    mended = list(columns)
    groups = _groups(columns)
    size = max((len(g) for g in groups), key=lambda n: sum(len(g) == n for g in groups), default=0)
    alike = [g for g in groups if len(g) == size]
    if size < 2 or len(alike) < _GROUPS:
        return tuple(columns)
    names = [_shared([_below(columns[g[k]]) for g in alike]) for k in range(size)]
    for group in alike:
        for k, column in enumerate(group):
            above, below = columns[column].partition(" / ")[0], _below(columns[column])
            if names[k] is None or names.count(names[k]) > 1:
                continue
            other = any(name and n != k and _differs(below, name) < _differs(below, names[k]) for n, name in enumerate(names))
            if not other and _misread(below, names[k]) and _digits(below) in ("", _digits(names[k])):
                mended[column] = f"{above} / {names[k]}"
    return tuple(mended)


def _groups(columns: Sequence[str]) -> list[list[int]]:
    """Neighbouring columns under the same words."""
    found: list[list[int]] = []
    for column, label in enumerate(columns):
        above = label.partition(" / ")[0]
        if found and above and columns[found[-1][0]].partition(" / ")[0] == above:
            found[-1].append(column)
        else:
            found.append([column])
    return [g for g in found if any(" / " in columns[c] for c in g)]


def _below(label: str) -> str:
    return regex.sub(r"^[^\p{L}\d(%]+", "", label.partition(" / ")[2])


def _shared(names: list[str]) -> str | None:
    """The name that most of these are a reading of: the one nearest to all others."""
    middle = min(names, key=lambda name: (sum(_differs(other, name) for other in names), -names.count(name)))
    return middle if middle and 2 * sum(_differs(name, middle) <= _ALIKE for name in names) > len(names) else None


def _misread(label: str, name: str) -> bool:
    """Whether a label may be a reading of the name: near to it, or with words that are none."""
    words = regex.findall(r"\p{L}+", label)
    return _differs(label, name) <= _ALIKE or not words or not all(map(is_syllable, words))


def _differs(left: str, right: str) -> float:
    return Levenshtein.distance(fold(left), fold(right)) / max(1, len(right))


def _digits(text: str) -> str:
    return "".join(regex.findall(r"\d", text))


def district_rows(labels: Sequence[str], totals: Sequence[int]) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """The labels of rows that are named after the districts of one province, and the rows that the rest of its list has named.

    `Mai Cháo` is `Mai Châu` where the rows around it are districts of Hòa Bình. When all but a few districts of the province are
    there and as many rows are left, these are the others. `totals` are rows left alone.
    """
    rows = {r: places.bare(label) for r, label in enumerate(labels) if r not in totals and label}
    keys = {r: fold(bare) for r, bare in rows.items()}
    names = max(places.districts_by_province(), key=lambda known: sum(fold(n) in keys.values() for n in known))
    left = {fold(n): n for n in names}
    held = {r: left.pop(key) for r, key in keys.items() if key in left}
    if len(held) < _KNOWN:
        return tuple(labels), ()
    open_rows = [r for r in rows if r not in held]
    for row in list(open_rows):
        near = sorted((_apart(keys[row], key), key) for key in left)
        if near and near[0][0] <= _NEAR and (len(near) == 1 or near[1][0] > near[0][0]):
            held[row] = left.pop(near[0][1])
            open_rows.remove(row)
    if len(held) < 2 * len(rows) / 3:
        return tuple(labels), ()
    excluded = tuple(open_rows) if len(open_rows) == len(left) <= _LEFT else ()
    if excluded:
        printed = [keys[r] for r in open_rows]
        nearest = min(permutations(left), key=lambda order: sum(map(_apart, printed, order)))
        held |= {row: left[key] for row, key in zip(open_rows, nearest, strict=True)}
    mended = {r: labels[r][: len(labels[r]) - len(rows[r])] + name for r, name in held.items() if fold(name) != keys[r]}
    return tuple(mended.get(r, label) for r, label in enumerate(labels)), excluded


def _apart(left: str, right: str) -> float:
    left, right = left.replace(" ", ""), right.replace(" ", "")
    return Levenshtein.distance(left, right) / max(len(left), len(right), 1)
