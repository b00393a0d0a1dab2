"""Spreadsheets, XLSX and old XLS: each sheet a page, its filled block a table, lone texts above and below it lines."""
from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal

import regex
import xlrd

from pipeline.model.document import Page
from pipeline.model.errors import Unreadable
from pipeline.stages.read.flowing import flow, package
from pipeline.stages.read.flowing.flow import FlowCell, FlowLine, FlowTable, Piece

_MOST_CELLS = 400_000
_DAMAGED = Unreadable("damaged", "Tệp bảng tính bị hỏng: không mở được.")


@dataclass(frozen=True, slots=True)
class _Sheet:
    """`texts`: (row, column) -> text and font of filled cells; `merged`: top left corner -> (row span, column span)."""

    texts: dict[tuple[int, int], Piece]
    merged: dict[tuple[int, int], tuple[int, int]]


def read_xlsx(data: bytes) -> list[Page]:
    """Raises Unreadable (damaged, too_large)."""
    import openpyxl  # takes a tenth of a second, and few files need it

    try:
        with package.opened(data):  # openpyxl unpacks whatever is there
            book = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    except (zipfile.BadZipFile, KeyError, ValueError, OSError, TypeError, IndexError):
        raise _DAMAGED from None
    found = []
    for sheet in book.worksheets:
        if sheet.sheet_state != "visible":
            continue
        merged = {(r.min_row, r.min_col): (r.max_row - r.min_row + 1, r.max_col - r.min_col + 1) for r in sheet.merged_cells.ranges}
        texts = {}
        for row in _limited(sheet.iter_rows()):
            for cell in row:
                text = _shown(cell.value, cell.number_format or "")
                if text:
                    texts[cell.row, cell.column] = Piece(text, cell.font.name if cell.font else None, bool(cell.font and cell.font.b))
        found.append(_Sheet(texts, merged))
    return _pages(found)


def read_xls(data: bytes) -> list[Page]:
    """Raises Unreadable (damaged, encrypted, too_large)."""
    try:
        book = xlrd.open_workbook(file_contents=data, formatting_info=True, logfile=io.StringIO())
    except xlrd.XLRDError as error:
        if "ncrypted" in str(error):
            raise Unreadable("encrypted", "Tệp Excel có mật khẩu: hãy gỡ mật khẩu rồi chạy lại.") from None
        raise _DAMAGED from None
    except (xlrd.compdoc.CompDocError, struct.error, AssertionError, LookupError, ValueError, TypeError,
            NotImplementedError):
        raise _DAMAGED from None
    found = []
    for sheet in book.sheets():
        if sheet.visibility:
            continue
        merged = {(r0, c0): (r1 - r0, c1 - c0) for r0, r1, c0, c1 in sheet.merged_cells}
        texts = {}
        for y in _limited(range(sheet.nrows)):
            for x in range(sheet.row_len(y)):
                cell = sheet.cell(y, x)
                form = book.xf_list[cell.xf_index]
                text = _shown(_value(cell, book), book.format_map[form.format_key].format_str)
                if text:
                    font = book.font_list[form.font_index]
                    texts[y, x] = Piece(text, font.name, bool(font.bold))
        found.append(_Sheet(texts, merged))
    return _pages(found)


def _limited(rows) -> Iterator:
    for count, row in enumerate(rows):
        if count > _MOST_CELLS:
            raise Unreadable("too_large", "Bảng tính có quá nhiều dòng.")
        yield row


def _value(cell, book):
    if cell.ctype == xlrd.XL_CELL_DATE:
        try:
            return xlrd.xldate.xldate_as_datetime(cell.value, book.datemode)
        except (ValueError, OverflowError):
            return cell.value
    if cell.ctype in (xlrd.XL_CELL_TEXT, xlrd.XL_CELL_NUMBER):
        return cell.value
    return xlrd.error_text_from_code.get(cell.value) if cell.ctype == xlrd.XL_CELL_ERROR else None


def _shown(value, form: str) -> str:
    """A cell's text. Numbers have ten significant digits and a decimal point; a third decimal gets a zero behind it, so that it is not
    taken for a thousands group; percentages and dates as their format says."""
    if value is None or isinstance(value, bool):  # what a box ticks is no text
        return ""
    if isinstance(value, datetime) and (value.hour or value.minute) and "y" not in form.lower():
        return f"{value:%H:%M}"
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, (int, float)):
        return _figure(value, "%" in regex.sub(r'"[^"]*"|\\.', "", form))
    return str(value).strip()


def _figure(value: float, percent: bool) -> str:
    exact = Decimal(format(value, ".10g")) * (100 if percent else 1)
    if not exact.is_finite():
        return ""
    text = format(exact, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    if regex.search(r"\.\d{3}$", text):
        text += "0"
    return text + ("%" if percent else "")


def _pages(sheets: list[_Sheet]) -> list[Page]:
    filled = [sheet for sheet in sheets if sheet.texts] or sheets[:1]
    return [flow.page(number, _body(sheet)) for number, sheet in enumerate(filled, 1)]


def _body(sheet: _Sheet) -> list[FlowLine | FlowTable]:
    """Runs of rows with two or more filled cells are tables; rows with one text between them are lines."""
    rows = sorted({y for y, _ in sheet.texts})
    body: list[FlowLine | FlowTable] = []
    block: list[int] = []
    for at, y in enumerate(rows):
        filled = [x for yy, x in sheet.texts if yy == y]
        follows = any(len([1 for yy, _ in sheet.texts if yy == later]) > 1 for later in rows[at + 1 : at + 3])
        if len(filled) > 1 or block and follows:
            block.append(y)
            continue
        if block:
            body.append(_table(sheet, block))
            block = []
        body.append(_line(sheet.texts[y, filled[0]]))
    return [*body, _table(sheet, block)] if block else body


def _line(piece: Piece) -> FlowLine:
    return FlowLine([piece], True)


def _table(sheet: _Sheet, rows: list[int]) -> FlowTable:
    top, bottom = rows[0], rows[-1]
    inside = sorted((y, x) for y, x in sheet.texts if top <= y <= bottom)
    columns = sorted({x for _, x in inside})
    place = {x: i for i, x in enumerate(columns)}
    heights = {y: i for i, y in enumerate(rows)}
    cells = []
    for y, x in inside:
        down, across = sheet.merged.get((y, x), (1, 1))
        spanned = [c for c in columns if x <= c < x + across]
        below = [r for r in rows if y <= r < y + down]
        piece = sheet.texts[y, x]
        lines = [FlowLine([Piece(part, piece.font, piece.bold)], True) for part in piece.text.split("\n") if part.strip()]
        cells.append(FlowCell(heights[y], place[x], max(1, len(below)), max(1, len(spanned)), lines))
    return FlowTable(len(rows), len(columns), cells)
