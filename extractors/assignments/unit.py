"""A bullet, paragraph or numbered item in its place, and what it inherits from the lines above it."""
from __future__ import annotations

from dataclasses import dataclass

import regex

from extractors.assignments.lists import Text
from extractors.assignments.openings import behind_enumerator
from extractors.assignments.rows import Actor, Duties
from extractors.assignments.sections import Place
from extractors.assignments.subjects import Subject
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
        """Where the words begin, behind the mark and what a scan makes of it (`-- Chủ trì`, `(1) Chủ trì`)."""
        return behind_enumerator(self.text, _MARK.match(self.text.text, self.passage.content).end())

    @property
    def titled(self) -> bool:
        """Whether the unit is a title with its content below."""
        return self.heading is not None and self.heading.kind == "heading"

    @property
    def ends_open(self) -> bool:
        return self.text.text.rstrip().endswith(":")


def duties_named(text: Text, subject: Subject) -> Duties:
    role = "request" if subject.order == "request" else "implement"
    return Duties(tuple(Actor.of(text, m, role) for m in subject.mentions), (), subject.order == "request")
