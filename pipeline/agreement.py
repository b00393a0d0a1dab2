"""Whether this machine would make the very results that a run asks for: the same rules, word lists, libraries, engine and model.

A worker that differs is refused before it reads anything, so that results of two versions never stand under one name in a store.
"""
from __future__ import annotations

import socket
import threading

from pipeline import versions
from pipeline.model.errors import OperatorError
from pipeline.model.outcome import Job
from pipeline.plan import engine_versions, office_of

_GUARD = threading.Lock()
_AGREED: dict[str, str] = {}
"""Versions and settings of jobs that were found to agree -> the stamp of our source files then."""


def require(job: Job, look_again: bool) -> None:
    """Raises OperatorError (3) where this machine would make other results than the job is for.

    `look_again`: a child is about to be started, which will run whatever our source files hold by now.
    """
    key = versions.digest(job.program, job.read_version, job.rows_version, job.read)
    with _GUARD:
        if key in _AGREED and not look_again:
            return
        stamp = versions.stamp()
        if _AGREED.get(key) == stamp:
            return
        versions.source.cache_clear()
        differing = _differing(job)
        if differing:
            host = socket.gethostname()
            raise OperatorError(f"chương trình trên {host} khác với lúc bắt đầu chạy / what is installed on {host} is not "
                                f"what this run began with ({differing}): "
                                "the same everywhere, workers restarted, then the same command again")
        _AGREED[key] = stamp


def _differing(job: Job) -> str | None:
    """What differs, in words; None where all is alike."""
    if versions.program() != job.program:
        return f"kehoach {versions.program()}, not {job.program}"
    read = versions.read_version(job.read, engine_versions(job.read))
    office = office_of(job.read)
    if job.read_version not in (read, versions.office_version(read, office)):
        return f"reading {read}, not {job.read_version}; office program: {office or 'none'}"
    rows = versions.rows_version(job.read_version)
    return f"extraction {rows}, not {job.rows_version}" if rows != job.rows_version else None
