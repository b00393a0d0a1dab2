"""What is done, failed, waiting in an output folder, at what rate, which files and why; also while a run is under way."""
from __future__ import annotations

from collections import Counter
from typing import Any

from rich.console import Console
from rich.markup import escape

from pipeline.failures import MESSAGES, SKIPPED
from pipeline.model.errors import OperatorError
from pipeline.model.outcome import Outcome
from pipeline.plan import read_outcomes
from pipeline.workspace import INPUT, Workspace


def status(output: str, store: str | None) -> int:
    """Print the status of the last run's input. 0, or 1 where files have failed. Raises OperatorError (2) where no run ever worked."""
    workspace = Workspace.at(output, store)
    state, found = workspace.read("state.json"), workspace.read(INPUT)
    if not (state or found or workspace.busy):
        raise OperatorError(f"chưa có lượt chạy nào / no run has worked on {output}", 2)
    console = Console(highlight=False, soft_wrap=True)
    if state:
        _print_run(console, state, workspace.busy)
    documents, problems = (found or {}).get("documents", {}), (found or {}).get("problems", {})
    outcomes = read_outcomes(workspace.store, set(documents.values()))
    told = {path: ("skipped" if code in SKIPPED else "failed", f"{code}: {MESSAGES[code]}") for path, code in problems.items()}
    told |= {path: _outcome(outcomes.get(sha)) for path, sha in documents.items()}
    counts = Counter(kind for kind, _ in told.values())
    console.print("tệp / files: " + ", ".join(f"{counts[name]} {name}" for name in ("ok", "partial", "failed", "skipped", "waiting")))
    for path, (kind, why) in sorted(told.items()):
        if kind not in ("ok", "waiting"):
            console.print(f"  {kind} {escape(_line(path))}: {escape(why)}")
    return 1 if counts["failed"] or counts["partial"] else 0


def _print_run(console: Console, state: dict[str, Any], busy: bool) -> None:
    """How far the run is, or how it ended."""
    phase = state["phase"] if state["phase"] != "work" or busy else "interrupted"
    console.print(f"{phase}: {state['done']}/{state['documents']} tài liệu / documents, {state['failed']} lỗi / failed, "
                  f"{state['waiting']} chờ / waiting")
    console.print(f"{state['pages']} trang / pages, {state['seconds']} s, {state['pages_per_second']} trang/s / pages per second")
    for name in state["in_hand"] if busy else ():
        console.print(f"  đang đọc / in hand: {escape(_line(name))}")


def _outcome(outcome: Outcome | None) -> tuple[str, str]:
    """(status, why) of a document."""
    if outcome is None:
        return "waiting", ""
    pages = f" trang / pages {', '.join(map(str, outcome.pages_failed))}" if outcome.pages_failed else ""
    return outcome.status, f"{outcome.error_code}{pages}: {outcome.error_message or ''}"


def _line(name: str) -> str:
    """A file's name on one line of a terminal: nothing in it moves the cursor or turns the writing round."""
    return "".join(c if c.isprintable() else f"\\x{ord(c):02x}" for c in name)
