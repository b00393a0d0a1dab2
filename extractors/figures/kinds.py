"""Target, observation or neither: section, tense and year decide, in this order of weight: words beside the figure, then the place."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import regex

from extractors.figures.numbers import Figure
from extractors.figures.segments import Segment
from extractors.figures.years import YearMark, is_aside
from extractors.sentences import Sentence
from normalizers.plain import fold

TARGET, OBSERVATION = "target", "observation"


@dataclass(frozen=True, slots=True)
class Verdict:
    """`kind` target | observation | None, `rule` the name of the rule that decided."""

    kind: str | None
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Setting:
    """`report`: the document tells of work done; `year`: its year of issue; `section` see `sections`.

    `ahead`: headings above name a year still to come, so that this part of a report is its plan for it.
    """

    report: bool
    year: int | None
    section: str | None
    title: bool
    ahead: bool = False


_OPENING = regex.compile(
    r"[\s,\-+*•]*(?!Trong\b|Gồm\b|Của\b|Do\b|Là\b|Với\b|Theo\b|Từ\b|Căn\b|Các\b|Điều\b|Nhóm\b|Lần\b|Sau\b|Trước\b"
    r"|Và\b|Hoặc\b|Cho\b|Tại\b|Ở\b|Đến\b|Cùng\b)\p{L}+(?:\s\p{Ll}+)?\s*$",
    regex.IGNORECASE,
)
"""Treo 200 băng rôn, dựng 15 cụm pano: whatever the verb, it opens the task."""
_FORMER = frozenset(
    {"mục tiêu", "chỉ tiêu", "mục tiêu đề ra", "mục tiêu đặt ra", "đề ra", "đặt ra", "kế hoạch đề ra", "tối thiểu", "ít nhất", "không quá"}
)
"""Where the situation is told these name the plan that was."""
_RUNNING = frozenset({"lũy kế"})
"""trồng mới 3.000 ha (lũy kế 6.500 ha): where aims are told a running total is one of them"""
_COMPARING = ("giảm so", "tăng so", "so với", "cùng kỳ", "năm học")
_MARKER = regex.compile(r"^\s*(?:[IVX]+|\d[\d.]*|\p{L})[.)/]\s")
_MANAGING = frozenset(
    {"thực hiện", "triển khai", "quản lý", "chỉ đạo", "tổ chức", "phát triển", "xây dựng", "đầu tư", "bảo đảm", "đảm bảo"}
)
_ATTENDED = regex.compile(r"\bvoi(?: su tham gia cua)?(?: (?:khoang|tren|hon|gan|it nhat|toi thieu))?\s*$")
"""Tổ chức hội thi ... với khoảng 300 người tham dự"""
_FOR_EACH = regex.compile(r"\bmoi (?!nam\b|thang\b|quy\b|tuan\b|ngay\b)\w+(?: \w+)?(?: (?:co|gom|bo tri|tu|it nhat|toi thieu))*\s*$")
"""mỗi đội 06 thành viên"""
_LABELLED = regex.compile(r"\b(?:so luong|nhu cau|khoi luong)\b[^:;.]{0,40}:\s*$")
"""Số lượng vật tư: 12.000 bơm kim tiêm"""
_ATTENDING = regex.compile(r"\s*(?:tham du|tham gia)\b")
"""Tập trung khoảng 1.000 người tham dự"""
NO_CUE = Verdict(None, "no_cue", 0.0)


def decide(text: str, setting: Setting, sentence: Sentence, segment: Segment, figure: Figure, marks: Sequence[YearMark]) -> Verdict:
    """The kind of one figure."""
    signal = _nearest_signal(text, setting, sentence, segment, figure, marks)
    if setting.title:
        return Verdict(TARGET, "in_heading", 0.9) if signal == "future" else _ordered_by(text, setting, sentence, figure)
    forward = setting.section == "objective" or (not setting.report and setting.section in {"task", "plan"})
    if signal == "future":
        return Verdict(TARGET, "in_sentence", 0.97 if forward else 0.92)
    if signal == "past":
        return Verdict(OBSERVATION, "in_sentence", 0.97 if setting.report or setting.section == "situation" else 0.85)
    if setting.section == "objective":
        return Verdict(TARGET, "under_objectives", 0.95)
    if setting.section == "situation":
        return Verdict(OBSERVATION, "under_situation", 0.96)
    if setting.report and setting.section != "plan" and not setting.ahead:
        return Verdict(OBSERVATION, "in_report", {"finance": 0.8, None: 0.95}.get(setting.section, 0.9))
    return _in_tasks(text, setting, sentence, segment, figure)


def _ordered_by(text: str, setting: Setting, sentence: Sentence, figure: Figure) -> Verdict:
    """A title that orders a quantity: `a) Khám sàng lọc tại 24 xã`; what it only carries out or manages names a scope."""
    first = next((c for c in sentence.cues if c.kind == "action"), None)
    if setting.report or setting.section in {"situation", "finance", "legal"} or first is None or not figure.known:
        return NO_CUE
    opens = not any(c.isalpha() for c in _MARKER.sub("", text[: first.start]))
    if not opens or first.phrase in _MANAGING or figure.start < first.end:
        return NO_CUE
    return Verdict(TARGET, "in_heading", 0.6)


def _in_tasks(text: str, setting: Setting, sentence: Sentence, segment: Segment, figure: Figure) -> Verdict:
    """Outside objectives and situation a plan's figure needs a verb, a share or a bound."""
    before = [c for c in sentence.cues if segment.head <= c.start < figure.start]
    if setting.section != "legal" and any(c.phrase == "đã" for c in before):
        return Verdict(OBSERVATION, "in_sentence", 0.7)
    if setting.section in {"finance", "legal"}:
        return NO_CUE
    if setting.section is None and any(c.kind == "stative" and not text[: c.start].rstrip().endswith(("%", "‰")) for c in before):
        return Verdict(OBSERVATION, "in_sentence", 0.75)
    if figure.unit == "%":
        return Verdict(TARGET, "share_in_task", 0.85)
    if figure.comparator in {">=", "<="}:
        return Verdict(TARGET, "bound_in_task", 0.85)
    near = [c for c in before if c.kind == "action" and figure.start - c.end < 40]
    if near and figure.known:
        return Verdict(TARGET, "under_verb", 0.85 if figure.start - near[-1].end < 16 else 0.7)
    attended = figure.known and any(c.kind == "action" for c in before) and _ATTENDED.search(fold(text[segment.start : figure.start]))
    if near or attended or figure.known and _ATTENDING.match(fold(text[figure.end : segment.end])):
        return Verdict(TARGET, "under_verb", 0.6)
    if figure.known and _LABELLED.search(fold(text[segment.start : figure.start])):
        return Verdict(TARGET, "under_label", 0.6)
    if figure.known and _FOR_EACH.search(fold(text[segment.start : figure.start])):
        return Verdict(TARGET, "for_each", 0.6)
    if figure.known and _OPENING.match(text[segment.start : figure.start]):
        return Verdict(TARGET, "opening_of_task", 0.6)
    return NO_CUE


def _nearest_signal(
    text: str, setting: Setting, sentence: Sentence, segment: Segment, figure: Figure, marks: Sequence[YearMark]
) -> str | None:
    """`future` or `past` by the nearest word or year of the sentence before the figure; a year behind it speaks for itself."""
    signals = [(c.start, c.kind, "word") for c in sentence.cues if c.kind in {"future", "past"} and c.start < figure.start
               and not (setting.section == "situation" and c.phrase in _FORMER or setting.section == "objective" and c.phrase in _RUNNING)]
    signals += _year_signals(text, setting, segment, figure, marks)
    if not signals:
        if not setting.report and setting.section in {"objective", "task", "plan"}:  # tăng 9,5% so với cùng kỳ
            return None
        later = [c for c in sentence.cues if c.kind == "past" and figure.end <= c.start < segment.end and c.phrase.startswith(_COMPARING)]
        return "past" if later else None
    _, kind, source = max(signals)
    if kind == "past" and source == "word" and setting.section == "objective" and any(k == "future" for _, k, _ in signals):
        return "future"
    return kind


def _year_signals(text: str, setting: Setting, segment: Segment, figure: Figure, marks: Sequence[YearMark]) -> list[tuple[int, str, str]]:
    """Years before or right behind the figure as (offset, future | past, "year"); the year of issue itself leaves it open."""
    found: list[tuple[int, str, str]] = []
    for mark in marks:
        if mark.kind != "plain" or setting.year is None or is_aside(text, mark, figure.start):
            continue
        if mark.year == setting.year and (mark.first == mark.year or setting.section is not None):
            found = []
        elif mark.start < figure.start or figure.end <= mark.start < min(segment.end, figure.end + 60):
            found.append((min(mark.start, figure.start), "future" if mark.year > setting.year else "past", "year"))
    return found
