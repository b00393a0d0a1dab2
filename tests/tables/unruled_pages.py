"""Pages with tables of the samples' markup, drawn as PDFs."""
from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

from tests.samples import plans  # noqa: F401  makes the generator importable

from generator.fonts import register_fonts
from generator.grid import grid
from generator.markup import Table
from generator.pdf import BOTTOM, LEFT, TOP, WIDTH, text_of
from reportlab.lib.pagesizes import A4
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate


def page_pdf(items: Sequence[str | tuple[str, str] | Table], fonts: Path) -> bytes:
    """One A4 page: paragraphs, (style, text) lines and tables from top to bottom."""
    register_fonts(fonts)
    story = [grid(item, WIDTH) if isinstance(item, Table) else text_of(item, "para") if isinstance(item, str)
             else text_of(item[1], item[0]) for item in items]
    out = io.BytesIO()
    document = BaseDocTemplate(out, pagesize=A4, invariant=1)
    document.addPageTemplates([PageTemplate(
        "portrait", [Frame(LEFT, BOTTOM, WIDTH, A4[1] - TOP - BOTTOM, 0, 0, 0, 0, id="page")], pagesize=A4)])
    document.build(story)
    return out.getvalue()
