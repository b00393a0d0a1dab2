"""A table of the markup as a ruled reportlab table: merged cells, header repeated on every page."""
from __future__ import annotations

import re
from html import escape

from reportlab.lib import colors
from reportlab.platypus import Paragraph, Table as Grid

from generator.markup import Table
from generator.styles import STYLES

FIGURE = re.compile(r"[<>≥≤]? ?\d[\d.,%]*$")


def spans(cells: list[list[str]]) -> list[tuple]:
    """SPAN commands for the merge marks `<`, `^` and `>`; (column, row) pairs as reportlab counts."""
    commands = []
    for r, row in enumerate(cells):
        for c, text in enumerate(row):
            if text in {"<", "^", ">"}:
                continue
            right, down, left = c, r, c
            while right + 1 < len(row) and row[right + 1] == "<":
                right += 1
            while down + 1 < len(cells) and cells[down + 1][c] == "^":
                down += 1
            while left > 0 and row[left - 1] == ">":
                left -= 1
            if (left, right, down) != (c, c, r):
                commands.append(("SPAN", (left, r), (right, down)))
    return commands


def cell_style(text: str, bold: bool, column: int) -> str:
    if column == 0 and len(text) < 6:
        name = "mid"
    elif FIGURE.match(text) or text == "x":
        name = "mid" if text == "x" else "figure"
    else:
        name = "cell"
    return f"table_{name}{'_bold' if bold else ''}"


def moved_left(row: list[str]) -> list[str]:
    """A cell merged to its right neighbour is drawn from the leftmost place of the span."""
    row = list(row)
    for c in range(len(row) - 1, 0, -1):
        if row[c - 1] == ">":
            row[c - 1], row[c] = row[c], "<"
    return row


def grid(table: Table, width: float) -> Grid:
    header = [[Paragraph(escape("" if text in {"<", "^"} else text), STYLES["table_head"]) for text in row] for row in table.header]
    body, drawn = [], [moved_left(row) for row in table.rows]
    for r, row in enumerate(drawn):
        merged = ["" if text in {"<", "^"} else text for text in row]
        body.append([Paragraph(escape(text), STYLES[cell_style(text, r in table.bold, c)]) for c, text in enumerate(merged)])
    shares = table.widths or [1.0] * len(table.header[0])
    if len(shares) != len(table.header[0]):
        raise ValueError(f"{table.caption}: {len(shares)} widths for {len(table.header[0])} columns")
    commands = [("GRID", (0, 0), (-1, -1), 0.6, colors.black), ("VALIGN", (0, 0), (-1, -1), "MIDDLE"), ("LEFTPADDING", (0, 0), (-1, -1), 3),
                ("RIGHTPADDING", (0, 0), (-1, -1), 3), ("TOPPADDING", (0, 0), (-1, -1), 2), ("BOTTOMPADDING", (0, 0), (-1, -1), 3)]
    result = Grid(header + body, colWidths=[width * share / sum(shares) for share in shares], repeatRows=len(header))
    result.setStyle(commands + spans(table.header + drawn))
    result.spaceBefore = result.spaceAfter = 6
    return result
