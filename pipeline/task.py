"""What an executor runs: one document's job, supervised. Works the same in a thread of ours and on a Dask worker."""
from __future__ import annotations

import threading
import weakref
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from pipeline import agreement, inputs
from pipeline.child import Child, Death
from pipeline.failures import MESSAGES, failure
from pipeline.model.outcome import Job, Outcome, outcome_name
from pipeline.store import open_store, pack

MOST_DEATHS = 12
"""Deaths of the child over one document after which the rest of it is given up."""

_OF_THREAD = threading.local()
_CHILDREN: weakref.WeakSet[Child] = weakref.WeakSet()
_STOPPED = threading.Event()
_ONE_AT_A_TIME = threading.Lock()
on_report: Callable[[Job, dict[str, Any]], None] | None = None
"""Told of pages as they are done, in the process that set it (the progress bar of a local run)."""


class Stopped(Exception):
    """The run was interrupted; the document's finished pages are kept."""


def carry_out(job: Job) -> Outcome:
    """Do a job in this thread's child, again after a death as far as that makes sense; store and return the outcome.

    Raises OperatorError where no document can be worked on, or this machine would make other results than the job is for.
    """
    child = _child()
    deaths: list[tuple[str, int | None]] = []
    while True:
        agreement.require(job, look_again=not child.alive)
        try:
            outcome = child.run(job, lambda message: on_report(job, message) if on_report else None)
            break
        except Death as death:
            if _STOPPED.is_set():
                raise Stopped from None
            deaths.append((death.stage, death.page))
            outcome = after_death(job, death, deaths.count(deaths[-1]))
            if len(deaths) >= MOST_DEATHS and isinstance(outcome, Job):
                outcome = failure(job, "crashed")
            if isinstance(outcome, Outcome):
                break
            job = outcome
    return _kept(job, outcome)


def carry_out_here(job: Job) -> Outcome:
    """The same without a child, for debugging: no limits, and a crash is a crash. One job at a time: PDFium allows one thread."""
    from pipeline import work

    with _ONE_AT_A_TIME:
        return _kept(job, work.process(job, lambda kind, **values: on_report(job, {"report": kind, **values}) if on_report else None))


def _kept(job: Job, outcome: Outcome) -> Outcome:
    """The outcome, stored where it is the document's last: not that of a range of its pages, nor of a reading that goes on later."""
    if job.pages is None and outcome.status != "split" and (job.until != "read" or outcome.status == "failed"):
        open_store(job.store).put(outcome_name(job.sha256), pack(outcome))
    return outcome


def after_death(job: Job, death: Death, times: int) -> Job | Outcome:
    """The job to go on with, or its failure. A crash is tried once more; running out of time or memory would only repeat itself."""
    final = death.why != "crash" or times > 1
    if not final:
        return replace(job, attempt=job.attempt + 1)
    kind = {"timeout": "timeout", "memory": "out_of_memory", "crash": "crashed"}[death.why]
    if death.stage == "page":
        code = "page_timeout" if kind == "timeout" else kind
        return replace(job, attempt=job.attempt + 1, failed={**job.failed, death.page: (code, MESSAGES[code])})
    code = f"extract_{kind}" if death.stage in ("load", "extract") else kind
    return failure(job, code, f"{MESSAGES[code]} [{death.detail}]")


def identify(place: str, most_bytes: int) -> inputs.Identity:
    """`inputs.identify`, where the data is."""
    return inputs.identify(place, most_bytes)


def stop() -> None:
    """Interrupt the work of this process: every child is killed, `carry_out` raises Stopped."""
    _STOPPED.set()
    close()


def close() -> None:
    """End the children of this process."""
    for child in list(_CHILDREN):
        child.kill()


def reset() -> None:
    """Allow work again after `stop`."""
    _STOPPED.clear()


def _child() -> Child:
    if _STOPPED.is_set():
        raise Stopped
    child = getattr(_OF_THREAD, "child", None)
    if child is None:
        child = _OF_THREAD.child = Child()
        _CHILDREN.add(child)
    return child
