"""The head noun that a name begins with (`Sở`, `Trung tâm`, `Ban Chỉ đạo`), in full or abbreviated, and the title of an officer."""

from functools import cache

from normalizers import vocabulary
from normalizers.agencies import habits
from normalizers.agencies.spelling import expansions
from normalizers.agencies.tokens import Token
from normalizers.plain import fold

_PLAIN_WORDS = {"CA", "TTr"}
"""Abbreviations of heads that need no name behind them."""


@cache
def _heads() -> dict[str, list[tuple[list[str], dict[str, str]]]]:
    index: dict[str, list[tuple[list[str], dict[str, str]]]] = {}
    for row in vocabulary.rows("agency_heads"):
        words = fold(row["head"]).split()
        index.setdefault(words[0], []).append((words, row))
    for entries in index.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return index


def head(tokens: list[Token], start: int) -> tuple[int, dict[str, str]] | None:
    """The longest head noun at `start`: (index after it, its row)."""
    first = tokens[start].folded
    if start + 1 < len(tokens) and tokens[start + 1].folded in habits.COMMON.get(first, ()) and not (
            _is_known_pair(tokens, start) or _is_no_sheet(tokens, start) or _bears_place(tokens, start)):
        return None
    for words, row in _heads().get(first, []):
        stop = start + len(words)
        printed = tokens[start:stop]
        if [token.folded for token in printed] == words and all(map(_same_word, [token.text for token in printed], row["head"].split())):
            return stop, row
    short = _abbreviated().get(tokens[start].text)
    return (start + 1, short) if short else None


@cache
def _abbreviated() -> dict[str, dict[str, str]]:
    """Head nouns by their abbreviations: BV, BQL, HTX."""
    rows = {row["head"]: row for row in vocabulary.rows("agency_heads")}
    return {short: rows[full] for short, full in expansions().items() if full in rows and short not in _PLAIN_WORDS}


def open_head(stop: int, known: dict[str, str]) -> tuple[int, dict[str, str]] | None:
    """(stop, row) of a head noun that stood there as an abbreviation: `BCĐ` before what the board is for."""
    opened = next((name for name in habits.OPEN_NAMES if known["name"].startswith(name)), None)
    row = next((row for words, row in _heads().get("ban", []) if row["head"] == opened), None)
    return (stop, row) if row else None


def _is_known_pair(tokens: list[Token], start: int) -> bool:
    """A head noun that its own first word would rule out (`Ban Chỉ huy`, `Tổ hợp tác`)."""
    printed = [token.folded for token in tokens[start:start + 3]]
    return any(words[:3] == printed and len(words) > 2 or words[:2] == printed[:2] and tokens[start + 1].is_capital
               for words, _ in _heads().get(tokens[start].folded, []))


def _bears_place(tokens: list[Token], start: int) -> bool:
    """`Báo Cao Bằng`: two words in capitals that are a province are no part of a common word (`báo cáo`)."""
    place = tokens[start + 1:start + 3]
    return all(token.is_capital for token in place) and " ".join(token.folded for token in place) in _provinces()


@cache
def _provinces() -> frozenset[str]:
    return frozenset(fold(name) for name in vocabulary.column("provinces", "name"))


def _is_no_sheet(tokens: list[Token], start: int) -> bool:
    """`Ban Kế hoạch` with its capitals and without the tone mark of `bản kê`; `Ban hành` is no body."""
    following = tokens[start + 1].text
    return tokens[start].text == "Ban" and following.istitle() and following != "Hành"


def _same_word(printed: str, word: str) -> bool:
    """Equal, or one of them without accents: `Bộ` is no `Bố`."""
    printed, word = printed.lower(), word.lower()
    return printed == word or printed.isascii()


@cache
def _titles() -> dict[str, list[list[str]]]:
    """Titles of two syllables or more by their first, with their tone marks."""
    index: dict[str, list[list[str]]] = {}
    for flag in ("before_body", "alone"):
        for title in vocabulary.flagged("officers", "title", flag):
            words = title.lower().split()
            if len(words) > 1:
                index.setdefault(words[0], []).append(words)
    return index


def opens_title(tokens: list[Token], start: int) -> bool:
    """Whether an officer's title begins at `start`: `Sở Y tế và | Giám đốc Công an tỉnh`."""
    if start >= len(tokens):
        return False
    return any([token.text.lower() for token in tokens[start:start + len(words)]] == words
               for words in _titles().get(tokens[start].text.lower(), ()))
