"""How far a run is: for the progress bar, and for `status` in a file that is renewed about once a second."""
from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from pipeline.model.outcome import Job, Outcome
from pipeline.workspace import Workspace

WRITE_SECONDS = 1.0


@dataclass
class State:
    """Counts of one run. `waiting` documents are those not finished; `in_hand` the paths under way and
    the first page that a worker was given, with the pages done since."""

    workspace: Workspace
    total: int
    on_change: Callable[[State], None]
    done: int = 0
    failed: int = 0
    pages: int = 0
    phase: str = "work"
    in_hand: dict[tuple[str, int], int] = field(default_factory=dict)
    _ranges_done: dict[str, int] = field(default_factory=dict)
    _began: float = field(default_factory=time.time)
    _written: float = 0.0
    _guard: threading.Lock = field(default_factory=threading.Lock)

    def started(self, job: Job) -> None:
        with self._guard:
            self.in_hand[_key(job)] = 0

    def report(self, job: Job, message: dict[str, Any]) -> None:
        """A page begun, told by a worker's thread."""
        with self._guard:
            if message["report"] == "page":
                self.in_hand[_key(job)] = message["number"] - _key(job)[1]
            total = message.get("total", 0)
        if total:
            self.on_change(self)

    def dropped(self, job: Job) -> None:
        """A job that was lost with its worker waits again."""
        with self._guard:
            self.in_hand.pop(_key(job), None)

    def finished(self, job: Job, outcome: Outcome) -> None:
        with self._guard:
            self.in_hand.pop(_key(job), None)
            if job.pages is not None:
                self._ranges_done[job.name] = self._ranges_done.get(job.name, 0) + job.pages[1] - job.pages[0] + 1
            elif outcome.status != "split":
                self._ranges_done.pop(job.name, None)
                self.done += 1
                self.failed += outcome.status in ("failed", "partial")
                self.pages += outcome.pages or 0
        self.on_change(self)

    @property
    def pages_now(self) -> int:
        """Pages done, those of documents under way included."""
        with self._guard:
            return self.pages + sum(self._ranges_done.values()) + sum(self.in_hand.values())

    def tick(self) -> None:
        """Raises OperatorError (3) where another run has taken over the output."""
        self.workspace.require_held()
        if time.time() - self._written >= WRITE_SECONDS:
            self._write()

    def interrupted(self) -> None:
        self.phase = "interrupted"
        self._write()

    def finish(self) -> None:
        self.phase = "finished"
        self._write()

    def _write(self) -> None:
        self._written = time.time()
        seconds = self._written - self._began
        with self._guard:
            value = {
                "phase": self.phase, "pid": os.getpid(), "began": self._began, "seconds": round(seconds, 1),
                "documents": self.total, "done": self.done, "failed": self.failed, "waiting": self.total - self.done,
                "pages": self.pages, "pages_per_second": round(self.pages / seconds, 3) if seconds else 0.0,
                "in_hand": sorted({name for name, _ in self.in_hand}),
            }
        self.workspace.write("state.json", value)


def _key(job: Job) -> tuple[str, int]:
    return job.name, job.pages[0] if job.pages else 1
