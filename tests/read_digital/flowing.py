"""What a flowing file (one without pages of its own) reads as."""
from __future__ import annotations

import io

from pipeline.stages.read import Read

READ = Read(ocr="never")


def lines(data: bytes) -> list[str]:
    """The texts of its lines."""
    return [line.text for line in READ(data, "x").pages[0].lines]


def saved(document) -> bytes:
    """The bytes of a document or book of python-docx or openpyxl."""
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()
