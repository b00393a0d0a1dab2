"""Passages in reading order -> tasks: which heading, lead-in line or bullet hands its agencies down to which unit."""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

import regex

from extractors.assignments.agency_names import Names
from extractors.assignments.labels import is_title_of_labels, words_before_labels
from extractors.assignments.lead_ins import ordered_in
from extractors.assignments.lists import Text
from extractors.assignments.rows import Found, announces
from extractors.assignments.sections import Place, concludes, continues, may_assign, orders_items, place_of
from extractors.assignments.subjects import subject_at
from extractors.assignments.titles import names_in_titles
from extractors.assignments.unit import Above, Unit
from extractors.assignments.units import read
from normalizers.plain import fold
from pipeline.model.layout import Heading, Layout, Passage


@dataclass(frozen=True, slots=True)
class Task:
    """A found row with the passage it stands in; `words` where the task is not in the passage itself."""

    passage: int
    found: Found
    words: str | None = None


@dataclass(frozen=True, slots=True)
class _Bullet:
    """A bullet with what it hands down. `titled`: to the paragraphs after it, not to bullets below."""

    depth: int
    mark: str | None
    above: Above
    titled: bool


@dataclass
class _Walk:
    layout: Layout
    names: Names
    headings: dict[int, Above] = field(default_factory=dict)
    bullets: list[_Bullet] = field(default_factory=list)
    opening: Above = Above()
    heading: int | None = None
    end: int = -1
    texts: dict[int, Text] = field(default_factory=dict)
    places: dict[int | None, Place] = field(default_factory=dict)

    def run(self) -> Iterator[Task]:
        at = {h.passage: h for h in self.layout.headings}
        ends = {i for i, p in enumerate(self.layout.passages) if p.part in {"signature", "recipients", "annex_title"}}
        body = _units(self.layout)
        for order, index in enumerate(body):
            passage = self.layout.passages[index]
            following = self.layout.passages[body[order + 1]] if order + 1 < len(body) else None
            if passage.part == "preamble" and not regex.search(r"\b(?:[Gg]iao|chủ trì|[Đđ]ề nghị)\b", passage.reading):
                continue
            if passage.heading != self.heading:
                self.heading, self.bullets = passage.heading, []
            heading = at.get(index)
            self.end = max([self.end, *(i for i in range(body[order - 1] + 1, index) if i in ends)]) if order else -1
            if heading is None and order and continues(passage, self.layout.passages[body[order - 1]]):
                yield from self.rest(index, passage)
            elif heading is not None:
                self.bullets = []
                yield from self.numbered(index, passage, heading, following)
            else:
                yield from self.plain(index, passage, following)

    def text(self, index: int) -> Text:
        if index not in self.texts:
            self.texts[index] = Text.of(self.layout.passages[index].reading, self.names, index)
        return self.texts[index]

    @cached_property
    def agency_parents(self) -> frozenset[int | None]:
        """Headings most of whose children begin with an agency."""
        named: dict[int | None, list[bool]] = {}
        for heading in self.layout.headings:
            if heading.kind != "annex":
                passage = self.layout.passages[heading.passage]
                named.setdefault(heading.parent, []).append(subject_at(self.text(heading.passage), passage.content) is not None)
        return frozenset(parent for parent, hits in named.items() if sum(hits) >= 2 and 2 * sum(hits) > len(hits))

    def among_agencies(self, heading: Heading) -> bool:
        """Whether the headings beside it name agencies that are given tasks."""
        return heading.parent in self.agency_parents and self.place(heading.index).organisation

    def place(self, heading: int | None) -> Place:
        if heading not in self.places:
            self.places[heading] = place_of(self.layout, heading)
        return self.places[heading]

    def numbered(self, index: int, passage: Passage, heading: Heading, following: Passage | None) -> Iterator[Task]:
        above = self.headings.get(heading.parent, Above()) if heading.parent is not None else self.opening
        if self.is_past_end(heading.parent):
            above = Above()
        if heading.kind == "annex":
            return
        opens = following is not None and _below(passage, following)
        text = self.text(index)
        handed, tasks = read(Unit(text, passage, above, self.place(passage.heading), opens, heading, heading.parent in self.agency_parents))
        self.headings[heading.index] = handed
        for found in tasks:
            yield Task(index, found, self.borrowed(passage, found, heading))

    def rest(self, index: int, passage: Passage) -> Iterator[Task]:
        """The rest of a paragraph cut in two: only what it orders further on is a task of its own."""
        for found in read(Unit(self.text(index), passage, Above(detailed=True), self.place(passage.heading), False))[1]:
            yield Task(index, found)

    def is_past_end(self, heading: int | None) -> bool:
        """Whether the document closed (signature, `Trên đây là ...`) after this heading, so that it hands nothing down any more."""
        return heading is not None and self.layout.headings[heading].passage < self.end

    def plain(self, index: int, passage: Passage, following: Passage | None) -> Iterator[Task]:
        above = Above() if self.is_past_end(passage.heading) else self.above(passage)
        if concludes(passage):
            self.end = index
        colon = passage.reading.rstrip().endswith(":")
        orders = passage.heading is None and colon and orders_items(fold(passage.reading))
        assigns = (orders or self.place(passage.heading).organisation or above != Above()
                   or may_assign(fold(passage.reading), passage.content))
        if not assigns:
            return
        text = self.text(index)
        deeper = (following is not None
                  and (following.depth > passage.depth or following.kind == "bullet"
                       and following.mark != passage.mark))
        titled = _is_title(passage, following)
        opens = titled or deeper or (colon and following is not None and (following.kind == "heading" or following.depth >= passage.depth))
        handed, tasks = read(Unit(text, passage, above, self.place(passage.heading), opens))
        if orders:
            ordered = handed.duties if handed is not above and not handed.detailed else ordered_in(text)
            self.opening = handed = Above(ordered, True)
            tasks = [t for t in tasks if not announces(passage.reading[slice(*t.words)])]
        if handed is not above or opens:
            self.bullets.append(_Bullet(passage.depth, passage.mark, handed, titled))
        for found in tasks:
            yield Task(index, found, self.borrowed(passage, found, None))

    def above(self, passage: Passage) -> Above:
        """What is handed down to a bullet or paragraph; closes the bullets that stand beside or below it."""
        depth, mark = passage.depth, passage.mark
        if passage.kind == "paragraph" and not depth:
            self.bullets = [b for b in self.bullets if b.titled]
        else:
            same = [n for n, b in enumerate(self.bullets) if b.depth > depth or (b.depth == depth and b.mark == mark)]
            del self.bullets[same[0] if same else len(self.bullets) :]
        if self.bullets:
            return self.bullets[-1].above
        return self.opening if passage.heading is None else self.headings.get(passage.heading, Above())

    def borrowed(self, passage: Passage, found: Found, heading: Heading | None) -> str | None:
        """Only a label stands here (`Đơn vị thực hiện: ...`): what is to be done is told by the heading over it."""
        folded = fold(passage.reading)
        told = folded[slice(*found.words)]
        before = words_before_labels(passage.reading, folded, passage.content, found.start)
        named = len(before.split()) > 2
        if len(told) > 3 and not (named and _JUST_DOES.fullmatch(told)):
            return None
        above = self.layout.ancestors(passage.heading)
        titles = (h.title or self.layout.passages[h.passage].reading[h.body or 0 :].strip(" .;:") for h in above if h is not heading)
        return before if named else next((title for title in titles if not is_title_of_labels(title)), None)


_LONGEST_TITLE = 40
_JUST_DOES = regex.compile(r"(?:thuc hien|trien khai(?: thuc hien)?|to chuc thuc hien)"
                           r"(?:\s*,?\s*(?:hoan thanh|xong|trong|truoc|tu|den|vao|hang nam)\b.*)?")
"""..., Trạm Khuyến nông phối hợp thực hiện, xong trước 30/9: what is done was said before"""


def _is_title(passage: Passage, following: Passage | None) -> bool:
    """Whether a bullet has no end of its own before the paragraphs it heads (`- Trung tâm Y tế huyện`, `- Đơn vị phối hợp:`)."""
    if passage.kind != "bullet" or following is None or following.kind != "paragraph":
        return False
    return not passage.reading.rstrip().endswith((".", ";", ",", "/")) and len(passage.reading.split()) <= _LONGEST_TITLE


def _units(layout: Layout) -> list[int]:
    """Indices of the passages that may be units; the agencies behind `Kính gửi` receive the letter."""
    found, addressed = [], False
    for index, passage in enumerate(layout.passages):
        if passage.part in {"body", "preamble"} and passage.kind != "cell":
            addressed = fold(passage.reading[:12]).startswith("kinh gui") or addressed and passage.kind == "bullet"
            found += [] if addressed else [index]
    return found


def _below(passage: Passage, following: Passage) -> bool:
    return following.kind in {"bullet", "paragraph"} or passage.reading.rstrip().endswith(":")


def walk(layout: Layout, names: Names) -> Iterator[Task]:
    """All tasks of the running text, in reading order."""
    first = _Walk(layout, names)
    texts = [(first.text(h.passage), h, layout.passages[h.passage].content, first.among_agencies(h))
             for h in layout.headings if h.kind in {"heading", "run_in"}]
    more = names_in_titles(texts)
    return (_Walk(layout, names.knowing(more)) if more else first).run()
