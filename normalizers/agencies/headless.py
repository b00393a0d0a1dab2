"""Members of a list that share one head noun: `các sở: Y tế, Tài chính`; `UBND huyện Chợ Đồn, huyện Ba Bể`."""

import regex

from normalizers.agencies import known, localities
from normalizers.agencies.cursor import Cursor
from normalizers.agencies.mention import Mention

_DISTRICT = r"(?:huyện|thành\s+phố|TP\.?|thị\s+xã|quận)"
_COMMUNE = r"(?:xã|phường|thị\s+trấn|đặc\s+khu)"
_PLACED = tuple((regex.compile(rf"^(?P<stem>.*?)\s+{level}\s+\p{{Lu}}"), regex.compile(rf"\s*(?:,|và)\s+(?P<place>{level})(?=\s+\p{{Lu}})"))
                for level in (_DISTRICT, _COMMUNE))
"""A body of one place, and the next place of the same level; `xã A, huyện B` tells where the commune is."""


class Lists(Cursor):
    """A cursor that reads names that lost their head noun."""

    def _list(self, position: int, heads: list[str]) -> list[Mention]:
        """Members that lost their head noun, from `position` on, with the heads they may have."""
        members: list[Mention] = []
        while position < len(self.tokens):
            member = self._headless(position, heads)
            if member is None:
                break
            members.append(member)
            position = self._after(member.end, position)
            if position + 1 >= len(self.tokens) or not (self.tokens[position].text in {",", ";"} or self.tokens[position].folded == "va"):
                break
            position += 1
            if self.tokens[position].folded == "va" and position + 1 < len(self.tokens):
                position += 1
        return members

    def _of_other_places(self, mention: Mention) -> list[Mention]:
        """`UBND huyện Chợ Đồn|, huyện Ba Bể`, `Chủ tịch UBND thành phố Bắc Giang|, huyện Tân Yên`: the same body of the next places."""
        found: list[Mention] = []
        level = next((pair for pair in _PLACED if pair[0].match(mention.text)), None)
        if level is None or "ủy ban nhân dân" not in mention.name.lower():
            return found
        stem, end = level[0].match(mention.name), mention.end
        while stem and (following := level[1].match(self.text, end)):
            start = following.start("place")
            end = localities.end_of_tail(self.text, self.folded, start - 1)
            if end <= following.end("place"):
                break
            found.append(self._mention(start, end, mention.kind, name=f"{stem['stem']} {self.text[start:end]}"))
        return found

    def _headless(self, position: int, heads: list[str]) -> Mention | None:
        token = self.tokens[position]
        if not token.is_word or not token.is_capital:
            return None
        best = None
        for head in heads:
            found = known.match(self.tokens, position, head)
            if found and (best is None or found[0] > best[0]):
                best = found
        if best is None:
            return None
        stop, row = best
        end = localities.end_of_tail(self.text, self.folded, self.tokens[stop - 1].end, row["kind"])
        tail = self.text[self.tokens[stop - 1].end:end]
        return self._mention(token.start, end, row["kind"], name=row["name"] + tail)
