"""Word lists in CSV files, read once: those of `normalizers/data`, or of the folder that is named."""

import csv
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).with_name("data")


@cache
def rows(name: str, folder: Path = _FOLDER) -> tuple[dict[str, str], ...]:
    """Rows of `<folder>/<name>.csv` as dicts; lines that start with `#` are comments."""
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(line for line in file if not line.startswith("#")))


@cache
def column(name: str, field: str) -> tuple[str, ...]:
    """One column of `data/<name>.csv`."""
    return tuple(row[field] for row in rows(name))


@cache
def compounds() -> frozenset[str]:
    """Words of two syllables, in lower case."""
    return frozenset(column("compounds", "word"))


@cache
def flagged(name: str, field: str, flag: str) -> tuple[str, ...]:
    """One column of `data/<name>.csv`, of the rows that have 1 in the column `flag`."""
    return tuple(row[field] for row in rows(name) if row[flag] == "1")
