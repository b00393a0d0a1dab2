"""Changes: `giảm từ 8,5% xuống 6,2%, giảm 2,3%`, against the earlier year's figure, yearly steps against the end."""
from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from decimal import Decimal

import regex

from extractors.checks.figure import decimals, written
from extractors.checks.finding import Finding
from extractors.checks.printed import Page
from extractors.checks.solving import judge_sum

_DOWN = regex.compile(r"[^\d;.()]{0,40}?(?:(?:năm|tháng \d{1,2}/)\s*(?:19|20)\d\d\s*)?[^\d;.()]{0,30}?\b"
                      r"(?:xuống|còn|lên|đến)\b[^\d;.()]{0,20}")
_BY = regex.compile(
    r"\s*(?:\p{L}+\s*){0,2}(?:(?:vào\s+|trong\s+)?(?:cuối\s+)?năm\s*(?:19|20)\d\d)?\s*[,(;]?\s*(?:tức\s+(?:là\s+)?)?(?P<way>giảm"
    r"|tăng)\s*(?:được\s+|thêm\s+|là\s+)?"
)
_AGAINST = regex.compile(
    r"\s*[,;(]\s*(?P<way>giảm|tăng)\s+(?:\p{L}+\s+){0,3}?so\s+với\s+(?:cùng\s+kỳ\s+)?(?:đầu\s+|cuối\s+)?năm\s+(?P<year>(?:19"
    r"|20)\d\d)\s*(?:là|,|:)?\s*"
)
"""12,64% > , giảm so với năm 2019 là < 3,18%"""
_YEARLY = regex.compile(r"\s*(?:/\s*năm|mỗi\s+năm|một\s+năm)")
_EVERY_YEAR = regex.compile(r"mỗi\s*năm|hàng\s+năm|hằng\s+năm|/\s*năm|bình\s+quân")
_FROM = regex.compile(r"\btừ\s*$")
_STEPS = regex.compile(
    r"từ\s+(?P<a>[\d,]+)\s?%\s*(?:\p{L}+\s+){0,3}?năm\s+(?P<y1>(?:19|20)\d\d)\s+(?:xuống|lên|còn|đến)(?:\s+còn)?\s+"
    r"(?P<b>[\d,]+)(?:\s*[-–]\s*(?P<b2>[\d,]+))?\s?%\s*"
    r"(?:\p{L}+\s+){0,3}?năm\s+(?P<y2>(?:19|20)\d\d)[\s,;(]*(?:bình\s+quân\s+)?(?:mỗi\s*năm|hàng\s+năm|hằng\s+năm)?\s*"
    r"(?:bình\s+quân\s+)?(?:giảm|tăng)(?:\s+bình\s+quân)?(?:\s+(?:mỗi|hàng)\s+năm)?"
    r"\s+(?P<c>[\d,]+)(?:\s*[-–]\s*(?P<c2>[\d,]+))?\s?%(?P<per>\s*/\s*năm)?"
)
"""từ 9,5% năm 2020 xuống còn 4,5% năm 2025 (bình quân mỗi năm giảm 1%)"""


def check_changes(pages: Sequence[Page]) -> Iterator[Finding]:
    """Findings in reading order."""
    rates = {n.value for p in pages for n in p.numbers if n.percent}
    for page in pages:
        yield from _differences(page)
        yield from _earlier_year(page, rates)
        yield from _steps(page)


def _differences(page: Page) -> Iterator[Finding]:
    """From, to and difference in one sentence: certain, whether a difference in points or a change in percent is meant."""
    own = page.numbers
    for a, b, c in zip(own, own[1:], own[2:], strict=False):
        same = a.percent == b.percent and (c.percent or not a.percent)
        if not same or not _FROM.search(page.text, max(0, a.start - 20), a.start) or not _DOWN.fullmatch(page.text[a.end : b.start]):
            continue
        by = _BY.fullmatch(page.text[b.end : c.start])
        if not by or _YEARLY.match(page.text[c.end :]):
            continue
        high, low = (a, b) if a.value >= b.value else (b, a)
        verdict = judge_sum(high.term, [low.term, c.term])
        relative = (a.value != 0 and c.percent
                    and abs(100 * abs(b.value - a.value) / a.value - c.value) <= Decimal(1).scaleb(-decimals(c.value)))
        if not a.percent and c.percent:
            continue
        ok = verdict.holds or relative
        if not ok and (not verdict.slips or not c.value):
            continue
        expected = written(high.value - low.value)
        message = f"Từ {a.text} đến {b.text} chênh {expected}, văn bản ghi {by['way']} {c.text}. " + ("Khớp." if ok else "Không khớp.")
        yield page.finding("sum", ok, [a, b, c], c, expected, message, "difference_in_sentence", 0.85, verdict, [high, low, c])


def _earlier_year(page: Page, rates: Collection[Decimal]) -> Iterator[Finding]:
    """A change against an earlier year's rate that stands elsewhere: only holding ones are certain."""
    for b, c in zip(page.numbers, page.numbers[1:], strict=False):
        against = _AGAINST.fullmatch(page.text[b.end : c.start]) if b.percent and c.percent else None
        if not against:
            continue
        sign = 1 if against["way"] == "giảm" else -1
        earlier = b.value + sign * c.value
        if earlier in rates:
            message = f"Năm {against['year']}: {written(earlier)}%; nay {b.text}%, {against['way']} {c.text}%. Khớp."
            yield page.finding("sum", True, [b, c], c, c.text, message, "against_earlier_year", 0.8)


def _steps(page: Page) -> Iterator[Finding]:
    """Yearly steps from one level to another; whether the first year has a step of its own is left open."""
    for match in _STEPS.finditer(page.text):
        value = {k: _read(match[k]) for k in ("a", "b", "b2", "c", "c2")}
        years = int(match["y2"]) - int(match["y1"])
        if years <= 0 or not _EVERY_YEAR.search(match[0]) or None in (value["a"], value["b"], value["c"]):
            continue
        ends = [value["b"], value["b2"] if value["b2"] is not None else value["b"]]
        way = [abs(value["a"] - e) for e in ends]
        steps = [value["c"], value["c2"] if value["c2"] is not None else value["c"]]
        half = Decimal(5).scaleb(-1 - decimals(value["c"]))
        ok = any(min(way) / n <= max(steps) + half and max(way) / n >= min(steps) - half for n in (years, years + 1))
        numbers = [n for n in page.numbers if match.start() <= n.start < match.end()]
        if not numbers:
            continue
        expected = " - ".join(dict.fromkeys(written(w / years, 2) for w in sorted(way)))
        message = (f"Từ {match['a']}% năm {match['y1']} đến {match['b']}% năm {match['y2']}: mỗi năm "
                   f"{expected}%, văn bản ghi {match['c']}%. " + ("Khớp." if ok else "Không khớp."))
        yield page.finding("range", ok, numbers, numbers[-1], expected, message, "yearly_steps", 0.75)


def _read(text: str | None) -> Decimal | None:
    if not text or text.count(",") > 1 or text.strip(",") != text:
        return None
    return Decimal(text.replace(",", "."))
