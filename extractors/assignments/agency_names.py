"""Agencies named in a document: found in its passages, short names resolved to the ones the document defines.

`Ban Chỉ đạo phòng, chống thiên tai tỉnh (sau đây gọi tắt là Ban Chỉ đạo)` and `Trung tâm Khuyến nông (TTKN)` define a short name;
`(sau đây viết chung là chủ rừng)` names a group, which stays as printed. A bracket that says what an agency is
(`(cơ quan thường trực)`) belongs to no name.
"""
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import takewhile

import regex

from normalizers import agencies
from normalizers.agencies import Mention
from normalizers.plain import fold

_SHORT = regex.compile(
    r"\(\s*(?:(?:sau\s+đây|dưới\s+đây)\s+)?(?:được\s+)?(?:gọi|viết)\s+tắt\s+là\s*:?\s*[“\"]?(?P<short>[^)”\"]{2,60}?)[”\"]?\s*\)"
    r"|\(\s*(?:sau\s+đây\s+)(?:gọi\s+)?là\s*:?\s*[“\"]?(?P<short>[^)”\"]{2,60}?)[”\"]?\s*\)"
    r"|\(\s*(?P<short>\p{Lu}[\p{Lu}\d&-]{1,11})\s*\)"
)
"""(sau đây gọi tắt là Ban Chỉ đạo); (viết tắt là TTKN); (TTKN)"""

_ENDS_NAME = r"(?:(?:để|gồm|do|trên|tại|theo|trước)\s|có\s+(?:trách\s+nhiệm|nhiệm\s+vụ))"
_SET_UP = regex.compile(
    r"(?:[Tt]hành\s+lập|[Kk]iện\s+toàn)\s+(?P<name>(?:Ban\s+[Cc]hỉ\s+đạo|Tổ\s+(?:công\s+tác|giúp\s+việc)|Hội\s+đồng)"
    rf"\s+(?:thực\s+hiện|triển\s+khai|xây\s+dựng|tổ\s+chức|hỗ\s+trợ|kiểm\s+tra|rà\s+soát)(?:\s+(?!{_ENDS_NAME}|và\s)\w+){{2,}})"
    rf"(?=\s*(?:[.,;:()]|$|{_ENDS_NAME}))"
)
"""Thành lập Ban Chỉ đạo thực hiện hỗ trợ nhà ở cho hộ nghèo để ...: the verb belongs to the name"""

_LONGEST_NAME = 16
_WORD = regex.compile(r"[a-z0-9]+")
_PART = regex.compile(r"(?:Phòng|Ban|Khoa|Tổ|Bộ phận|Văn phòng)(?:\s+\p{L}+){0,6}$")
_VERBS_TOO = {"thanh tra", "thống kê", "báo"}
"""Heads of names that open a task as well: `Thanh tra, kiểm tra việc thực hiện`."""

_OWNER = regex.compile(r"\s+(?P<owner>(?:(?:của|thuộc)\s+(?:mỗi\s+)?)?(?:Sở|Cục|Chi cục))(?=\s*[:;,.(]|\s+(?!\p{Lu})\p{L}|\s*$)")

_GROUP_OWNER = regex.compile(r"\s+(?P<owner>(?:thuộc\s+|trực\s+thuộc\s+|của\s+|trong\s+|(?<=thuộc\s))"
                             r"(?:Sở|Cục|[Nn]gành|huyện|tỉnh|thành\s+phố|xã))(?=\s*[:;,.(]|\s+(?!\p{Lu})\p{L}|\s*$)")
"""các đơn vị thuộc Sở"""

_BRACKET = regex.compile(r"\s*\([^()]{0,240}\)")
"""(cơ quan thường trực); (qua Phòng Nghiệp vụ Dược)"""


@dataclass(frozen=True, slots=True)
class Names:
    """Names that a document defines or prints in its headings: as printed -> canonical full name."""

    defined: dict[str, str] = field(default_factory=dict)
    pattern: regex.Pattern | None = None

    def find(self, text: str) -> list[Mention]:
        """Agencies named in the text, in order, not overlapping; defined short names under their full name."""
        found = [self._resolved(_with_bare_owner(m, text)) for m in agencies.find(text)]
        found = [m for m in found if m.text.lower() not in _VERBS_TOO]
        for known in self.pattern.finditer(text) if self.pattern else ():
            start, end = known.span()
            over = [m for m in found if m.start < end and start < m.end]
            if all(start <= m.start and m.end <= end and m.end - m.start < end - start for m in over):
                name = self.defined[known[0]]
                found = [m for m in found if m not in over] + [Mention(start, end, known[0], name, agencies.kind(name))]
        return sorted(found, key=lambda m: m.start)

    def knowing(self, full: Iterable[tuple[str, str]]) -> Names:
        """These names with more of the document's own: words as printed -> canonical name."""
        return _names({**self.defined, **dict(full)})

    def split(self, text: str) -> list[Mention]:
        """The agencies of a text that holds nothing else, such as a cell.

        Words before the first name that begin like a body's are part of it: `Tổ văn thư lưu trữ SXD`.
        """
        found = [self._resolved(m) for m in agencies.split(text)]
        before = text[: found[0].start].strip() if found else ""
        if len(found) == 1 and _PART.match(before) and not regex.search(r"[,;:.()]", before):
            first = found[0]
            words = text[len(text) - len(text.lstrip()) : first.end]
            return [replace(first, start=first.end - len(words), text=words, name=agencies.canonical(words))]
        return found

    def _resolved(self, mention: Mention) -> Mention:
        full = self.defined.get(mention.text)
        return mention if full is None else Mention(mention.start, mention.end, mention.text, full, mention.kind, mention.generic)


def _with_bare_owner(mention: Mention, text: str) -> Mention:
    """`Phòng Kế hoạch - Tài chính Sở`: whose division it is belongs to the name, also where the owner is not named in full."""
    pattern = (_OWNER if mention.kind in {"phong", "van_phong", "thanh_tra", "ban", "trung_tam"}
               else _GROUP_OWNER if mention.generic else None)
    owner = pattern.match(text, mention.end) if pattern else None
    if owner is None:
        return mention
    return replace(mention, end=owner.end(), text=text[mention.start : owner.end()], name=f"{mention.name} {owner['owner']}")


def resolve(texts: Iterable[str]) -> Names:
    """The short names that these passages define."""
    defined: dict[str, str] = {}
    for text in texts:
        brackets = [b for b in _SHORT.finditer(text) if not b["short"].lower().startswith("các ")]
        if not brackets:
            continue
        mentions = list(agencies.find(text))
        for bracket in brackets:
            named = _named_before(text, len(text[: bracket.start()].rstrip()), bracket["short"], mentions)
            if named is not None and not named.generic and (_stands_for(bracket["short"], named) or _is_named_alike(bracket, named)):
                defined.setdefault(bracket["short"].strip(), named.name)
    return _names(defined)


def set_up(texts: Iterable[str]) -> list[tuple[str, str]]:
    """(words, canonical name) of the boards and teams that these passages set up, where a purpose in small letters follows the head."""
    found = []
    for text in texts:
        for body in _SET_UP.finditer(text):
            words = body["name"].rstrip()
            if len(words.split()) <= _LONGEST_NAME and not regex.search(r"\b(?:các|cấp)\b", words):
                found.append((words, agencies.canonical(words)))
    return found


def _names(defined: dict[str, str]) -> Names:
    words = sorted(defined, key=len, reverse=True)
    pattern = regex.compile(r"(?<![\p{L}\d])(?:" + "|".join(map(regex.escape, words)) + r")(?![\p{L}\d])") if words else None
    return Names(defined, pattern)


def _named_before(text: str, end: int, short: str, mentions: list[Mention]) -> Mention | None:
    """The agency that ends at `end`, or the words from one that begins like its short name up to there."""
    for mention in reversed(mentions):
        between = text[mention.end : end]
        if mention.end == end:
            return mention
        if mention.end < end and text[mention.start :].startswith(_spelt_out(short)) and not regex.search(r"[.,;:()]", between):
            words = text[mention.start : end]
            return replace(mention, end=end, text=words, name=agencies.canonical(words))
    return _unlisted_before(text, end, short)


def _unlisted_before(text: str, end: int, short: str) -> Mention | None:
    """The words up to `end` from where they begin like the short name: `Uỷ ban Dân số và Trẻ em tỉnh (gọi tắt là Uỷ ban DSTE)`."""
    own = _spelt_out(short)
    start = text.rfind(f"{own} ", 0, end) if own != short else -1
    words = text[start:end]
    if start < 0 or regex.search(r"[.;:()]", words) or len(words.split()) > _LONGEST_NAME:
        return None
    name = agencies.canonical(words)
    return Mention(start, end, words, name, agencies.kind(name))


def _stands_for(short: str, named: Mention) -> bool:
    """Whether the short form is made of words or initials of the name."""
    words = _WORD.findall(fold(named.name))
    initials = "".join(w[0] for w in words)
    parts = [(part, "".join(_WORD.findall(fold(part)))) for part in short.split()]
    return all(letters and (_inside_in_order(letters, initials) if part.isupper() else letters in words) for part, letters in parts)


def _spelt_out(short: str) -> str:
    """The words of a short name before its capitals: `Trung tâm IOC` -> `Trung tâm`; all of it where it has none."""
    return " ".join(takewhile(lambda word: not word.isupper(), short.split())) or short


def _is_named_alike(bracket: regex.Match, named: Mention) -> bool:
    """Whether `gọi tắt là` says it in words and both begin alike: `Trung tâm Điều hành thông minh (gọi tắt là Trung tâm IOC)`."""
    own = _spelt_out(bracket["short"])
    return "là" in bracket[0].split() and not own.isupper() and fold(named.name).startswith(fold(own) + " ")


def _inside_in_order(letters: str, initials: str) -> bool:
    rest = iter(initials)
    return all(letter in rest for letter in letters)


def after_bracket(text: str, position: int) -> int:
    """The offset behind a bracket that begins at `position` (after white space), else `position`."""
    bracket = _BRACKET.match(text, position)
    return bracket.end() if bracket else position
