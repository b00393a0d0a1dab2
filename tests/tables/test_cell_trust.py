"""What a scanned cell's words alone say of its reading."""
from __future__ import annotations

from dataclasses import replace

import pytest

from extractors import cells
from extractors.context import Context
from pipeline.stages.structure import build
from tests.tables.documents import document, grid

HEAD = ["STT", "Xã", "Số hộ", "Thời hạn"]


def read(number: str, words: str, confidence: float | None) -> dict[int, cells.CellRow]:
    """The cells of the first row, by column; every word read with this confidence."""
    rows = [HEAD, ["1", "Đông Hà", number, words], ["2", "Tây Sơn", "9.801", "Quý I"],
            ["3", "Bắc Sơn", "7.245", "Quý II"], ["4", "Nam Sơn", "8.112", "Quý II"]]
    printed = document(([], [grid(rows)]))
    page = printed.pages[0]
    made = [replace(c,
                    lines=tuple(replace(line, words=tuple(replace(w, confidence=confidence) for w in line.words))
                                for line in c.lines)) for c in page.grids[0].cells]
    doc = replace(printed, pages=(replace(page, grids=(replace(page.grids[0], cells=tuple(made)),)),))
    return {c.column: c for c in cells.extract(build(doc), Context()) if c.row == 0}


@pytest.mark.parametrize(("number", "words", "doubted"),
                         [("6.120", "5 ngày", set()), ("6,120", "5 ngày", {2}), ("6.120", "< 5 ngày", {3}),
                          ("6.120", "≤ 5 ngày", set())])
def test_likely_mistakes_of_page_readers(number: str, words: str, doubted: set[int]) -> None:
    assert {c for c, cell in read(number, words, 0.95).items() if cell.confidence < cells.LOW and "low_confidence" in cell.flags} == doubted


def test_a_text_layer_is_not_doubted() -> None:
    assert all(cell.confidence == 1.0 for cell in read("6,120", "< 5 ngày", None).values())


@pytest.mark.parametrize(("confidence", "text", "flags"), [(0.1, None, ["unread", "low_confidence"]), (0.9, "…", []), (None, "…", [])])
def test_a_figure_that_is_given_up_has_no_text(confidence: float | None, text: str | None, flags: list[str]) -> None:
    """`…` that is printed stays what the page says."""
    row = read("…", "Quý I", confidence)[2]
    assert (row.text, row.value, row.flags) == (text, None, flags) and row.quote.text == "…"
