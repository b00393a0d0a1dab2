"""Amounts in đồng, in running text or alone, as integers of VND."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

import regex

from normalizers import money_lists, money_units, number_words, numbers
from normalizers.unreadable import Unreadable

_WORD = "(?:" + "|".join(sorted(number_words.WORDS, key=len, reverse=True)) + ")"
_COMMA = r"(?<=tỷ|tỉ),(?=(?:\s+\w+){1,6}?\s+(?:triệu|nghìn|ngàn)\b)|(?<=triệu),(?=(?:\s+\w+){1,6}?\s+(?:nghìn|ngàn)\b)"
# ... hai tỷ, ba trăm triệu đồng: a comma before the smaller scale
_WORDS = rf"(?<!\w){_WORD}(?:(?:{_COMMA})?\s+{_WORD})*"
_UNIT = money_units.PATTERN
_BEHIND_STROKE = r"(?<=[\p{L}\d]/)[1-9]\d{0,2}(?:\.\d{3})*(?:,\d+)?(?![.,]?\d)"
"""1.240 hộ/36,5 triệu đồng; giải ngân 21,4/60 tỷ đồng"""
_TO = r"(?:\s*[-–—]\s*|\s+(?:đến|tới)\s+)"
_REST = r"\d{1,3}(?:,\d+)?\s*(?:triệu|nghìn|ngàn)\s*(?:đồng|đ\b|VNĐ|VND)"
_AMOUNT = regex.compile(
    rf"""
    (?:(?P<whole>{numbers.NUMBER}|{_BEHIND_STROKE})\s*(?P<whole_unit>tỷ|tỉ|triệu)\s+(?={_REST}))?   # 3 tỷ 250 triệu đồng
    (?P<low>{numbers.NUMBER}|{_BEHIND_STROKE})
    (?:\s*(?P<low_unit>{_UNIT})?{_TO}(?:trên\s+)?(?P<high>\d[\d.,]*(?<=\d)))?    # 1,5 - 02 tỷ đồng
    \s*(?P<unit>{_UNIT}(?:\s+rưỡi\b)?)
    | (?P<words>{_WORDS})\s+(?P<words_unit>đồng\b{money_units.NO_COMPOUND})      # hai trăm triệu đồng
    """,
    regex.VERBOSE | regex.IGNORECASE,
)
_COMPARED = (
    r"khoảng|chừng|tầm|gần|ước|hơn|trên|dưới|từ|giữa|(?:không\s+)?(?:cao|thấp|nhiều|ít|lớn|nhỏ|kém)\s+hơn|không\s+hơn|"
    r"không\s+(?:được\s+)?(?:vượt\s+)?quá|không\s+(?:tới|đến|dưới|trên)|tối\s+(?:đa|thiểu)|ít\s+nhất|nhiều\s+nhất|chưa\s+(?:tới|đến)"
)
_WHOLE = regex.compile(
    rf"(?:(?:{_COMPARED})\s+)*(?P<amount>.+?)(?:\s+(?:trở\s+(?:lên|xuống)|chẵn))?[.;,]?", regex.IGNORECASE
)
_RANGE_WORD = regex.compile(r"\s+(?:đến|tới|và)\s+")
_FIRST_AND = regex.compile(r"^(\d[\d.,]*)\s+và\s+(?=\d)")
_EXCEEDS = regex.compile(r"\bvượt\s*$", regex.IGNORECASE)
_THAN_PLANNED = regex.compile(r"\s*(?:so\s+với|kế\s+hoạch|dự\s+toán|chỉ\s+tiêu|nghị\s+quyết)\b", regex.IGNORECASE)
"""vượt 3,2 tỷ đồng so với dự toán: by how much, no bound"""
_REPEATED = regex.compile(r"\s*[(,;]\s*(?:bằng\s+chữ\s*:?\s*)?", regex.IGNORECASE)


@dataclass(frozen=True)
class Amount:
    """An amount in running text: `text[start:end]` holds the figures, the unit and what follows its slash.

    Amounts are VND; a bound leaves the other side None. `comparator` is `range` for two figures. `per` is what is
    printed after the slash (`huyện/năm`).
    """

    start: int
    end: int
    amount_min: int | None
    amount_max: int | None
    comparator: str
    value_text: str
    unit_text: str
    per: str | None = None


def read(text: str) -> tuple[int, int]:
    """One amount or a range, in VND: `1,5 - 02 tỷ đồng` -> (1500000000, 2000000000); a single amount twice.

    Words of comparison are passed over (see `numbers.comparator`); a unit of money must be there.
    Raises Unreadable, also for a fraction of a đồng and for other currencies.
    """
    stripped = " ".join(unicodedata.normalize("NFC", text).split())
    whole = _WHOLE.fullmatch(stripped)
    body = whole["amount"] if whole else stripped
    body = _FIRST_AND.sub(r"\1 - ", body)
    match = _AMOUNT.match(body)
    if match is not None:
        per = money_units.read_per(body, match.end())
        if match.end() + len(per or "") + (1 if per else 0) >= len(body.rstrip()):
            return _value(text, match)
    return _in_words(text, body)


def find(text: str) -> Iterator[Amount]:
    """All amounts in running text, in reading order, NFC offsets.

    The words in `200.000.000 đồng (Hai trăm triệu đồng)` repeat the figures and give no second amount.
    """
    last_end, last_value = -1, None
    for match in _AMOUNT.finditer(text):
        if not match["words"] and not money_units.is_money(text, match):
            continue
        try:
            value = _value(text, match)
        except Unreadable:
            continue
        start = match.start()
        if match["words"] and value == last_value and _REPEATED.fullmatch(text, last_end, start):
            continue
        if not match["words"]:
            yield from _borrowing(text, max(last_end, 0), match)
        last_end, last_value = match.end(), value
        yield _amount(text, match, value)


def _borrowing(text: str, begin: int, match: regex.Match) -> Iterator[Amount]:
    """The amounts before `match` whose unit it prints: `năm 2026: 1.000; năm 2027: 1.200 triệu đồng`."""
    for start, end in money_lists.borrowing(text, begin, match.start()):
        try:
            value = _vnd(text, numbers.read(text[start:end]), money_units.factor(match["unit"]))
        except Unreadable:
            continue
        sign = numbers.comparator(text[max(begin, start - 80):start], "")
        low, high = None if sign in {"<", "<="} else value, None if sign in {">", ">="} else value
        yield Amount(start, end, low, high, sign, text[start:end], money_units.spaced(match["unit"]))


def _amount(text: str, match: regex.Match, value: tuple[int, int]) -> Amount:
    start, end = match.span()
    per = money_units.read_per(text, end)
    if per:
        end = text.index(per, end) + len(per)
    low, high = value
    sign = "range"
    if match["words"] or not match["high"]:
        sign = numbers.comparator(text[max(0, start - 80):start], text[end:end + 60])
        if sign == ">" and _EXCEEDS.search(text, 0, start) and _THAN_PLANNED.match(text, end):
            sign = "="
    unit = match["words_unit"] or match["unit"]
    value_text = match["words"] or text[start:match.start("unit")].rstrip()
    return Amount(
        start, end,
        None if sign in {"<", "<="} else low,
        None if sign in {">", ">="} else high,
        sign, value_text, money_units.spaced(unit), per,
    )


def _value(text: str, match: regex.Match) -> tuple[int, int]:
    if match["words"]:
        return (amount := _vnd(text, number_words.read(match["words"].replace(",", "")), 1)), amount
    factor = money_units.factor(match["unit"])
    high = _vnd(text, numbers.read(match["high"] or match["low"]), factor)
    if match["unit"].lower().endswith("rưỡi"):
        high += factor // 2
    if match["whole"]:
        high += _vnd(text, numbers.read(match["whole"]), money_units.factor(match["whole_unit"]))
    if not match["high"]:
        return high, high
    low_factor = money_units.factor(match["low_unit"]) if match["low_unit"] else factor
    low = _vnd(text, numbers.read(match["low"]), low_factor)
    if low > high:
        raise Unreadable(text, "the range falls")
    return low, high


def _vnd(text: str, number: Decimal, factor: int) -> int:
    amount = number * factor
    if amount != amount.to_integral_value():
        raise Unreadable(text, "a fraction of a đồng")
    return int(amount)


def _in_words(text: str, body: str) -> tuple[int, int]:
    lowered = body.lower()
    ends = [unit for unit in ("đồng", "vnđ", "vnd") if lowered.endswith(f" {unit}")]
    if not ends:
        raise Unreadable(text, "no amount in đồng")
    parts = [part.removesuffix(f" {ends[0]}") for part in _RANGE_WORD.split(lowered.removesuffix(ends[0]).strip())]
    if len(parts) > 2:
        raise Unreadable(text, "more than two figures")
    try:
        values = [_vnd(text, numbers.read(part), 1) for part in parts]
    except Unreadable as error:
        raise Unreadable(text, error.reason) from None
    if values[0] > values[-1]:
        raise Unreadable(text, "the range falls")
    return values[0], values[-1]
