"""The markup of `samples/plans/*.plan`: one block a line, its records on the `@` lines under it.

`# I. TITLE`        numbered unit; the count of `#` is its level; `##r` run-in title, `##c` numbered paragraph,
                    `#a` title of an annex, `##x` printed like a heading but no record of its own
`# Phần I¶ TITLE`   `¶ ` breaks the line: a part's number above its title, both centred
`- text`, `+ text`  bullets                `/ text`   paragraph in italics (legal bases)
`: text`            centred bold           `:/ text`  centred italics        `>> text`  right, italics
`|table caption`    then `|h`, `|r`, `|r=` (bold) rows with cells between ` | `; `<` merges with the cell to the left,
                    `^` with the cell above, `>` with the cell to the right; `|widths 8 40 ...` in per cent,
                    `|rules all`, `head` (over and under the header, at the foot), `horizontal`, `vertical`,
                    `frame` (and under the header), `none`
`>>> landscape`, `>>> portrait`, `>>> page`   a new page;   `<<< signature`   signature block and recipients
"""
from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from pathlib import Path

MARKER = re.compile(r"^((?:Phần|PHẦN|Chương|Mục) (?:thứ \w+|[IVX]+|\d+|[A-Z])|Điều \d+"
                    r"|[A-ZĐ]|[IVX]+|\d+(?:\.\d+)*|[a-zđ])(?:[.)/-]+(?: |$)|¶ )(.*)$", re.S)
RULES = ("all", "head", "horizontal", "vertical", "frame", "none")
HEADING = re.compile(r"^(#+)([rcax]?) (.*)$")


@dataclass
class Table:
    caption: str
    header: list[list[str]] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    bold: set[int] = field(default_factory=set)
    widths: list[float] = field(default_factory=list)
    rules: str = "all"
    notes: list[tuple[int, str]] = field(default_factory=list)


@dataclass
class Block:
    """One printed unit. `kind`: heading, para, italic, bullet, plus, center, center_italic, right, table, page, signature."""

    kind: str
    text: str
    line: int
    level: int = 0
    heading_kind: str = ""
    table: Table | None = None
    notes: list[str] = field(default_factory=list)


@dataclass
class Plan:
    name: str
    front: dict
    blocks: list[Block]


PREFIXES = [(">>> ", "page"), ("<<< ", "signature"), (">> ", "right"), (":/ ", "center_italic"), (": ", "center"),
            ("/ ", "italic"), ("- ", "bullet"), ("+ ", "plus")]


def read_plan(path: Path) -> Plan:
    """Raises ValueError with file and line on markup that is not known."""
    _, front, body = path.read_text(encoding="utf-8").split("+++\n", 2)
    offset = front.count("\n") + 2
    blocks: list[Block] = []
    for number, line in enumerate(body.splitlines(), offset + 1):
        if line.strip():
            try:
                add_line(blocks, line.rstrip(), number)
            except (ValueError, IndexError, AttributeError) as error:
                raise ValueError(f"{path.name}:{number}: {error}: {line[:60]}") from error
    return Plan(path.stem, tomllib.loads(front), blocks)


def add_line(blocks: list[Block], line: str, number: int) -> None:
    if line.startswith("@"):
        target = blocks[-1]
        if target.table is not None:
            target.table.notes.append((len(target.table.rows) - 1, line))
        else:
            target.notes.append(line)
    elif line.startswith("|"):
        add_table_line(blocks, line, number)
    elif match := HEADING.match(line):
        kind = {"": "heading", "r": "run_in", "c": "clause", "a": "annex", "x": ""}[match[2]]
        blocks.append(Block("heading", match[3], number, len(match[1]), kind))
    else:
        for prefix, kind in PREFIXES:
            if line.startswith(prefix):
                blocks.append(Block(kind, line[len(prefix):], number))
                return
        blocks.append(Block("para", line, number))


def add_table_line(blocks: list[Block], line: str, number: int) -> None:
    if line.startswith("|table"):
        blocks.append(Block("table", "", number, table=Table(line[6:].strip())))
        return
    table = blocks[-1].table
    word, _, rest = line.partition(" ")
    cells = [cell.strip() for cell in re.split(r"\s\|(?=\s|$)", " " + rest)]
    if word == "|widths":
        table.widths = [float(w) for w in rest.split()]
    elif word == "|rules":
        if rest not in RULES:
            raise ValueError(f"rules are one of {', '.join(RULES)}")
        table.rules = rest
    elif word == "|h":
        table.header.append(cells)
    elif word in {"|r", "|r="}:
        if len(cells) != len(table.header[0]):
            raise ValueError(f"{len(cells)} cells, not {len(table.header[0])}")
        if word == "|r=":
            table.bold.add(len(table.rows))
        table.rows.append(cells)
    else:
        raise ValueError("no such line in a table")


def split_marker(text: str) -> tuple[str | None, str]:
    """'2.1. Dự án 2' -> ('2.1', 'Dự án 2'); text without a marker -> (None, text)."""
    match = MARKER.match(text)
    return (match[1], match[2]) if match else (None, text)


def column_labels(table: Table) -> list[str]:
    """Leaf columns, the header path joined by ' / '."""
    labels = []
    for column in range(len(table.header[0])):
        path: list[str] = []
        for row in table.header:
            at = column
            while row[at] == "<":
                at -= 1
            if row[at] not in {"^", ""}:
                path.append(row[at])
        labels.append(" / ".join(path))
    return labels


def printed_rows(table: Table) -> list[list[str]]:
    """Body rows as text, merge marks gone."""
    return [["" if cell in {"<", "^", ">"} else cell for cell in row] for row in table.rows]
