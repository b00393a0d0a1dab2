"""What may stand between the words of one name: marks, `và`, numbers, and deeds told behind a comma."""

from normalizers.agencies import known
from normalizers.agencies.head_nouns import head, opens_title
from normalizers.agencies.predicates import begins_clause, opens_clause, opens_duty
from normalizers.agencies.tokens import Token

_LISTED = {"Sở", "Bộ", "Trung tâm", "Ban", "Phòng", "Văn phòng", "Chi cục", "Báo", "Đài", "Hội"}  # commas inside names
NAMED_FOR_FIELDS = {"Sở", "Bộ", "Báo", "Đài", "Thanh tra", "Hội"}  # never named for what they do
BOARDS = {"Ban Chỉ đạo", "Ban Điều hành", "Hội đồng", "Tổ công tác", "Tiểu ban"}
_NUMBERED_KINDS = {"cong_ty", "trung_tam", "truong", "quan_su", "doi", "doan", "to"}
_NUMBERED_ALONE = {"quan_su", "trai_giam"}
"""Named by one figure too: Sư đoàn 3, Trại giam Phú Sơn 4"""
_NUMBERED_STATIONS = {"chi_cuc", "tram", "doi"}
"""By one figure that ends a line: Hạt Quản lý đường bộ 3"""
_PAIRED = {("phong", "chong"), ("chay", "chua"), ("nan", "cuu"), ("kham", "chua"), ("benh", "chua"), ("huong", "tai")}
"""Words that a comma parts inside one name: Phòng, chống thiên tai; khám bệnh, chữa bệnh."""
_OTHERS = {"cac", "cung", "don", "co", "dia", "chu", "ubnd", "uy", "doan", "nhan", "ca", "to", "doanh", "chinh", "cap", "lanh",
           "thu", "nguoi", "can", "moi", "so", "ban", "nganh", "thanh", "gia", "ho", "luc", "truong", "phong", "xa", "huyen"}
"""What begins another agency behind a comma or `và`, in small letters."""
DEEDS = {"xúc tiến", "khuyến công", "dịch vụ", "giám định", "kiểm định", "quy hoạch"}
"""What centres are named for beside the verbs of duty."""
_MOST_BEHIND_COMMA = 8
_MOST_BEHIND_AND = 6


def joins(tokens: list[Token], position: int, row: dict[str, str]) -> bool:
    """Whether the mark at `position` stands inside the name under the head of `row`."""
    mark = tokens[position].text
    beside = [tokens[position - 1], *tokens[position + 1 : position + 2]]
    if mark in {"-", "–", "&"}:
        return capital(tokens, position + 1)
    if mark == "/":
        return all(token.text.isupper() and len(token.text) > 1 for token in beside)
    if mark == "," and tuple(token.folded for token in beside) in _PAIRED:
        return True
    following = position + 1
    if mark != "," or row["head"] not in _LISTED or not capital(tokens, following):
        return False
    if head(tokens, following) or opens_title(tokens, following) or known.match(tokens, following):
        return False
    for index in range(position + 1, min(position + 7, len(tokens) - 1)):
        if tokens[index].folded == "va" or tokens[index].text == "&":
            return capital(tokens, index + 1) and head(tokens, index + 1) is None and not opens_title(tokens, index + 1)
        if not tokens[index].is_word and tokens[index].text != ",":
            return False
    return False


def capital(tokens: list[Token], position: int) -> bool:
    return position < len(tokens) and tokens[position].is_word and tokens[position].is_capital


def and_goes_on(tokens: list[Token], start: int, position: int) -> bool:
    """Whether `và` at `position` stands inside a name that begins at `start`: before a capital that begins no name or title of its
    own; between small letters where no other agency begins (`Khu Bảo tồn loài | và | sinh cảnh Nam Xuân Lạc`)."""
    following = position + 1
    if following >= len(tokens) or position == start or head(tokens, following) or opens_title(tokens, following):
        return False
    if tokens[following].is_capital:
        return True
    before = tokens[position - 1]
    if not before.is_word or before.is_capital or before.text.isdigit() or not tokens[following].is_word:
        return False
    if tokens[following].folded in _OTHERS or begins_clause(tokens, following):
        return False
    for index in range(following + 1, min(following + _MOST_BEHIND_AND, len(tokens))):
        if not tokens[index].is_word or tokens[index].is_capital or begins_clause(tokens, index):
            return not (tokens[index].is_capital and head(tokens, index)) and tokens[index].folded != "cac"
    return following + _MOST_BEHIND_AND > len(tokens)


def is_size(tokens: list[Token], position: int) -> bool:
    """`doanh nghiệp nhỏ | và | vừa`: the adjectives are one."""
    beside = {token.folded for token in (tokens[position - 1], *tokens[position + 1 : position + 2])}
    return beside == {"nho", "vua"}


def end_of_number(tokens: list[Token], start: int, position: int, row: dict[str, str]) -> int:
    """Index after the number at `position` where it ends a name that begins at `start`: `Công ty Cà phê 720`, `Ban Chỉ đạo 389`,
    `Hải đội 2`; `position` where it counts what follows."""
    alone = row["kind"] in _NUMBERED_ALONE
    board = (row["head"] in BOARDS or row["head"] == "Ban Quản lý dự án") and position == start
    following = tokens[position + 1] if position + 1 < len(tokens) else None
    if following is None and row["kind"] in _NUMBERED_STATIONS:
        return position + 1
    if not (alone or board or row["kind"] in _NUMBERED_KINDS) or len(tokens[position].text) < 2 and not alone:
        return position
    ends = following is None or not following.is_word or following.folded == "va" or begins_clause(tokens, position + 1)
    return position + 1 if ends or alone else position


def end_of_code(tokens: list[Token], position: int) -> int:
    """Index after what a mark at `position` joins to a number: `COVID|-19`, `đường bộ II|.3`; `position` where it joins none."""
    number = tokens[position + 1] if position + 1 < len(tokens) else None
    before = tokens[position - 1]
    if number is None or not number.text.isdigit() or before.end != tokens[position].start or tokens[position].end != number.start:
        return position
    coded = tokens[position].text == "-" and before.text.isupper() and len(before.text) > 2
    numbered = tokens[position].text == "." and not before.text.strip("IVX")
    return position + 2 if coded or numbered else position


def end_of_deeds(tokens: list[Token], start: int, position: int, row: dict[str, str]) -> int:
    """Index after what a body named for what it does goes on with behind a comma, in small letters, up to the predicate:
    `Phòng Quản lý vận tải|, phương tiện và người lái| kiểm tra`; `position` where no such words stand there."""
    deed = " ".join(token.text.lower() for token in tokens[start:start + 2])
    begin = position + 1
    if tokens[position].text != "," or row["head"] in NAMED_FOR_FIELDS or begin >= len(tokens):
        return position
    if deed not in DEEDS and (not opens_clause(deed) or opens_duty(deed)):
        return position
    if tokens[begin].is_capital or tokens[begin].folded in _OTHERS or head(tokens, begin) or begins_clause(tokens, begin):
        return position
    for index in range(begin, min(begin + _MOST_BEHIND_COMMA, len(tokens))):
        last = tokens[index - 1].folded == "va"
        if tokens[index].text == ":" or tokens[index].folded != "va" and not last and begins_clause(tokens, index):
            return index
        if not tokens[index].is_word or tokens[index].is_capital or last and head(tokens, index):
            return position
    return position


def lists_deeds(tokens: list[Token], start: int, position: int, row: dict[str, str]) -> bool:
    """`Hội đồng đánh giá|, phân hạng sản phẩm`: a board named for two deeds, nothing but the first before the comma."""
    words = [token.text.lower() for token in tokens[start:position]]
    following = tokens[position + 1:position + 2]
    return (row["head"] == "Hội đồng" and tokens[position].text == "," and len(words) in {1, 2} and len(following) == 1
            and opens_clause(words[0], " ".join(words[1:])) and not following[0].is_capital and following[0].folded not in _OTHERS)
