"""One unit in its place: does it hand agencies down to the units below, or is it a task, and whose?"""
from __future__ import annotations

from dataclasses import dataclass, replace

import regex

from extractors.agency_names import after_bracket
from extractors.assignments_labels import bare_role, is_bare_label, listed_alone
from extractors.assignments_lists import Text
from extractors.assignments_roles import later_partners
from extractors.assignments_rows import Actor, Duties, Found, duties_of, passed_on, read_unit, subjects_in
from extractors.assignments_sections import Place, closes, is_execution_clause, is_legal_ground, is_procedure
from extractors.assignments_subjects import Subject, are_institutions, is_duty, is_of_others, is_past, subject_at
from extractors.assignments_titles import titled_subject
from normalizers.plain import fold
from pipeline.model.layout import Heading, Passage


@dataclass(frozen=True, slots=True)
class Above:
    """What a unit inherits. `assigning`: a bare `Phân công thực hiện:` stands above; `detailed`: it spells out a task already taken;
    `label`: the role of a title that is a label (`Cơ quan chủ trì`)."""

    duties: Duties | None = None
    assigning: bool = False
    detailed: bool = False
    label: str | None = None


_MARK = regex.compile(r"[^\p{L}\d\"“(]*")


@dataclass(frozen=True, slots=True)
class Unit:
    """A bullet, paragraph or numbered item. `opens`: units of its own stand below it; `peers`: the headings beside it name agencies."""

    text: Text
    passage: Passage
    above: Above
    place: Place
    opens: bool
    heading: Heading | None = None
    peers: bool = False

    @property
    def start(self) -> int:
        """Where the words begin, behind the mark and what a scan makes of it (`-- Chủ trì`)."""
        return _MARK.match(self.text.text, self.passage.content).end()

    @property
    def titled(self) -> bool:
        """Whether the unit is a title with its content below."""
        return self.heading is not None and self.heading.kind == "heading"

    @property
    def ends_open(self) -> bool:
        return self.text.text.rstrip().endswith(":")


def read(unit: Unit) -> tuple[Above, list[Found]]:
    """What the unit hands down, and its own tasks."""
    text, start, above = unit.text, unit.start, unit.above
    closing = closes(unit.passage, text.folded)
    if is_execution_clause(text.folded) or above.duties is None and unit.heading is None and is_legal_ground(text.folded, start):
        return above, []
    role = bare_role(text, start)
    if role is not None:
        return Above(assigning=True, label=role) if unit.opens else above, []
    alone = listed_alone(text, start) if above.label else ()
    if alone:
        return above, read_unit(text, start, None, [Subject(alone, start, len(text.text), above.label, True)], "after_label")
    first = _named_first(unit)
    if first is not None and not closing and _may_lead_in(unit):
        handed = _lead_in(unit, first)
        if handed is not None:
            return handed, []
    if first is None and unit.opens and is_bare_label(text, start):
        return Above(None, True), []
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
    found = _tasks(unit, taken, closing)
    if found and unit.opens and text.text.rstrip().endswith((":", "trong đó", "sau")):
        return Above(above.duties if taken is None else _of(text, taken), False, True), found
    return above, found


def _named_first(unit: Unit) -> Subject | None:
    """The agencies that the unit begins with; a title in capitals of groups alone (`TRÁCH NHIỆM CỦA CÁC CƠ QUAN, ĐƠN VỊ`) is that of a section."""
    text, start = unit.text, unit.start
    titled = titled_subject(text, start, unit.heading, unit.opens, unit.peers and unit.place.organisation) if unit.heading else None
    first = titled or subject_at(text, start)
    return None if first is not None and unit.titled and text.text.isupper() and not first.specific else first


def _member_behind(text: Text, group: Subject) -> Subject | None:
    """`Các phòng, ban: Phòng Y tế kiểm tra ...`: whoever of the group acts is named behind its colon."""
    member = subject_at(text, group.end)
    return member if member is not None and member.specific and regex.match(r"\s*\p{Ll}", text.text[member.mentions[-1].end :]) else None


def _tasks(unit: Unit, taken: Subject | None, closing: bool) -> list[Found]:
    text, above, place = unit.text, unit.above, unit.place
    plain = not closing and not place.opening and (above.duties is not None or above.assigning or place.tasks or taken is not None)
    subjects = subjects_in(text, unit.start, taken, plain)
    if closing:
        subjects = [s for s in subjects if s.order == "assign"]
    elif place.situation and above.duties is None:
        subjects = [s for s in subjects if s.order in {"assign", "request"} or s.label]
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


def _lead_in(unit: Unit, first: Subject) -> Above | None:
    """The duties that a heading or lead-in line hands down; None where the unit is a task itself."""
    text = unit.text
    ended = not text.text[first.end :].strip(" .:;/")
    if first.label and not unit.ends_open:
        return None
    if not (ended or unit.opens or unit.titled or unit.ends_open):
        return None
    duties = duties_of(text, first) or (_with_rest(text, first) if unit.titled and unit.opens else None)
    if duties is None:
        is_body = regex.match(r"\s*la\b", text.folded[first.end :]) and regex.search(r"(?:co|chiu) (?:trach nhiem|nhiem vu)(?: sau)?\s*:?\s*$", text.folded)
        return Above(_of(text, first)) if is_body and unit.opens else None
    return None if first.order == "direct" and not unit.ends_open else Above(duties)


def _with_rest(text: Text, first: Subject) -> Duties | None:
    """A title whose list goes on in words no list of names holds: `Chi cục Kiểm lâm, các chủ rừng`."""
    rest = text.text[first.end :].strip(" .:;/")
    if not regex.match(r"\s*(?:,|;|và\s)", text.text[first.mentions[-1].end :]) or len(rest.split()) > 12:
        return None
    pieces = [p.strip() for p in regex.split(r"[,;]|\bvà\s+(?=các\s)", rest) if p.strip()]
    if any(_TASK_VERB.match(fold(p)) or len(p.split()) > 7 for p in pieces):
        return None
    handed = _of(text, first)
    place = (text.passage, first.end, len(text.text))
    more = tuple(Actor(p[0].lower() + p[1:], p, place, handed.actors[0].role, True) for p in pieces if fold(p).startswith("cac "))
    return Duties(handed.actors + more, (), handed.asked)


def ordered_in(text: Text) -> Duties | None:
    """The agencies of `..., Chủ tịch UBND tỉnh yêu cầu các sở, ngành thực hiện các nội dung sau:`, whatever introduces it."""
    for order in regex.finditer(r"\b(?:yeu cau|de nghi|giao)\s", text.folded):
        subject = subject_at(text, order.start())
        if subject is not None and subject.order:
            return duties_of(text, subject)
    return None


def _may_lead_in(unit: Unit) -> bool:
    """No line in a description of the situation hands agencies down, nor the name of the authority above the first heading."""
    if unit.place.situation and unit.above.duties is None:
        return False
    return unit.passage.heading is not None or unit.passage.kind == "bullet" or (unit.ends_open and not unit.text.text.isupper())


def _of(text: Text, subject: Subject) -> Duties:
    role = "request" if subject.order == "request" else "implement"
    return Duties(tuple(Actor.of(text, m, role) for m in subject.mentions), (), subject.order == "request")


_TASK_VERB = regex.compile(
    r"(?:chu tri|phoi hop|to chuc|xay dung|chi dao|huong dan|tham muu|trien khai|thuc hien|kiem tra|ra soat|tong hop|bao cao|chuan bi|bo tri|chiu trach nhiem|tang cuong|day manh)\b"
)


def _is_task(unit: Unit) -> bool:
    """Whether a title's words are themselves a task (`Xây dựng kế hoạch ...:`) and not a title (`Công tác tuyên truyền`)."""
    return unit.ends_open and _TASK_VERB.match(unit.text.folded, unit.text.skip(unit.start)) is not None


def _takes(unit: Unit, first: Subject, closing: bool) -> bool:
    """Whether the agencies that a unit begins with are given its task."""
    text, place, above = unit.text, unit.place, unit.above
    end = after_bracket(text.text, first.mentions[-1].end)
    itemised = unit.heading is not None or unit.passage.kind == "bullet"
    if first.order in {"assign", "request"} or first.label:
        return not (closing and first.order == "request")
    if first.order == "demand":
        return not closing and (above.duties is None or above.assigning) and (itemised or first.specific)
    if first.order == "direct" or is_past(text, end) or closing or (place.situation and above.duties is None):
        return False
    duty = is_duty(text, end)
    if place.opening and not above.assigning and (not itemised and not duty or text.folded.rstrip(" :.;").endswith("nhu sau")):
        return False
    if first.order == "of":
        return first.colon
    if not first.colon and regex.match(r"\s*,?\s*\p{Ll}", text.text[end:]) is None:
        return False
    if duty or above.duties is not None or above.assigning:
        return True
    if is_procedure(place):
        return False
    named = first.specific or are_institutions(text, first.mentions)
    return (place.organisation and (itemised or first.specific)) or (place.tasks and named and itemised and not place.political(first))
