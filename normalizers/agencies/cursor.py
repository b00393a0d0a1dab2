"""The tokens of one text and the questions that a scan asks about a place among them."""

from normalizers.agencies import habits, identity, known, localities, spelling
from normalizers.agencies import naming as names
from normalizers.agencies.head_nouns import head, opens_title
from normalizers.agencies.mention import Mention
from normalizers.agencies.predicates import makes_word
from normalizers.agencies.tokens import tokenize
from normalizers.plain import fold


class Cursor:
    """Tokens by index; offsets are those of the text."""

    def __init__(self, text: str):
        self.text = text
        self.folded = fold(text)
        self.tokens = tokenize(text)
        self.starts = {token.start: index for index, token in enumerate(self.tokens)}

    def _after(self, end: int, index: int) -> int:
        while index < len(self.tokens) and self.tokens[index].start < end:
            index += 1
        return index

    def _own_office(self, position: int) -> bool:
        """The office whose document it is, by its noun alone: `các phòng chức năng thuộc Sở`, `Giám đốc Sở`."""
        token = self.tokens[position]
        return token.text in habits.OWN_OFFICES and known.match(self.tokens, position) is None and not self._capital(position + 1)

    def _capital(self, position: int) -> bool:
        return position < len(self.tokens) and self.tokens[position].is_capital

    def _inside_a_word(self, index: int) -> bool:
        """Whether a head noun is the second syllable of a common word: `xã hội`, `cơ sở`, `môi trường`, `Hải Phòng`."""
        if index == 0 or self.tokens[index - 1].end + 1 != self.tokens[index].start:
            return False
        return self.tokens[index - 1].folded in habits.WORDS_BEFORE.get(self.tokens[index].folded, ())

    def _written_as_name(self, index: int, stop: int, kind: str) -> bool:
        """Names have a capital somewhere (`phòng Tư pháp`); `ban tổ chức`, `bảo hiểm xã hội` are common nouns."""
        tokens = self.tokens[index:stop]
        if kind in {"ubnd", "hdnd"} or tokens[0].text in spelling.expansions():
            return True
        if len(tokens) > 1 and tokens[0].is_capital and not any(token.is_capital for token in tokens[1:]):
            return kind in habits.ONE_CAPITAL or (kind == "ban" and " ".join(token.folded for token in tokens[1:3]) in habits.BOARDS)
        return any(token.is_capital for token in tokens) or kind == "to" and len(tokens) >= habits.LONG_IN_SMALL_LETTERS

    def _abbreviated_on(self, comma: int) -> bool:
        """`XTĐT|, TM&DL`: behind the comma of abbreviations stand more of the same name."""
        beside = [token.text for token in self.tokens[comma - 1:comma + 3]]
        return len(beside) == 4 and beside[1::2] == [",", "&"] and beside[0].isupper() and beside[2].isupper()

    def _joined_on(self, dash: int) -> bool:
        """`Trung tâm Công tác xã hội | - Bảo trợ xã hội`: behind the dash a second field of the same centre has its capital."""
        return self.tokens[dash].text in {"-", "–"} and self._capital(dash + 1) and head(self.tokens, dash + 1) is None

    def _deeds_on(self, comma: int) -> bool:
        """`Trung tâm Xúc tiến đầu tư|, thương mại và hỗ trợ doanh nghiệp`: words behind the comma may be more of the name."""
        return self.tokens[comma].text == "," and comma + 1 < len(self.tokens) and self.tokens[comma + 1].is_word

    def _field_on(self, link: int, noun: str) -> bool:
        """`Ban Dân tộc| và Miền núi`: behind `và` stands a second field in capitals, no name or title and no field of the same head."""
        following = link + 1
        if link >= len(self.tokens) or self.tokens[link].folded != "va" or not self._capital(following):
            return False
        return not (head(self.tokens, following) or opens_title(self.tokens, following) or known.match(self.tokens, following)
                    or known.match(self.tokens, following, noun))

    def _inside_sentence(self, index: int) -> bool:
        """Whether a word in capitals stands behind other words of its sentence: it begins a name there."""
        before = self.tokens[index - 1] if index else None
        return (self.tokens[index].is_capital and before is not None
                and (before.text in {",", "("} or before.is_word and before.folded != "gom"))

    def _closed(self, stop: int, kind: str, name: str) -> bool:
        """Whether a known name ends here for good: before a mark, `và`, a number, words of place, a new sentence's capital."""
        if stop >= len(self.tokens) or not self.tokens[stop].is_word or self.tokens[stop].folded == "va":
            joined = kind in habits.JOINED_FIELDS and (self._joined_on(stop) or self._deeds_on(stop))
            return not (joined or self._abbreviated_on(stop) or kind in habits.OF_TWO_FIELDS
                        and self._field_on(stop, habits.SHARED_HEADS.get(kind, "")))
        if kind in habits.WHOLE_LISTS or self.tokens[stop].text.isdigit():
            return not (name in habits.OPEN_NAMES and self.tokens[stop].text.isdigit())
        if self.tokens[stop].is_capital and kind not in habits.NAMED_AFTER and not name.startswith(habits.OPEN_NAMES):
            return True
        if (len(name.split()) > (2 if kind in {"tram", "phong"} else 3) and not self.tokens[stop].is_capital
            and not name.startswith(habits.OPEN_NAMES) and kind not in habits.NAMED_AFTER):
            return not makes_word(self.tokens[stop - 1].text.lower(), self.tokens[stop].text.lower())
        end = self.tokens[stop - 1].end
        return localities.end_of_tail(self.text, self.folded, end) > end

    def _mention(self, start: int, end: int, kind: str, name: str = "", generic: bool = False) -> Mention:
        text = self.text[start:end]
        if generic and not name:
            full = names.group_name(" ".join(text.split()))
        else:
            full = names.canonical(name or text)
        return Mention(start, end, text, full, kind or identity.kind(full), generic)
