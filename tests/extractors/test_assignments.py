"""Every example of `extractors/examples/assignments.txt`, read, structured and extracted."""
from __future__ import annotations

from pathlib import Path

import pytest

import extractors
from extractors import assignments
from extractors.context import Context
from pipeline.model.document import Document, Line, Page, Word
from pipeline.model.layout import Layout
from pipeline.stages.structure import build

EXAMPLES = Path(extractors.__file__).with_name("examples") / "assignments.txt"


def laid_out(text: str) -> Layout:
    """A document without geometry, one paragraph a line."""
    lines = tuple(Line(tuple(Word(w) for w in line.split()), paragraph_start=True) for line in text.splitlines() if line.strip())
    return build(Document("0" * 16, "text/plain", (Page(1, None, None, lines, source="text", route="text"),)))


def examples() -> list:
    found = []
    for part in EXAMPLES.read_text(encoding="utf-8").split("\n== ")[1:]:
        name, _, rest = part.partition("\n")
        text, _, rows = rest.partition("\n---\n")
        wanted = [] if rows.strip() == "nothing" else [[cell.strip() for cell in row.split("|")] for row in rows.strip().splitlines()]
        found.append(pytest.param(text, wanted, id=name))
    return found


@pytest.mark.parametrize(("text", "wanted"), examples())
def test_example(text: str, wanted: list[list[str]]) -> None:
    layout = laid_out(text)
    rows = assignments.extract(layout, Context())
    assert [(r.role, r.agency) for r in rows] == [(w[0], w[1]) for w in wanted]
    for row, want in zip(rows, wanted, strict=True):
        assert row.task.startswith(want[2]), row.task
        assert [row.deadline_text, row.deadline and row.deadline.isoformat()] == [*want[3:5], None, None][:2]
        assert row.quote.text == " ".join(layout.text[row.quote.start : row.quote.end].split())
        assert 0 < row.confidence <= 1 and row.agency_id.isascii()
