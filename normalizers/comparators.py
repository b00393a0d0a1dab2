"""Comparators from the words around a number (`trên 90%`, `không quá 5%`, `từ 10 hộ trở lên`).

Matching is accent-free, since scans lose tone marks and none of these words has a rival before a number.
"""

import regex

from normalizers.plain import fold

# Words that may stand between a bound and its number: `tối thiểu đạt 30%`, `ít nhất mỗi xã có 01 mô hình`.
_BETWEEN = (
    r"(?:\s+(?:dat|la|tu|co|duoc|phai|con|bang|muc|so|den|toi|va|cho|cua|ve|mot|tren mot|"
    r"moi\s+\w+(?:\s+\w+)??|(?:xay dung|thuc hien|to chuc|thanh lap|giam|tang|ho tro|bo tri)))*"
)
_ADJACENT = r"(?:\s+(?:la|muc|tu|cho|con))?"

_APPROXIMATE = regex.compile(
    r"\b(?:khoang(?:\s+(?:chung|tren|gan))?|uoc\s+khoang|xap\s+xi|tren\s+duoi)(?:\s+(?:tu|la|dat|co|bang))*[\s(“]*$"
)
_AT_LEAST = regex.compile(
    rf"(?:≥|>=|\b(?:toi\s+thieu|it\s+nhat|thap\s+nhat){_BETWEEN}"
    rf"|\bkhong\s+(?:duoi|it\s+hon|thap\s+hon|nho\s+hon|kem\s+hon){_ADJACENT})[\s(“]*$"
)
_AT_MOST = regex.compile(
    rf"(?:≤|<=|\b(?:toi\s+da|nhieu\s+nhat|cao\s+nhat){_BETWEEN}"
    rf"|\bkhong\s+(?:duoc\s+)?(?:vuot\s+)?(?:qua|tren|hon|vuot|cao\s+hon|lon\s+hon|nhieu\s+hon){_ADJACENT})[\s(“]*$"
)
_MORE = regex.compile(
    rf"(?:>|\b(?:tren|vuot(?:\s+(?:qua|tren|muc))?){_ADJACENT})[\s(“]*$"
)
_LESS = regex.compile(
    rf"(?:<|\b(?:duoi|(?:it|thap|nho|kem)\s+hon|chua\s+(?:den|toi|day)|khong\s+(?:den|toi|day)){_ADJACENT})[\s(“]*$"
)
# These have rivals without their tone marks (`chung`, `gan`, `thông qua`), so they are matched as printed.
_PRINTED_APPROXIMATE = regex.compile(r"\b(?:gần|chừng)(?:\s+(?:từ|là|đạt|có|bằng))*[\s(“]*$", regex.IGNORECASE)
_PRINTED_MORE = regex.compile(r"\b(?:hơn|quá)(?:\s+(?:là|mức|từ))?[\s(“]*$", regex.IGNORECASE)
_UP_TO = regex.compile(r"\bden\s*$")
_NOT_UP_TO = regex.compile(
    r"\b(?:tu|len|xuong|tang|nang|giam|tinh|dat|tro|dua|mang|chuyen|phu|keo|cung cap|tuyen truyen|pho bien|toi|phat|ket noi)\b"
)
# ... `đưa nước sạch đến 1.150 hộ`: where it goes, no bound
_AND_MORE = regex.compile(r"^[^\d.;:()]{0,40}?\btro\s+len\b")
_AND_LESS = regex.compile(r"^[^\d.;:()]{0,40}?\btro\s+xuong\b")

_RULES = [
    (_APPROXIMATE, "~"), (_AT_LEAST, ">="), (_AT_MOST, "<="), (_LESS, "<"), (_MORE, ">"),
]


def comparator(words_before: str, words_after: str = "") -> str:
    """`=`, `>=`, `>`, `<=`, `<` or `~` for a number between these words (a few words of each are enough).

    Never raises: without a word of comparison the number stands for itself, `=`.
    """
    after = fold(words_after[:60])
    if _AND_MORE.search(after):
        return ">="
    if _AND_LESS.search(after):
        return "<="
    printed = words_before[-80:]
    before = fold(printed)
    for pattern, sign in _RULES:
        if pattern.search(before):
            return sign
    if _PRINTED_APPROXIMATE.search(printed):
        return "~"
    if _PRINTED_MORE.search(printed):
        return ">"
    if _UP_TO.search(before) and not _NOT_UP_TO.search(before[-40:]):
        return "<="
    return "="
