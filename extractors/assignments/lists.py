"""Agencies as a text lists them: `Sở Tài chính, Sở Y tế và các sở, ngành liên quan` is one list of three."""
from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from itertools import pairwise

import regex

from extractors.assignments.agency_names import Names, after_bracket
from normalizers import agencies
from normalizers.agencies import Mention, makes_word, opens_clause
from normalizers.plain import fold

_LEADING = r"(?:(?:lần\s+lượt(?:\s+cho)?|(?:các\s+)?đồng\s+chí|các\s+đ/c|đ/c)\s+)*"
_BEFORE_NAME = regex.compile(_LEADING, regex.IGNORECASE)
"""do lần lượt Sở A và Sở B chủ trì; đồng chí Chủ tịch UBND xã"""
_BETWEEN = regex.compile(
    rf"\s*(?:(?:,|;)(?:\s*(?:và|cùng|hoặc))?|/|&|và|cùng\s+với|cùng|với|hoặc|[-–](?=\s))?\s*{_LEADING}", regex.IGNORECASE
)
_PIECE = regex.compile(r"\s*[,;]\s+(?P<name>\p{Lu}\p{L}*(?:\s+\p{L}+){1,5})\s*(?:[,;]|\s+và)\s+")
_PARTS = {"phong", "van_phong", "thanh_tra", "khoa", "trung_tam", "bo_phan"}
_OWNERS = {"so", "ubnd", "cuc", "chi_cuc", "benh_vien", "bo", "cong_an"}

_HEADS = r"(?:sở|ban|phòng|ngành|hội|bộ|trạm|chi\s+cục|trung\s+tâm)"
_SHARED_HEAD = regex.compile(rf"(?:các\s+)(?:{_HEADS}(?:\s*,\s*|\s+và\s+)?)+\s*:?\s*", regex.IGNORECASE)
"""các Sở: Y tế, Tài chính: the members are named behind it"""

_COLON = regex.compile(r"\s*:\s*")
OPENS_LIST = regex.compile(rf"\bcac\s+(?:(?:{fold(_HEADS)}|don vi|co quan|dia phuong)(?:\s*,\s*|\s+va\s+)?)+\s*:$")
"""On folded text: phối hợp với các sở: the colon opens a list of names, it does not end a title"""

_LEFT_OVER = regex.compile(
    r"\s*(?:(?:có\s+)?liên\s+quan|khác|nêu\s+trên|nói\s+trên"
    r"|trên\s+địa\s+bàn(?:\s+(?:tỉnh|thành\s+phố|huyện|xã|phường))?)(?![\p{L}])(?:\s+khác)?"
)
_LONG_QUALIFIER = regex.compile(
    r"\s+(?:đã\s+)?được\s+(?:giao|phân\s+công)\s+chủ\s+trì\s[^.;:]{3,160}?\s(?=(?:chịu|có)\s+(?:trách\s+nhiệm|nhiệm\s+vụ)\s)"
    r"|\s+(?:được|có|thuộc|là|đã\s+được|trực\s+tiếp|nằm)\s(?:[^.;:]{3,160}?)\s"
    r"(?=(?:chủ\s+trì|chịu\s+trách\s+nhiệm|có\s+trách\s+nhiệm|có\s+nhiệm\s+vụ)[\s,])"
    r"|\s+(?:đăng\s+ký|tham\s+gia|được)\s[^.,;:]{3,60}(?=;)"
)
"""các sở, ngành được phân công thực hiện chính sách ... chịu trách nhiệm rà soát"""

_ATTRIBUTE = regex.compile(
    r"\s+(?:duoc|dang|thuoc|nam|cua|co(?!\s+(?:trach nhiem|nhiem vu|lien quan|van ban|ke hoach|giai phap|phuong an|bien phap|y kien|bao cao"
    r"|hinh thuc|chinh sach|co che|che do)\b))\s+(?=\p{L})"
)
"""các cơ quan | có thủ tục hành chính; các đơn vị | được giao vốn"""
_WORD = regex.compile(r"[\p{L}\d/]+")
_FARTHEST = 160
_NEXT_NAME = {"các", "cùng", "và"}
_PREPOSITIONS = {"tại", "ở", "trên", "từ", "của", "theo"}
"""Behind a verb they make it a participle: `giải quyết tại Trung tâm`, `nuôi trồng trên biển`."""


def _is_verb(word: str, following: str) -> bool:
    return word.islower() and opens_clause(word, following.lower())


def unlisted(start: int, words: str, group: bool = False) -> Mention:
    """The words at `start` as a body that no list of names holds, or as a group of such."""
    name = words[0].lower() + words[1:] if group else agencies.canonical(words)
    return Mention(start, start + len(words), words, name, agencies.kind(words), group)


@dataclass(frozen=True, slots=True)
class Text:
    """A passage's reading as the rules see it: folded beside printed, with the agencies it names. Offsets are those of `text`.

    `passage` is the passage's index in the layout.
    """

    text: str
    folded: str
    mentions: tuple[Mention, ...]
    starts: list[int] = field(default_factory=list)
    passage: int = 0

    @staticmethod
    def of(text: str, names: Names, passage: int = 0) -> Text:
        folded = fold(text)
        mentions = tuple(names.find(text))
        return Text(text, folded if len(folded) == len(text) else text.lower(), mentions, [m.start for m in mentions], passage)

    def skip(self, position: int) -> int:
        """The offset of the next character that is no white space."""
        while position < len(self.text) and self.text[position].isspace():
            position += 1
        return position

    def after_separator(self, position: int) -> int:
        """The offset behind a comma or `và` at `position` that parts two names of a list; `position` where none stands."""
        between = _BETWEEN.match(self.text, position)
        return between.end() if between and self.mention_at(between.end()) else position

    def mention_at(self, start: int) -> Mention | None:
        index = bisect_left(self.starts, start)
        return self.mentions[index] if index < len(self.mentions) and self.starts[index] == start else None

    def list_at(self, start: int) -> tuple[tuple[Mention, ...], int]:
        """The agencies listed from `start` on, and the offset behind the last; (), start where none begins there."""
        begin = _BEFORE_NAME.match(self.text, self.skip(start)).end()
        shared = _SHARED_HEAD.match(self.text, begin)
        first = self.mention_at(begin) or (self.mention_at(shared.end()) if shared else None)
        if first is None:
            return (), start
        index = bisect_left(self.starts, first.start)
        found: list[Mention] = []
        end = begin
        while index < len(self.mentions) and (not found or self._goes_on(found[-1], end, index)):
            mention = self.mentions[index]
            if found and found[-1].generic and ":" in self.text[found[-1].end : mention.start]:
                found.pop()
            between = self._unlisted(end, index) if found else None
            found += [between] if between else []
            if not found or not self._owner(found[-1], mention):
                found.append(mention)
            end = after_bracket(self.text, self._qualified(mention.end))
            index = bisect_left(self.starts, end, index + 1)
        return tuple(found), end

    def _owner(self, part: Mention, mention: Mention) -> bool:
        """`Phòng Quản lý đô thị - Sở Xây dựng`: behind a dash stands whose division or what office it is, not another agency."""
        named = part.kind in _PARTS and mention.kind in _OWNERS or mention.kind == "co_quan"
        return named and regex.fullmatch(r"\s*[-–—]\s*", self.text[part.end : mention.start]) is not None

    def _qualified(self, end: int) -> int:
        over = _LEFT_OVER.match(self.text, end)
        return over.end() if over else end

    def _joined(self, end: int, start: int) -> bool:
        if start <= end or self.text[end:start].isspace():
            return False
        between = _BETWEEN.match(self.text, end, start)
        return between.end() == start or _SHARED_HEAD.fullmatch(self.text, between.end(), start) is not None

    def _goes_on(self, last: Mention, end: int, index: int) -> bool:
        """Whether the list that ends at `end` goes on with the mention of this index."""
        return (self._joined(end, self.mentions[index].start) or self._opens_members(last, end, index)
                or self._unlisted(end, index) is not None)

    def _opens_members(self, group: Mention, end: int, index: int) -> bool:
        """`các tổ chức hội: Hội Nông dân, Hội Cựu chiến binh`: behind the colon of a group stand its members, two at least."""
        if not group.generic or index + 1 >= len(self.mentions) or self.mentions[index].generic:
            return False
        colon = _COLON.fullmatch(self.text, end, self.mentions[index].start)
        return colon is not None and self._joined(self.mentions[index].end, self.mentions[index + 1].start)

    def _unlisted(self, end: int, index: int) -> Mention | None:
        """A name of no listed kind between two agencies of one list: `các bệnh viện, Y tế ngành Công an, Trạm Y tế phường`."""
        piece = _PIECE.match(self.text, end, self.mentions[index].start)
        if (piece is None or piece.end() != self.mentions[index].start
            or any(_is_verb(*pair) for pair in pairwise([*piece["name"].split(), ""]))):
            return None
        return unlisted(piece.start("name"), piece["name"])

    def described(self, found: tuple[Mention, ...], end: int) -> tuple[tuple[Mention, ...], int]:
        """The last mention of a list, a group, grown by the attribute that tells which of them are meant (`các đơn vị được giao vốn`)."""
        opened = _ATTRIBUTE.match(self.folded, end) if found and (found[-1].generic or " các " in found[-1].name) else None
        if opened is None:
            return found, end
        stop = self._end_of_attribute(opened.end())
        last, more = found[-1], " ".join(self.text[end:stop].split())
        grown = Mention(last.start, stop, self.text[last.start : stop], f"{last.name} {more}", last.kind, True)
        return (*found[:-1], grown), stop

    def _end_of_attribute(self, start: int) -> int:
        """Up to the next mark or, behind a word at least, the verb that begins the task; `giải quyết tại Trung tâm` still tells which."""
        end, words = start, [*_WORD.finditer(self.text, start, start + _FARTHEST)]
        for index, word in enumerate(words):
            behind = [following[0].lower() for following in words[index + 1 : index + 3]]
            verb = word[0] not in _PREPOSITIONS and _is_verb(word[0], "".join(behind[:1]))
            gap = self.text[end : word.start()].strip()
            if gap and (gap != "," or verb or not word[0].islower() or word[0] in _NEXT_NAME):
                break
            whole = index > 0 and makes_word(words[index - 1][0].lower(), word[0])
            if verb and index and not whole and _PREPOSITIONS.isdisjoint(behind):
                break
            end = word.end()
        return end

    def extended(self, found: tuple[Mention, ...], end: int) -> tuple[tuple[Mention, ...], int]:
        """A group with a long qualifier taken whole, where a verb of duty follows: the last mention grows to it."""
        if not found or not found[-1].generic:
            return found, end
        long = _LONG_QUALIFIER.match(self.text, end)
        if long is None:
            return found, end
        last = found[-1]
        more = " ".join(self.text[last.end : long.end()].split())
        grown = Mention(last.start, long.end(), self.text[last.start : long.end()].strip(), f"{last.name} {more}", last.kind, True)
        return (*found[:-1], grown), long.end()
