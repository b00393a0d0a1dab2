"""pdfplumber as the second source, for glyphs that PDFium cannot name: its own word at the same place is taken instead."""
from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Sequence

from pdfminer.pdfexceptions import PDFException
from pdfminer.psexceptions import PSException

from pipeline.stages.read.encodings.characters import printed, unknown_share
from pipeline.stages.read.tokens import Token

_TOLERANCE = 1.5
_TROUBLE = (PDFException, PSException, ValueError, LookupError, TypeError, AttributeError, ArithmeticError,
            AssertionError, RecursionError, struct.error, zlib.error)
"""What pdfminer raises on files that are not as they should be, apart from what pdfplumber wraps up."""


def completed(tokens: Sequence[Token], data: bytes, index: int) -> list[Token]:
    """The words of page `index` (from 0) of the PDF `data`, those with unknown characters as pdfplumber reads them, where it can.

    The file is opened a second time only when there is such a word. Pages that are turned keep what PDFium gave.
    """
    if unknown_share("".join(t.text for t in tokens)) == 0:
        return list(tokens)
    doubtful = [i for i, t in enumerate(tokens) if unknown_share(t.text) > 0]
    result = list(tokens)
    characters = _characters(data, index)
    for i in doubtful:
        token = tokens[i]
        inside = [c for c in characters if _within(c, token)]
        text = printed("".join(c["text"] for c in sorted(inside, key=lambda c: c["x0"])).strip())
        if text and " " not in text and unknown_share(text) < unknown_share(token.text) and "(cid:" not in text:
            token.text = text
    return result


def _characters(data: bytes, index: int) -> list[dict]:
    """None of them where pdfplumber cannot read the page: PDFium has read it, and its words stand."""
    import pdfplumber  # takes a third of a second, and few files need it
    from pdfplumber.utils.exceptions import PdfminerException

    try:
        with pdfplumber.open(io.BytesIO(data)) as document:
            page = document.pages[index]
            return [] if page.rotation else page.chars
    except (PdfminerException, *_TROUBLE):
        return []


def _within(character: dict, token: Token) -> bool:
    x, y = (character["x0"] + character["x1"]) / 2, (character["top"] + character["bottom"]) / 2
    return token.x0 - _TOLERANCE <= x <= token.x1 + _TOLERANCE and token.top - _TOLERANCE <= y <= token.bottom + _TOLERANCE
