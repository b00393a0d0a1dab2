"""The words of a line, chosen by what the readers saw and by what Vietnamese makes likely.

Blur and coarse pixels take away marks and letters, and each reader fails in its own way. Every word that is in doubt gets the syllables
that it can be a slip of; the row of them is taken that is the likeliest by the lattice of the reader of lines, by what Tesseract read
where it was asked, by how frequent a syllable is and by which two make a word: a noisy channel, decoded after Viterbi. Nothing with a
digit, no abbreviation and no word glued to another is touched; a word that changes keeps what was read as an alternative.

The weights are those of the highest conditional likelihood on pages of two plans, scanned in two qualities. On pages of a third plan they
mended 221 words and spoiled 4; on archives' own scans 16 and 16, most of these abbreviations and foreign words, which since are kept.
"""
from __future__ import annotations

import math
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import regex
from rapidfuzz.distance import Levenshtein

from normalizers.syllables import is_syllable, unglue
from pipeline.stages.read.encodings.characters import printed
from pipeline.stages.read.engines import lines
from pipeline.stages.read.engines.lines import LineReading
from pipeline.stages.read.engines.words import TextLine, Token
from pipeline.stages.read.vocabulary import language, persons
from pipeline.stages.read.vocabulary.compounds import EDGES, SETTLED, plain
from pipeline.stages.read.weighing.strips import Strip

_SEEN = 0.55
"""Weight of the logarithm of a word's chance in the lattice."""
_CHANGED, _LETTER, _TRUST = -0.9, -0.5, -0.14
"""Of any change to another reader's word, of each letter that changes, of the odds which that reader gives its word."""
_FREQUENT, _WORD, _USUAL = 0.45, 3.0, 1.9
"""Of the logarithm of a syllable's frequency, of two that make a word, of two that make a word of administrative language."""
_FAINT = -40.0
_FAR = 12.0
"""Logarithms under the best candidate's by which one is left out."""
_SURE = 0.9
"""Trust from which a syllable that makes a word with its neighbour, or that both readers see, is not asked about."""
_PLAIN = 0.995
"""Trust from which a syllable is not asked about at all."""
_REACH = 18.0
"""Most pixels of a strip that a word is looked for beyond its box."""
_PARTED = ".,;:)]"
_ROMAN = regex.compile("[IVX]+")


@dataclass(frozen=True, slots=True)
class Choice:
    """The readings that a word can have, without the signs around it, and how likely each is by itself (natural logarithm)."""

    readings: tuple[str, ...]
    scores: np.ndarray


@dataclass(frozen=True, slots=True)
class Place:
    """What is known of a word's place before the picture is asked: `rivals`, which may well stand there, `log_chance` of a word there
    (natural logarithm, weighed), and whether the word as it was read is a `usual` one."""

    rivals: tuple[str, ...]
    log_chance: Callable[[str], float]
    usual: bool


def tokens(reading: LineReading, strip: Strip) -> TextLine:
    """The words of the reader of lines as tokens of the strip, boxes tight around the ink; a word is as sure as its weakest character."""
    known = [(w, text) for w in reading.words if (text := w.text.replace(lines.ALPHABET[-1], ""))]
    boxes = strip.tight([(w.x0, w.x1) for w, _ in known])
    return tuple(Token(printed(text), *box, min(w.chances)) for (w, text), box in zip(known, boxes))


def certainty(reading: LineReading) -> float:
    """Mean chance of a reading's characters, 0..1; 0.0 for an empty one."""
    chances = [chance for word in reading.words for chance in word.chances]
    return sum(chances) / max(1, len(chances))


def worded(line: TextLine, reading: LineReading, second: TextLine = ()) -> TextLine:
    """The line (`tokens` of the reading) with its doubtful words as they are likeliest; `second` is Tesseract's, in the same pixels."""
    out, runs = list(line), _runs(line)
    for run in runs:
        words = [line[at].text.strip(EDGES) for at in run]
        named = len(runs) == 1 and persons.is_name(words)
        choices = [_choice(line, at, _in_name(words, k) if named else _in_text(words, k), reading, second) for k, at in enumerate(run)]
        told = [alone for choice in choices for alone in _likeliest([choice])] if named else _likeliest(choices)
        for at, choice, (best, chance) in zip(run, choices, told):
            if best:
                out[at] = _as(line[at], choice.readings[best], chance)
            elif chance < line[at].confidence:
                out[at] = replace(line[at], confidence=chance)
    return tuple(out)


def _runs(line: TextLine) -> list[list[int]]:
    """Places of words that follow each other with nothing but a space between."""
    runs: list[list[int]] = [[]]
    for at, token in enumerate(line):
        if not token.text.strip(EDGES).isalpha():
            runs.append([])
            continue
        runs[-1].append(at)
        if token.text[-1] in _PARTED:
            runs.append([])
    return [run for run in runs if run]


def _in_text(words: Sequence[str], at: int) -> Place:
    """A word's place in running text; its rivals are the syllables that it can be a slip of and that make a word with its neighbour,
    where it makes none as it was read. Both readers may be sure of a slip: they see the same worn ink. What is no syllable (`kg`) is no
    word of a list in any case."""
    before, word, after = (words[k].lower() if 0 <= k < len(words) else "" for k in (at - 1, at, at + 1))

    def joins(syllable: str) -> bool:
        return language.make_a_word(before, syllable)[0] or language.make_a_word(syllable, after)[0]

    letters, like = plain(word), words[at]
    near = () if joins(word) or not is_syllable(word) else (*language.other_marks(letters), *language.other_letters(letters))
    return Place(tuple(_cased(s, like) for s in near if joins(s)), lambda w: _FREQUENT * language.log_frequency(w),
                 language.is_listed(like) or not like.islower() or not is_syllable(like))


def _in_name(words: Sequence[str], at: int) -> Place:
    """A word's place in a person's name."""
    count = len(words)
    return Place(tuple(s.capitalize() for s in persons.others(words[at], at, count)), lambda w: persons.log_chance(w, at, count), True)


def _choice(line: TextLine, at: int, place: Place, reading: LineReading, second: TextLine) -> Choice:
    """What the word at a place can be, first what was read."""
    token, core = line[at], line[at].text.strip(EDGES)
    heard = _same_place(token, second)
    other = heard.text.strip(EDGES) if heard else ""
    sure = _known(line, at) or other == core and min(heard.confidence, token.confidence) >= _SURE
    if _kept(core) or sure and place.usual and set(place.rivals) <= {core}:
        return Choice((core,), np.zeros(1))
    forms = list(dict.fromkeys(f for f in (core, other) if f.isalpha()))
    others = [s for f in forms for s in language.other_marks(plain(f))]
    if token.confidence < _SURE or not is_syllable(core):
        others += [s for f in forms for s in language.other_letters(plain(f))]
    mine = language.spelling(core.lower())
    readings = list(dict.fromkeys([*forms, *(s for s in (*place.rivals, *(_cased(o, core) for o in others))
                                             if language.spelling(s.lower()) != mine)]))
    start = token.text.index(core)
    whole = [token.text[:start] + r + token.text[start + len(core) :] for r in readings]
    told = np.maximum(_FAINT, reading.log_chances(whole, *_bounds(line, at)))
    near = [k for k in range(len(readings)) if k < len(forms) or told[k] > told.max() - _FAR]
    trust = heard.confidence if other.isalpha() else None
    scores = [_SEEN * told[k] + place.log_chance(readings[k]) + _misread(other, readings[k], trust) for k in near]
    return Choice(tuple(readings[k] for k in near), np.array(scores))


def _misread(read: str, meant: str, trust: float | None) -> float:
    """How likely Tesseract reads `read` with this trust where `meant` stands (natural logarithm, less that of a right reading);
    0.0 where it was not asked."""
    if trust is None or read == meant:
        return 0.0
    trust = max(0.02, min(0.98, trust))
    return _CHANGED + _TRUST * math.log(trust / (1 - trust)) + _LETTER * Levenshtein.distance(plain(read), plain(meant))


def _kept(core: str) -> bool:
    """Whether a word is none that a list of syllables can judge: a single letter, a Roman number, an abbreviation, words glued together."""
    if len(core) == 1 or _ROMAN.fullmatch(core):
        return True
    if not is_syllable(core) and (core.isupper() and core == _unmarked(core) or regex.search(r"\p{Ll}\p{Lu}", core)):
        return True
    return len(core) > 4 and " " in unglue(core)


def _unmarked(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


def _known(line: TextLine, at: int) -> bool:
    """Whether a word is sure as it was read: by its reader's confidence and by the word that it makes with a neighbour."""
    if line[at].confidence < _SURE:
        return False
    if line[at].confidence >= _PLAIN and is_syllable(line[at].text.strip(EDGES)):
        return True
    words = [t.text.strip(EDGES).lower() for t in line[max(0, at - 1) : at + 2] if t.confidence >= _SURE]
    return any(any(language.make_a_word(one, two)) for one, two in zip(words, words[1:]))


def _same_place(token: Token, second: TextLine) -> Token | None:
    """The second reader's word at a token's place, where it is one word."""
    there = [t for t in second if min(t.x1, token.x1) - max(t.x0, token.x0) > 0.5 * min(t.width, token.width)]
    return there[0] if len(there) == 1 else None


def _bounds(line: TextLine, at: int) -> tuple[float, float]:
    token = line[at]
    left = (line[at - 1].x1 + token.x0) / 2 if at else -math.inf
    right = (token.x1 + line[at + 1].x0) / 2 if at + 1 < len(line) else math.inf
    return max(0.0, left, token.x0 - _REACH), min(right, token.x1 + _REACH)


def _likeliest(choices: Sequence[Choice]) -> list[tuple[int, float]]:
    """Of each choice the reading in the likeliest row, and the chance of it in all rows (0..1)."""
    between = [np.array([[_WORD * word + _USUAL * usual for two in b.readings
                          for word, usual in [language.make_a_word(one.lower(), two.lower())]]
                         for one in a.readings]) for a, b in zip(choices, choices[1:])]
    best, ways, forward = choices[0].scores, [], [choices[0].scores]
    for choice, steps in zip(choices[1:], between):
        total = best[:, None] + steps
        ways.append(total.argmax(0))
        best = total.max(0) + choice.scores
        forward.append(np.logaddexp.reduce(forward[-1][:, None] + steps, axis=0) + choice.scores)
    row = [int(best.argmax())]
    for way in reversed(ways):
        row.insert(0, int(way[row[0]]))
    backward = [np.zeros(len(choices[-1].scores))]
    for choice, steps in zip(reversed(choices[1:]), reversed(between)):
        backward.insert(0, np.logaddexp.reduce(steps + choice.scores + backward[0], axis=1))
    whole = np.logaddexp.reduce(forward[-1])
    return [(at, float(math.exp(min(0.0, a[at] + b[at] - whole)))) for at, a, b in zip(row, forward, backward)]


def _cased(word: str, like: str) -> str:
    return word.upper() if like.isupper() and len(like) > 1 else word.capitalize() if like[:1].isupper() else word


def _as(token: Token, word: str, chance: float) -> Token:
    text = token.text.replace(token.text.strip(EDGES), word)
    others = tuple(o for o in (token.text, *token.alternatives) if o != text)
    return replace(token, text=text, confidence=min(SETTLED, chance), alternatives=others)
