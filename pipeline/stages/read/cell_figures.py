"""Several readings of the figures of a table -> one text each, and how far to trust it."""
from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import regex

FIGURE = regex.compile(r"[-–+(]?\s*\d[\d.,:/ ]*\s*[%)]*|\d")
_SHAPE = regex.compile(r"(?P<sign>[-–+(]?)(?P<whole>\d+)(?P<rest>(?:[.,:]\d+)*)(?P<end>%?\)?)")
_CONFUSED = 0.05
"""Share of a table's figures whose separator does not fit its digits, from which the picture is held to blur dots and commas."""
_GOOD = 0.8
"""Share of figures that all readings agree on, from which the picture is held to be good."""


@dataclass(frozen=True, slots=True)
class Reading:
    """`text` as printed as far as it can be told, `confidence` 0..1, `alternatives` the other readings, likeliest first."""

    text: str
    confidence: float
    alternatives: tuple[str, ...] = ()


def looks_numeric(text: str) -> bool:
    """Whether a reading of a cell is a figure or nearly one (most of its characters digits)."""
    bare = text.replace(" ", "")
    return bool(bare) and sum(c.isdigit() for c in bare) >= 0.5 * len(bare) and not regex.search(r"\p{L}{2}|\d/\d", bare)


def settle(readings: Sequence[Sequence[str]], witness: Sequence[str]) -> list[Reading]:
    """One reading per cell. `readings[k]` are the same reader's readings of cell k in several versions of its picture,
    `witness[k]` is another reader's.

    A picture whose readings waver is a bad one: there agreement of one reader with itself proves little. Dots and commas
    are told by their shape alone; where the table as a whole shows that they cannot be told, the digits around decide
    (three after a dot, other numbers after a comma), and the cell is not trusted.
    """
    bare = [[_tidy(r) for r in own] for own in readings]
    other = [_tidy(w) for w in witness]
    best = [_vote(own) for own in bare]
    steady = [len(set(own)) == 1 for own in bare]
    good = sum(steady) >= _GOOD * max(1, len(steady))
    blurred = _share_confused(best) > _CONFUSED and not good
    found = []
    for text, own, second, sure in zip(best, bare, other, steady):
        regular = _fitting(text)
        fitted = regular if blurred or (regular != text and (regular == second or regular in own)) else text
        odd = fitted != text or _SHAPE.fullmatch(fitted) is None
        confidence = _confidence(sure, second in (text, fitted), good)
        if odd or (blurred and _separators(text)):
            confidence = min(confidence, 0.48)
        rest = [t for t, _ in Counter([*own, second, text]).most_common() if t and t != fitted]
        found.append(Reading(fitted, confidence, tuple(rest[:3]) if confidence < 0.9 else ()))
    return found


def _confidence(steady: bool, seconded: bool, good: bool) -> float:
    if steady and seconded:
        return 0.97 if good else 0.7
    if steady:
        return 0.85 if good else 0.4
    return (0.6 if seconded else 0.35) if good else (0.4 if seconded else 0.2)


def _tidy(text: str) -> str:
    return regex.sub(r"[.,]+$|^[.,:'`]+|[.,](?=[.,])", "", text.replace(" ", "")).replace("'", "")


def _vote(own: Sequence[str]) -> str:
    """The commonest reading; of equally common ones the one that is a regular figure, then the first."""
    counts = Counter(own)
    return max(own, key=lambda t: (counts[t], _SHAPE.fullmatch(t) is not None, _fitting(t) == t, -own.index(t)))


def _separators(text: str) -> bool:
    return bool(regex.search(r"[.,:]", text))


def _fitting(text: str) -> str:
    """The separators that fit the digits: `7,316` -> `7.316`, `41.57` -> `41,57`."""
    match = _SHAPE.fullmatch(text)
    if match is None or not match["rest"]:
        return text
    groups = regex.split(r"[.,:]", match["rest"])[1:]
    joined = "".join(("." if len(g) == 3 and (len(match["whole"]) <= 3 or k) else ",") + g for k, g in enumerate(groups))
    return match["sign"] + match["whole"] + joined + match["end"]


def _share_confused(texts: Sequence[str]) -> float:
    """Share of figures with one separator whose separator is not the one that its digits call for."""
    told = [t for t in texts if (m := _SHAPE.fullmatch(t)) and m["rest"]]
    return sum(_fitting(t) != t for t in told) / len(told) if len(told) >= 10 else 0.0
