"""One document's work, from bytes to stored rows: what runs in the killable child."""
from __future__ import annotations

import errno
import hashlib
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from pipeline import inputs, versions
from pipeline.failures import MESSAGES, TRANSIENT, failure
from pipeline.model.document import Document, Page
from pipeline.model.errors import OperatorError, Unreadable
from pipeline.model.outcome import Job, Outcome
from pipeline.model.record import Result
from pipeline.stages.read import Read, page_count
from pipeline.store import Store, open_store, pack, unpack

SAVE_SECONDS = 1.0
"""Finished pages are saved once this much work is at stake, so that quick pages cost no files."""

Report = Callable[..., None]
"""`report(kind, **values)`: page (number, total) | stage (name)."""


class Split(Exception):
    """A long document, to be read in ranges by several workers first."""

    def __init__(self, total: int):
        super().__init__(total)
        self.total = total


@dataclass
class Pages:
    """The pages of one document while it is read: those kept in the store, those given up, those just read."""

    job: Job
    store: Store
    report: Report
    total: int
    known: dict[int, Page] = field(default_factory=dict)
    _unsaved: list[Page] = field(default_factory=list)
    _saved: list[int] = field(default_factory=list)
    _since: float = field(default_factory=time.monotonic)

    def __post_init__(self) -> None:
        self._saved = sorted(int(name.rpartition("/")[2]) for name in self.store.names(self.job.page_folder))
        kept = (unpack(self.store.get(self.job.page(number)), Page) for number in self._saved)
        self.known |= {page.number: page for page in kept if page}
        self.known |= {number: failed_page(number, *why) for number, why in self.job.failed.items()}

    def wanted(self) -> range:
        """The pages that this worker was given."""
        first, last = self.job.pages or (1, self.total)
        return range(first, min(last, self.total) + 1)

    def next(self, after: int = 0) -> int | None:
        """The next page to be read."""
        return next((n for n in self.wanted() if n > after and n not in self.known), None)

    def tell(self, number: int | None) -> None:
        """Report what is begun now: a page, or what comes after the last one."""
        if number is None:
            self.report("stage", name="settle", total=self.total)
        else:
            self.report("page", number=number, total=self.total)

    def done(self, page: Page) -> None:
        self.known[page.number] = page
        self._unsaved.append(page)
        if time.monotonic() - self._since > SAVE_SECONDS:
            self.save()
        self.tell(self.next(page.number))

    def save(self) -> None:
        for page in self._unsaved:
            self.store.put(self.job.page(page.number), pack(page))
            self._saved.append(page.number)
        self._unsaved, self._since = [], time.monotonic()

    def forget(self) -> None:
        """The document is stored whole: its pages are no longer needed one by one."""
        for number in self._saved:
            self.store.delete(self.job.page(number))
        self._saved = []


def failed_page(number: int, code: str, message: str) -> Page:
    """A page that was given up."""
    return Page(number, None, None, (), source="failed", route="failed", error_code=code, error_message=message)


def process(job: Job, report: Report) -> Outcome:
    """Read (unless stored), structure, extract, store; always an outcome, stored by the caller.

    Raises OperatorError where no document can be worked on (no engine, disk full, another version on this machine).
    """
    if job.program != versions.program():
        raise OperatorError(f"máy xử lý có phiên bản khác / this worker has kehoach {versions.program()}, the run {job.program}")
    at = ["read"]
    try:
        return _process(job, report, at)
    except OperatorError:
        raise
    except Split as large:
        return Outcome(job.sha256, "split", job.read_version, job.rows_version, job.program, pages=large.total)
    except Unreadable as trouble:
        return failure(job, trouble.code, trouble.message)
    except MemoryError:
        return failure(job, "out_of_memory" if at[0] == "read" else "extract_out_of_memory")
    except RecursionError:
        return failure(job, "too_deep")
    except OSError as error:
        return _disk_trouble(job, error)
    except Exception as error:  # one document's fault must not stop the others
        return failure(job, "internal_error", f"{MESSAGES['internal_error']} [{at[0]}: {type(error).__name__}: {str(error)[:200]}]")


def _process(job: Job, report: Report, at: list[str]) -> Outcome:
    store, seconds, began = open_store(job.store), {}, time.perf_counter()
    document = None if job.fresh or job.earlier == job.document else unpack(store.get(job.document), Document)
    reused = document is not None
    if document is None:
        document = _read(job, store, report)
    seconds["read"] = round(time.perf_counter() - began, 4)
    if job.pages is not None or job.until == "read":
        return _outcome(job, document, "ok", seconds)
    at[0] = "extract"
    report("stage", name="load", total=len(document.pages))
    from pipeline import rows  # loaded when there is a document to be taken apart

    report("stage", name="extract", total=len(document.pages))
    began = time.perf_counter()
    document, result, repairs = rows.of(document)
    store.put(job.rows, pack(plain(result)))
    seconds["extract"] = round(time.perf_counter() - began, 4)
    return _finished(job, document, result, seconds, reused=reused, repairs=repairs)


def _disk_trouble(job: Job, error: OSError) -> Outcome:
    """Raises OperatorError for a full disk: that is nobody's document's fault."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        raise OperatorError(f"hết chỗ trên đĩa / disk full: {job.store}") from error
    if isinstance(error, FileNotFoundError):
        return failure(job, "vanished")
    if isinstance(error, PermissionError):
        return failure(job, "no_permission")
    return failure(job, "not_readable", f"{MESSAGES['not_readable']} ({error})")


def _read(job: Job, store: Store, report: Report) -> Document:
    data = inputs.load(job.source)
    if hashlib.sha256(data).hexdigest() != job.sha256:
        raise Unreadable("changed", MESSAGES["changed"])
    total = page_count(data)
    if total > job.limits["pages"]:
        raise Unreadable("too_many_pages", MESSAGES["too_many_pages"])
    if job.split and total > job.split:
        raise Split(total)
    pages = Pages(job, store, report, total, _earlier(job, store))
    read, document = _reader(job), None
    try:
        while document is None:
            document = _attempt(read, data, job.name, pages)
    except BaseException:
        pages.save()
        raise
    if job.pages is not None:
        for number, why in job.failed.items():
            store.put(job.page(number), pack(failed_page(number, *why)))
        pages.save()
        return document
    store.put(job.document, pack(document))
    pages.forget()
    return document


def _reader(job: Job) -> Read:
    return Read(**job.read, largest=int(job.limits["file_mb"] * 2**20), office_seconds=job.limits["page_seconds"] / 2)


def _attempt(read: Callable[..., Document], data: bytes, name: str, pages: Pages) -> Document | None:
    """The document, its pages as read one by one; None where the reader raised on a page, which then is given up."""
    pages.tell(pages.next())
    try:
        return read(data, name, pages=pages.wanted(), on_page=pages.done, known=dict(pages.known), settled=False)
    except (OperatorError, Unreadable, OSError):
        raise
    except Exception as error:
        at = pages.next()
        if at is None:
            raise
        code = "out_of_memory" if isinstance(error, MemoryError) else "page_error"
        pages.known[at] = failed_page(at, code, f"{MESSAGES[code]} [{type(error).__name__}: {str(error)[:200]}]")
        return None


def _earlier(job: Job, store: Store) -> dict[int, Page]:
    """Pages of an earlier reading that may be taken over: the good ones on a retry, those with a usable text layer after a
    change of the OCR settings."""
    document = unpack(store.get(job.earlier), Document) if job.earlier else None
    if document is None:
        return {}
    retry = job.earlier == job.document
    return {page.number: page for page in document.pages if (page.source != "failed" if retry else page.source in ("text_layer", "text"))}


def plain(value: Any) -> Any:
    """Rows as the store keeps them: numbers and dates as text."""
    if isinstance(value, Result):
        return {"doc_id": value.doc_id, "tables": plain(value.tables), "text": value.text}
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, Decimal):
        return format(value, "f")
    return value.isoformat() if isinstance(value, date) else value


def _outcome(job: Job, content: Document, status: str, seconds: dict[str, float], **more: Any) -> Outcome:
    return Outcome(job.sha256, status, job.read_version, job.rows_version, job.program, media_type=content.media_type,
                   pages=len(content.pages), seconds=seconds, text_pages_version=job.text_pages_version, **more)


def _finished(job: Job, document: Document, result: Result, seconds: dict[str, float], **more: Any) -> Outcome:
    bad = [page for page in document.pages if page.source == "failed"]
    status = "failed" if bad and len(bad) == len(document.pages) else "partial" if bad or result.failures else "ok"
    noted = [page for page in document.pages if page.source != "failed" and page.error_code in TRANSIENT]
    troubles = [(page.error_code, page.error_message) for page in (*bad[:1], *noted[:1])]
    troubles += [(f.code, f"{MESSAGES[f.code]} [{f.stage}: {f.message}]") for f in result.failures]
    row = result.tables["documents"][0]
    return _outcome(job, document, status, seconds, pages_failed=tuple(page.number for page in bad),
                    document=job.document, rows=job.rows, error_code=troubles[0][0] if troubles else None,
                    error_message=" ".join(filter(None, (told for _, told in troubles))) or None,
                    province=row["province"], year=row["issue_year"], **more)
