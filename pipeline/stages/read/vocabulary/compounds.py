"""Tone marks that both a blurred scan and Tesseract confuse, settled by the word's neighbour.

At 200 dpi a hook above a circumflex looks like an acute ("tố chức", "phát triến", "đế thực hiện"), and every such reading is
a legal syllable. A closed list of the compounds of administrative language decides: a pair of syllables that is in the list
stays; a pair that is not, but becomes exactly one entry of the list when one syllable's marks change, is that entry. Nothing
with a digit is touched, capitals and punctuation stay, and the reading before the change is kept as an alternative.

What is no such word may still have lost a mark: a coarse scan prints one of two marks that stand one over the other ("y tê",
"đâu thâu"). There the words of the general vocabulary (`normalizers/data`, names of places and bodies included) decide too.

The list (`vocabulary.compound_words`, `vocabulary.health_words`) was compiled by hand; it holds both the words that are confused and
those they are confused with, so that no right word is driven out.
"""
from __future__ import annotations

import unicodedata
from collections import defaultdict
from dataclasses import replace
from functools import lru_cache

from normalizers import vocabulary
from normalizers.syllables import is_syllable
from pipeline.stages.read.engines.words import TextLine, Token
from pipeline.stages.read.vocabulary import health_words
from pipeline.stages.read.vocabulary.compound_words import ALONE, FOLLOWED, KEEP, PRECEDED

SETTLED = 0.75
DOUBTED = 0.92  # Tesseract's confidence under which more than the kind of mark may be wrong
ABOVE = "\u0300\u0301\u0303\u0309"  # grave, acute, tilde, hook
HATS = "\u0302\u0306"  # circumflex, breve: a mark above one of these is what a coarse scan loses first
DOT = "\u0323"
EDGES = ".,;:()[]\"'“”-+*…–"


@lru_cache(maxsize=16384)
def plain(text: str) -> str:
    """Lower case without marks; đ becomes d."""
    parts = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return "".join(c for c in parts if not unicodedata.combining(c))


def confusable(read: str, other: str, confidence: float) -> bool:
    """Whether blur can have turned `other` into `read`: marks above the letter run into each other, and of two that stand one
    over the other one is lost; any other mark, circumflex or bar lost or gained only where the reader was in doubt or read what
    is no syllable; the dot below the letter never."""
    mine, theirs = (unicodedata.normalize("NFD", w) for w in (read, other))
    if mine.count(DOT) != theirs.count(DOT):
        return False
    if _thinned(read, other) or read.replace("ỉ", "i") == other.replace("ỉ", "i"):  # the dot of an i looks like a hook
        return True
    toned = any(c in ABOVE for c in mine)
    if _without(mine, ABOVE) == _without(theirs, ABOVE) and toned == any(c in ABOVE for c in theirs):
        return True
    return confidence < DOUBTED or not is_syllable(read)


def _faded(read: str, other: str, _: float) -> bool:
    """Whether `read` is what is left of `other`, and the rarer of the two."""
    return _thinned(read, other) and FREQUENCY.get(other, 0) >= FREQUENCY.get(read, 0)


def _thinned(read: str, other: str, _: float = 0.0) -> bool:
    """Whether `read` is `other` less one of two marks that stand one over the other, or no syllable at all."""
    mine, theirs = (unicodedata.normalize("NFD", w) for w in (read, other))
    if mine.count(DOT) != theirs.count(DOT):
        return False
    stacked = any(c in HATS for c in theirs) and any(c in ABOVE for c in theirs)
    lost = HATS if any(c in ABOVE for c in mine) else ABOVE
    return stacked and _without(mine, lost) == _without(theirs, lost) or not is_syllable(read)


def _without(text: str, marks: str) -> str:
    return "".join(c for c in text if c not in marks)


def _pairs() -> set[tuple[str, str]]:
    pairs = set(KEEP)
    for block, forward in ((FOLLOWED + health_words.FOLLOWED, True), (PRECEDED + health_words.PRECEDED, False)):
        for line in block.strip().splitlines():
            word, _, others = line.partition(":")
            pairs |= {(word, o.strip(EDGES)) if forward else (o, word) for o in others.split() if o.strip(EDGES)}
    return pairs


def _words() -> set[tuple[str, str]]:
    """Words of two syllables of the general vocabulary."""
    return {tuple(word.split()) for word in vocabulary.column("compounds", "word") if word.count(" ") == 1}


def _names() -> set[tuple[str, str]]:
    """The neighbours in the names of places and bodies."""
    found = set()
    for table in ("provinces", "districts", "agencies"):
        for name in vocabulary.column(table, "name"):
            parts = unicodedata.normalize("NFC", name).lower().split()
            found |= {pair for pair in zip(parts, parts[1:]) if all(map(str.isalpha, pair))}
    return found


def _by_letters(pairs: set[tuple[str, str]]) -> dict[tuple[str, str], list[tuple[str, str]]]:
    found: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    for pair in sorted(pairs):
        found[plain(pair[0]), plain(pair[1])].append(pair)
    return found


PAIRS = _pairs()
FREQUENCY = {row["syllable"]: 1000 - int(row["centibels"]) for row in vocabulary.rows("syllables")}  # hundredths of a power of ten
NAMES = _names()
WORDS = PAIRS | NAMES | _words()
BY_LETTERS = _by_letters(PAIRS)
NAMES_BY_LETTERS = _by_letters(NAMES)
WORDS_BY_LETTERS = _by_letters(WORDS - (NAMES - _words()))


def settled(line: TextLine) -> TextLine:
    """The line with the marks of its compounds settled; tokens that change have the confidence SETTLED at most."""
    tokens = list(line)
    words = [_word(t) for t in tokens]
    sure = [False] * len(words)
    for i in range(len(words) - 1):
        if (words[i], words[i + 1]) in WORDS and _joined(tokens[i]):
            sure[i] = sure[i + 1] = True
    for i in range(len(words) - 1):
        if not (words[i] and words[i + 1]) or (sure[i] and sure[i + 1]) or not _joined(tokens[i]):
            continue
        capital = tokens[i].text.strip(EDGES)[0].isupper() and tokens[i + 1].text.strip(EDGES)[0].isupper()
        meant = _meant((words[i], words[i + 1]), capital, (sure[i], sure[i + 1]), (tokens[i].confidence, tokens[i + 1].confidence))
        for at, new in zip((i, i + 1), meant or ()):
            if not _same(words[at], new):
                tokens[at], words[at] = _changed(tokens[at], new), new
            sure[at] = True
    for i, word in enumerate(words):
        if not sure[i] and ALONE.get(word):
            tokens[i] = _changed(tokens[i], ALONE[word])
    return tuple(tokens)


def _meant(pair: tuple[str, str], capital: bool, sure: tuple[bool, bool], confidence: tuple[float, float]) -> tuple[str, str] | None:
    """The one entry that a pair of syllables can be a slip of reading for: of the closed list first; of the names (two
    words with a capital) and the whole vocabulary only where a mark was lost."""
    letters = plain(pair[0]), plain(pair[1])
    for entries, may in ((BY_LETTERS, confusable), (NAMES_BY_LETTERS if capital else {}, _thinned), (WORDS_BY_LETTERS, _faded)):
        known = [p for p in entries.get(letters, ())
                 if all(new == read or not kept and may(read, new, trust) for read, new, kept, trust in zip(pair, p, sure, confidence))]
        if known:
            return known[0] if len(known) == 1 and known[0] != pair else None
    return None


def _same(one: str, two: str) -> bool:
    """Whether two spellings differ only in the vowel that bears the mark (hoá, hóa)."""
    return one == two or sorted(unicodedata.normalize("NFD", one)) == sorted(unicodedata.normalize("NFD", two))


def _word(token: Token) -> str:
    """The token's syllable in lower case, empty where it has anything else inside."""
    core = token.text.strip(EDGES)
    return core.lower() if core.isalpha() else ""


def _joined(token: Token) -> bool:
    """Whether nothing but a space parts the token from the next."""
    return not token.text or token.text[-1] not in ".,;:)]"


def _changed(token: Token, new: str) -> Token:
    core = token.text.strip(EDGES)
    form = new.upper() if core.isupper() and len(core) > 1 else new.capitalize() if core[:1].isupper() else new
    return replace(token, text=token.text.replace(core, form), confidence=min(token.confidence, SETTLED),
                   alternatives=(token.text, *token.alternatives))
