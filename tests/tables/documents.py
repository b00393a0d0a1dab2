"""Documents with tables, made in code: grids of text with geometry, one word per token."""
from __future__ import annotations

from pipeline.model.document import BBox, Document, Grid, GridCell, Line, Page, Word

WIDTH, HEIGHT = 595.0, 842.0


def line(text: str, x0: float = 60.0, top: float = 100.0, step: float = 6.0) -> Line:
    words, x = [], x0
    for token in text.split():
        words.append(Word(token, BBox(x, top, x + step * len(token), top + 12)))
        x += step * (len(token) + 1)
    return Line(tuple(words))


def centred(text: str, top: float) -> Line:
    return line(text, (WIDTH - 6.0 * len(text)) / 2, top)


def grid(rows: list[list[str | tuple[str, int, int]]], top: float = 200.0, before: int = 0, edges: list[float] | None = None) -> Grid:
    """A grid from rows of texts; `(text, row span, column span)` for merged cells, None for places that a span covers."""
    columns = len(rows[0])
    xs = edges or [60 + k * 480 / columns for k in range(columns + 1)]
    cells = []
    for r, row in enumerate(rows):
        for c, item in enumerate(row):
            if item is None:
                continue
            text, high, wide = item if isinstance(item, tuple) else (item, 1, 1)
            box = BBox(xs[c], top + 20 * r, xs[c + wide], top + 20 * (r + high))
            cells.append(GridCell(r, c, high, wide, box, (line(text, xs[c] + 2, top + 20 * r + 3),) if text else ()))
    return Grid(before, len(rows), columns, tuple(cells), BBox(xs[0], top, xs[-1], top + 20 * len(rows)))


def document(*pages: tuple[list[Line], list[Grid]]) -> Document:
    """Pages of (lines, grids), numbered from 1."""
    made = tuple(Page(n, WIDTH, HEIGHT, tuple(lines), tuple(grids)) for n, (lines, grids) in enumerate(pages, 1))
    return Document("0" * 16, "application/pdf", made)


def texts(document: Document, plan) -> list[list[str]]:
    """The plan's rows as texts."""
    def text(ref):
        page, g, c = ref
        return document.pages[page - 1].grids[g].cells[c].text
    return [[" ".join(t for ref in cell.refs if (t := text(ref))) for cell in row] for row in plan.rows]
