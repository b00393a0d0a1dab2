"""Files -> documents."""
from pipeline.stages.read.reading import Read, page_count, settle

__all__ = ["Read", "page_count", "settle"]
