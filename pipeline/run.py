"""One batch: the files of the input, what of their work is due, that work through an executor, then the tables."""
from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, wait
from contextlib import AbstractContextManager
from dataclasses import asdict, dataclass, field, replace

from pipeline import executors, export, inputs, task
from pipeline.batch import MOST_PAGES, Batch
from pipeline.config import Config
from pipeline.inputs import Source
from pipeline.model.outcome import Job, Outcome
from pipeline.plan import Plan, due, job_for, read_outcomes
from pipeline.state import State
from pipeline.workspace import INPUT, Workspace


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
    """What a run did: counts of files by status, of documents and pages worked on, rows by table (None: nothing was written anew).

    `repairs`: passages of all documents whose words were put right for the rules.
    """

    run_id: str
    files: dict[str, int]
    documents: int
    worked: int
    pages: int
    rows: dict[str, int] | None
    repairs: int
    seconds: dict[str, float]
    cpu_seconds: float


def run(request: Request, on_state: Callable[[State], None] = lambda state: None) -> Summary:
    """Carry out a request. `on_state` is called often, from this thread and from those of the workers.

    Raises OperatorError where the operator must act; KeyboardInterrupt leaves finished work in the store.
    """
    workspace = Workspace.at(request.output, request.store)
    inputs.require_apart(request.source, request.output)
    inputs.require_there(request.source)
    with workspace.locked():
        began = time.perf_counter()
        with _pool(request) as pool:
            sources = _identified(request, pool)
            workspace.write(INPUT, {"documents": {s.path: s.sha256 for s in sources if s.sha256},
                                    "problems": {s.path: s.problem for s in sources if s.problem}})
            plan = Plan.of(request.config, workspace.store_url)
            outcomes = read_outcomes(workspace.store, {s.sha256 for s in sources if s.sha256})
            jobs = [] if request.export_only else _due(request, plan, sources, outcomes)
            found = time.perf_counter()
            workspace.renew()
            state = State(workspace, total=len(jobs), on_change=on_state)
            _work(request, pool, jobs, outcomes, state)
        worked = time.perf_counter()
        written = export.write(workspace, sources, outcomes, plan, request.partition_by) if request.until == "write" else None
        state.finish()
        statuses = [status for status, _ in (export.file_status(s, outcomes) for s in sources)]
        seconds = {"find": found - began, "work": worked - found, "write": time.perf_counter() - worked}
        result = Summary(
            run_id=written.run_id if written else "",
            files={s: statuses.count(s) for s in ("ok", "partial", "failed", "skipped")},
            documents=len(outcomes), worked=state.done, pages=state.pages, rows=written.rows if written else None,
            repairs=sum(outcome.repairs for outcome in outcomes.values()),
            seconds={k: round(v, 3) for k, v in seconds.items()}, cpu_seconds=round(time.process_time(), 3))
        if written:
            export.write_run(workspace, plan, asdict(request.config), asdict(result))
        return result


def _pool(request: Request) -> AbstractContextManager[executors.Pool]:
    return executors.dask(request.scheduler) if request.scheduler else executors.local(request.workers)


def _identified(request: Request, pool: executors.Pool) -> list[Source]:
    found = inputs.find(request.source, without=request.output)
    most = request.config.limits.file_mb * 2**20
    readable = [s for s in found if s.problem is None]
    asked = [(s, pool.executor.submit(task.identify, s.place, most)) for s in readable]
    told = ((s, executors.result(future) or task.identify(s.place, most)) for s, future in asked)
    known = {s.path: replace(s, size=size, sha256=sha, office=office, problem=problem) for s, (size, sha, office, problem) in told}
    return [known.get(s.path, s) for s in found]


def _due(request: Request, plan: Plan, sources: list[Source], outcomes: dict[str, Outcome]) -> list[Job]:
    """The jobs of the distinct documents whose work is not done, in path order."""
    jobs: dict[str, Job] = {}
    split = 2 * MOST_PAGES if request.workers > 1 or request.scheduler else 0
    for source in sources:
        if source.sha256 is None or source.sha256 in jobs:
            continue
        earlier = outcomes.get(source.sha256)
        job = job_for(plan, source, earlier, request.retry_failed, request.force)
        if due(earlier, job, request.retry_failed, request.only_older_than, request.force):
            jobs[source.sha256] = replace(job, split=split, until="read" if request.until == "read" else "extract")
    return list(jobs.values())


def _work(request: Request, pool: executors.Pool, jobs: list[Job], outcomes: dict[str, Outcome], state: State) -> None:
    task.reset()
    task.on_report = state.report if request.isolated else None
    carry_out = task.carry_out if request.isolated else task.carry_out_here
    batch, running = Batch(state, outcomes, deque(jobs), pool.slots), {}
    try:
        while running or batch.ready():
            while batch.queue and len(running) < 2 * pool.slots:
                job = batch.next()
                running[pool.executor.submit(carry_out, job)] = job
                state.started(job)
            for future in wait(running, return_when=FIRST_COMPLETED, timeout=1.0).done:
                batch.take(running.pop(future), executors.result(future))
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
