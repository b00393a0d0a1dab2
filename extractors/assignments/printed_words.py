"""What stands in the text where the rules read mended words: the words as printed, and how many of their letters were put right."""
from __future__ import annotations

from normalizers.plain import fold
from pipeline.model.layout import Passage


def as_printed(passage: Passage, start: int, end: int, text: str) -> str:
    """The printed words of `reading[start:end]` where letters of them were put right, else `text`."""
    if not letters_mended(passage, start, end):
        return text
    first, last = passage.span(start, end)
    return " ".join(passage.text[first - passage.start : last - passage.start].split())


def letters_mended(passage: Passage, start: int, end: int) -> int:
    """Letters of `reading[start:end]`, accents aside, that the page does not print there."""
    read, printed = fold(passage.reading[start:end]), fold(passage.text)
    return sum(c.isalnum() and c != printed[passage.origins[start + k]] for k, c in enumerate(read))
