"""Passages in reading order -> tasks: which heading, lead-in line or bullet hands its agencies down to which unit."""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import regex

from extractors.agency_names import Names
from extractors.assignments_lists import Text
from extractors.assignments_rows import Duties, Found, duties_of, read_unit, subjects_in
from extractors.assignments_roles import later_partners
from extractors.assignments_sections import Place, closes, continues, is_execution_clause, is_legal_ground, is_procedure, orders_items, place_of
from extractors.assignments_subjects import LABELS, Subject, is_duty, is_past, subject_at
from normalizers.plain import fold
from pipeline.model.layout import Heading, Layout, Passage


@dataclass(frozen=True, slots=True)
class Task:
    """A found row with the passage it stands in; `words` where the task is not in the passage itself."""

    passage: int
    found: Found
    words: str | None = None


@dataclass(frozen=True, slots=True)
class Above:
    """What a unit inherits. `assigning`: a bare `Phân công thực hiện:` stands above; `detailed`: it spells out a task already taken."""

    duties: Duties | None = None
    assigning: bool = False
    detailed: bool = False


@dataclass(slots=True)
class _Walk:
    layout: Layout
    names: Names
    headings: dict[int, Above] = field(default_factory=dict)
    bullets: list[tuple[int, str | None, Above]] = field(default_factory=list)
    opening: Above = Above()
    heading: int | None = None
    places: dict[int | None, Place] = field(default_factory=dict)

    def run(self) -> Iterator[Task]:
        at = {h.passage: h for h in self.layout.headings}
        body = [i for i, p in enumerate(self.layout.passages) if p.part in {"body", "preamble"} and p.kind != "cell"]
        for order, index in enumerate(body):
            passage = self.layout.passages[index]
            following = self.layout.passages[body[order + 1]] if order + 1 < len(body) else None
            if passage.part == "preamble" and not regex.search(r"\b(?:[Gg]iao|chủ trì|[Đđ]ề nghị)\b", passage.reading):
                continue
            if passage.heading != self.heading:
                self.heading, self.bullets = passage.heading, []
            heading = at.get(index)
            if heading is None and order and continues(passage, self.layout.passages[body[order - 1]]):
                continue
            if heading is not None:
                self.bullets = []
                yield from self.numbered(index, passage, heading, following)
            else:
                yield from self.plain(index, passage, following)

    def place(self, heading: int | None) -> Place:
        if heading not in self.places:
            self.places[heading] = place_of(self.layout, heading)
        return self.places[heading]

    def numbered(self, index: int, passage: Passage, heading: Heading, following: Passage | None) -> Iterator[Task]:
        above = self.headings.get(heading.parent, Above()) if heading.parent is not None else self.opening
        text = Text.of(passage.reading, self.names)
        if heading.kind == "annex":
            return
        handed, tasks = self.unit(text, passage, passage.content, above, following is not None and _below(passage, following), heading)
        self.headings[heading.index] = handed
        for found in tasks:
            yield Task(index, found, self.borrowed(passage, found, heading))

    def plain(self, index: int, passage: Passage, following: Passage | None) -> Iterator[Task]:
        above = self.above(passage)
        text = Text.of(passage.reading, self.names)
        deeper = following is not None and (following.depth > passage.depth or following.kind == "bullet" and following.mark != passage.mark)
        colon = passage.reading.rstrip().endswith(":")
        opens = deeper or (colon and following is not None and (following.kind == "heading" or following.depth >= passage.depth))
        handed, tasks = self.unit(text, passage, passage.content, above, opens, None)
        if handed is not above or opens:
            self.bullets.append((passage.depth, passage.mark, handed))
        if passage.heading is None and colon and orders_items(text.folded):
            self.opening = Above(handed.duties if handed is not above else None, True)
        for found in tasks:
            yield Task(index, found, self.borrowed(passage, found, None))

    def above(self, passage: Passage) -> Above:
        """What is handed down to a bullet or paragraph; closes the bullets that stand beside or below it."""
        depth, mark = passage.depth, passage.mark
        same = [n for n, (d, m, _) in enumerate(self.bullets) if d > depth or (d == depth and m == mark)]
        if same:
            del self.bullets[same[0] :]
        if not depth and passage.kind == "paragraph":
            self.bullets = []
        return self.bullets[-1][2] if self.bullets else self.headings.get(passage.heading, Above())

    def unit(self, text: Text, passage: Passage, start: int, above: Above, opens: bool, heading: Heading | None) -> tuple[Above, list[Found]]:
        """What the unit hands down, and its own tasks."""
        place = self.place(passage.heading)
        closing = closes(passage, text.folded)
        if is_execution_clause(text.folded) or is_legal_ground(text.folded, start):
            return above, []
        first = subject_at(text, start)
        if first is not None and not closing and self.may_lead_in(text, passage, place, above):
            handed = self.lead_in(text, first, above, opens or bool(heading and heading.kind == "heading"))
            if handed is not None:
                return handed, []
        if first is None and opens and self.is_bare_label(text, start):
            return Above(None, True), []
        if heading is not None and heading.kind == "heading" and first is None and not self.is_task(text, start, passage):
            return above, []
        taken = first if first is not None and self.takes(text, first, above, place, passage, heading, closing) else None
        plain = not closing and not place.opening and (above.duties is not None or above.assigning or place.tasks or taken is not None)
        subjects = subjects_in(text, start, taken, plain)
        if closing:
            subjects = [s for s in subjects if s.order == "assign"]
        elif place.situation:
            subjects = [s for s in subjects if s.order in {"assign", "request"}]
        duties = above.duties if not closing else None
        if above.detailed:
            duties = None
        rule = "names_agency" if not taken or not is_duty(text, taken.mentions[-1].end) else "on_duty"
        found = read_unit(text, start, duties if taken is None else None, subjects, rule)
        if not found and not subjects and duties is None and not closing and not above.detailed and not place.situation:
            found = self.partners_alone(text, start, place)
        ends = text.text.rstrip().endswith((":", "trong đó", "sau"))
        handed = Above(above.duties if taken is None else self.of(taken), False, True) if found and opens and ends else above
        return handed, found

    def lead_in(self, text: Text, first: Subject, above: Above, opens: bool) -> Above | None:
        """The duties that a heading or lead-in line hands down; None where the unit is a task itself."""
        ended = not text.text[first.end :].strip(" .:;/")
        if first.label and not text.text.rstrip().endswith(":"):
            return None
        if not ended and not opens and not text.text.rstrip().endswith(":"):
            return None
        duties = duties_of(text, first)
        if duties is None:
            ruled = regex.search(r"(?:co|chiu) (?:trach nhiem|nhiem vu)(?: sau)?\s*:?\s*$", text.folded)
            if ruled is None or not opens or regex.match(r"\s*la\b", text.folded[first.end :]) is None:
                return None
            return Above(self.of(first))
        if first.order == "direct" and not text.text.rstrip().endswith(":"):
            return None
        if not opens and above.duties is None and not ended:
            return None
        return Above(duties)

    @staticmethod
    def may_lead_in(text: Text, passage: Passage, place: Place, above: Above) -> bool:
        """No line in a description of the situation hands agencies down, nor the name of the authority above the first heading."""
        if place.situation and above.duties is None:
            return False
        return passage.heading is not None or passage.kind == "bullet" or (text.text.rstrip().endswith(":") and not text.text.isupper())

    @staticmethod
    def of(subject: Subject) -> Duties:
        from extractors.assignments_rows import Actor

        role = "request" if subject.order == "request" else "implement"
        return Duties(tuple(Actor.of(m, role) for m in subject.mentions), (), subject.order == "request")

    @staticmethod
    def is_bare_label(text: Text, start: int) -> bool:
        found = next((m for role, label in LABELS if role == "assign" and (m := label.match(text.folded, text.skip(start)))), None)
        return found is not None and found.end() >= len(text.text.rstrip())

    @staticmethod
    def is_task(text: Text, start: int, passage: Passage) -> bool:
        """Whether a heading's words are themselves a task (`Xây dựng kế hoạch ...:`) and not a title (`Công tác tuyên truyền`)."""
        return text.text.rstrip().endswith(":") and regex.match(
            r"(?:chu tri|phoi hop|to chuc|xay dung|chi dao|huong dan|tham muu|trien khai|thuc hien|kiem tra|ra soat|tong hop|bao cao|chuan bi|bo tri)\b", text.folded[text.skip(start) :]
        ) is not None

    def takes(self, text: Text, first: Subject, above: Above, place: Place, passage: Passage, heading: Heading | None, closing: bool) -> bool:
        """Whether the agencies that a unit begins with are given its task."""
        end = first.mentions[-1].end
        if first.order in {"assign", "request"} or first.label:
            return not (closing and first.order == "request")
        if first.order == "demand":
            return not closing and (heading is not None or passage.kind == "bullet" or first.specific)
        if first.order == "direct":
            return False
        if is_past(text, end) or closing or place.situation and above.duties is None:
            return False
        if place.opening and (passage.kind != "bullet" and not is_duty(text, end) or text.folded.rstrip(" :.;").endswith("nhu sau")):
            return False
        if first.order == "of":
            return first.colon
        if not first.colon and regex.match(r"\s*,?\s*\p{Ll}", text.text[end:]) is None:
            return False
        if is_procedure(place) and not is_duty(text, end):
            return False
        if is_duty(text, end) or above.duties is not None or above.assigning:
            return True
        itemised = heading is not None or passage.kind == "bullet"
        return (place.organisation and (itemised or first.specific)) or (place.tasks and first.specific and itemised and not place.political(first))

    @staticmethod
    def partners_alone(text: Text, start: int, place: Place) -> list[Found]:
        from extractors.assignments_rows import Actor

        if not (place.tasks or place.organisation):
            return []
        return [Found(Actor.of(m, "coordinate"), "coordinate", 0, start, (begin, len(text.text.rstrip(" .;"))), "later_partner", 0.75)
                for m, begin in later_partners(text, start, len(text.text)) if not m.generic]

    def borrowed(self, passage: Passage, found: Found, heading: Heading | None) -> str | None:
        """A label without words of its own: the task is the title of the nearest heading above."""
        if found.words[1] - found.words[0] > 3:
            return None
        above = self.layout.ancestors(passage.heading)
        titled = next((h.title for h in above if h.title and h is not heading), None)
        labels = [m.start() for _, label in LABELS if (m := label.search(fold(passage.reading), passage.content))]
        before = passage.reading[passage.content : min([found.start, *labels])].strip(" .;,:-(")
        return before if len(before.split()) > 3 else titled


def _below(passage: Passage, following: Passage) -> bool:
    return following.kind in {"bullet", "paragraph"} or passage.reading.rstrip().endswith(":")


def walk(layout: Layout, names: Names) -> Iterator[Task]:
    """All tasks of the running text, in reading order."""
    return _Walk(layout, names).run()
