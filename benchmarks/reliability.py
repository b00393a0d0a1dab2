"""Does `confidence` mean something? Rows of a run against records annotated by hand, by confidence.

    .venv/bin/python -m benchmarks.reliability OUTPUT ANNOTATIONS SCORER

OUTPUT is the output folder of a run, ANNOTATIONS the folder of records made by hand, SCORER the scorer's file
(`../shared/tools/score.py`), whose matching decides which rows are right. Rows that match an optional record count as
neither. Printed: per table and for all, the share of right rows by band of confidence, and the share of the wrong rows
that lie in the tenth with the lowest confidence.
"""
from __future__ import annotations

import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType

BANDS = (0.0, 0.5, 0.7, 0.8, 0.9, 1.01)
TABLES = ("headings", "targets", "observations", "money", "assignments", "citations", "cells")


def judged(output: Path, annotations: Path, scorer: ModuleType) -> list[tuple[str, float, bool]]:
    """(table, confidence, right) of every row of a document with annotations."""
    found = []
    files = [f for f in scorer.read(output / "files.csv") if f["status"] in {"ok", "partial"} and not f["duplicate_of"]]
    tables = {name: scorer.read(output / f"{name}.csv") for name in TABLES}
    for file in files:
        path = annotations / f"{Path(file['path']).name.partition('.')[0]}.json"
        if not path.exists():
            continue
        annotated = json.loads(path.read_text(encoding="utf-8"))
        for name, rows in tables.items():
            want, have = _comparable(scorer, annotated, name, [r for r in rows if r["doc_id"] == file["doc_id"]])
            pairs = dict((j, i) for i, j in scorer.pair(want, have, scorer.RULES[name][0]))
            for j, row in enumerate(have):
                if j not in pairs or not want[pairs[j]].get("optional"):
                    found.append((name, float(row["confidence"]), j in pairs))
    return found


def _comparable(scorer: ModuleType, annotated: dict, name: str, rows: list[dict]) -> tuple[list[dict], list[dict]]:
    """The annotated records and the rows that they can be held against, as the scorer does."""
    if name != "cells":
        return annotated.get(name, []), rows
    want = list(scorer.gold_cells(annotated.get("tables", [])))
    keys = {scorer.bare(g["row_label"]) for g in want}
    known = [r for r in rows
             if scorer.norm(r["text"]) and r["column"] not in ("0", "1")
             and any(scorer.similar(k, r["row_label"]) >= 0.8 for k in keys)]
    return want, known


def table_of(rows: list[tuple[str, float, bool]]) -> list[str]:
    """The reliability table, a line each."""
    lines = [f"{'':13} {'rows':>6} {'wrong':>6}  "
             + "  ".join(f"{low:.1f}-{min(high, 1):.1f}" + " " * 6 for low, high in zip(BANDS, BANDS[1:]))
             + "  wrong rows in the lowest tenth"]
    for name in (*TABLES, "all"):
        own = sorted((c, right) for table, c, right in rows if name in (table, "all"))
        if not own:
            continue
        wrong = sum(not right for _, right in own)
        bands = []
        for low, high in zip(BANDS, BANDS[1:]):
            inside = [right for c, right in own if low <= c < high]
            bands.append(f"{sum(inside) / len(inside):.3f} ({len(inside)})" if inside else "-")
        tenth = sum(not right for _, right in own[: max(1, len(own) // 10)])
        lines.append(f"{name:13} {len(own):6} {wrong:6}  " + "  ".join(f"{b:13}" for b in bands)
                     + (f"  {tenth / wrong:.2f}" if wrong else "  -"))
    return lines


def main(output: str, annotations: str, scorer: str) -> None:
    spec = importlib.util.spec_from_file_location("scorer", scorer)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    print("\n".join(table_of(judged(Path(output), Path(annotations), module))))


if __name__ == "__main__":
    main(*sys.argv[1:4])
