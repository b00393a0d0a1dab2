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


def rules(kind: str, header: int, merged: list[tuple]) -> list[tuple]:
    """The strokes of a table of which only some are ruled; heads over several columns have a line below them wherever rows are ruled."""
    def lines(name: str, *places: tuple) -> list[tuple]:
        return [(name, *place, 0.6, colors.black) for place in places]

    whole, head = ((0, 0), (-1, -1)), ((0, 0), (-1, header - 1))
    below = [((a, r), (b, r)) for _, (a, _), (b, r) in merged if b > a and r < header - 1]
    return {
        "all": lines("GRID", whole), "none": [], "vertical": lines("BOX", whole) + lines("LINEAFTER", whole) + lines("GRID", head),
        "horizontal": lines("LINEABOVE", whole) + lines("LINEBELOW", ((0, -1), (-1, -1))),
        "head": lines("LINEABOVE", ((0, 0), (-1, 0)), ((0, header), (-1, header))) + lines("LINEBELOW", ((0, -1), (-1, -1)), *below),
        "frame": lines("BOX", whole) + lines("LINEBELOW", ((0, header - 1), (-1, header - 1))),
    }[kind]


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
    commands = [*rules(table.rules, len(header), spans(table.header)), ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
                ("LEFTPADDING", (0, 0), (-1, -1), 3), ("RIGHTPADDING", (0, 0), (-1, -1), 3),
                ("TOPPADDING", (0, 0), (-1, -1), 2), ("BOTTOMPADDING", (0, 0), (-1, -1), 3)]
    result = Grid(header + body, colWidths=[width * share / sum(shares) for share in shares], repeatRows=len(header))
    result.setStyle(commands + spans(table.header + drawn))
    result.spaceBefore = result.spaceAfter = 6
    return result
