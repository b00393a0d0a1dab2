"""Whom or what words like `cas mắc` are about: the subject of the sentence, of its label or of the heading above."""
from __future__ import annotations

from dataclasses import dataclass, field

import regex

from extractors.figures.case import nouns
from extractors.figures.counts import announced
from extractors.figures.numbers import Figure
from normalizers.plain import fold

_WORD = regex.compile(r"\p{L}+")
_PLACE = regex.compile(r"\s+(?:tại|ở|trên\s+địa\s+bàn)\s.*$")
_COUNT_OF = regex.compile(r"^(?:tổng\s+)?số(?:\s+lượng)?\s+(?=\p{L}+\s)", regex.IGNORECASE)
_LABEL = regex.compile(r"\s*(?:[-–+*•]|\(?[\p{L}\d.]{1,5}[.)])?\s*(?P<name>\p{L}[^:;.]{2,80}):\s")
_NO_SUBJECT = regex.compile(
    r"^(?:ket qua|cong don|luy|tinh|tu|trong|cu the|trong do|muc tieu|chi tieu|noi dung|thoi gian|dia diem|tong|cac|han che|ton tai|ve"
    r"|nhiem vu|giai phap|rieng|gom"
    r"|nguon|kinh phi|so|uy ban|ubnd|ban|chi cuc|trung tam|benh vien|phong y te|cong an|hoi|doan|tinh hinh|thuc trang|danh gia|don vi)\b"
)
_DISEASE = regex.compile(
    r"\b(?P<name>(?:Bệnh|Dịch(?:\s+bệnh)?)\s+(?:(?!(?:ghi|có|diễn|đã|đang|tiếp|vẫn|tăng|giảm|xuất\s+hiện|với|trên|tại|là|còn|được|và|chưa"
    r"|không|năm|do|nhân|viện|truyền|nguy\s+hiểm|xã|tật|nghề|dịch|mới|phát|cảnh|xảy)\b)[\p{L}\d/-]+\s?){1,5})"
)
"""Bệnh tay chân miệng ghi nhận 12 ca; no `bệnh nhân`, `bệnh truyền nhiễm`"""
_OPENS = regex.compile(r"[\s\-–+*•]*$")
_LISTED = regex.compile(r"\b(?:gồm|cụ\s+thể|trong\s+đó|chia\s+ra)\s*:", regex.IGNORECASE)
_MEASURE = regex.compile(
    r"\s*(?:tỷ\s+lệ|tỷ\s+suất|(?:tổng\s+)?số|công\s+suất|mức|diện\s+tích|sản\s+lượng|năng\s+suất)\s", regex.IGNORECASE
)
_VALUE = regex.compile(r"\s*(?:(?:trên|dưới|khoảng|gần|hơn|đạt|là|từ|tối\s+thiểu|ít\s+nhất|không\s+quá|[≥≤<>])\s*)*\d")
_COMPARISON = regex.compile(
    r"(?:còn\s+)?(?:thiếu|thấp|cao|vượt|kém|gấp)(?:\s+(?:hơn|so\s+với))?(?:\s+(?:cùng\s+kỳ|kế\s+hoạch|năm\s+trước))?", regex.IGNORECASE
)
"""còn thiếu 1,2% so với kế hoạch; cao gấp 2,3 lần"""
_VERBS = regex.compile(
    r"(?:\s+(?:ghi\s+nhận|xảy\s+ra|phát\s+hiện|có|xuất\s+hiện|làm|khiến|diễn\s+biến\s+phức\s+tạp))+$", regex.IGNORECASE
)
_ADVERBIAL = regex.compile(r"(?:tại|ở|với|so\s+với|trong|từ|do|lần\s+lượt|theo|cho|để|khi|làm)\b", regex.IGNORECASE)
_LONGEST_PART = 4
_LONGEST_SUBJECT = 8


@dataclass(slots=True)
class Told:
    """What was named before a figure.

    `subject` of the passage (`Tay chân miệng`), `head` the indicator that its label announces (`Tỷ lệ suy dinh dưỡng: thể gầy còm
    ...`), `level` the last indicator that is no rise or fall, `levels` the last of each unit, `whole` the one that a list details
    (`trong đó`) with its unit. `at` is the offset of the last figure, `kept` the beginning of the
    sentence that `level` stands in, `sentence` that of the figure; `compared`: the last one was a share of a plan or of another time,
    `moved` the indicator of the last rise or fall since the last level.
    """

    subject: str | None = None
    head: str | None = None
    level: str | None = None
    levels: dict[str, str] = field(default_factory=dict)
    whole: tuple[str, str] | None = None
    at: int = 0
    kept: int | None = None
    sentence: int = 0
    compared: bool = False
    moved: str | None = None

    def enter(self, text: str, title: str | None) -> None:
        """Go on to the next passage, which stands under the heading `title`."""
        self.subject, self.head = _subject(text, title), _head(text)
        self.levels, self.whole, self.at, self.kept = {}, None, 0, None

    def details(self, text: str, start: int, figure: Figure) -> None:
        """Go on to the figure of the sentence that begins at `start`: a part of the last level where a list of parts opened."""
        since = self.at if start < self.at < figure.start else start
        opening = announced(text, since, figure.start)
        level = (self.level, next(reversed(self.levels), "")) if self.level else None
        if opening:
            self.whole = level if since > start or _OPENS.match(text[start : opening.start()]) else None
        elif text.count("(", since, figure.start) > text.count(")", since, figure.start) and figure.number_end == figure.end:
            self.whole = level
        elif since == start or ";" in text[since : figure.start] and not figure.named and not _LISTED.search(text, start, since):
            self.whole = None
        self.at, self.sentence = figure.end, start

    def keep(self, indicator: str, figure: Figure, moved: bool, aside: bool) -> None:
        """Remember an indicator; `aside`: it is a comparison or stands in a bracket, and like a rise or fall no level to come back to."""
        aside = aside or moved
        self.moved = indicator if moved else self.moved if aside else None
        if not aside or self.level is None:
            self.level, self.kept = indicator, self.sentence
            self.levels.pop(figure.unit, None)
            self.levels[figure.unit] = indicator


def completed(phrase: str, before: str, noun: str, figure: Figure, told: Told, moved: bool) -> str:
    """The phrase with what it leaves out: the level that rose or fell, the subject of general words, the whole of a part."""
    bare = phrase in {"", noun}
    level = told.moved or told.levels.get(figure.unit, told.level) if moved else told.level
    if moved and figure.unit in told.levels and figure.unit != "%":
        level = told.levels[figure.unit]
    if level and bare and (moved or not phrase or told.kept == told.sentence and figure.unit in told.levels):
        return level if moved or figure.unit != "%" else share_of(level)
    if level and _COMPARISON.fullmatch(phrase):
        return f"{level} {phrase}"
    if is_general(phrase):
        return _of_subject(phrase or noun, before, told)
    short = phrase == before and len(phrase.split()) <= _LONGEST_PART
    if told.whole and short and figure.unit in {told.whole[1], "%", ""} and not _within(phrase, told.whole[0]):
        return f"{told.whole[0]}, trong đó {phrase}"
    return f"{told.head}: {phrase}" if told.head and short and not _within(phrase, told.head) else phrase


def _of_subject(phrase: str, before: str, told: Told) -> str:
    """General words with whom or what they are about, by the words before the number or what the passage is about."""
    named = _VERBS.sub("", before)
    if named and not is_general(named) and not _ADVERBIAL.match(named) and len(named.split()) <= _LONGEST_SUBJECT:
        if told.subject is None or not _within(told.subject, named):
            told.subject = named
    subject = told.subject
    return f"{subject}: {phrase}" if subject and not _within(phrase, subject) else phrase


def _within(phrase: str, other: str) -> bool:
    return f" {fold(phrase)} " in f" {fold(other)} "


def share_of(level: str) -> str:
    """The name of a share of what `level` counts."""
    head, colon, rest = level.rpartition(": ")
    rest = _COUNT_OF.sub("", rest)
    if rest.lower().startswith("tỷ lệ"):
        return f"{head}{colon}{rest}"
    return f"{head}{colon}tỷ lệ {rest[:1].lower() if rest[1:2].islower() else rest[:1]}{rest[1:]}"


def is_general(phrase: str) -> bool:
    """Whether the words say what is counted but not of whom or what: `cas mắc`, `số ca tử vong`, `ổ dịch phát hiện`, or say nothing."""
    return all(word.lower() in nouns("general") for word in _WORD.findall(_PLACE.sub("", phrase)))


def _subject(text: str, title: str | None) -> str | None:
    """What a passage is about: its label, the disease that it names first, else the heading above, where that is a name."""
    label = _LABEL.match(text)
    if label and _is_name(label["name"]):
        return " ".join(label["name"].split())
    disease = _DISEASE.search(text[: text.find(". ") if ". " in text else len(text)])
    if disease:
        return disease["name"].strip()
    return " ".join(title.split()) if title and _is_name(title) else None


def _head(text: str) -> str | None:
    """The indicator that a label announces, whose parts follow."""
    label = _LABEL.match(text)
    return " ".join(label["name"].split()) if label and _MEASURE.match(label["name"]) and not _VALUE.match(text, label.end()) else None


def _is_name(words_: str) -> bool:
    return len(words_.split()) <= _LONGEST_SUBJECT and not _NO_SUBJECT.match(fold(words_).strip()) and not is_general(words_)
