"""DOCX files: the text as it prints, with automatic numbers, footnotes and tracked insertions, without tracked deletions."""
from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from pipeline.model.document import Page
from pipeline.model.errors import Unreadable
from pipeline.stages.read.flowing import flow, package, side_by_side
from pipeline.stages.read.flowing.docx_numbering import Numbering, W, numbering
from pipeline.stages.read.flowing.docx_styles import Styles, styles
from pipeline.stages.read.flowing.flow import FlowCell, FlowLine, FlowTable, Piece

_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_GONE = {W + "del", W + "moveFrom", W + "instrText", W + "delText", _FALLBACK, W + "pPr", W + "rPr"}
_SPACES = {W + "tab": "\t", W + "noBreakHyphen": "-", W + "softHyphen": "\u00ad", W + "ptab": "\t"}
_NO_BORDER = {"nil", "none"}


def read(data: bytes) -> Page:
    """The document as one page: a DOCX knows no pages. Raises Unreadable (damaged, too_large)."""
    try:
        with package.opened(data) as parts:
            source = _Source(parts)
            return flow.page(1, source.body(), source.furniture())
    except (zipfile.BadZipFile, etree.XMLSyntaxError, KeyError, EOFError, zipfile.zlib.error):
        raise Unreadable("damaged", "Tệp Word bị hỏng hoặc chưa tải về đủ: không mở được.") from None


@dataclass
class _Source:
    parts: zipfile.ZipFile

    def __post_init__(self):
        self.styles: Styles = styles(self._xml("word/styles.xml"))
        self.lists: Numbering = numbering(self._xml("word/numbering.xml"))
        self.notes: list[str] = []

    def _xml(self, name: str):
        if name not in self.parts.namelist():
            return None
        return etree.fromstring(self.parts.read(name), etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False))

    def body(self) -> list[FlowLine | FlowTable]:
        root = self._xml("word/document.xml")
        body = None if root is None else root.find(W + "body")
        if body is None:
            raise KeyError("w:body")
        return [*side_by_side.set_with_tabs(list(self._blocks(body))), *self._footnotes()]

    def furniture(self) -> list[FlowLine]:
        """Lines of the headers and footers, each text once."""
        names = sorted(n for n in self.parts.namelist() if n.startswith(("word/header", "word/footer")) and n.endswith(".xml"))
        lines = [line for name in names for line in _flat(self._blocks(self._xml(name)))]
        return list({line.text.strip(): line for line in lines if line.text.strip()}.values())

    def _footnotes(self) -> list[FlowLine]:
        lines = []
        for part in ("footnotes", "endnotes"):
            root = self._xml(f"word/{part}.xml")
            by_id = {} if root is None else {n.get(W + "id"): n for n in root}
            for number, note in enumerate((n for n in self.notes if n.startswith(part)), 1):
                found = _flat(self._blocks(by_id.get(note.partition(":")[2], ())))
                if found:
                    found[0].pieces.insert(0, Piece(f"[{number}] "))
                lines.extend(found)
        return lines

    def _blocks(self, parent) -> Iterator[FlowLine | FlowTable]:
        for item in parent:
            if item.tag == W + "p":
                yield from self._paragraph(item)
            elif item.tag == W + "tbl":
                yield from self._table(item)
            elif item.tag in (W + "sdt", W + "sdtContent", W + "ins", W + "moveTo", W + "customXml", W + "smartTag"):
                yield from self._blocks(item)

    def _paragraph(self, paragraph) -> list[FlowLine | FlowTable]:
        lines = [FlowLine([], True)]
        boxes: list[FlowLine | FlowTable] = []
        place = self.styles.list_of(paragraph)
        marker = self.lists.marker(*place) if place else ""
        if marker:
            lines[0].pieces.append(Piece(marker + " "))
        for run, text in self._runs(paragraph, boxes):
            if text == "\n":
                lines.append(FlowLine([], False))
                continue
            looks = self.styles.looks(run, paragraph)
            last = lines[-1].pieces[-1] if lines[-1].pieces else None
            if last and (last.font, last.bold, last.size) == looks:
                last.text += text
            else:
                lines[-1].pieces.append(Piece(text, *looks))
        return [*(line for line in lines if line.text.strip()), *boxes]

    def _runs(self, parent, boxes: list[FlowLine | FlowTable]) -> Iterator[tuple[object, str]]:
        """(run, text) pairs in order; fields give their results, notes a bracketed number, text boxes go to `boxes`."""
        for item in parent:
            if item.tag in _GONE:
                continue
            if item.tag == W + "r" and item.find(f"{W}rPr/{W}vanish") is not None:
                continue
            if item.tag == W + "r":
                yield from ((item, text) for text in self._run(item, boxes))
            else:
                yield from self._runs(item, boxes)

    def _run(self, run, boxes: list[FlowLine | FlowTable]) -> Iterator[str]:
        for item in run:
            if item.tag == W + "t":
                yield item.text or ""
            elif item.tag in (W + "br", W + "cr"):
                yield "\n"
            elif item.tag in _SPACES:
                yield _SPACES[item.tag]
            elif item.tag == W + "sym":
                yield chr(int(item.get(W + "char", "2022"), 16))
            elif item.tag in (W + "footnoteReference", W + "endnoteReference"):
                kind = "footnotes" if item.tag == W + "footnoteReference" else "endnotes"
                self.notes.append(f"{kind}:{item.get(W + 'id')}")
                yield f" [{sum(n.startswith(kind) for n in self.notes)}]"
            elif item.tag not in _GONE:
                for content in _text_boxes(item):
                    boxes.extend(self._blocks(content))

    def _table(self, table) -> list[FlowLine | FlowTable]:
        cells: dict[tuple[int, int], FlowCell] = {}
        open_cells: dict[int, FlowCell] = {}
        rows = columns = 0
        for row in table.iter(W + "tr"):
            if _nearest(row, W + "tbl") is not table or _row_deleted(row):
                continue
            column = int(_find(row, "trPr/gridBefore") or 0)
            for cell in (c for c in row.iter(W + "tc") if _nearest(c, W + "tr") is row):
                span = int(_find(cell, "tcPr/gridSpan") or 1)
                merge = cell.find(f"{W}tcPr/{W}vMerge")
                if merge is not None and merge.get(W + "val") != "restart" and column in open_cells:
                    open_cells[column].row_span += 1
                else:
                    cells[rows, column] = FlowCell(rows, column, 1, span, _flat(self._blocks(cell)))
                    open_cells[column] = cells[rows, column]
                column += span
            columns = max(columns, column)
            rows += 1
        found = FlowTable(rows, columns, [cells[key] for key in sorted(cells)])
        return side_by_side.columns(found, ruled=self._ruled(table)) if rows else []

    def _ruled(self, table) -> bool:
        """Whether the table prints borders: its own, its style's, or those of cells."""
        sources = [table.find(f"{W}tblPr/{W}tblBorders"),
                   *(s.find(f"{W}tblPr/{W}tblBorders") for s in self.styles.chain(_find(table, "tblPr/tblStyle")))]
        borders = next((s for s in sources if s is not None), None)
        if borders is not None and any(b.get(W + "val") not in _NO_BORDER for b in borders if b.tag in (W + "insideH", W + "insideV")):
            return True
        return sum(any(e.get(W + "val") not in _NO_BORDER for e in b) for b in table.iter(W + "tcBorders")) > 2


def _text_boxes(item) -> Iterator[object]:
    for choice in item.iter(W + "txbxContent"):
        if not any(parent.tag == _FALLBACK for parent in choice.iterancestors()):
            yield choice


def _row_deleted(row) -> bool:
    return row.find(f"{W}trPr/{W}del") is not None


def _nearest(item, tag: str):
    return next((parent for parent in item.iterancestors(tag)), None)


def _find(item, path: str) -> str | None:
    found = item.find("/".join(W + step for step in path.split("/")))
    return None if found is None else found.get(W + "val")


def _flat(items) -> list[FlowLine]:
    """The lines of the items, tables inside them cell by cell."""
    result = []
    for item in items:
        result.extend([item] if isinstance(item, FlowLine) else [line for cell in item.cells for line in cell.lines])
    return result
