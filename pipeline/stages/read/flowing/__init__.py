"""Files whose text flows, so that they have no pages of their own: Word, RTF, HTML, sheets, OpenDocument, plain text."""
from pipeline.stages.read.flowing.opening import pages

__all__ = ["pages"]
