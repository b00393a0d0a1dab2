"""Names that no list holds, under a known head noun: the name runs as far as the grammar of names goes."""

from functools import cache

from normalizers import vocabulary
from normalizers.agencies.tokens import Token
from normalizers.plain import fold

_MOST_WORDS = 14
_LISTED = {"Sở", "Bộ", "Trung tâm", "Ban", "Phòng", "Văn phòng", "Chi cục", "Báo", "Đài", "Hội"}  # commas inside names


@cache
def _heads() -> dict[str, list[tuple[list[str], dict[str, str]]]]:
    index: dict[str, list[tuple[list[str], dict[str, str]]]] = {}
    for row in vocabulary.rows("agency_heads"):
        words = fold(row["head"]).split()
        index.setdefault(words[0], []).append((words, row))
    for entries in index.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return index


@cache
def _clause_words() -> frozenset[str]:
    return frozenset(vocabulary.column("clause_words", "word"))


def head(tokens: list[Token], start: int) -> tuple[int, dict[str, str]] | None:
    """The longest head noun at `start`: (index after it, its row)."""
    for words, row in _heads().get(tokens[start].folded, []):
        stop = start + len(words)
        if [token.folded for token in tokens[start:stop]] == words and _same_word(tokens[start].text, row["head"].split()[0]):
            return stop, row
    return None


def _same_word(printed: str, word: str) -> bool:
    """Equal, or one of them without accents: `Bộ` is no `Bố`."""
    printed, word = printed.lower(), word.lower()
    return printed == word or printed.isascii()


def name_end(tokens: list[Token], start: int, row: dict[str, str]) -> int:
    """Index after the last token of the name that follows a head at `start`; `start` where no name follows."""
    position, end = start, start
    while position < len(tokens) and position - start < _MOST_WORDS:
        token = tokens[position]
        if not token.is_word:
            if not _joins(tokens, position, row):
                break
            position += 1
            continue
        if token.folded == "va":
            if end == start or not _capital(tokens, position + 1) or head(tokens, position + 1):
                break
            position += 1
            continue
        if end == start and not token.is_capital and " " not in row["head"]:
            break
        if not token.is_capital and _begins_clause(tokens, position):
            break
        if token.is_capital and end > start and _starts_another(tokens, position):
            break
        position += 1
        end = position
    return end


def _capital(tokens: list[Token], position: int) -> bool:
    return position < len(tokens) and tokens[position].is_word and tokens[position].is_capital


def _joins(tokens: list[Token], position: int, row: dict[str, str]) -> bool:
    mark = tokens[position].text
    if mark in {"-", "–", "&"}:
        return _capital(tokens, position + 1)
    if mark != "," or row["head"] not in _LISTED or not _capital(tokens, position + 1) or head(tokens, position + 1):
        return False
    for index in range(position + 1, min(position + 7, len(tokens) - 1)):
        if tokens[index].folded == "va":
            return _capital(tokens, index + 1) and head(tokens, index + 1) is None
        if not tokens[index].is_word and tokens[index].text != ",":
            return False
    return False


def _begins_clause(tokens: list[Token], position: int) -> bool:
    word = tokens[position].text.lower()
    pair = f"{word} {tokens[position + 1].text.lower()}" if position + 1 < len(tokens) else word
    return word in _clause_words() or pair in _clause_words()


def _starts_another(tokens: list[Token], position: int) -> bool:
    """A head noun of an organisation with a capital after a space alone begins the next name (`Sở Y tế Sở Tài chính`)."""
    found = head(tokens, position)
    return bool(found and found[1]["kind"] in {"so", "ubnd", "hdnd"} and len(tokens[position].text) > 1 and found[1]["head"] != "Bộ")
