"""Comparator of a figure from the words on both sides of it, and which of those words are its own."""
from __future__ import annotations

import regex

from normalizers import numbers
from normalizers.plain import fold

_EXCEEDED = regex.compile(r"\bvượt(?:\s+(?:mức|trên|hơn))?\s*$", regex.IGNORECASE)
_PLANNED = regex.compile(r"^[^;.,]{0,30}\b(?:kế\s+hoạch|chỉ\s+tiêu|dự\s+toán|so\s+với|kh)\b", regex.IGNORECASE)
_BY_AS_MUCH = regex.compile(r"\bvượt\s+(?:mức\s+)?(?:kế\s+hoạch|chỉ\s+tiêu|dự\s+toán)(?:\s+\p{Ll}+){0,3}\s*$", regex.IGNORECASE)
"""vượt 8,1% kế hoạch: by as much, not above it"""
_DETAILED = regex.compile(r"(?:\bvượt|\b(?:cao|thấp|nhiều|ít|lớn)\s+nhất)\s*\(\s*$", regex.IGNORECASE)
"""18 chỉ tiêu đạt và vượt (12 chỉ tiêu vượt, 06 chỉ tiêu đạt); có số mắc cao nhất (29 ca)"""
_THAN = regex.compile(r"\b(?:thấp|cao|ít|nhiều|kém|lớn|nhỏ)\s+hơn\s*$", regex.IGNORECASE)
_THAN_WHAT = regex.compile(r"^\s*(?:so\s+với|so|kế\s+hoạch|chỉ\s+tiêu|quy\s+định|bình\s+quân|mức|năm|cùng\s+kỳ)\b", regex.IGNORECASE)
"""thấp hơn 3,8% so với kế hoạch: by as much"""
_DENIED = regex.compile(
    r"\bkhong\s+(?:(?:(?!con\b)\w+\s+){1,4}(qua|vuot|vuot qua)|(?:duoc\s+)?(?:de|cho)\s+(?:\w+\s+){0,4}(duoi))\s*$"
)
"""không để xảy ra quá 02 vụ"""
_UPWARDS = regex.compile(r"\btrở\s+(?:lên|xuống)|\btro\s+(?:len|xuong)\b", regex.IGNORECASE)
_YEAR_NOTE = regex.compile(r"^\s*\(\s*(?:năm\s*)?(?:19|20)\d\d\s*\)")
"""97% (năm 2022) trở lên"""
_MOST_BETWEEN = 10
_GRADED = regex.compile(r"\b(?:trình\s+độ|hạng|loại|bậc|tuổi|mức|lớp)\b", regex.IGNORECASE)
"""từ 12 cán bộ có trình độ đại học trở lên: of the grade; từ 60% hồ sơ cấp xã trở lên: of the number"""
_OPEN = regex.compile(r"\b(?:từ|tu)\s*$", regex.IGNORECASE)
_WHOLE = regex.compile(r"\s*(?:(?:tổng\s+)?số(?:\s+\p{Ll}+){1,3}|dân\s+số)\s*", regex.IGNORECASE)
"""85% số hộ trở lên: what the share is of stands between"""

_UPPER_TIER = regex.compile(r"\btuyến\s+(?:trên|dưới)\s*$", regex.IGNORECASE)
"""chuyển tuyến trên 350 lượt: the tier above, no bound"""


def sign(before: str, after: str) -> str:
    """`=`, `>=`, `>`, `<=`, `<` or `~`; `after` are the figure's own words (see `own_words`)."""
    if _THAN.search(before) and _THAN_WHAT.search(after):
        return "="
    if _BY_AS_MUCH.search(before) and not _UPWARDS.search(after) or _EXCEEDED.search(before) and _PLANNED.search(after):
        return "="
    if _DETAILED.search(before) or _UPPER_TIER.search(before):
        return "="
    found = numbers.comparator(before, after)
    if found in {">", "<"} and (denied := _DENIED.search(fold(before))):
        return ">=" if denied[2] else "<="
    return found


def own_words(before: str, after: str) -> str:
    """The words behind the number without a `trở lên` that belongs to others (`36 cán bộ có trình độ đại học trở lên`)."""
    after = _YEAR_NOTE.sub(" ", after)
    match = _UPWARDS.search(after)
    if match is None:
        return after
    between = after[: match.start()]
    most = 1 if not _OPEN.search(before) else 4 if _GRADED.search(between) else _MOST_BETWEEN
    own = len(between.split()) <= most and not regex.search(r"[,;\d]", between) or _WHOLE.fullmatch(between)
    return after if own else between
