"""A page picture -> a Page: upright, cleaned, read, every word with its box and how far to trust it.

    filled parts as paper -> gray without stamps and shadows -> quarter turns -> no show-through -> clean -> level ->
    lines, each straightened -> the readers of lines -> ink that no line covers, looked at again -> reading order
"""
from __future__ import annotations

import operator
from dataclasses import dataclass, replace

import cv2
import numpy as np

from pipeline.model.document import Page
from pipeline.stages.read.engines import trueocr
from pipeline.stages.read.engines.words import TextLine, line_in_points
from pipeline.stages.read.paper import fills, ink, upright
from pipeline.stages.read.scan import (
    blanks,
    closing,
    edges as scan_edges,
    leftover,
    order,
    red as scan_red,
    signs,
    stamps as scan_stamps,
    tables as scan_tables,
    through,
)
from pipeline.stages.read.vocabulary import compounds
from pipeline.stages.read.weighing import readers, strips as scan_strips, witness

COARSE_DPI = 180.0  # a bilevel page below this has letters of a few jagged pixels
COARSE_BLUR = 0.7  # pixels: their steps made slopes before the line is enlarged
BLANK_INK = 0.0004  # share of ink below which a page without words is blank
MOST_DPI = 300.0  # finer pages are reduced: print is read no better, and every step costs by the pixel
FIND_DPI = 150.0  # at which lines are looked for in a part of a page
SURE_AGAIN = 0.6  # ink outside the found lines is often a signature: less sure than this it is no writing
NOTHING_SURE = 0.3  # words all below this are no words

cv2.setNumThreads(1)  # pages are spread over processes: OpenCV's own threads wait for each other at the cost of both cores


@dataclass(frozen=True)
class Scanner:
    """Reads page pictures. Settings are fields; a Scanner holds no state and can be pickled to a worker.

    `fast` reads with the reader of lines, and with Tesseract only where it is unsure; frames of stamps are looked for on page 1 alone.
    """

    engine: str = "tesserocr"
    fast: bool = False

    def read(self, image: np.ndarray, dpi: float, number: int, *, width: float, height: float) -> Page:
        """Page `number` from its picture: uint8 [H, W] gray or [H, W, 3] RGB at `dpi`; `width` and `height` in points as given.

        A page without ink is `blank`; a page with ink and no words is `failed` with the code `no_text`; a page that was read but
        for some places with ink (a signature, a smudge) has the code `unread_ink`.
        Raises OperatorError when the engine or its model is missing.
        """
        if dpi > 1.05 * MOST_DPI:
            image = cv2.resize(image, None, fx=MOST_DPI / dpi, fy=MOST_DPI / dpi, interpolation=cv2.INTER_AREA)
            dpi = MOST_DPI
        gray, red = ink.separated(fills.as_paper(ink.positive(image, dpi), dpi))
        gray = ink.evenly_lit(gray, dpi)
        turns = trueocr.quarter_turns(gray)
        if turns % 2:
            width, height = height, width
        seen = upright.turned(gray, turns)
        red = None if red is None else upright.turned(red, turns)
        seen, framed = (seen, []) if self.fast and number > 1 else scan_stamps.lifted(seen, dpi)
        seen = through.without(seen, dpi)
        edges = scan_edges.without(seen, dpi)
        gray = ink.clean(edges.seen, dpi)
        facts = {"route": "scan", "dpi": round(dpi), "rotation": 90 * turns}
        if ink.share(gray) < BLANK_INK:
            page = Page(number, width, height, (), source="blank", **facts, **_unread(int(red is not None)))
            if ink.middle(gray) < ink.BLACK_VALUE:
                return page_of([], [], 1.0, page)
            if red is None or not scan_red.read(red, dpi)[0]:
                return page
            seen, gray, red = red, ink.clean(red, dpi), None  # a page printed in red
        lines, tables, degrees = self._line_by_line(gray, seen, dpi)
        page = Page(number, width, height, (), source="ocr", skew_degrees=round(degrees, 2), **facts)
        return _assembled(page, _Seen(lines, framed, red, edges.mask), tables, gray.shape, dpi)

    def _line_by_line(self, gray: np.ndarray, seen: np.ndarray, dpi: float) -> tuple[list[TextLine], list[scan_tables.Table], float]:
        """The page's lines and ruled tables in pixels of the level page, and its skew in degrees; `seen` is the page with its specks."""
        marks = ink.mask(gray)
        degrees = upright.skew(marks)
        if abs(degrees) < upright.LEAST_DEGREES:
            degrees = 0.0
        to_level = upright.straightening(gray.shape, degrees)
        level = upright.level(gray, to_level) if degrees else gray
        level_marks = ink.mask(level) if degrees else marks
        coarse = dpi < COARSE_DPI and ink.bilevel(seen)
        seen = upright.level(seen, to_level) if degrees else seen
        tables = scan_tables.found(seen, dpi, self.engine, self.fast)
        shown = level_marks.copy()
        scan_tables.erase(level_marks, tables)

        source = cv2.GaussianBlur(gray, (0, 0), COARSE_BLUR) if coarse else gray
        height = scan_strips.COARSE_HEIGHT if coarse else scan_strips.STRIP_HEIGHT

        def strips_of(boxes: list[trueocr.Found]) -> list[scan_strips.Strip]:
            return [scan_strips.cut(source, band, to_level, height) for found in boxes for band in scan_strips.bands(level_marks, found)]

        strips = strips_of([f for f in trueocr.find_lines(level) if not scan_tables.inside((f.x0, f.top, f.x1, f.bottom), tables)])
        left = leftover.uncovered(level_marks, strips, dpi)
        again = strips_of(leftover.lines_again(level, leftover.regions(left, dpi), strips, dpi))
        reader = readers.Readers(self.engine, self.fast, level, dpi)
        others = [line if witness.sureness(line) >= SURE_AGAIN else witness.disowned(line) for line in reader.read(again)]
        lines = reader.read(strips) + others
        lines = lines if self.fast else closing.reread(lines, level, dpi, self._read_part)
        if more := scan_tables.aligned(lines, seen, dpi, self.engine, self.fast):
            tables = tables + more
            lines = [rest for line in lines if (rest := scan_tables.outside(line, more))]
        if not coarse:
            lines = signs.with_raised(lines, level, level_marks)
        return [signs.compared(line, shown) for line in lines], [_compared(table, shown) for table in tables], degrees

    def _read_part(self, part: np.ndarray, marks: np.ndarray, dpi: float) -> list[TextLine]:
        """The lines of a part of the level page, in its pixels, looked for as finely as on a whole page."""
        found = trueocr.find_lines(part, most=FIND_DPI / dpi)
        strips = [scan_strips.cut(part, band, np.eye(2, 3)) for line in found for band in scan_strips.bands(marks, line)]
        return readers.Readers(self.engine, self.fast, part, dpi).read(strips)


@dataclass(frozen=True, slots=True)
class _Seen:
    """What was seen on a page: lines in pixels of the level page, lines of stamps in frames; on the page as it lay the red ink, uint8
    gray [H, W], and what is dark at its edges, uint8 [H, W] (None: there is none)."""

    lines: list[TextLine]
    framed: list[TextLine]
    red: np.ndarray | None
    dark: np.ndarray | None


def _assembled(page: Page, seen: _Seen, tables: list[scan_tables.Table], shape: tuple[int, ...], dpi: float) -> Page:
    """`page` with what was seen put in its place: text, tables, stamps, and how much ink gave no words; `shape` of the level page."""
    to_level, scale = upright.straightening(shape, page.skew_degrees), page.width / shape[1]
    whole = [witness.tidied(line) for line in seen.lines if witness.plausible(line)]
    written = scan_edges.doubted(whole, seen.dark, to_level, dpi)
    own, stamped = ([], []) if seen.red is None else scan_red.read(upright.level(seen.red, to_level), dpi, whole)
    unread = sum(not witness.plausible(line) for line in (*seen.lines, *seen.framed)) + sum(map(operator.ne, whole, written))
    unread += scan_tables.unread(tables) + (seen.red is not None and not (own or stamped))
    stamps = [compounds.settled(line) for line in order.ordered(stamped + seen.framed)]
    page = replace(page, stamps=tuple(line_in_points(line, scale) for line in stamps), **_unread(unread))
    joined = order.ordered(order.joined([*filter(None, written), *own]))
    lines = [blanks.shown(compounds.settled(line), shape[0]) for line in joined]
    return page_of(lines, tables, scale, page)


def _unread(places: int) -> dict[str, str]:
    """What a page says of its places with ink that gave no words."""
    told = f"{places} chỗ có mực không đọc được / {places} places with ink could not be read"
    return {"error_code": "unread_ink", "error_message": told} if places else {}


def _compared(table: scan_tables.Table, marks: np.ndarray) -> scan_tables.Table:
    """The table with the signs of comparison in its cells as they are printed."""
    return replace(table, cells=tuple((cell, tuple(signs.compared(line, marks) for line in held)) for cell, held in table.cells))


def page_of(lines: list[TextLine], tables: list[scan_tables.Table], scale: float, page: Page) -> Page:
    """`page` with lines and tables put in, in points (`scale` = points per pixel); failed with `no_text` where there is no word."""
    words = [t for line in lines for t in line] + [t for table in tables for _, inner in table.cells for line in inner for t in line]
    if not any(t.confidence >= NOTHING_SURE and any(map(str.isalnum, t.text)) for t in words):
        return replace(page, source="failed", error_code="no_text",
                       error_message="Trang có mực nhưng không đọc được chữ nào / the page has ink but no word could be read")
    sure = sum(t.confidence * len(t.text) for t in words) / sum(len(t.text) for t in words)
    kept = tuple(line_in_points(line, scale) for line in lines)
    return replace(page, lines=kept, grids=scan_tables.grids(tables, lines, scale), ocr_confidence=round(sure, 4))
