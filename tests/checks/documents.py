"""Documents of a few lines, and what the checks find in them."""
from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import extractors
from extractors.checks import check
from pipeline.model.document import Document, Grid, GridCell, Line, Page, Word
from pipeline.stages.extract import extract
from pipeline.stages.structure import build

FILE = Path(extractors.__file__).with_name("examples") / "checks.txt"
LETTERHEAD = ("ỦY BAN NHÂN DÂN TỈNH CAO BẰNG", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc",
              "Số: 45/KH-UBND", "Cao Bằng, ngày 12 tháng 3 năm 2021", "KẾ HOẠCH", "Thực hiện nhiệm vụ năm 2021")


@dataclass(frozen=True)
class Example:
    name: str
    lines: tuple[str, ...]
    findings: tuple[str, ...]


def examples() -> Iterator[Example]:
    """The documents of `extractors/examples/checks.txt`."""
    for block in FILE.read_text(encoding="utf-8").split("\n== ")[1:]:
        name, *rest = [line for line in block.splitlines() if line.strip()]
        yield Example(name, tuple(line for line in rest if not line.startswith("    ")),
                      tuple(line.strip() for line in rest if line.startswith("    ")))


def checks(lines: Sequence[str], confidence: float | None = None, title: str | None = None) -> list[dict[str, Any]]:
    """The rows of `checks` of a document with these lines below its letterhead. `confidence`: of every word, None for a text layer;
    `title`: instead of the usual one."""
    headed = [*LETTERHEAD[:-1], title or LETTERHEAD[-1]]
    return extract(build(Document("0" * 16, "text/plain", (page(lines, confidence, headed),))), check).tables["checks"]


def page(lines: Sequence[str], confidence: float | None = None, headed: Sequence[str] = LETTERHEAD) -> Page:
    printed: list[Line] = [_line(text, confidence) for text in headed]
    grids: list[Grid] = []
    rows: list[list[str]] = []
    for text in [*lines, ""]:
        if text.startswith("|"):
            rows.append([cell.strip() for cell in text.strip().removeprefix("|").removesuffix("|").split("|")])
            continue
        if rows:
            cells = tuple(GridCell(r, c, 1, 1, None, (_line(cell, confidence),) if cell else ())
                          for r, row in enumerate(rows) for c, cell in enumerate(row))
            grids.append(Grid(len(printed), len(rows), len(rows[0]), cells))
            rows = []
        if text:
            printed.append(_line(text, confidence))
    return Page(1, None, None, tuple(printed), grids=tuple(grids), source="text_layer" if confidence is None else "ocr")


def _line(text: str, confidence: float | None) -> Line:
    """A line of words; `1.250~1.280` is a word that may also be read as what stands behind the tilde."""
    told = [word.split("~") for word in text.split()]
    return Line(tuple(Word(word, confidence=confidence, alternatives=tuple(others)) for word, *others in told), paragraph_start=True)
