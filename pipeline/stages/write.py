"""Rows -> CSV and Parquet, part by part: never more than one row group of each table in memory.

Values come as the store keeps them: str (also for numbers, dates and JSON), int, float, bool, list of str, None.
CSV: UTF-8, RFC 4180, `.` decimals, ISO dates, empty = null, lists as JSON arrays, CRLF line ends.
"""
from __future__ import annotations

import csv
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.model.contract import TABLES

GROUP_ROWS = 8_000
_ARROW = {
    "str": pa.string(), "json": pa.string(), "int": pa.int64(), "number": pa.float64(), "float": pa.float64(),
    "bool": pa.bool_(), "date": pa.date32(), "list": pa.list_(pa.string()),
}


def schema(table: str) -> pa.Schema:
    """The Parquet schema of a table of the contract."""
    return pa.schema([(column, _ARROW[kind]) for column, kind in TABLES[table].items()])


def printed(value: Any) -> str:
    """One value as it stands in a CSV file."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple):
        return json.dumps([str(item) for item in value], ensure_ascii=False)
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, date):
        return value.isoformat()
    return str(value)


def typed(value: Any, kind: str) -> Any:
    """One value as it stands in a Parquet file. Raises ValueError where it is not of its column's type."""
    if value is None or value == "":
        return None
    if kind in ("number", "float"):
        return float(value)
    if kind == "int":
        return int(value)
    if kind == "date":
        return value if isinstance(value, date) else date.fromisoformat(value)
    if kind == "list":
        return [str(item) for item in value]
    return bool(value) if kind == "bool" else str(value)


@dataclass
class TableWriter:
    """One table in a folder: `<table>.parquet` and, with `text`, `<table>.csv`. Closed by leaving the `with` block."""

    folder: Path
    table: str
    text: bool = True
    count: int = 0
    _rows: list[Mapping[str, Any]] = field(default_factory=list)

    def __enter__(self) -> TableWriter:
        self.folder.mkdir(parents=True, exist_ok=True)
        self._parquet = pq.ParquetWriter(self.folder / f"{self.table}.parquet", schema(self.table), compression="zstd")
        self._file = (self.folder / f"{self.table}.csv").open("w", encoding="utf-8", newline="") if self.text else None
        if self._file:
            self._csv = csv.writer(self._file)
            self._csv.writerow(TABLES[self.table])
        return self

    def add(self, rows: list[Mapping[str, Any]]) -> None:
        """Append rows with the contract's columns; a full row group goes to disk."""
        self._rows += rows
        self.count += len(rows)
        if self._file:
            self._csv.writerows([printed(row[column]) for column in TABLES[self.table]] for row in rows)
        if len(self._rows) >= GROUP_ROWS:
            self._flush()

    def _flush(self) -> None:
        columns = [pa.array([typed(row[column], kind) for row in self._rows], type=_ARROW[kind])
                   for column, kind in TABLES[self.table].items()]
        self._parquet.write_table(pa.Table.from_arrays(columns, schema=schema(self.table)))
        self._rows = []

    def __exit__(self, *exc: object) -> None:
        if exc[0] is None and self._rows:
            self._flush()
        self._parquet.close()
        if self._file:
            self._file.close()


_FRICTIONLESS = {"str": "string", "json": "array", "int": "integer", "number": "number", "float": "number", "bool": "boolean",
                 "date": "date", "list": "array"}
_PRIMARY = {"files": ["path"], "documents": ["doc_id"], "pages": ["doc_id", "page"], "headings": ["heading_id"], "targets": ["target_id"],
            "observations": ["observation_id"], "money": ["money_id"], "assignments": ["assignment_id"], "citations": ["citation_id"],
            "tables": ["table_id"], "cells": ["table_id", "row", "column"], "checks": ["check_id"], "agencies": ["agency_id"]}


def datapackage() -> dict[str, Any]:
    """The Frictionless Data Package descriptor of the output folder (a Table Schema for each CSV)."""
    resources = []
    for table, columns in TABLES.items():
        keys = [{"fields": [column], "reference": {"resource": target, "fields": [column]}}
                for column, target in (("doc_id", "documents"), ("table_id", "tables"), ("agency_id", "agencies"))
                if column in columns and target != table and table != "files"]
        resources.append({
            "name": table, "path": f"{table}.csv", "profile": "tabular-data-resource", "format": "csv", "mediatype": "text/csv",
            "encoding": "utf-8",
            "schema": {"fields": [{"name": column, "type": _FRICTIONLESS[kind]} for column, kind in columns.items()],
                       "primaryKey": _PRIMARY[table], "foreignKeys": keys, "missingValues": [""]},
        })
    return {"name": "kehoach", "profile": "tabular-data-package", "resources": resources}
