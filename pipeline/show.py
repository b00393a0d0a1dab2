"""One document's records in the terminal, without writing anything that stays."""
from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.markup import escape

from pipeline import executors, inputs, task
from pipeline.config import Config
from pipeline.failures import MESSAGES
from pipeline.model.contract import TABLES
from pipeline.model.errors import OperatorError
from pipeline.plan import Plan, job_for
from pipeline.store import open_store, unpack

QUIET = {"doc_id", "bbox", "char_start", "char_end", "heading_id", "rule", "text_path"}


def show(file: Path, config: Config, only: list[str] | None) -> int:
    """Print the rows of `file`. 0, or 1 where it could not be read or only in part. Raises OperatorError for wrong use."""
    unknown = set(only or ()) - TABLES.keys()
    if unknown:
        raise OperatorError(f"không có bảng / no table {', '.join(sorted(unknown))}; {', '.join(TABLES)}", 2)
    if file.is_dir():
        raise OperatorError(f"đây là thư mục, cần một tệp / a folder, not a file: {file}", 2)
    if not file.is_file():
        raise OperatorError(f"không có tệp / no such file: {file}", 2)
    console = Console(highlight=False, soft_wrap=True)
    source = inputs.find(str(file))[0]
    with tempfile.TemporaryDirectory() as folder, executors.local(1) as pool:
        size, sha, office, problem = inputs.identify(source.place, config.limits.file_mb * 2**20)
        if problem:
            raise OperatorError(f"{file}: {MESSAGES[problem]}", 3)
        plan = Plan.of(config, folder)
        job = job_for(plan, replace(source, size=size, sha256=sha, office=office), earlier=None, retry=False, force=None)
        outcome = pool.executor.submit(task.carry_out, job).result()
        task.close()
        tables = unpack(open_store(folder).get(outcome.rows), dict)["tables"] if outcome.rows else {}
    for table in only or TABLES:
        for row in tables.get(table, []):
            told = {k: v for k, v in row.items() if v not in (None, [], "") and k not in QUIET}
            console.print(f"[bold]{table}[/bold] " + "  ".join(f"[dim]{k}[/dim]={escape(_short(v))}" for k, v in told.items()))
    if outcome.status != "ok":
        why = f"{_short(source.path)}: {outcome.error_code or ''}: {outcome.error_message or ''}"
        console.print(f"{outcome.status} {escape(why)}")
    return 0 if outcome.status == "ok" else 1


def _short(value: Any) -> str:
    text = "; ".join(map(str, value)) if isinstance(value, list) else str(value)
    text = "".join(c if c.isprintable() else " " for c in text)
    return text if len(text) <= 160 else text[:157] + "..."
