"""Signature block and recipients: authority (`TM.`, `KT.`, `TL.`, `TUQ.`, `Q.`), office, name (Nghị định 30/2020/NĐ-CP, điều 8 và 13)."""
from __future__ import annotations

from typing import NamedTuple

import regex

from extractors.documents.places import PLACED
from normalizers import signers
from normalizers.agencies import heads
from normalizers.instruments import is_capitals, is_recipients_label
from normalizers.nearest import nearest
from normalizers.plain import fold
from pipeline.model.layout import Layout, Passage

_ENDS_OPEN = regex.compile(r"\b(?:tinh|huyen|quan|thanh pho|thi xa|xa|phuong|thi tran)$")
"""A body's name that ends in the word of a place goes on with the place's name on the next line."""
_UNREADABLE = 4
"""Letters that a page reader makes of the abbreviation before an office, at most."""
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
    signers_told = sum(signers.person(text) is not None for text in texts)
    open_line: list[str] | None = None
    for k, (passage, text) in enumerate(zip(lines, texts)):
        abbreviated, named = signers.authority(text), signers.person(text)
        if abbreviated:
            authority.append(f"{abbreviated[0]}. {abbreviated[1]}".strip())
            open_line = authority
        elif (head := _head_over_deputy(layout, passage, text, texts[k + 1 : k + 2])) is not None:
            authority.append(f"KT. {head}")
        elif signers.is_position(text):
            positions.append(text.rstrip(" .,"))
            open_line = positions
        elif (open_line and not names and _names_place(open_line[-1], text)
              and (not layout.was_read(passage) or any(map(signers.signs, texts[k + 1 :])))):
            open_line[-1] += f" {text}"  # TM. ỦY BAN NHÂN DÂN TỈNH | LÂM ĐỒNG
        elif open_line is authority and not positions and not layout.was_read(passage) and _ends_place(text):
            open_line[-1] += f" {text}"  # TM. ỦY BAN NHÂN DÂN TỈNH SƠN | LA
        elif (not names and (positions or authority) and (capital := signers.person_in_capitals(text))
              and not _hidden(layout, passage, capital)):
            names.append(capital)
        elif (is_capitals(text) and not names and open_line and signers_told < 2
              and (not layout.was_read(passage) or _completes(open_line[-1], text))):
            open_line[-1] += f" {text}"  # TM. THƯỜNG TRỰC HỘI ĐỒNG | NHÂN DÂN
        elif named and not fold(text).startswith(("da ky", "ky ")) and not _hidden(layout, passage, named):
            names.append(named)
    if not positions and authority and authority[-1].startswith("Q. "):
        positions = authority[-1:]  # who holds the office for the time being signs in it
    return Signature("; ".join(names[:2]) or None, "; ".join(_offices(positions, len(names))) or None, "; ".join(authority) or None)


def _names_place(above: str, text: str) -> bool:
    """Whether a line is the name of the place whose kind ends the line above it."""
    return is_capitals(text) and _ENDS_OPEN.search(fold(above)) is not None


def _ends_place(text: str) -> bool:
    """Whether a line is the last syllable of a place's name that did not fit on the line above."""
    return text.isupper() and text.isalpha() and len(text) <= 6


def _completes(above: str, text: str) -> bool:
    """Whether a line of a page picture is the rest of a body's name, and not the seal's own words: `HỘI ĐỒNG` | `NHÂN DÂN`."""
    return any(body.endswith(f" {text}") and above.endswith(body.removesuffix(f" {text}")) for body in signers.BODIES)


def _offices(positions: list[str], signed: int) -> list[str]:
    """The offices of whoever signed; of one signer the last line, which is his own."""
    return positions if signed > 1 else positions[-1:]


def _words(layout: Layout, passage: Passage) -> str:
    """The line; of a page picture without stray marks, its office or body as it is spelled."""
    text = regex.sub(r"\s+", " ", passage.text).strip(" *_")
    if not layout.was_read(passage):
        return text
    text = text.strip("\"'“”‘’`|~ ")
    text = regex.sub(r"^(?:[^\p{Lu}]*(?:^|\s))?(?=\p{Lu}\p{L})", "", text)
    text = regex.sub(r"(?<=\p{L}{3})[\s,.]+\p{L}?$|(?<=\p{Lu}{3})\s+\p{Ll}{1,3}$", "", text)
    sign = signers.authority(text)
    rest = sign[1] if sign else text
    spelled = signers.spelled(rest)
    if spelled is None or fold(spelled) == fold(rest) and rest in {"UỶ BAN NHÂN DÂN"}:
        return text
    return f"{sign[0]}. {spelled}" if sign else spelled


def _head_over_deputy(layout: Layout, passage: Passage, text: str, below: list[str]) -> str | None:
    """`VY. GIÁM ĐÓC` above `PHÓ GIÁM ĐỐC`: a deputy signs for the head (KT.), whatever a page reader made of the abbreviation."""
    if not below or not layout.was_read(passage):
        return None
    words = text.split(" ")
    tails = [text, *(" ".join(words[at:]) for at in (1, 2) if sum(map(len, words[:at])) <= _UNREADABLE)]
    head = next((head for tail in tails if (head := nearest(tail, signers.HEADS))), None)
    return head if head and head == signers.head_of(below[0]) else None


def _hidden(layout: Layout, passage: Passage, name: str) -> bool:
    """Whether part of a name that was read lies under a signature or stamp: a word is in doubt, or the family name is not there."""
    words = [w for w in layout.words_in(passage.start, passage.end)
             if w.confidence is not None and regex.match(r"\p{Lu}\p{Ll}", layout.text[w.start : w.end])]
    return any(w.confidence < SURE for w in words) or (layout.was_read(passage) and signers.lacks_family_name(name.split()[0]))


def read_signing_body(layout: Layout) -> str | None:
    """The first body among the names of a digital signature, of its certificate or its visible stamp; never a person."""
    return next((name for name in layout.document.signature.signers if _names_body(name)), None)


def _names_body(name: str) -> bool:
    if heads.at_start(name) or PLACED.match(fold(name)):
        return True
    return "@" not in name and signers.person(name) is None and signers.person_in_capitals(name) is None


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
    parted = [part.strip(" ;.,-") for item in items for part in regex.split(r";\s*[-–—+•]\s+", item)]  # several on a line
    return tuple(part for part in parted if part)
