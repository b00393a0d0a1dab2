"""Which passages are the fixed parts of the letterhead, title, signature and recipients of the main instrument."""
from __future__ import annotations

import regex

from normalizers import instruments
from normalizers.plain import fold
from pipeline.model.layout import Parts, Passage
from pipeline.stages.structure.sections import PLACE_DATE

_NUMBER = regex.compile(r"^s[o0]\s*(?:[:;.,]|\d|/|$|\s\W)")
_SHORTEST_NAME = 7
"""Characters of `SỞ Y TẾ`: what stands before the motto on a line that runs over both columns may name the issuer."""


def find_parts(passages: list[Passage]) -> Parts:
    """Indices of the parts; the first signature and recipients after the title are the main instrument's."""
    head = [i for i, p in enumerate(passages) if p.part == "letterhead"]
    number = next((i for i in head if _NUMBER.match(fold(passages[i].text).strip())), None)
    dated = next((i for i in head if PLACE_DATE.search(fold(passages[i].text)) or "ngày" in passages[i].text), None)
    title = [i for i, p in enumerate(passages) if p.part == "title"]
    named = next((i for i in title if instruments.instrument(passages[i].text)), None)
    run_on = next((i for i in title[:1] if named is None and instruments.run_on(passages[i].text)), None)
    issuer = [i for i in head
              if i not in (number, dated) and _may_name_issuer(passages[i].text)
              and not instruments.is_rule(passages[i].text) and (number is None or i < number or dated is None)]
    return Parts(
        issuer=tuple(issuer), number=number, instrument=named if run_on is None else run_on,
        title=tuple(i for i in title if i != named and not instruments.is_rule(passages[i].text)),
        signature=_first_run(passages, "signature"), recipients=_first_run(passages, "recipients"),
    )


def _may_name_issuer(text: str) -> bool:
    motto = instruments.motto_at(text)
    return motto is None or motto >= _SHORTEST_NAME


def _first_run(passages: list[Passage], part: str) -> tuple[int, ...]:
    """The passages of that part in the first closing block (signature and recipients lines may alternate)."""
    run: list[int] = []
    for i, passage in enumerate(passages):
        if passage.part == part:
            run.append(i)
        elif run and passage.part not in {"signature", "recipients", "furniture"}:
            break
    return tuple(run)
