"""Two readers on one line: what both say is sure, what only one says is kept with the other reading beside it.

The reader of lines comes first, Tesseract second. Numbers that two readers of different making read alike are nearly always right;
where they differ, one of them is wrong and no rule of ours knows which, so the confidence says so.
"""
from __future__ import annotations

import difflib
import functools
from dataclasses import replace

import regex

from normalizers.syllables import is_syllable
from pipeline.stages.read.engines.words import TextLine, Token, extent

AGREED = 0.97
DOUBTFUL = 0.45  # a number that only one reader saw
SECOND_ONLY = 0.6  # a word taken from the second reader
SILENT = 0.55  # the first reader missed a line when it has less than this share of the second one's letters
SURE_WITNESS = 0.85
TRUSTED = 0.3

WELL_FORMED = regex.compile(r"""(?x) [(\["“]* (?:
      \d{1,3}(?:\.\d{3})+(?:,\d+)? | \d+(?:,\d+)? | \d+(?:\.\d+)*     # 48.216  17,46  2.1
    | \d{1,4}(?:[/-]\d{1,4}){1,2}                                      # 19/5/2016  2016-2020
    | \d+[a-zđ]?(?:/\d{4})?/\p{Lu}[\p{Lu}\d]*(?:-\p{Lu}[\p{L}\d]*)*   # 647/KH-UBND  26a/2019/NQ-CP
    ) %? [.,;:)\]"”+]*""")
SYMBOL = regex.compile(r"/\p{Lu}{2,}-\p{Lu}{2,}")  # what stands after a number written by hand: Số:     /KH-UBND
SURE_LINE = 0.5
SCRAP = 4  # letters and figures: fewer alone beside a dark edge or in a stamp's ink are what is left of it
LEAST_SURE = 0.1  # of a line with a symbol: the figures before it may be a pen's
_WORD = regex.compile(r"\p{L}{2,}|[IVXY]")  # a single letter that a figure can be taken for is no word
EDGES = ".,;:()[]\"'“”-+*…–"


def has_digit(text: str) -> bool:
    return any(c.isdigit() for c in text)


def doubtful(line: TextLine) -> bool:
    """Whether a line deserves the second reader: it has a figure, a word that is no Vietnamese syllable, or a weak word."""
    return not line or any(has_digit(t.text) or t.confidence < 0.8 or not _legal(t.text) for t in line)


@functools.lru_cache(maxsize=1 << 14)
def _legal(text: str) -> bool:
    """Whether every run of letters in a token is a Vietnamese syllable or an abbreviation in capitals."""
    runs = regex.findall(r"\p{L}+", text)
    return all(is_syllable(run) or (run.isupper() and len(run) <= 6) for run in runs)


def plausible(line: TextLine) -> bool:
    """Whether a line is writing and not a signature, a seal or a smudge: enough of its characters stand in words that can be
    (a syllable, a well-formed figure, an abbreviation), read with some confidence."""
    total = sum(len(t.text) for t in line)
    good = sum(len(t.text) for t in line if _believable(t))
    if any(SYMBOL.search(t.text) for t in line) or good >= 3 and sureness(line) >= SURE_LINE:
        return sureness(line) > LEAST_SURE
    return good >= (0.25 if total >= 12 else 0.5) * total and good > 0 and sureness(line) > 0.35


def sureness(line: TextLine) -> float:
    """Mean confidence of a line by character; 0.0 for an empty one."""
    return sum(t.confidence * len(t.text) for t in line) / max(1, sum(len(t.text) for t in line))


def is_scrap(line: TextLine) -> bool:
    """Whether a line has too few letters and figures to be a line of the document where other ink lies beside it."""
    return sum(c.isalnum() for t in line for c in t.text) < SCRAP


def disowned(line: TextLine) -> TextLine:
    """The same tokens, worth nothing: no longer plausible."""
    return tuple(replace(t, confidence=0.0) for t in line)


def _believable(token: Token) -> bool:
    core = _core(token.text)
    if has_digit(core):
        return token.confidence >= 0.4 and bool(WELL_FORMED.fullmatch(core) or len(core) > 4)
    return token.confidence > 0.4 and (len(core) > 1 or core == "Y") and any(c.isalpha() for c in core) and _legal(core)


BULLETS = {"~", "_", "—", "–", "=", "¬", "−"}  # what a dash at the head of a line is read as
STRAY = {*BULLETS, "-", "-_", "_-", ".", ",", "'", "`", "|"}  # several of them before a line are what is left of a frame or rule
SLIPS = {"ĐÐ": "Đ", "ÐĐ": "Đ", "Ð": "Đ", "ð": "đ", "‹": "-", "⁄": "/"}


def mended(text: str) -> str:
    """A text without the signs that only slips of reading produce."""
    for wrong, right in SLIPS.items():
        text = text.replace(wrong, right)
    return text


def tidied(line: TextLine) -> TextLine:
    """Signs that only slips of reading produce, mended; specks read as signs at both ends dropped."""
    out = []
    signs = next((k for k, t in enumerate(line) if any(map(str.isalnum, t.text))), 0)
    line = line[signs:] if signs > 1 and all(t.text in STRAY for t in line[:signs]) else line
    for at, token in enumerate(line):
        text = mended(token.text)
        if at == 0 and text in BULLETS:
            text = "-"
        if (at in (0, len(line) - 1) and not any(c.isalnum() for c in text) and text not in "-+*•§…≤≥<>"
            and token.confidence < 0.75 and len(line) > 1):
            continue
        out.append(replace(token, text=text) if text != token.text else token)
    return tuple(out)


def weighed(line: TextLine, second: TextLine) -> TextLine:
    """The first reader's line with the second's taken into account; boxes of both in pixels of one picture."""
    if not second:
        return alone(line)
    if sum(len(t.text) for t in line) < SILENT * sum(len(t.text) for t in second) and sureness(second) > SURE_WITNESS:
        return tuple(replace(t, confidence=min(t.confidence, DOUBTFUL if has_digit(t.text) else SECOND_ONLY)) for t in second)
    out: list[Token] = []
    matcher = difflib.SequenceMatcher(None, [_core(t.text) for t in line], [_core(t.text) for t in second], autojunk=False)
    for kind, a0, a1, b0, b1 in matcher.get_opcodes():
        words = [t.text for t in second[b0:b1]]
        if kind == "equal":
            out += (replace(t, confidence=max(t.confidence, AGREED)) if has_digit(t.text) else t for t in line[a0:a1])
        elif a1 - a0 == b1 - b0:
            out += (_chosen(t, w) for t, w in zip(line[a0:a1], second[b0:b1]))
        else:
            out += _uneven(line[a0:a1], words)
    return tuple(out)


def alone(line: TextLine) -> TextLine:
    """The line of a reader without a witness: its figures are doubtful."""
    return tuple(_alone(t) for t in line)


def _uneven(tokens: TextLine, words: list[str]) -> list[Token]:
    """Tokens that the second reader cut into words otherwise: the same letters in sum are agreement; a figure that only one of
    them reads whole is taken whole."""
    if "".join(t.text for t in tokens) == "".join(words):
        return [replace(t, confidence=max(t.confidence, AGREED)) if has_digit(t.text) else t for t in tokens]
    if (len(words) == 1 and len(tokens) > 1 and has_digit(words[0]) and WELL_FORMED.fullmatch(words[0])
        and _digits(words[0]) == _digits("".join(t.text for t in tokens))):
        x0, top, x1, bottom = extent(tuple(tokens))
        return [Token(words[0], x0, top, x1, bottom, DOUBTFUL, (" ".join(t.text for t in tokens),))]
    return [_alone(t, (" ".join(words),) if words else ()) for t in tokens]


def _digits(text: str) -> str:
    return "".join(filter(str.isdigit, text))


def _core(text: str) -> str:
    return text.strip(EDGES) or text


def _alone(token: Token, others: tuple[str, ...] = ()) -> Token:
    """A figure without a witness is doubtful."""
    if not has_digit(token.text):
        return token
    return replace(token, confidence=min(token.confidence, DOUBTFUL), alternatives=others)


def _chosen(token: Token, second: Token) -> Token:
    """One of two readings of the same ink, the other kept beside it; a figure that its reader does not trust is none where the other
    reads a word."""
    word = second.text
    if (not has_digit(token.text) and has_digit(word) and second.confidence < TRUSTED
        and _WORD.fullmatch(_core(token.text)) and _legal(token.text)):
        return replace(token, alternatives=(*token.alternatives, word))
    if token.confidence >= SURE_WITNESS and _WORD.fullmatch(_core(token.text)) and _legal(token.text):
        return replace(token, alternatives=(*token.alternatives, word)) if has_digit(word) else token
    if has_digit(token.text) or has_digit(word):
        better = (WELL_FORMED.fullmatch(word)
                  and (("%" in word) > ("%" in token.text) or not WELL_FORMED.fullmatch(token.text))
                  and ("%" in word) >= ("%" in token.text))
        text, other = (word, token.text) if better else (token.text, word)
        return replace(token, text=text, confidence=min(token.confidence, DOUBTFUL), alternatives=(other,))
    if not _legal(token.text) and _legal(word) and any(c.isalpha() for c in word):
        return replace(token, text=word, confidence=SECOND_ONLY, alternatives=(token.text, *token.alternatives))
    if token.confidence >= 0.9 or word in (token.text, *token.alternatives):
        return token
    return replace(token, alternatives=(*token.alternatives, word))
