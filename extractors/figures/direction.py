"""Which way a figure goes, by the verb that governs it."""
from __future__ import annotations

from functools import cache

import regex

from extractors.figures.numbers import Figure
from extractors.figures.segments import Segment
from extractors.sentences import words
from normalizers.plain import fold

_VERB = regex.compile(
    r"""(?P<decrease>\b(?:giảm|cắt\s+giảm|giảm\s+dần|kéo\s+giảm|hạ\s+thấp)\b
          (?!\s+(?:nghèo|học\s+phí|thiểu\b|sát|bớt\s+khó|đói|nhẹ\s+thiên|nhẹ\s+rủi|phát\s+thải\s+khí\s+nhà\s+kính\s+của))
          (?<!miễn,\s*giảm)(?<!miễn\s+giảm))
      | (?P<increase>(?<!gia\s)\btăng(?:\s+thêm|\s+lên)?\b(?!\s+(?:cường|trưởng|thu\s+nhập\s+cho|tốc|gia|tính|nhanh\s+thu)))
      | (?P<maintain>\b(?:duy\s+trì|giữ\s+vững|giữ\s+nguyên|giữ\s+ổn\s+định|ổn\s+định\s+ở\s+mức)\b)
      | (?P<reach>\b(?:đạt|đảm\s+bảo|bảo\s+đảm|xây\s+dựng|có|hoàn\s+thành|chiếm|tổ\s+chức|hỗ\s+trợ|phấn\s+đấu|nâng)\b)""",
    regex.VERBOSE | regex.IGNORECASE,
)
_NOUN_GROUP = regex.compile(
    r"\b(?:tỷ\s+lệ|tốc\s+độ|mức|công\s+tác|chương\s+trình|mục\s+tiêu|miễn,?)\s*$|(?:^|[,;:(.]|\bvà|\btổng)\s*số\s*$", regex.IGNORECASE
)
_NEW_HEAD = regex.compile(
    r"[,(]\s*(?:(?:trong\s+đó|và)[,:]?\s*)?(?:tỷ\s+lệ|số\s|tổng\s+số|mức\s|diện\s+tích|sản\s+lượng|100\s?%)|\s(?:và|với)\s+(?=tỷ\s+lệ"
    r"|số\s)",
    regex.IGNORECASE,
)
_BRACKET = regex.compile(r"\([^()]*\)")
_STATED_AFRESH = regex.compile(r"(?:đạt|có|là|còn)\b", regex.IGNORECASE)
"""tăng nhẹ so với cùng kỳ, đàn trâu có 2.900 con: a clause with its own verb"""
_SAME_HEAD = regex.compile(r"(?:giảm|tăng|duy\s+trì|giữ\s+vững)\s+(số|tỷ\s+lệ|mức|diện\s+tích|sản\s+lượng)\b", regex.IGNORECASE)
"""giảm số vụ 5%, số người chết 10%: what is named anew is governed alike"""


def direction(text: str, segment: Segment, start: int, figure: Figure) -> str | None:
    """`decrease`, `increase`, `maintain` or `reach` by the verb that governs the figure; None where no verb stands before it.

    A segment without a verb of its own takes that of its clause before it (`4%/năm` after a comma, a bracket); `start` is where
    the sentence begins, and no verb is taken from beyond a semicolon.
    """
    own = _governing(text, segment.start, figure)
    if own is not None:
        return own
    start = max(start, text.rfind(";", start, figure.start) + 1)
    if segment.start <= start:
        return None
    middle = text[segment.start : figure.start]
    if _opens_with_verb(middle):
        return "reach"
    head = None if segment.bracket else _NEW_HEAD.search(text, max(start, segment.start - 1), figure.start)
    named = text[head.start() : head.end() + 10].lower() if head else ""
    alike = any(m[1].lower() in named for m in _SAME_HEAD.finditer(text, start, segment.start))
    if head and not alike or len(_BRACKET.sub("", middle).split()) > (18 if alike else 12):
        return None
    inherited = _governing(text, start, figure, until=segment.start)
    return "reach" if inherited == "increase" and figure.comparator == "<" else inherited  # dư nợ tăng 12%, nợ quá hạn dưới 0,3%


def _opens_with_verb(words_: str) -> bool:
    """`, phục vụ 1,9 triệu lượt khách`: a verb of its own, so that the one before does not govern."""
    tokens = words_.lower().strip(" ,;:.(").split()
    if tokens[:1] and tokens[0] in action_verbs():  # trồng, no trong
        return True
    return any(fold(" ".join(tokens[:count])) in folded_action_verbs() for count in (2, 3) if len(tokens) >= count)


def _governing(text: str, start: int, figure: Figure, until: int | None = None) -> str | None:
    span = text[start : figure.start] if until is None else _BRACKET.sub(" ", text[start:until])
    heads = [m.end() for m in _NEW_HEAD.finditer(span)]
    if heads and until is None:
        span = span[heads[-1] :]
    found = [(m.start(), m.lastgroup) for m in _VERB.finditer(span) if m.lastgroup == "reach" or not _NOUN_GROUP.search(span[: m.start()])]
    moves = [(at, kind) for at, kind in found if kind != "reach"]
    if not moves:
        return "reach" if found else None
    at, kind = moves[-1]
    later = [a for a, k in found if k == "reach" and a > at and _STATED_AFRESH.match(span, a)]
    return "reach" if later and kind != "maintain" and "," in span[at : later[-1]] else kind


@cache
def action_verbs() -> frozenset[str]:
    """The verbs of work in the word list of cues."""
    return frozenset(row["phrase"] for row in words("figure_cues") if row["kind"] == "action")


@cache
def folded_action_verbs() -> frozenset[str]:
    """The same without accents."""
    return frozenset(map(fold, action_verbs()))
