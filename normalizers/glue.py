"""Lost spaces put back: `bảovệ` -> `bảo vệ`, `ngày14/8/2017` -> `ngày 14/8/2017`, `xanh,sạch` -> `xanh, sạch`.

A word is split only where it is no legal syllable itself and one cut into legal syllables is clearly the likeliest.
Numbers, codes, abbreviations and foreign words are left alone; letters never change.
"""

from functools import cache, lru_cache

import regex

from normalizers import vocabulary
from normalizers.syllable_structure import is_syllable

_MOST_SYLLABLES = 6
_LONGEST_SYLLABLE = 7
_LONGEST_WORD = 30
_SINGLE = {"ở", "ý"}  # words of one letter that are glued to others
_UNSEEN = -8.5
_COMPOUND = 2.0
_SURE = 0.7  # log10 of how much likelier the best cut is than the next
_ABBREVIATION = regex.compile(r"(TTg|TTr|\p{Lu}{2,})(\p{Ll}{2,})")
_CASE = regex.compile(r"(?<=\p{Ll})(?=\p{Lu}\p{Ll})")
_WORD = regex.compile(r"\p{L}+")
_MARK = regex.compile(
    r"(?<=\p{L}[,;:)]|\p{Ll}{2}\.)(?=\p{Lu}?\p{Ll})|(?<=\d,)(?=\p{L}{2})|(?<=%)(?=\p{L}{2})"
)
_LINK = regex.compile(r"(?:https?://|www\.)\S+|\S+@\S+|\b[\w-]+(?:\.[\w-]+)*\.(?:vn|com|org|net|gov|edu)\b\S*")


@cache
def _frequencies() -> dict[str, float]:
    return {row["syllable"]: -int(row["centibels"]) / 100 for row in vocabulary.rows("syllables")}


@cache
def _loanwords() -> frozenset[str]:
    return frozenset(vocabulary.column("loanwords", "word"))


def unglue(word: str) -> str:
    """The word with its lost spaces, or as it is. One run of letters: `Đềcương` -> `Đề cương`, `logo` -> `logo`."""
    return " ".join(_pieces(word))


def unglue_map(text: str) -> tuple[str, list[int]]:
    """`text` with lost spaces put back, and for each index of the new text (and its end) the index in the old.

    An inserted space maps to the place of the character that follows it.
    """
    cuts = sorted({*_cuts(text)})
    pieces, offsets, last = [], [], 0
    for cut in cuts:
        pieces.append(text[last:cut])
        offsets += range(last, cut)
        offsets.append(cut)
        last = cut
    pieces.append(text[last:])
    offsets += range(last, len(text) + 1)
    return " ".join(pieces), offsets


def _cuts(text: str):
    links = [match.span() for match in _LINK.finditer(text)]
    for cut in _all_cuts(text):
        if not any(start < cut < end for start, end in links):
            yield cut


def _all_cuts(text: str):
    for match in _WORD.finditer(text):
        start, end = match.span()
        pieces = _pieces(match[0])
        position = start
        for piece in pieces[:-1]:
            position += len(piece)
            yield position
        if start and text[start - 1].isdecimal() and _is_word(pieces[0]):
            yield start
        if end < len(text) and text[end].isdecimal() and _is_word(pieces[-1]):
            yield end
    for match in _MARK.finditer(text):
        yield match.start()


def _is_word(piece: str) -> bool:
    """Whether a piece beside a digit is a word, not a unit (10ha), an index (m2) or a part of a code (30a, QH13)."""
    lowered = piece.lower()
    if lowered not in _frequencies() or (piece.isupper() and len(piece) > 1 and piece.isascii()):
        return False
    return len(piece) > 1 and not lowered.isascii() or (len(piece) > 2 and _frequencies()[lowered] > -3.6)


@lru_cache(maxsize=65536)
def _pieces(word: str) -> tuple[str, ...]:
    if len(word) < 3 or len(word) > _LONGEST_WORD or is_syllable(word):
        return (word,)
    abbreviation = _ABBREVIATION.fullmatch(word)
    if abbreviation and not word.isupper():
        rest = _pieces(abbreviation[2])
        return (abbreviation[1], *rest) if all(map(_is_known, rest)) else (word,)
    parts = _CASE.split(word)
    if len(parts) > 1:
        pieces = [piece for part in parts for piece in _pieces(part)]
        return tuple(pieces) if all(map(_is_known, pieces)) else (word,)
    if not (word.islower() or word.isupper() or word.istitle()) or word.lower() in _loanwords():
        return (word,)
    if word.isupper() and word.isascii():
        return (word,)
    return _cut(word)


def _is_known(piece: str) -> bool:
    return piece.lower() in _frequencies()


def _cut(word: str) -> tuple[str, ...]:
    lowered = word.lower()
    ways = sorted(_ways(lowered), reverse=True)[:2]
    if not ways or (len(ways) > 1 and ways[0][0] - ways[1][0] < _SURE):
        return (word,)
    syllables = ways[0][1]
    pairs = list(zip(syllables, syllables[1:], strict=False))
    if lowered.isascii() and not _all_compounds(pairs):
        return (word,)
    if any(syllable not in _frequencies() or syllable in _SINGLE - {"ở"} for syllable in syllables) and not _all_compounds(pairs):
        return (word,)
    ends, end = [], 0
    for syllable in syllables:
        ends.append(word[end:end + len(syllable)])
        end += len(syllable)
    return tuple(ends)


def _all_compounds(pairs: list[tuple[str, str]]) -> bool:
    return all(f"{left} {right}" in vocabulary.compounds() for left, right in pairs)


def _ways(word: str) -> list[tuple[float, tuple[str, ...]]]:
    """The two likeliest cuts of the word by its log10 probability, built from the end."""
    best: dict[int, list[tuple[float, tuple[str, ...]]]] = {len(word): [(0.0, ())]}
    for start in range(len(word) - 1, -1, -1):
        found = []
        for end in range(start + 1, min(len(word), start + _LONGEST_SYLLABLE) + 1):
            syllable = word[start:end]
            if end not in best or len(syllable) == len(word) or not is_syllable(syllable):
                continue
            if len(syllable) == 1 and syllable not in _SINGLE:
                continue
            weight = _frequencies().get(syllable, _UNSEEN)
            for score, rest in best[end]:
                if len(rest) < _MOST_SYLLABLES:
                    bonus = _COMPOUND if rest and f"{syllable} {rest[0]}" in vocabulary.compounds() else 0.0
                    found.append((score + weight + bonus, (syllable, *rest)))
        if found:
            best[start] = sorted(found, reverse=True)[:4]
    return best.get(0, [])
