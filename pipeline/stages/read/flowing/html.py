"""HTML pages: paragraphs, list numbers, tables."""
from __future__ import annotations

import email
from collections.abc import Iterator

import regex
from lxml import etree, html as lxml_html

from pipeline.model.document import Page
from pipeline.model.errors import Unreadable
from pipeline.stages.read.encodings import charset
from pipeline.stages.read.flowing import flow, side_by_side
from pipeline.stages.read.flowing.docx_numbering import number
from pipeline.stages.read.flowing.flow import FlowCell, FlowLine, FlowTable, Piece

_BLOCKS = frozenset("address article aside blockquote body center dd div dl dt fieldset figcaption figure footer form "
                    "h1 h2 h3 h4 h5 h6 header hr html li main nav ol p "
                    "pre section table tbody td tfoot th thead tr ul caption".split())
_SKIPPED = frozenset("script style head title meta link noscript template svg button select option input textarea iframe object".split())
_BOLD = frozenset("b strong h1 h2 h3 h4 h5 h6 th".split())
_LISTS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_DECLARED = regex.compile(rb"(?i)charset\s*=\s*[\"']?\s*([\w-]+)")
_HIDDEN = regex.compile(r"(?i)display\s*:\s*none|visibility\s*:\s*hidden")
_WHOLE = regex.compile(r"-?[0-9]{1,6}")
_MOST_SPAN = 200


def read_archive(data: bytes) -> Page:
    """The page in a web archive (MHTML). Raises Unreadable (damaged)."""
    parts = email.message_from_bytes(data).walk()
    whole = next((part for part in parts if part.get_content_type() == "text/html"), None)
    if whole is None:
        raise Unreadable("damaged", "Tệp MHTML không có trang HTML bên trong.")
    return read(whole.get_payload(decode=True), whole.get_content_charset())


def read(data: bytes, declared: str | None = None) -> Page:
    """The document as one page. `declared`: a character set named outside it. Raises Unreadable (damaged)."""
    found = _DECLARED.search(data[:4096])
    text = charset.decoded(data, found.group(1).decode("ascii", "ignore") if found else declared)
    text = regex.sub(r"^\s*<\?xml[^>]*\?>", "", text.lstrip("\ufeff"))
    try:
        root = lxml_html.document_fromstring(text or "<p></p>", parser=lxml_html.HTMLParser(no_network=True, huge_tree=True))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        raise Unreadable("damaged", "Tệp HTML không có nội dung đọc được.") from None
    return flow.page(1, list(_items(root)))


def _items(root) -> Iterator[FlowLine | FlowTable]:
    """Lines and tables below an element, in order."""
    line: list[Piece] = []
    for event in _walk(root, None, False):
        if isinstance(event, Piece):
            line.append(event)
            continue
        if "".join(p.text for p in line).strip():
            yield FlowLine(line, event is not None)
        line = []
        if isinstance(event, list):
            yield from event
    if "".join(p.text for p in line).strip():
        yield FlowLine(line, True)


def _walk(item, font: str | None, bold: bool, marker: str = "") -> Iterator[Piece | list | bool | None]:
    """Pieces of text; True where a block begins or ends, None at a forced line break, a list of finished items for a table.

    `marker`: the number that an item of a numbered list shows.
    """
    if not isinstance(item.tag, str) or item.tag in _SKIPPED or _HIDDEN.search(item.get("style") or ""):
        return
    font = item.get("face") or _style(item, "font-family") or font
    bold = ((bold or item.tag in _BOLD) if not (weight := _style(item, "font-weight"))
            else weight in ("bold", "bolder", "600", "700", "800", "900"))
    if item.tag == "br":
        yield None
        return
    if item.tag == "table":
        yield _table(item)
        return
    block = item.tag in _BLOCKS
    if block:
        yield True
    if marker:
        yield Piece(marker + " ", font, bold)
    yield from _text(item.text, item, font, bold)
    for child, number_ in zip(item, _markers(item), strict=True):
        yield from _walk(child, font, bold, number_)
        yield from _text(child.tail, item, font, bold)
    if block:
        yield True


def _text(text: str | None, parent, font: str | None, bold: bool) -> Iterator[Piece | None]:
    if not text:
        return
    if parent.tag == "pre":
        for number_, row in enumerate(text.split("\n")):
            if number_:
                yield None
            yield Piece(row, font, bold)
    else:
        yield Piece(regex.sub(r"\s+", " ", text), font, bold)


def _style(item, name: str) -> str | None:
    found = regex.search(rf"(?i)(?:^|;)\s*{name}\s*:\s*([^;,]+)", item.get("style") or "")
    return found.group(1).strip(" '\"") if found else None


def _markers(item) -> list[str]:
    """The number that each child shows: `3.` for the items of a numbered list, "" for all others.

    Items are counted on from `start` and from an item's own `value` (HTML Living Standard, 4.4.5 and 4.4.8).
    """
    if item.tag != "ol":
        return [""] * len(item)
    form = _LISTS.get(item.get("type") or "1", "decimal")
    current, markers = _whole(item.get("start"), 1) - 1, []
    for child in item:
        if child.tag == "li":
            current = _whole(child.get("value"), current + 1)
        markers.append(f"{number(current, form)}." if child.tag == "li" else "")
    return markers


def _whole(value: str | None, otherwise: int) -> int:
    return int(value) if value and _WHOLE.fullmatch(value) else otherwise


def _table(table) -> list[FlowLine | FlowTable]:
    cells: list[FlowCell] = []
    taken: set[tuple[int, int]] = set()
    rows = [r for r in table.iter("tr") if next(r.iterancestors("table")) is table]
    nested, content = False, []
    for y, row in enumerate(rows):
        x = 0
        for cell in (c for c in row if c.tag in ("td", "th")):
            while (y, x) in taken:
                x += 1
            down, across = _span(cell, "rowspan"), _span(cell, "colspan")
            down = min(down, len(rows) - y)
            taken |= {(y + i, x + j) for i in range(down) for j in range(across)}
            inner = list(_items(cell))
            content += inner
            nested = nested or any(isinstance(i, FlowTable) for i in inner)
            cells.append(FlowCell(y, x, down, across,
                                  [line for i in inner
                                   for line in ([i] if isinstance(i, FlowLine)
                                                else [n for c in i.cells for n in c.lines])]))
            x += across
    caption = [line for c in table.iterchildren("caption") for line in _items(c) if isinstance(line, FlowLine)]
    if nested and len(rows) <= 3:  # a table that lays out the page
        return [*caption, *content]
    width = max((x + 1 for _, x in taken), default=0)
    return [*caption, *side_by_side.columns(FlowTable(len(rows), width, cells), ruled=_ruled(table))] if width else caption


def _span(cell, name: str) -> int:
    value = (cell.get(name) or "1").strip()
    return max(1, min(_MOST_SPAN, int(value))) if value.isdecimal() else 1


def _ruled(table) -> bool:
    border = table.get("border")
    styled = _style(table, "border") or _style(table, "border-collapse")
    return border not in (None, "", "0") or bool(styled and "none" not in styled) or len(list(table.iter("th"))) > 0
