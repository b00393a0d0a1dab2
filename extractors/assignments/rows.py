"""One unit (bullet, paragraph, numbered item) -> its tasks: agency, role, words."""
from __future__ import annotations

from dataclasses import dataclass, replace

import regex

from extractors.assignments.duty import is_duty
from extractors.assignments.lists import Text
from extractors.assignments.openings import behind_enumerator
from extractors.assignments.roles import DUTY, Clause, later_partners, read_clause
from extractors.assignments.subjects import Subject, inner_subjects
from normalizers.agencies import Mention
from normalizers.plain import fold

_SENTENCE_END = regex.compile(r"(?<!\b(?:TP|Tp|TX|PGS|TS|ThS|KT|TM|số|St))[.!?]+\s+(?=[\p{Lu}“\"])")
_NO_TASK = regex.compile(
    r"(?:(?:tap trung|tiep tuc|khan truong|nghiem tuc|can|phai|to chuc|chi dao)\s+)*"
    r"(?:(?:thuc hien|trien khai|chi dao|quan triet)\s*"
    r"(?:tot|ngay|nghiem|nghiem tuc|day du|kip thoi|quyet liet|co hieu qua|hieu qua|dong bo|,|va|\s)*)*"
    r"(?:(?:mot so|cac|nhung|cu the)?\s*(?:noi dung|nhiem vu|cong viec|giai phap|viec|cong tac)"
    r"(?:\s*,\s*(?:nhiem vu|giai phap))?(?:\s+(?:chu yeu|trong tam|cu the|cap bach))?)?\s*"
    r"(?:sau day|sau|nhu sau|cu the nhu sau|cu the|duoi day)?"
)
"""thực hiện tốt một số nhiệm vụ sau: announces the tasks, is none"""


def announces(words: str) -> bool:
    """Whether the words only say that tasks follow (`triển khai các nội dung sau`)."""
    return _NO_TASK.fullmatch(fold(words).strip(" .:;/")) is not None


_OTHER_LABEL = regex.compile(
    r"\s*[.;,]?\s*\b(?:thoi gian|thoi han|thoi diem|hoan thanh|kinh phi|san pham|dia diem|ket qua|tien do"
    r"|nguon(?: kinh phi| von)?)\b(?: [a-z]+){0,4}\s*:"
)
"""Cơ quan chủ trì: Sở Y tế; Thời gian hoàn thành: quý I: what follows is no task"""

_ONLY_WHEN = regex.compile(r"(?:(?:hoan thanh|xong)\s+)*(?:trong|truoc|vao|tu|den|den het|cham nhat)\s+"
                           r"(?:(?:ngay|thang|quy|nam|het|dau|cuoi)\b|\d)[^.;]{0,60}")
"""(giao Sở Y tế, hoàn thành trong quý II/2021): when, not what"""

_LETTERS = regex.compile(r"\p{L}{2,}")
_TAIL = regex.compile(r"(?:[\s.;,:/]|\((?:[ivx]{1,4}|\d{1,2}|[a-zđ])\))+$")
"""...; (ii): the mark of the next item is no part of this one"""


@dataclass(frozen=True, slots=True)
class Actor:
    """An agency that acts: canonical name and the words printed. `role` is what it has where the task says nothing.

    `place`: (passage, start, end) of the words, offsets in the passage's reading.
    """

    name: str
    text: str
    place: tuple[int, int, int]
    role: str = "implement"
    generic: bool = False

    @staticmethod
    def of(text: Text, mention: Mention, role: str = "implement") -> Actor:
        return Actor(mention.name, mention.text, (text.passage, mention.start, mention.end), role, mention.generic)


@dataclass(frozen=True, slots=True)
class Duties:
    """Who acts in the units below a heading or lead-in line. `asked`: the heading says `Đề nghị`; `rule`: where they were named.

    `fixed`: a label gives the role, whatever the words behind it say.
    """

    actors: tuple[Actor, ...]
    partners: tuple[Actor, ...] = ()
    asked: bool = False
    rule: str = "under_agency_heading"
    fixed: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """One agency's part in one task; offsets in the passage's reading. `task` is number within the unit."""

    actor: Actor
    role: str
    task: int
    start: int
    words: tuple[int, int]
    rule: str
    confidence: float


_WHEN_OR_WHERE = regex.compile(r"\s*(?:Thời (?:gian|hạn|điểm)|Địa điểm)(?:\s\p{Ll}+){0,5}\s*:")


def is_wording(words: str) -> bool:
    """Whether the words can be a task: two words at least, more letters than figures and rules (not `14`, `| 27.915 | 3.468`), and
    not only when or where something is (`Thời gian kiểm tra: ...`)."""
    if "|" in words or _WHEN_OR_WHERE.match(words):
        return False
    letters = sum(c.isalpha() for c in words)
    return len(_LETTERS.findall(words)) > 1 and 2 * letters > len(words.replace(" ", ""))


def sentences(text: str, start: int, end: int | None = None) -> list[tuple[int, int]]:
    """Half-open spans of the sentences between the offsets."""
    stop = len(text) if end is None else end
    spans, begin = [], start
    for found in _SENTENCE_END.finditer(text, start, stop):
        spans.append((begin, found.start() + 1))
        begin = found.end()
    if begin < stop:
        spans.append((begin, stop))
    return spans


def duties_of(text: Text, subject: Subject) -> Duties | None:
    """What a lead-in hands down: its agencies with their roles, where the unit has no task of its own; None where it has one."""
    clause = read_clause(text, subject.end, reach=False)
    rest = text.text[clause.start :].strip(" .:;/")
    base = {"request": "request", "lead": "lead", "coordinate": "coordinate"}.get(subject.order or "", "implement")
    role = clause.role if clause.role in {"lead", "coordinate"} else base
    if rest and not announces(rest):
        return None
    actors = tuple(Actor.of(text, m, role) for m in subject.mentions)
    partners = tuple(Actor.of(text, m, "coordinate") for m in clause.partners)
    return Duties(actors, partners, subject.order == "request",
                  "under_lead_in" if clause.role or subject.order == "direct" else "under_agency_heading")


def passed_on(text: Text, start: int, duties: Duties) -> Duties | None:
    """The duties above with the role and partners of a line that adds only these: `Là cơ quan chủ trì, có trách
    nhiệm:`; None for any other."""
    clause = read_clause(text, start, reach=False)
    rest = text.text[clause.start :].strip(" .:;,/")
    duty = DUTY.fullmatch(fold(rest)) if rest else None
    if rest and duty is None and not announces(rest):
        return None
    if clause.role not in {"lead", "coordinate"}:
        return duties
    actors = tuple(replace(actor, role=clause.role) for actor in duties.actors)
    return replace(duties, actors=actors, partners=tuple(Actor.of(text, m, "coordinate") for m in clause.partners), rule="under_lead_in")


def read_unit(text: Text, start: int, duties: Duties | None, subjects: list[Subject], rule: str) -> list[Found]:
    """The tasks between `start` and the end: each subject's own, and what stands before the first one under `duties`."""
    found: list[Found] = []
    begins = [s.start for s in subjects] + [len(text.text)]
    if duties is not None and begins[0] > start and is_wording(text.text[start : begins[0]]):
        found += _segment(text, start, begins[0], duties, 0, start)
    number = 1 if found else 0
    for index, subject in enumerate(subjects):
        itemised = len(subjects) > index + 1 and behind_enumerator(text, subject.end) >= begins[index + 1]
        found += _of_subject(text, subject, begins[index + 1 + itemised], number, rule)
        number += 1
    return found


def _of_subject(text: Text, subject: Subject, end: int, number: int, rule: str) -> list[Found]:
    role = subject.order if subject.order in {"request", "lead", "coordinate"} else "implement"
    named = Duties(tuple(Actor.of(text, m, role) for m in subject.mentions), (), subject.order == "request",
                   _rule_of(subject, rule), subject.fixed)
    return _segment(text, subject.end, end, named, number, subject.start)


def _rule_of(subject: Subject, rule: str) -> str:
    if subject.label:
        return "after_label"
    return {"assign": "assigned", "request": "requested", "demand": "demanded"}.get(subject.order or "", rule)


def _segment(text: Text, start: int, end: int, duties: Duties, number: int, quoted: int) -> list[Found]:
    """Rows for the words from `start` on: the first sentence is the task, partners are looked for to the end."""
    clause = read_clause(text, start)
    if duties.rule == "after_label" and _OTHER_LABEL.match(text.folded, clause.start):
        end = clause.start
    words = _told(text, clause, start, _before_labels(text, clause, end))
    rows = [Found(actor, _role(actor, clause, duties), number, quoted, words, duties.rule,
                  _trust(actor, clause, duties.rule)) for actor in duties.actors]
    acting = {actor.name for actor in duties.actors}
    partners = [Actor.of(text, m, "coordinate") for m in clause.partners if m.start < end]
    partners += [p for p in duties.partners if clause.role != "coordinate"]
    seen: set[str] = set()
    for partner in partners:
        if partner.name not in acting | seen:
            seen.add(partner.name)
            rows.append(Found(partner, "coordinate", number, quoted, words, duties.rule, _trust(partner, clause, duties.rule)))
    for mention, begin in later_partners(text, clause.start, end):
        partner = Actor.of(text, mention, "coordinate")
        if partner.name not in acting | seen:
            seen.add(partner.name)
            own = sentences(text.text, min(begin, end), end)
            span = _trimmed(text.text, *own[0]) if own else words
            rows.append(Found(partner, "coordinate", number, quoted, span if span[1] - span[0] > 5 else words, "later_partner", 0.85))
    return rows


def _before_labels(text: Text, clause: Clause, end: int) -> int:
    """Where the words end: before `; thời gian: 2022 - 2024` in a bracket or behind a label."""
    label = _OTHER_LABEL.search(text.folded, clause.start, end) if clause.role else None
    return label.start() if label and text.folded[label.start()] in ".;,"  else end


def _told(text: Text, clause: Clause, start: int, end: int) -> tuple[int, int]:
    """The span of the first sentence that says what is to be done; empty where only who, in which role or when is said."""
    begin = min(clause.start, end)
    first = sentences(text.text, begin, end)
    if not first:
        return (begin, begin) if clause.role else _trimmed(text.text, start, end)
    words = _trimmed(text.text, *first[0])
    return (begin, begin) if _ONLY_WHEN.fullmatch(text.folded[slice(*words)].rstrip(" )")) else words


def _role(actor: Actor, clause: Clause, duties: Duties) -> str:
    if duties.fixed:
        return actor.role
    if duties.asked:
        return "lead" if clause.role == "lead" else "request"
    if actor.role in {"lead", "coordinate"} and clause.role in {None, "implement"}:
        return actor.role
    return clause.role or actor.role


def _trust(actor: Actor, clause: Clause, rule: str) -> float:
    base = {"under_agency_heading": 0.95, "under_lead_in": 0.93, "assigned": 0.94, "requested": 0.93,
            "after_label": 0.93, "names_agency": 0.9, "on_duty": 0.93}.get(rule, 0.85)
    return base - (0.03 if actor.generic else 0.0) + (0.02 if clause.role in {"lead", "coordinate"} else 0.0)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in " ,;:-–":
        start += 1
    tail = _TAIL.search(text, start, end)
    stop = tail.start() if tail and tail.end() == end else end
    return start, stop - (text[start:stop].endswith(")") and "(" not in text[start:stop])


def subjects_in(text: Text, start: int, first: Subject | None, plain: bool) -> list[Subject]:
    """All subjects of a unit: the one it begins with (if taken) and the ones named further on.

    `plain`: also sentences that merely begin with an agency; else words of order or duty are needed.
    """
    begin = first.end if first else start
    inner = [s for s in inner_subjects(text, begin, len(text.text)) if plain or s.order or s.label or is_duty(text, s.mentions[-1].end)]
    return [first, *inner] if first else inner
