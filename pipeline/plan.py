"""What is due: versions of what work would use now, against those that stored results were made with."""
from __future__ import annotations

import re
from dataclasses import asdict, dataclass, replace
from typing import Any

from pipeline import versions
from pipeline.config import Config
from pipeline.failures import TRANSIENT
from pipeline.inputs import Source
from pipeline.model.outcome import Job, Outcome, outcome_name
from pipeline.store import Store, unpack


@dataclass(frozen=True, slots=True)
class Plan:
    """The versions and settings that every job of a run shares.

    `text_pages_version` is alike for two readings that differ in OCR settings alone. `office`: the version of the office program
    that is used, "" where none is; `read["office"]` then says never, so that no worker uses one.
    """

    store: str
    read_version: str
    rows_version: str
    program: str
    read: dict[str, Any]
    limits: dict[str, Any]
    engine: dict[str, str]
    text_pages_version: str
    office: str = ""

    @staticmethod
    def of(config: Config, store_url: str) -> Plan:
        """Raises OperatorError where the OCR engine or its model is missing and may be needed."""
        read = asdict(config.read)
        engine = engine_versions(read)
        office = office_of(read)
        version = versions.read_version(read, engine)
        read = read if office else read | {"office": "never"}
        return Plan(store_url, version, versions.rows_version(version), versions.program(), read, asdict(config.limits), engine,
                    text_pages_version(read), office)


def engine_versions(read: dict[str, Any]) -> dict[str, str]:
    """The OCR engine on this machine and the SHA-256 of every model that reads; empty for settings that need none.

    Raises OperatorError where the engine or its model is missing.
    """
    from pipeline.stages.read.engines import models  # its libraries take a moment to load

    return models.versions(read["engine"]) if read["ocr"] != "never" else {}


def office_of(read: dict[str, Any]) -> str:
    """The version of the office program on this machine, "" where none is to be used.

    Raises OperatorError where one is named that is missing.
    """
    from pipeline.stages.read.flowing import office

    found = office.installed(read["office"])
    return found.version if found else ""


def read_outcomes(store: Store, wanted: set[str]) -> dict[str, Outcome]:
    """The stored outcomes of documents, by SHA-256."""
    found: dict[str, Outcome] = {}
    for data in store.get_many([outcome_name(sha) for sha in sorted(wanted)]).values():
        outcome = unpack(data, Outcome)
        if outcome is not None:
            found[outcome.sha256] = outcome
    return found


def job_for(plan: Plan, source: Source, earlier: Outcome | None, retry: bool, force: str | None) -> Job:
    """The job that would do a document's work now."""
    read, rows = plan.read_version, plan.rows_version
    if source.office and plan.office:
        read = versions.office_version(read, plan.office)
        rows = versions.rows_version(read)
    job = Job(source.place, source.path, source.sha256, plan.store, read, rows, plan.program, plan.read, plan.limits)
    if earlier is None or force == "read":
        base = None
    elif earlier.document == job.document:
        base = earlier.document if retry and (earlier.pages_failed or earlier.error_code == "office_failed") else None
    else:
        base = earlier.document if earlier.text_pages_version == plan.text_pages_version else None
    return replace(job, earlier=base, fresh=force == "read", text_pages_version=plan.text_pages_version)


def text_pages_version(read: dict[str, Any]) -> str:
    """Of what pages with a usable text layer depend on: all of the reading but the OCR engine's settings."""
    return versions.read_version({"ocr": "always" if read["ocr"] == "always" else "auto"}, {})


def due(outcome: Outcome | None, job: Job, retry: bool, only_older_than: str | None, force: str | None) -> bool:
    """Whether a document's work is to be done. A failure that another try cannot change is not due again."""
    if outcome is None or force:
        return True
    if only_older_than is not None:
        return release(outcome.program) < release(only_older_than)
    if retry and (outcome.error_code in TRANSIENT or outcome.status == "partial"):
        return True
    return outcome.rows_version != job.rows_version


def release(version: str) -> tuple[int, ...]:
    """`0.10.2+source` -> (0, 10, 2)."""
    return tuple(int(n) for n in re.findall(r"\d+", version.partition("+")[0]))
