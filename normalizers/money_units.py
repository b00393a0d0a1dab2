"""Units of money and what may follow them: `tỷ đồng/huyện/năm`, `184,356 tỷ`, but not `2 triệu người`."""

from functools import lru_cache

import regex

from normalizers import units
from normalizers.plain import fold
from normalizers.unreadable import Unreadable

_FACTORS = {"nghin": 10**3, "ngan": 10**3, "trieu": 10**6, "tr": 10**6, "ty": 10**9, "ti": 10**9}
# `đồng` is no money in these: 12 đồng chí, 5 triệu đồng bào.
NO_COMPOUND = r"(?!\s*(?:chí|bào|bộ|thời|hồ|ruộng|lúa|đội|loạt|đều|phục|nghiệp|dân|muối|cỏ)\b)"
_SCALE = r"(?:nghìn|ngàn|triệu|tỷ|tỉ|tr\.?)"
_CURRENCY = rf"(?:đồng{NO_COMPOUND}|VNĐ|VND|₫|đ)(?!\p{{L}})"
PATTERN = (
    rf"(?:(?:(?:nghìn|ngàn|triệu)\s*)?{_SCALE}\s*{_CURRENCY}|{_CURRENCY}"
    rf"|(?:(?:nghìn|ngàn|triệu)\s+)?(?:tỷ|tỉ|triệu)(?!\p{{L}})(?!\s*(?:lệ|trọng|suất|số|giá|phú|phần)\b))"
)
_BARE = regex.compile(r"(?:tỷ|tỉ|triệu)\Z", regex.IGNORECASE)
_FOREIGN = regex.compile(r"\s*(?:đô|USD|EUR|euro|yên|won|nhân dân tệ|JPY|kWh|bảng|đồng|\$|€)", regex.IGNORECASE)
# Nouns that are counted but stand as well right after an amount: `5 tỷ năm 2021`, `200 triệu dự án A`.
_AFTER_MONEY = {"năm", "dự án", "chương trình", "kế hoạch", "đề án", "nguồn", "tháng", "quý", "huyện", "tỉnh", "xã", "đồng",
                "triệu đồng", "tỷ đồng", "tỉ đồng", "nghìn đồng", "nhiệm vụ", "hoạt động", "nội dung", "chi", "lần"}
_PER = regex.compile(r"\s*/\s*(?=\p{L})")
_TIMES = {"năm", "tháng", "quý", "ngày", "giờ", "tuần", "buổi", "vụ", "kỳ", "lần", "đợt"}
_WORD = regex.compile(r"[\p{L}\d²³]+")


@lru_cache(maxsize=1 << 8)
def factor(unit: str) -> int:
    """How many đồng one of the unit is: `triệu đồng` -> 1000000, `nghìn tỷ` -> 10**12, `đ` -> 1."""
    value = 1
    for word in regex.findall(r"nghin|ngan|trieu|ty|ti|tr", fold(unit)):
        value *= _FACTORS[word]
    return value


@lru_cache(maxsize=1 << 8)
def spaced(unit: str) -> str:
    """The unit with a space before `đồng` and no other white space: `tỷđồng` -> `tỷ đồng`."""
    return regex.sub(r"(?<=[nuỷỉ])\s*(?=đồng)", " ", " ".join(unit.split()), flags=regex.IGNORECASE)


def is_money(text: str, match: regex.Match) -> bool:
    """Whether a figure with `tỷ` or `triệu` and no `đồng` is money: not before a noun that is counted."""
    unit = match["unit"]
    if unit in {"đ", "Đ"}:
        return len(match["low"]) > 2  # 5đ is a point of a clause, not five đồng
    if not _BARE.search(unit):
        return True
    if _FOREIGN.match(text, match.end()):
        return False
    following = text[match.end():match.end() + 40]
    if not following[:1].isspace():
        return True
    if match["low_unit"]:
        return True
    try:
        noun = units.read(following)
    except Unreadable:
        return True
    return noun.lower() in _AFTER_MONEY


def read_per(text: str, position: int) -> str | None:
    """What is printed after the slash at `position`, slashes included: `/huyện/năm` -> `huyện/năm`; else None."""
    start = end = None
    while slash := _PER.match(text, end if end is not None else position):
        begin = slash.end()
        stop = _noun_end(text, begin)
        if start is None:
            start = begin
        end = stop
    return None if start is None else text[start:end]


def _noun_end(text: str, begin: int) -> int:
    word = _WORD.match(text, begin)
    assert word is not None  # _PER looked ahead to a letter
    if word[0].lower() in _TIMES:
        return word.end()
    try:
        noun = units.read(text[begin:begin + 40])
    except Unreadable:
        return word.end()
    return begin + len(noun) if fold(text[begin:begin + len(noun)]) == fold(noun) else word.end()
