"""Words that begin the predicate behind the name of a body (`chủ trì`, `có trách nhiệm`, `theo`), and the words of two
syllables they may be part of."""

import unicodedata
from functools import cache, lru_cache

import regex

from normalizers import vocabulary
from normalizers.agencies.tokens import Token
from normalizers.vocabulary import compounds

_OLDER = regex.compile(r"(o)([\u0300\u0301\u0303\u0309\u0323])([ae])(?!\p{L})")
"""hóa as the list of compounds spells it: hoá"""
_NOUNS_TOO = {"giao", "phát", "cấp", "đóng", "mở", "cử", "ký", "xã", "hàng"}
"""Words of one syllable that begin common nouns as well: giao thông, phát thanh, cấp cứu, xã hội, hàng hải."""
_COMPOUNDS = {  # their second word opens no clause
    ("pho", "voi"), ("cong", "thong"), ("nghe", "thong"), ("trang", "thong"), ("mat", "thong"), ("toan", "thong"),
    ("ngan", "hang"), ("tiep", "nhan"), ("khach", "hang"), ("cong", "lap"), ("cong", "nhan"), ("gia", "xay"),
    ("chuong", "trinh"), ("cong", "trinh"), ("quy", "trinh"), ("doc", "lap"), ("thanh", "lap"), ("tong", "dieu"),
    ("tong", "ra"), ("tong", "kiem"), ("vu", "tong"), ("trat", "tu"), ("nguoi", "co"), ("nghiep", "tong"),
    ("benh", "tren"),
}
_SURE = {
    "có nhiệm", "có trách", "chịu trách", "chủ trì", "chủ động", "tham mưu", "phối hợp", "chỉ đạo", "căn cứ", "trên cơ",
    "hằng năm", "hàng năm",
}
"""First two syllables of predicates that stand in no name."""


@cache
def _words() -> frozenset[str]:
    return frozenset(vocabulary.column("clause_words", "word"))


@cache
def _duties() -> frozenset[str]:
    return frozenset(vocabulary.column("duty_verbs", "word"))


@cache
def openings_of_two() -> frozenset[str]:
    """Openings of a predicate that are two syllables or more."""
    return frozenset(word for word in _words() | _duties() if " " in word)


@lru_cache(maxsize=1 << 14)
def makes_word(left: str, right: str) -> bool:
    """Whether two syllables make one word: `văn hóa`, `giao thông`. Both in lower case."""
    pair = f"{left} {right}"
    if pair in compounds():
        return True
    newer = _OLDER.sub(r"\1\3\2", unicodedata.normalize("NFD", pair))
    return unicodedata.normalize("NFC", newer) in compounds()


def opens_clause(word: str, following: str = "") -> bool:
    """Whether the word, alone or with the one behind it, begins a predicate. Both in lower case, with their tone marks."""
    if f"{word} {following}" in _words():
        return True
    if word in _words() and not (word in _NOUNS_TOO and makes_word(word, following)):
        return True
    return opens_duty(word, following)


def opens_duty(word: str, following: str = "") -> bool:
    """Whether a verb of some field begins here, which a body may be named for as well (`Hội đồng xét tặng`): one of two syllables,
    or one of one syllable that begins no other word (`chuyển`, no `chuyển đổi`)."""
    return f"{word} {following}" in _duties() or word in _duties() and not makes_word(word, following)


def begins_clause(tokens: list[Token], position: int) -> bool:
    """Whether a predicate begins at `position`; the second syllable of a word (`chương | trình`) begins none."""
    word, following = pair(tokens, position)
    if position and (tokens[position - 1].folded, tokens[position].folded) in _COMPOUNDS:
        return False
    if position and makes_word(tokens[position - 1].text.lower(), word):
        if opens_duty(word, following):
            return False  # Thường | trực
        if f"{word} {following}" not in _words() and not _ends_word(tokens, position - 1):
            return False  # cây | trồng; Hội Nông dân | lập: dân ends a word of its own
    return opens_clause(word, following)


def _ends_word(tokens: list[Token], position: int) -> bool:
    """Whether the syllable at `position` is the second one of a word, or begins with a capital."""
    return tokens[position].is_capital or position > 0 and makes_word(tokens[position - 1].text.lower(), tokens[position].text.lower())


def begins_surely(tokens: list[Token], position: int) -> bool:
    """Whether a predicate begins that is no part of any name, even behind a verb that the body is named for
    (`Cục Thống kê | có nhiệm vụ`, `Tổng cục Thống kê | tổ chức thực hiện`)."""
    word, following = pair(tokens, position)
    if f"{word} {following}" in _SURE:
        return True
    return f"{word} {following}" == "tổ chức" and position + 2 < len(tokens) and begins_clause(tokens, position + 2)


def pair(tokens: list[Token], position: int) -> tuple[str, str]:
    """The word at `position` and the one behind it, in lower case."""
    following = tokens[position + 1].text.lower() if position + 1 < len(tokens) else ""
    return tokens[position].text.lower(), following
