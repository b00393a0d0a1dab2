"""Percentages in sentences: part, whole and rate where all three are printed."""
from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import regex

from extractors.checks.figure import decimals, written
from extractors.checks.finding import Finding
from extractors.checks.matrix import Matrix
from extractors.checks.printed import Number, Page
from extractors.checks.solving import judge_rate
from extractors.checks.wholes import Whole, Wholes

_OF_COUNT = regex.compile(
    r"\s*[^\d;.:()%]{0,110}?(?:,\s*|\(\s*|\s)(?:chiếm(?:\s+(?:tỷ|tỉ)\s+lệ)?|(?:đạt|bằng)\s+(?:tỷ|tỉ)\s+lệ|,\s*(?:đạt|bằng)|(?:tỷ|tỉ)\s+lệ"
    r"|=|tương\s+(?:đương|ứng))\s*(?:là\s+|:\s*)?"
)
"""12.345 hộ nghèo >, chiếm tỷ lệ < 6,72%;  2.768 hộ > = < 4,87%"""
_BRACKET = regex.compile(r"\s*[^\d;.:()%]{0,40}?\(\s*(?:chiếm\s+)?(?:(?:tỷ|tỉ)\s+lệ\s+)?")
"""12.345 hộ > ( < 6,72%)"""
_STATED = regex.compile(r"\s*[)\s]*(?:trên|trong|so\s+với|của)?\s*tổng\s+số\s*(?:là\s*)?$")
"""6,72% > tổng số < 183.600 hộ"""
_PLAN = regex.compile(r"\s*(?:so\s+với\s+)?(?:kế\s+hoạch|chỉ\s+tiêu|dự\s+toán|nghị\s+quyết)[^\d();.]{0,40}\(\s*$")
"""đạt 103,8% > kế hoạch năm ( < 9.500 người)"""
_ENDS = regex.compile(r"\s*(?:[,;.)]|$|(?:và|theo)\b|tổng\s+số)")
_ONE_OF = regex.compile(r"\s?/\s?|\s[^\d;.:()%]{1,60}?\s(?:trên|trong)\s+tổng\s+(?:số\s+)?")
"""96 > / < 101 xã;  1.250 hộ nghèo > trên tổng số < 18.400 hộ"""
_WHOLE_BEFORE = regex.compile(r"trong\s+(?:đó|tổng\s+số)|trên\s+tổng\s+số|/\s*tổng\s+số")
_SENTENCE = regex.compile(r"[.;](?=\s|$)")
_FAMILY = 3


@dataclass(frozen=True, slots=True)
class _Pair:
    """A count and the percentage that it is said to make up; `following`: the number after them."""

    page: Page
    part: Number
    rate: Number
    strong: bool
    following: Number | None


def check_sentences(pages: Sequence[Page], matrices: Sequence[Matrix]) -> Iterator[Finding]:
    """Rates in reading order: `96/101 xã, đạt 95%`; `12 thôn trên tổng số 48 thôn, chiếm 25%`; `đạt 103,8% kế hoạch
    (9.500 người)`; `1.987 hộ, chiếm 64,64%` of a total elsewhere."""
    pairs = []
    for page in pages:
        yield from _shares(page)
        for pair in _pairs(page):
            stated = _stated(pair)
            if stated is not None:
                yield _told(pair, stated, True)
            else:
                pairs.append(pair)
    yield from _of_totals(pairs, Wholes(pages, matrices))


def _shares(page: Page) -> Iterator[Finding]:
    """Two counts joined by a stroke or `trên tổng số`, and their rate."""
    own = page.numbers
    for part, whole, rate in zip(own, own[1:], own[2:], strict=False):
        joined = (not part.percent and not whole.money and not whole.percent and rate.percent
                  and _ONE_OF.fullmatch(page.text[part.end : whole.start]))
        if not joined or part.value > whole.value or not whole.value or not _ENDS.match(page.text[rate.end :]):
            continue
        between = page.text[whole.end : rate.start]
        if _OF_COUNT.fullmatch(between) or _BRACKET.fullmatch(between):
            yield _finding(page, part, whole, rate, "share_in_sentence", 0.9)


def _pairs(page: Page) -> Iterator[_Pair]:
    own = page.numbers
    for part, rate, following in zip(own, own[1:], [*own[2:], None], strict=False):
        if (part.percent or not rate.percent or not (part.money or part.value == part.value.to_integral_value())
            or page.text[: part.start].rstrip().endswith("/")):
            continue
        between = page.text[part.end : rate.start]
        if _OF_COUNT.fullmatch(between) or _BRACKET.fullmatch(between) and page.text[rate.end :].lstrip()[:1] in (")", ","):
            yield _Pair(page, part, rate, "chiếm" in between or "=" in between, following)
        elif between.rstrip().endswith("đạt") and following and _PLAN.fullmatch(page.text[rate.end : following.start]):
            yield _Pair(page, part, rate, True, following)


def _stated(pair: _Pair) -> Number | None:
    """The whole that the sentence itself names: after `tổng số`, in the bracket after `kế hoạch`."""
    if pair.following and not pair.following.percent:
        between = pair.page.text[pair.rate.end : pair.following.start]
        if _STATED.fullmatch(between) or _PLAN.fullmatch(between):
            return pair.following
    return None


def _of_totals(pairs: Sequence[_Pair], wholes: Wholes) -> Iterator[Finding]:
    """Rates of a total elsewhere: holding where a total fits; violated where the sentence names the total that it is part of, or
    where the lines around it are shares of one total."""
    fits = [wholes.fitting(p.part, p.rate) for p in pairs]
    shared = _shared(pairs, fits)
    for pair, own in zip(pairs, fits, strict=True):
        if own:
            yield _held(pair, own[0])
            continue
        if pair.rate.value > 100 and pair.strong and "chiếm" in pair.page.text[pair.part.end : pair.rate.start]:
            yield pair.page.finding("range", False, [pair.part, pair.rate], pair.rate, "<= 100%",
                                    f"Tỷ lệ chiếm {pair.rate.text}% lớn hơn 100%.", "share_above_all", 0.9)
            continue
        inside = _inside(pair)
        if inside is not None:
            finding = _told(pair, inside, False)
            if finding.suggestion or "cách sửa nhỏ" in finding.message:
                yield finding
            continue
        whole = _of_neighbours(pair, shared)
        if whole is not None:
            verdict = judge_rate(pair.part.term, whole.term, pair.rate.term)
            expected = _rate(pair.part.value, whole.term.value, pair.rate)
            message = (f"{pair.part.text} / {whole.term.text} x 100 = {expected}, văn bản ghi {pair.rate.text}%; "
                       f"các dòng bên cạnh đều là tỷ lệ trên {whole.term.text}.")
            yield pair.page.finding("rate", False, [pair.part, pair.rate], pair.rate, expected, message,
                                    "share_in_list", 0.8, verdict, [pair.part, whole.term, pair.rate])


def _held(pair: _Pair, whole: Whole) -> Finding:
    expected = _rate(pair.part.value, whole.term.value, pair.rate)
    message = f"{pair.part.text} / {whole.term.text} x 100 = {expected}, văn bản ghi {pair.rate.text}%. Khớp (tổng số ở {whole.ref})."
    return pair.page.finding("rate", True, [pair.part, pair.rate], pair.rate, expected, message, "share_of_total", 0.8)


def _inside(pair: _Pair) -> Number | None:
    """`W hộ nghèo, trong đó p hộ ..., chiếm r%`: the last greater count of the same unit before `trong đó`."""
    text = pair.page.text
    stops = [m.end() for m in _SENTENCE.finditer(text, 0, pair.part.start)]
    begin = stops[-1] if stops else 0
    between = _WHOLE_BEFORE.search(text, begin, pair.part.start)
    if not between or not pair.strong or pair.part.money:
        return None
    earlier = [n for n in pair.page.numbers if begin <= n.start < between.start() and n.kind == pair.part.kind]
    return earlier[-1] if len(earlier) == 1 and earlier[0].value > pair.part.value else None


def _shared(pairs: Sequence[_Pair], fits: Sequence[Sequence[Whole]]) -> dict[tuple[int | None, int], Whole]:
    """For each list of bullets (heading, depth) the one total of which most of its pairs, at least three, are shares."""
    lists: dict[tuple[int | None, int], list[Sequence[Whole]]] = {}
    for pair, own in zip(pairs, fits, strict=True):
        if pair.page.passage.kind == "bullet":
            lists.setdefault(_list(pair), []).append(own)
    found = {}
    for place, around in lists.items():
        counted = Counter(w for own in around for w in own)
        shared = [w for w, count in counted.items() if count >= max(_FAMILY, 0.7 * len(around))]
        if len({w.term.value for w in shared}) == 1:
            found[place] = shared[0]
    return found


def _list(pair: _Pair) -> tuple[int | None, int]:
    return pair.page.passage.heading, pair.page.passage.depth


def _of_neighbours(pair: _Pair, shared: Mapping[tuple[int | None, int], Whole]) -> Whole | None:
    """The one total of which the pairs just before and after, in passages of their own, are shares."""
    whole = shared.get(_list(pair)) if pair.page.passage.kind == "bullet" and pair.strong else None
    return whole if whole is not None and whole.term.value > pair.part.value else None


def _told(pair: _Pair, whole: Number, certain: bool) -> Finding:
    return _finding(pair.page, pair.part, whole, pair.rate, "share_stated" if certain else "share_inside", 0.9 if certain else 0.75)


def _finding(page: Page, part: Number, whole: Number, rate: Number, rule: str, belief: float) -> Finding:
    verdict = judge_rate(part.term, whole.term, rate.term)
    expected = _rate(part.value, whole.value, rate)
    message = f"{part.text} / {whole.text} x 100 = {expected}, văn bản ghi {rate.text}%. " + ("Khớp." if verdict.holds else "Không khớp.")
    return page.finding("rate", verdict.holds, [part, whole, rate], rate, expected, message, rule, belief, verdict, [part, whole, rate])


def _rate(part: Decimal, whole: Decimal, rate: Number) -> str:
    return written(100 * part / whole, decimals(rate.value))
