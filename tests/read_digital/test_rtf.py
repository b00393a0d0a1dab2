"""RTF without an office program: tables as tables, the numbers of lists."""
import pytest

from pipeline.stages.read import Read

EDGES = rb"\trowd\clbrdrt\brdrs\cellx1000\cellx3000\cellx5000"


def page(body: bytes):
    return Read(ocr="never", office="never")(rb"{\rtf1\ansi " + body + b"}", "x").pages[0]


def cells(body: bytes):
    return [[(c.row, c.column, c.row_span, c.column_span, c.text) for c in grid.cells] for grid in page(body).grids]


def rows(count: int) -> bytes:
    return b"".join(EDGES + rb"\intbl %d\cell b\cell c\cell\row" % n for n in range(count))


LINES = [
    (rb"K\u7871? ho\u7841?ch\par S\u7889?: 5/KH-UBND\par", ["Kế hoạch", "Số: 5/KH-UBND"]),
    (rb"{\listtext\pard\plain I.\tab}M\u7909?c ti\u234?u\par {\listtext 1.1.\tab}Y t\u7871?\par", ["I. Mục tiêu", "1.1. Y tế"]),
    (rb"\pard{\pntext\f0 a)\tab}{\*\pn\pnlvlbody\pnlcltr{\pntxta )}}Tr\u7867? em\par", ["a) Trẻ em"]),
    (rb"m\'e9t \\cell\par hai \{\}\par", ["mét \\cell", "hai {}"]),
]


@pytest.mark.parametrize(("body", "expected"), LINES)
def test_lines(body, expected):
    assert [line.text for line in page(body).lines] == expected


def test_text_before_between_and_after_tables():
    found = page(rb"Bi\u7875?u 1\par " + rows(7) + rb"\pard Bi\u7875?u 2\par " + rows(8) + rb"\pard Ghi ch\u250?\par")
    assert [line.text for line in found.lines] == ["Biểu 1", "Biểu 2", "Ghi chú"]
    assert [(grid.before, grid.rows, grid.columns) for grid in found.grids] == [(1, 7, 3), (2, 8, 3)]


TABLES = [
    ("paragraphs in a cell", EDGES + rb"\intbl A\cell X\u227?\par Ph\u250? M\u7905?\cell 5\cell\row", [(0, 0, 1, 1, "A"), (0, 1, 1, 1, "Xã Phú Mỡ"), (0, 2, 1, 1, "5")]),
    ("defined before and after", EDGES + rb"\intbl A\cell B\cell C\cell\pard{" + EDGES + rb"\row}", [(0, 0, 1, 1, "A"), (0, 1, 1, 1, "B"), (0, 2, 1, 1, "C")]),
    ("no definition of its own", rb"\intbl A\cell B\cell C\cell\row", [(0, 0, 1, 1, "A"), (0, 1, 1, 1, "B"), (0, 2, 1, 1, "C")]),
    ("a wide cell", rb"\trowd\cellx1010\cellx5000\intbl A\cell B\cell\row", [(0, 0, 1, 1, "A"), (0, 1, 1, 2, "B")]),
    ("the last cell not ended", EDGES + rb"\intbl A\cell B\cell C\row", [(0, 0, 1, 1, "A"), (0, 1, 1, 1, "B"), (0, 2, 1, 1, "C")]),
    ("more cells than edges", rb"\trowd\cellx1000\intbl A\cell B\cell\row", [(0, 0, 1, 1, "A"), (0, 1, 1, 1, "B")]),
]


@pytest.mark.parametrize(("name", "row", "expected"), TABLES, ids=[t[0] for t in TABLES])
def test_a_row_behind_six_others(name, row, expected):
    (found,) = cells(rows(6) + row)
    assert [(y - 6, x, down, across, text) for y, x, down, across, text in found if y == 6] == expected


def test_merged_downwards():
    (found,) = cells(rows(6) + EDGES.replace(rb"\cellx1000", rb"\clvmrg\cellx1000") + rb"\intbl \cell B\cell C\cell\row")
    assert [cell for cell in found if cell[1] == 0][-1] == (5, 0, 2, 1, "5")
    assert [cell[1:] for cell in found if cell[0] == 6] == [(1, 1, 1, "B"), (2, 1, 1, "C")]


BROKEN = [
    (rb"mot\cell\row\row\trowd\cellx x hai\cell ba", ["mot", "x hai ba"]),
    (rb"\cellx99999999999 mot\cell\row hai", ["mot", "hai"]),
    (rb"mot \trowd hai", ["mot hai"]),
    (rb"\row", []),
    (rb"mot\row hai\par", ["mot", "hai"]),
    (rb"mot\par hai\row ba", ["mot", "hai", "ba"]),
    (rb"\trowd\cellx900\cellx1800\intbl mot\row hai", ["mot", "hai"]),
]


def test_words_before_an_end_of_a_row_that_none_begins():
    found = page(rows(7) + rb"\pard Ghi ch\u250?\row Bi\u7875?u 2\par " + rows(8))
    assert [line.text for line in found.lines] == ["Ghi chú", "Biểu 2"]
    assert [(grid.before, grid.rows, grid.columns) for grid in found.grids] == [(0, 7, 3), (2, 8, 3)]


@pytest.mark.parametrize(("body", "expected"), BROKEN)
def test_words_of_broken_tables_stay(body, expected):
    found = page(body)
    assert [line.text for line in found.lines] == expected and found.grids == ()
