"""Files -> documents. The libraries of all kinds of files are loaded when the first is read, and not by who asks for a version."""
from typing import Any

__all__ = ["Read", "page_count", "settle"]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from pipeline.stages.read import reading

    return getattr(reading, name)
