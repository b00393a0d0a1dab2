"""Figures of a document told apart into targets and observations, with all their columns."""
from __future__ import annotations

import weakref
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

import regex

from extractors import sentences
from extractors.context import Context
from extractors.figures import (
    counts, direction as figure_direction, exclusions, indicators, kinds, numbers, segments, unnamed, words as figure_words, years
)
from extractors.figures.kinds import TARGET, Setting, Verdict
from extractors.figures.memory import Memory
from extractors.figures.numbers import Figure
from extractors.figures.sections import Place, places
from extractors.figures.segments import Segment
from extractors.figures.years import YearMark
from extractors.sentences import Sentence
from pipeline.model.layout import Layout
from pipeline.model.record import Record

_REPORTS = frozenset({"bao_cao", "thong_ke"})
_DIGIT = regex.compile(r"\d")
_PREAMBLE = regex.compile(r"\s*[-–+*]?\s*(?:Căn\s+cứ|Can\s+cu|Xét\s+|Theo\s+đề\s+nghị)\b", regex.IGNORECASE)
_TEXT_SURE = 0.5
_MISREAD_PERCENT = regex.compile(r"(?:100|[1-9]\d)(?:96|06|9|%?6)(?=\s|$)|\d{5,}")
"""10096 người: a percent sign read as digits; documents print a dot between thousands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureRecord(Record):
    """The columns that targets and observations share; values are Decimals, `year_source` sentence | heading | document | None.

    `sentence` is also the source of a year that an earlier sentence under the same topmost heading measures in; `heading` counts
    lead-in lines (`... các chỉ tiêu sau:`).
    """

    indicator: str
    direction: str | None
    comparator: str
    value_min: Decimal | None
    value_max: Decimal | None
    unit: str | None
    per: str | None
    baseline_value: Decimal | None
    baseline_year: int | None
    year: int | None
    year_source: str | None
    scope: str | None
    value_text: str


def read(layout: Layout, context: Context, kind: str) -> list[dict[str, Any]]:
    """The columns, provenance included, of all records of `kind` (target | observation), in reading order.

    Both tables come from one look at the document; the last one is remembered.
    """
    global _last
    last = _last
    if last is None or last[0]() is not layout or last[1] != dict(context.document):
        last = _last = (weakref.ref(layout), dict(context.document), _rows(layout, context.document))
    return [row for found, row in last[2] if found == kind]


_last: tuple[weakref.ref[Layout], dict[str, Any], list[tuple[str | None, dict[str, Any]]]] | None = None


def _rows(layout: Layout, document: Mapping[str, Any]) -> list[tuple[str | None, dict[str, Any]]]:
    found: list[tuple[str | None, dict[str, Any]]] = []
    memory = Memory()
    report = document.get("doc_type") in _REPORTS
    pictures = frozenset(page.number for page in layout.document.pages if page.source == "ocr")
    for place in places(layout):
        text = place.passage.reading
        if _DIGIT.search(text) is None or (place.root is None or place.section == "legal") and _PREAMBLE.match(text) or _of_table(text):
            continue
        memory.enter(place, document.get("issue_year"))
        found += _Reader(layout, document, report, place, memory, pictures).rows()
    return found


def _of_table(text: str) -> bool:
    """Whether the passage is the debris of a table that was not recognised as one: rules read as bars, or mostly figures."""
    tokens = text.split()
    figures = sum(token[0].isdigit() for token in tokens)
    return "|" in text or len(tokens) >= 6 and figures > 0.5 * len(tokens)


@dataclass(slots=True)
class _Reader:
    """One passage."""

    layout: Layout
    document: Mapping[str, Any]
    report: bool
    place: Place
    memory: Memory
    pictures: frozenset[int]

    def rows(self) -> list[tuple[str | None, dict[str, Any]]]:
        """(kind, columns) of the passage's figures; remembers the last year that it measures in."""
        text, made = self.place.passage.reading, []
        self.memory.told.enter(text[self.place.passage.content :], self.title())
        figures = numbers.find(text, self.place.passage.content, self.place.passage.page in self.pictures)
        if not figures:
            self.memory.remember(text, years.marks(text, 0, len(text)), self.place)
            return made
        for sentence in sentences.read(text, "figure_cues"):
            own = [f for f in figures if sentence.start <= f.start < sentence.end]
            marks = years.marks(text, sentence.start, sentence.end)
            if own:
                figures_, starts = self.figures(text, sentence, own)
                marks = self.told_apart(text, marks, starts)
                made += [(verdict.kind, row) for verdict, row in self.sentence(text, sentence, figures_, starts, marks)]
            self.memory.remember(text, marks, self.place)
        return made

    def title(self) -> str | None:
        """The title of the nearest heading."""
        heading = self.place.passage.heading
        return None if heading is None else self.layout.headings[heading].title

    def told_apart(self, text: str, marks: list[YearMark], starts: dict[int, Figure]) -> list[YearMark]:
        """The years, those that a figure started from or that tell an age marked as such."""
        begun = [m for m in marks for at, start in starts.items() if start.end <= m.start < at]
        issued = self.document.get("issue_year")
        return [replace(m, kind="baseline") if m in begun or years.is_age(text, m, issued) else m for m in marks]

    def sentence(
        self, text: str, sentence: Sentence, figures: list[Figure], starts: dict[int, Figure], marks: list[YearMark]
    ) -> list[tuple[Verdict, dict[str, Any]]]:
        issued = self.document.get("issue_year") or self.document.get("period_start")
        setting = Setting(self.report, issued, self.place.section, self.place.title, self.memory.ahead)
        parts = segments.segments(text, sentence.start, sentence.end, figures) if figures else []
        made: list[tuple[Verdict, dict[str, Any]]] = []
        for figure, part in zip(figures, parts):
            verdict = kinds.decide(text, setting, sentence, part, figure, marks)
            if verdict.kind is None and made and ";" not in text[part.start : figure.start] and figure.known and not setting.title:
                verdict = Verdict(made[-1][0].kind, "in_list", made[-1][0].confidence - 0.1)
            if verdict.kind is not None:
                made.append((verdict, self.row(text, sentence, part, figure, marks, verdict, starts.get(figure.start))))
        return made

    def figures(self, text: str, sentence: Sentence, figures: list[Figure]) -> tuple[list[Figure], dict[int, Figure]]:
        """Those that may be records, and by their offset the figures that some of them start from."""
        parts = segments.segments(text, sentence.start, sentence.end, figures)
        named = counts.named(text, figures, sentence.start, sentence.end)
        kept, starts, gone = [], {}, set()
        for index, (figure, part) in enumerate(zip(figures, parts)):
            if not figure.unit:
                figure = self.with_unit(text, sentence, figure, kept, figure.start in named)
            start = figure_words.baseline(text, figures, index, sentence.start)
            if start is not None:
                starts[figure.start] = start
                gone |= {f.start for f in figures[figures.index(start) : index]}
            if not exclusions.reason(text, figure, part, kept[-1] if kept else None, self.place.section):
                kept.append(figure)
        return [f for f in kept if f.start not in gone], starts

    def with_unit(self, text: str, sentence: Sentence, figure: Figure, kept: list[Figure], named: bool) -> Figure:
        """A figure printed without a noun, with that of the figures `kept` before it which it goes with."""
        unit = unnamed.unit(text, figure, kept)
        if not unit and named:
            unit = counts.unit(text, figure, sentence.start, kept, self.memory.unit)
        return replace(figure, unit=unit, named=named)

    def row(
        self, text: str, sentence: Sentence, part: Segment, figure: Figure, marks: list[YearMark], verdict: Verdict, start: Figure | None
    ) -> dict[str, Any]:
        quote = self.layout.quote(*self.place.passage.span(*_trimmed(text, part.head, part.end)))
        unit = figure.unit or unnamed.borrowed(text, part, figure, self.memory.unit, self.place.passage.kind == "bullet")
        if unit and unit != "%":
            self.memory.unit = unit
        target = verdict.kind == TARGET
        mark = years.year_at(text, marks, figure.start, figure.end, part.end, target)
        year, source = self.memory.year(mark, verdict.kind, self.place, self.document, self.report)
        direction = figure_direction.direction(text, part, sentence.start, figure) or "reach"
        moved = direction in {"increase", "decrease"}
        words = self.named(text, sentence, part, figure, start, moved)
        from_ = [m for m in marks if start and start.end <= m.start < figure.start]
        base_year = years.baseline_year(text, marks, (figure.start, figure.end), (part.head, part.start, part.end), moved)
        return dict(
            quote=quote, heading=self.place.passage.heading, rule=verdict.rule,
            confidence=self.confidence(verdict, figure), indicator=words,
            direction=direction if target or direction != "reach" else None, comparator=figure.comparator,
            value_min=_plain(figure.value_min), value_max=_plain(figure.value_max), unit=unit or None,
            per=figure.per, baseline_value=_plain(start.low) if start else None,
            baseline_year=base_year or (from_[0].year if from_ else None),
            year=year, year_source=source, scope=figure_words.scope(text, part, figure), value_text=" ".join(figure.text.split()),
        )

    def named(self, text: str, sentence: Sentence, part: Segment, figure: Figure, start: Figure | None, moved: bool) -> str:
        """The indicator of the figure, remembered for those that go with it."""
        told, unnumbered = self.memory.told, replace(part, start=max(part.start, self.place.passage.content))
        told.details(text, sentence.start, figure)
        words = indicators.indicator(text, unnumbered, figure, told, start, moved)
        told.keep(words, figure, moved, part.bracket or told.compared)
        return words

    def confidence(self, verdict: Verdict, figure: Figure) -> float:
        """The rule's own, lowered for an unknown noun, a doubtful separator and uncertain reading of the number's words."""
        sure = verdict.confidence
        if not figure.known:
            sure -= 0.15
        if figure.slip:
            sure -= 0.2
        read = self.layout.quote(*self.place.passage.span(figure.start, figure.end)).confidence
        if read is not None and _MISREAD_PERCENT.match(figure.text):
            return 0.3
        if read is not None:
            sure = min(sure, 0.49) if read < _TEXT_SURE else sure * (0.7 + 0.3 * read)
        return round(max(sure, 0.05), 3)


def _plain(value: Decimal | None) -> Decimal | None:
    """Without trailing zeros: 46.20 -> 46.2, 6.0 -> 6."""
    if value is None:
        return None
    whole = value.to_integral_value()
    return whole if value == whole else value.normalize()


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in " ,;:.-–+":
        start += 1
    while end > start and text[end - 1] in " ,;:":
        end -= 1
    return start, end
