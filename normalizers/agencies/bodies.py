"""Bodies named in running text: known names, names under a known head noun, groups; and the lists that share a head."""

import regex

from normalizers.agencies import groups, habits, known, localities, unknown
from normalizers.agencies.head_nouns import head as head_at
from normalizers.agencies.head_nouns import open_head
from normalizers.agencies.headless import Lists
from normalizers.agencies.mention import Mention

_BRANCH = regex.compile(r"\s*[-–,(]?\s*chi\s+nhanh(?=\s)")
"""Ngân hàng Chính sách xã hội Chi nhánh tỉnh Nam Định"""
_NUMBERED = regex.compile(r"\s+\d{1,4}-\d{1,4}\p{Lu}?(?!\w)")
"""Trung tâm Đăng kiểm 89-01S"""


class Bodies(Lists):
    """A cursor that reads the bodies named at a place, officers aside."""

    def _body(self, index: int) -> Mention | None:
        found = self._named(index, lists=False) or self._group(index)
        return found[0] if found else None

    def _members(self, index: int) -> list[Mention]:
        """`các sở: Y tế, Tài chính`, `các Sở Y tế, Tài chính và Công an tỉnh`: one mention for each member."""
        if self.tokens[index].folded != "cac":
            return []
        heads, position = [], index + 1
        while position < len(self.tokens):
            token = self.tokens[position]
            if token.folded in groups.HEADS:
                heads.append(token.folded)
            elif not (token.text == "," or token.folded == "va"):
                break
            position += 1
        if not heads or position >= len(self.tokens):
            return []
        colon = self.tokens[position].text == ":"
        if not colon and len(heads) > 1 and self.tokens[position - 1].is_capital and not self.tokens[index + 1].is_capital:
            return []  # các sở, Ban Dân tộc: the capital begins a name of its own
        return self._list(position + colon, [groups.HEADS[head] for head in heads])

    def _named(self, index: int, lists: bool = True) -> list[Mention]:
        """A known name, or a name under a known head noun; then members of a list that share its head."""
        first = self.tokens[index]
        if first.text in habits.LINKS or self._inside_a_word(index):
            return []
        found = known.match(self.tokens, index)
        head = head_at(self.tokens, index) or (open_head(*found) if found else None)
        stop, kind, name = 0, "", ""
        if found:
            stop, kind, name = self._before_owner(*found), found[1]["kind"], found[1]["name"]
        if head and (first.is_capital or self._capital(head[0])):
            end = unknown.name_end(self.tokens, head[0], head[1])
            if end == head[0] + 1 and head[1]["head"] == "Trường" and self.tokens[head[0]].text.istitle():
                end = head[0]  # Trường Thi, Trường Sơn: places
            longer = end if end > head[0] else head[0] if head[1]["alone"] == "1" and first.is_capital else 0
            if not found and longer <= head[0] and first.is_capital:
                in_small_letters = unknown.small_name_end(self.tokens, head[0], head[1])
                longer = in_small_letters if in_small_letters > head[0] else longer
            if longer > stop and not (found and name not in habits.NEEDS_PLACE and self._closed(stop, kind, name)):
                stop, kind, name = longer, head[1]["kind"], ""
        if name in habits.ONLY_INSIDE and not self._inside_sentence(index):
            return []
        if not stop or not (name in habits.ONLY_INSIDE or self._written_as_name(index, stop, kind)):
            return []
        end = localities.end_of_tail(self.text, self.folded, self.tokens[stop - 1].end, kind)
        if name.endswith(" khu vực") and end == self.tokens[stop - 1].end:
            end = localities.end_of_region(self.text, end)
        if name in habits.NEEDS_PLACE and end == self.tokens[stop - 1].end:
            return []
        branch = _BRANCH.match(self.folded, end) if kind == "ngan_hang" else None
        if branch:
            end = localities.end_of_tail(self.text, self.folded, branch.end(), kind)
        numbered = _NUMBERED.match(self.text, end) if kind in {"trung_tam", "tram", "don_vi"} else None
        end = numbered.end() if numbered else end
        mention = self._whole(index, self._mention(first.start, end, kind))
        if not lists:
            return [mention]
        return [mention, *(self._of_other_places(mention) if mention.kind == "ubnd" else self._shared(mention))]

    def _before_owner(self, stop: int, row: dict[str, str]) -> int:
        """`Thanh tra | Sở Xây dựng`: the last word of the known name begins the name of the body that it belongs to."""
        if row["kind"] not in habits.PARTS or stop < 2 or stop >= len(self.tokens) or not self._capital(stop):
            return stop
        owner = known.match(self.tokens, stop - 1)
        return stop - 1 if owner and owner[0] > stop and owner[1]["kind"] in habits.OWNERS else stop

    def _whole(self, index: int, part: Mention) -> Mention:
        """The part with the body that it belongs to, where that follows at once or after `của`, `thuộc`."""
        party = part.name in habits.PARTY
        if part.kind not in habits.PARTS and part.name not in habits.UNIONS_OF_OFFICES and not party:
            return part
        position = self._after(part.end, index)
        linked = party or part.generic and part.name.endswith((" thuộc", " ban đảng"))
        while position < len(self.tokens) and self.tokens[position].folded in {"cua", "thuoc", "truc"}:
            linked, position = True, position + 1
        if position >= len(self.tokens) or not self.tokens[position].is_word:
            return part
        if part.kind in habits.OF_GROUPS and not part.generic and self.tokens[position].text == "các":
            end = groups.end_of_group(self.text, self.folded, self.tokens[position].start)
            return self._mention(part.start, end, part.kind) if end else part
        body = self._named(position, lists=False)
        if not body and self._own_office(position) and (linked or not part.generic):
            return self._mention(part.start, self.tokens[position].end, part.kind, generic=part.generic)
        if part.generic and not linked and not part.name.endswith("thành viên"):
            if not (body and body[0].kind == "hdnd" and part.name.lower() in habits.OF_COUNCIL):
                return part
        if not body or (not linked and body[0].kind not in habits.OWNERS):
            return part
        return self._mention(part.start, body[0].end, part.kind, generic=part.generic)

    def _shared(self, mention: Mention) -> list[Mention]:
        """`Sở Tài chính, Kế hoạch và Đầu tư`: what follows the comma under the same head."""
        head = habits.SHARED_HEADS.get(mention.kind)
        position = self._after(mention.end, self.starts[mention.start])
        if head is None or position + 1 >= len(self.tokens):
            return []
        if self.tokens[position].text != "," and self.tokens[position].folded != "va":
            return []
        following = position + 1
        if head_at(self.tokens, following) or known.match(self.tokens, following):
            return []
        return self._list(following, [head])

    def _group(self, index: int) -> list[Mention]:
        start = self.tokens[index].start
        end = None if self._inside_a_word(index) else groups.end_of_group(self.text, self.folded, start)
        if end is None:
            return self._organ(index)
        return [self._whole(index, self._mention(start, self._named_together(index, end), "group", generic=True))]

    def _named_together(self, index: int, end: int) -> int:
        """`các Công ty TNHH Thủy lợi`: where the name ends that tells which of a kind are meant; `end` where none follows."""
        position = self._after(end, index)
        head = head_at(self.tokens, index + 1)
        if head is None or head[0] != position or not self._capital(position) or self.tokens[position].start != end + 1:
            return end
        stop = unknown.name_end(self.tokens, position, head[1])
        return localities.end_of_tail(self.text, self.folded, self.tokens[stop - 1].end) if stop > position else end

    def _organ(self, index: int) -> list[Mention]:
        """`cơ quan Thi hành án dân sự`, `cơ quan chuyên môn thuộc Ủy ban nhân dân huyện`."""
        words = [token.folded for token in self.tokens[index:index + 4]]
        if words[:2] != ["co", "quan"] or len(words) < 3:
            return []
        start, position = self.tokens[index].start, index + 2
        if words[2:] == ["chuyen", "mon"]:
            stem = self._mention(start, self.tokens[index + 3].end, "group", generic=True)
            whole = self._whole(index, stem)
            return [whole] if whole is not stem else []
        if words[2:] == ["thuong", "truc"]:
            return self._standing(index)
        if not self.tokens[position].is_capital:
            return []
        listed = known.match(self.tokens, position)
        end = max(unknown.name_end(self.tokens, position, {"head": "cơ quan", "kind": "co_quan"}), listed[0] if listed else 0)
        if end <= position + 1:
            return []
        return [self._mention(start, localities.end_of_tail(self.text, self.folded, self.tokens[end - 1].end), "co_quan")]

    def _standing(self, index: int) -> list[Mention]:
        """`cơ quan thường trực các cấp`, `Cơ quan thường trực Ban Chỉ đạo tỉnh`; what is one (`là cơ quan thường trực`) names no body."""
        stem = self._mention(self.tokens[index].start, self.tokens[index + 3].end, "co_quan")
        if index and self.tokens[index - 1].folded in {"la", "lam", "(", "-", "–"}:
            return []
        end = localities.end_of_tail(self.text, self.folded, stem.end)
        body = self._named(index + 4, lists=False) if index + 4 < len(self.tokens) and self.tokens[index + 4].is_capital else []
        end = max([end, *(mention.end for mention in body if mention.kind == "ban")])
        return [self._mention(stem.start, end, "co_quan")] if end > stem.end else []
