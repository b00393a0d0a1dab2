"""The heading tree: every numbered unit with its parent, level, kind and path.

Level is depth in the tree, whatever the style: a style not yet open goes below the last unit, a style already open closes
everything below it. A decimal number hangs below the number it extends (`2.1` below `2.`).
"""
from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby

import regex

from normalizers.instruments import is_capitals
from pipeline.model.layout import Heading
from pipeline.stages.structure.markers import STYLES, Marker, read_marker
from pipeline.stages.structure.misread import Reading, repair

_RUN_IN = regex.compile(r"^(?P<title>[^:;]{2,160}?)\s*:\s*(?=\S)")
_LABEL = regex.compile(r"^(?:(?:tiểu|nhóm|phân)\s+)?(?:dự án|hợp phần|nội dung|chương trình|hoạt động|nhiệm vụ|tiêu "
                       r"chí|mục tiêu|chỉ tiêu|giải pháp|đề án|giai đoạn|bước|phần|"
                       r"nhóm|tiểu nội dung|công trình|mô hình|đợt)(?:\s+(?:thành phần|số|nhiệm vụ|tiêu chí|giải "
                       r"pháp))?\s+(?:\d+(?:\.\d+)*|[IVX]+|[A-Z])$", regex.IGNORECASE)
"""`Tiểu dự án 1`: with what follows its colon one title, no run-in title of its own."""
_SENTENCE_END = regex.compile(r"[.;,]\s*(?:/\.)?$")
_OPEN_TITLE = regex.compile(
    r"(?<=\w )các (?:sở|bộ|ban|phòng|hội|ông|bà|đồng chí)$|\b(?:ông|bà|(?<!\b(?:hạ tầng|kinh tế|xã hội|chính quyền|chuyển đổi|công nghệ"
    r"|kỹ năng|dân|thiểu|nền tảng|dữ liệu|chữ ký) )số|là|như|tại|theo)$",
    regex.IGNORECASE,
)
"""`Giám đốc các Sở: Tài chính, Y tế chịu trách nhiệm`: the colon opens a list in the sentence and closes no title."""
MAX_RUN_IN_WORDS = 30
MAX_ARTICLE_TITLE_WORDS = 8


@dataclass(frozen=True, slots=True)
class Unit:
    """A numbered or annex passage, as the tree sees it. `below`: what it has below it of its own (`units`,
    `text` or nothing); `bold`: all of it is bold;
    `read`: from a page picture."""

    passage: int
    text: str
    section: int
    annex: bool
    attached: bool
    below: str
    bold: bool | None
    read: bool


def tree(units: list[Unit]) -> tuple[Heading, ...]:
    """Units in reading order to headings."""
    return _Tree().grow(units)


class _Tree:
    def __init__(self) -> None:
        self.headings: list[Heading] = []
        self.open: list[tuple[str, int]] = []
        self.annexes = 0
        self.root: int | None = None

    def grow(self, units: list[Unit]) -> tuple[Heading, ...]:
        for _, group in groupby(units, key=lambda unit: unit.section):
            self.open = []
            members = list(group)
            markers = repair([Reading(u.text, u.read and not u.annex, is_capitals(u.text)) for u in members])
            for unit, marker in zip(members, markers):
                if unit.annex:
                    self.annex(unit)
                elif marker and self.follows(marker):
                    self.numbered(unit, marker)
        return tuple(self.like_siblings(units))

    def like_siblings(self, units: list[Unit]) -> list[Heading]:
        """A short sentence is no title where its siblings are clauses, or where it is a paragraph of an article."""
        texts = {unit.passage: unit for unit in units}
        clauses = {(h.parent, h.style) for h in self.headings if h.kind == "clause"}
        made = []
        for h in self.headings:
            unit = texts[h.passage]
            below_article = h.parent is not None and self.headings[h.parent].style == "article"
            doubtful = (h.kind == "heading" and not unit.bold and unit.below == "text"
                        and _is_short_sentence(unit, unit.text[h.content :].strip()))
            if doubtful and ((h.parent, h.style) in clauses or below_article):
                h = replace(h, kind="clause", title=None, body=h.content)
            made.append(h)
        return made

    def follows(self, marker: Marker) -> bool:
        """`A.` and `i)` are letters of a list, not a name's initial or a small Roman number: `B.` comes after `A.`, `i)` after `h)`."""
        letters = [self.headings[index].marker for key, index in self.open if key == marker.kind]
        if marker.kind == "capital":
            return marker.text == "A" or bool(letters)
        return marker.text != "i" or marker.kind != "letter" or bool(letters)

    def annex(self, unit: Unit) -> None:
        self.open = []
        if unit.attached:
            return
        self.annexes += 1
        path = "PL" if self.annexes == 1 else f"PL{self.annexes}"
        self.headings.append(Heading(len(self.headings), unit.passage, None, 1, None, "annex", "annex", unit.text, path, None))

    def numbered(self, unit: Unit, marker: Marker) -> None:
        key = marker.series
        parent, key = self.place(marker, key)
        above = self.headings[parent] if parent is not None else None
        prefix = above.path if above else self.prefix()
        kind, title, body = classify(unit, marker)
        heading = Heading(
            index=len(self.headings), passage=unit.passage, parent=parent, level=above.level + 1 if above else 1, marker=marker.text,
            style=STYLES[marker.kind], kind=kind, title=title, path=f"{prefix}/{marker.text}" if prefix else marker.text, body=body,
            content=marker.end, confidence=1.0 if marker == read_marker(unit.text) else 0.6,
        )
        self.headings.append(heading)
        self.open.append((key, heading.index))

    def prefix(self) -> str:
        return "" if not self.annexes else "PL" if self.annexes == 1 else f"PL{self.annexes}"

    def place(self, marker: Marker, key: str) -> tuple[int | None, str]:
        """Close what the marker closes; the index of its parent and the key under which it stays open."""
        if marker.kind == "decimal":
            wanted = ".".join(marker.parts[:-1])
            for depth in range(len(self.open) - 1, -1, -1):
                open_marker = self.headings[self.open[depth][1]].marker
                if open_marker == wanted:
                    del self.open[depth + 1 :]
                    return self.open[depth][1], key
        keys = [k for k, _ in self.open]
        if key == "roman" and key not in keys and marker.text not in {"I", "i"} and keys and keys[0] in {"arabic.", "arabic)"}:
            self.open.clear()
            return None, key
        if key in keys:
            del self.open[keys.index(key) :]
        return (self.open[-1][1] if self.open else None), key


def _is_short_sentence(unit: Unit, words: str) -> bool:
    """A title closed by a full stop: one sentence with units below it, or a short one without a comma above a text."""
    if not words.endswith(".") or regex.search(r"[.;]\s+\p{Lu}", words[:-1]):
        return False
    return unit.below == "units" or (unit.below == "text" and len(words.split()) <= 12 and "," not in words)


def _is_article_title(words: str) -> bool:
    return len(words.split()) <= MAX_ARTICLE_TITLE_WORDS and "," not in words


def classify(unit: Unit, marker: Marker) -> tuple[str, str | None, int | None]:
    """(kind, title, offset of the body in the passage) of a numbered unit."""
    words = unit.text[marker.end :].strip()
    run_in = _RUN_IN.match(words)
    labelled = run_in is not None and bool(_LABEL.match(run_in["title"].strip()))
    if (run_in
        and (labelled or _OPEN_TITLE.search(run_in["title"].strip())
             or (marker.kind == "article" and not _is_article_title(run_in["title"])))):
        run_in = None
    sentence = bool(_SENTENCE_END.search(words)) and not labelled
    if marker.kind == "part" and sentence and unit.text[: marker.end].rstrip().endswith(":"):
        title = regex.split(r"[;.]", words)[0].strip()
        return "run_in", title, unit.text.index(title, marker.end) + len(title)
    if marker.kind == "article" and words.endswith(":") and len(words.split()) > 12:
        return "clause", None, marker.end
    if run_in and words.endswith(":") and len(words[run_in.end() :].split()) >= 4 and len(run_in["title"].split()) <= MAX_RUN_IN_WORDS:
        return "run_in", run_in["title"].strip(), unit.text.index(words) + run_in.end()
    if unit.bold and unit.below and not sentence:
        return "heading", words.rstrip(" .:;"), None
    if (run_in and run_in.end() < len(words) and len(run_in["title"].split()) <= MAX_RUN_IN_WORDS
        and (sentence or len(words) > 150 or not unit.below)):
        offset = unit.text.index(words) + run_in.end()
        return "run_in", run_in["title"].strip(), offset
    if words.endswith(":"):
        return "heading", words.rstrip(" :"), None
    if marker.kind == "article" and not (unit.below and not sentence):
        return "clause", None, marker.end
    if unit.below and not sentence:
        return "heading", words.rstrip(" .:"), None
    if _is_short_sentence(unit, words):
        return "heading", words.rstrip(" ."), None
    return "clause", None, marker.end
