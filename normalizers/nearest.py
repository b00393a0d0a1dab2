"""Misread words put right inside a closed vocabulary: never for figures, never where two words of it are as near."""
from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

from normalizers.plain import fold


@lru_cache(maxsize=64)
def _folded(words: tuple[str, ...]) -> dict[str, str]:
    return {fold(word).replace(" ", ""): word for word in reversed(words)}


def nearest(text: str, words: Iterable[str], slips: int | None = None) -> str | None:
    """The one of `words` (a tuple: earlier ones win where two fold alike) that `text` was meant to be; None without one.

    Compared without accents, case and spaces. `slips`: letters that may differ; by default one in six, at least one.
    """
    known = _folded(tuple(words))
    folded = fold(text).replace(" ", "")
    if folded in known:
        return known[folded]
    if any(c.isdigit() for c in folded):
        return None
    allowed = max(1, len(folded) // 6) if slips is None else slips
    if len(folded) < 3 or not allowed:
        return None
    near = [key for key in known if abs(len(key) - len(folded)) <= allowed]
    scored = sorted((Levenshtein.distance(folded, key, score_cutoff=allowed), abs(len(key) - len(folded)), key) for key in near)
    best = [found for found in scored if found[0] <= allowed][:2]
    return known[best[0][2]] if best and (len(best) == 1 or best[1][:2] > best[0][:2]) else None
