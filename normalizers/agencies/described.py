"""Groups told apart in small letters by what they are or do: `các tổ chức hành nghề công chứng`, `các đơn vị quản lý hồ chứa`.

No list holds such words. They belong to the group where a verb that can only open the predicate follows them at once.
"""

from functools import cache

import regex

from normalizers.agencies.predicates import makes_word, opens_clause, opens_duty, openings_of_two

_WORD = regex.compile(r"[ ]+(\p{Ll}+)(?!\p{L})")
_MOST_WORDS = 7
_NOUN = regex.compile(
    r"(?:cơ quan|cơ sở|tổ chức|doanh nghiệp|hội|chủ đầu tư|trung tâm|trạm|hợp tác xã|bệnh viện|công ty|đơn vị|hiệp hội|trường"
    r"|ngân hàng|xí nghiệp|quỹ tín dụng|kinh doanh|sản xuất)$", regex.IGNORECASE
)
"""What such words follow; places and departments act under their nouns alone."""
_NOUN_OF_WORK = regex.compile(r"(?:cơ quan|đơn vị|cơ sở|tổ chức|doanh nghiệp|công ty)$", regex.IGNORECASE)
_WORK = {
    "quản lý", "khai thác", "vận hành", "kinh doanh", "sản xuất", "thi công", "chủ quản", "sử dụng", "cung cấp", "cung ứng",
    "truyền tải", "phân phối", "bán lẻ", "bán buôn", "thu mua", "giết mổ", "nuôi trồng", "nhập khẩu", "xuất khẩu", "vận chuyển",
    "cho thuê", "thu gom",
    "chế biến", "nuôi dưỡng", "chăm sóc", "trợ giúp", "đào tạo", "tư vấn", "giới thiệu",
}
"""Verbs that tell what a body is for; before them and their object a predicate of its own must follow."""
_NO_VERBS = {
    "hằng năm", "hàng năm", "nêu trên", "liên quan", "trực thuộc", "thành phố", "thị xã", "thị trấn", "căn cứ",
    "đầu mối", "thông tin", "thống kê", "báo cáo", "quy định", "quản lý", "quyết định", "thông báo", "đầu tư",
    "tư vấn", "dự toán", "xây dựng", "phát triển", "phục vụ", "bảo vệ", "thanh toán", "cho vay", "sử dụng",
    "điều trị", "đào tạo", "bồi dưỡng", "thực hiện", "tham gia", "dự thảo", "kế toán", "kiểm toán",
    "chuyển giao", "thay đổi", "lập hồ sơ",
}
"""Of two syllables, they stand behind nouns of a name as well, or open no predicate."""
_ALONE = {"phải", "cần", "sẽ", "tự", "lập", "gửi", "nộp", "ký"}
_TRADES = {"phát điện", "cấp nước", "thoát nước", "chăn nuôi", "trồng trọt", "lữ hành", "lưu trú", "dạy nghề", "bán hàng", "ăn uống"}
"""Work that has no object behind it."""
_AFTER_WORK = {"xây dựng", "thực hiện", "báo cáo", "thông báo"}
"""Behind a body's work and its object they open the predicate."""

_NO_OPENINGS = {"ngoài công"}
"""các cơ sở ngoài công lập"""


@cache
def _verbs() -> frozenset[str]:
    return (openings_of_two() | {"có trách", "chịu trách"}) - _NO_VERBS


def end_of_description(text: str, start: int, end: int) -> int:
    """Where the words end that tell which bodies of the group `text[start:end]` are meant; `end` where none do."""
    words: list[regex.Match] = []
    while len(words) < _MOST_WORDS + 2 and (word := _WORD.match(text, words[-1].end() if words else end)):
        words.append(word)
    pairs = [f"{left[1]} {right[1]}" for left, right in zip(words, words[1:], strict=False)]
    if len(words) > 3 and pairs[0] in _TRADES and _NOUN_OF_WORK.search(text, start, end) and opens_clause(words[2][1], words[3][1]):
        return words[1].end()
    at_work = pairs and pairs[0] in _WORK
    if len(words) < 3 or not (_NOUN_OF_WORK if at_work else _NOUN).search(text, start, end):
        return end
    if not at_work and opens_clause(words[0][1], words[1][1]):
        return end
    first = 3 if at_work else 2
    for index in range(first, len(pairs)):
        if makes_word(words[index - 1][1], words[index][1]):
            continue  # chương | trình
        duty = words[index][1] in _ALONE or opens_duty(words[index][1], words[index + 1][1]) and pairs[index] not in _NO_VERBS
        if duty or pairs[index] in _verbs() or at_work and pairs[index] in _AFTER_WORK:
            return words[index - 1].end()
        if pairs[index] not in _NO_OPENINGS and opens_clause(words[index][1], words[index + 1][1]):
            return end
    return end
