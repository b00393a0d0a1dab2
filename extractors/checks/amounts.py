"""`trong đó` sums of money, at every depth."""
from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

import regex

from extractors.checks.figure import decimals, written
from extractors.checks.finding import SUSPECT, Finding
from extractors.checks.groupings import groupings
from extractors.checks.repair.relations import Sum
from extractors.checks.solving import Term, Verdict, in_one_scale, judge_sum
from normalizers import money_units, numbers
from normalizers.unreadable import Unreadable
from pipeline.model.layout import Layout

Row = Mapping[str, Any]

_NUMBER = regex.compile(r"\d[\d.,]*")
_TWO_SCALES = regex.compile(r"\d\s*\p{L}+\s+\d")
_NEAR = Decimal("0.03")
"""Parts this close below their total are meant to make it up."""
_BEYOND = Decimal("1.2")
"""How many times its total parts may make before they cannot be its parts alone."""
_FINE = 3
"""Significant digits from which a single slip that mends the sum is no accident."""


def check_amounts(layout: Layout, tables: Mapping[str, list[dict[str, Any]]]) -> Iterator[Finding]:
    """One finding for each total whose parts are named, in reading order."""
    rows = tables.get("money", [])
    starts = [p.start for p in layout.passages]
    parts: dict[str, list[Row]] = {}
    for row in rows:
        if row["parent_id"] is not None:
            parts.setdefault(row["parent_id"], []).append(row)
    for row in rows:
        own = parts.get(row["money_id"], [])
        if len(own) >= 2 and _comparable([row, *own]):
            ways = groupings(own, row["amount_min"], _balance(row, own))
            found = (_finding(row, way, starts, len(ways) > 1) for way in ways if len(way) >= 2)
            yield from (finding for finding in found if finding is not None)


def _comparable(rows: Sequence[Row]) -> bool:
    """Single amounts of one kind (per year, per commune): ranges and bounds add up to nothing certain."""
    return (all(r["comparator"] in ("=", "~") and r["amount_min"] == r["amount_max"] is not None
                and _term(r, r["amount_min"]) for r in rows) and len({r["per"] for r in rows}) == 1)


def _term(row: Row, amount: int, unit: Decimal | None = None) -> Term | None:
    """The amount in the unit that it is printed in, or in `unit`."""
    match = _NUMBER.search(row["value_text"] or "")
    try:
        value = numbers.read(match[0].rstrip(".,")) if match else None
    except Unreadable:
        return None
    if not value:
        return None
    if _TWO_SCALES.search(row["value_text"]):  # 3 tỷ 250 triệu đồng
        value = Decimal(amount) / money_units.factor(row["unit_text"])
        return Term(written(value), value, counts=False) if unit is None else Term(written(amount / unit), amount / unit, counts=False)
    own = Decimal(amount) / value
    text, places = match[0].rstrip(".,"), decimals(value)
    if unit is None or own == unit:
        return Term(text, value, counts=False)
    shown = (Decimal(amount) / unit).quantize(Decimal(1).scaleb(-max(0, places + (unit / own).adjusted())))
    return Term(written(shown), shown, counts=False)


def _terms(total: Row, parts: Sequence[Row]) -> tuple[Term, list[Term], Decimal]:
    """The total, its parts in the total's unit, and that unit in VND."""
    number = _term(total, total["amount_min"])
    unit = Decimal(total["amount_min"]) / number.value
    return number, [_term(p, p["amount_min"], unit) for p in parts], unit


def _balance(total: Row, parts: Sequence[Row]) -> Callable[[Sequence[Row]], bool]:
    """Whether some of the parts make up the total. Each is scaled once: of a long list many runs are asked about."""
    number, terms, _ = _terms(total, parts)
    whole, *figures = in_one_scale([number, *terms])
    of = {part["money_id"]: figure for part, figure in zip(parts, figures)}

    def holds(some: Sequence[Row]) -> bool:
        own = [whole, *(of[part["money_id"]] for part in some)]
        return Sum(0, tuple(range(1, len(own)))).holds(own)

    return holds


def _finding(total: Row, parts: Sequence[Row], starts: Sequence[int], one_of_ways: bool) -> Finding | None:
    """None where the parts make so much more than their total that no slip of the pen explains it: they are told otherwise."""
    number, terms, unit = _terms(total, parts)
    verdict = judge_sum(number, terms)
    made = sum(p["amount_min"] for p in parts)
    if not verdict.holds and not verdict.slips and made > _BEYOND * total["amount_min"]:
        return None
    ok, why = _settled(total, parts, made, verdict, number, one_of_ways or _complete(total, parts, starts))
    told = " + ".join(p["value_text"] for p in parts)
    expected = written(Decimal(made) / unit)
    message = f"Các khoản nêu sau ({told}) cộng lại là {expected} {total['unit_text']}, tổng ghi {total['value_text']}. {why}"
    suggestion = None
    if not ok and len(verdict.slips) == 1:
        k, value = verdict.slips[0]
        row = [total, *parts][k]
        suggestion = f"{row['value_text']} → {written(value)}" + (f" ({total['unit_text']})" if k else "")
        message += f" Cách sửa nhỏ nhất duy nhất: {suggestion}."
    elif not ok:
        message += (f" Có {len(verdict.slips)} cách sửa nhỏ như nhau: không đề xuất." if verdict.slips
                    else " Không tìm được cách sửa một số nào cho khớp.")
    sure = min(r["confidence"] for r in [total, *parts])
    if not ok and sure < SUSPECT:
        message += " Có số đọc từ bản chụp chưa chắc chắn, nên xem lại trước tiên."
    return Finding(
        kind="component_sum", status="ok" if ok else "violated", subject=tuple(r["money_id"] for r in [total, *parts]),
        expected=expected, found=total["value_text"], quote=total["quote"], page=total["page"], suggestion=suggestion,
        message=message, rule="parts_of_total", confidence=0.9 * sure,
    )


def _complete(total: Row, parts: Sequence[Row], starts: Sequence[int]) -> bool:
    """Whether the parts read like all there are: items of a list below the total, or the central budget and one below it."""
    sources = {p["source"] for p in parts}
    places = [bisect_right(starts, row["char_start"]) for row in (total, *parts)]
    return len(set(places)) == len(places) or ("central" in sources and bool(sources & {"province", "district", "commune", "local"}))


def _settled(total: Row, parts: Sequence[Row], made: int, verdict: Verdict, number: Term, complete: bool) -> tuple[bool, str]:
    """Whether nothing contradicts, and the sentence that says why; `complete`: the parts read like all there are."""
    whole = total["amount_min"]
    if verdict.holds:
        return True, "Khớp."
    if total["comparator"] == "~" or any(p["comparator"] == "~" for p in parts):
        return True, "Có số ước chừng (khoảng), không đối chiếu chính xác được."
    if made > whole:
        return False, "Các khoản thành phần vượt quá tổng."
    if not complete:
        return True, "Danh sách có thể chưa đủ; các khoản được nêu không vượt quá tổng."
    fine = len(format(number.value.normalize(), "f").replace(".", "").rstrip("0")) >= _FINE
    if Decimal(whole - made) / whole < _NEAR or (fine and verdict.slips):
        return False, "Các khoản thành phần không bằng tổng."
    return True, "Danh sách có thể chưa đủ; các khoản được nêu không vượt quá tổng."
