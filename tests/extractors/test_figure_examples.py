"""Every example of `extractors/examples/targets.txt` and `observations.txt`: the text under its heading gives these rows and no others."""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pytest

import extractors
from extractors import observations, targets
from extractors.context import Context
from extractors.figures.records import FigureRecord
from pipeline.model.document import Document, Line, Page, Word
from pipeline.model.layout import Layout
from pipeline.stages.structure import build

FOLDER = Path(extractors.__file__).with_name("examples")
EXTRACT = {"targets": targets.extract, "observations": observations.extract}


@dataclass(frozen=True)
class Example:
    place: str
    document: dict
    heading: str
    text: str
    rows: tuple[str, ...]


def examples(name: str) -> Iterator[Example]:
    document, heading, text, rows, at = {}, "", "", [], 0
    for number, line in enumerate([*(FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines(), "@"], 1):
        if line.startswith("    "):
            rows.append(line.strip())
            continue
        if line.startswith("%") or not line.strip():
            continue
        if text:
            yield Example(f"{name}:{at}", document, heading, text, tuple(rows))
        text, rows, at = "", [], number
        if line.startswith("@"):
            document = {k: int(v) if v.isdigit() else v for k, _, v in (pair.partition("=") for pair in line[1:].split())}
        elif line.startswith("#"):
            heading = line[1:].strip()
        else:
            text = line


def layout(heading: str, text: str) -> Layout:
    lines = ["KẾ HOẠCH", "Thực hiện nhiệm vụ", heading, f"- {text}"]
    made = tuple(Line(tuple(Word(w) for w in line.split()), paragraph_start=True) for line in lines)
    return build(Document("0" * 16, "text/plain", (Page(1, None, None, made),)))


def told(record: FigureRecord, row: str) -> str:
    """The record in the words of the example's row: the columns that the row names."""
    low, high = record.value_min, record.value_max
    value = f"{low}..{high}" if record.comparator == "range" else low if low is not None else high
    parts = [record.comparator, str(value), record.unit or "-"]
    parts += [f"{key}={getattr(record, key)}" for key, _ in columns(row)]
    return " ".join(parts)


def columns(row: str) -> list[tuple[str, str]]:
    """The `key=value` parts; a value may hold spaces."""
    found: list[tuple[str, str]] = []
    for part in row.split(" "):
        key, sign, value = part.partition("=")
        if sign and key.isidentifier():
            found.append((key, value))
        elif found:
            found[-1] = (found[-1][0], f"{found[-1][1]} {part}")
    return found


@pytest.mark.parametrize("example", [e for name in EXTRACT for e in examples(name)], ids=lambda e: e.place)
def test_example(example: Example):
    name = example.place.partition(":")[0]
    made = layout(example.heading, example.text)
    records = EXTRACT[name](made, Context(document=example.document))
    rows = [*example.rows, *[""] * (len(records) - len(example.rows))]
    assert [told(r, row) for r, row in zip(records, rows)] == list(example.rows)
    for record in records:
        assert record.quote.text == " ".join(made.text[record.quote.start : record.quote.end].split())
        assert record.indicator
        assert all(isinstance(v, Decimal) for v in (record.value_min, record.value_max) if v is not None)
        assert 0 < record.confidence <= 1


@pytest.mark.parametrize("name", EXTRACT)
def test_there_are_examples(name: str):
    assert len(list(examples(name))) > 10
