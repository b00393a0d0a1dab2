"""Whom a text gives a task: `Giao Sở Y tế ...`, `Đề nghị ...`, `Sở Y tế chủ trì ...`, `Cơ quan chủ trì: ...`, `Sở Y tế: ...`."""
from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import regex

from extractors.assignments_labels import Labelled, labelled_at, labelled_before
from extractors.assignments_lists import OPENS_LIST, Text
from extractors.assignments_openings import begins_predicate, behind_introduction
from extractors.assignments_orders import order_at
from extractors.assignments_roles import BESIDE, DUTY, HUB, LEAD, TOGETHER
from normalizers.agencies import Mention, opens_clause
from normalizers.plain import fold

_COLON = regex.compile(r"\s*:\s*")
_PAST = regex.compile(r"\s*,?\s*(?:da|chua|dang|gom|bao gom|tu giai the|co hieu luc|het hieu luc)\b")
_APART = regex.compile(r"(?:(?:rieng|con|ngoai ra,?)\s+(?!doi voi\b))?")
"""Riêng Sở Y tế ...: one of those above has a task of its own"""
_BOUNDARY = regex.compile(r"(?:[.;,:(]|^|\b(?:do|thi|rieng|(?<!da )giao(?:\s+cho)?))(?:\s+(?:lan luot(?:\s+cho)?|dong chi))*\s*$")
_ENDS = regex.compile(r"\s*(?:[).;]|$)")
_ORDERS = regex.compile(r"\b(?:giao|phan cong|uy quyen|de nghi|moi|yeu cau|doi voi)\b")
_DIVIDED = regex.compile(r"phan cong(?:\s+(?:nhiem vu|trach nhiem|cong viec))?\s+cho\s")
_NEXT_CLAUSE = regex.compile(r"\s*(?:[.;)]|,\s*\p{Ll}|$)")
"""phân công nhiệm vụ cho các thành viên, ban hành quy chế: what they are to do is not told"""
_OPENINGS = regex.compile(
    r"(?:(?<=^|[.;,:(]\s*)|(?<=\bva\s+))(?=(?:tran trong |uy quyen |phan cong |giao |de nghi |moi |kinh ))|(?<=[.;]\s+)(?=yeu cau |doi voi )"
)
_PLACE_NAME = regex.compile(r"(?:\s+\p{Lu}\p{Ll}+){0,4}\s*")
"""Sở Giao thông vận tải An Giang đề nghị ...: the place belongs to whoever orders"""
_AT_TIMES = regex.compile(r"(?:hang|moi|dinh ky|truoc|trong|vao|khi|sau|can cu|tren co so|theo)\b[^.;:]{2,160}?,\s*")
_LED = regex.compile(r"\b(?:chu tri|chiu trach nhiem chinh)\s*,\s*(?:dong chi\s+)?$")
_BY = regex.compile(r"\b(?:do|(?<!da )(?:duoc\s+)?giao(?:\s+cho)?)(?:\s+(?:lan luot(?:\s+cho)?|dong chi))*\s*$")
_DOES = regex.compile(r"\s*(?:to chuc\s+|truc tiep\s+)?(?:thuc hien|dam nhiem|dam nhan|phu trach|trien khai)(?=\s*(?:[.;,):]|$|gom\b|bao gom\b))")
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
_COMMON_NOUN = regex.compile(r"(?:cac )?(?:co quan|don vi|to chuc|phong|ban)$")
_INSTITUTIONS = regex.compile(r"cac (?:trung tam|benh vien|tram|chi cuc|truong|hat|don|phong kham) \w")
_NO_DEEDS = {"có", "là", "được", "để", "trong", "với", "cho", "các", "trên", "tại", "về", "từ", "đến", "phải"}
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
    behind, colon = behind_colon(text, end)
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


def is_duty(text: Text, start: int) -> bool:
    """Whether words of duty follow: chủ trì, có trách nhiệm, làm đầu mối, phối hợp với."""
    position = start
    comma = regex.match(r"\s*,\s*", text.folded[start : start + 4])
    if comma:
        position = start + comma.end()
    for pattern, group in ((LEAD, "lead"), (DUTY, "duty"), (BESIDE, "beside"), (HUB, "hub"), (TOGETHER, "together")):
        found = pattern.match(text.folded, text.skip(position))
        if found and found[group]:
            return group != "together" or bool(found["with"]) or bool(text.list_at(found.end())[0]) or _ENDS.match(text.folded, found.end()) is not None
    return bool(regex.match(r"\s*(?:chiu trach nhiem)\b", text.folded[start : start + 40]))


def is_common_noun(text: Text, mentions: tuple[Mention, ...], end: int) -> bool:
    """`các cơ quan chủ trì thực hiện chính sách` names whoever leads, it does not say that they lead; `các thành viên` are no body."""
    if all(fold(m.text) == "cac thanh vien" for m in mentions):
        return True
    return mentions[-1].generic and bool(_COMMON_NOUN.match(fold(mentions[-1].text))) and _LEADS_IT.match(text.folded, end) is not None


def are_institutions(text: Text, mentions: tuple[Mention, ...]) -> bool:
    """`Các trạm y tế giám sát ...`: bodies of one kind that do something, no mere group of agencies."""
    following = regex.match(r"\s*(\p{Ll}+)\s+(\p{Ll}+)", text.text[mentions[-1].end :])
    if following is None or following[1] in _NO_DEEDS or not opens_clause(following[1], following[2]):
        return False
    return all(_INSTITUTIONS.match(fold(m.name)) for m in mentions)


def is_past(text: Text, start: int) -> bool:
    return _PAST.match(text.folded, start) is not None


def inner_subjects(text: Text, start: int, end: int) -> list[Subject]:
    """Agencies named inside the span with an order before or words of duty behind them, or at the start of a sentence."""
    found: list[Subject] = []
    reached = start
    for mention in text.mentions:
        if mention.start < reached or mention.start >= end:
            continue
        label = labelled_before(text, mention, reached)
        subject = _ordered_before(text, mention, reached) or (_of_label(text, label) if label else None) or _on_duty(text, mention)
        if subject is None:
            reached = max(reached, _end_of_objects(text, mention))
            continue
        found.append(subject)
        reached = max(subject.mentions[-1].end, subject.end)
    return found


def _end_of_objects(text: Text, first: Mention) -> int:
    """Where the list ends that an agency without duty begins: before the one that acts (`báo cáo Ban Chỉ đạo; Phòng Nội vụ có trách nhiệm ...`)."""
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
    sentence = regex.search(r"(?:^|[.;]\s+|[.;,]\s+riêng\s+)$", before, regex.IGNORECASE) is not None or _heads_body(text, mention)
    if order_at(text, text.skip(end))[0] in {"assign", "request", "demand"}:
        return None
    duty = (is_duty(text, end) or _joins_in(text, mentions, end)) and not is_common_noun(text, mentions, end)
    plain = sentence and any(not m.generic for m in mentions) and regex.match(r"\s*(?:,\s*)?\p{Ll}", text.text[end : end + 4]) is not None
    if not (duty or plain) or is_past(text, end):
        return None
    behind, colon = behind_colon(text, end)
    return Subject(mentions, mention.start, behind, None, False, colon)


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


def is_of_others(text: Text, start: int) -> bool:
    """`Định kỳ 6 tháng, các đơn vị báo cáo ...` in a paragraph below an agency: others are spoken of."""
    begun = _AT_TIMES.match(text.folded, text.skip(start))
    mentions, end = text.list_at(begun.end()) if begun else ((), start)
    return bool(mentions) and mentions[0].generic and regex.match(r"\s*\p{Ll}", text.text[end:]) is not None
