"""Several readings of the figures of a table -> one text each, and how far to trust it."""
from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import regex

from pipeline.model.document import UNREAD, UNREAD_TRUST
from pipeline.stages.read.engines.numbers import NumberReading

_SHAPE = regex.compile(r"(?P<sign>[-–+(]?)(?P<whole>\d+)(?P<rest>(?:[.,:]\d+)*)(?P<end>%?\)?)")
_CONFUSED = 0.05
"""Share of a table's figures whose separator does not fit its digits, from which the picture is held to blur dots and commas."""
_GOOD = 0.8
"""Share of figures that all readings agree on, from which the picture is held to be good."""
_VOTES, _SECOND, _REGULAR = 1.0, 1.0, 1.0
"""What all votes of the second reader, Tesseract's word and a regular shape weigh beside the logarithm of a chance."""
_UNHEARD = 1e-4
"""Chance of what the reader of figures holds impossible."""
_SEEN = 0.1
"""Chance of all readings together under which the reader of figures sees something else."""
_ON_BAD, _STEEP = 0.85, 4
"""Trust, at most, in a figure on a bad picture, and how it falls with the chance of the figure: such that a trust of a half means what it
means of a word, about six right of seven."""
_TOLD = 4
"""Candidates that are told."""
_LIKELY = 0.5
"""Chance under which a reading is more likely wrong than right: no figure is shown."""


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


def settle(readings: Sequence[Sequence[str]], witness: Sequence[str], numbers: Sequence[NumberReading] | None = None) -> list[Reading]:
    """One reading per cell. `readings[k]` are the same reader's readings of cell k in several versions of its picture,
    `witness[k]` is another reader's, `numbers[k]` the reader's of figures with its chances.

    A picture whose readings waver is a bad one: there agreement of one reader with itself proves little, and what the reader of
    figures holds likely counts most. Dots and commas are told by their shape alone; where the table as a whole shows that they
    cannot be told, the digits around decide (three after a dot, other numbers after a comma), and the cell is not trusted. A figure
    that is more likely wrong than right is shown as `…`, with what was read of it as alternatives.
    """
    bare = [[_tidy(r) for r in own] for own in readings]
    other = [_tidy(w) for w in witness]
    third = list(numbers) if numbers is not None else [None] * len(bare)
    steady = [len(set(own)) == 1 for own in bare]
    good = sum(steady) >= _GOOD * max(1, len(steady))
    told = [((_vote(own),), 1.0) if number is None or (good and sure) else _likeliest(own, second, number)
            for own, second, number, sure in zip(bare, other, third, steady)]
    best = [texts[0] for texts, _ in told]
    blurred = _share_confused(best) > _CONFUSED and not good
    found = []
    for ((text, *likely), chance), own, second, number, sure in zip(told, bare, other, third, steady):
        regular = _fitting(text)
        seen = (*own, second) if number is None else (second, _tidy(number.text)) if good and sure else ()
        fitted = regular if blurred or regular in seen else text
        confidence = _confidence(sure and own[0] in (text, fitted), second in (text, fitted), good)
        if number is not None:
            likely_so = confidence if good else _ON_BAD * chance**_STEEP
            confidence = _with_third(likely_so, fitted in (_tidy(number.text), _fitting(_tidy(number.text))), good)
        if fitted != text or _SHAPE.fullmatch(fitted) is None or (blurred and number is None and _separators(text)):
            confidence = min(confidence, 0.48)
        heard = Counter([*own, second, text]) + Counter(_tidy(t) for t in (number.texts[:2] if number is not None else ()))
        rest = [t for t in dict.fromkeys((text, *likely, *(t for t, _ in heard.most_common()))) if t and t != fitted and "#" not in t]
        if chance < _LIKELY and not good:
            found.append(Reading(UNREAD, min(confidence, UNREAD_TRUST), (fitted, *rest[:3])))
        else:
            found.append(Reading(fitted, confidence, tuple(rest[:3]) if confidence < 0.9 else ()))
    return found


def _likeliest(own: Sequence[str], second: str, number: NumberReading) -> tuple[tuple[str, ...], float]:
    """The candidates, none with the digits of another, that the chances of the reader of figures, the votes of the two
    others and the shape of figures speak for, most of all the first, and its chance among all, however its separators
    are read; less where the reader of figures sees hardly any of them and Tesseract another one. On poor scans such
    chances are close to how often the figure is right."""
    texts = dict.fromkeys(t for t in (*own, second, *(_tidy(t) for t in number.texts)) if t and "#" not in t)
    texts = dict.fromkeys(c for t in texts for c in (t, _fitting(t)))
    if not texts:
        return (_vote(own),), 1.0

    seen_by_third = dict(zip(texts, number.chances_of(list(texts))))

    def score(text: str) -> float:
        shaped = _SHAPE.fullmatch(text) is not None
        return (math.log(seen_by_third[text] + _UNHEARD) + _VOTES * own.count(text) / len(own) + _SECOND * (text == second)
                + (_REGULAR if shaped and _fitting(text) == text else 0.0 if shaped else -_REGULAR))

    scores = {text: score(text) for text in texts}
    ranked = sorted(texts, key=scores.__getitem__, reverse=True)
    best = ranked[0]
    odds = {text: math.exp(scores[text] - scores[best]) for text in texts}
    seen = 1.0 if best == second else min(1.0, sum(seen_by_third.values()) / _SEEN)
    first = {_digits(text): text for text in reversed(ranked)}
    return tuple(text for text in ranked if first[_digits(text)] == text)[:_TOLD], seen * sum(
        o for t, o in odds.items() if _fitting(t) == _fitting(best)) / sum(odds.values())


def _digits(text: str) -> str:
    return "".join(filter(str.isdigit, text))


def _with_third(confidence: float, agrees: bool, good: bool) -> float:
    """How far to trust a reading that is trusted by `confidence` when the reader of figures agrees with it or does not."""
    if agrees:
        return max(confidence, 0.97) if good else confidence
    return confidence if confidence > 0.9 else min(confidence, 0.45)


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
