"""One text with its misread phrases put right, and for each of its characters where it stands in what was read."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import regex
from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from normalizers import vocabulary
from normalizers.misread.date_frames import frames
from normalizers.misread.likeness import Alignment, align
from normalizers.misread.phrases import Phrase, beginning_like, letters
from normalizers.plain import fold
from normalizers.syllables import is_syllable

SURE = 0.95
"""A word that the reader is surer of than this, and that is a word, was not misread."""
_CLEARLY = 0.75
"""How much nearer the phrase must be than any phrase that means something else."""
_UNLIKE_RUN = 0.2
"""A phrase is looked at where no more of a window's letters differ, as a share, when all of them are cheap."""
_WORD_UNLIKE = 0.6
"""How much of one word may differ, as a share of its letters."""
_SHORTEST, _LONGEST = 4, 48
_PARTNER = regex.compile(r"ph[ốôổỗộo]i h[ợơờởo]p v[ớơờởo]i\s*$", regex.IGNORECASE)
_CODE = regex.compile(r"\S*\d\S*/\S*")
_BREAK = regex.compile(r"[.:;!?]\s+\p{Lu}|[()]")
_WORD = regex.compile(r"[^\W_]+(?:&[^\W_]+)*")


class Mended(NamedTuple):
    """`text`, and `origins`: for each character and for the end the offset in the text as read."""

    text: str
    origins: list[int]


class _Word(NamedTuple):
    text: str
    start: int
    end: int
    letters: str
    sure: float


class _Match(NamedTuple):
    phrase: Phrase
    last: int
    aligned: Alignment


def mend(text: str, sure: Sequence[float]) -> Mended:
    """`sure` gives for each character the reader's confidence (0..1) in the word that it belongs to."""
    words = _words(text, sure)
    edits, names, index = list(_dates(text, sure)), [], 0
    while index < len(words):
        match = _best(text, words, index)
        if match is None:
            index += 1
            continue
        start, end = words[index].start, words[match.last].end
        sure_of_all = match.aligned.cost == 0 and min(word.sure for word in words[index : match.last + 1]) > SURE
        meant = _cased(match.phrase, text[start:end])
        if not sure_of_all and _differs(meant, text[start:end]) and not any(a < end and start < b for a, b, _, _ in edits):
            edits.append((start, end, meant, match.aligned.places))
        names += [(start, end)] if match.phrase.proper else []
        index = match.last + 1
    return _edited(text, sorted([*edits, *_stops(text, names)]))


def _edited(text: str, edits: Sequence[tuple[int, int, str, Sequence[int]]]) -> Mended:
    pieces, origins, reached = [], [], 0
    for start, end, meant, places in edits:
        pieces += [text[reached:start], meant]
        origins += [*range(reached, start), *_places(meant, text[start:end], start, places)]
        reached = end
    return Mended("".join([*pieces, text[reached:]]), [*origins, *range(reached, len(text) + 1)])


def _stops(text: str, names: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int, str, Sequence[int]]]:
    """`phối hợp với Ban Dân tộc. Sở Y tế tổ chức`: no sentence ends before it says what is to be done, so the stop is a comma."""
    for (start, end), (following, stop) in zip(names, names[1:]):
        if regex.fullmatch(r"\.\s", text[end:following]) and _PARTNER.search(text, 0, start) and regex.match(r"\s\p{Ll}|,", text[stop:]):
            yield end, end + 1, ",", ()


def _dates(text: str, sure: Sequence[float]) -> Iterator[tuple[int, int, str, Sequence[int]]]:
    """Dates that some word of was read in doubt."""
    for start, end, meant in frames(text):
        if min(sure[start:end]) <= SURE:
            yield start, end, meant, align(letters(text[start:end]), letters(meant)).places


def _words(text: str, sure: Sequence[float]) -> list[_Word]:
    """All words; those of a code (`80/NQ-CP`) have no letters to be held against anything."""
    codes = [match.span() for match in _CODE.finditer(text)]
    return [_Word(m[0], *m.span(), "" if any(a <= m.start() < b for a, b in codes) else letters(m[0]),
                  min(sure[m.start() : m.end()])) for m in _WORD.finditer(text)]


def _best(text: str, words: Sequence[_Word], index: int) -> _Match | None:
    """The longest phrase that the words from `index` on were meant to be."""
    first = words[index]
    if not first.letters:
        return None
    opening = (first.letters + (words[index + 1].letters if index + 1 < len(words) else ""))[:2]
    phrases = beginning_like(opening, first.text[0].isupper() or first.text[0].isdigit() or not is_syllable(first.text))
    found, run, doubt = [], "", False
    for last in range(index, len(words)):
        word = words[last]
        if not word.letters.strip("0123456789") or (last > index and _BREAK.search(text, words[last - 1].end, word.start + 1)):
            break
        run += word.letters
        doubt = doubt or word.sure <= SURE or not is_syllable(word.text)
        if len(run) > _LONGEST:
            break
        if not doubt and run not in phrases or len(run) < _SHORTEST:
            continue
        match = _of_window(phrases, run, last)
        if match and _may_be(words, index, match):
            found.append(match)
    return max(found, key=lambda m: (len(m.phrase.letters) - 2 * m.aligned.cost, -m.aligned.cost), default=None)


def _of_window(phrases: Mapping[str, Phrase], run: str, last: int) -> _Match | None:
    """The one phrase near to all the letters of a window, and clearly nearer than any that means something else."""
    most = int(2 * _UNLIKE_RUN * len(run)) + 1
    close = [(key, slips)
             for key, slips, _ in process.extract(run, phrases.keys(), scorer=Levenshtein.distance, score_cutoff=most,
                                                  limit=None)]
    near = min(((align(run, key), key) for key, slips in close if slips <= 2 * phrases[key].most + 1),
               key=lambda found: found[0].cost, default=None)
    if near is None or near[0].cost > phrases[near[1]].most:
        return None
    aligned, phrase = near[0], phrases[near[1]]
    rivals = (key for key, slips in close if phrases[key].name != phrase.name and slips <= 2 * (aligned.cost + _CLEARLY) + 1)
    if aligned.cost and any(align(run, key).cost < aligned.cost + _CLEARLY for key in rivals):
        return None
    begins = (0, *phrase.ends)
    apart = [sum(aligned.costs[a:b]) / (b - a) for a, b in zip(begins, phrase.ends)]
    return _Match(phrase, last, aligned) if max(apart) <= _WORD_UNLIKE else None


def _may_be(words: Sequence[_Word], index: int, match: _Match) -> bool:
    """Whether no word that changes is sure or sound, and none is left over."""
    if match.aligned.cost == 0:
        return True
    run = "".join(word.letters for word in words[index : match.last + 1])
    used = set(match.aligned.places)
    kept = {i for j, i in enumerate(match.aligned.places) if run[i] == match.phrase.letters[j]}
    begin = 0
    for k in range(index, match.last + 1):
        word, own = words[k], range(begin, begin + len(words[k].letters))
        if not kept.issuperset(own) and _is_right(words, k) or 2 * len(used.intersection(own)) < len(own):
            return False
        begin += len(word.letters)
    return not _without(run, len(words[index].letters), match)


def _without(run: str, first: int, match: _Match) -> bool:
    """Whether the first word is none of the phrase's: the rest alone is nearer."""
    rest = run[first:]
    return bool(rest) and align(rest, match.phrase.letters).cost < match.aligned.cost


def _is_right(words: Sequence[_Word], k: int) -> bool:
    """Whether a word was not misread: a syllable or an abbreviation that the reader is sure of, or one that makes a
    word with its neighbour."""
    word = words[k]
    if not is_syllable(word.text):
        return word.sure > SURE and not word.text.islower()
    return word.sure > SURE or _is_sound(words, k)


def _is_sound(words: Sequence[_Word], k: int) -> bool:
    """Whether the word makes a known word of two syllables with its neighbour (`thú y`)."""
    pairs = [words[k - 1 : k + 1]] if k else []
    pairs += [words[k : k + 2]] if k + 1 < len(words) else []
    return any(" ".join(w.text for w in pair).lower() in vocabulary.compounds() for pair in pairs)


def _differs(meant: str, printed: str) -> bool:
    """Whether letters or accents differ, or a comma was lost, added or read as a mark that parts."""
    bare = [regex.sub(r"[^\p{L}\d&]", "", text).lower() for text in (meant, printed)]
    return bare[0] != bare[1] or meant.count(",") != printed.count(",") or regex.search(r"[.:;]", printed) is not None


def _cased(phrase: Phrase, printed: str) -> str:
    """The phrase in capitals where these are, its first letter as printed where it is no name."""
    found = [c for c in printed if c.isalpha()]
    if len(found) > 4 and all(c.isupper() for c in found) and " " in phrase.text:
        return phrase.text.upper()
    if phrase.proper or not found[0].isupper():
        return phrase.text
    return phrase.text[0].upper() + phrase.text[1:]


def _places(meant: str, printed: str, start: int, aligned: Sequence[int]) -> list[int]:
    """For each character of the phrase its offset: letters by their alignment, marks and spaces behind the letter before them."""
    offsets = [k for k, c in enumerate(fold(printed)) if letters(c)]
    found, count, place = [], 0, 0
    for character in meant:
        if letters(character):
            place = max(place, offsets[aligned[count]])
            count += 1
        found.append(start + place)
    found[-1] = start + len(printed) - 1
    return found
