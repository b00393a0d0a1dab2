"""The word lists of `normalizers/data`, read once."""

import csv
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).with_name("data")


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """Rows of `data/<name>.csv` as dicts; lines that start with `#` are comments."""
    with (_FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(line for line in file if not line.startswith("#")))


@cache
def column(name: str, field: str) -> tuple[str, ...]:
    """One column of `data/<name>.csv`."""
    return tuple(row[field] for row in rows(name))
