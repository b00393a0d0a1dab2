"""The blanks of a letterhead that are filled in by hand: `Số:      /KH-UBND`, `ngày      tháng 3 năm 2018`.

A pen's figures are not guessed: where the readers are in doubt, the blank is shown as `…`, and what they made of it is
kept as alternatives.
"""
from __future__ import annotations

from dataclasses import replace

import regex

from pipeline.model.document import UNREAD
from pipeline.stages.read.engines.words import TextLine, Token
from pipeline.stages.read.vocabulary.compounds import plain

SURE = 0.5
UPPER = 0.5  # letterheads stand in the upper part of the page
_NUMBER = regex.compile(r"^\W*s[o0]\W*(?P<blank>.{0,12}?)\s*/\s*[a-z]{2,6}\s*-\s*[a-z]")
_DAY = regex.compile(r"\bng[a-z]y(?P<blank>.{0,12}?)th[a-z]{1,2}ng\s*\d{0,2}\s*n[a-z]m\b")


def shown(line: TextLine, height: float) -> TextLine:
    """The line with its doubtful blanks shown as such; `height` of the page in the line's pixels."""
    if not line or line[0].top > UPPER * height or len(line) > 12:
        return line
    for pattern in (_NUMBER, _DAY):
        found = pattern.search(plain(" ".join(t.text for t in line)))
        if found and found["blank"].strip():
            line = _blanked(line, *found.span("blank"))
    return line


def _blanked(line: TextLine, start: int, end: int) -> TextLine:
    """The line with the doubtful tokens, or parts of tokens, between two places of its text blanked."""
    out: list[Token] = []
    at = 0
    for token in line:
        a, b = max(0, start - at), min(len(token.text), end - at)
        at += len(token.text) + 1
        part = token.text[a:b].strip() if a < b else ""
        if part and token.confidence < SURE and any(not c.isalpha() for c in part):
            token = replace(token, text=f"{token.text[:a]}{UNREAD}{token.text[b:]}", alternatives=(token.text, *token.alternatives))
        out.append(token)
    return tuple(out)
