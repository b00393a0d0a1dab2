"""Signature block and recipients: authority (`TM.`, `KT.`, `TL.`, `TUQ.`, `Q.`), office, name (Nghị định 30/2020/NĐ-CP, điều 8 và 13)."""
from __future__ import annotations

from typing import NamedTuple

import regex

from normalizers.plain import fold
from pipeline.model.layout import Layout
from normalizers.instruments import is_authority, is_capitals, is_position, is_recipients_label

_NAME = regex.compile(r"^(?:(?:GS|PGS|TS|ThS|BS|BSCKI{1,2}|CKI{1,2}|Bs|Ths|Ts|DS|LS|KS|CN)[.\s]+)*(?P<name>\p{Lu}\p{Ll}+(?:\s+\p{Lu}[\p{L}]*){1,4})\s*$")
_ABBREVIATION = regex.compile(r"^\s*(?P<sign>TM|KT|TL|TUQ|T/M|K/T|T/L|Q)\s*[.,:]*\s*(?P<rest>.*)$")


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
    for index in layout.parts.signature:
        text = regex.sub(r"\s+", " ", layout.passages[index].text).strip(" *_")
        abbreviated = _ABBREVIATION.match(text) if is_authority(text) else None
        named = _NAME.match(text)
        if abbreviated:
            authority.append(f"{abbreviated['sign'].replace('/', '')}. {abbreviated['rest']}".strip())
        elif is_position(text) or (is_capitals(text) and authority and not names):
            positions.append(text.rstrip(" .,"))
        elif named and not fold(text).startswith(("da ky", "ky ")):
            names.append(named["name"])
    wide = [p for p in positions if is_position(p)] or positions
    return Signature("; ".join(names[:2]) or None, wide[-1] if len(names) < 2 and wide else "; ".join(wide) or None, "; ".join(authority) or None)


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
        if regex.match(r"^[-–+•*]\s*", text):
            items.append(regex.sub(r"^[-–+•*]\s*", "", text))
        elif items and not items[-1].rstrip().endswith((";", ".")):
            items[-1] += " " + text
        elif text.endswith(":"):
            continue
        else:
            items.append(text)
    return tuple(item.strip(" ;.,-") for item in items if item.strip(" ;.,-"))
