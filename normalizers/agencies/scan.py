"""One pass over one text that finds the agencies it names."""

from collections.abc import Iterator
from functools import cache

import regex

from normalizers import vocabulary
from normalizers.agencies import habits, known, localities, unknown
from normalizers.agencies import naming as names
from normalizers.agencies.bodies import Bodies
from normalizers.agencies.described import end_of_description
from normalizers.agencies.head_nouns import open_head
from normalizers.agencies.mention import Mention
from normalizers.agencies.singular import FIRST_WORDS, end_of_part
from normalizers.plain import fold

_HAMLETS = regex.compile(r"(?:(?:\s*[,/]\s*|\s+(?:và\s+)?)(?:[Tt]hôn|[Bb]ản|[Ấấ]p|[Xx]óm|[Bb]uôn|[Ll]àng|[Kk]hóm"
                         r"|[Kk]hu\s+phố|[Tt]ổ\s+dân\s+phố)(?!\p{L}))+")
"""Trưởng thôn, bản: one office"""
_OF_HAMLETS = regex.compile(r"(?:bi thu chi bo|to truong)\b")
"""Bí thư chi bộ các thôn: whose office it is"""


@cache
def _starts() -> frozenset[str]:
    """Folded first words of every kind of mention."""
    words = {"cac", "tt", "cap", "chinh", "toan", "tat", "co", "don", "dia"}
    listed = (*vocabulary.column("agencies", "name"), *vocabulary.column("agency_heads", "head"),
              *vocabulary.flagged("officers", "title", "before_body"),
              *vocabulary.flagged("officers", "title", "alone"))
    words |= {fold(name).split()[0] for name in listed}
    for row in vocabulary.rows("abbreviations"):
        if fold(row["expansion"]).split()[0] in words:
            words.add(fold(row["abbreviation"]).split("-")[0].split("&")[0].split(",")[0])
    return frozenset(words)


class Scan(Bodies):
    """One pass over one text. `officer_end`: where the last mention ends if it is an officer's, else 0."""

    officer_end = 0

    def mentions(self) -> Iterator[Mention]:
        index = 0
        while index < len(self.tokens):
            token = self.tokens[index]
            if token.folded in _starts() or token.is_capital and token.folded in FIRST_WORDS:
                found = self._at(index)
                if found:
                    yield from found
                    self.officer_end = found[-1].end if found[-1].kind == "chuc_danh" else 0
                    index = self._after(max(mention.end for mention in found), index)
                    continue
            index += 1

    def _at(self, index: int) -> list[Mention]:
        return (self._officer(index) or self._members(index) or self._named(index) or self._group(index)
                or self._officers_in_general(index) or self._part(index))

    def _end_in_small_letters(self, index: int) -> int:
        """Where a body ends that a title alone marks as one: `Chi cục trưởng | chi cục kiểm lâm`, `Trưởng | ban chỉ đạo phòng, chống
        dịch bệnh tỉnh`; 0 where none stands."""
        listed = known.match(self.tokens, index) if index < len(self.tokens) else None
        if listed is None or listed[1]["kind"] not in habits.LED or listed[0] - index < 3:
            return 0
        opened = open_head(*listed)
        stop = max(listed[0], unknown.name_end(self.tokens, *opened)) if opened else listed[0]
        return localities.end_of_tail(self.text, self.folded, self.tokens[stop - 1].end, listed[1]["kind"])

    def _part(self, index: int) -> list[Mention]:
        """`Chủ đầu tư hoàn thiện hồ sơ`."""
        end = end_of_part(self.tokens, index)
        return [self._mention(self.tokens[index].start, self.tokens[end - 1].end, "don_vi")] if end > index else []

    def _officers_in_general(self, index: int) -> list[Mention]:
        """`Các Bộ trưởng, Thủ trưởng cơ quan ngang bộ`: officers of one rank, no body named behind them."""
        if self.tokens[index].folded != "cac" or index + 1 >= len(self.tokens):
            return []
        start = self.tokens[index + 1].start
        end = names.officer_end(self.text, self.folded, start)
        following = self._after(end, index)
        if end == start or following < len(self.tokens) and self.tokens[following].is_word and self.tokens[following].folded != "va":
            return []
        begin = self.tokens[index].start
        return [self._mention(begin, end, "chuc_danh", name=f"các {self.text[start:end]}", generic=True)]

    def _officer(self, index: int) -> list[Mention]:
        """`Giám đốc Sở Y tế`, `Thủ trưởng các phòng, ban của huyện`, `Chánh Văn phòng`."""
        if self.tokens[index].folded not in names.title_words():
            return []
        start = self.tokens[index].start
        listed = self.officer_end > 0 and self.text[self.officer_end:start].strip() == "và"
        longest = names.officer_end(self.text, self.folded, start, listed=listed) - start
        shorter = names.officer_end(self.text, self.folded, start, longest - 1, listed) - start if longest > 1 else 0
        read = [self._officer_of(index, start, length) for length in (longest, shorter) if length]
        return max(read, key=lambda found: found[-1].end if found else 0, default=[]) or self._office(start)

    def _office(self, start: int) -> list[Mention]:
        """`Trưởng thôn`, `Chánh Văn phòng`: an office that needs no body behind it; `Chủ đầu tư hạ tầng cụm công nghiệp`."""
        end = names.office_end(self.text, self.folded, start)
        more = _HAMLETS.match(self.text, end) if self.folded.startswith("truong ", start, end) else None
        end = more.end() if more else end_of_description(self.text, start, end)
        if _OF_HAMLETS.match(self.folded, start, end):
            end = localities.end_of_tail(self.text, self.folded, end)
        title = self.text[start:end]
        return [self._mention(start, end, "chuc_danh", name=f"{title[0].upper()}{title[1:]}")] if title else []

    def _officer_of(self, index: int, start: int, length: int) -> list[Mention]:
        following = self._after(start + length, index)
        if following < len(self.tokens) and self.tokens[following].folded == "cua":
            following += 1
        title = self.text[start:start + length]
        members = self._members(following) if following < len(self.tokens) else []
        if members:  # Giám đốc các Sở: Tài chính, Y tế
            starts = [start, *(member.start for member in members[1:])]
            return [
                self._mention(begin, member.end, "chuc_danh", name=f"{title} {member.name}")
                for begin, member in zip(starts, members, strict=True)
            ]
        body = self._body(following) if following < len(self.tokens) else None
        if body is None:
            if following < len(self.tokens) and self._own_office(following):
                return [self._mention(start, self.tokens[following].end, "chuc_danh")]
            end = self._end_in_small_letters(following)
            return [self._mention(start, end, "chuc_danh")] if end > start else []
        if fold(title) in {"truong"} and body.kind == "truong":
            return []
        officer = self._mention(start, body.end, "chuc_danh", name=f"{title} {body.name}", generic=body.generic)
        return [officer, *(self._of_other_places(officer) if body.kind == "ubnd" else [])]
