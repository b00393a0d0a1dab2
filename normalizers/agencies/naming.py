"""The canonical name of a mention: full, regular, as printed."""

from functools import cache, lru_cache

import regex

from normalizers import vocabulary
from normalizers.agencies import groups, habits, localities
from normalizers.agencies.head_nouns import head
from normalizers.agencies.known import match, similar
from normalizers.agencies.predicates import opens_clause
from normalizers.agencies.spelling import expand, regular
from normalizers.agencies.tokens import tokenize
from normalizers.plain import fold
from normalizers.unreadable import Unreadable

_LOWER = regex.compile(
    r"(?<![\p{L}])(?:Sở|Ban|Ngành|Phòng|Cơ quan|Đơn vị|Địa phương|Đoàn thể|Tổ chức|Các|Huyện|Thành phố|Quận|Thị xã|Xã|Phường|Thị trấn|Tỉnh|"
    r"Bệnh viện|Trung tâm|Cơ sở|Bộ|Cấp|Hội(?!\s+đồng))(?!\p{L}|\s+\p{Lu}|\s+(?:ủy|uỷ)(?!\p{L}))"
)

_LED = regex.compile(r"\s+(?:\p{Lu}|các|đơn|phòng|bệnh|khoa|trạm|ban\s+(?:nhân|điều|quản|chỉ))")
_COLLECTIVE = regex.compile(r"(?:cac|cap uy|chinh quyen|mat tran|doan the|toan bo|tat ca|tung)\b")


@lru_cache(maxsize=4096)
def canonical(text: str) -> str:
    """The full regular name: `Sở LĐ-TB&XH` -> `Sở Lao động - Thương binh và Xã hội`, `Các Phòng, ban` -> `các phòng, ban`.

    Abbreviations are expanded at any place in the name, slips of known names get their regular form, words of place stay
    as printed. Raises Unreadable for text without letters.
    """
    words = regular(text).strip(" .,;:-/")
    if not regex.search(r"\p{L}", words):
        raise Unreadable(text, "no name")
    title = officer_end(words)
    if title:
        rest = words[title:].strip()
        rank = regular(expand(words[:title].strip()))
        return f"{rank[0].upper()}{rank[1:].lower() if rank.isupper() else rank[1:]} {canonical(rest)}" if rest else rank
    folded = fold(words)
    if groups.end_of_group(words, folded, 0) is not None and not _named(words):
        return group_name(words)
    return _one(words)


def _named(words: str) -> bool:
    tokens = tokenize(words)
    return match(tokens, 0) is not None


@cache
def _titles(flag: str) -> regex.Pattern:
    titles = sorted({fold(title) for title in vocabulary.flagged("officers", "title", flag)}, key=len, reverse=True)
    return regex.compile(r"(?:" + "|".join(titles) + r")(?!\w)")


@cache
def _in_small_letters(flag: str) -> frozenset[str]:
    """Titles that small letters leave beyond doubt: of two words, none of them a verb (`lãnh đạo`)."""
    titles = (title.lower() for title in vocabulary.flagged("officers", "title", flag))
    return frozenset(title for title in titles if " " in title and not opens_clause(title))


@cache
def title_words() -> frozenset[str]:
    """The first words of all titles of office, folded."""
    return frozenset(fold(title).split()[0] for flag in ("before_body", "alone") for title in vocabulary.flagged("officers", "title", flag))


def _title_end(text: str, folded: str, start: int, flag: str, below: int | None = None, listed: bool = False) -> int:
    match = _titles(flag).match(folded, start, *([start + below] if below else []))
    if match is None:
        return start
    return match.end() if listed or text[start].isupper() or text[start:match.end()] in _in_small_letters(flag) else start


def officer_end(text: str, folded: str | None = None, start: int = 0, below: int | None = None, listed: bool = False) -> int:
    """Where the title of an officer at `start` ends (`Giám đốc Sở Y tế` -> 8); `start` without one. `below`: shorter than that;
    `listed`: behind another officer and `và`, where small letters leave no doubt (`và lãnh đạo các phòng`)."""
    folded = fold(text) if folded is None else folded
    end = _title_end(text, folded, start, "before_body", below, listed)
    if text[start:end].lower() == "trường" or folded[start:end] in {"lanh dao", "truong"} and not _LED.match(text, end):
        return start
    return end


def office_end(text: str, folded: str, start: int = 0) -> int:
    """Where an office named without a body at `start` ends (`Trưởng thôn`, `Chánh Văn phòng`); `start` without one."""
    return _title_end(text, folded, start, "alone")


@lru_cache(maxsize=4096)
def group_name(words: str) -> str:
    """A group in lower case with `các`, abbreviations in full."""
    name = _LOWER.sub(lambda m: m[0].lower(), expand(words))
    folded = fold(name)
    if _COLLECTIVE.match(folded):
        return regular(name[0].lower() + name[1:])
    return regular(f"các {name[0].lower()}{name[1:]}")


def _one(words: str) -> str:
    tokens = tokenize(words)
    found = match(tokens, 0)
    if found is None:
        return _unlisted(words)
    stop, row = found
    end = tokens[stop - 1].end
    tail = _tail(words[end:].strip())
    joined = row["kind"] in habits.JOINED_FIELDS and words[end:].lstrip().startswith("-")
    gap = "" if tail[:1] in {",", "/"} else " - " if joined else " "
    return f"{row['name']}{gap}{tail}" if tail else row["name"]


def _tail(words: str) -> str:
    if words.isupper() and len(words) > 4:
        words = sentence_case(words)
    return regular(expand(words)).lstrip(" -")


def _unlisted(words: str) -> str:
    name = expand(words)
    if words.isupper() and len(words) > 8:
        name = sentence_case(name)
    found = head(tokenize(name), 0)
    if found:
        noun = found[1]["head"]
        abbreviation = regex.fullmatch(r"\s*([\p{Lu}&-]+)(\s.*)?", words[len(noun):])
        row = similar(noun, abbreviation[1]) if abbreviation else None
        if row:
            return f"{row['name']} {_tail(abbreviation[2] or '')}".strip()
        name = noun + name[len(noun):]
    return regular(name)


def sentence_case(words: str) -> str:
    """Words in capitals as a sentence would print them; places of the gazetteer keep their capitals."""
    lowered, folded = words.lower(), fold(words)
    titled = words.title()
    name, position = [], 0
    while position < len(words):
        end = localities.end_of_tail(" " + titled[position:], " " + folded[position:], 0) - 1
        place = regex.match(r"(tinh|huyen|thanh pho|thi xa|quan|xa|phuong|thi tran)\s+", folded[position:])
        if end > 0 and place:
            name.append(lowered[position:position + place.end()] + titled[position + place.end():position + end])
            position += end
            continue
        step = regex.match(r"\S+\s*|\s+", words[position:]).end()
        name.append(lowered[position:position + step])
        position += step
    joined = "".join(name)
    return joined[0].upper() + joined[1:] if not regex.match(r"(?:tỉnh|huyện|thành phố|các|thị xã)\b", joined) else joined
