"""Layout -> Result: every registered extractor's records, with ids and provenance, as plain rows."""
from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from extractors import EXTRACTORS
from extractors.context import Context
from normalizers import agencies
from pipeline.model.contract import KEYS, TABLES, record_id
from pipeline.model.document import BBox
from pipeline.model.layout import Layout
from pipeline.model.record import Record, Result

Rows = list[dict[str, Any]]
Check = Callable[[Layout, dict[str, Rows]], Rows]


def extract(layout: Layout, check: Check | None = None) -> Result:
    """All rows of one document. `check` runs last, over rows.

    Rows have the contract's columns in the contract's order. `documents.path` is left to the writer: content does not know its name.
    """
    records, row = _run(layout)
    doc_id = layout.document.doc_id
    tables: dict[str, Rows] = {"documents": [_document_row(layout, row)], "pages": _page_rows(layout)}
    for table, found in records.items():
        tables[table] = [_row(table, record, number, layout) for number, record in enumerate(found, 1)]
    if check is not None:
        tables["checks"] = [_complete("checks", {"check_id": record_id(doc_id, "checks", n), "doc_id": doc_id, **finding})
                            for n, finding in enumerate(check(layout, tables), 1)]
    tables["agencies"] = _agency_rows(tables.get("assignments", []))
    return Result(doc_id, {table: tables.get(table, []) for table in TABLES if table != "files"}, layout.text)


def _run(layout: Layout) -> tuple[dict[str, tuple[Record, ...]], dict[str, Any]]:
    records: dict[str, tuple[Record, ...]] = {}
    document: dict[str, Any] = {}
    for table, extractor in EXTRACTORS.items():
        found = tuple(extractor(layout, Context(document, dict(records))))
        if table == "documents":
            document = {**found[0].values(), "confidence": found[0].confidence} if found else {}
        else:
            records[table] = found
    return records, document


def _complete(table: str, values: Mapping[str, Any]) -> dict[str, Any]:
    unknown = values.keys() - TABLES[table].keys()
    if unknown:
        raise ValueError(f"{table} has no column {sorted(unknown)}")
    return {column: values.get(column) for column in TABLES[table]}


def _row(table: str, record: Record, number: int, layout: Layout) -> dict[str, Any]:
    doc_id = layout.document.doc_id
    values = record.values()
    for link, target in (("parent", table), ("table", "tables")):
        if link in values:
            index = values.pop(link)
            values["table_id" if link == "table" else "parent_id"] = None if index is None else record_id(doc_id, target, index + 1)
    provenance = _provenance(record, layout)
    values |= {column: provenance[column] for column in TABLES[table].keys() & provenance.keys()}
    if table in KEYS:
        values[KEYS[table]] = record_id(doc_id, table, number)
    return _complete(table, values | {"doc_id": doc_id})


def _provenance(record: Record, layout: Layout) -> dict[str, Any]:
    quote, heading = record.quote, record.heading
    return {
        "page": quote.page, "bbox": box(quote.bbox), "char_start": quote.start, "char_end": quote.end, "quote": quote.text,
        "heading_id": None if heading is None else record_id(layout.document.doc_id, "headings", heading + 1),
        "heading_path": None if heading is None else layout.headings[heading].path,
        "rule": record.rule, "confidence": round(record.confidence, 4),
    }


def box(bbox: BBox | None) -> str | None:
    """`[x0, top, x1, bottom]` as JSON, points to two decimals."""
    if bbox is None:
        return None
    return "[" + ", ".join(f"{value:.2f}" for value in (bbox.x0, bbox.top, bbox.x1, bbox.bottom)) + "]"


def _document_row(layout: Layout, found: Mapping[str, Any]) -> dict[str, Any]:
    document = layout.document
    read = [(p.ocr_confidence, sum(len(line.words) for line in p.lines) or 1) for p in document.pages if p.ocr_confidence is not None]
    own = {
        "doc_id": document.doc_id, "pages": len(document.pages), "pages_ocr": sum(p.source == "ocr" for p in document.pages),
        "ocr_confidence": round(sum(c * n for c, n in read) / sum(n for _, n in read), 4) if read else None,
        "signed_at": document.signature.signed_at, "signing_org": document.signature.organisation,
        "text_path": f"text/{document.doc_id}.txt",
    }
    given = {column: value for column, value in found.items() if value is not None or column not in own}
    return _complete("documents", own | given)


def _page_rows(layout: Layout) -> Rows:
    rows = []
    for page, (start, end) in zip(layout.document.pages, layout.pages, strict=True):
        shown = ("width", "height", "source", "rotation", "skew_degrees", "dpi", "ocr_confidence", "legacy_encoding", "route", "error_code", "error_message")
        rows.append(_complete("pages", {
            "doc_id": layout.document.doc_id, "page": page.number, "characters": end - start, "char_start": start, "char_end": end,
            **{name: _rounded(getattr(page, name)) for name in shown},
        }))
    return rows


def _rounded(value: Any) -> Any:
    return round(value, 4) if isinstance(value, float) else value


def _agency_rows(assignments: Iterable[Mapping[str, Any]]) -> Rows:
    names: dict[str, str] = {}
    for row in assignments:
        if row["agency_id"] is not None:
            names[row["agency_id"]] = min(row["agency"], names.get(row["agency_id"], row["agency"]))
    return [_complete("agencies", {"agency_id": key, "name": name, "kind": agencies.kind(name), "level": agencies.level(name)})
            for key, name in sorted(names.items())]
