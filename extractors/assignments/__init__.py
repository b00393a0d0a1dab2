"""`assignments`: who is to do what, in which role, by when. One row per task, agency and role.

Units are bullets, paragraphs and numbered items (Nghị định 30/2020/NĐ-CP, Phụ lục I: bố cục of the body). Who acts is read from
the unit itself or inherited from the heading or lead-in line above it.
"""
from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from extractors.assignments.agency_names import resolve, set_up
from extractors.assignments.deadlines import read_deadline, read_period
from extractors.assignments.printed_words import as_printed, letters_mended
from extractors.assignments.tables import TableTask, table_tasks
from extractors.assignments.trust import reading, stands_apart, trust
from extractors.assignments.walk import Task, walk
from extractors.context import Context
from normalizers import agencies
from pipeline.model.layout import Layout
from pipeline.model.record import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment(Record):
    """One agency's part in one task. `task_no` is the same for all agencies of a task; `deadline` only where the date is whole."""

    task_no: int
    agency: str
    agency_id: str
    agency_text: str
    role: str
    task: str
    deadline_text: str | None
    deadline: date | None


def extract(layout: Layout, context: Context) -> tuple[Assignment, ...]:
    """All assignments, in reading order. A report on work done assigns nothing."""
    if context.document.get("doc_type") == "bao_cao":
        return ()
    told = [p.reading for p in layout.passages if p.part in {"preamble", "body"}]
    names = resolve(text for text in told if "(" in text)
    bodies = set_up(told)
    names = names.knowing(bodies) if bodies else names
    made = [((0, task.passage, task.found.task), _record(layout, task)) for task in walk(layout, names)]
    made += [((1, *task.key), _table_record(layout, task)) for task in table_tasks(layout, names)]
    made.sort(key=lambda pair: layout.tables[pair[0][1]].start if pair[0][0] else pair[1].quote.start)
    numbers = {key: number for number, key in enumerate(dict.fromkeys(key for key, _ in made), 1)}
    return tuple(replace(record, task_no=numbers[key]) for key, record in made)


def _record(layout: Layout, task: Task) -> Assignment:
    passage, found = layout.passages[task.passage], task.found
    words = task.words or " ".join(passage.reading[slice(*found.words)].split())
    quote = layout.quote(*passage.span(found.start, max(found.words[1], found.start + 1)))
    named, start, end = found.actor.place
    read = reading(layout, [(quote.start, quote.end), layout.passages[named].span(start, end)])
    agency = layout.passages[named]
    sure = trust(found.confidence, read, found.actor.name, words, letters_mended(agency, start, end), stands_apart(agency.reading, start))
    deadline_text, deadline = read_deadline(passage.reading[found.start :])
    return Assignment(
        quote=quote, heading=passage.heading, rule=found.rule, confidence=sure, task_no=0, agency=found.actor.name,
        agency_id=agencies.slug(found.actor.name), agency_text=as_printed(agency, start, end, found.actor.text),
        role=found.role, task=words, deadline_text=deadline_text, deadline=deadline,
    )


def _table_record(layout: Layout, task: TableTask) -> Assignment:
    passage = layout.passages[task.passage]
    quote = layout.quote(*passage.span(*task.span))
    read = reading(layout, [(quote.start, quote.end), *((p.start, p.end) for p in map(layout.passages.__getitem__, task.told))])
    sure = trust(0.95, read, task.agency, task.words, letters_mended(passage, *task.span), stands_apart(passage.reading, task.span[0]))
    deadline_text, deadline = read_period(task.when)
    return Assignment(
        quote=quote, heading=task.heading, rule="in_table", confidence=sure, task_no=0, agency=task.agency,
        agency_id=agencies.slug(task.agency), agency_text=as_printed(passage, *task.span, task.text), role=task.role, task=task.words,
        deadline_text=deadline_text, deadline=deadline,
    )
