"""A document as it was read -> its rows.

The one module of the batch that needs the libraries of the rules: they take two seconds to load, which only a worker has to wait
for that takes a document apart.
"""
from __future__ import annotations

from extractors.checks import check
from pipeline.model.document import Document
from pipeline.model.record import Result
from pipeline.stages.extract import extract
from pipeline.stages.read import settle
from pipeline.stages.structure import build


def of(document: Document) -> tuple[Document, Result, int]:
    """The document settled, its rows, and the number of passages whose words were put right for the rules."""
    document = settle(document)
    layout = build(document)
    return document, extract(layout, check), layout.repairs
