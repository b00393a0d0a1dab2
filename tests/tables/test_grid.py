"""Tables from rulings: each case is a drawing made of segments and the cells that must come out."""
from __future__ import annotations

import math

import pytest
from hypothesis import given, settings, strategies as st

from pipeline.stages.read.ruled.grid import build

WIDTH, HEIGHT = 595.0, 842.0
XS = [60, 100, 220, 300, 380, 500]
YS = [200, 240, 262, 285, 330, 352]


def ruled(xs, ys, holes=()):
    """Segments of a full grid, one per cell side. `holes` are (row, column, row span, column span) of merged cells."""
    inside_h = {(r, c) for row, column, high, wide in holes for r in range(row + 1, row + high) for c in range(column, column + wide)}
    inside_v = {(r, c) for row, column, high, wide in holes for r in range(row, row + high) for c in range(column + 1, column + wide)}
    across = [(xs[c], y, xs[c + 1], y) for r, y in enumerate(ys) for c in range(len(xs) - 1) if (r, c) not in inside_h]
    down = [(x, ys[r], x, ys[r + 1]) for c, x in enumerate(xs) for r in range(len(ys) - 1) if (r, c) not in inside_v]
    return across + down


def turned(segments, degrees, shear=0.0):
    a = math.radians(degrees)
    move = lambda x, y: (x * math.cos(a) - y * math.sin(a) + shear * y, x * math.sin(a) + y * math.cos(a))
    return [(*move(x0, y0), *move(x1, y1)) for x0, y0, x1, y1 in segments]


def broken(segments, every=30.0, gap=4.0):
    pieces = []
    for x0, y0, x1, y1 in segments:
        length = math.hypot(x1 - x0, y1 - y0)
        at = 0.0
        while at < length:
            end = min(length, at + every - gap)
            pieces.append(tuple(p + (q - p) * t / length for p, q, t in ((x0, x1, at), (y0, y1, at), (x0, x1, end), (y0, y1, end))))
            at += every
    return pieces


def spans(grid):
    return [(c.row, c.column, c.row_span, c.column_span) for c in grid.cells if c.row_span * c.column_span > 1]


MERGED = [(0, 0, 2, 1), (0, 1, 2, 1), (0, 2, 1, 3)]

SHAPES = {
    "one segment for each cell side": ruled(XS, YS, MERGED),
    "doubled lines": [(x0 + d * (x0 == x1), y0 + d * (y0 == y1), x1 + d * (x0 == x1), y1 + d * (y0 == y1))
                      for x0, y0, x1, y1 in ruled(XS, YS, MERGED) for d in (0, 1.5)],
    "broken lines": broken(ruled(XS, YS, MERGED)),
    "turned by a degree": turned(ruled(XS, YS, MERGED), 1.0),
    "turned, sheared, broken": broken(turned(ruled(XS, YS, MERGED), -1.5, shear=0.015)),
    "strokes of letters and an underline in a cell":
        ruled(XS, YS, MERGED) + [(120, 230, 170, 230), (130, 210, 130, 218), (320, 275, 345, 275)],
    "in pixels": [tuple(v * 200 / 72 for v in s) for s in ruled(XS, YS, MERGED)],
}


@pytest.mark.parametrize("shape", SHAPES)
def test_merged_header_is_found_in_every_drawing(shape):
    scale = 200 / 72 if shape == "in pixels" else 1
    (grid,) = build(SHAPES[shape], WIDTH * scale, HEIGHT * scale)
    assert (grid.rows, grid.columns) == (5, 5)
    assert spans(grid) == MERGED
    assert len(grid.cells) == 25 - 1 - 1 - 2


def test_boxes_are_where_the_rulings_cross():
    (grid,) = build(ruled(XS, YS, MERGED), WIDTH, HEIGHT)
    header = grid.cells[2]
    assert (header.bbox.x0, header.bbox.top, header.bbox.x1, header.bbox.bottom) == pytest.approx((220, 200, 500, 240))
    assert (grid.bbox.x0, grid.bbox.top, grid.bbox.x1, grid.bbox.bottom) == pytest.approx((60, 200, 500, 352))


def test_corners_follow_the_skew():
    (grid,) = build(turned(ruled(XS, YS), 1.0), WIDTH, HEIGHT)
    wanted = turned([(60, 200, 100, 200)], 1.0)[0]
    first = grid.cells[0].corners
    assert first[0] == pytest.approx(wanted[:2], abs=0.5) and first[1] == pytest.approx(wanted[2:], abs=0.5)


NO_TABLES = {
    "nothing": [],
    "underlines of the letterhead": [(120, 90, 180, 90), (360, 92, 480, 92)],
    "a frame around a text": ruled([60, 500], [200, 300]),
    "a signature box with a line across": ruled([60, 500], [200, 240, 300]),
    "a frame of two parts": ruled([60, 300, 500], [200, 300]),
    "a doubled frame": ruled([60, 500], [200, 300]) + ruled([61.5, 498.5], [201.5, 298.5]),
    "rules only": [(60, y, 500, y) for y in YS],
    "slanting strokes": [(60, 200, 500, 350), (500, 200, 60, 350)],
}


@pytest.mark.parametrize("shape", NO_TABLES)
def test_what_is_no_table(shape):
    assert build(NO_TABLES[shape], WIDTH, HEIGHT) == []


def test_open_sides_are_closed():
    segments = [(60, y, 500, y) for y in YS] + [(x, YS[0], x, YS[-1]) for x in XS[1:-1]]
    (grid,) = build(segments, WIDTH, HEIGHT)
    assert (grid.rows, grid.columns, len(grid.cells)) == (5, 5, 25)
    cut = [(60, y, 500, y) for y in YS[:-1]] + [(x, YS[0], x, YS[-1]) for x in XS]
    (grid,) = build(cut, WIDTH, HEIGHT)
    assert (grid.rows, grid.columns) == (5, 5)


def test_one_row_left_over_on_the_next_page_is_a_table():
    (grid,) = build(ruled(XS, YS[:2]), WIDTH, HEIGHT)
    assert (grid.rows, grid.columns) == (1, 5)


def test_tables_below_one_another_stay_apart():
    low = [y + 300 for y in YS]
    first, second = build(ruled(XS, YS) + ruled(XS, low), WIDTH, HEIGHT)
    assert first.bbox.bottom < second.bbox.top


def test_a_page_without_size_is_refused():
    with pytest.raises(ValueError):
        build([], 0, 842)


@settings(max_examples=60)
@given(
    st.lists(st.floats(15, 60), min_size=3, max_size=7), st.lists(st.floats(12, 60), min_size=2, max_size=10),
    st.floats(-1.5, 1.5), st.booleans(),
)
def test_any_full_grid_comes_back(widths, heights, degrees, in_pieces):
    xs = [60.0 + sum(widths[:i]) for i in range(len(widths) + 1)]
    ys = [120.0 + sum(heights[:i]) for i in range(len(heights) + 1)]
    segments = turned(ruled(xs, ys), degrees)
    (grid,) = build(broken(segments) if in_pieces else segments, WIDTH, HEIGHT)
    assert (grid.rows, grid.columns, len(grid.cells)) == (len(heights), len(widths), len(heights) * len(widths))
