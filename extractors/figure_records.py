"""Figures of a document told apart into targets and observations, with all their columns."""
from __future__ import annotations

import weakref
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

import regex

from extractors import figure_exclusions, figure_kinds, figure_numbers, figure_segments, figure_words, figure_years, sentences
from extractors.context import Context
from extractors.figure_kinds import OBSERVATION, Setting, Verdict
from extractors.figure_numbers import Figure
from extractors.figure_sections import Place, places
from extractors.figure_segments import Segment
from extractors.figure_years import YearMark
from extractors.sentences import Sentence
from normalizers import units
from normalizers.plain import fold
from normalizers.unreadable import Unreadable
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


@dataclass(slots=True)
class _Memory:
    """What the text before tells about the next figure: the last year measured in, its source and topmost heading, and the last unit."""

    measured: tuple[int, str] | None = None
    root: int | None = None
    unit: str | None = None
    indicator: str | None = None
    ahead: bool = False


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
    memory = _Memory()
    report = document.get("doc_type") in _REPORTS
    pictures = frozenset(page.number for page in layout.document.pages if page.source == "ocr")
    for place in places(layout):
        text = place.passage.reading
        if _DIGIT.search(text) is None or (place.root is None or place.section == "legal") and _PREAMBLE.match(text) or _of_table(text):
            continue
        if memory.root != place.root:
            memory.root, memory.measured, memory.ahead = place.root, None, False
        memory.ahead = memory.ahead or bool(place.years and document.get("issue_year") and place.years[0] > document["issue_year"])
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
    memory: _Memory
    pictures: frozenset[int]

    def rows(self) -> list[tuple[str | None, dict[str, Any]]]:
        """(kind, columns) of the passage's figures; remembers the last year that it measures in."""
        text, made = self.place.passage.reading, []
        figures = figure_numbers.find(text, self.place.passage.content, self.place.passage.page in self.pictures)
        if not figures:
            self.remember(figure_years.marks(text, 0, len(text)))
            return made
        for sentence in sentences.read(text, "figure_cues"):
            own = [f for f in figures if sentence.start <= f.start < sentence.end]
            marks = figure_years.marks(text, sentence.start, sentence.end)
            if own:
                made += [(verdict.kind, row) for verdict, row in self.sentence(text, sentence, own, marks)]
            self.remember(marks)
        return made

    def remember(self, marks: Sequence[YearMark]) -> None:
        plain = [m.year for m in marks if m.kind == "plain"]
        if plain:
            announced = self.place.title or self.place.passage.reading.rstrip().endswith(":")
            self.memory.measured = plain[-1], "heading" if announced else "sentence"

    def sentence(self, text: str, sentence: Sentence, figures: list[Figure], marks: list[YearMark]) -> list[tuple[Verdict, dict[str, Any]]]:
        setting = Setting(self.report, self.document.get("issue_year") or self.document.get("period_start"), self.place.section, self.place.title, self.memory.ahead)
        figures, starts = self.figures(text, sentence, figures)
        parts = figure_segments.segments(text, sentence.start, sentence.end, figures) if figures else []
        made: list[tuple[Verdict, dict[str, Any]]] = []
        begun = [m for m in marks for at, start in starts.items() if start.end <= m.start < at]
        marks = [replace(m, kind="baseline") if m in begun or figure_years.is_age(text, m, self.document.get("issue_year")) else m for m in marks]
        for figure, part in zip(figures, parts):
            verdict = figure_kinds.decide(text, setting, sentence, part, figure, marks)
            if verdict.kind is None and made and ";" not in text[part.start : figure.start] and figure.known and not setting.title:
                verdict = Verdict(made[-1][0].kind, "in_list", made[-1][0].confidence - 0.1)
            if verdict.kind is not None:
                made.append((verdict, self.row(text, sentence, part, figure, marks, verdict, starts.get(figure.start))))
        return made

    def figures(self, text: str, sentence: Sentence, figures: list[Figure]) -> tuple[list[Figure], dict[int, Figure]]:
        """Those that may be records, and by their offset the figures that some of them start from."""
        parts = figure_segments.segments(text, sentence.start, sentence.end, figures)
        kept, starts, gone = [], {}, set()
        for index, (figure, part) in enumerate(zip(figures, parts)):
            start = figure_words.baseline(text, figures, index, sentence.start)
            if start is not None:
                starts[figure.start] = start
                gone |= {f.start for f in figures[figures.index(start) : index]}
            if not figure_exclusions.reason(text, figure, part, kept[-1] if kept else None, self.place.section):
                kept.append(figure)
        return [f for f in kept if f.start not in gone], starts

    def row(self, text: str, sentence: Sentence, part: Segment, figure: Figure, marks: list[YearMark], verdict: Verdict, start: Figure | None) -> dict[str, Any]:
        quote = self.layout.quote(*self.place.passage.span(*_trimmed(text, part.head, part.end)))
        unnumbered = replace(part, start=max(part.start, self.place.passage.content))
        words = figure_words.indicator(text, unnumbered, figure, self.memory.indicator, start)
        self.memory.indicator = words
        unit = figure.unit or self.unit_of(text, part, figure)
        if unit and unit != "%":
            self.memory.unit = unit
        from_ = [m for m in marks if start and start.end <= m.start < figure.start]
        year, source = self.year(text, part, figure, marks, verdict.kind)
        direction = figure_words.direction(text, part, sentence.start, figure)
        if verdict.kind == OBSERVATION:
            direction = None if direction == "reach" else direction
        else:
            direction = direction or "reach"
        base_year = figure_years.baseline_year(marks, part.head, part.end) or (from_[0].year if from_ else None)
        return dict(
            quote=quote, heading=self.place.passage.heading, rule=verdict.rule, confidence=self.confidence(verdict, figure, text), indicator=words,
            direction=direction, comparator=figure.comparator, value_min=_plain(figure.value_min), value_max=_plain(figure.value_max), unit=unit or None,
            per=figure.per, baseline_value=_plain(start.low) if start else None, baseline_year=base_year, year=year, year_source=source,
            scope=figure_words.scope(text, part, figure), value_text=" ".join(figure.text.split()),
        )

    def unit_of(self, text: str, part: Segment, figure: Figure) -> str | None:
        """The unit of a figure printed without one: of `số hộ nghèo: 1.250` the noun after `số`, in a list that of its neighbours."""
        head = fold(text[part.start : figure.start])
        at = head.rfind("so ")
        if at >= 0:
            try:
                return units.read(text[part.start + at + 3 : figure.start])
            except Unreadable:
                pass
        return self.memory.unit if self.place.passage.kind == "bullet" and not figure_exclusions.is_index(head) else None

    def year(self, text: str, part: Segment, figure: Figure, marks: list[YearMark], kind: str) -> tuple[int | None, str | None]:
        mark = figure_years.year_at(text, marks, figure.start, figure.end, part.end)
        issued = self.document.get("issue_year")
        if kind == OBSERVATION:
            if mark:
                return mark.year, "sentence"
            if self.memory.measured:
                return self.memory.measured
            if self.place.years:
                return self.place.years[0], "heading"
            year = (self.document.get("period_end") if self.report else None) or issued
            return (year, "document") if year else (None, None)
        if mark and (issued is None or mark.year >= issued):
            return mark.year, "sentence"
        later = [y for y in self.place.years if issued is None or y >= issued]
        if later:
            return later[0], "heading"
        year = self.document.get("period_end")
        return (year, "document") if year else (None, None)

    def confidence(self, verdict: Verdict, figure: Figure, text: str) -> float:
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
