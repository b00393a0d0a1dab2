"""Tone marks that both a blurred scan and Tesseract confuse, settled by the word's neighbour.

At 200 dpi a hook above a circumflex looks like an acute ("tố chức", "phát triến", "đế thực hiện"), and every such reading is
a legal syllable. A closed list of the compounds of administrative language decides: a pair of syllables that is in the list
stays; a pair that is not, but becomes exactly one entry of the list when one syllable's marks change, is that entry. Nothing
with a digit is touched, capitals and punctuation stay, and the reading before the change is kept as an alternative.

The list (`ocr_compound_words`) was compiled by hand; it holds both the words that are confused and those they are confused
with, so that no right word is driven out.
"""
from __future__ import annotations

import unicodedata
from collections import defaultdict
from dataclasses import replace

from pipeline.stages.read.ocr_compound_words import ALONE, FOLLOWED, KEEP, PRECEDED
from pipeline.stages.read.ocr_words import TextLine, Token

SETTLED = 0.75
DOUBTED = 0.92  # Tesseract's confidence under which more than the kind of mark may be wrong
ABOVE = "\u0300\u0301\u0303\u0309"  # grave, acute, tilde, hook
DOT = "\u0323"
EDGES = ".,;:()[]\"'“”-+*…–"


def plain(text: str) -> str:
    """Lower case without marks; đ becomes d."""
    parts = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return "".join(c for c in parts if not unicodedata.combining(c))


def confusable(read: str, other: str, confidence: float) -> bool:
    """Whether blur can have turned `other` into `read`: marks above the letter run into each other; a mark, a circumflex or a
    bar lost or gained only where the reader was in doubt; the dot below the letter never."""
    mine, theirs = (unicodedata.normalize("NFD", w) for w in (read, other))
    if mine.count(DOT) != theirs.count(DOT):
        return False
    if [c for c in mine if c not in ABOVE] == [c for c in theirs if c not in ABOVE] and any(c in ABOVE for c in mine) == any(c in ABOVE for c in theirs):
        return True
    return confidence < DOUBTED


def _pairs() -> set[tuple[str, str]]:
    pairs = set(KEEP)
    for block, forward in ((FOLLOWED, True), (PRECEDED, False)):
        for line in block.strip().splitlines():
            word, _, others = line.partition(":")
            pairs |= {(word, o.strip(EDGES)) if forward else (o, word) for o in others.split() if o.strip(EDGES)}
    return pairs


PAIRS = _pairs()
BY_LETTERS: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
for _pair in sorted(PAIRS):
    BY_LETTERS[plain(_pair[0]), plain(_pair[1])].append(_pair)


def settled(line: TextLine) -> TextLine:
    """The line with the marks of its compounds settled; tokens that change have the confidence SETTLED at most."""
    tokens = list(line)
    words = [_word(t) for t in tokens]
    sure = [False] * len(words)
    for i in range(len(words) - 1):
        if (words[i], words[i + 1]) in PAIRS and words[i + 1] and _joined(tokens[i]):
            sure[i] = sure[i + 1] = True
    for i in range(len(words) - 1):
        if not (words[i] and words[i + 1]) or (sure[i] and sure[i + 1]) or not _joined(tokens[i]):
            continue
        known = [p for p in BY_LETTERS.get((plain(words[i]), plain(words[i + 1])), ())
                 if all(new == words[at] or not sure[at] and confusable(words[at], new, tokens[at].confidence) for at, new in zip((i, i + 1), p))]
        if len(known) == 1 and (words[i], words[i + 1]) != known[0]:
            for at, new in zip((i, i + 1), known[0]):
                if words[at] != new:
                    tokens[at], words[at] = _changed(tokens[at], words[at], new), new
                sure[at] = True
    for i, word in enumerate(words):
        if not sure[i] and ALONE.get(word):
            tokens[i] = _changed(tokens[i], word, ALONE[word])
    return tuple(tokens)


def _word(token: Token) -> str:
    """The token's syllable in lower case, empty where it has anything else inside."""
    core = token.text.strip(EDGES)
    return core.lower() if core.isalpha() else ""


def _joined(token: Token) -> bool:
    """Whether nothing but a space parts the token from the next."""
    return not token.text or token.text[-1] not in ".,;:)]"


def _changed(token: Token, word: str, new: str) -> Token:
    core = token.text.strip(EDGES)
    form = new.upper() if core.isupper() and len(core) > 1 else new.capitalize() if core[:1].isupper() else new
    return replace(token, text=token.text.replace(core, form), confidence=min(token.confidence, SETTLED), alternatives=(token.text, *token.alternatives))
