"""Signature block and recipients: authority (`TM.`, `KT.`, `TL.`, `TUQ.`, `Q.`), office, name (Nghị định 30/2020/NĐ-CP, điều 8 và 13)."""
from __future__ import annotations

from typing import NamedTuple

import regex

from normalizers.instruments import is_authority, is_capitals, is_position, is_recipients_label
from normalizers.nearest import nearest
from normalizers.plain import fold
from pipeline.model.layout import Layout, Passage

_NAME = regex.compile(r"^(?:(?:GS|PGS|TS|ThS|BS|BSCKI{1,2}|CKI{1,2}|Bs|Ths|Ts|DS|LS|KS|CN)[.\s]+)*(?P<name>(?:\p{Lu}\p{Ll}+|Y|[HK]['’]\p{L}+)(?:\s+\p{Lu}(?:['’]?\p{L})*){1,4})\s*$")
"""Also names of the Central Highlands: `Y Bhiông Niê`, `H'Len Kđoh`, `Điểu K'Lân`."""
_ABBREVIATION = regex.compile(r"^\s*(?P<sign>TM|KT|TL|TUQ|T/M|K/T|T/L|Q)\s*[.,:]*\s*(?P<rest>.*)$")
_UNREADABLE_SIGN = regex.compile(r"^[^\p{L}]*\p{L}{0,3}\s*[.,]\s*(?P<rest>\p{Lu}.*)$")
_HEADS = ("CHỦ TỊCH", "GIÁM ĐỐC", "TRƯỞNG PHÒNG", "TRƯỞNG BAN", "CHÁNH VĂN PHÒNG", "BÍ THƯ", "BỘ TRƯỞNG", "CỤC TRƯỞNG", "CHI CỤC TRƯỞNG", "HIỆU TRƯỞNG", "THỦ TƯỚNG",
          "CHỦ NHIỆM", "CHÁNH THANH TRA", "TỔNG GIÁM ĐỐC", "VIỆN TRƯỞNG", "VỤ TRƯỞNG")
_OFFICES = (*_HEADS, *(f"PHÓ {head}" for head in _HEADS), "THỨ TRƯỞNG", "ỦY BAN NHÂN DÂN", "HỘI ĐỒNG NHÂN DÂN", "BAN THƯỜNG VỤ", "BAN CHẤP HÀNH", "THƯỜNG TRỰC", "CHÍNH PHỦ")
"""Offices and bodies in whose name is signed, as they are printed: what a misread line is compared with."""
SURE = 0.5
"""A name with a word read with less confidence lies under a signature or stamp: not guessed."""


class Signature(NamedTuple):
    """As printed; several signers or lines are joined by `; `."""

    name: str | None = None
    position: str | None = None
    authority: str | None = None


def read_signature(layout: Layout) -> Signature:
    """The lines above the name: with an abbreviation they are the authority, the last line in capitals is the office."""
    authority: list[str] = []
    positions: list[str] = []
    names: list[str] = []
    lines = [layout.passages[index] for index in layout.parts.signature]
    texts = [_words(layout, passage) for passage in lines]
    for k, (passage, text) in enumerate(zip(lines, texts)):
        abbreviated = _ABBREVIATION.match(text) if is_authority(text) else None
        named = _NAME.match(text)
        if abbreviated:
            authority.append(f"{abbreviated['sign'].replace('/', '')}. {abbreviated['rest']}".strip())
        elif (head := _head_over_deputy(layout, passage, text, texts[k + 1 : k + 2])) is not None:
            authority.append(f"KT. {head}")
        elif is_position(text) or (is_capitals(text) and authority and not names and len(text) > 4):
            positions.append(text.rstrip(" .,"))
        elif named and not fold(text).startswith(("da ky", "ky ")) and not _hidden(layout, passage):
            names.append(named["name"])
    wide = [p for p in positions if is_position(p)] or positions
    return Signature("; ".join(names[:2]) or None, wide[-1] if len(names) < 2 and wide else "; ".join(wide) or None, "; ".join(authority) or None)


def _words(layout: Layout, passage: Passage) -> str:
    """The line; of a page picture without stray marks, its office or body as it is spelled."""
    text = regex.sub(r"\s+", " ", passage.text).strip(" *_")
    if not layout.was_read(passage):
        return text
    text = regex.sub(r"^(?:[^\p{Lu}]*(?:^|\s))?(?=\p{Lu}\p{L})", "", text)
    text = regex.sub(r"(?<=\p{L}{3})[\s,.]+\p{L}?$", "", text)
    sign = _ABBREVIATION.match(text) if is_authority(text) else None
    rest = sign["rest"] if sign else text
    spelled = nearest(rest, _OFFICES) if is_capitals(rest) else None
    if spelled is None or fold(spelled) == fold(rest) and rest in {"UỶ BAN NHÂN DÂN"}:
        return text
    return f"{sign['sign']}. {spelled}" if sign else spelled


def _head_over_deputy(layout: Layout, passage: Passage, text: str, below: list[str]) -> str | None:
    """`VY. GIÁM ĐÓC` above `PHÓ GIÁM ĐỐC`: a deputy signs for the head (KT.), whatever a page reader made of the abbreviation."""
    if not below or not layout.was_read(passage):
        return None
    unreadable = _UNREADABLE_SIGN.match(regex.sub(r"\s+", " ", passage.text).strip())
    head = nearest(unreadable["rest"] if unreadable else text, _HEADS)
    return head if head and below[0] == f"PHÓ {head}" else None


def _hidden(layout: Layout, passage: Passage) -> bool:
    words = [w for w in layout.words_in(passage.start, passage.end) if w.confidence is not None and regex.match(r"\p{Lu}\p{Ll}", layout.text[w.start : w.end])]
    return any(w.confidence < SURE for w in words)


def read_recipients(layout: Layout) -> tuple[str, ...]:
    """The lines under `Nơi nhận`, without dash and closing sign; a wrapped line belongs to the one above."""
    items: list[str] = []
    for index in layout.parts.recipients:
        passage = layout.passages[index]
        text = regex.sub(r"\s+", " ", passage.text).strip()
        if is_recipients_label(text):
            rest = regex.sub(r"^[^:]*:?\s*", "", text) if ":" in text else ""
            items += [rest] if rest else []
            continue
        if regex.match(r"^[-–—+•*~]\s*", text):
            items.append(regex.sub(r"^[-–—+•*~]\s*", "", text))
        elif items and not items[-1].rstrip().endswith((";", ".")):
            items[-1] += " " + text
        elif text.endswith(":"):
            continue
        else:
            items.append(text)
    return tuple(item.strip(" ;.,-") for item in items if item.strip(" ;.,-"))
