"""Numbers in front of a unit: `II.`, `2.3.1.`, `a)`, `Điều 4.`, `Phần I` (Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.6)."""
from __future__ import annotations

from dataclasses import dataclass

import regex

_PATTERNS = (
    ("article", regex.compile(r"^(?P<marker>Điều\s+\d+[a-zđ]?)\s*[.:]\s*")),
    ("part", regex.compile(r"^(?P<marker>(?:PHẦN|Phần)\s+(?:thứ\s+\p{L}+|THỨ\s+\p{L}+|[IVXLC]+|\d+|[A-Z]))\b\s*[.:\-–]?\s*")),
    ("chapter", regex.compile(r"^(?P<marker>(?:CHƯƠNG|Chương)\s+(?:[IVXLC]+|\d+))\b\s*[.:\-–]?\s*")),
    ("section", regex.compile(r"^(?P<marker>(?:MỤC|Mục)\s+(?:[IVXLC]+|\d+))\b\s*[.:\-–]?\s*")),
    ("roman", regex.compile(r"^(?![Vv]/v)(?P<marker>[IVXL]{1,5})\s*(?:[.)/]|[-–]\s)\s*(?=\p{L})")),
    ("capital", regex.compile(r"^(?P<marker>[A-G])(?:\s*[.)]\s+|\s?[-–]\s)(?=\p{Lu})")),
    ("decimal", regex.compile(r"^(?P<marker>\d{1,2}(?:\.\d{1,2})*\.[a-zđ])\s*(?:[.)]\s*|\s)(?=[\p{Lu}“\"(])")),
    ("decimal", regex.compile(r"^(?P<marker>\d{1,2}(?:\.\d{1,2}){1,4})\.?\s*(?=[\p{L}“\"(])")),
    ("arabic", regex.compile(r"^(?P<marker>\d{1,2})\s*(?P<close>[.)/])\s*(?=[\p{L}“\"(])(?!\p{Lu}{1,5}\p{Ll}{0,2}\s?[-–/]\s?\p{Lu})")),
    ("arabic", regex.compile(r"^(?P<marker>\d{1,2})(?:\s*(?P<close>\))\s*|(?P<close>\.)\s+)(?=\d[\d.,/]*\s?%?\s\p{L})")),
    ("arabic", regex.compile(r"^(?P<marker>\d{1,2})\s?(?P<close>[-–])\s(?=\p{Lu})")),
    ("letter", regex.compile(r"^(?P<marker>[a-zđ])\s*(?P<close>[.)]|/(?=\s))\s*(?=[\p{L}“\"(\d])")),
)

STYLES = {"article": "article", "part": "roman", "chapter": "roman", "section": "roman", "roman": "roman", "decimal": "decimal", "arabic": "arabic",
          "letter": "letter", "capital": "letter"}
"""Kind of marker -> `headings.style`."""


@dataclass(frozen=True, slots=True)
class Marker:
    """A printed number: `text` as the contract wants it (no closing sign), `end` the offset where the words begin."""

    kind: str
    text: str
    closing: str
    end: int

    @property
    def parts(self) -> list[str]:
        return self.text.split(".") if self.kind == "decimal" else [self.text]


def read_marker(text: str) -> Marker | None:
    """The marker that the text begins with, or None."""
    for kind, pattern in _PATTERNS:
        found = pattern.match(text)
        if found:
            marker = regex.sub(r"\s+", " ", found["marker"])
            if kind == "article":
                marker = marker.replace("ĐIỀU", "Điều")
            return Marker(kind, marker, found.groupdict().get("close") or ".", found.end())
    return None
