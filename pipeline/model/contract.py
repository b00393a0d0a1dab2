"""The output tables, column by column: the product's public interface. Columns may be added, none renamed or dropped.

Types: str, int, number (Decimal in rows, float64 in Parquet), float, date, list (of str), json (a JSON text), bool.
"""
from __future__ import annotations

_PROVENANCE = "page:int bbox:json char_start:int char_end:int quote:str heading_id:str heading_path:str rule:str confidence:float"
_INDICATOR = (
    "indicator:str direction:str comparator:str value_min:number value_max:number unit:str per:str baseline_value:number baseline_year:int "
    "year:int year_source:str scope:str value_text:str"
)

_COLUMNS = {
    "files": "path:str size_bytes:int sha256:str doc_id:str media_type:str status:str error_code:str error_message:str pages:int "
    "pages_failed:list duplicate_of:str run_id:str",
    "documents": "doc_id:str path:str doc_type:str number:str symbol:str code:str issuer:str issuer_level:str province:str "
    "province_code:str province_2025:str province_code_2025:str district:str issue_place:str issue_date:date issue_year:int "
    "issue_month:int issue_day:int "
    "title:str period_start:int period_end:int signer_name:str signer_position:str signing_authority:str recipients:list signed_at:str "
    "signing_org:str pages:int pages_ocr:int ocr_confidence:float text_path:str district_code:str confidence:float",
    "pages": "doc_id:str page:int width:float height:float source:str rotation:int skew_degrees:float dpi:int ocr_confidence:float "
    "legacy_encoding:str characters:int char_start:int char_end:int route:str error_code:str error_message:str",
    "headings": "heading_id:str doc_id:str parent_id:str level:int marker:str style:str kind:str title:str path:str "
    "page:int bbox:json char_start:int char_end:int quote:str rule:str confidence:float",
    "targets": f"target_id:str doc_id:str {_INDICATOR} {_PROVENANCE}",
    "observations": f"observation_id:str doc_id:str {_INDICATOR} {_PROVENANCE}",
    "money": "money_id:str doc_id:str amount_min:int amount_max:int comparator:str value_text:str unit_text:str per:str source:str "
    f"purpose:str parent_id:str year:int year_source:str {_PROVENANCE}",
    "assignments": "assignment_id:str doc_id:str task_no:int agency:str agency_id:str agency_text:str role:str task:str deadline_text:str "
    f"deadline:date {_PROVENANCE}",
    "citations": f"citation_id:str doc_id:str kind:str code:str date:date issuer:str subject:str {_PROVENANCE}",
    "tables": "table_id:str doc_id:str page_start:int page_end:int caption:str rows:int columns:int header_rows:int kind:str unit:str "
    "heading_id:str",
    "cells": "table_id:str doc_id:str row:int column:int row_label:str column_label:str text:str value:number unit:str flags:list "
    f"{_PROVENANCE}",
    "checks": "check_id:str doc_id:str kind:str status:str subject:list expected:str found:str quote:str page:int suggestion:str "
    "message:str rule:str confidence:float",
    "agencies": "agency_id:str name:str kind:str level:str",
}

TABLES: dict[str, dict[str, str]] = {
    table: dict(column.split(":") for column in columns.split()) for table, columns in _COLUMNS.items()
}
"""table -> column -> type, in the order of the files."""

ID_LETTERS = {"headings": "h", "targets": "t", "observations": "o", "money": "m", "assignments": "a", "citations": "c", "tables": "b",
              "checks": "k"}
"""The letter of each table's record ids: `<doc_id>-<letter><4 digits>`."""

KEYS = {"headings": "heading_id", "targets": "target_id", "observations": "observation_id", "money": "money_id",
        "assignments": "assignment_id", "citations": "citation_id", "tables": "table_id", "checks": "check_id"}
"""The column that holds a record's own id."""


def record_id(doc_id: str, table: str, number: int) -> str:
    """`record_id("0123456789abcdef", "targets", 7)` -> `0123456789abcdef-t0007`."""
    return f"{doc_id}-{ID_LETTERS[table]}{number:04d}"
