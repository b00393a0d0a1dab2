"""What `find` and `split` give."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Mention:
    """An agency named in a text: `text[start:end]` as printed (half-open offsets), and its canonical name.

    `generic` marks groups (`các sở, ban, ngành liên quan`). Members of a list that share a head noun (`các sở: Y tế,
    Tài chính`) are mentions of their own; `text` is then the name without the head.
    """

    start: int
    end: int
    text: str
    name: str
    kind: str
    generic: bool = False
