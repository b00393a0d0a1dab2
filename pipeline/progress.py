"""The progress bar of a run: documents and pages done, rate, time left. On standard error, and only where that is a terminal."""
from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from pipeline.state import State


@contextmanager
def bar() -> Iterator[Callable[[State], None]]:
    """Gives the function to call with the state, from any thread."""
    console = Console(stderr=True)
    if not sys.stderr.isatty():
        yield lambda state: None
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(),
               TextColumn("{task.fields[pages]} trang / pages, {task.fields[rate]}/s"), TimeElapsedColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True, refresh_per_second=4) as shown:
        line = shown.add_task("kehoach", total=None, pages=0, rate="-")

        def update(state: State) -> None:
            elapsed = shown.tasks[0].elapsed or 0.0
            pages = state.pages_now
            rate = f"{pages / elapsed:.1f}" if elapsed > 1 else "-"
            shown.update(line, total=state.total, completed=state.done, pages=pages, rate=rate)

        yield update
