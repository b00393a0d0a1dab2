"""Every document of `extractors/examples/checks.txt` gives the violated findings told there and no others."""
from __future__ import annotations

from typing import Any

import pytest

from tests.checks.documents import LETTERHEAD, Example, checks, examples


EXAMPLES = list(examples())


def told(row: dict[str, Any]) -> str:
    found = row["found"].removeprefix("ngày ")
    if row["status"] == "ok":
        return f"ok {row['kind']} {found}"
    return f"violated {row['kind']} {found} -> {row['expected']}" + (f" ({row['suggestion']})" if row["suggestion"] else "")


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda e: e.name)
def test_example(example: Example) -> None:
    rows = [told(row) for row in checks(example.lines)]
    violated = sorted(row for row in rows if row.startswith("violated"))
    assert violated == sorted(line for line in example.findings if line.startswith("violated"))
    assert [line for line in example.findings if line.startswith("ok") and line not in rows] == []


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda e: e.name)
def test_quotes_stand_in_the_document(example: Example) -> None:
    printed = " ".join(" ".join([*LETTERHEAD, *example.lines]).replace("|", " ").split())
    for row in checks(example.lines):
        assert row["quote"] in printed or all(word in printed for word in row["quote"].split())
        assert row["subject"] and row["message"] and row["page"] == 1


def test_a_weak_reading_is_the_first_suspect() -> None:
    example = next(e for e in examples() if e.name.startswith("totals and rates"))
    rows = [row for row in checks(example.lines, confidence=0.4) if row["status"] == "violated"]
    assert rows and all("nên xem lại trước tiên" in row["message"] and row["confidence"] < 0.5 for row in rows)
