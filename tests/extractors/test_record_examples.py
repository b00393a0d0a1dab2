"""Examples of documents, headings, money and citations: text in, rows out (extractors/examples)."""
from __future__ import annotations

from dataclasses import dataclass, field
from importlib.resources import files

import pytest

from extractors import citations, documents, headings, money
from extractors.context import Context
from pipeline.model.document import Document, Line, Page, Word
from pipeline.stages.structure import build


@dataclass
class Block:
    text: list[str] = field(default_factory=list)
    rows: list[str] = field(default_factory=list)
    document: dict = field(default_factory=dict)

    def __str__(self) -> str:
        return (self.text or ["?"])[0][:40]


def blocks(name: str, separate: bool) -> list[Block]:
    """The file's blocks; with `separate` every line at the margin is a block of its own."""
    found = [Block()]
    for raw in files("extractors.examples").joinpath(f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if not raw.strip() or raw.startswith("%"):
            continue
        if raw.strip() == "---":
            found.append(Block())
        elif raw.startswith("@"):
            found[-1].document = {k: int(v) if v.isdigit() else v.replace("_", " ")
                                  for k, v in (pair.split("=") for pair in raw[1:].split())}
        elif raw.startswith("    "):
            found[-1].rows.append(raw.strip())
        else:
            if separate and found[-1].text:
                found.append(Block())
            found[-1].text.append(raw.removeprefix("# "))
    return [b for b in found if b.text]


def lay_out(lines: list[str]):
    page = Page(1, None, None, tuple(Line(tuple(Word(w) for w in line.split()), paragraph_start=True) for line in lines), source="text")
    return build(Document("0" * 16, "text/plain", (page,)))


def assert_columns(record, told: list[str]) -> None:
    for pair in told:
        column, _, value = pair.partition("=")
        actual = getattr(record, column.strip())
        actual = "none" if actual is None else "; ".join(actual) if isinstance(actual, tuple) else str(actual)
        assert actual == value.strip(), column


@pytest.mark.parametrize("block", blocks("citations", separate=True), ids=str)
def test_citations(block):
    found = citations.extract(lay_out(block.text), Context())
    told = [row.split(" | ") for row in block.rows]
    assert [f"{c.kind} {c.code or '-'}" for c in found] == [row[0] for row in told]
    for record, row in zip(found, told):
        assert_columns(record, row[1:])


@pytest.mark.parametrize("block", blocks("money", separate=False), ids=str)
def test_money(block):
    found = money.extract(lay_out(block.text), Context(document=block.document))
    told = [row.split(" | ") for row in block.rows]
    shown = [str(m.amount_max) if m.amount_min == m.amount_max else f"{str(m.amount_min).lower()}..{m.amount_max}" for m in found]
    assert shown == [row[0] for row in told]
    for record, row in zip(found, told):
        parent = [c for c in row[1:] if c.startswith("parent=")]
        assert_columns(record, [c for c in row[1:] if c not in parent])
        for pair in parent:
            assert (str(record.parent + 1) if record.parent is not None else "none") == pair.removeprefix("parent=")


@pytest.mark.parametrize("block", blocks("headings", separate=False), ids=str)
def test_headings(block):
    layout = lay_out(block.text)
    found = headings.extract(layout, Context())
    assert [f"{h.path} | {h.kind} | {h.title or '-'}" for h in found] == block.rows


@pytest.mark.parametrize("block", blocks("documents", separate=False), ids=str)
def test_documents(block):
    (row,) = documents.extract(lay_out(block.text), Context())
    assert_columns(row, block.rows)


@pytest.mark.parametrize("block", blocks("whole_documents", separate=False), ids=str)
def test_whole_documents(block):
    layout = lay_out(block.text)
    (row,) = documents.extract(layout, Context())
    assert_columns(row, [told for told in block.rows if not told.startswith("# ")])
    found = headings.extract(layout, Context())
    assert [f"# {h.path} | {h.kind} | {h.title or '-'}" for h in found] == [told for told in block.rows if told.startswith("# ")]
