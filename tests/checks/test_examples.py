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


RATES = ("Biểu kèm theo", "| Xã | Tổng số hộ | Số hộ nghèo | Tỷ lệ % |", "| Bình Long | 1.250 | 150 | 12,00 |", "| Đức Long | 2.160 | 216 | 10,00 |",
         "| Nam Tuấn | 1.840 | 92 | 5,00 |", "| Dân Chủ | {} | 135 | 7,50 |", "| Hồng Việt | 1.600 | 128 | 8,00 |")


@pytest.mark.parametrize("cell, confidence, status, suggestion", [
    ("1.300~1.800~1.360", 0.2, "ok", "Dân Chủ, Tổng số hộ: 1.300 → 1.800"),
    ("1.300~1.360", 0.2, "violated", "Dân Chủ, Tổng số hộ: 1.300 → 1.800"),
    ("1.300~1.800", 0.9, "violated", "Dân Chủ, Tổng số hộ: 1.300 → 1.800"),
    ("1.300", None, "violated", "Dân Chủ, Tổng số hộ: 1.300 → 1.800"),
])
def test_what_holds_by_another_reading_of_a_doubtful_figure_is_no_contradiction(cell, confidence, status, suggestion) -> None:
    rows = [row for row in checks([line.format(cell) for line in RATES], confidence) if row["kind"] == "rate"]
    assert len(rows) == 5 and sum(row["status"] == "violated" for row in rows) == (status == "violated")
    (row,) = [row for row in rows if "7,50" in row["message"]]
    assert (row["status"], row["suggestion"]) == (status, suggestion)
    assert status == "violated" or "cách đọc khác" in row["message"] and row["confidence"] < 0.5
