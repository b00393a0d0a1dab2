"""Effort: what grows with a document's lines and a table's rows is counted; and nothing is lost by looking things up."""
from __future__ import annotations

import random
import time
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks import planted_errors, planted_tables
from extractors.checks import check, columns, solving, suggestions, wholes
from extractors.checks.printed import Number, Records
from extractors.checks.solving import judge_rate
from extractors.checks.wholes import Wholes
from pipeline.model.document import Document
from pipeline.model.layout import Layout
from pipeline.stages.extract import extract
from pipeline.stages.structure import build
from tests.checks.documents import checks, page

CPU = 10.0
"""Seconds of processor time: several times what is needed."""


def written(value: int | Decimal) -> str:
    return f"{value:,}".replace(",", "\0").replace(".", ",").replace("\0", ".")


def bullets(count: int) -> list[str]:
    """Shares of one total, every seventh wrong."""
    rng = random.Random(5)
    lines = ["1. Kết quả rà soát", "Toàn tỉnh có 183.600 hộ dân."]
    for n in range(count):
        part = rng.randint(100, 9000)
        rate = (Decimal(100 * part) / 183_600).quantize(Decimal("0.01")) + (Decimal("0.3") if n % 7 == 3 else 0)
        lines.append(f"- Xã Tân {n}: {written(part)} hộ, chiếm {written(rate)}%;")
    return lines


def table(rows: int, width: int, slip: int = 0) -> list[str]:
    """Counts whose first column is the sum of the next three; `slip` is added to one of them in a middle row."""
    rng = random.Random(5)
    body = [[rng.randint(10, 9999) for _ in range(width)] for _ in range(rows)]
    for row in body:
        row[0] = sum(row[1:4])
    total = [sum(row[c] for row in body) for c in range(width)]
    body[rows // 2][2] += slip
    cells = [[str(r + 1), f"Xã Phú {r}", *map(written, row)] for r, row in enumerate(body)]
    header = ["STT", "Đơn vị", *(f"Chỉ tiêu {c} (hộ)" for c in range(width))]
    return ["| " + " | ".join(row) + " |" for row in (header, *cells, ["", "Tổng cộng", *map(written, total)])]


def counted(monkeypatch: pytest.MonkeyPatch, module: Any, name: str) -> list[int]:
    """A list that gets an element with each call of the function."""
    function, calls = getattr(module, name), []

    def counting(*args: Any, **options: Any) -> Any:
        calls.append(1)
        return function(*args, **options)

    monkeypatch.setattr(module, name, counting)
    return calls


def checked(lines: list[str]) -> tuple[list[dict[str, Any]], float]:
    """The rows of `checks`, and the processor time of the checks alone."""
    spent = []

    def timed(layout: Layout, tables: dict[str, list[dict[str, Any]]]) -> list[dict[str, Any]]:
        start = time.process_time()
        rows = check(layout, tables)
        spent.append(time.process_time() - start)
        return rows

    rows = extract(build(Document("0" * 16, "text/plain", (page(lines),))), timed).tables["checks"]
    return rows, spent[0]


@pytest.mark.slow
def test_rates_in_many_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    tried, searched = counted(monkeypatch, wholes, "rate_holds"), counted(monkeypatch, solving, "repair")
    rows, seconds = checked(bullets(400))
    rows = [row for row in rows if row["kind"] == "rate"]
    violated = [row for row in rows if row["status"] == "violated"]
    assert len(rows) == 400 and len(violated) == 57
    assert len(searched) == len(violated)
    assert len(tried) < 10 * len(rows)
    assert seconds < CPU


def test_a_rate_of_nothing_is_tried_with_a_bounded_number_of_wholes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wholes, "_TRIED", 20)
    tried = counted(monkeypatch, wholes, "rate_holds")
    checks([f"- Xã Tân {n}: có {written(50_000 + n)} hộ dân; {1 + n} hộ nghèo, chiếm 0%;" for n in range(60)])
    assert len(tried) == 60 * 20


@pytest.mark.slow
def test_a_large_table(monkeypatch: pytest.MonkeyPatch) -> None:
    looked = counted(monkeypatch, columns, "_adds_up")
    rows, seconds = checked(table(1_000, 16, slip=1_000))
    large = len(looked)
    assert seconds < CPU
    assert sorted((row["rule"], row["found"] in row["quote"]) for row in rows
                  if row["status"] == "violated") == [("across_row", True), ("total_row", True)]
    suggested = {row["suggestion"] for row in rows if row["status"] == "violated"}
    assert len(suggested) == 1 and "Xã Phú 500, Chỉ tiêu 2" in suggested.pop()
    looked.clear()
    checked(table(100, 16))
    assert large < 1.5 * len(looked), "ten times the rows, the same relations given up after the first of them"


def test_effort_has_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(columns, "EFFORT", 16 * 100)
    looked = counted(monkeypatch, columns, "_adds_up")
    rows = checks(table(40, 16))
    assert len(looked) <= 16 * 100
    assert sum(row["rule"] == "across_row" for row in rows) == 41, "the nearest columns come first"


@pytest.mark.parametrize("count", [0, 1, 30, 31, 999])
def test_rows_are_spread(count: int) -> None:
    order = columns.spread(count)
    assert sorted(order) == list(range(count))
    for third in range(3 if count > 90 else 0):
        assert 5 <= sum(third * count <= 3 * row < (third + 1) * count for row in order[:30]) <= 15


UNITS = st.sampled_from(["", "hộ", "hộ nghèo", "người", "triệu đồng"])
VALUES = st.one_of(st.integers(2, 300), st.integers(2, 60_000)).map(Decimal) | st.decimals(2, 500, places=1)


def number(value: Decimal, unit: str, percent: bool = False) -> Number:
    return Number(0, 1, written(value), value, percent, unit)


@given(st.lists(st.tuples(VALUES, UNITS), max_size=25), st.tuples(VALUES, UNITS),
       st.decimals(0, 110, places=2) | st.integers(0, 100).map(Decimal))
def test_the_wholes_looked_up_are_those_that_trying_all_finds(told: list[tuple[Decimal, str]], own: tuple[Decimal, str],
                                                              rate: Decimal) -> None:
    numbers, part, percent = [number(*t) for t in told], number(*own), number(rate, "", True)
    found = Wholes([SimpleNamespace(numbers=numbers, passage=SimpleNamespace(id="p"))], []).fitting(part, percent)
    wanted = [
        (n.term, n.kind) for n in numbers
        if (n.money or n.term.counts) and n.value > max(1, part.value)
        and (n.kind == part.kind or not (n.kind and part.kind) and not part.money)
        and judge_rate(part.term, n.term, percent.term).holds
    ]
    assert [(w.term, w.kind) for w in found] == list(dict.fromkeys(wanted))


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 1_500)), max_size=30), st.integers(0, 3), st.integers(0, 1_500))
def test_records_looked_up_are_those_that_a_scan_finds(places: list[tuple[int, int]], value: int, at: int) -> None:
    rows = [{"target_id": f"t{n}", "value_min": str(v), "char_start": start} for n, (v, start) in enumerate(places)]
    known = {(start, v): f"t{n}" for n, (v, start) in enumerate(places)}
    wanted = next((name for (start, v), name in known.items() if v == value and start <= at < start + 400), None)
    assert Records({"targets": rows}).named(Decimal(value), at) == wanted


@pytest.mark.parametrize("seed", range(12))
def test_large_families_get_no_other_suggestion(monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
    rng = random.Random(seed)
    made = planted_tables.poverty(rng)
    planted = next(p for _ in range(50) if (p := planted_errors.plant(made, planted_errors.KINDS[seed % 5], rng)))[0]
    full = [row["suggestion"] for row in planted_errors.checks(planted)]
    monkeypatch.setattr(suggestions, "_LARGE", 1)
    monkeypatch.setattr(suggestions, "_MOST_TRIED", 1_000_000)
    near = [row["suggestion"] for row in planted_errors.checks(planted)]
    assert len(near) == len(full)
    assert all(n in (None, f) for n, f in zip(near, full, strict=True))
