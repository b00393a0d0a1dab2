"""What is done, failed, waiting in an output folder, at what rate, which files and why; also while a run is under way."""
from __future__ import annotations

from collections import Counter

from rich.console import Console
from rich.markup import escape

from pipeline.failures import MESSAGES, SKIPPED
from pipeline.model.errors import OperatorError
from pipeline.model.outcome import Outcome
from pipeline.store import unpack
from pipeline.workspace import PROBLEMS, Workspace


def status(output: str, store: str | None) -> int:
    """Print the status. 0, or 1 where documents have failed. Raises OperatorError (2) where no run ever worked."""
    workspace = Workspace.at(output, store)
    state = workspace.read("state.json")
    names = list(workspace.store.names("outcomes"))
    if state is None and not names:
        raise OperatorError(f"chưa có lượt chạy nào / no run has worked on {output}", 2)
    console = Console(highlight=False, soft_wrap=True)
    if state:
        phase = state["phase"] if state["phase"] != "work" or workspace.busy else "interrupted"
        console.print(f"{phase}: {state['done']}/{state['documents']} tài liệu / documents, {state['failed']} lỗi / failed, "
                      f"{state['waiting']} chờ / waiting")
        console.print(f"{state['pages']} trang / pages, {state['seconds']} s, {state['pages_per_second']} trang/s / pages per second")
        for name in state["in_hand"] if workspace.busy else ():
            console.print(f"  đang đọc / in hand: {escape(_line(name))}")
    outcomes = [o for data in workspace.store.get_many(names).values() if (o := unpack(data, Outcome))]
    counts = Counter(outcome.status for outcome in outcomes)
    console.print("kho / store: " + ", ".join(f"{counts[name]} {name}" for name in ("ok", "partial", "failed", "skipped")))
    for outcome in sorted((o for o in outcomes if o.status != "ok"), key=lambda o: o.sha256):
        pages = f" trang / pages {', '.join(map(str, outcome.pages_failed))}" if outcome.pages_failed else ""
        message = escape(outcome.error_message or "")
        console.print(f"  {outcome.status} {escape(_line(outcome.path))}: {outcome.error_code}{pages}: {message}")
    problems = workspace.read(PROBLEMS) or {}
    for path, code in sorted(problems.items()):
        console.print(f"  {'skipped' if code in SKIPPED else 'failed'} {escape(_line(path))}: {code}: {escape(MESSAGES[code])}")
    return 1 if counts["failed"] or counts["partial"] or set(problems.values()) - SKIPPED else 0


def _line(name: str) -> str:
    """A file's name on one line of a terminal: nothing in it moves the cursor or turns the writing round."""
    return "".join(c if c.isprintable() else f"\\x{ord(c):02x}" for c in name)
