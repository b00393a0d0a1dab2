"""Which source serves a page: its text layer, its picture, or both. The decision alone, from evidence given as figures."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import regex

from normalizers.syllables import is_syllable
from pipeline.stages.read.encodings.characters import unknown_share

FEW_WORDS = 12
"""Below this many words a text layer is no page of text: a signature stamp has 10 to 30."""
PAGE_PICTURE = 0.5
"""Share of the page from which a picture is the page's own scan."""
TEXT_PICTURE = 0.06
"""Share of the page from which a picture beside digital text is looked at for text of its own (seals and logos are smaller)."""
READABLE_UNDER_PICTURE = 0.9
TONED = 0.35
VOICELESS = 0.2
"""Share of words without a vowel from which a text layer that is not Vietnamese is no language at all: a font's own code."""
COVERED = 0.8
"""Share of the page's ink that the words' boxes must cover for a text layer over a picture to be believed."""
_VOWEL = regex.compile(r"[aeiouyAEIOUY]")
_ALPHABETIC = regex.compile(r"\p{L}[\p{L}\p{M}]*")


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known of a page before OCR. Shares are 0..1.

    `words` of the page itself (annotations left out), `syllables` and `toned` shares of its alphabetic words, `unknown`
    share of characters without a meaning, `voiceless` of the alphabetic words without a vowel, `hidden` share of words
    drawn invisibly, `picture` share of the page under its largest picture, `pictures` under all of them, `covered`
    share of the page's ink under words (None: not looked at), `drawn` whether anything is drawn at all.
    """

    words: int
    syllables: float
    toned: float
    unknown: float = 0.0
    voiceless: float = 0.0
    hidden: float = 0.0
    picture: float = 0.0
    pictures: float = 0.0
    covered: float | None = None
    drawn: bool = True


@dataclass(frozen=True, slots=True)
class Decision:
    """`source`: text_layer | ocr | both | blank; `route` the reason."""

    source: str
    route: str


def shares(words: Sequence[str]) -> tuple[float, float]:
    """Share of legal Vietnamese syllables among the alphabetic words, and of words with a Vietnamese letter among those.

    Words of one letter and abbreviations in capitals say nothing. (1.0, 1.0) where no word says anything.
    """
    found = _telling(words)
    if not found:
        return 1.0, 1.0
    return sum(map(is_syllable, found)) / len(found), sum(not w.isascii() for w in found) / len(found)


def _telling(words: Sequence[str]) -> list[str]:
    """The words that say something about the language: no single letters and no abbreviations in capitals."""
    return [w for w in _ALPHABETIC.findall(" ".join(words)) if len(w) > 1 and not (w.isascii() and w.isupper())]


def voiceless(words: Sequence[str]) -> float:
    """Share of the words of three letters or more, all of them without diacritics, that have no vowel; 0.0 without such words."""
    found = [w for w in _telling(words) if len(w) > 2 and w.isascii()]
    return sum(not _VOWEL.search(w) for w in found) / max(1, len(found))


def evidence(words: Sequence[str], **more) -> Evidence:
    """Evidence with the shares of `words` worked out."""
    syllables, toned = shares(words)
    return Evidence(len(words), syllables, toned, unknown_share("".join(words)), voiceless(words), **more)


def decide(seen: Evidence, ocr: str = "auto") -> Decision:
    """The source of a page. `ocr`: auto | always | never (never: the text layer whatever it is like).

    Monotone: more readable words that cover more ink never move a page from its text layer to OCR.
    """
    if ocr == "always":
        return Decision("ocr", "forced") if seen.drawn else Decision("blank", "blank")
    if not seen.drawn and not seen.words:
        return Decision("blank", "blank")
    if ocr == "never":
        return Decision("text_layer", "forced")
    if seen.picture >= PAGE_PICTURE:
        return _over_picture(seen)
    if not seen.words:
        return Decision("ocr", "scan" if seen.pictures > 0.02 else "drawn_text")
    if not _reads(seen):
        return Decision("ocr", "unreadable_text")
    if seen.pictures >= TEXT_PICTURE:
        return Decision("both", "mixed")
    return Decision("text_layer", "digital")


def _over_picture(seen: Evidence) -> Decision:
    """A page that is mostly a picture: its text layer has to prove itself."""
    if not seen.words:
        return Decision("ocr", "scan")
    good = seen.syllables >= READABLE_UNDER_PICTURE and seen.toned >= TONED and seen.unknown < 0.01 and seen.words >= FEW_WORDS
    if good and seen.covered is not None and seen.covered >= COVERED:
        return Decision("text_layer", "scan_with_text" if seen.hidden > 0.5 else "digital")
    if good and seen.hidden < 0.5 and seen.words >= 3 * FEW_WORDS:
        return Decision("both", "mixed")
    return Decision("ocr", "scan_with_useless_text")


def _reads(seen: Evidence) -> bool:
    """Whether a born-digital text layer is text at all; few words, or figures alone, prove nothing against it."""
    if seen.unknown > 0.05:
        return False
    return seen.words < FEW_WORDS or seen.syllables >= 0.35 or seen.unknown == 0 and seen.toned < 0.05 and seen.voiceless < VOICELESS

