"""Separators out of place: a count printed `7.31`, a percentage `41.57` in a column of decimal commas."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import regex

from extractors.checks.figure import Figure, malformed, scaled, written
from extractors.checks.finding import Finding, doubt, trust
from extractors.checks.matrix import Column, Matrix
from extractors.checks.repair.relations import Relation
from extractors.tabular import figures
from normalizers.plain import fold

_MOST = 0.7
_UNITS = regex.compile(r"\W*(?:don vi(?: tinh)?|dvt)\W*")
_USUAL = regex.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?\s*%?|\d+,\d+\s*%?")


@dataclass(frozen=True, slots=True)
class Slip:
    """A figure with a separator out of place. `reading`: the value it stands for, None where nothing tells."""

    key: int
    column: Column
    style: str
    reading: Decimal | None


def slips(matrix: Matrix, relations: Sequence[Relation]) -> list[Slip]:
    """The figures whose separator contradicts their column, in reading order."""
    found = []
    broken = {k for row, keys in enumerate(matrix.keys) if _has_decimals(matrix, row) for k in keys}
    for column in matrix.numeric if _writes_vietnamese([f.text for f in matrix.figures]) else []:
        keys = [k for row in matrix.keys if (k := row[column.index]) is not None]
        style = _style([matrix.figures[k].text for k in keys])
        odd = [k for k in keys if _odd(text := matrix.figures[k].text, style, column) and not (k in broken and _USUAL.fullmatch(text))]
        if style and len(odd) <= 0.3 * len(keys):
            most = max([matrix.figures[k].decimals for k in keys if k not in odd], default=0)
            found += [Slip(k, column, style, _reading(matrix, k, style, most, relations)) for k in odd]
    return sorted(found, key=lambda s: s.key)


def _has_decimals(matrix: Matrix, row: int) -> bool:
    """Whether the row tells what is no count, in a table that prints each row's unit: percentages, commas in all figures (1,65 tỷ USD)."""
    texts = [matrix.figures[k].text for k in matrix.keys[row] if k is not None]
    if not any(_UNITS.fullmatch(fold(column.label)) for column in matrix.columns):
        return False
    return matrix.percent(row) or len(texts) > 2 and all("," in text for text in texts)


def _writes_vietnamese(texts: Sequence[str]) -> bool:
    """Whether the table groups thousands with dots or writes decimal commas, a few slips aside: spreadsheets print `41.57` throughout."""
    odd = sum(figures.doubtful(t) for t in texts)
    usual = sum(_USUAL.fullmatch(t.strip()) is not None for t in texts)
    return usual >= max(3, 4 * odd)


def _style(texts: Sequence[str]) -> str | None:
    """`whole` or `comma`: what most figures of a column are; None where they agree on nothing."""
    plain = [t for t in texts if not figures.doubtful(t) and not malformed(t)]
    commas = sum("," in t for t in plain)
    if len(texts) < 3 or len(plain) < _MOST * len(texts):
        return None
    return ("comma" if commas >= _MOST * len(texts)
            else "whole" if commas <= 0.1 * len(texts) and len(plain) - commas >= _MOST * len(texts) else None)


def _odd(text: str, style: str | None, column: Column) -> bool:
    if figures.doubtful(text) or malformed(text):
        return True
    return style == "whole" and column.counts and "," in text


def _reading(matrix: Matrix, key: int, style: str, most: int, relations: Sequence[Relation]) -> Decimal | None:
    """The separator's place at which most of the figure's own sums and rates hold; with a comma for the dot where
    nothing else fits better."""
    figure = matrix.figures[key]
    digits = Decimal("".join(c for c in figure.text if c.isdigit()))
    own = [r for r in relations if key in r.operands]
    trial, held = list(matrix.scaled), {}
    for places in range(min(most, matrix.places - 1) + 1):
        trial[key] = scaled(digits.scaleb(-places), matrix.places, figure.exact)
        held[digits.scaleb(-places)] = sum(r.holds(trial) for r in own)
    best = max(held.values())
    fitting = [value for value, count in held.items() if count == best]
    if best and len(fitting) == 1:
        return fitting[0]
    return figure.value if style == "comma" and not malformed(figure.text) and held.get(figure.value, 0) == best else None


def finding(matrix: Matrix, slip: Slip) -> Finding:
    figure: Figure = matrix.figures[slip.key]
    expected = None if slip.reading is None else written(slip.reading)
    if malformed(figure.text):
        why = "dấu phân cách không theo cách viết số nào"
    elif slip.style == "comma" and figures.doubtful(figure.text):
        why = f'cột "{slip.column.label}" dùng dấu phẩy thập phân, riêng ô này dùng dấu chấm'
    else:
        why = f'cột "{slip.column.label}" ghi số nguyên, sau dấu phân cách của ô này không đủ ba chữ số'
    if expected and slip.style != "comma":
        why += f"; đọc là {expected} thì tổng và tỷ lệ liên quan khớp"
    swapped = _swapped(figure, slip)
    if swapped:
        why += "; bản chụp có thể bị đọc nhầm dấu chấm thành dấu phẩy"
    certain = swapped and slip.reading is not None
    return Finding(
        kind="separator", status="ok" if certain else "violated", subject=(figure.ref,), expected=expected,
        found=figure.text, quote=figure.quote, page=figure.page, suggestion=expected,
        message=f"{figure.name}: ghi {figure.text}; {why}.{doubt([figure])}", rule="separator_in_column",
        confidence=trust(0.5 if swapped else 0.9, [figure]),
    )


def _swapped(figure: Figure, slip: Slip) -> bool:
    """Whether the page reader may have taken a dot for a comma: `20,632` on a scan, among whole numbers.

    Where the figure's own sums and rates hold with the dot, nothing contradicts the print: the reading alone is in doubt.
    """
    return figure.confidence < 1 and slip.style == "whole" and "," in figure.text and not malformed(figure.text)
