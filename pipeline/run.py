"""One batch: the files of the input, what of their work is due, that work through an executor, then the tables."""
from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from contextlib import AbstractContextManager
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from pipeline import executors, export, inputs, task, versions
from pipeline.config import Config
from pipeline.inputs import Source
from pipeline.failures import MESSAGES, failure
from pipeline.model.outcome import Job, Outcome
from pipeline.plan import Plan, due, job_for, read_outcomes
from pipeline.state import State
from pipeline.workspace import Workspace

RANGE_PAGES = 64
"""Longer documents than twice this are read in ranges of so many pages, so that all workers share them."""


@dataclass(frozen=True, slots=True)
class Request:
    """What the user asked for. `until`: read | extract | write; `force`: None | read | extract."""

    source: str
    output: str
    workers: int = 1
    config: Config = field(default_factory=Config)
    scheduler: str | None = None
    store: str | None = None
    retry_failed: bool = False
    only_older_than: str | None = None
    force: str | None = None
    until: str = "write"
    export_only: bool = False
    isolated: bool = True
    partition_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run did: counts of files by status, of documents and pages worked on, rows by table (None: nothing was written anew)."""

    run_id: str
    files: dict[str, int]
    documents: int
    worked: int
    pages: int
    rows: dict[str, int] | None
    seconds: dict[str, float]
    cpu_seconds: float


def run(request: Request, on_state: Callable[[State], None] = lambda state: None) -> Summary:
    """Carry out a request. `on_state` is called often, from this thread and from those of the workers.

    Raises OperatorError where the operator must act; KeyboardInterrupt leaves finished work in the store.
    """
    workspace = Workspace.at(request.output, request.store)
    with workspace.locked():
        began = time.perf_counter()
        with _pool(request) as pool:
            sources = _identified(request, pool)
            plan = Plan.of(request.config, workspace.store_url)
            outcomes = read_outcomes(workspace.store, {s.sha256 for s in sources if s.sha256})
            jobs = [] if request.export_only else _due(request, plan, sources, outcomes)
            found = time.perf_counter()
            workspace.renew()
            state = State(workspace, total=len(jobs), on_change=on_state)
            _work(request, pool, jobs, outcomes, state)
        worked = time.perf_counter()
        summary = export.write(workspace, sources, outcomes, plan, request.partition_by) if request.until == "write" else None
        state.finish()
        statuses = [status for status, _ in (export.file_status(s, outcomes) for s in sources)]
        seconds = {"find": found - began, "work": worked - found, "write": time.perf_counter() - worked}
        result = Summary(summary.run_id if summary else "", {s: statuses.count(s) for s in ("ok", "partial", "failed", "skipped")}, len(outcomes),
                         state.done, state.pages, summary.rows if summary else None, {k: round(v, 3) for k, v in seconds.items()}, round(time.process_time(), 3))
        if summary:
            export.write_run(workspace, plan, asdict(request.config), asdict(result), summary)
        return result


def _pool(request: Request) -> AbstractContextManager[executors.Pool]:
    return executors.dask(request.scheduler) if request.scheduler else executors.local(request.workers)


def _identified(request: Request, pool: executors.Pool) -> list[Source]:
    found = inputs.find(request.source, without=request.output)
    most = request.config.limits.file_mb * 2**20
    readable = [s for s in found if s.problem is None]
    told = pool.executor.map(task.identify, [s.place for s in readable], [most] * len(readable))
    known = {s.path: replace(s, size=size, sha256=sha, problem=problem) for s, (size, sha, problem) in zip(readable, told, strict=True)}
    return [known.get(s.path, s) for s in found]


def _due(request: Request, plan: Plan, sources: list[Source], outcomes: dict[str, Outcome]) -> list[Job]:
    """The jobs of the distinct documents whose work is not done, in path order."""
    jobs: dict[str, Job] = {}
    for source in sources:
        if source.sha256 is None or source.sha256 in jobs:
            continue
        earlier = outcomes.get(source.sha256)
        job = job_for(plan, source, earlier, request.retry_failed, request.force)
        if due(earlier, job, request.retry_failed, request.only_older_than, request.force):
            split = 2 * RANGE_PAGES if request.workers > 1 or request.scheduler else 0
            jobs[source.sha256] = replace(job, split=split, until="read" if request.until == "read" else "extract")
    return list(jobs.values())


def _work(request: Request, pool: executors.Pool, jobs: list[Job], outcomes: dict[str, Outcome], state: State) -> None:
    task.reset()
    task.on_report = state.report if request.isolated else None
    carry_out = task.carry_out if request.isolated else task.carry_out_here
    queue, running = deque(jobs), {}
    ranges: dict[str, list[Any]] = {}
    try:
        while queue or running:
            while queue and len(running) < 2 * pool.slots:
                job = queue.popleft()
                running[pool.executor.submit(carry_out, job)] = job
                state.started(job)
            for future in wait(running, return_when=FIRST_COMPLETED, timeout=1.0).done:
                job = running.pop(future)
                _take(job, _result(future, job), queue, ranges, outcomes, state)
            state.tick()
    except BaseException:
        task.stop()
        for future in running:
            future.cancel()
        state.interrupted()
        raise
    finally:
        task.on_report = None
        task.close()


def _result(future: Future[Outcome], job: Job) -> Outcome:
    """The job's outcome; a worker that was lost with it again and again is the document's failure, not ours."""
    try:
        return future.result()
    except Exception as error:
        if type(error).__name__ != "KilledWorker":
            raise
        return failure(job, "worker_lost", MESSAGES["worker_lost"])


def _take(job: Job, outcome: Outcome, queue: deque[Job], ranges: dict[str, list[Any]], outcomes: dict[str, Outcome], state: State) -> None:
    """Record a finished job: a long document's ranges go to the front of the queue, and after them the document again."""
    if outcome.status == "split":
        parts = list(page_ranges(outcome.pages))
        ranges[job.sha256] = [len(parts), replace(job, split=0)]
        queue.extendleft(replace(job, pages=part, split=0) for part in reversed(parts))
    elif job.pages is not None:
        ranges[job.sha256][0] -= 1
        if not ranges[job.sha256][0]:
            queue.appendleft(ranges.pop(job.sha256)[1])
    elif job.until != "read" or outcome.status == "failed":
        outcomes[job.sha256] = outcome
    state.finished(job, outcome)


def page_ranges(total: int) -> Iterator[tuple[int, int]]:
    """(first, last) of the ranges that a document of `total` pages is read in."""
    for first in range(1, total + 1, RANGE_PAGES):
        yield first, min(first + RANGE_PAGES - 1, total)
