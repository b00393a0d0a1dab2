"""Bounds inside an indicator: `34 trường có tỷ lệ học sinh khá trên 45%` counts schools."""
from __future__ import annotations

import regex

from extractors.figures.numbers import Figure
from extractors.figures.segments import Segment
from extractors.figures.units import joined
from normalizers.plain import fold

_THRESHOLD = regex.compile(r"^[^,;:()]*?\b(?:co|ty le|quy mo|dien tich|cong suat|tu|tren|duoi)\b[^,;:()]*$")
_HAVING = regex.compile(r"^\W*(?:(?:da|van|hien)\s+)?(?:con|co|dat)\s+(?=(?:ty le|ty suat|muc|quy mo|dien tich|thu nhap)\b)")
"""4/21 xã còn tỷ lệ hộ nghèo trên 60%"""
_GOVERNED = regex.compile(r"\b(?:dat|giam|tang|(?<!sinh )con|xuong|hoan thanh|la|chiem|phan dau|(?<!tro )len|nang|voi|bang|duoc|va|cho)\b")
_QUALIFIED = regex.compile(
    r"\b(?:cac|nhung|doi voi|thuoc|cho|tai|o)\s+(?:\w+\s+){0,1}"
    r"(?:xa|huyen|thon|ban|ho|dia phuong|don vi|nguoi|co so|doanh nghiep|truong|dia ban|noi|vung|du an|cong trinh|khu|lop)\b"
    r"[^,;:]{0,40}\b(?:co|tu)\b[^,;:]{0,40}$"
)
_FOR_THOSE = regex.compile(r"\bdoi voi\s[^,;:]*\bco\s+(?:ty le|ty suat|muc|quy mo|dien tich|thu nhap)\b[^,;:]*$")
"""giảm 3%/năm đối với các xã có tỷ lệ hộ nghèo trên 40%"""
_EVENT = regex.compile(
    r"\b(?:o dich|o benh|dam chay|su co|tai nan|ngo doc|dich benh|bua an|bep an)\b[^,;:]{0,40}\b(?:tu|tren|duoi|quy mo|hon)\s*$"
)
"""vụ ngộ độc thực phẩm từ 30 người mắc trở lên: how large the events are that the words speak of"""
_MEASURED_BY = frozenset({"g", "gam", "gram", "kg", "mg", "cm", "mm", "ml", "lít", ""})
_NAMED = regex.compile(r"\((?:\s*theo\s+(?:ngưỡng|tiêu\s+chuẩn|chuẩn))?\s*(?:\p{Lu}[\p{L}\d]{0,5}\s*)?"
                       r"(?:nhỏ\s+hơn|lớn\s+hơn|dưới|trên|từ)?\s*[<>≤≥]?\s*$", regex.IGNORECASE)
_SIZED = regex.compile(
    r"\(\s*(?:có\s+)?(?:diện\s+tích|quy\s+mô|chiều\s+(?:dài|rộng|cao)|trọng\s+lượng|cân\s+nặng|thu\s+nhập|công\s+suất)\s*"
    r"(?:từ|dưới|trên|(?:nhỏ|lớn)\s+hơn)\s*[<>≤≥]?\s*$",
    regex.IGNORECASE,
)
"""(có diện tích nhỏ hơn 0,3 ha)"""
_CLOSED = regex.compile(r"\s*(?:trở\s+(?:lên|xuống)\s*)?\)")
"""(dưới 2.500 gam), (BMI < 18,5), (Hb <110 g/l): what the words before the bracket mean"""
_SIZE_OF_EACH = regex.compile(
    r"\b(?:moi|cho|doi voi|cac|nhung)\s[^,;:]{0,40}\b(?:mo hinh|trang trai|hop tac xa|co so|ho|nhom ho|du an|vung|canh dong)\b[^,;:]{0,40}"
    r"\bquy mo\s*(?:tu|tren|duoi|toi thieu)\s*$"
)
"""30 triệu đồng cho mỗi mô hình quy mô từ 300 con trở lên"""
_OF_SIZE = regex.compile(r"\b(?<!nang )(?<!mo rong )(?<!tang )quy mo (?:tu|tren|duoi)\s*$")
_GOES_ON = regex.compile(r"\s*(?:trở\s+(?:lên|xuống)\s*)?\p{L}")
"""Bệnh viện có quy mô từ 50 giường trở lên bố trí ...: which ones"""
_COUNT_OF_EVENTS = frozenset({"vụ", "ca", "ổ dịch", "ổ", "cuộc"})


def is_threshold(text: str, figure: Figure, segment: Segment, previous: Figure | None, before: str, after: str) -> bool:
    """Whether the figure only bounds what another one counts; `before` and `after` are the accent-free words of its segment."""
    if figure.comparator in {"=", "~"}:
        return False
    if _SIZE_OF_EACH.search(before) or _OF_SIZE.search(before) and _GOES_ON.match(text, figure.end) or _explains(text, figure, segment):
        return True
    if previous is not None and previous.end >= segment.start - 1:
        between = _HAVING.sub("", fold(text[min(joined(text, previous.end), figure.start) : figure.start]))
        if _THRESHOLD.match(between) and not _GOVERNED.search(between):
            return True
    event = _EVENT.search(before)
    if event and figure.unit not in _COUNT_OF_EVENTS and figure.unit != "%" and not figure.rate and _GOVERNED.search(event[0]) is None:
        return True
    qualified = _QUALIFIED.search(before) is not None and _GOVERNED.search(before[-30:]) is None
    return qualified and (bool(after.strip(" .;,")) or _FOR_THOSE.search(before) is not None)


def _explains(text: str, figure: Figure, segment: Segment) -> bool:
    """Whether the bound stands alone in a bracket, of a named size or in a unit of weight or length or in none."""
    opened = text.rfind("(", 0, figure.start)
    if opened < 0 or not _CLOSED.match(text, figure.end):
        return False
    measured = figure.unit.split("/")[0].strip().lower() in _MEASURED_BY and _NAMED.fullmatch(text, opened, figure.start)
    return bool(measured or _SIZED.fullmatch(text, opened, figure.start))
