"""Number and symbol: `Số: 647 /KH-UBND`, `Số:    /KH-UBND`, `2945B/QĐ-SYT`, `318/2003/QĐ-UB` (Nghị định 30/2020/NĐ-CP, điều 8)."""
from __future__ import annotations

from typing import NamedTuple

import regex

from normalizers.plain import fold
from normalizers.symbols import KINDS, repaired
from pipeline.model.layout import Layout, Passage

_SYMBOL = r"[\p{Lu}][\p{Lu}\p{Ll}&]*\d{0,2}(?:\s?[-–]\s?[\p{L}&]+\d{0,4}|[/.](?=\p{Lu}{2})[\p{Lu}][\p{L}&]*(?:-[\p{L}&]+)*)*"
_CODE = regex.compile(
    rf"(?P<number>\d{{1,5}}\s?[A-Za-zđĐ]?)?[\s.…_]*(?:/\s*(?P<year>(?:19|20)\d\d))?\s*"
    rf"(?P<sign>/|(?<=\d)\s?[-–]|(?<=\d\s*)(?=\L<kinds>[-/]\p{{Lu}}))\s*(?P<symbol>{_SYMBOL})",
    kinds=[kind for kind in KINDS if len(kind) > 1],
)
"""`1088/KH-UBND`, `12-KH/TU`, `256/2004/QĐ-UB`, blanks for the number; `152 KH/UB` with no stroke between."""
_LABEL = regex.compile(r"^\s*[sS5][ốôoóòơồ0ỐÔO][\s:;.,]*")


class Number(NamedTuple):
    """What is printed; `code` is None where the number is blank. Confident only where the page reading was."""

    number: str | None = None
    symbol: str | None = None
    code: str | None = None


def read_number(layout: Layout) -> Number:
    """From the line of the letterhead that begins with `Số`, else from the first code there."""
    candidates = [p for p in layout.passages if p.part == "letterhead"]
    labelled = [p for p in candidates if _LABEL.match(p.text)]
    for passage in [*labelled, *candidates]:
        text = _joined(candidates, passage) if passage in labelled else passage.text
        found = _CODE.search(_LABEL.sub("", text))
        if found:
            return _number(layout, passage, found)
    return Number()


def _joined(candidates: list[Passage], passage: Passage) -> str:
    """The line and what stands to its right on the same height: `Số:` and `/KH-UBND` may be two lines."""
    if "/" in passage.text:
        return passage.text
    after = candidates[candidates.index(passage) + 1 : candidates.index(passage) + 3]
    return passage.text + " " + next((p.text for p in after if regex.match(r"\s*\d*\s*/", p.text)), "")


def _number(layout: Layout, passage: Passage, found: regex.Match) -> Number:
    symbol = regex.sub(r"\s+", "", found["symbol"]).replace("–", "-")
    symbol = repaired(symbol) if layout.was_read(passage) else symbol
    number = found["number"] and regex.sub(r"\s+", "", found["number"])
    if number and _doubtful(layout, passage, number):
        number = None
    if number is None:
        return Number(None, symbol, None)
    year = f"/{found['year']}" if found["year"] else ""
    sign = found["sign"].strip().replace("–", "-")
    if not sign and layout.was_read(passage):  # the reader lost it: 647/KH-UBND of the State, 49-KL/TW of the Party
        sign = "-" if "/" in symbol else "/"
    return Number(number, symbol, f"{number}{year}{sign}{symbol}")


def _doubtful(layout: Layout, passage: Passage, number: str) -> bool:
    """Whether the digits were read with so little confidence that they may be handwriting: not guessed."""
    sure = [w.confidence for w in layout.words_in(passage.start, passage.end) if w.confidence is not None
            and number in layout.text[w.start : w.end].replace(" ", "")]
    return bool(sure) and min(sure) < 0.5


def symbol_kind(symbol: str | None) -> str:
    """The first part of the symbol, folded: `KH-UBND` -> `kh`."""
    return fold(regex.split(r"[-/]", symbol)[0]) if symbol else ""
