"""The words about a figure: the value it started from, scope, indicator."""
from __future__ import annotations

import regex

from extractors.figures.direction import folded_action_verbs
from extractors.figures.numbers import Figure
from extractors.figures.segments import Segment
from normalizers.plain import fold

_FROM = regex.compile(r"\b(?:từ|tu)\s+(?:mức\s+|khoảng\s+|gần\s+|trên\s+|dưới\s+|hơn\s+)?$", regex.IGNORECASE)
_FROM_TO = regex.compile(
    r"^[^;:]{0,60}?\b(?:xuống(?:\s+còn|\s+dưới|\s+khoảng|\s+mức|\s+đến)?|lên(?:\s+đến|\s+tới|\s+trên|\s+khoảng|\s+mức|\s+thành)?|còn"
    r"|tăng\s+lên|giảm\s+xuống|đến|tới)\b[^,;:\d]{0,40}(?:năm\s+\d{4},?\s*(?:đạt\s+|còn\s+)?)?[^,;:\d]{0,20}$",
    regex.IGNORECASE,
)
_DIRECTLY_TO = regex.compile(r"\s*(?:lên|xuống(?:\s+còn)?)\s*(?:khoảng\s+|trên\s+|dưới\s+)?", regex.IGNORECASE)
"""đào tạo nghề: 27,6% lên 34,5%"""
_DASH = regex.compile(r"[-–—]")
_BRACKET = regex.compile(r"\([^()]*\)")
_SCOPE = regex.compile(
    r"\b(?P<scope>(?i:(?:trên\s+địa\s+bàn\s+)?toàn\s+(?:tỉnh|huyện|thành\s+phố|xã|thị\s+xã|quốc|ngành)\b|cả\s+(?:nước|tỉnh)\b"
    r"|thành\s+thị\b|nông\s+thôn\b(?!\s+mới)|"
    r"(?:các|những)\s+(?:xã|huyện|thôn|bản|phường|thành\s+phố|địa\s+phương|vùng|khu\s+vực)\b"
    r"(?:\s+(?!(?:có|được|đạt|giảm|tăng|là|và|để|cho|từ|đến"
    r"|dưới|trên|hiện|còn|đã|đang|sẽ|phải|đều|năm|theo|với|do|trong|sử\s+dụng|ghi\s+nhận)\b)\p{Ll}+){0,5})|"
    r"(?:[Hh]uyện|[Tt]hành\s+phố|[Tt]hị\s+xã|[Xx]ã|[Pp]hường|[Tt]hị\s+trấn)\s+\p{Lu}\p{L}+(?:\s+\p{Lu}\p{L}+){0,3})"
)
"""Where a figure holds: what describes a place follows `các xã`, `những vùng` alone (`các xã đặc biệt khó khăn`)."""
_OPENING = regex.compile(
    r"""^[\s\-–+*•,;:.(]*(?:(?:phấn\s+đấu|phan\s+dau|đến|tới|hết|cuối|(?:năm\s+)?\d{4}|(?:hằng|hàng)\s+năm|mỗi\s+năm|bình\s+quân
    |giai\s+đoạn\s+\d{4}\s*[-–]\s*\d{4}|và|trong\s+đó|với|có|đã|
        đảm\s+bảo|bảo\s+đảm|duy\s+trì|giảm(?!\s+(?:nghèo|thiểu|sát|đói)\b)|tăng(?!\s+(?:cường|trưởng|gia)\b)|đạt|nâng|thực\s+hiện
        |hoàn\s+thành|cắt\s+giảm|toàn\s+(?:tỉnh|huyện|thành\s+phố|xã)\s+(?:có|còn)|[,:]|trên\s+địa\s+bàn|
        riêng|(?:tính\s+đến\s+|hiện\s+)?nay|so\s+với\s+(?:cùng\s+kỳ|năm\s+(?:\d{4}|trước))(?=\s*,)|tương\s+ứng|l[uũ]y\s+k[eếê](?=\s*$)
        |không\s+(?:vượt\s+)?quá|tối\s+thiểu|tối\s+đa|ít\s+nhất|trở\s+(?:lên|xuống))\s*)+(?=\s|$|\p{L})""",
    regex.VERBOSE | regex.IGNORECASE,
)
_TRAILING = regex.compile(
    r"""(?:[\s,(:=–\-<>≤≥]|\b(?:(?<!không\s)đạt|còn|là|chiếm|bình\s+quân|(?<!trở\s)(?:xuống|lên)|trên|dưới|từ|khoảng|tối\s+thiểu|tối\s+đa
    |ít\s+nhất|không\s+quá|giảm|tăng|(?:giảm|tăng)\s+lần\s+lượt|lần\s+lượt|gấp|mới\s+chỉ|chỉ|tỷ\s+lệ|với|có|được|và|gần|hơn|
        đến|ước|so\s+với|mỗi\s+năm|hàng\s+năm|hằng\s+năm|thêm|bằng|cho|đã|tổng\s+số|năm\s+\d{4}|vượt|không\s+(?:dưới|vượt\s+quá|hơn
        |thấp\s+hơn|cao\s+hơn|kém)|(?:thấp|cao|ít|nhiều|lớn|nhỏ)\s+hơn|ở\s+mức|duy\s+trì(?:\s+ổn\s+định)?|phấn\s+đấu|trong\s+đó|
        (?<!\d)\d[\d.,]*\s*(?:tỷ|triệu|nghìn)(?:\s+đồng)?|tương\s+đương|mức|phải))+$""",
    regex.VERBOSE | regex.IGNORECASE,
)
_MEASURED = regex.compile(
    r"(?:[:=]|\b(?:là|đạt|còn|chiếm|dưới|trên|xuống|lên|giảm|tăng|khoảng|ở\s+mức|bằng|từ|bình\s+quân|không\s+quá|tối\s+thiểu"
    r"|ít\s+nhất))\s*$|\btỷ\s+lệ\b|\btỷ\s+suất\b",
    regex.IGNORECASE,
)
_TIME = regex.compile(
    r"^[\s,]*(?:(?:vào|đến|trong|cho\s+đến)\s+)?(?:(?:cuối|hết|đầu)\s+)?năm\s+\d{4}\b|,?\s*so\s+với\s+.*$|,?\s*(?:trở\s+lên"
    r"|trở\s+xuống)\b",
    regex.IGNORECASE | regex.DOTALL,
)
_AMOUNTS = regex.compile(r",?\s+(?:ước\s+)?(?:đạt|là)\s+(?:trên|khoảng|gần|hơn)?\s*\d.*$", regex.IGNORECASE | regex.DOTALL)
_DANGLING = regex.compile(
    r"^(?:trở\s+(?:lên|xuống)\s+)+|(?:\s+(?:bằng|với|là|từ|và|trên|dưới|còn|đến|tới|tăng|giảm|khoảng))+$",
    regex.IGNORECASE,
)
"""What is left of a comparison at either end of the words behind the figure."""
_WHOLE = regex.compile(r"(?:\s?/\s?\d[\d.,]*(?<=\d)\s\p{L}+)?")
"""420 hộ/5.600 hộ: out of how many"""
_EACH = regex.compile(r"(?:mỗi|từng)\s", regex.IGNORECASE)
"""mỗi xã có 02 mô hình: what is counted are the models"""
_SCALE_WORD = regex.compile(r"^\s*(?:nghìn|ngàn|vạn|triệu|tỷ)\s+", regex.IGNORECASE)
_RIGHT_END = regex.compile(
    r"[;.:]\s*$|[;:]|\.(?=\s)|,?\s+trong\s+đó\b|\s+với\s+(?:tổng\s+)?(?:kinh\s+phí|số\s+tiền|số\s+vốn)\b|\((?=[^)]*\d)|,\s*(?:chiếm|đạt"
    r"|tăng|giảm|bằng|tương\s+đương)\b"
)


def baseline(text: str, figures: list[Figure], index: int, start: int) -> Figure | None:
    """The figure that this one starts from: `từ 24,68% năm 2017 xuống còn 11 - 13%`."""
    for back in (1, 2):
        if index < back:
            break
        one, other = figures[index - back], figures[index]
        if one.unit != other.unit and one.unit:
            continue
        between = text[one.end : other.start]
        if one.low != one.high and between.lstrip().startswith("("):
            break  # giảm từ 1 - 2% (còn dưới 16%): by how much, and how much is left
        if one.unit == other.unit and one.low == one.high and _DIRECTLY_TO.fullmatch(between):
            return one
        if back == 2:
            between, brackets = _BRACKET.subn(" ", between)
            if not brackets:
                break
        if _is_level(text, one, other) and _FROM.search(text[max(start, one.start - 14) : one.start]) and _FROM_TO.match(between):
            return one
    return None


def _is_level(text: str, figure: Figure, later: Figure) -> bool:
    """Whether something can start from the figure.

    No yearly step (`giảm từ 1,2 - 1,5%/năm`), no bound, no range of a count (`từ 01 đến 02 xã`).
    """
    if figure.rate != later.rate and (figure.rate or "").startswith("nam") or figure.comparator in {">=", "<="}:
        return False
    return figure.low == figure.high or _DASH.search(text[figure.start : figure.number_end]) is not None


def scope(text: str, segment: Segment, figure: Figure) -> str | None:
    """The place that the figure holds for, as printed."""
    near = _SCOPE.search(text, figure.end, min(len(text), segment.end))
    before = list(_SCOPE.finditer(text, segment.start, figure.start))
    match = before[-1] if before else near
    return " ".join(match["scope"].split()) if match else None


def indicator(text: str, segment: Segment, figure: Figure, previous: str | None, start: Figure | None = None) -> str:
    """What is counted or measured, in the words of the sentence, without those of comparison or of the value started from.

    `previous` is the indicator of the figure before it, `start` the figure that it starts from (see `baseline`).
    """
    raw = text[segment.start : figure.start if start is None or start.start < segment.start else start.start]
    before = _TRAILING.sub("", _OPENING.sub("", _AMOUNTS.sub("", raw))).strip(" ,;:.-–+(").lstrip(") ")
    stop = _RIGHT_END.search(text, figure.end, segment.end)
    after = _DANGLING.sub("",
                          _TIME.sub("",
                                    text[_WHOLE.match(text, figure.end).end() : stop.start() if stop
                                         else segment.end]).strip(" ,;:.)("))
    before = "" if fold(before) in folded_action_verbs() or _SCOPE.fullmatch(before) else before
    measured = bool(_MEASURED.search(raw)) and len(before.split()) > 1
    if figure.unit in {"%", ""} or figure.unit.startswith(("/", "lần", "điểm")):
        if before and (measured or len(after.split()) < 2):
            return _clip(before)
        return _clip(after if len(after.split()) > 1 else _of(previous, figure) or after or before or _behind_bracket(text, figure.end))
    before = "" if _EACH.match(before) else before
    noun = _SCALE_WORD.sub("", regex.sub(r"\s*/.*", "", text[figure.number_end : figure.end])).strip()
    return _clip((before if before and not after else f"{noun} {after}".strip()) or previous or "")


def _of(previous: str | None, figure: Figure) -> str | None:
    if previous is None:
        return None
    return f"tỷ lệ {previous}" if figure.unit == "%" and not previous.lower().startswith("tỷ lệ") else previous


def _behind_bracket(text: str, end: int) -> str:
    """The words after a bracket that parts a percentage from what it is of: `70% (tương đương 350 hộ) số hộ kinh doanh`."""
    bracket = _BRACKET.search(text, end)
    if bracket is None:
        return ""
    stop = _RIGHT_END.search(text, bracket.end())
    return text[bracket.end() : stop.start() if stop else len(text)].strip(" ,.")


def _clip(phrase: str) -> str:
    words_ = " ".join(phrase.split())[:240].rstrip(" ,;:(")
    return f"{words_})" if words_.count("(") > words_.count(")") else words_
