"""Sentences and the cue words in them: the one door to spaCy.

Everything is matched on accent-free text (`normalizers.plain.fold`), which keeps offsets and bears scans that lost tone
marks. A word of one syllable has too many accent-free namesakes (`trong`, `trồng`) and counts only as printed in the word list.
"""
from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import regex
import spacy
from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.util import filter_spans

from normalizers import vocabulary
from normalizers.plain import fold

_DATA = Path(__file__).with_name("data")
_ABBREVIATED = regex.compile(r"(?:\b(?:tp|tx|tt|ths|ts|gs|pgs|bs|ks|cn|st|tr|v\.v|dc|mr|ms|no|nxb|stt|kt|tm|tl|\p{L})|\d)\.$")
_STOP = regex.compile(r"[.!?…]+[”\")]?(?=\s|$)|[¹²³⁴-⁹⁰]+(?=\s+\p{Lu})")
"""A note mark at the end of a line stands for the full stop that was left out."""


@dataclass(frozen=True, slots=True)
class Cue:
    """A word of the list `kind` at `[start, end)` of the text."""

    kind: str
    start: int
    end: int
    phrase: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """`[start, end)` of the text, and its cues, in order."""

    start: int
    end: int
    cues: tuple[Cue, ...]


def words(name: str) -> tuple[dict[str, str], ...]:
    """Rows of `extractors/data/<name>.csv`."""
    return vocabulary.rows(name, _DATA)


@cache
def _language() -> Language:
    return spacy.blank("xx")


@cache
def _matcher(name: str, field: str) -> tuple[PhraseMatcher, dict[str, dict[str, tuple[str, ...]]]]:
    """The matcher of a word list and, by kind, its phrases: accent-free form -> as in the list (`đạt` and `đặt` share one)."""
    language = _language()
    matcher = PhraseMatcher(language.vocab)
    phrases: dict[str, dict[str, tuple[str, ...]]] = {}
    for row in words(name):
        forms = phrases.setdefault(row["kind"], {})
        forms[fold(row[field])] = (*forms.get(fold(row[field]), ()), row[field])
    for kind, forms in phrases.items():
        matcher.add(kind, [language.make_doc(form) for form in forms])
    return matcher, phrases


def read(text: str, name: str, field: str = "phrase") -> tuple[Sentence, ...]:
    """The sentences of a passage (NFC) with the cues of the word list `data/<name>.csv` in them."""
    folded = fold(text)
    doc = _language().make_doc(folded)
    cues = _cues(doc, text, name, field)
    made, start = [], 0
    for end in (*(m.end() for m in _STOP.finditer(text)), len(text)):
        if end <= start or end < len(text) and not _ends(text, start, end):
            continue
        made.append(Sentence(start, end, tuple(c for c in cues if start <= c.start < end)))
        start = end
    return tuple(made)


def _ends(text: str, start: int, end: int) -> bool:
    """Whether a sentence may end here: not after an abbreviation or a number, and a capital or a digit follows."""
    following = text[end:].lstrip()[:1]
    before = fold(text[max(start, end - 6) : end])
    if following and not (following.isupper() or following.isdigit() or following in "“\"(-+"):
        return False
    return not _ABBREVIATED.search(before) or (before[-2:-1].isdigit() and following.isupper() and text[end - 3 : end - 2] not in " (")


def _splits_a_compound(text: str, span: spacy.tokens.Span) -> bool:
    """Whether a phrase begins on the second half of a compound: `chỉ đạt` in `chứng chỉ đạt`."""
    if len(span) < 2 or not span.start:
        return False
    before, first, second = span.doc[span.start - 1], span[0], span[1]
    return _printed(text, before, first) in vocabulary.compounds() and _printed(text, first, second) not in vocabulary.compounds()


def _ends_in_a_compound(text: str, span: spacy.tokens.Span) -> bool:
    """Whether a phrase with other marks ends on the first half of a compound: no `mới có` in `mỗi cơ sở`."""
    if span.end >= len(span.doc):
        return False
    first, second, after = span[-2], span[-1], span.doc[span.end]
    return _printed(text, second, after) in vocabulary.compounds() and _printed(text, first, second) not in vocabulary.compounds()


def _printed(text: str, first: spacy.tokens.Token, last: spacy.tokens.Token) -> str:
    return " ".join(text[first.idx : last.idx + len(last)].lower().split())


def _cues(doc: spacy.tokens.Doc, text: str, name: str, field: str) -> list[Cue]:
    """Longest first, no two overlapping; none that splits a compound, unless its first word is a cue by itself (`cắt giảm xuống`)."""
    matcher, phrases = _matcher(name, field)
    starts = {form for forms in phrases.values() for form in forms if " " not in form}
    found = []
    for span in filter_spans([s for s in matcher(doc, as_spans=True) if s[0].text in starts or not _splits_a_compound(text, s)]):
        listed = phrases[span.label_][span.text]
        printed = text[span.start_char : span.end_char].lower()
        if printed not in listed and (" " not in span.text or _ends_in_a_compound(text, span)):
            continue
        found.append(Cue(span.label_, span.start_char, span.end_char, printed if printed in listed else listed[0]))
    return found
