"""How the name of a body begins: with a head noun of the list, a listed name that has none, or an abbreviation of either.

For the fixed places where bodies are named in capitals (letterheads, notes under titles, signatures); names in running text
are found by `mentions`.
"""

from functools import cache

import regex

from normalizers import vocabulary
from normalizers.agencies import habits
from normalizers.plain import fold
from normalizers.syllables import is_syllable


def at_start(text: str) -> str | None:
    """The folded head with which the text begins, accents lost or not: `SỞ Y TẾ` -> `so`, `UBND HUYỆN` -> `uy ban nhan
    dan`; None without one."""
    found = _pattern().match(fold(text))
    return _expansions().get(found[0], found[0]) if found else None


def as_printed(text: str) -> bool:
    """Whether the text begins with a head in its own accents: `SỞ NỘI VỤ`, not `BẢO VỆ THỰC VẬT` (Báo)."""
    return at_start(text) is not None and text.split()[0].lower() in _first_words()


@cache
def _names() -> tuple[str, ...]:
    """Head nouns, and the shortest listed names that begin with none."""
    heads = vocabulary.column("agency_heads", "head")
    begun = tuple(f"{fold(head)} " for head in heads)
    rest = [name for name in vocabulary.column("agencies", "name")
            if not f"{fold(name)} ".startswith(begun) and name not in habits.ONLY_INSIDE]
    return (*heads, *(name for name in rest if not any(name != other and name.startswith(f"{other} ") for other in rest)))


@cache
def _expansions() -> dict[str, str]:
    """Folded abbreviations of bodies, those that read as words left out, with the head of what they stand for."""
    begun = tuple(f"{fold(name)} " for name in _names())
    rows = [row for row in vocabulary.rows("abbreviations") if f"{fold(row['expansion'])} ".startswith(begun)]
    return {fold(row["abbreviation"]): fold(row["expansion"]) for row in rows if not is_syllable(row["abbreviation"].lower())}


@cache
def _first_words() -> frozenset[str]:
    return frozenset(name.split()[0].lower() for name in (*_names(), *vocabulary.column("abbreviations", "abbreviation")))


@cache
def _pattern() -> regex.Pattern:
    """Heads on folded text; common words that begin alike (`TỔ CHỨC`) are none, unless a listed name begins so (`BỘ CHỈ HUY QUÂN SỰ`)."""
    common = regex.compile("|".join(rf"{first} (?:{'|'.join(sorted(second))})(?!\w)" for first, second in habits.COMMON.items()))
    listed = (fold(name) for name in (*vocabulary.column("agency_heads", "head"), *vocabulary.column("agencies", "name")))
    kept = {" ".join(name.split()[:3]) for name in listed if common.match(name)}
    words = sorted({*(fold(name) for name in _names()), *_expansions()}, key=len, reverse=True)
    return regex.compile(rf"(?:\L<kept>|(?!{common.pattern})\L<words>)(?!\w)", kept=sorted(kept), words=words)
