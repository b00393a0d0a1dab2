"""Names that no list holds, under a known head noun: the name runs as far as the grammar of names goes."""

from normalizers.agencies import habits
from normalizers.agencies.head_nouns import head
from normalizers.agencies.name_joints import (
    BOARDS, DEEDS, NAMED_FOR_FIELDS, and_goes_on, end_of_code, end_of_deeds, end_of_number, is_size, joins, lists_deeds,
)
from normalizers.agencies.predicates import begins_clause, begins_surely, makes_word, opens_clause, opens_duty, pair
from normalizers.agencies.tokens import Token

_MOST_WORDS = 20
_LONG_RUN = 4
_PROPER_ONLY = {"Báo"}  # `Báo Hà Giang đưa tin`
_OF_SEVERAL = {"Ban Quản lý"}
"""Ban quản lý các chợ, Ban Quản lý các dự án: one board"""
_FORMS = {"CP", "TNHH", "MTV"}
"""Công ty CP | đầu tư thủy điện: the name begins behind the form of the company"""
_NAMED_IN_SMALL_LETTERS = {"to", "doi", "doan", "hoi_dong", "ban", "bo_phan"}
_TEAMS = {"to", "doi"}
_MOST_SMALL = 9


def name_end(tokens: list[Token], start: int, row: dict[str, str]) -> int:
    """Index after the last token of the name that follows a head at `start`; `start` where no name follows."""
    position, end = start, start
    while position < len(tokens) and position - start < _MOST_WORDS:
        token = tokens[position]
        if not token.is_word:
            position, end, ended = _behind_mark(tokens, start, position, end, row)
            if ended:
                return end if ended == "whole" else _before_long_run(tokens, start, end, row)
        elif token.folded == "va" and end > start and is_size(tokens, position):
            position = end = position + 2
        elif token.folded == "va":
            if not and_goes_on(tokens, start, position):
                break
            position += 1
        elif token.text.isdigit() and (end == start or tokens[position - 1].folded not in {"so", "khu", "vuc"}):
            numbered = end_of_number(tokens, start, position, row) if end == position else position
            end = max(end, numbered)
            if numbered == position or row["kind"] != "quan_su" or not _is_part(tokens, numbered):
                break
            position = numbered
        else:
            about = token.folded == "ve" and _is_about(tokens[start:position], row)
            if not about and _ends_before(tokens, start, end, position, row):
                break
            position = _end_of_words(tokens, position)
            end = end if about else position
    return _before_long_run(tokens, start, end, row)


def _behind_mark(tokens: list[Token], start: int, position: int, end: int, row: dict[str, str]) -> tuple[int, int, str]:
    """(index to go on from, end of the name so far, "" | "here" | "whole") at the mark at `position`: where the name ends before it
    or, with deeds behind a comma, as a whole."""
    listed = end_of_deeds(tokens, start, position, row)
    if listed > position:
        return listed, listed, "whole"
    coded = end_of_code(tokens, position)
    if coded > position:
        return coded, coded, "" if _is_part(tokens, coded) else "here"
    joined = joins(tokens, position, row) or lists_deeds(tokens, start, position, row)
    return position + 1, end, "" if joined else "here"


def small_name_end(tokens: list[Token], start: int, row: dict[str, str]) -> int:
    """Index after a name in small letters behind a head of one word that only a sure predicate closes: `Tổ | nghiên cứu khu kinh tế |
    có nhiệm vụ`; a team's at the head of a sentence ends before any predicate: `Tổ | thủy nông cơ sở | tu sửa`, unless it is
    named for what it does (`Tổ xây dựng hồ sơ mời thầu`). `start` where none follows."""
    if row["kind"] not in _NAMED_IN_SMALL_LETTERS or start < len(tokens) and tokens[start].folded.startswith("chuc"):
        return start  # Tổ chức, glued to what follows
    leads = (row["kind"] in _TEAMS and (start < 2 or not tokens[start - 2].is_word) and start < len(tokens)
             and not begins_clause(tokens, start))
    for index in range(start, min(start + _MOST_SMALL, len(tokens))):
        if not tokens[index].is_word or tokens[index].is_capital:
            return start
        if begins_surely(tokens, index) or leads and index >= start + 2 and begins_clause(tokens, index):
            return index
    return start


def _is_part(tokens: list[Token], position: int) -> bool:
    """`Hải đội 2 | Biên phòng`: capitals that begin no other body's name."""
    return position < len(tokens) and tokens[position].is_capital and head(tokens, position) is None


def _before_long_run(tokens: list[Token], start: int, end: int, row: dict[str, str]) -> int:
    """`Trung tâm Văn hóa Nghệ thuật| thu thanh bài hát dân ca`: where two words of the name have capitals side by side, small
    letters that run on behind them are a predicate that no list holds, unless the last word in capitals is a deed and they its object."""
    capitals = [index for index in range(start, end) if tokens[index].is_capital]
    if len(capitals) < 2 or row["kind"] in habits.NAMED_AFTER:
        return end
    left, last = capitals[-2:]
    if any(not token.is_word or token.folded == "va" for token in tokens[left:end]) or opens_clause(*pair(tokens, last)):
        return end
    whole = last + 1 < end and makes_word(tokens[last].text.lower(), tokens[last + 1].text.lower())
    begin = last + 1 + whole
    return begin if end - begin >= _LONG_RUN else end


def _end_of_words(tokens: list[Token], position: int) -> int:
    """Behind the word at `position`; a head noun of two words stays whole (`Tổ giúp việc Hội đồng`)."""
    inner = head(tokens, position) if tokens[position].is_capital else None
    return max(position + 1, inner[0] if inner else 0)


def _ends_before(tokens: list[Token], start: int, end: int, position: int, row: dict[str, str]) -> bool:
    """Whether the word at `position` is no part of the name that has reached `end`."""
    token = tokens[position]
    if token.is_capital:
        return end > start and _starts_another(tokens, position)
    if end == start and " " not in row["head"] or _named_after_place(tokens, start, position):
        return True
    if row["head"] in _PROPER_ONLY and not makes_word(tokens[position - 1].text.lower(), token.text.lower()):
        return True
    if end == start and opens_duty(*pair(tokens, position)):
        return False  # Hội đồng | xét tặng danh hiệu
    if position == start and row["head"] in _OF_SEVERAL and token.folded == "cac":
        return False
    if not begins_clause(tokens, position) or tokens[position - 1].text in _FORMS:
        return False
    return begins_surely(tokens, position) or not _lacks_object(tokens[start:end], row)


def _named_after_place(tokens: list[Token], start: int, position: int) -> bool:
    """Whether two words in capitals behind small ones end the name before `position`: `Ban quản lý Vườn quốc gia Pù Mát| sản xuất`."""
    last = [token.is_word and token.is_capital for token in tokens[max(start, position - 3):position]]
    return last == [False, True, True] and tokens[position - 3].is_word and head(tokens, position - 2) is None


def _lacks_object(words: list[Token], row: dict[str, str]) -> bool:
    """A body named for what it does needs more than the verb: `Trung tâm Hỗ trợ | phát triển giáo dục hòa nhập`."""
    deed = " ".join(token.text.lower() for token in words)
    return row["head"] not in NAMED_FOR_FIELDS and (deed in DEEDS or opens_clause(deed))


def _is_about(words: list[Token], row: dict[str, str]) -> bool:
    """A board is named for what it is about: `Ban Chỉ đạo liên ngành | về an toàn thực phẩm`."""
    return row["head"] in BOARDS and " ".join(word.folded for word in words) in {"", "lien nganh", "quoc gia"}


def _starts_another(tokens: list[Token], position: int) -> bool:
    """A head noun of an organisation with a capital after a space alone begins the next name (`Sở Y tế Sở Tài chính`)."""
    found = head(tokens, position)
    return bool(found and found[1]["kind"] in {"so", "ubnd", "hdnd"} and len(tokens[position].text) > 1 and found[1]["head"] != "Bộ")
