"""Whoever has a part in the work, told in the singular at the head of a sentence, before what they do: `Nhà thầu`, `Đơn vị thi công`.

In the middle of a sentence the same words tell what somebody is (`làm đơn vị quản lý`) and name no body.
"""

from normalizers.agencies.predicates import begins_clause
from normalizers.agencies.tokens import Token

_PARTS = {
    "chu": ("chủ rừng", "chủ dự án", "chủ hồ chứa", "chủ đập"),
    "nha": ("nhà thầu thi công", "nhà thầu tư vấn", "nhà thầu", "nhà trường"),
    "don": ("đơn vị thi công", "đơn vị tư vấn giám sát", "đơn vị tư vấn thiết kế", "đơn vị tư vấn", "đơn vị vận hành",
            "đơn vị quản lý", "đơn vị chủ trì"),
}
"""By their first syllable, folded; the longer before the shorter."""
FIRST_WORDS = frozenset(_PARTS)


def end_of_part(tokens: list[Token], start: int) -> int:
    """Index after the words that tell who acts; `start` where none do."""
    if not tokens[start].is_capital or start and tokens[start - 1].text not in {"-", "–", "+", ".", ";", ")", "•"}:
        return start
    for part in _PARTS.get(tokens[start].folded, ()):
        words = part.split()
        end = start + len(words)
        if [token.text.lower() for token in tokens[start:end]] == words:
            return end if end < len(tokens) and tokens[end].is_word and begins_clause(tokens, end) else start
    return start
