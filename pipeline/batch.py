"""The queue of a run: which job is next, and what becomes of one when it is done, shared out or lost."""
from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from pipeline.failures import failure
from pipeline.model.outcome import Job, Outcome, outcome_name
from pipeline.state import State
from pipeline.store import pack

MOST_PAGES, LEAST_PAGES = 64, 1
"""Of a range."""


@dataclass
class Batch:
    """The jobs of a run, worked on by `slots` workers.

    A long document is read in ranges of its pages, so that all workers share it; so are the last documents of a run, however short,
    lest one worker be left reading while the others have nothing to do. `lost`: jobs that were lost with a worker; each is tried once
    more when all else is done, alone and in one piece, so that a document that kills its workers is told from those beside it.
    """

    state: State
    outcomes: dict[str, Outcome]
    queue: deque[Job]
    slots: int
    lost: deque[Job] = field(default_factory=deque)
    _ranges: dict[str, list[Any]] = field(default_factory=dict)

    def ready(self) -> bool:
        """Whether there is a job to be started, when none is under way."""
        if not self.queue and self.lost:
            self.queue.append(self.lost.popleft())
        return bool(self.queue)

    def next(self) -> Job:
        """The job to be started now; of the last documents with leave to be handed back sooner."""
        job = self.queue.popleft()
        return replace(job, split=2 * LEAST_PAGES) if job.split and len(self.queue) < 2 * self.slots else job

    def take(self, job: Job, outcome: Outcome | None) -> None:
        """Record what became of a job; None: its worker was lost."""
        if outcome is None and job.attempt == 1:
            self.lost.append(replace(job, attempt=2, split=0))
            self.state.dropped(job)
            return
        outcome = outcome or failure(job, "worker_lost")
        if job.pages is None:
            self._document(job, outcome)
        else:
            self._range(job, outcome)

    def _document(self, job: Job, outcome: Outcome) -> None:
        """The ranges of a document go to the front of the queue."""
        if outcome.status == "split":
            parts = list(page_ranges(outcome.pages, self.slots))
            self._ranges[job.sha256] = [len(parts), replace(job, split=0, attempt=1), None]
            self.queue.extendleft(replace(job, pages=part, split=0, attempt=1) for part in reversed(parts))
        elif job.until != "read" or outcome.status == "failed":
            self.outcomes[job.sha256] = outcome
            if outcome.error_code == "worker_lost":  # all others are stored where they were made
                self.state.workspace.store.put(outcome_name(job.sha256), pack(outcome))
        self.state.finished(job, outcome)

    def _range(self, job: Job, outcome: Outcome) -> None:
        """After the last range comes the document again, unless a range of it was lost for good."""
        kept = self._ranges[job.sha256]
        kept[0] -= 1
        kept[2] = outcome if outcome.error_code == "worker_lost" else kept[2]
        self.state.finished(job, outcome)
        if not kept[0]:
            _, whole, lost = self._ranges.pop(job.sha256)
            if lost:
                self._document(whole, lost)
            else:
                self.queue.appendleft(whole)


def page_ranges(total: int, workers: int) -> Iterator[tuple[int, int]]:
    """(first, last) of the ranges that a document of `total` pages is read in: each is a worker's half share of the pages that are left.

    Guided self-scheduling (Polychronopoulos & Kuck 1987): few ranges, and short ones at the end, where waiting for another would cost most.
    """
    first = 1
    while first <= total:
        size = min(MOST_PAGES, max(LEAST_PAGES, -(-(total - first + 1) // (2 * workers))))
        yield first, min(first + size - 1, total)
        first += size
