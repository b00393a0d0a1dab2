"""One unit in its place: does it hand agencies down to the units below, or is it a task, and whose?"""
from __future__ import annotations

from dataclasses import replace

import regex

from extractors.assignments.agency_names import after_bracket
from extractors.assignments.duty import are_institutions, is_duty, is_of_others, is_past
from extractors.assignments.labels import bare_role, is_bare_label, listed_alone
from extractors.assignments.lead_ins import TASK_VERB, lead_in, may_lead_in, named_in_passive
from extractors.assignments.lists import Text
from extractors.assignments.roles import LEAD, later_partners
from extractors.assignments.rows import Actor, Found, passed_on, read_unit, subjects_in
from extractors.assignments.sections import closes, execution_clause, is_legal_ground, is_procedure
from extractors.assignments.subjects import Subject, introduced, subject_at
from extractors.assignments.titles import titled_subject
from extractors.assignments.unit import Above, Unit, duties_named
from normalizers.agencies import Mention

_ANSWERS = regex.compile(r"\s*chiu trach nhiem (?:toan dien )?(?:truoc|ve)\b")
"""... chịu trách nhiệm trước Chủ tịch UBND tỉnh về công tác phòng dịch: what they are to do stands in the items below"""


def read(unit: Unit) -> tuple[Above, list[Found]]:
    """What the unit hands down, and its own tasks."""
    text, start, above = unit.text, unit.start, unit.above
    closing = closes(unit.passage, text.folded) and not (unit.place.opening and unit.ends_open)
    executed, over = execution_clause(text, start)
    if ((executed, over) == (start, len(text.text)) or unit.place.opening and above.duties is None
        and unit.heading is None and is_legal_ground(text.folded, start)):
        return above, []
    role = bare_role(text, start)
    if role is not None:
        return Above(assigning=True, label=role) if unit.opens else above, []
    alone = listed_alone(text, start) if above.label else ()
    if alone:
        return above, read_unit(text, start, None, [Subject(alone, start, len(text.text), above.label, True)], "after_label")
    first = _named_first(unit)
    if first is not None and not closing and may_lead_in(unit):
        handed = lead_in(unit, first)
        if handed is not None:
            return handed, []
    if first is None and unit.opens and is_bare_label(text, start):
        return Above(None, True), []
    by = named_in_passive(unit) if first is None else None
    if by is not None:
        return Above(duties_named(text, by)), []
    if first is None and unit.opens and unit.ends_open and above.duties is not None and not above.detailed:
        passed = passed_on(text, start, above.duties)
        if passed is not None:
            return Above(passed), []
    if first is None and above.duties is not None and unit.passage.kind == "paragraph" and is_of_others(text, start):
        return above, []
    if unit.titled and first is None and not _is_task(unit):
        return above, []
    if first is not None and first.colon and not first.specific and not first.order:
        first = _member_behind(text, first) or first
    taken = first if first is not None and _takes(unit, first, closing) else None
    found = [task for task in _tasks(unit, taken, closing) if not executed <= task.start < over]
    if found and unit.opens and text.text.rstrip().endswith((":", "trong đó", "sau")):
        detailed = taken is None or not _ANSWERS.match(text.folded, taken.mentions[-1].end)
        return Above(above.duties if taken is None else duties_named(text, taken), False, detailed), found
    return above, found


def _named_first(unit: Unit) -> Subject | None:
    """The agencies that the unit begins with; a title in capitals of groups alone (`TRÁCH NHIỆM CỦA CÁC CƠ QUAN, ĐƠN
    VỊ`) is that of a section."""
    text, start = unit.text, unit.start
    titled = titled_subject(text, start, unit.heading, unit.opens, unit.peers and unit.place.organisation) if unit.heading else None
    first = titled or subject_at(text, start) or _introduced(unit)
    return None if first is not None and unit.titled and text.text.isupper() and not first.specific else first


def _member_behind(text: Text, group: Subject) -> Subject | None:
    """`Các phòng, ban: Phòng Y tế kiểm tra ...`: whoever of the group acts is named behind its colon."""
    member = subject_at(text, group.end)
    return member if member is not None and member.specific and regex.match(r"\s*\p{Ll}", text.text[member.mentions[-1].end :]) else None


def _introduced(unit: Unit) -> Subject | None:
    """The agencies behind an introduction; below an agency a group that only does something there is no one else's duty, but officers
    among the items of an order are (`Căn cứ Chỉ thị này, Thủ trưởng các sở tổ chức thực hiện`)."""
    found = None if unit.place.opening else introduced(unit.text, unit.start)
    officers = found is not None and unit.above.assigning and found.mentions[0].kind == "chuc_danh"
    if found is None or unit.above.duties is None or found.specific or officers or is_duty(unit.text, found.mentions[-1].end):
        return found
    return None


def _tasks(unit: Unit, taken: Subject | None, closing: bool) -> list[Found]:
    text, above, place = unit.text, unit.above, unit.place
    plain = (not closing and (above.assigning or not place.opening)
             and (above.duties is not None or above.assigning or place.tasks or place.situation or taken is not None))
    subjects = subjects_in(text, unit.start, taken, plain)
    if closing:
        subjects = [s for s in subjects
                    if s.order == "assign" or s.order in {"demand", "of"}
                    and all(_is_department(m) for m in s.mentions)]
    elif place.situation and above.duties is None:
        subjects = _told_apart(text, subjects)
    if above.duties is not None and above.duties.asked:
        subjects = [s if s.order else replace(s, order="request") for s in subjects]
    duties = None if closing or above.detailed or taken is not None else above.duties
    rule = "names_agency" if not taken or not is_duty(text, taken.mentions[-1].end) else "on_duty"
    found = read_unit(text, unit.start, duties, subjects, rule)
    if found or subjects or above.duties or closing or above.detailed or not (place.tasks or place.organisation):
        return found
    end = len(text.text.rstrip(" .;"))
    return [Found(Actor.of(text, m, "coordinate"), "coordinate", 0, unit.start, (begin, end), "later_partner", 0.75)
            for m, begin in later_partners(text, unit.start, len(text.text)) if not m.generic and begin < end]


def _told_apart(text: Text, subjects: list[Subject]) -> list[Subject]:
    """Whom a description or goal gives a task: by an order, a label, or as who leads (`Sở Y tế chủ trì`), and who acts behind them."""
    kept: list[Subject] = []
    for subject in subjects:
        leads = subject.specific and LEAD.match(text.folded, text.skip(subject.mentions[-1].end)) is not None
        if subject.order in {"assign", "request"} or subject.label or leads or kept and subject.specific:
            kept.append(subject)
    return kept


def _is_department(mention: Mention) -> bool:
    """A body of its own: a closing paragraph asks groups, officers and lower authorities in general."""
    return not mention.generic and mention.kind not in {"ubnd", "chuc_danh", "group"}


def _is_task(unit: Unit) -> bool:
    """Whether a title's words are themselves a task (`Xây dựng kế hoạch ...:`) and not a title (`Công tác tuyên truyền`)."""
    return unit.ends_open and TASK_VERB.match(unit.text.folded, unit.text.skip(unit.start)) is not None


def _takes(unit: Unit, first: Subject, closing: bool) -> bool:
    """Whether the agencies that a unit begins with are given its task."""
    text, place, above = unit.text, unit.place, unit.above
    end = after_bracket(text.text, first.mentions[-1].end)
    itemised = unit.heading is not None or unit.passage.kind == "bullet"
    if first.order in {"assign", "request"} or first.label:
        return not (closing and first.order == "request")
    if first.order == "demand":
        return ((not closing or all(map(_is_department, first.mentions))) and (above.duties is None or above.assigning)
                and (itemised or first.specific))
    if first.order == "direct" or is_past(text, end) or closing or (place.situation and above.duties is None):
        return False
    duty = is_duty(text, end)
    if place.opening and not above.assigning and (not itemised and not duty or text.folded.rstrip(" :.;").endswith("nhu sau")):
        return False
    if first.order == "of":
        return first.colon
    if not first.colon and regex.match(r"\s*,?\s*\p{Ll}", text.text[first.end :]) is None:
        return False
    if duty or above.duties is not None or above.assigning:
        return True
    if is_procedure(place):
        return False
    named = first.specific or are_institutions(text, first.mentions)
    return (place.organisation and (itemised or first.specific)) or (place.tasks and named and itemised and not place.political(first))
