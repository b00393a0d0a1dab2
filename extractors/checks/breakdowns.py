"""Numbers broken down in a sentence: `16 cơ sở, gồm 02 ..., 03 ... và 11 ...`; `9,73% (5,21% HN, 4,52% CN)`."""
from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

import regex

from extractors.checks.figure import decimals, written
from extractors.checks.finding import Finding
from extractors.checks.printed import Number, Page
from extractors.checks.solving import judge_sum, sum_holds

_COMPLETE = regex.compile(r"[^\d.;:()]{0,80}?[,:;(\s]\s*(?:bao\s+gồm|gồm(?:\s+có)?|chia\s+(?:ra|thành)|cụ\s+thể)\s*"
                          r"(?:có|là|:)?[^\d;.()]{0,60}")
_DETAIL = regex.compile(r"[^\d.;:()]{0,80}?[,;:(\s]\s*(?:trong\s+đó)\s*(?:có|:|gồm|,)?[^\d;.()]{0,60}")
_OPEN = regex.compile(r"[^\d.;:(),]{0,40}\(\s*[^\d;.()]{0,40}")
_STOP = regex.compile(r"[.](?=\s|$)")
_FINE = 3


def check_breakdowns(page: Page) -> Iterator[Finding]:
    """One finding for each number that the words after it take apart."""
    own = page.numbers
    for k, total in enumerate(own[:-2]):
        between = page.text[total.end : own[k + 1].start]
        how = ("bracket" if _OPEN.fullmatch(between) else "complete" if _COMPLETE.fullmatch(between)
               else "detail" if _DETAIL.fullmatch(between) else None)
        if how is None:
            continue
        parts = _parts(page, own[k + 1 :], total.end + between.find("(") + 1 if how == "bracket" else None)
        parts = [p for p in parts if (p.percent, p.money) == (total.percent, total.money)]
        if total.money and (how != "bracket" or any(p.kind != total.kind for p in parts)):
            continue  # told as money, with its parts at every depth
        if len(parts) >= 2 and (finding := _finding(page, total, parts, how)):
            yield finding


def _parts(page: Page, following: Sequence[Number], opened: int | None) -> list[Number]:
    """The numbers up to the bracket's end, or to the sentence's."""
    if opened is not None:
        closed = page.text.find(")", opened)
        return [n for n in following if n.end <= closed]
    stop = _STOP.search(page.text, following[0].end)
    end = stop.start() if stop else len(page.text)
    return [n for n in following if n.end <= end]


def _finding(page: Page, total: Number, parts: Sequence[Number], how: str) -> Finding | None:
    """Holding wherever the numbers add up (a first run of them where more follow); violated only where the words say that
    they should: all of one unit, and one slip would mend it."""
    terms = [p.term for p in parts]
    for count in range(len(parts), 1, -1):
        if sum_holds(total.term, terms[:count]) and sum(p.value for p in parts[:count]) != 0:
            return _told(page, total, parts[:count], True)
    verdict = judge_sum(total.term, terms)
    largest, made = max(p.value for p in parts), sum((p.value for p in parts), Decimal(0))
    alike = all(p.percent for p in parts) or len({n.kind for n in (total, *parts)}) == 1 and bool(total.unit)
    fine = len(format(total.value.normalize(), "f").replace(".", "").rstrip("0")) >= _FINE
    if (not alike or not verdict.slips or largest >= total.value or not total.value / 2 <= made <= 2 * total.value
        or not (fine and how != "detail" or fine and made > total.value * Decimal("0.97"))):
        return None
    return _told(page, total, parts, False)


def _told(page: Page, total: Number, parts: Sequence[Number], ok: bool) -> Finding:
    verdict = judge_sum(total.term, [p.term for p in parts])
    made = sum((p.value for p in parts), Decimal(0))
    sign = "%" if total.percent else ""
    told = " + ".join(p.text + sign for p in parts)
    expected = written(made, max(decimals(n.value) for n in (total, *parts)))
    message = f"{told} = {expected}{sign}, văn bản ghi {total.text}{sign}. " + ("Khớp." if ok else "Không khớp.")
    kind = "sum" if total.percent else "component_sum"
    return page.finding(kind, ok, [total, *parts], total, expected, message, "parts_in_sentence", 0.8,
                        None if ok else verdict, [total, *parts])
