"""What a PDF page draws besides text: the straight strokes that rule its tables, and its pictures."""
from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2.raw as pdfium

from pipeline.stages.read.digital.glyphs import Frame, plain

Matrix = tuple[float, float, float, float, float, float]
Segment = tuple[float, float, float, float]
_IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)
THIN = 3.0
"""A filled rectangle not thicker than this many points is a stroke."""
SHORTEST = 3.0
_NEARLY_WHITE = 245
_DEEPEST = 5


@dataclass(frozen=True, slots=True)
class Drawn:
    """What is drawn on a page besides text, upright in points: straight `segments`, the `pictures`' boxes (x0, top, x1, bottom);
    `anything`: whether any object is there at all."""

    segments: tuple[Segment, ...]
    pictures: tuple[Segment, ...]
    anything: bool


def look(page, frame: Frame, limit: int = 20000) -> Drawn:
    """The page's strokes and pictures; at most `limit` path objects are looked at.

    The edges of stroked rectangles and of thin filled ones count; fills alone (backgrounds) and white strokes do not.
    """
    segments: list[Segment] = []
    pictures: list[Segment] = []
    paths = 0
    for item, kind, matrix in _objects(page.raw):
        if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            pictures.append(_placed(matrix, frame))
        elif kind == pdfium.FPDF_PAGEOBJ_PATH and paths < limit:
            paths += 1
            for points, filled in _outlines(item, matrix):
                upright = [frame.point(x, y) for x, y in points]
                segments.extend(_thin(upright) if filled else _edges(upright))
    return Drawn(tuple(segments), tuple(pictures), pdfium.FPDFPage_CountObjects(page.raw) > 0)


def _placed(matrix: Matrix, frame: Frame) -> Segment:
    """Where the unit square of a picture comes to lie, cut to the page."""
    a, b, c, d, e, f = matrix
    corners = [frame.point(a * x + c * y + e, b * x + d * y + f) for x, y in ((0, 0), (1, 0), (0, 1), (1, 1))]
    xs, ys = [min(max(x, 0.0), frame.width) for x, _ in corners], [min(max(y, 0.0), frame.height) for _, y in corners]
    return min(xs), min(ys), max(xs), max(ys)


def _objects(page, form=None, outer: Matrix = _IDENTITY, depth: int = 0) -> Iterator[tuple[object, int, Matrix]]:
    """Paths and pictures of the page (or of a form on it) and of the forms inside, each with the matrix to page coordinates."""
    address = ctypes.cast(page if form is None else form, ctypes.c_void_p).value
    count = pdfium.FPDFPage_CountObjects(page) if form is None else pdfium.FPDFFormObj_CountObjects(form)
    get = _OF_PAGE if form is None else _OF_FORM
    for i in range(count):
        item = get(address, i)
        kind = _KIND(item)
        if kind not in _DRAWN:
            continue
        found = ctypes.cast(item, pdfium.FPDF_PAGEOBJECT)
        matrix = _times(_matrix(found), outer)
        if kind != pdfium.FPDF_PAGEOBJ_FORM:
            yield found, kind, matrix
        elif depth < _DEEPEST:
            yield from _objects(page, found, matrix, depth + 1)


_DRAWN = (pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_FORM)
_OF_PAGE = plain(pdfium.FPDFPage_GetObject, ctypes.c_void_p, ctypes.c_int)
_OF_FORM = plain(pdfium.FPDFFormObj_GetObject, ctypes.c_void_p, ctypes.c_ulong)
_KIND = plain(pdfium.FPDFPageObj_GetType, ctypes.c_void_p, result=ctypes.c_int)


def _matrix(item) -> Matrix:
    m = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(item, ctypes.byref(m)):
        return _IDENTITY
    return (m.a, m.b, m.c, m.d, m.e, m.f)


def _times(m: Matrix, n: Matrix) -> Matrix:
    return (m[0] * n[0] + m[1] * n[2], m[0] * n[1] + m[1] * n[3], m[2] * n[0] + m[3] * n[2], m[2] * n[1] + m[3] * n[3],
            m[4] * n[0] + m[5] * n[2] + n[4], m[4] * n[1] + m[5] * n[3] + n[5])


def _visible(item) -> tuple[bool, bool]:
    """Whether the path is stroked and whether it is filled, in a colour that shows."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(item, ctypes.byref(fill), ctypes.byref(stroke))
    return (bool(stroke.value) and _shows(pdfium.FPDFPageObj_GetStrokeColor, item),
            bool(fill.value) and _shows(pdfium.FPDFPageObj_GetFillColor, item))


def _shows(colour_of, item) -> bool:
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not colour_of(item, *map(ctypes.byref, (red, green, blue, alpha))):
        return True
    return alpha.value > 20 and min(red.value, green.value, blue.value) < _NEARLY_WHITE


def _outlines(item, matrix: Matrix) -> Iterator[tuple[list[tuple[float, float]], bool]]:
    """The path's polygons: corner points in page coordinates, and whether it is only filled. Curves end a polygon."""
    stroked, filled = _visible(item)
    count = pdfium.FPDFPath_CountSegments(item)
    if not (stroked or filled) or count > 4000:
        return
    a, b, c, d, e, f = matrix
    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[tuple[float, float]] = []
    for i in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(item, i)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        pdfium.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        point = (a * x.value + c * y.value + e, b * x.value + d * y.value + f)
        if kind != pdfium.FPDF_SEGMENT_LINETO:
            if len(points) > 1:
                yield points, not stroked
            points = [point]
            continue
        points.append(point)
        if pdfium.FPDFPathSegment_GetClose(segment):
            points.append(points[0])
    if len(points) > 1:
        yield points, not stroked


def _edges(points: list[tuple[float, float]]) -> list[Segment]:
    thin = _thin(points)
    return thin or [s for p, q in zip(points, points[1:], strict=False) if (s := _straight(p, q))]


def _thin(points: list[tuple[float, float]]) -> list[Segment]:
    """The middle line of a polygon that is itself as thin as a stroke."""
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    x0, x1, top, bottom = min(xs), max(xs), min(ys), max(ys)
    if bottom - top <= THIN and x1 - x0 >= SHORTEST and x1 - x0 > 2 * (bottom - top):
        middle = (top + bottom) / 2
        return [(x0, middle, x1, middle)]
    if x1 - x0 <= THIN and bottom - top >= SHORTEST and bottom - top > 2 * (x1 - x0):
        middle = (x0 + x1) / 2
        return [(middle, top, middle, bottom)]
    return []


def _straight(p: tuple[float, float], q: tuple[float, float]) -> Segment | None:
    (xa, ya), (xb, yb) = sorted((p, q))
    if xb - xa >= SHORTEST and abs(yb - ya) <= 0.02 * (xb - xa):
        return (xa, ya, xb, yb)
    if abs(yb - ya) >= SHORTEST and xb - xa <= 0.02 * abs(yb - ya):
        return (xa, min(ya, yb), xb, max(ya, yb))
    return None
