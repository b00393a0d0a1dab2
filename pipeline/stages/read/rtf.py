"""RTF files: their text, through striprtf."""
from __future__ import annotations

from striprtf.striprtf import rtf_to_text

from pipeline.model.document import Page
from pipeline.model.errors import Unreadable
from pipeline.stages.read import flow, plaintext


def read(data: bytes) -> Page:
    """The document as one page; table cells come as `|` between texts. Raises Unreadable (damaged)."""
    try:
        text = rtf_to_text(data.decode("latin-1"), encoding="cp1252", errors="replace")
    except (ValueError, IndexError, KeyError, LookupError, UnicodeError):
        raise Unreadable("damaged", "Tệp RTF bị hỏng: không đọc được.") from None
    lines = plaintext.lines_of(text)
    for line in lines:
        line.start = True
    return flow.page(1, lines)
