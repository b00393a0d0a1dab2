"""Stored rows -> the tables of the output folder, document by document: memory does not grow with the batch."""
from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

import msgspec

from pipeline import versions
from pipeline.failures import MESSAGES, SKIPPED
from pipeline.inputs import Source
from pipeline.model.contract import TABLES
from pipeline.model.errors import OperatorError
from pipeline.model.outcome import Outcome
from pipeline.plan import Plan
from pipeline.stages.write import TableWriter, datapackage
from pipeline.store import unpack
from pipeline.workspace import Workspace

RUN = "run.json"
WAITING = "Chưa xử lý. / Not worked on yet."


@dataclass(frozen=True, slots=True)
class Written:
    """`rows`: rows by table, None where the output already was what it had to be."""

    run_id: str
    rows: dict[str, int] | None
    documents: int


def file_status(source: Source, outcomes: dict[str, Outcome]) -> tuple[str, Outcome | None]:
    """(status, outcome) of an input file."""
    if source.problem:
        return ("skipped" if source.problem in SKIPPED else "failed"), None
    outcome = outcomes.get(source.sha256)
    return (outcome.status, outcome) if outcome else ("skipped", None)


def write(workspace: Workspace, sources: list[Source], outcomes: dict[str, Outcome], plan: Plan,
          partition_by: tuple[str, ...]) -> Written:
    """All tables, unless they are there already and nothing they show has changed."""
    run_id = versions.digest([(s.path, s.sha256, s.problem) for s in sources], plan.program, plan.read)[:12]
    ended = [msgspec.to_builtins(o) | {"seconds": {}, "reused": False} for _, o in sorted(outcomes.items())]
    mark = versions.digest(run_id, plan.rows_version, ended, TABLES, versions.source("pipeline.export"), partition_by)
    before = workspace.read("written.json")
    if before and before["mark"] == mark and all(workspace.files.has(name) for name in before["files"]):
        return Written(run_id, None, len(outcomes))
    old = set(workspace.listed())
    texts = [_text_name(sha) for sha, outcome in sorted(outcomes.items()) if outcome.rows is not None]
    _list(workspace, old.union(texts))
    with workspace.drafts() as folder:
        counts = _tables(folder, workspace, sources, outcomes, run_id)
        (folder / "datapackage.json").write_bytes(msgspec.json.format(msgspec.json.encode(datapackage()), indent=1))
        if partition_by:
            _partitions(folder / "dataset", workspace, sources, outcomes, partition_by)
        names = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
        new = [*names, *texts, RUN]
        workspace.renew()
        _list(workspace, old.union(new))
        for name in sorted(old.difference(new)):
            workspace.files.delete(name)
        for name in names:
            workspace.files.upload(folder / name, name)
    _list(workspace, new, mark)
    return Written(run_id, counts, len(outcomes))


def _list(workspace: Workspace, names: Iterable[str], mark: str | None = None) -> None:
    """Note which files are ours *before* any of them is written, so that a run that was interrupted leaves none unlisted, and
    those of earlier runs until they are gone. `mark`: the output is complete."""
    workspace.write("written.json", {"mark": mark, "files": sorted(names)})


def _text_name(sha256: str) -> str:
    return f"text/{sha256[:16]}.txt"


def _tables(folder: Path, workspace: Workspace, sources: list[Source], outcomes: dict[str, Outcome], run_id: str) -> dict[str, int]:
    paths = _first_paths(sources)
    agencies: dict[str, dict[str, Any]] = {}
    with ExitStack() as stack:
        writers = {table: stack.enter_context(TableWriter(folder, table)) for table in TABLES}
        for sha, result in _results(workspace, outcomes, paths):
            tables = result["tables"]
            for row in tables.pop("agencies"):
                kept = agencies.get(row["agency_id"])
                agencies[row["agency_id"]] = min(row, kept, key=lambda r: r["name"]) if kept else row
            for table, rows in tables.items():
                writers[table].add(rows)
            text = result["text"].encode()
            if workspace.files.get(_text_name(sha)) != text:
                workspace.files.put(_text_name(sha), text)
        writers["agencies"].add([agencies[key] for key in sorted(agencies)])
        for source in sources:
            writers["files"].add([_file_row(source, outcomes, paths, run_id)])
        return {table: writer.count for table, writer in writers.items()}


def _first_paths(sources: list[Source]) -> dict[str, str]:
    """SHA-256 -> the first path with that content: the document's own."""
    paths: dict[str, str] = {}
    for source in sources:
        if source.sha256:
            paths.setdefault(source.sha256, source.path)
    return paths


def _results(workspace: Workspace, outcomes: dict[str, Outcome], paths: dict[str, str]) -> Iterator[tuple[str, dict[str, Any]]]:
    """(SHA-256, stored rows) in doc_id order, with the path put in."""
    store = workspace.store
    for sha, outcome in sorted(outcomes.items()):
        if outcome.rows is None:
            continue
        result = unpack(store.get(outcome.rows), dict)
        if result is None:
            raise OperatorError(f"kết quả đã lưu bị hỏng, hãy chạy lại với --force extract / damaged stored rows: {outcome.rows}")
        result["tables"]["documents"][0]["path"] = paths[sha]
        yield sha, result


def _file_row(source: Source, outcomes: dict[str, Outcome], paths: dict[str, str], run_id: str) -> dict[str, Any]:
    status, outcome = file_status(source, outcomes)
    first = paths.get(source.sha256) if source.sha256 else None
    row = dict.fromkeys(TABLES["files"]) | {
        "path": source.path, "size_bytes": source.size, "sha256": source.sha256, "doc_id": source.sha256 and source.sha256[:16],
        "status": status, "run_id": run_id, "duplicate_of": first if first != source.path else None, "pages_failed": [],
    }
    if source.problem:
        return row | {"error_code": source.problem, "error_message": MESSAGES[source.problem]}
    if outcome is None:
        return row | {"error_code": "waiting", "error_message": WAITING}
    return row | {"media_type": outcome.media_type, "error_code": outcome.error_code, "error_message": outcome.error_message,
                  "pages": outcome.pages, "pages_failed": [str(number) for number in outcome.pages_failed]}


def _partitions(folder: Path, workspace: Workspace, sources: list[Source], outcomes: dict[str, Outcome],
                keys: tuple[str, ...]) -> None:
    """`dataset/<table>/doc_province=.../doc_year=.../<table>.parquet`: one partition after the other, each in doc_id order.

    The keys are the document's province and year of issue; `targets.year` and others are columns of their own.
    """
    paths = _first_paths(sources)
    groups: dict[tuple[str, ...], dict[str, Outcome]] = {}
    for sha, outcome in outcomes.items():
        values = (getattr(outcome, key) for key in keys)
        group = tuple("__HIVE_DEFAULT_PARTITION__" if value is None else quote(str(value), safe="") for value in values)
        groups.setdefault(group, {})[sha] = outcome
    for group, members in sorted(groups.items(), key=lambda item: item[0]):
        place = "/".join(f"doc_{key}={value}" for key, value in zip(keys, group, strict=True))
        with ExitStack() as stack:
            writers = {}
            for _, result in _results(workspace, members, paths):
                for table, rows in result["tables"].items():
                    if rows and table not in writers:
                        writers[table] = stack.enter_context(TableWriter(folder / table / place, table, text=False))
                    if rows:
                        writers[table].add(rows)


def write_run(workspace: Workspace, plan: Plan, options: dict[str, Any], summary: dict[str, Any]) -> None:
    """`run.json`: versions, options, counts, timings. The only file of the output that differs from run to run."""
    value = {
        "program": {"kehoach": plan.program, "read": plan.read_version, "rows": plan.rows_version},
        "engine": plan.engine | {"office": plan.office or None},
        "dependencies": {name: versions.library(name) for name in versions.LIBRARIES},
        "options": options, **summary,
    }
    workspace.files.put(RUN, msgspec.json.format(msgspec.json.encode(value), indent=1))
