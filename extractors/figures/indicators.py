"""What a figure counts or measures, in the words of its sentence."""
from __future__ import annotations

from dataclasses import dataclass

import regex

from extractors.figures.direction import folded_action_verbs
from extractors.figures.numbers import Figure
from extractors.figures.segments import Segment
from extractors.figures.subjects import Told, completed, share_of
from extractors.figures.units import joined
from extractors.figures.words import SCOPE
from normalizers.plain import fold

_BRACKET = regex.compile(r"\([^()]*\)")
_OPENING = regex.compile(
    r"""^[\s\-–+*•,;:.(]*(?:(?:l[uũ]y\s+(?:tích|k[eếê])(?=\s*:)
    |(?:cộng\s+dồn\s+|l[uũ]y\s+(?:tích|k[eếểê])\s+)?(?:tính\s+)?từ\s+(?:đầu\s+năm|ngày\s+[\d/.-]+)
        (?:\s+đến\s+(?:nay|hết\s+ngày\s+[\d/.-]+|ngày\s+[\d/.-]+|[\d/.-]+))?
    |(?:tính\s+)?đến\s+(?:hết\s+)?ngày\s+[\d/.-]+|(?:trong|riêng)\s+(?:tháng|quý|tuần|kỳ|năm)\b(?:\s+(?:\d+|(?-i:[IVX]+)\b)(?:/\d+)?)?
    |tính\s+đến\s+thời\s+điểm\s+[^,\d]{2,30},|cụ\s+thể:?|gồm:?|bao\s+gồm:?|cùng\s+kỳ|nhưng|song
    |phấn\s+đấu|phan\s+dau|dự\s+(?:kiến|báo)|ước\s+tính|đến|tới|hết|cuối|(?:năm\s+)?\d{4}
    |(?:hằng|hàng)\s+năm|mỗi\s+năm|bình\s+quân
    |giai\s+đoạn\s+\d{4}\s*[-–]\s*\d{4}|và|trong\s+đó|với|có|đã|
        đảm\s+bảo|bảo\s+đảm|duy\s+trì|giảm(?!\s+(?:nghèo|thiểu|sát|đói)\b)|tăng(?!\s+(?:cường|trưởng|gia)\b)|đạt|nâng|thực\s+hiện
        |hoàn\s+thành|cắt\s+giảm|toàn\s+(?:tỉnh|huyện|thành\s+phố|xã)\s+(?:có|còn)|[,:]|trên\s+địa\s+bàn|
        riêng|(?:tính\s+đến\s+|hiện\s+)?nay|so\s+với\s+(?:cùng\s+kỳ|năm\s+(?:\d{4}|trước))(?=\s*,)|tương\s+ứng|l[uũ]y\s+k[eếê](?=\s*$)
        |không\s+(?:vượt\s+)?quá|tối\s+thiểu|tối\s+đa|ít\s+nhất|trở\s+(?:lên|xuống))\s*)+(?=\s|$|\p{L})""",
    regex.VERBOSE | regex.IGNORECASE,
)
_TRAILING = regex.compile(
    r"""(?:[\s,(:=–\-<>≤≥]|\b(?:(?<!không\s)đạt|còn|là|chiếm|bình\s+quân|(?<!trở\s)(?:xuống|lên)|trên|dưới|từ|khoảng|tối\s+thiểu|tối\s+đa
    |ít\s+nhất|không\s+quá|giảm|tăng|(?:giảm|tăng)\s+lần\s+lượt|lần\s+lượt|gấp|mới\s+chỉ|mới(?=\s+(?:đạt|có|đáp))
    |chỉ|tỷ\s+lệ|với|có|được|và|gần|hơn|
        đến|vào|ước(?:\s+tính)?|dự\s+(?:kiến|báo)|so\s+với|mỗi\s+năm|hàng\s+năm|hằng\s+năm|thêm|bằng|cho|đã|tổng\s+số
        |năm\s+\d{4}|vượt|không\s+(?:dưới|vượt\s+quá|hơn
        |thấp\s+hơn|cao\s+hơn|kém)|(?:thấp|cao|ít|nhiều|lớn|nhỏ)\s+hơn|ở\s+mức|duy\s+trì(?:\s+ổn\s+định)?|phấn\s+đấu|trong\s+đó|
        (?<!\d)\d[\d.,]*\s*(?:tỷ|triệu|nghìn)(?:\s+đồng)?(?:/\p{L}+)*|tương\s+đương|mức|phải))+$""",
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
_AMOUNTS = regex.compile(
    r",?\s+(?:(?:ước|dự\s+kiến)\s+)?(?:(?:đạt|là)\s+(?:trên|khoảng|gần|hơn)?|(?<!tính\s)(?:vào\s+)?khoảng)\s*\d.*$",
    regex.IGNORECASE | regex.DOTALL,
)
"""vốn huy động khoảng 295 - 300 tỷ đồng, tăng 17%: the amount told before the rise"""
_DANGLING = regex.compile(
    r"^(?:trở\s+(?:lên|xuống)\s+)+|\s*\btheo\s+(?:đúng\s+)?quy\s+định$"
    r"|(?:\s+(?:bằng|với|là|từ|và|trên|dưới|còn|đến|tới|tăng|giảm|khoảng))+$",
    regex.IGNORECASE,
)
"""What is left of a comparison at either end of the words behind the figure."""
_WHOLE = regex.compile(r"(?:\s?/\s?\d[\d.,]*(?<=\d)\s\p{L}+)?")
"""420 hộ/5.600 hộ: out of how many"""
_EACH = regex.compile(r"(?:mỗi|từng)\s", regex.IGNORECASE)
"""mỗi xã có 02 mô hình: what is counted are the models"""
_SCALE_WORD = regex.compile(r"^\s*(?:nghìn|ngàn|vạn|triệu|tỷ)\s+", regex.IGNORECASE)
_RIGHT_END = regex.compile(
    r"[;.:]\s*$|[;:]|,?\s+(?:bao\s+)?gồm\b|,?\s+(?:cụ\s+thể\s+)?như\s+sau\b|,\s*(?:không|chưa|chiếm|riêng|tập\s+trung|chủ\s+yếu|nhằm"
    r"|góp\s+phần|trong\s+khi|cao\s+hơn|thấp\s+hơn|hoàn\s+thành|vượt|nhắc\s+nhở|phát\s+hiện)\b|\.(?=\s)|,?\s+trong\s+đó\b"
    r"|\s+với\s+(?:tổng\s+)?(?:kinh\s+phí|số\s+tiền|số\s+vốn)\b|\((?=[^)]*\d|\s*(?:bằng|tăng|giảm|so\s+với|không|trong\s+đó)\b)"
    r"|,\s*(?:chiếm|đạt|tăng|giảm|bằng|tương\s+đương)\b"
)
_NOTE = regex.compile(r"[¹²³⁴-⁹⁰*]+(?=\s|$|[,;.)])")
_LABEL = regex.compile(r"^.*:\s*(?=\p{L})", regex.DOTALL)
"""Các bệnh khác: sởi: 05 cas: the last name before the number"""
_REFERENCE = regex.compile(
    r"\s*(?:so\s+(?:với\s+)?)?"
    r"(?P<what>(?:tổng\s+)?(?:kế\s+hoạch|KH|chỉ\s+tiêu|dự\s+toán|cùng\s+kỳ|mục\s+tiêu)\b[^,;:.()\d]{0,40}(?:năm\s+\d{4})?)",
    regex.IGNORECASE,
)
"""đạt 52% kế hoạch năm, bằng 103% so với cùng kỳ năm 2018: what the percentage is of"""
_RATIO = regex.compile(r"(?:tỷ\s+số|tỷ\s+suất|tổng\s+tỷ\s+suất|tuổi\s+thọ)\b", regex.IGNORECASE)
"""tỷ số giới tính khi sinh 112 bé trai/100 bé gái"""
_HAPPENED = regex.compile(r"\s(?:mắc|tử\s+vong|chết|nhiễm|bệnh|nặng)$", regex.IGNORECASE)
"""Ho gà có 21 ca mắc: the cases of the disease"""
_CORRESPONDING = regex.compile(r"\btương\s+(?:ứng|đương)\b", regex.IGNORECASE)
"""đạt 95% dân số, tương ứng 350.000 người: the same, counted"""
_SHARE = regex.compile(r"\bchiếm(?:\s+(?:tỷ\s+lệ|khoảng|gần|trên|hơn|dưới))*\s*$", regex.IGNORECASE)
"""157.000 người cao tuổi, chiếm 8,3% dân số"""
_SPENT = regex.compile(
    r"^.*\d\s*(?:tỷ|triệu|nghìn)?\s*(?:đồng|đ)\b,\s*"
    r"(?!(?:ước\s+)?(?:tăng|giảm|bằng|đạt|chiếm|vượt|gấp|cao|thấp|tương|so|còn|trong\s+đó|bình\s+quân)\b)(?=\p{L})",
    regex.DOTALL,
)
"""phạt 12.500.000 đồng, nhắc nhở 24 cơ sở; not so: thu ngân sách đạt 1.250 tỷ đồng, tăng 12%"""
_THEN = regex.compile(r"(?:so\s+với\s+)?(?:(?:tháng|tuần|quý|năm|kỳ)\s+trước|cùng\s+kỳ(?:\s+năm\s+\d{4})?)", regex.IGNORECASE)
"""so với tháng trước tăng 23 ca; (tháng trước 74 ca)"""
_PREPOSITION = regex.compile(r"(?:tại|ở|trong|cho|với|của|từ|đến|/|và)", regex.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Own:
    """The words of one figure: `before` and `after` it without those of comparison, `noun` its unit as printed."""

    raw: str
    before: str
    after: str
    noun: str


def indicator(text: str, segment: Segment, figure: Figure, told: Told, start: Figure | None, moved: bool) -> str:
    """The name of what is counted or measured; `start` is the figure that it starts from (see `words.baseline`).

    `told` is what the text before named, for words that name nothing by themselves; `moved`: the figure is a rise or fall.
    """
    own = _own(text, segment, figure, start)
    reference = _REFERENCE.match(text, figure.end, segment.end) if figure.unit == "%" and not own.before and not moved else None
    told.compared = reference is not None
    if reference and told.level:
        return _clip(f"{told.level} so với {reference['what'].strip()}")
    if told.level and figure.unit == "%" and not own.before and own.after and _SHARE.search(own.raw):
        return _clip(f"{share_of(told.level)} trong {own.after}")
    if figure.unit in {"%", "‰", ""} or figure.unit.startswith(("/", "lần", "điểm")):
        phrase = _of_share(text, figure, own)
    elif own.before and (_RATIO.match(own.before) or not own.after and not _HAPPENED.search(own.noun)):
        phrase = own.before
    else:
        phrase = "" if not own.after and _CORRESPONDING.search(own.raw) else f"{own.noun} {own.after}".strip()
    return _clip(completed(phrase, own.before, own.noun, figure, told, moved))


def _own(text: str, segment: Segment, figure: Figure, start: Figure | None) -> Own:
    from_ = start is not None and segment.start <= start.start < figure.start
    raw = text[segment.start : start.start if from_ else figure.start]
    before = _LABEL.sub("", _TRAILING.sub("", _AMOUNTS.sub("", _SPENT.sub("", raw))))
    before = _TRAILING.sub("", _OPENING.sub("", before)).strip(" ,;:.-–+(/").lstrip(") ")
    if _PREPOSITION.fullmatch(before) or _THEN.fullmatch(before) or fold(before) in folded_action_verbs() or SCOPE.fullmatch(before):
        before = ""
    elif _EACH.match(before) and figure.unit != "%":
        before = ""
    behind = max(joined(text, figure.end), _WHOLE.match(text, figure.end).end())
    stop = _RIGHT_END.search(text, behind, segment.end)
    after = text[behind : stop.start() if stop else segment.end].strip(" ;:.)(")
    after = "" if after.startswith(",") else after.rstrip(" ,")
    noun = _SCALE_WORD.sub("", regex.sub(r"\s*/.*", "", text[figure.number_end : figure.end])).strip()
    noun += text[figure.end : behind] if behind > figure.end and "/" not in text[figure.end : behind] else ""
    before, after = (_NOTE.sub("", words).strip() for words in (before, _DANGLING.sub("", _TIME.sub("", after))))
    return Own(raw, before, after, noun)


def _of_share(text: str, figure: Figure, own: Own) -> str:
    """The words of a share, an index or a ratio; "" where it has none of its own."""
    measured = bool(_MEASURED.search(own.raw)) and len(own.before.split()) > 1
    if own.before and (measured or len(own.after.split()) < 2):
        return own.before
    return own.after if len(own.after.split()) > 1 else own.before or own.after or _behind_bracket(text, figure.end)


def _behind_bracket(text: str, end: int) -> str:
    """The words after a bracket that parts a percentage from what it is of: `70% (tương đương 350 hộ) số hộ kinh doanh`."""
    bracket = _BRACKET.match(text, end + 1) or _BRACKET.match(text, end)
    if bracket is None:
        return ""
    stop = _RIGHT_END.search(text, bracket.end())
    return text[bracket.end() : stop.start() if stop else len(text)].strip(" ,.")


def _clip(phrase: str) -> str:
    words_ = " ".join(phrase.split())[:240].rstrip(" ,;:(")
    return f"{words_})" if words_.count("(") > words_.count(")") else words_
