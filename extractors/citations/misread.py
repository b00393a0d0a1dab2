"""Codes whose symbol a page reader garbled: `Quyết định số 1489 .1- T8 ngày 08/10/2012 của Thủ tướng Chính phủ` is 1489/QĐ-TTg.

Number and year are taken as read; only the letters behind them are put right, from what the mention says twice: the kind of the
document (its word and its letters) and whose it is (the issuer and its letters).
"""
from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import regex

from normalizers import agencies, symbols
from normalizers.instruments import CITED
from normalizers.plain import fold

_GARBLED = regex.compile(
    r"""
    (?<!\w)(?P<kind>\L<words>)\s+(?:s[o0]\s*[:.]?\s*)
    (?P<number>\d{1,5}[a-z]?)(?:\s?[/:.]\s?(?P<year>(?:19|20)\d\d)(?=\D))?
    (?P<symbol>[^\p{L}\d,;()]{0,4}(?!ngay|nam|thang|cua|ve)[^\s,;()]{1,14}(?:\s(?!ngay|cua|ve|do|nam)[^\s,;()]{1,4}(?=\s))?)
    (?=\s*(?:$|[,;)]|(?P<after>(?:ngay\b[^;]{4,32}?)?(?:cua|do)\s)|ngay\b|ve\s|va\s))
    """,
    regex.VERBOSE,
    words=sorted(CITED, key=len, reverse=True),
)
"""A folded mention: kind word, `số`, number, what was read of the symbol, and what follows a code."""


_WITHOUT_LETTERS = {"cong_van", "van_ban", "cong_dien"}
"""Kinds whose codes bear the office's letters alone (`894/VP-KTTH`)."""
_LEFT_ALONE = regex.compile(r"\d{4}|^[/-](?:\p{Lu}{2,}|TTr|CTr|QyĐ)(?:[-/]\p{Lu}{2,})+$")
"""Figures of a number or year, and letters that are well formed: a body that no list holds may be meant."""


class Garbled(NamedTuple):
    """`start` of the kind word, `number` of the number; `end` is behind the symbol."""

    start: int
    number: int
    end: int
    kind: str
    code: str


def garbled(text: str) -> Iterator[Garbled]:
    """Mentions whose symbol is none as read but can be told."""
    folded = fold(text)
    if len(folded) != len(text):
        return
    for match in _GARBLED.finditer(folded):
        kind, printed = CITED[match["kind"]], text[match.start("symbol") : match.end("symbol")]
        own = "".join(printed.split())
        if kind in _WITHOUT_LETTERS or _LEFT_ALONE.search(own) or not regex.search(r"\p{Lu}", own):
            continue
        if symbols.is_known(own.lstrip("/-")):
            symbol = None if own[0] in "/-" else symbols.repaired(own)  # 1722 QĐ-TTg: the stroke between is lost
        else:
            symbol = symbols.meant(kind, printed, _issuer(text, match.end("after")) if match["after"] else None)
        if symbol:
            number = "/".join(filter(None, (text[match.start("number") : match.end("number")], match["year"])))
            sign = "-" if "/" in symbol else "/"  # 49-KL/TW of the Party, 647/KH-UBND of the State
            yield Garbled(match.start(), match.start("number"), match.end("symbol"), kind, f"{number}{sign}{symbol}")


def _issuer(text: str, start: int) -> str | None:
    named = next(iter(agencies.find(text[start : start + 90])), None)
    return named.name if named is not None and named.start == 0 else None
