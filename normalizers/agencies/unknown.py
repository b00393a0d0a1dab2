"""Names that no list holds, under a known head noun: the name runs as far as the grammar of names goes."""

from functools import cache

from normalizers import vocabulary
from normalizers.agencies import habits
from normalizers.agencies.predicates import makes_word, opens_clause, opens_duty
from normalizers.agencies.spelling import expansions
from normalizers.agencies.tokens import Token
from normalizers.plain import fold

_MOST_WORDS = 20
_LONG_RUN = 4
_PROPER_ONLY = {"Báo"}  # `Báo Hà Giang đưa tin`
_LISTED = {"Sở", "Bộ", "Trung tâm", "Ban", "Phòng", "Văn phòng", "Chi cục", "Báo", "Đài", "Hội"}  # commas inside names
_NAMED_FOR_FIELDS = {"Sở", "Bộ", "Báo", "Đài", "Thanh tra", "Hội"}  # never named for what they do
_BOARDS = {"Ban Chỉ đạo", "Ban Điều hành", "Hội đồng", "Tổ công tác", "Tiểu ban"}
_NUMBERED_KINDS = {"cong_ty", "trung_tam", "truong", "quan_su", "doi", "doan", "to"}
_PLAIN_WORDS = {"CA", "TTr"}
"""Abbreviations of heads that need no name behind them."""
_PAIRED = {("phong", "chong"), ("chay", "chua"), ("nan", "cuu"), ("kham", "chua"), ("benh", "chua"), ("huong", "tai")}
"""Words that a comma parts inside one name: Phòng, chống thiên tai; khám bệnh, chữa bệnh."""
_OF_SEVERAL = {"Ban Quản lý"}
"""Ban quản lý các chợ, Ban Quản lý các dự án: one board"""
_OTHERS = {"cac", "cung", "don", "co", "dia", "chu", "ubnd", "uy", "doan"}
"""What begins another agency behind a comma, in small letters."""
_MOST_BEHIND_COMMA = 8
_COMPOUNDS = {  # their second word opens no clause
    ("pho", "voi"), ("cong", "thong"), ("nghe", "thong"), ("trang", "thong"), ("mat", "thong"), ("toan", "thong"),
    ("ngan", "hang"), ("tiep", "nhan"), ("khach", "hang"), ("cong", "lap"), ("cong", "nhan"), ("gia", "xay"),
    ("chuong", "trinh"), ("cong", "trinh"), ("quy", "trinh"), ("doc", "lap"), ("thanh", "lap"),
}


@cache
def _heads() -> dict[str, list[tuple[list[str], dict[str, str]]]]:
    index: dict[str, list[tuple[list[str], dict[str, str]]]] = {}
    for row in vocabulary.rows("agency_heads"):
        words = fold(row["head"]).split()
        index.setdefault(words[0], []).append((words, row))
    for entries in index.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return index


def head(tokens: list[Token], start: int) -> tuple[int, dict[str, str]] | None:
    """The longest head noun at `start`: (index after it, its row)."""
    first = tokens[start].folded
    if start + 1 < len(tokens) and tokens[start + 1].folded in habits.COMMON.get(first, ()) and not _is_known_pair(tokens, start):
        return None
    for words, row in _heads().get(first, []):
        stop = start + len(words)
        if [token.folded for token in tokens[start:stop]] == words and _same_word(tokens[start].text, row["head"].split()[0]):
            return stop, row
    short = _abbreviated().get(tokens[start].text)
    return (start + 1, short) if short else None


@cache
def _abbreviated() -> dict[str, dict[str, str]]:
    """Head nouns by their abbreviations: BV, BQL, HTX."""
    rows = {row["head"]: row for row in vocabulary.rows("agency_heads")}
    return {short: rows[full] for short, full in expansions().items() if full in rows and short not in _PLAIN_WORDS}


def open_head(stop: int, known: dict[str, str]) -> tuple[int, dict[str, str]] | None:
    """(stop, row) of a head noun that stood there as an abbreviation: `BCĐ` before what the board is for."""
    opened = next((name for name in habits.OPEN_NAMES if known["name"].startswith(name)), None)
    row = next((row for words, row in _heads().get("ban", []) if row["head"] == opened), None)
    return (stop, row) if row else None


def _is_known_pair(tokens: list[Token], start: int) -> bool:
    """A head noun of two words that its own first word would rule out (`Ban Chỉ huy`)."""
    return any(words[:2] == [tokens[start].folded, tokens[start + 1].folded] and tokens[start + 1].is_capital
               for words, _ in _heads().get(tokens[start].folded, []))


def _same_word(printed: str, word: str) -> bool:
    """Equal, or one of them without accents: `Bộ` is no `Bố`."""
    printed, word = printed.lower(), word.lower()
    return printed == word or printed.isascii()


def name_end(tokens: list[Token], start: int, row: dict[str, str]) -> int:
    """Index after the last token of the name that follows a head at `start`; `start` where no name follows."""
    position, end = start, start
    while position < len(tokens) and position - start < _MOST_WORDS:
        token = tokens[position]
        if not token.is_word:
            listed = _deeds_listed(tokens, start, position, row)
            if listed > position:
                return listed
            if not _joins(tokens, position, row):
                break
            position += 1
            continue
        if token.folded == "va":
            if end > start and _is_size(tokens, position):
                position += 2
                end = position
                continue
            if end == start or not _capital(tokens, position + 1) or head(tokens, position + 1):
                break
            position += 1
            continue
        if token.text.isdigit() and (end == start or tokens[position - 1].folded not in {"so", "khu", "vuc"}):
            end += end == position and _is_number_of_name(tokens, position, row)
            break
        about = token.folded == "ve" and _is_about(tokens[start:position], row)
        if not about and _ends_before(tokens, start, end, position, row):
            break
        position = _end_of_words(tokens, position)
        end = end if about else position
    return _before_long_run(tokens, start, end, row)


def _before_long_run(tokens: list[Token], start: int, end: int, row: dict[str, str]) -> int:
    """`Trung tâm Văn hóa Nghệ thuật| thu thanh bài hát dân ca`: where two words of the name have capitals side by side, small
    letters that run on behind them are a predicate that no list holds, unless the last word in capitals is a deed and they its object."""
    capitals = [index for index in range(start, end) if tokens[index].is_capital]
    if len(capitals) < 2 or row["kind"] in habits.NAMED_AFTER:
        return end
    left, last = capitals[-2:]
    if any(not token.is_word or token.folded == "va" for token in tokens[left:end]) or opens_clause(*_pair(tokens, last)):
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
    if end == start and opens_duty(*_pair(tokens, position)):
        return False  # Hội đồng | xét tặng danh hiệu
    if position == start and row["head"] in _OF_SEVERAL and token.folded == "cac":
        return False
    return _begins_clause(tokens, position) and not _lacks_object(tokens[start:end], row)


def _is_number_of_name(tokens: list[Token], position: int, row: dict[str, str]) -> bool:
    """`Công ty Cà phê 720`, `Trung tâm Cấp cứu 115`: a number that ends the name, before a mark or the predicate; it counts nothing."""
    if row["kind"] not in _NUMBERED_KINDS or len(tokens[position].text) < 2:
        return False
    following = tokens[position + 1] if position + 1 < len(tokens) else None
    return following is None or not following.is_word or following.folded == "va" or _begins_clause(tokens, position + 1)


def _is_size(tokens: list[Token], position: int) -> bool:
    """`doanh nghiệp nhỏ | và | vừa`: the adjectives are one."""
    beside = {token.folded for token in (tokens[position - 1], *tokens[position + 1 : position + 2])}
    return beside == {"nho", "vua"}


def _named_after_place(tokens: list[Token], start: int, position: int) -> bool:
    """Whether two words in capitals behind small ones end the name before `position`: `Ban quản lý Vườn quốc gia Pù Mát| sản xuất`."""
    last = [token.is_word and token.is_capital for token in tokens[max(start, position - 3):position]]
    return last == [False, True, True] and tokens[position - 3].is_word and head(tokens, position - 2) is None


def _deeds_listed(tokens: list[Token], start: int, position: int, row: dict[str, str]) -> int:
    """Index after what a body named for what it does goes on with behind a comma, in small letters, up to the predicate:
    `Phòng Quản lý vận tải|, phương tiện và người lái| kiểm tra`; `position` where no such words stand there."""
    deed = " ".join(token.text.lower() for token in tokens[start:start + 2])
    begin = position + 1
    if tokens[position].text != "," or row["head"] in _NAMED_FOR_FIELDS or begin >= len(tokens):
        return position
    if not opens_clause(deed) or opens_duty(deed):
        return position
    if tokens[begin].is_capital or tokens[begin].folded in _OTHERS or head(tokens, begin) or _begins_clause(tokens, begin):
        return position
    for index in range(begin, min(begin + _MOST_BEHIND_COMMA, len(tokens))):
        if tokens[index].text == ":" or tokens[index].folded != "va" and _begins_clause(tokens, index):
            return index
        if not tokens[index].is_word or tokens[index].is_capital or tokens[index - 1].folded == "va" and head(tokens, index):
            return position
    return position


def _lacks_object(words: list[Token], row: dict[str, str]) -> bool:
    """A body named for what it does needs more than the verb: `Trung tâm Hỗ trợ | phát triển giáo dục hòa nhập`."""
    return row["head"] not in _NAMED_FOR_FIELDS and opens_clause(" ".join(token.text.lower() for token in words))


def _is_about(words: list[Token], row: dict[str, str]) -> bool:
    """A board is named for what it is about: `Ban Chỉ đạo liên ngành | về an toàn thực phẩm`."""
    return row["head"] in _BOARDS and " ".join(word.folded for word in words) in {"", "lien nganh", "quoc gia"}


def _capital(tokens: list[Token], position: int) -> bool:
    return position < len(tokens) and tokens[position].is_word and tokens[position].is_capital


def _joins(tokens: list[Token], position: int, row: dict[str, str]) -> bool:
    mark = tokens[position].text
    beside = [tokens[position - 1], *tokens[position + 1 : position + 2]]
    if mark in {"-", "–", "&"}:
        return _capital(tokens, position + 1)
    if mark == "/":
        return all(token.text.isupper() and len(token.text) > 1 for token in beside)
    if mark == "," and tuple(token.folded for token in beside) in _PAIRED:
        return True
    if mark != "," or row["head"] not in _LISTED or not _capital(tokens, position + 1) or head(tokens, position + 1):
        return False
    for index in range(position + 1, min(position + 7, len(tokens) - 1)):
        if tokens[index].folded == "va" or tokens[index].text == "&":
            return _capital(tokens, index + 1) and head(tokens, index + 1) is None
        if not tokens[index].is_word and tokens[index].text != ",":
            return False
    return False


def _begins_clause(tokens: list[Token], position: int) -> bool:
    word, following = _pair(tokens, position)
    if position and (tokens[position - 1].folded, tokens[position].folded) in _COMPOUNDS:
        return False
    before = tokens[position - 1] if position else None
    if before and opens_duty(word, following) and makes_word(before.text.lower(), word):
        return False  # Thường | trực
    return opens_clause(word, following)


def _pair(tokens: list[Token], position: int) -> tuple[str, str]:
    """The word at `position` and the one behind it, in lower case."""
    following = tokens[position + 1].text.lower() if position + 1 < len(tokens) else ""
    return tokens[position].text.lower(), following


def _starts_another(tokens: list[Token], position: int) -> bool:
    """A head noun of an organisation with a capital after a space alone begins the next name (`Sở Y tế Sở Tài chính`)."""
    found = head(tokens, position)
    return bool(found and found[1]["kind"] in {"so", "ubnd", "hdnd"} and len(tokens[position].text) > 1 and found[1]["head"] != "Bộ")
