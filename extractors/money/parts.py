"""Which amount of a passage is part of which: after `trong đó`, in brackets, under a total that is named first."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, takewhile

import regex

from extractors.money.words import ALLOTTED, is_average, source_of
from normalizers.money import Amount
from normalizers.plain import fold

_OF_TOTAL = r"trong tong (?:so|nguon|kinh phi|von)[^,;.\d]{0,40},"
_ANNOUNCED = regex.compile(rf"trong do|{_OF_TOTAL}|bao gom|gom co|\bgom\b|chia ra|cu the|\bnguon(?: von| kinh phi)?\s*:")
_AGAIN = regex.compile(rf"[.]\s+(?:trong do|cu the|bao gom|gom|{_OF_TOTAL})")
"""... là 480 tỷ đồng. Trong tổng kinh phí này, ngân sách nhà nước 100 tỷ đồng"""
_COLON = regex.compile(r"\s*(?:\([^()]*\)\s*)?:")
_OUT_OF = regex.compile(r"\b(?:trong|tren)\s+tong\s+(?:so|nguon|von|kinh phi)(?:\s+(?:von|kinh phi|tien))?\s*$")
"""Trong tổng số 600 tỷ đồng, chi phí xây lắp là 410 tỷ đồng"""
_WHOLE_OF = regex.compile(r"\btren\s+(?:tong\s+)?so\b[^,;]{0,30}$|^\s*/\s*$")
"""giải ngân 21 tỷ đồng trên tổng số 38 tỷ đồng, giải ngân 21/38 tỷ đồng: what was given is what the words go on about"""
_TIMES = frozenset({"năm", "tháng", "quý", "vụ", "kỳ"})
_OF_A_YEAR = regex.compile(r"\brieng\s+(?:trong\s+)?(?:nam|quy|giai doan)\b")
"""tổng kinh phí 12 tỷ đồng, riêng năm 2023 là 5 tỷ đồng"""
_LEFT_OUT = regex.compile(r"\b(?:khong|chua)\s+(?:bao\s+)?(?:gom|tinh|ke)\b[^,;.()]*$|\bngoai ra\b[^,;.()]*$")
"""tổng vốn 2.314 tỷ đồng (không bao gồm vốn kéo dài 146 tỷ đồng): told beside the total, no part of it"""
_CHANGE = regex.compile(r"\b(?:tang|giam)(?:\s+(?:them|hon|tren|gan|khoang|duoc|toi))*\s*$")
"""dư nợ 86 tỷ đồng, tăng 4 tỷ đồng: neither a total nor a part"""


@dataclass(frozen=True, slots=True)
class Parts:
    """For each amount of a passage the index of its total, -1 for the total above the passage, None for none; `total`: the last one."""

    of: tuple[int | None, ...]
    total: int | None


@dataclass(frozen=True, slots=True)
class _Outer:
    """The total that goes on after the parts of a part, which begin with the `first` amount.

    They end with the bracket that ends at `closed`, else by their sum and signs; `listed`: a colon opens them.
    """

    total: int | None
    inside: bool
    first: int
    closed: int | None
    listed: bool = False


class _Walk:
    """`total` what later amounts may be part of, `base` the one whose years are told apart, `inside` whether parts were announced."""

    def __init__(self, text: str, found: Sequence[Amount]):
        self.text, self.folded, self.found = text, fold(text), found
        self.total: int | None = None
        self.base: int | None = None
        self.inside = False
        self.outer: list[_Outer] = []
        self.of: list[int | None] = []

    def words(self, k: int) -> str:
        """The accent-free words between the amount before and this one."""
        return self.folded[self.found[k - 1].end if k else 0 : self.found[k].start]

    def run(self) -> tuple[int | None, ...]:
        for k in range(len(self.found)):
            self.of.append(self.step(k))
        return tuple(self.of)

    def step(self, k: int) -> int | None:
        """The total of the k-th amount; goes on past it."""
        amount, between = self.found[k], self.words(k)
        self.leave(k, between)
        if self.total is not None and not _LEFT_OUT.search(between) and (_ANNOUNCED.search(between) or self.detailed(k, between)):
            self.announce(k, between)
        opened = self.text[: amount.start].count("(") > self.text[: amount.start].count(")")
        if average(self.text, self.found, k):
            return None
        whole = self.bracketed(k)
        if whole is not None:
            return whole
        if self.total is not None and (_CHANGE.search(between) or _WHOLE_OF.search(between) or _LEFT_OUT.search(between)):
            return None
        if self.total is not None and self.inside and is_norm(amount, self.found[self.total]):
            return None
        if self.total is not None and _OF_A_YEAR.search(between):
            whole, self.total, self.inside = self.base if self.base is not None else self.total, k, False
            return whole
        if self.inside and self.total is not None and exceeds(amount, self.found[self.total]):
            self.total, self.inside = None, False  # a new total: no part is larger than its whole
        if self.total is not None and (self.inside or opened and ALLOTTED.search(between)):
            return self.total
        if self.total is not None and opened:
            return None
        self.total = self.base = k
        self.inside = _OUT_OF.search(between) is not None
        return -1

    def leave(self, k: int, between: str) -> None:
        """What a bracket announces ends with it, what a part announces with its sum or its clause, what a sentence announces with it."""
        while self.outer and self.is_over(self.outer[-1], k, between):
            outer = self.outer.pop()
            self.total, self.inside = outer.total, outer.inside
        stopped = k > 0 and regex.search(r"[.]\s", self.text, pos=self.found[k - 1].end, endpos=self.found[k].start)
        if stopped and not _AGAIN.search(between):
            self.total = self.base = None
            self.inside = False

    def is_over(self, outer: _Outer, k: int, between: str) -> bool:
        if outer.closed is not None:
            return self.found[k].start > outer.closed
        whole = self.found[self.total].amount_max if self.total is not None else None
        spent = sum(self.found[j].amount_max or 0 for j in range(outer.first, k) if self.of[j] == self.total)
        own = self.found[k].amount_max or 0
        if whole is None or spent and (spent >= whole or spent + own > whole):
            return True
        told, here = source_of(self.words(self.total)), source_of(between)
        return ";" in between and not outer.listed or bool(spent and told and here and told != here)

    def announce(self, k: int, between: str) -> None:
        closed = self.text.find(")", self.found[k].end) if between.rfind("(") > between.rfind(")") else -1
        if closed >= 0:
            self.outer.append(_Outer(self.total, self.inside, k, closed))
            self.total = k - 1
        elif (part := self.part_before(k)) is not None and not _AGAIN.search(between) and not exceeds(self.found[k], self.found[part]):
            self.outer.append(_Outer(self.total, self.inside, k, None, ":" in between))
            self.total = part
        self.inside = True

    def part_before(self, k: int) -> int | None:
        """The part of the announced total that stands right before the k-th amount, a bracket behind it passed over."""
        part = beside(self.text, self.found, k)
        return part if self.inside and part is not None and self.of[part] == self.total else None

    def detailed(self, k: int, between: str) -> bool:
        """Tổng chi 90 tỷ đồng: chi đầu tư 20 tỷ đồng; chi thường xuyên 70 tỷ đồng"""
        return self.total == k - 1 and _COLON.match(between) is not None and not exceeds(self.found[k], self.found[k - 1])

    def deeper(self, inside: list[int]) -> dict[int, int]:
        """Of a bracket's amounts those that another one announces, and which: `(trung ương 38; địa phương 4, gồm: tỉnh
        3, huyện 1 tỷ đồng)`."""
        found, told, whole, left = self.found, {}, None, 0
        for before, j in zip(inside, inside[1:]):
            if _ANNOUNCED.search(self.words(j)):
                whole, left = before, found[before].amount_max or 0
            if whole is not None:
                left -= found[j].amount_max or 0
                if left < 0:
                    whole = None
                else:
                    told[j] = whole
        return told

    def bracketed(self, k: int) -> int | None:
        """Two or more in one bracket are parts of the one before it: `640 triệu đồng (in 415 triệu đồng, phát 225 triệu đồng)`."""
        text, found = self.text, self.found
        opened = text.rfind("(", 0, found[k].start)
        closed = text.find(")", opened) if opened >= 0 else -1
        whole = next((j for j in range(k - 1, -1, -1) if found[j].end <= opened), None)
        if closed < found[k].end or whole is None or regex.search(r"[.;]", text, pos=found[whole].end, endpos=opened):
            return None
        inside = [j for j in range(len(found)) if opened < found[j].start < closed and not average(text, found, j)]
        deeper = self.deeper(inside)
        if k in deeper:
            return deeper[k]
        inside = [j for j in inside if j not in deeper]
        total, parts = found[whole].amount_max, [found[j].amount_max for j in inside]
        if len(inside) < 2 or total is None or None in parts or sum(parts) > total:
            return None
        return whole


def parts(text: str, found: Sequence[Amount]) -> Parts:
    """The totals and parts among the amounts of one passage."""
    walk = _Walk(text, found)
    return Parts(_summed(text, found, walk.run()), walk.total)


def _summed(text: str, found: Sequence[Amount], of: tuple[int | None, ...]) -> tuple[int | None, ...]:
    """`of` with the parts that nothing announces: they add up to their total, which stands right before them or lists three and more."""
    told = list(of)
    for i, whole in enumerate(found):
        for first in range(i + 1, len(found) - 1):
            count = _adding_up(whole, found[first:], told[first:])
            at_once = first == i + 1 and not regex.search(r"[.]\s", text, pos=whole.end, endpos=found[first + count - 1].start)
            if count > 2 or count and at_once:
                told[first : first + count] = [i if own == -1 else own for own in told[first : first + count]]
    return tuple(told)


def _adding_up(whole: Amount, later: Sequence[Amount], of: Sequence[int | None]) -> int:
    """How many of the next amounts add up to the whole: 0 or two and more, each printed as one figure and part of nothing yet.

    Means and norms between them (`9.550 triệu đồng, mức 50 triệu đồng/xã`) count for nothing.
    """
    run = takewhile(lambda pair: pair[1] is None or pair[1] == -1 and pair[0].comparator == "=", zip(later, of))
    sums = accumulate(0 if own is None else amount.amount_max for amount, own in run)
    return next((count for count, total in enumerate(sums, 1) if count > 1 and whole.comparator == "=" and total == whole.amount_max), 0)


def beside(text: str, found: Sequence[Amount], k: int) -> int | None:
    """The amount before the k-th, those of brackets closed in between passed over."""
    for j in range(k - 1, -1, -1):
        between = text[found[j].end : found[k].start]
        if between.count(")") <= between.count("("):
            return j
    return None


def exceeds(part: Amount, whole: Amount) -> bool:
    return whole.amount_max is not None and part.amount_min is not None and part.amount_min > whole.amount_max


def is_norm(part: Amount, whole: Amount | None) -> bool:
    """Whether an amount for each of something (`10 triệu đồng/hộ`) cannot be a part of one that is not."""
    return part.per is not None and part.per not in _TIMES and (whole is None or whole.per != part.per)


def average(text: str, found: Sequence[Amount], k: int) -> bool:
    """`bình quân 12 - 16 tỷ đồng/xã/năm`: no part and no total; holds on over a comma."""
    before = found[k - 1].end if k else 0
    if is_average(text[before : found[k].start]):
        return True
    joined = k > 0 and found[k].per is not None and regex.fullmatch(r"[\s,]*", text, pos=before, endpos=found[k].start)
    return bool(joined) and average(text, found, k - 1)
