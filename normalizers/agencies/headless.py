"""Members of a list that share one head noun: `các sở: Y tế, Tài chính`."""

from normalizers.agencies import known, localities
from normalizers.agencies.cursor import Cursor
from normalizers.agencies.mention import Mention


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
