"""Layout -> Result: every registered extractor's records, with ids and provenance, as plain rows."""
from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from functools import partial
from typing import Any, TypeVar

from extractors.context import Context
from extractors.registry import EXTRACTORS
from normalizers import agencies
from pipeline.model.contract import KEYS, TABLES, record_id
from pipeline.model.document import BBox
from pipeline.model.errors import Failure, OperatorError
from pipeline.model.layout import Layout
from pipeline.model.record import Record, Result

T = TypeVar("T")
Rows = list[dict[str, Any]]
Check = Callable[[Layout, dict[str, Rows]], Rows]


def extract(layout: Layout, check: Check | None = None) -> Result:
    """All rows of one document. `check` runs last, over rows.

    Rows have the contract's columns in the contract's order. `documents.path` is left to the writer: content does not know its name.
    An extractor, or `check`, that raises costs its own table alone: that is left empty, and the result's `failures` say so.
    """
    doc_id = layout.document.doc_id
    tables: dict[str, Rows] = {"documents": [_document_row(layout, {})], "pages": _page_rows(layout)}
    failures = _run(layout, tables)
    steps: dict[str, Callable[[], Rows]] = {"agencies": lambda: _agency_rows(tables)}
    if check is not None:
        steps["checks"] = lambda: [_complete("checks", {"check_id": record_id(doc_id, "checks", n), "doc_id": doc_id, **finding})
                                   for n, finding in enumerate(check(layout, tables), 1)]
    for table, step in steps.items():
        tables[table] = _kept(_guarded(table, step), [], failures)
    return Result(doc_id, {table: tables.get(table, []) for table in TABLES if table != "files"}, layout.text, tuple(failures))


def _run(layout: Layout, tables: dict[str, Rows]) -> list[Failure]:
    """Put the extractors' rows into `tables`; those that failed."""
    records: dict[str, tuple[Record, ...]] = {}
    document: dict[str, Any] = {}
    failures: list[Failure] = []
    for table in EXTRACTORS:
        step = partial(_extracted, table, layout, Context(document, dict(records)), {failure.stage for failure in failures})
        found, tables[table] = _kept(_guarded(table, step), ((), tables.get(table, [])), failures)
        if table == "documents":
            document = _values(found)
        else:
            records[table] = found
    return failures


def _extracted(table: str, layout: Layout, context: Context, missing: Collection[str]) -> tuple[tuple[Record, ...], Rows]:
    """One extractor's records, and the rows made of them."""
    found = tuple(EXTRACTORS[table](layout, context))
    if table == "documents":
        return found, [_document_row(layout, _values(found))]
    return found, [_row(table, record, number, layout, missing) for number, record in enumerate(found, 1)]


def _guarded(table: str, step: Callable[[], T]) -> T | Failure:
    """What `step` gives; its failure where it raises, so that a fault in one table leaves the others.

    Want of memory is the whole document's.
    """
    try:
        return step()
    except (MemoryError, OperatorError):
        raise
    except Exception as error:
        return Failure(table, "extract_error", f"{type(error).__name__}: {str(error)[:200]}")


def _kept(told: T | Failure, otherwise: T, failures: list[Failure]) -> T:
    if isinstance(told, Failure):
        failures.append(told)
        return otherwise
    return told


def _values(found: tuple[Record, ...]) -> dict[str, Any]:
    """What extractors may know of the document: its own record's columns."""
    return {**found[0].values(), "confidence": found[0].confidence} if found else {}


def _complete(table: str, values: Mapping[str, Any]) -> dict[str, Any]:
    unknown = values.keys() - TABLES[table].keys()
    if unknown:
        raise ValueError(f"{table} has no column {sorted(unknown)}")
    return {column: values.get(column) for column in TABLES[table]}


def _row(table: str, record: Record, number: int, layout: Layout, missing: Collection[str]) -> dict[str, Any]:
    """A record with its ids; links into tables that are `missing` are null."""
    doc_id = layout.document.doc_id
    values = record.values()
    for link, target in (("parent", table), ("table", "tables")):
        if link in values:
            index = values.pop(link)
            lost = index is None or target in missing
            values["table_id" if link == "table" else "parent_id"] = None if lost else record_id(doc_id, target, index + 1)
    provenance = _provenance(record, layout) | ({"heading_id": None} if "headings" in missing else {})
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
        "signed_at": document.signature.signed_at, "text_path": f"text/{document.doc_id}.txt",
    }
    given = {column: value for column, value in found.items() if value is not None or column not in own}
    return _complete("documents", own | given)


_OF_PAGE = ("width", "height", "source", "rotation", "skew_degrees", "dpi", "ocr_confidence", "legacy_encoding", "route", "error_code",
            "error_message")


def _page_rows(layout: Layout) -> Rows:
    rows = []
    for page, (start, end) in zip(layout.document.pages, layout.pages, strict=True):
        rows.append(_complete("pages", {
            "doc_id": layout.document.doc_id, "page": page.number, "characters": end - start, "char_start": start, "char_end": end,
            **{name: _rounded(getattr(page, name)) for name in _OF_PAGE},
        }))
    return rows


def _rounded(value: Any) -> Any:
    return round(value, 4) if isinstance(value, float) else value


def _agency_rows(tables: Mapping[str, Rows]) -> Rows:
    """One row per agency named in a column: who is given a task, who issued the document or one that it cites, who receives it."""
    named = [row["agency"] for row in tables.get("assignments", [])]
    named += [row["issuer"] for row in tables.get("citations", []) if row["issuer"]]
    for row in tables.get("documents", []):
        named += row["issuer"].split("; ") if row["issuer"] else []
        named += [mention.name for line in row["recipients"] or () for mention in agencies.find(line)]
    names: dict[str, str] = {}
    for name in filter(None, named):
        names[agencies.slug(name)] = min(name, names.get(agencies.slug(name), name))
    return [_complete("agencies", {"agency_id": key, "name": name, "kind": agencies.kind(name), "level": agencies.level(name)})
            for key, name in sorted(names.items())]
