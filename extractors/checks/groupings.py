"""The ways in which a total is told more than once: by source, then by year, then by item.

A plan of several years tells its budget in each way that Luật Đầu tư công asks for (by source, by year), one after the other.
"""
from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import groupby
from typing import Any

import regex

Row = Mapping[str, Any]

_OF_A_YEAR = regex.compile(
    r"\W*(?:(?:\p{Ll}|\d)[).]\s*)?(?:trong\s+đó|gồm|phân\s+kỳ|và|riêng|vốn|kế\s+hoạch|kinh\s+phí|giao)?\W*(?:năm|quý)\s+[\dIV]+",
    regex.IGNORECASE,
)
"""Năm 2023: 168 tỷ đồng: a part told by its year"""


def groupings(parts: Sequence[Row], whole: int, holds: Callable[[Sequence[Row]], bool]) -> list[list[Row]]:
    """The parts of `whole` (VND) in reading order, one list for each way; one list of all where nothing tells ways apart."""
    if _made(parts) <= whole:
        return [list(parts)]
    outer = _outermost(parts)
    if len(outer) < len(parts) and holds(outer):
        return [outer]
    ways = _ways(parts)
    apart = len(ways) > 1 and all(len(way) > 1 and (_made(way) <= whole or _closed(way, holds)) for way in ways)
    if apart:
        return [group for way in ways for group in (_closed(way, holds) or [way])]
    return _closed(parts, holds) or _alone(parts, whole, holds) or [list(parts)]


def _made(parts: Sequence[Row]) -> int:
    return sum(p["amount_min"] for p in parts)


def _ways(parts: Sequence[Row]) -> list[list[Row]]:
    """Runs below one heading, all told by year or all not."""
    return [list(run) for _, run in groupby(parts, key=lambda p: (p["heading_id"], _OF_A_YEAR.match(p["quote"]) is not None))]


def _closed(parts: Sequence[Row], holds: Callable[[Sequence[Row]], bool]) -> list[list[Row]]:
    """Runs that each make up the total; empty where some part is left over."""
    runs: list[list[Row]] = []
    run: list[Row] = []
    for part in parts:
        run.append(part)
        if len(run) > 1 and holds(run):
            runs.append(run)
            run = []
    return runs if not run else []


def _alone(parts: Sequence[Row], whole: int, holds: Callable[[Sequence[Row]], bool]) -> list[list[Row]]:
    """The one run of parts that makes up the total where what is left may be told beside it: `131 tỷ đồng (gồm vốn kéo dài 13 tỷ
    đồng), trong đó trung ương 74 tỷ đồng, ...`."""
    runs = [parts[i:j] for i in range(len(parts)) for j in range(i + 2, len(parts) + 1) if holds(parts[i:j])]
    return [list(runs[0])] if len(runs) == 1 and _made(parts) - _made(runs[0]) <= whole else []


def _outermost(parts: Sequence[Row]) -> list[Row]:
    """Without the parts that detail the one before them: two and more that add up to it."""
    kept, k = [], 0
    while k < len(parts):
        kept.append(parts[k])
        k += 1 + _detailed(parts[k]["amount_min"], parts[k + 1 :])
    return kept


def _detailed(whole: int, later: Sequence[Row]) -> int:
    """How many of the next parts add up to the whole: 0, or two and more."""
    made = 0
    for count, part in enumerate(later, 1):
        made += part["amount_min"]
        if made >= whole:
            return count if made == whole and count > 1 else 0
    return 0
