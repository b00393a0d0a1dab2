"""Numbers in front of a unit: `II.`, `2.3.1.`, `a)`, `Điều 4.`, `Phần I` (Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.6)."""
from __future__ import annotations

from dataclasses import dataclass

import regex

_CLOSED = r"(?P<close>[.)/])(?:\s?[-–.](?=\s|\p{Lu}))?"
"""`1.`, `I)`, `a/`, and the doubled signs of older documents: `1/-`, `I.-`, `2/.`."""
_PART = r"(?:PHẦN|Phần)\s+(?:thứ\s+\p{L}+|THỨ\s+\p{L}+|[IVXLC]+|\d+|[A-Z])"
_CHAPTER = r"(?:CHƯƠNG|Chương)\s+(?:[IVXLC]+|\d+)"
_SECTION = r"(?:MỤC|Mục)\s+(?:[IVXLC]+|\d+)"
_WORDS = r"(?=[\p{L}“\"(])"
_SHAPES = (
    ("article", r"(?P<marker>(?:Điều|ĐIỀU)\s+\d+[a-zđ]?)\s*[.:/–-]\s*"),  # Điều 1. Ban hành kèm theo
    ("part", rf"(?P<marker>{_PART})\b\s*[.:\-–]?\s*"),
    ("chapter", rf"(?P<marker>{_CHAPTER})\b\s*[.:\-–]?\s*"),
    ("section", rf"(?P<marker>{_SECTION})\b\s*[.:\-–]?\s*"),
    # II.1. Công tác tuyên truyền
    ("decimal", rf"(?P<marker>[IVX]{{1,4}}\.\d{{1,2}}(?:\.\d{{1,2}}){{0,2}})(?:{_CLOSED}|\s)\s*{_WORDS}"),
    # II. MỤC TIÊU, I- Công tác; not V/v
    ("roman", rf"(?!V/\s?\p{{Ll}})(?P<marker>[IVXL]{{1,5}})(?:\s*{_CLOSED}|\s*[-–:]\s)\s*(?=\p{{L}})"),
    ("capital", r"(?P<marker>[A-G])(?:\s*[.)]\s+|\s?[-–]\s)(?=\p{Lu})"),  # A. NHIỆM VỤ CHUNG
    ("decimal", r"(?P<marker>\d{1,2}(?:\.\d{1,2})*\.[a-zđ])\s*(?:[.)]\s*|\s)(?=[\p{Lu}“\"(])"),  # 1.1.a. Các trường
    # 2.3.1. Tiểu dự án, 1.1 Hỗ trợ
    ("decimal", rf"(?P<marker>\d{{1,2}}(?:\.\d{{1,2}}){{1,4}})(?:\s*{_CLOSED}|\s[-–](?=\s))?\s*"
                rf"{_WORDS}(?!\p{{L}}{{0,3}}\d)"),
    # 1. Mục đích; not 86/QĐ-TTg
    ("arabic", rf"(?P<marker>\d{{1,2}})\s*{_CLOSED}\s*{_WORDS}"
               r"(?!\p{Lu}{1,5}\p{Ll}{0,2}\s?[-–/]\s?\p{Lu})"),
    # 4) 12/15 xã đạt chuẩn
    ("arabic", r"(?P<marker>\d{1,2})(?:\s*(?P<close>\))\s*|(?P<close>[./])\s+)(?=\d[\d.,/]*\s?%?\s\p{L})"),
    ("arabic", r"(?P<marker>\d{1,2})\s?(?P<close>[-–:])\s(?=\p{Lu})"),  # 1- Sở Y tế
    ("decimal", rf"(?P<marker>[a-zđ]\.?\d{{1,2}})\s*{_CLOSED}\s*{_WORDS}"),  # a.1) Hỗ trợ đất ở
    # a) Các kết quả, b- Trên loa
    ("letter", r"(?P<marker>[a-zđ])\s*(?P<close>[.)]|/(?=\s|[-–.]\s)|[-–](?=\s?\p{Lu}))(?:[-–.](?=\s))?\s*"
               r"(?=[\p{L}“\"(\d])"),
)
_PATTERNS = tuple((kind, regex.compile("^" + shape)) for kind, shape in _SHAPES)
NUMBERED = regex.compile("^(?:" + "|".join(shape for _, shape in _SHAPES) + ")")
"""A line or paragraph that begins with a number of any kind."""
STOP_LOST = regex.compile(r"^(?P<marker>\d{1,2})\s+(?=\p{Lu}\p{Ll})")
"""`2 Trách nhiệm cụ thể:` of a page picture: a number whose stop was not read, if the sequence wants it."""
LONE_UNIT = regex.compile(rf"^(?:{_PART}|{_CHAPTER}|{_SECTION})\s*[.:]?$")
"""A line that is the number of a part or chapter alone."""

_MISREAD_WORDS = {"Phần": "Phân Phẩn Phấn Phẫn Phan", "Chương": "Chuơng Chưong Chuong", "Mục": "Muc", "Điều": "Điêu Điểu Điếu Diều Điễu"}
_MEANT = {form: word for meant, read in _MISREAD_WORDS.items() for r in read.split()
          for word, form in ((meant, r), (meant.upper(), r.upper()))}
_UNIT_WORD = regex.compile(r"^\L<words>(?=\s+(?:thứ\s+\p{L}+|[IVXLC]+|\d{1,2}|[A-Z])\s*(?:[.:–-]|$|\p{Lu}))", words=list(_MEANT))

STYLES = {"article": "article", "part": "roman", "chapter": "roman", "section": "roman", "roman": "roman",
          "decimal": "decimal", "arabic": "arabic", "letter": "letter", "capital": "letter"}
"""Kind of marker -> `headings.style`."""


@dataclass(frozen=True, slots=True)
class Marker:
    """A printed number: `text` as the contract wants it (no closing sign), `end` the offset where the words begin."""

    kind: str
    text: str
    closing: str
    end: int

    @property
    def series(self) -> str:
        """What makes two markers siblings: kind, for decimals the number of parts, for plain numbers the closing sign."""
        if self.kind == "decimal":
            first = self.parts[0]
            return f"{'' if first.isdecimal() else 'letter' if first.islower() else 'roman'}decimal{len(self.parts)}"
        if self.kind == "arabic":
            return "arabic)" if self.closing == ")" else "arabic."
        return self.kind

    @property
    def parts(self) -> list[str]:
        """`2.1` -> 2, 1; `a1` -> a, 1."""
        return regex.findall(r"\d+|\p{Lu}+|\p{Ll}", self.text) if self.kind == "decimal" else [self.text]


def with_unit_word(text: str) -> str:
    """A text from a page picture with the word of its unit put right, letter for letter: `PHÂN A MỤC TIÊU` -> `PHẦN A MỤC TIÊU`."""
    return _UNIT_WORD.sub(lambda found: _MEANT[found[0]], text)


def read_marker(text: str) -> Marker | None:
    """The marker that the text begins with, or None."""
    if not NUMBERED.match(text):
        return None
    for kind, pattern in _PATTERNS:
        found = pattern.match(text)
        if found:
            marker = regex.sub(r"\s+", " ", found["marker"])
            if kind == "article":
                marker = marker.replace("ĐIỀU", "Điều")
            return Marker(kind, marker, found.groupdict().get("close") or ".", found.end())
    return None
