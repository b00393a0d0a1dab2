"""Seams between a stage and whoever runs it: protocols only."""
from __future__ import annotations

from typing import Protocol

from pipeline.model.document import Document, Page


class PageKeeper(Protocol):
    """Told of every page while a document is read, so that finished pages survive a crash and a page that hangs is found out.

    A reader asks `known` before it works on a page (1-based), calls `starts` when it has to, and `done` with what it read.
    """

    def known(self, number: int) -> Page | None:
        """The page as read before, or a page of source `failed` that must not be tried again; None: read it."""

    def wanted(self, number: int) -> bool:
        """False for a page outside the range that this worker was given: it may be left out of the document."""

    def starts(self, number: int, total: int) -> None: ...

    def done(self, page: Page) -> None: ...


class Reader(Protocol):
    """`read(data, name)` -> Document; with a keeper also page by page. Raises Unreadable when the file cannot be opened."""

    def __call__(self, data: bytes, name: str, keeper: PageKeeper | None = None) -> Document: ...
