"""Tables of assignments: `Cơ quan chủ trì` leads, `Cơ quan thực hiện` implements, `Cơ quan phối hợp` coordinates; a row is a task.

A cell may tell the roles itself (`Chủ trì: Sở A. Phối hợp: Sở B`, `Sở A chủ trì; Sở B phối hợp`); its words then stand above the column's.
"""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import regex

from extractors.assignments.agency_names import Names
from extractors.assignments.labels import LABELS
from extractors.tabular import role_columns
from normalizers.agencies import Mention
from normalizers.plain import fold
from pipeline.model.layout import Cell, Layout, Table

_TASK = regex.compile(r"\b(?:ten|nhiem vu|noi dung|cong viec|hoat dong|de muc|muc tieu|chinh sach|du an|de an|giai phap"
                      r"|san pham|chi tieu)\b")
_NOT_TASK = regex.compile(r"^(?:stt|tt|so tt|nhom|ghi chu|thoi gian|kinh phi|tien do|san pham|ket qua|muc\b)")
_WHEN = regex.compile(r"thoi gian|thoi han|tien do|hoan thanh|thoi diem")


_WORDS = regex.compile(r"\p{L}\P{L}*\p{L}\P{L}*\p{L}")
"""What is to be done is said in words: no money, no date."""
_NUMBER = regex.compile(r"^\d{1,2}(?:\.\d{1,2})*[.)]\s+(?=\p{L})")
"""An item's number before its words."""
_PARTS = {"trung_tam", "chi_cuc", "phong", "van_phong", "thanh_tra", "bo_phan"}
_BRACKET = regex.compile(r"\s*\(\s*")
_WITH = regex.compile(r"\b(?:phoi hop(?: chat che)?|cung) voi\b")
_DOES = regex.compile(r"[^;:.()]{0,120}?\b(?P<does>chu tri|phoi hop(?! voi))\b(?!\s*:)")


@dataclass(frozen=True, slots=True)
class TableTask:
    """One agency's part in one row: the mention's span in the reading of `passage`, the task's words, the row's deadline words.

    `told` are the passages of the cell that tells the task.
    """

    passage: int
    span: tuple[int, int]
    agency: str
    text: str
    role: str
    words: str
    when: str
    key: tuple[int, int]
    heading: int | None
    told: tuple[int, ...]


def table_tasks(layout: Layout, names: Names) -> Iterator[TableTask]:
    """The tasks of all tables with a column of agencies and their roles, row by row; a table of money may have one too."""
    for table in layout.tables:
        roles = {c: role for c, label in enumerate(table.columns) if (role := role_columns.role(label)) is not None}
        if table.kind != "other" and roles:
            yield from _rows(layout, names, table, roles)


def _rows(layout: Layout, names: Names, table: Table, roles: dict[int, str]) -> Iterator[TableTask]:
    ordered = _task_columns(table, roles)
    when = [c for c, label in enumerate(table.columns) if c not in roles and _WHEN.search(fold(label))]
    rows: dict[int, dict[int, Cell]] = {}
    for cell in table.cells:
        rows.setdefault(cell.row, {})[cell.column] = cell
    for row, cells in sorted(rows.items()):
        task = next((cells[c] for c in ordered if c in cells and _WORDS.search(cells[c].text)), None)
        due = " ".join(cells[c].text for c in when if c in cells)
        for column, role in sorted(roles.items()):
            if column in cells and task:
                yield from _cell(layout, names, cells[column], role, task, due, (table.index, row), table.heading)


def _task_columns(table: Table, roles: dict[int, str]) -> list[int]:
    """Where the task's words stand, best first: a column named for it, then any other column of words."""
    free = [c for c, label in enumerate(table.columns) if c not in roles and not _WHEN.search(fold(label))]
    named = [c for c in free if _TASK.search(fold(table.columns[c])) and not _NOT_TASK.match(fold(table.columns[c]))]
    others = [c for c in free if c not in named and not regex.match(r"(?:s?tt|so tt)\b", fold(table.columns[c]))]
    return named + others


def _cell(layout: Layout, names: Names, cell: Cell, role: str, task: Cell, due: str, key: tuple[int, int],
          heading: int | None) -> Iterator[TableTask]:
    seen: set[str] = set()
    words = _NUMBER.sub("", " ".join(task.text.split()))
    for index in cell.passages:
        reading = layout.passages[index].reading
        folded = fold(reading)
        labels = sorted((found.end(), told) for told, label in LABELS if told != "assign" for found in label.finditer(folded))
        mentions = names.split(reading)
        for before, mention in zip([None, *mentions], mentions):
            if mention.name not in seen and not _is_part(reading, before, mention):
                seen.add(mention.name)
                labelled = next((told for end, told in reversed(labels) if end <= mention.start), role)
                does = _said(folded, mention.start, mention.end) or labelled
                yield TableTask(index, (mention.start, mention.end), mention.name, mention.text, does, words, due, key,
                                heading, task.passages)
        role = labels[-1][1] if labels else role


def _is_part(reading: str, before: Mention | None, mention: Mention) -> bool:
    """`Sở Xây dựng (Thanh tra Sở)`: in the bracket stands the part of a body that does its work."""
    if before is None or before.generic or mention.kind not in _PARTS:
        return False
    return _BRACKET.fullmatch(reading[before.end : mention.start]) is not None


def _said(folded: str, start: int, end: int) -> str | None:
    """The role that a cell's clause tells in words: `Sở A chủ trì; Sở B phối hợp`, `Sở A chủ trì, phối hợp với Sở B`."""
    before = folded[max(folded.rfind(";", 0, start), folded.rfind(":", 0, start)) + 1 : start]
    if _WITH.search(before):
        return "coordinate"
    after = _DOES.match(folded, end)
    return after and ("lead" if after["does"] == "chu tri" else "coordinate")
