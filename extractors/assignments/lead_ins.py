"""Lines that hand agencies down to the units below them: headings, lead-in sentences, orders above items."""
from __future__ import annotations

import regex

from extractors.assignments.lists import Text
from extractors.assignments.rows import Actor, Duties, duties_of, subjects_in
from extractors.assignments.subjects import Subject, subject_at
from extractors.assignments.unit import Above, Unit, duties_named
from normalizers.plain import fold

TASK_VERB = regex.compile(
    r"(?:chu tri|phoi hop|to chuc|xay dung|chi dao|huong dan|tham muu|trien khai|thuc hien|kiem tra|ra soat|tong hop"
    r"|bao cao|chuan bi|bo tri|chiu trach nhiem|tang cuong|day manh)\b"
)

def lead_in(unit: Unit, first: Subject) -> Above | None:
    """The duties that a heading or lead-in line hands down; None where the unit is a task itself."""
    text = unit.text
    ended = not text.text[first.end :].strip(" .:;/")
    if first.label and not unit.ends_open:
        return None
    if not (ended or unit.opens or unit.titled or unit.ends_open):
        return None
    if unit.ends_open and _WHO_FOLLOWS.match(text.folded, first.mentions[-1].end):
        return Above(None, True)
    duties = duties_of(text, first) or (_with_rest(text, first) if unit.titled and unit.opens else None)
    if duties is None and unit.ends_open and _ITEMS_FOLLOW.search(text.folded, first.end):
        return Above(duties_named(text, first))
    if duties is None:
        has_duty = regex.search(r"(?:co|chiu) (?:trach nhiem|nhiem vu)(?: sau)?\s*:?\s*$", text.folded)
        is_body = regex.match(r"\s*la\b", text.folded[first.end :]) and has_duty
        return Above(duties_named(text, first)) if is_body and unit.opens else None
    return None if first.order == "direct" and not unit.ends_open else Above(duties)


_WHO_FOLLOWS = regex.compile(r"\s*(?:sau day|duoi day|sau|nhu sau|co ten sau)\b")
"""Các cơ quan, đơn vị sau đây chịu trách nhiệm ...: who they are stands below"""
_ITEMS_FOLLOW = regex.compile(
    r"\b(?:noi dung|nhiem vu|cong viec|viec|giai phap|cong tac|hoat dong|van de)(?:\s+(?:cu the|chinh|chu yeu|trong tam|co ban|lon))*"
    r"\s*,?\s*(?:sau day|sau|nhu sau|cu the(?: nhu sau)?|duoi day)\s*:?\s*$"
)
"""... chủ động phối hợp với các địa phương, tập trung vào một số nội dung cụ thể sau: the items are the tasks"""


def _with_rest(text: Text, first: Subject) -> Duties | None:
    """A title whose list goes on in words no list of names holds: `Chi cục Kiểm lâm, các chủ rừng`."""
    rest = text.text[first.end :].strip(" .:;/")
    if not regex.match(r"\s*(?:,|;|và\s)", text.text[first.mentions[-1].end :]) or len(rest.split()) > 12:
        return None
    pieces = [p.strip() for p in regex.split(r"[,;]|\bvà\s+(?=các\s)", rest) if p.strip()]
    if any(TASK_VERB.match(fold(p)) or len(p.split()) > 7 for p in pieces):
        return None
    handed = duties_named(text, first)
    place = (text.passage, first.end, len(text.text))
    more = tuple(Actor(p[0].lower() + p[1:], p, place, handed.actors[0].role, True) for p in pieces if fold(p).startswith("cac "))
    return Duties(handed.actors + more, (), handed.asked)


def ordered_in(text: Text) -> Duties | None:
    """The agencies of `..., Chủ tịch UBND tỉnh yêu cầu các sở, ngành thực hiện các nội dung sau:`, whatever introduces it."""
    for order in regex.finditer(r"\b(?:yeu cau|de nghi|giao|chi thi(?=\s+cho\s))\s", text.folded):
        subject = subject_at(text, order.start())
        if subject is not None and subject.order:
            return duties_of(text, subject) or (duties_named(text, subject) if text.folded.rstrip(" :").endswith(" nhu sau") else None)
    return None


def may_lead_in(unit: Unit) -> bool:
    """No line in a description of the situation hands agencies down, nor the name of the authority above the first heading."""
    if unit.place.situation and unit.above.duties is None:
        return False
    return unit.passage.heading is not None or unit.passage.kind == "bullet" or (unit.ends_open and not unit.text.text.isupper())


def named_in_passive(unit: Unit) -> Subject | None:
    """Whose the items below are: `Công tác hậu cần do Văn phòng huyện phụ trách, gồm các việc sau:`."""
    if not (unit.opens and unit.ends_open) or _ITEMS_FOLLOW.search(unit.text.folded, unit.start) is None:
        return None
    return next((s for s in subjects_in(unit.text, unit.start, None, False) if s.label and s.order == "implement"), None)
