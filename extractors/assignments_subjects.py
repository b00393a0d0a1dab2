"""Whom a text gives a task: `Giao Sở Y tế ...`, `Đề nghị ...`, `Sở Y tế chủ trì ...`, `Cơ quan chủ trì: ...`, `Sở Y tế: ...`."""
from __future__ import annotations

from dataclasses import dataclass

import regex

from extractors.assignments_lists import Text
from extractors.assignments_roles import DUTY, HUB, LEAD, TOGETHER
from normalizers.agencies import Mention
from normalizers.plain import fold

_WHO = r"(?:co quan|don vi|bo phan|nguoi|can bo|phong|ban|so|nganh|cap|to chuc)"
LABELS = (
    ("lead", regex.compile(rf"\b(?:{_WHO}\s+(?:chu tri|dau moi|chiu trach nhiem chinh)(?:\s+(?:thuc hien|tham muu|trien khai))?|chu tri(?:\s+thuc hien)?)\s*:\s*")),
    ("coordinate", regex.compile(rf"\b(?:{_WHO}\s+(?:cung\s+)?phoi hop(?:\s+(?:thuc hien|trien khai))?|phoi hop(?:\s+thuc hien)?)\s*:\s*")),
    ("implement", regex.compile(rf"\b{_WHO}\s+(?:to chuc\s+)?(?:thuc hien|trien khai|chiu trach nhiem|phu trach|thi hanh)(?:\s+thuc hien)?\s*:\s*")),
    ("assign", regex.compile(r"\b(?:phan cong(?:\s+(?:to chuc\s+)?(?:thuc hien|nhiem vu|trach nhiem))?|to chuc thuc hien|trach nhiem(?:\s+thuc hien)?)\s*:\s*")),
)
"""Cơ quan chủ trì: ; Đơn vị phối hợp: ; Đơn vị thực hiện: ; Phân công thực hiện:"""

_ORDER = (
    ("assign", regex.compile(r"(?:uy quyen\s+va\s+|thong nhat\s+|tiep tuc\s+)?(?:giao(?:\s+(?:nhiem vu|trach nhiem|them))?|phan cong(?:\s+nhiem vu)?|uy quyen)(?:\s+cho)?\s*:?\s+")),
    ("request", regex.compile(r"(?:tran trong\s+|kinh\s+)?(?:de nghi(?!\s+cua)|moi)\s*:?\s+")),
    ("demand", regex.compile(r"yeu cau\s*:?\s+")),
    ("of", regex.compile(r"(?:(?:chuc nang\s*,?\s*)?(?:trach nhiem|nhiem vu)(?:\s*(?:,|va)\s*(?:quyen han|trach nhiem|nhiem vu))?(?:\s+(?:cu the|chinh))?\s+(?:cua|cho|doi voi)|doi voi|ve phia|phan cong nhiem vu cho|phan cong trach nhiem cho)\s+")),
    ("direct", regex.compile(r"chi dao\s+")),
)
_RIVALS = {"moi": ("mỗi", "mới", "mọi", "môi"), "giao": ("giáo", "giao thông", "giao lưu", "giao dịch", "giao đất")}
"""Words that differ from a word of order by a tone mark, or begin like it."""
_COLON = regex.compile(r"\s*:\s*")
_PAST = regex.compile(r"\s*,?\s*(?:da|chua|dang)\b")
_LABEL_PLACE = regex.compile(r"(?:[.;,:()+*/-]|^|\bva)\s*$")
_BOUNDARY = regex.compile(r"(?:[.;,:(]|^|\bdo|\bthi)\s*$")
_COMMON_NOUN = regex.compile(r"(?:cac )?(?:co quan|don vi|to chuc|phong|ban)$")
_LEADS_IT = regex.compile(r"\s+(?:chu tri|dau moi|thuong truc)(?!\s*,?\s*(?:va\s+)?phoi)")


@dataclass(frozen=True, slots=True)
class Subject:
    """Agencies that are given a task: their words begin at `start`, what they are to do at `end`.

    `order`: assign | request | demand | of | direct (the words before them), a label's role, or None. `label` is True for labels,
    `colon` where a colon follows.
    """

    mentions: tuple[Mention, ...]
    start: int
    end: int
    order: str | None = None
    label: bool = False
    colon: bool = False

    @property
    def specific(self) -> bool:
        return any(not m.generic for m in self.mentions)


def subject_at(text: Text, start: int) -> Subject | None:
    """The agencies that the words at `start` name first, after a word of order or a label if there is one."""
    start = text.skip(start)
    for role, label in LABELS:
        found = label.match(text.folded, start)
        if found:
            mentions, end = text.list_at(found.end())
            return Subject(mentions, start, behind_colon(text, end)[0], role, True) if mentions else None
    order, begin = order_at(text, start)
    mentions, end = text.list_at(begin)
    if not mentions:
        return None
    if order is None:
        again, after = order_at(text, text.skip(end))
        if again in {"assign", "request", "demand"}:
            told, told_end = text.list_at(after)
            if told:
                order, mentions, end = again, told, told_end
    mentions, end = text.extended(mentions, end)
    if order is None and is_common_noun(text, mentions, end):
        return None
    behind, colon = behind_colon(text, end)
    return Subject(mentions, start, behind, order, False, colon)


def order_at(text: Text, start: int) -> tuple[str | None, int]:
    """The word of order at `start` (`Giao`, `Trách nhiệm của`) and where it ends; (None, start) where there is none."""
    for name, pattern in _ORDER:
        found = pattern.match(text.folded, start)
        if found:
            word = found[0].split()[0]
            if text.text[start : start + 12].lower().startswith(_RIVALS.get(word, ("\0",))):
                continue
            return name, found.end()
    return None, start


def behind_colon(text: Text, end: int) -> tuple[int, bool]:
    """(offset of the next words, whether a colon stands before them)."""
    colon = _COLON.match(text.folded, end)
    return (colon.end(), True) if colon else (text.skip(end), False)


def is_duty(text: Text, start: int) -> bool:
    """Whether words of duty follow: chủ trì, có trách nhiệm, làm đầu mối, phối hợp với."""
    position = start
    comma = regex.match(r"\s*,\s*", text.folded[start : start + 4])
    if comma:
        position = start + comma.end()
    for pattern, group in ((LEAD, "lead"), (DUTY, "duty"), (HUB, "hub"), (TOGETHER, "together")):
        found = pattern.match(text.folded, text.skip(position))
        if found and found[group]:
            return group != "together" or bool(found["with"]) or bool(text.list_at(found.end())[0])
    return bool(regex.match(r"\s*(?:chiu trach nhiem)\b", text.folded[start : start + 40]))


def is_common_noun(text: Text, mentions: tuple[Mention, ...], end: int) -> bool:
    """`các cơ quan chủ trì thực hiện chính sách` names whoever leads; it does not say that they lead."""
    return mentions[-1].generic and bool(_COMMON_NOUN.match(fold(mentions[-1].text))) and _LEADS_IT.match(text.folded, end) is not None


def is_past(text: Text, start: int) -> bool:
    return _PAST.match(text.folded, start) is not None


def inner_subjects(text: Text, start: int, end: int) -> list[Subject]:
    """Agencies named inside the span with an order before or words of duty behind them, or at the start of a sentence."""
    found: list[Subject] = []
    reached = start
    for mention in text.mentions:
        if mention.start < reached or mention.start >= end:
            continue
        subject = _ordered_before(text, mention, reached) or _labelled_before(text, mention, reached) or _on_duty(text, mention)
        if subject is None:
            mentions, after = text.list_at(mention.start)
            reached = max(reached, after)
            continue
        found.append(subject)
        reached = max(subject.mentions[-1].end, subject.end)
    return found


def _ordered_before(text: Text, mention: Mention, reached: int) -> Subject | None:
    window = max(reached, mention.start - 34)
    for opening in regex.finditer(r"(?:(?<=^|[.;,:(]\s*)|(?<=\bva\s+))(?=(?:tran trong |uy quyen |phan cong |giao |de nghi |moi |kinh ))", text.folded[window : mention.start]):
        subject = subject_at(text, window + opening.start())
        if subject and subject.order in {"assign", "request"} and subject.mentions[0].start == mention.start:
            return subject
    return None


def _labelled_before(text: Text, mention: Mention, reached: int) -> Subject | None:
    window = max(reached, mention.start - 50)
    for role, label in LABELS:
        for found in label.finditer(text.folded, window, mention.start):
            if found.end() == mention.start and _LABEL_PLACE.search(text.folded, max(0, found.start() - 6), found.start()):
                mentions, after = text.list_at(mention.start)
                return Subject(mentions, found.start(), behind_colon(text, after)[0], role, True)
    return None


def _on_duty(text: Text, mention: Mention) -> Subject | None:
    if not _BOUNDARY.search(text.folded, max(0, mention.start - 6), mention.start):
        return None
    mentions, end = text.extended(*text.list_at(mention.start))
    sentence = regex.search(r"(?:^|[.;]\s+)$", text.text[max(0, mention.start - 4) : mention.start]) is not None
    duty = is_duty(text, end) and not is_common_noun(text, mentions, end)
    plain = sentence and any(not m.generic for m in mentions) and regex.match(r"\s*(?:,\s*)?\p{Ll}", text.text[end : end + 4]) is not None
    if not (duty or plain) or is_past(text, end):
        return None
    behind, colon = behind_colon(text, end)
    return Subject(mentions, mention.start, behind, None, False, colon)
