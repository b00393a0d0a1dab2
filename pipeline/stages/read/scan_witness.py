"""Two readers on one line: what both say is sure, what only one says is kept with the other reading beside it.

Numbers that Tesseract and trueocr both read were right in every case measured; where they differ, one of them is wrong and
no rule of ours knows which, so the confidence says so.
"""
from __future__ import annotations

import difflib
from dataclasses import replace

import regex

from normalizers.syllables import is_syllable
from pipeline.stages.read.ocr_words import TextLine, Token

AGREED = 0.97
DOUBTFUL = 0.45  # a number that only one reader saw
SECOND_ONLY = 0.6  # a word taken from the second reader
SILENT = 0.55  # the first reader missed a line when it has less than this share of the second one's letters
SURE_WITNESS = 0.85

PLAIN_NUMBERS = regex.compile(r"[\d.,]+(?: [\d.,]+)*")  # 1.234  07  12,5
WELL_FORMED = regex.compile(r"""(?x) [(\["“]* (?:
      \d{1,3}(?:\.\d{3})+(?:,\d+)? | \d+(?:,\d+)? | \d+(?:\.\d+)*     # 48.216  17,46  2.1
    | \d{1,4}(?:[/-]\d{1,4}){1,2}                                      # 19/5/2016  2016-2020
    | \d+[a-zđ]?(?:/\d{4})?/\p{Lu}[\p{Lu}\d]*(?:-\p{Lu}[\p{L}\d]*)*   # 647/KH-UBND  26a/2019/NQ-CP
    ) %? [.,;:)\]"”+]*""")
SYMBOL = regex.compile(r"/\p{Lu}{2,}-\p{Lu}{2,}")  # what stands after a number written by hand: Số:     /KH-UBND
SURE_LINE = 0.5
EDGES = ".,;:()[]\"'“”-+*…–"


def has_digit(text: str) -> bool:
    return any(c.isdigit() for c in text)


def doubtful(line: TextLine) -> bool:
    """Whether a line deserves the second reader: it has a figure, a word that is no Vietnamese syllable, or a weak word."""
    return not line or any(has_digit(t.text) or t.confidence < 0.8 or not _legal(t.text) for t in line)


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
        return sureness(line) > 0.25
    return good >= (0.25 if total >= 12 else 0.5) * total and good > 0 and sureness(line) > 0.35


def sureness(line: TextLine) -> float:
    """Mean confidence of a line by character; 0.0 for an empty one."""
    return sum(t.confidence * len(t.text) for t in line) / max(1, sum(len(t.text) for t in line))


def disowned(line: TextLine) -> TextLine:
    """The same tokens, worth nothing: no longer plausible."""
    return tuple(replace(t, confidence=0.0) for t in line)


def _believable(token: Token) -> bool:
    core = _core(token.text)
    if has_digit(core):
        return token.confidence >= 0.4 and bool(WELL_FORMED.fullmatch(core) or len(core) > 4)
    return token.confidence > 0.4 and (len(core) > 1 or core == "Y") and any(c.isalpha() for c in core) and _legal(core)


BULLETS = {"~", "_", "—", "–", "=", "¬", "−"}  # what a dash at the head of a line is read as
SLIPS = {"ĐÐ": "Đ", "ÐĐ": "Đ", "Ð": "Đ", "ð": "đ", "‹": "-", "⁄": "/"}


def tidied(line: TextLine) -> TextLine:
    """Signs that only slips of reading produce, mended; specks read as signs at both ends dropped."""
    out = []
    for at, token in enumerate(line):
        text = token.text
        for wrong, right in SLIPS.items():
            text = text.replace(wrong, right)
        if at == 0 and text in BULLETS:
            text = "-"
        if at in (0, len(line) - 1) and not any(c.isalnum() for c in text) and text not in "-+*•§…≤≥" and token.confidence < 0.75 and len(line) > 1:
            continue
        out.append(replace(token, text=text) if text != token.text else token)
    return tuple(out)


def weighed(line: TextLine, second: str, certainty: float, box: tuple[float, float, float, float]) -> TextLine:
    """The first reader's line with the second's `second` (confidence `certainty`) taken into account; `box` is the line's."""
    words = second.split()
    if not words:
        return tuple(_alone(t) for t in line)
    if PLAIN_NUMBERS.fullmatch(second) and certainty > 0.7:
        return _numbers(line, words, certainty, box)
    mine, theirs = sum(len(t.text) for t in line), sum(map(len, words))
    if mine < SILENT * theirs and certainty > SURE_WITNESS:
        return spread(words, box, SECOND_ONLY)
    out: list[Token] = []
    matcher = difflib.SequenceMatcher(None, [_core(t.text) for t in line], [_core(w) for w in words], autojunk=False)
    for kind, a0, a1, b0, b1 in matcher.get_opcodes():
        if kind == "equal":
            out += (replace(t, confidence=max(t.confidence, AGREED)) if has_digit(t.text) else t for t in line[a0:a1])
        elif a1 - a0 == b1 - b0:
            out += (_chosen(t, w) for t, w in zip(line[a0:a1], words[b0:b1]))
        else:
            out += _uneven(line[a0:a1], words[b0:b1])
    return tuple(out)


def _uneven(tokens: TextLine, words: list[str]) -> list[Token]:
    """Tokens that the second reader cut into words otherwise: the same letters in sum are agreement."""
    if "".join(t.text for t in tokens) == "".join(words):
        return [replace(t, confidence=max(t.confidence, AGREED)) if has_digit(t.text) else t for t in tokens]
    return [_alone(t, (" ".join(words),) if words else ()) for t in tokens]


def _core(text: str) -> str:
    return text.strip(EDGES) or text


def _alone(token: Token, others: tuple[str, ...] = ()) -> Token:
    """A figure without a witness is doubtful."""
    if not has_digit(token.text):
        return token
    return replace(token, confidence=min(token.confidence, DOUBTFUL), alternatives=others)


def _chosen(token: Token, word: str) -> Token:
    """One of two readings of the same ink, the other kept beside it."""
    if has_digit(token.text) or has_digit(word):
        better = WELL_FORMED.fullmatch(word) and (("%" in word) > ("%" in token.text) or not WELL_FORMED.fullmatch(token.text)) and ("%" in word) >= ("%" in token.text)
        text, other = (word, token.text) if better else (token.text, word)
        return replace(token, text=text, confidence=min(token.confidence, DOUBTFUL), alternatives=(other,))
    if not _legal(token.text) and _legal(word) and any(c.isalpha() for c in word):
        return replace(token, text=word, confidence=SECOND_ONLY, alternatives=(token.text,))
    return replace(token, alternatives=(word,)) if token.confidence < 0.9 else token


def _numbers(line: TextLine, words: list[str], certainty: float, box: tuple[float, float, float, float]) -> TextLine:
    """A line of plain figures: the second reader's word counts; both readers alike is sure."""
    first = " ".join(t.text for t in line)
    if first == " ".join(words):
        return tuple(replace(t, confidence=max(t.confidence, AGREED)) for t in line)
    if "%" in first or (any(c.isalpha() for c in first) and min((t.confidence for t in line), default=0) > 0.8):
        return tuple(_alone(t, (" ".join(words),)) for t in line)
    other = (first,) if first else ()
    if len(line) == len(words):
        return tuple(replace(t, text=w, confidence=AGREED if t.text == w else DOUBTFUL, alternatives=() if t.text == w else (t.text,))
                     for t, w in zip(line, words))
    return tuple(replace(t, alternatives=other) for t in spread(words, box, min(DOUBTFUL, certainty)))


def spread(words: list[str], box: tuple[float, float, float, float], confidence: float) -> TextLine:
    """Words of a reader that gives no boxes, laid along the line's box by their numbers of letters."""
    x0, top, x1, bottom = box
    step = (x1 - x0) / max(1, sum(map(len, words)) + len(words) - 1)
    out, at = [], x0
    for word in words:
        out.append(Token(word, at, top, at + step * len(word), bottom, confidence))
        at += step * (len(word) + 1)
    return tuple(out)
