"""Whom a text gives a task: `Giao Sở Y tế ...`, `Đề nghị ...`, `Sở Y tế chủ trì ...`, `Cơ quan chủ trì: ...`, `Sở Y tế: ...`."""
from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import regex

from extractors.assignments.duty import is_common_noun, is_duty, is_past
from extractors.assignments.labels import Labelled, labelled_at, labels_in
from extractors.assignments.lists import OPENS_LIST, Text
from extractors.assignments.openings import ENUMERATOR, begins_predicate, behind_introduction
from extractors.assignments.orders import order_at
from extractors.assignments.roles import TOGETHER
from normalizers.agencies import Mention, opens_clause
from normalizers.plain import fold

_COLON = regex.compile(r"\s*:\s*(?:[-+*•]\s+)?")
_ASKED = regex.compile(r"\s*,\s*(?:giao|yeu cau|de nghi)\s+(?!cac\b)")
"""Đối với Sở Y tế, giao làm đầu mối ..."""
_APART = regex.compile(r"(?:(?:rieng|con|ngoai ra,?)\s+(?!doi voi\b))?")
"""Riêng Sở Y tế ...: one of those above has a task of its own"""
_BOUNDARY = regex.compile(rf"(?:[.;,:(“]|^|{ENUMERATOR}|\b(?:do|thi|rieng|(?<!da )giao(?:\s+cho)?))"
                          r"(?:\s+(?:lan luot(?:\s+cho)?|dong chi))*\s*$")
_ORDERS = regex.compile(r"\b(?:giao|phan cong|uy quyen|de nghi|moi|yeu cau|doi voi)\b")
_DIVIDED = regex.compile(r"phan cong(?:\s+(?:nhiem vu|trach nhiem|cong viec))?\s+cho\s")
_NEXT_CLAUSE = regex.compile(r"\s*(?:[.;)]|,\s*\p{Ll}|$)")
"""phân công nhiệm vụ cho các thành viên, ban hành quy chế: what they are to do is not told"""
_OPENINGS = regex.compile(
    rf"(?:(?<=^|[.;,:(]\s*|{ENUMERATOR}\s*)|(?<=\bva\s+))"
    r"(?=(?:tran trong |uy quyen |phan cong |giao |de nghi |moi |kinh ))|(?<=[.;]\s+)(?=yeu cau |doi voi )"
)
_PLACE_NAME = regex.compile(r"(?:\s+\p{Lu}\p{Ll}+){0,4}\s*")
"""Sở Giao thông vận tải An Giang đề nghị ...: the place belongs to whoever orders"""
_LED = regex.compile(r"\b(?:chu tri|chiu trach nhiem chinh)\s*,\s*(?:dong chi\s+)?$")
_DONE = regex.compile(r"\b(?:chu tri|chiu trach nhiem chinh|(?:to chuc |trien khai )?thuc hien)\s*,\s*$")
_BY = regex.compile(r"(?:\b(?:do|(?<!da )(?:duoc\s+)?giao(?:\s+cho)?)(?:\s+(?:lan luot(?:\s+cho)?|dong chi))*|\()\s*$")
_SENTENCE = regex.compile(r"(?:^|[.;]\s+|[.;,]\s+riêng\s+|[:.]?\s*“)$", regex.IGNORECASE)
_CARRIES_OUT = regex.compile(r"[^().;]*\b(?:thuc hien|trien khai)(?:\s*[;,][^()]{0,60})?\s*\)")
"""(Sở Y tế chỉ đạo Trung tâm Y tế thực hiện; xong trong quý I)"""
_DOES = regex.compile(r"\s*(?:to chuc\s+|truc tiep\s+)?(?:thuc hien|dam nhiem|dam nhan|phu trach|trien khai)"
                      r"(?=\s*(?:[.;,):]|$|gom\b|bao gom\b))")
"""Do Sở Y tế thực hiện"""
_APPOSED = regex.compile(
    r"\s*(?:[-–—]|,(?=\s*(?:la\s+)?co quan thuong truc))\s*(?:(?=(?:co quan|don vi)\s+(?:chu tri|dau moi)\b)"
    r"|(?:la\s+)?(?:(?:co quan|don vi)\s+)?(?:thuong truc|giup viec)\b[^.;:]{0,90}?"
    r"(?:,|(?=\s*(?::|$))|(?=\s(?:giup|chu tri|tham muu|phoi hop|co trach nhiem|chiu trach nhiem)\b)))"
)
"""Sở Nội vụ - thường trực Ban Chỉ đạo: what the agency is, no task"""
_MEMBERS = ("thanh vien ", "cac thanh vien ")  # Phân công thành viên Ban Chỉ đạo ...: the board divides its own work
_WITH = regex.compile(r"\b(?:voi|cung|va)\s*$")
_LONGEST_TITLE = 12


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
    def fixed(self) -> bool:
        """Whether a label gives the role."""
        return self.label and self.order in {"lead", "coordinate"}

    @property
    def specific(self) -> bool:
        return any(not m.generic for m in self.mentions)


def subject_at(text: Text, start: int) -> Subject | None:
    """The agencies that the words at `start` name first, after a word of order or a label if there is one."""
    start = _APART.match(text.folded, text.skip(start)).end()
    label = labelled_at(text, start)
    if label is not None:
        return _of_label(text, label) if label.mentions else None
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
    divided = order == "assign" and fold(mentions[0].name).startswith(_MEMBERS)
    if divided or is_common_noun(text, mentions, end) and (order is None or mentions[-1].text.lower().endswith("thành viên")):
        return None
    asked = _ASKED.match(text.folded, end) if order == "of" else None
    behind, colon = behind_colon(text, asked.end() if asked else end)
    return Subject(mentions, start, behind, order, False, colon)


def introduced(text: Text, start: int) -> Subject | None:
    """The agencies that act behind an introductory clause: `Trên cơ sở đề xuất của các xã, Sở Tài chính thẩm định ...`."""
    for position in behind_introduction(text, text.skip(start)):
        subject = subject_at(text, position)
        if subject is None:
            continue
        end = subject.mentions[-1].end
        acts = is_duty(text, end) or begins_predicate(text, text.skip(end))
        if acts and (subject.order in {"assign", "request", "demand"} or subject.order is None and not subject.label):
            return subject
    return None


def behind_colon(text: Text, end: int) -> tuple[int, bool]:
    """(offset of the next words, whether a colon stands before them); what an agency is (`- cơ quan thường trực, `) is passed over."""
    apposed = _APPOSED.match(text.folded, end)
    end = apposed.end() if apposed else end
    colon = _COLON.match(text.folded, end)
    return (colon.end(), True) if colon else (text.skip(end), False)






def inner_subjects(text: Text, start: int, end: int) -> list[Subject]:
    """Agencies named inside the span with an order before or words of duty behind them, or at the start of a sentence."""
    found: list[Subject] = []
    reached = start
    named = [*labels_in(text, start, end), *(m for m in text.mentions if start <= m.start < end)]
    for head in sorted(named, key=lambda head: head.start):
        if head.start < reached:
            continue
        subject = _of_label(text, head) if isinstance(head, Labelled) else _ordered_before(text, head, reached) or _on_duty(text, head)
        if subject is not None:
            found.append(subject)
            reached = max(subject.mentions[-1].end, subject.end)
        elif isinstance(head, Mention):
            reached = max(reached, _end_of_objects(text, head))
    return found


def _end_of_objects(text: Text, first: Mention) -> int:
    """Where the list ends that an agency without duty begins: before the one that acts (`báo cáo Ban Chỉ đạo; Phòng Nội
    vụ có trách nhiệm ...`)."""
    end, listed = first.end, text.list_at(first.start)[0]
    parted = not _WITH.search(text.folded, max(0, first.start - 8), first.start) and text.text[first.end : listed[-1].start].count(";") == 1
    for before, mention in pairwise(listed):
        mark = text.text[before.end : mention.start]
        behind = text.skip(text.list_at(mention.start)[1])
        acts = is_duty(text, behind) or parted and ";" in mark and begins_predicate(text, behind)
        if acts and (";" in mark or "," in mark) and _on_duty(text, mention) is not None:
            break
        end = mention.end
    return end


def _ordered_before(text: Text, mention: Mention, reached: int) -> Subject | None:
    """Whoever is ordered by a word before: `..., giao Sở Y tế ...`, `..., UBND tỉnh giao Sở Y tế ...`."""
    window = max(reached, mention.start - 34)
    if _ORDERS.search(text.folded, window, mention.start) is None:
        return None
    openings = [window + m.start() for m in _OPENINGS.finditer(text.folded[window : mention.start])]
    named = [_PLACE_NAME.match(text.text, m.end).end() for m in text.mentions if window <= m.end < mention.start]
    for place in (*openings, *named):
        subject = subject_at(text, place)
        if subject is None or subject.mentions[0].start != mention.start:
            continue
        acts = place in openings and subject.specific and (subject.colon or begins_predicate(text, subject.end))
        if subject.order in {"assign", "request"} or subject.order in {"demand", "of"} and acts:
            return None if _DIVIDED.match(text.folded, place) and _NEXT_CLAUSE.match(text.text, subject.end) else subject
    return None


def _of_label(text: Text, label: Labelled) -> Subject:
    return Subject(label.mentions, label.start, behind_colon(text, label.end)[0], label.role, True)


def _on_duty(text: Text, mention: Mention) -> Subject | None:
    if not _BOUNDARY.search(text.folded, max(0, mention.start - 30), mention.start):
        return None
    mentions, end = text.extended(*text.list_at(mention.start))
    before = text.text[max(0, mention.start - 10) : mention.start]
    does = _DOES.match(text.folded, end)
    by = _BY.search(text.folded, max(0, mention.start - 30), mention.start)
    if does and by:
        return Subject(mentions, by.start(), text.skip(does.end()), "implement", True)
    begins = _SENTENCE.search(before) is not None or before.endswith("(") and _CARRIES_OUT.match(text.folded, end) is not None
    sentence = begins or _heads_body(text, mention) or _acts_beside(text, mention, end)
    if order_at(text, text.skip(end))[0] in {"assign", "request", "demand"}:
        return None
    duty = (is_duty(text, end) or _joins_in(text, mentions, end)) and not is_common_noun(text, mentions, end)
    plain = sentence and any(not m.generic for m in mentions) and regex.match(r"\s*(?:,\s*)?\p{Ll}", text.text[end : end + 4]) is not None
    if not (duty or plain) or is_past(text, end):
        return None
    behind, colon = behind_colon(text, end)
    return Subject(mentions, mention.start, behind, None, False, colon)


def _acts_beside(text: Text, mention: Mention, end: int) -> bool:
    """Sở Y tế chủ trì, | Sở Tài chính giám sát: behind whoever leads or does it, with a deed of its own."""
    return _DONE.search(text.folded, 0, mention.start) is not None and (
        TOGETHER.match(text.folded, text.skip(end)) is None and begins_predicate(text, text.skip(end)))


def _joins_in(text: Text, mentions: tuple[Mention, ...], end: int) -> bool:
    """Liên minh Hợp tác xã phối hợp củng cố ...: it takes part, with whom is said before."""
    found = TOGETHER.match(text.folded, text.skip(end))
    beside = _LED.search(text.folded, 0, mentions[0].start)
    led = beside is not None and any(0 <= beside.start() - m.end <= 2 for m in text.mentions)
    if found is None or not found["together"] or led or any(m.generic for m in mentions):
        return False
    following = regex.match(r"(\p{Ll}+)\s+(\p{Ll}+)", text.text[found.end() :])
    return following is not None and opens_clause(following[1], following[2])


def _heads_body(text: Text, mention: Mention) -> bool:
    """Whether the agency stands first behind a short title: `b) Vốn tín dụng: Ngân hàng Nhà nước chỉ đạo ...`."""
    title = text.text[: mention.start].rstrip()
    if not title.endswith(":") or title.count(":") > 1 or OPENS_LIST.search(fold(title)):
        return False
    return not mention.generic and len(title.split()) <= _LONGEST_TITLE and "." not in title[4:]
