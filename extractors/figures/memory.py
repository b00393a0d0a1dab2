"""What the text before tells about the next figure: years, the last unit, what was named."""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from extractors.figures import years
from extractors.figures.kinds import OBSERVATION
from extractors.figures.sections import Place
from extractors.figures.subjects import Told
from extractors.figures.years import YearMark


@dataclass(slots=True)
class Memory:
    """`measured`: the last year measured in and its source, under the topmost heading `root`; `ahead` see `kinds.Setting`."""

    measured: tuple[int, str] | None = None
    root: int | None = None
    unit: str | None = None
    told: Told = field(default_factory=Told)
    ahead: bool = False

    def enter(self, place: Place, issued: int | None) -> None:
        """Go on to the next passage."""
        if self.root != place.root:
            self.root, self.measured, self.ahead = place.root, None, False
        self.ahead = self.ahead or bool(place.years and issued and place.years[0] > issued)

    def remember(self, text: str, marks: Sequence[YearMark], place: Place) -> None:
        """Keep the last year of a sentence that is neither compared with nor past (`năm 2010 ..., đến nay ...`)."""
        plain = [m.year for m in marks if m.kind == "plain" and not years.is_over(text, m)]
        if plain:
            announced = place.title or place.passage.reading.rstrip().endswith(":")
            self.measured = plain[-1], "heading" if announced else "sentence"

    def year(
        self, mark: YearMark | None, kind: str, place: Place, document: Mapping[str, Any], report: bool
    ) -> tuple[int | None, str | None]:
        """The year of a figure and its source: that of its sentence (`mark`), of the text before, of a heading or of the document."""
        issued = document.get("issue_year")
        if kind == OBSERVATION:
            if mark:
                return mark.year, "sentence"
            if self.measured and (report or issued is None or self.measured[0] <= issued):
                return self.measured
            if place.years:
                return place.years[0], "heading"
            year = (document.get("period_end") if report else None) or issued
            return (year, "document") if year else (None, None)
        if mark and (issued is None or mark.year >= issued):
            return mark.year, "sentence"
        later = [y for y in place.years if issued is None or y >= issued]
        if later:
            return later[0], "heading"
        year = document.get("period_end")
        return (year, "document") if year else (None, None)
