"""What became of one document: small, kept for good, the completion marker of its work."""
from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Job:
    """One document's work, as it is sent to a worker: plain values only, no data.

    `source` is a path or URL, `name` the path below the input root. `store` is a folder or URL. `read` holds the settings of
    the reader, `failed` the pages not to be tried again: number -> (code, message). `pages` (first, last) reads a range alone.
    `earlier` names a document read before: the same one on a retry (its good pages are kept), one read with other OCR settings
    (its pages with a text layer are kept), None where none fits. A document of more than `split` pages is handed back to be
    read in ranges; 0: never. `until`: read | extract.
    `fresh`: read again, whatever is stored. `text_pages_version`: of what pages with a text layer depend on.
    """

    source: str
    name: str
    sha256: str
    store: str
    read_version: str
    rows_version: str
    program: str
    read: dict[str, str | bool | int | float] = field(default_factory=dict)
    limits: dict[str, float] = field(default_factory=dict)
    failed: dict[int, tuple[str, str]] = field(default_factory=dict)
    pages: tuple[int, int] | None = None
    earlier: str | None = None
    attempt: int = 1
    split: int = 0
    until: str = "extract"
    fresh: bool = False
    text_pages_version: str = ""

    @property
    def document(self) -> str:
        """Store name of the document as read."""
        return f"documents/{self.sha256[:2]}/{self.sha256}-{self.read_version}"

    @property
    def rows(self) -> str:
        """Store name of the document's rows."""
        return f"rows/{self.sha256[:2]}/{self.sha256}-{self.rows_version}"

    @property
    def page_folder(self) -> str:
        """Store folder of the finished pages, while the document is not."""
        return f"pages/{self.sha256}-{self.read_version}"

    def page(self, number: int) -> str:
        """Store name of a finished page."""
        return f"{self.page_folder}/{number}"


def outcome_name(sha256: str) -> str:
    """Store name of a document's outcome."""
    return f"outcomes/{sha256[:2]}/{sha256}"


@dataclass(frozen=True, slots=True)
class Outcome:
    """`status`: ok | partial | failed | skipped | split (handed back to be read in ranges).

    `document` and `rows` are store names (rows: None where there are none).
    `province` and `year` are those of the document's row: what the dataset may be partitioned by. `seconds` by stage.
    `repairs`: passages whose words were put right for the rules (never in what is quoted).
    """

    sha256: str
    status: str
    read_version: str
    rows_version: str
    program: str
    media_type: str | None = None
    pages: int | None = None
    pages_failed: tuple[int, ...] = ()
    error_code: str | None = None
    error_message: str | None = None
    document: str | None = None
    rows: str | None = None
    province: str | None = None
    year: int | None = None
    repairs: int = 0
    reused: bool = False
    text_pages_version: str = ""
    seconds: dict[str, float] = field(default_factory=dict)
