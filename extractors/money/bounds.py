"""A bound told once for amounts in a row: `tối đa 1,2 tỷ đồng/km đối với xã đồng bằng và 1,5 tỷ đồng/km đối với xã miền núi`."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import regex

from normalizers.money import Amount

_FOR = r"\s*(?:đối với|cho|tại|ở|với)\s[^,;.:()\d]{2,80}"
_NEXT = regex.compile(rf"{_FOR}(?:,|\svà|,\s?và)\s*")
_OWN = regex.compile(_FOR)
_BOUNDS = frozenset({"<=", ">="})


def shared(text: str, found: Sequence[Amount]) -> list[Amount]:
    """The amounts of a passage, those of one rate that only differ in whom they are for under the bound of the first."""
    amounts = list(found)
    for k in range(1, len(amounts)):
        before, amount = amounts[k - 1], amounts[k]
        joined = before.comparator in _BOUNDS and amount.comparator == "=" and before.per == amount.per
        if joined and _NEXT.fullmatch(text, before.end, amount.start) and _OWN.match(text, amount.end):
            low, high = (amount.amount_min, None) if before.comparator == ">=" else (None, amount.amount_max)
            amounts[k] = replace(amount, comparator=before.comparator, amount_min=low, amount_max=high)
    return amounts
