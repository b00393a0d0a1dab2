"""A plan as plain text (UTF-8, lines of at most 84 characters) and as an HTML page of the kind that document portals have."""
from __future__ import annotations

import textwrap
from html import escape
from pathlib import Path

from generator.markup import Block, Plan, Table

WIDTH = 84
MARKS = {"bullet": "- ", "plus": "+ "}


def side_by_side(left: list[str], right: list[str]) -> list[str]:
    """Two columns of centred lines, as typists set the letterhead."""
    rows = max(len(left), len(right))
    left, right = ([*column, *[""] * (rows - len(column))] for column in (left, right))
    return [f"{a.center(34)}  {b.center(46)}".rstrip() for a, b in zip(left, right)]


def write_text(plan: Plan, path: Path) -> None:
    """Raises ValueError on a plan with a table: plain text has none."""
    head, sign = plan.front["letterhead"], plan.front["signature"]
    lines = side_by_side(head["left"], ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"])
    lines += ["", *side_by_side([head["number"]], [head["date"]]), "", head["kind"].center(WIDTH).rstrip(),
              *(t.center(WIDTH).rstrip() for t in head["title"]), ""]
    for block in plan.blocks:
        if block.kind == "table":
            raise ValueError(f"{plan.name}: a table in plain text")
        if block.kind == "signature":
            names = plan.front["document"]["recipients"]
            left = ["Nơi nhận:", *(f"- {name}{'.' if i == len(names) - 1 else ';'}" for i, name in enumerate(names))]
            lines += ["",
                      *(f"{a:<40}{b}".rstrip()
                        for a, b in zip([*left, *[""] * 9], [*sign["lines"], "", "", sign["name"], *[""] * len(left)])
                        if a or b)]
        elif block.kind in {"center", "center_italic"}:
            lines.append(block.text.center(WIDTH).rstrip())
        else:
            lines += textwrap.wrap(MARKS.get(block.kind, "") + block.text, WIDTH, initial_indent="    ",
                                   break_long_words=False, break_on_hyphens=False)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def html_table(table: Table) -> str:
    cells = table.header + table.rows
    rows = []
    for r, row in enumerate(cells):
        tag = "th" if r < len(table.header) else "td"
        parts = []
        for c, text in enumerate(row):
            if text in {"<", "^"} or (c and row[c - 1] == ">"):
                continue
            text = row[c + 1] if text == ">" else text
            across = next((k for k in range(c + 1, len(row)) if row[k] != "<" and row[k - 1] != ">"), len(row)) - c
            down = next((k for k in range(r + 1, len(cells)) if cells[k][c] != "^"), len(cells)) - r
            spans = (f' colspan="{across}"' if across > 1 else "") + (f' rowspan="{down}"' if down > 1 else "")
            parts.append(f"<{tag}{spans}>{escape(text)}</{tag}>")
        rows.append(f"<tr>{''.join(parts)}</tr>")
    return '<table border="1">\n' + "\n".join(rows) + "\n</table>"


def html_block(block: Block) -> str:
    if block.table is not None:
        return html_table(block.table)
    text = escape(MARKS.get(block.kind, "") + block.text)
    if block.kind == "heading" and block.heading_kind == "run_in":
        title, _, body = text.partition(":")
        return f"<p><b>{title}:</b>{body}</p>"
    if block.kind == "heading" and block.heading_kind != "clause" or block.kind == "center":
        align = ' align="center"' if block.kind == "center" or block.heading_kind == "annex" else ""
        return f"<p{align}><b>{text}</b></p>"
    aligned = {"center_italic": f'<p align="center"><i>{text}</i></p>', "italic": f"<p><i>{text}</i></p>",
               "right": f'<p align="right"><i>{text}</i></p>'}
    return aligned.get(block.kind, f"<p>{text}</p>")


def write_html(plan: Plan, path: Path) -> None:
    head, sign, names = plan.front["letterhead"], plan.front["signature"], plan.front["document"]["recipients"]
    parts = ["<!DOCTYPE html>", '<html lang="vi"><head><meta charset="utf-8">',
             f"<title>{escape(head['kind'])} {escape(' '.join(head['title']))}</title>",
             "<style>body{font-family:serif;max-width:46em;margin:auto} td{vertical-align:top}</style></head><body>",
             '<div class="menu">Trang chủ | Văn bản | Tra cứu</div>',
             f'<table width="100%"><tr><td align="center"><b>{"<br>".join(map(escape, head["left"]))}</b></td>',
             '<td align="center"><b>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM<br>Độc lập - Tự do - Hạnh phúc</b></td></tr>',
             f'<tr><td align="center">{escape(head["number"])}</td>'
             f'<td align="center"><i>{escape(head["date"])}</i></td></tr></table>',
             f'<p align="center"><b>{escape(head["kind"])}<br>{"<br>".join(map(escape, head["title"]))}</b></p>']
    for block in plan.blocks:
        if block.kind == "signature":
            left = "<br>".join(escape(f"- {name}{'.' if i == len(names) - 1 else ';'}") for i, name in enumerate(names))
            right = "<br>".join(map(escape, sign["lines"])) + "<br><br>" + escape(sign["name"])
            parts.append(f'<table width="100%"><tr><td><b><i>Nơi nhận:</i></b><br>{left}</td>'
                         f'<td align="center"><b>{right}</b></td></tr></table>')
        elif block.kind != "page":
            parts.append(html_block(block))
    path.write_text("\n".join([*parts, "</body></html>"]) + "\n", encoding="utf-8")
