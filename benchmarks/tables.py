"""Cells of ruled tables, read from PDF pages: this program beside what one would pick otherwise.

    .venv/bin/python -m benchmarks.tables [--corpus ../shared/corpus] [--annotations ../shared/gold]

For each table of figures that was annotated by hand and each variant of its document (born digital, scans of three qualities)
the same page is given to

- this program (page reading, structure, cells), with the share of its wrong cells that it did not trust;
- `img2table` with Tesseract's Vietnamese model (scans; skipped with a line that says so where it is not installed);
- `pdfplumber`'s own tables (digital pages only: a scan has no text for it).

A cell counts when its text is exactly the printed one and it stands in the right row and column of the body. For the peers
the header is not judged: their best alignment of rows from the bottom up is taken, which favours them.
"""
from __future__ import annotations

import argparse
import contextlib
import json
import os
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import regex

os.environ.setdefault("OMP_THREAD_LIMIT", "1")

from benchmarks.corpus import cpu  # noqa: E402
from benchmarks.readers import PEERS  # noqa: E402
from extractors import cells  # noqa: E402
from extractors.context import Context  # noqa: E402
from extractors.tabular.figures import is_figure  # noqa: E402
from pipeline.stages.read import Read  # noqa: E402
from pipeline.stages.structure import build  # noqa: E402

Rows = list[list[str]]
VARIANTS = ("digital", "clean", "office", "poor")


def tidy(text: object) -> str:
    return regex.sub(r"\s+", " ", str(text or "")).strip()


def page_of(path: Path, words: str) -> int | None:
    """Index of the page whose text layer has the words: where the table begins."""
    document = pypdfium2.PdfDocument(path)
    wanted = regex.sub(r"\s", "", words)
    return next((n for n in range(len(document)) if wanted in regex.sub(r"\s", "", document[n].get_textpage().get_text_range())), None)


def one_page(path: Path, index: int) -> bytes:
    """That page as a PDF of its own."""
    import io

    source, target, out = pypdfium2.PdfDocument(path), pypdfium2.PdfDocument.new(), io.BytesIO()
    target.import_pages(source, [index])
    target.save(out)
    return out.getvalue()


def ours(data: bytes, name: str, rows: Rows) -> tuple[int, int, str]:
    """Cells right, cells wrong, and what is said of the wrong ones."""
    layout = build(Read()(data, name))
    found = {}
    for cell in cells.extract(layout, Context()):
        found[cell.table, cell.row, cell.column] = (tidy(cell.text), cell.confidence)
    best = max(({(r, c): v for (t, r, c), v in found.items() if t == table} for table in range(len(layout.tables))), key=len, default={})
    right, wrong, doubted = 0, 0, 0
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            if is_figure(text) and c > 1:
                read, confidence = best.get((r, c), ("", 0.0))
                right += read == tidy(text)
                wrong += read != tidy(text)
                doubted += read != tidy(text) and confidence < 0.5
    return right, wrong, f"{doubted} of {wrong} wrong ones not trusted" if wrong else "none wrong"


def aligned(found: Rows, rows: Rows) -> int:
    """Figures of a peer's table that are right, the tables laid bottom to bottom and right to right."""
    right = 0
    for r in range(1, len(rows) + 1):
        for c in range(1, max(map(len, rows)) - 1):
            wanted = rows[-r][-c]
            if is_figure(wanted) and r <= len(found) and c <= len(found[-r]):
                right += tidy(found[-r][-c]) == tidy(wanted)
    return right


def with_pdfplumber(data: bytes) -> Iterator[Rows]:
    import io

    import pdfplumber

    with pdfplumber.open(io.BytesIO(data)) as document:
        yield from (table for page in document.pages for table in page.extract_tables())


_IMG2TABLE = """
import json, sys
from img2table.document import PDF
from img2table.ocr import TesseractOCR
reader = TesseractOCR(n_threads=1, lang="vie", tessdata_dir=sys.argv[2])
document = PDF(sys.argv[1], detect_rotation=True, pdf_text_extraction=False)
found = document.extract_tables(ocr=reader, implicit_rows=False, borderless_tables=False)
print(json.dumps([[[cell.value for cell in row] for row in table.content.values()]
                  for tables in found.values() for table in tables]))
"""


def with_img2table(data: bytes, work: Path) -> Iterator[Rows]:
    from pipeline.stages.read.engines.tesseract import tessdata

    if not PEERS.exists():
        raise ImportError("not installed: make bench-peers")
    work.parent.mkdir(parents=True, exist_ok=True)
    work.write_bytes(data)
    done = subprocess.run([str(PEERS), "-c", _IMG2TABLE, str(work), str(tessdata())], capture_output=True, text=True)
    if "No module named 'img2table'" in done.stderr:
        raise ImportError("img2table not installed: make bench-peers")
    done.check_returncode()
    yield from json.loads(done.stdout.strip().splitlines()[-1])


def peer(name: str, tables: Iterator[Rows], rows: Rows, total: int) -> str:
    start = cpu()
    try:
        right = max((aligned(found, rows) for found in tables), default=None)
    except ImportError as missing:
        return f"    {name:32} not measured: {missing}"
    spent = cpu() - start
    return (f"    {name:32} "
            + (f"{right:4}/{total} = {right / total:.3f}  {spent:5.1f} CPU s" if right is not None
               else f"no table found  {spent:5.1f} CPU s"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--corpus", type=Path, default=Path("../shared/corpus"))
    parser.add_argument("--annotations", type=Path, default=Path("../shared/gold"))
    parser.add_argument("--work", type=Path, default=Path("output/benchmark-page.pdf"))
    options = parser.parse_args()
    if not options.annotations.is_dir():
        raise SystemExit(f"nothing measured: no annotated documents in {options.annotations}")
    for truth in sorted(options.annotations.glob("*.json")):
        for table in json.loads(truth.read_text(encoding="utf-8")).get("tables", []):
            total = sum(is_figure(text) for row in table["rows"] for text in row[2:])
            digital = options.corpus / f"{truth.stem}.digital.pdf"
            if total < 20 or table.get("optional") or not digital.is_file():
                continue
            index = page_of(digital, table["caption"])
            print(f"{truth.stem}: {table['caption']} ({total} figures)" + ("" if index is not None else ": its page was not found"))
            for variant in VARIANTS if index is not None else ():
                data = one_page(options.corpus / f"{truth.stem}.{variant}.pdf", index)
                start = time.process_time()
                right, _, said = ours(data, f"{variant}.pdf", table["rows"])
                print(f"  {variant}\n    {'this program':32} {right:4}/{total} = {right / total:.3f}  "
                      f"{time.process_time() - start:5.1f} CPU s  ({said})")
                if variant == "digital":
                    print(peer("pdfplumber extract_tables", with_pdfplumber(data), table["rows"], total))
                print(peer("img2table + Tesseract (vie)", with_img2table(data, options.work), table["rows"], total), flush=True)
                with contextlib.suppress(FileNotFoundError):
                    options.work.unlink()


if __name__ == "__main__":
    main()
