"""Numbers as Vietnamese documents print them: dots group thousands, the comma is the decimal sign.

Source of the forms: the usage of administrative documents; Nghị định 30/2020/NĐ-CP leaves it free.
"""

import unicodedata
from decimal import Decimal
from fractions import Fraction

import regex

from normalizers import number_words
from normalizers.comparators import comparator
from normalizers.unreadable import Unreadable

__all__ = [
    "NUMBER", "comparator", "decimals", "read", "read_fraction", "read_ordinal", "read_range", "read_roman",
]

# One printed number, for use inside other patterns. It does not bite into dates (12/3/2021), codes
# (30a/2008/NQ-CP, 26-NQ/TW, QH13, Covid-19) or numbers with a doubtful separator (41.57).
NUMBER = (
    r"(?-i:(?<![\w./,]|\p{L}[-–]|\d[-.]\d{1,2}[-.])"
    r"(?:[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?)"
    r"(?![.,]?\d|[a-eA-E]\b|[a-zA-ZđĐ]?\s?/\s?(?:\d{1,4}\s?/|\d{4}\b|\p{Lu}{2})|-\p{Lu}{2}"
    r"|[-.]\d{1,2}[-.]\d{4}\b|(?<=\d[-.]\d{1,2})[-.]\d{4}\b))"
)

_PRINTED = regex.compile(
    r"(?P<sign>[-−]\s*)?(?P<whole>[1-9]\d{0,2}(?:\.\d{3})+|[1-9]\d{0,2}(?:[ \u00a0]\d{3})+|\d+)?(?:,(?P<fraction>\d+))?"
)
_SCALED = regex.compile(
    r"(?P<number>[-−]?\d[\d.,]*)\s*(?P<scales>(?:nghìn|ngàn|vạn|triệu|tỷ|tỉ)(?:\s+(?:nghìn|ngàn|vạn|triệu|tỷ|tỉ))*)",
    regex.IGNORECASE,
)
_PERCENT = regex.compile(r"\s*(?:%|phần\s+trăm)$", regex.IGNORECASE)
_RANGE = regex.compile(
    r"(?:(?:khoảng|chừng|tầm)\s+)*(?:(?P<between>giữa)\s+|từ\s+)?(?:trên\s+)?(?P<low>.+?)"
    r"(?:\s*[-–—]\s*|\s+(?:đến|tới|và)\s+)(?P<high>.+)",
    regex.IGNORECASE,
)
_ROMAN = regex.compile(r"M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})", regex.IGNORECASE)
_ROMAN_DIGITS = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}
_BAR = regex.compile(r"\s*/\s*|\s+(?:phần|trên|chia)\s+")
_MIXED = regex.compile(r"(?P<whole>\d+|\S.*?)\s+(?:và\s+(?P<words>.+)|(?P<digits>\d+))")


def read(text: str) -> Decimal:
    """One number, in digits or in words: `48.216` -> 48216, `17,46%` -> 17.46, `06` -> 6, `hai mươi lăm` -> 25.

    A percent sign is dropped. Raises Unreadable for everything else: ranges, fractions, units, a dot that does
    not group thousands (`7.31`: a slip or a foreign decimal sign, which only the context can tell).
    """
    stripped = unicodedata.normalize("NFC", text).strip()
    body = _PERCENT.sub("", stripped)
    if not body:
        raise Unreadable(text, "empty")
    if not any(c.isdigit() for c in body) or any(c.isalpha() for c in body):
        return _in_words(text, body)
    match = _PRINTED.fullmatch(body)
    if match is None or not (match["whole"] or match["fraction"]):
        raise Unreadable(text, _why_not(body))
    whole = "".join(c for c in match["whole"] or "0" if c.isdigit())
    value = Decimal(f"{whole}.{match['fraction']}" if match["fraction"] else whole)
    return -value if match["sign"] else value


def _in_words(text: str, body: str) -> Decimal:
    scaled = _SCALED.fullmatch(body)  # 1,5 triệu
    if scaled:
        value = read(scaled["number"])
        for word in scaled["scales"].lower().split():
            value *= number_words.SCALE[word]
        return value
    try:
        return number_words.read(body)
    except Unreadable as error:
        raise Unreadable(text, error.reason) from None


def _why_not(body: str) -> str:
    if regex.fullmatch(r"\d+(?:\.\d+)+(?:,\d+)?", body):
        return "dot not followed by groups of three digits"
    return "not one printed number"


def read_range(text: str) -> tuple[Decimal, Decimal]:
    """Two numbers joined by a dash or `đến`: `06 - 08` -> (6, 8), `từ 10 đến 20%` -> (10, 20).

    Raises Unreadable for a single number and for a range that falls.
    """
    match = _RANGE.fullmatch(unicodedata.normalize("NFC", text).strip())
    if match is None:
        raise Unreadable(text, "not a range")
    low, high = read(match["low"]), read(match["high"])
    if low > high:
        raise Unreadable(text, "the range falls")
    return low, high


def decimals(text: str) -> int:
    """How many decimals are printed: `17,46` -> 2, `48.216` -> 0. Raises Unreadable like `read`."""
    read(text)
    _, comma, fraction = text.partition(",")
    return sum(c.isdigit() for c in fraction) if comma else 0


def read_roman(text: str) -> int:
    """A Roman numeral in regular form, either case: `XIX` -> 19. Raises Unreadable."""
    letters = text.strip().lower()
    if not letters or _ROMAN.fullmatch(letters) is None:
        raise Unreadable(text, "not a Roman numeral")
    total = 0
    for letter, following in zip(letters, [*letters[1:], None], strict=True):
        value = _ROMAN_DIGITS[letter]
        total += -value if following and _ROMAN_DIGITS[following] > value else value
    return total


def read_ordinal(text: str) -> int:
    """A rank: `thứ nhất` -> 1, `thứ 13` -> 13, `thứ XV` -> 15, `đầu tiên` -> 1. Raises Unreadable."""
    words = " ".join(unicodedata.normalize("NFC", text).lower().split())
    if words == "đầu tiên":
        return 1
    rank = words.removeprefix("thứ ")
    if rank == words:
        raise Unreadable(text, "not a rank")
    special = {"nhất": 1, "nhì": 2, "tư": 4}
    if rank in special:
        return special[rank]
    try:
        value = read(rank)
    except Unreadable:
        return read_roman(rank)
    if value != int(value) or value < 1:
        raise Unreadable(text, "not a rank")
    return int(value)


def read_fraction(text: str) -> Fraction:
    """A fraction: `3/4`, `ba phần tư`, `23 1/5` (mixed). Raises Unreadable, also for `7/0`.

    In running text `7/8 huyện` counts seven districts; whether it is a fraction only the context tells.
    """
    words = " ".join(unicodedata.normalize("NFC", text).lower().split())
    negative = regex.match(r"[-−]\s?|(?:âm|trừ)\s", words)
    parts = _BAR.split(words[negative.end():] if negative else words)
    if len(parts) != 2:
        raise Unreadable(text, "not a fraction")
    mixed = _MIXED.fullmatch(parts[0])
    whole = _whole_number(mixed["whole"]) if mixed else 0
    part = _whole_number((mixed["words"] or mixed["digits"]) if mixed else parts[0])
    all_parts = _whole_number(parts[1])
    if all_parts == 0:
        raise Unreadable(text, "division by zero")
    value = whole + Fraction(part, all_parts)
    return -value if negative else value


def _whole_number(text: str) -> int:
    value = Decimal(4) if text == "tư" else read(text)
    if value != int(value):
        raise Unreadable(text, "not a whole number")
    return int(value)
