"""Forms of figures that are hardly ever printed, each with the rival that is: the same digits with the signs that are usual there.

On a bad copy the slash of a date or a symbol is gone, the tail of a comma too, a Roman one has lost its feet. Text alone tells only that a
form is odd; whether the picture bears the rival out is weighed in `weighing.forms`. No digit is changed, but for the capital I of a
chapter that was taken for one; a lone digit where a dash is printed is not shown (`hidden`).

Sources: Nghị định 30/2020/NĐ-CP, Phụ lục I (dates, numbers and symbols, numbering, `./.` at the end of a text); for the symbols of the
Party Hướng dẫn 36-HD/VPTW (2018); dot between thousands, comma before decimals, as everywhere in Vietnamese print.
"""
from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

import regex

from normalizers.symbols import is_known, repaired


@dataclass(frozen=True, slots=True)
class Form:
    """`pattern` finds an odd form in a line's text; `rival` gives what is printed instead (the match itself: nothing), by `odds`
    (natural logarithm) the likelier one before the picture is looked at. `hidden`: the rival of a digit, which is not put in its place."""

    odds: float
    pattern: regex.Pattern
    rival: Callable[[regex.Match], str]
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Odd:
    """An odd form at `start` to `end` of a text, its rival and the odds for that; `hidden` as in `Form`."""

    start: int
    end: int
    rival: str
    odds: float
    hidden: bool = False


_GONE = r"[.,:;'’]\s?|\s"
"""What is left of a slash."""
_DAY, _MONTH, _YEAR = r"(?:0?[1-9]|[12]\d|3[01])", r"(?:0?[1-9]|1[0-2])", r"(?:19|20)\d\d"
_LETTERS = r"\p{Lu}{2,5}-\p{Lu}[\p{L}\d-]+"
"""`QĐ-TTg` and its like."""
_MEASURES = r"(?:%|(?:tỷ|triệu|nghìn|km|ha|m|kg|tấn|tạ|lần|m[2²3³]|km[2²])\b)"
_COUNTED = (r"(?:xã|phường|thị trấn|huyện|quận|thị xã|thành phố|thôn|bản|ấp|buôn|làng|tổ|trường|trạm|cơ sở|đơn vị|tiêu chí|chỉ tiêu"
            r"|nhiệm vụ)\b")
"""What is counted whole, and so many of so many."""


def _date(match: regex.Match) -> str:
    signs = {match["first"].strip(), match["second"].strip()}
    alike = len(signs) == 1 and signs <= {".", "-", ","}
    lone = signs == {""} and not match.string[: match.start()].rstrip(": ").casefold().endswith("ngày")
    return match[0] if alike or lone else f"{match['day']}/{match['month']}/{match['year']}"


def _symbol(match: regex.Match) -> str:
    return f"{match['number']}/{match['symbol']}" if is_known(match["symbol"]) else match[0]


def _of_year(match: regex.Match) -> str:
    year, _, letters = match["symbol"].partition("/")
    return f"{match['number']}/{year}/{repaired(letters)}" if is_known(letters) else match[0]


def _letters(match: regex.Match) -> str:
    meant = repaired(match["symbol"])
    return match["number"] + meant if is_known(meant) else match[0]


def _of_all(match: regex.Match) -> str:
    return f"{match['part']}/{match['all']}" if int(match["part"]) <= int(match["all"]) else match[0]


def _dash(match: regex.Match) -> str:
    """The dash of a range, which goes from the smaller to the larger figure."""
    least, most = (Decimal(match[side].replace(",", ".")) for side in ("least", "most"))
    return "-" if least < most else match[0]


FORMS = (
    # 27 12/2008   19.5/2011   02 /10/2021   ngày 30 6 /2023
    Form(7.0, regex.compile(rf"(?i)(?<![\d.,/-]\s?|tháng )(?P<day>{_DAY})(?P<first>\s?(?:[.:'’/]\s?|[,;])|\s)(?P<month>{_MONTH})"
                            rf"(?P<second>\s?(?:{_GONE}|[/-]\s?))(?P<year>{_YEAR})(?!\d)"), _date),
    # ngày 30 6)
    Form(6.0, regex.compile(rf"(?i)(?<=ngày:? ){_DAY} {_MONTH}(?=[.,;:)]|$| và | hằng | hàng )"), lambda m: m[0].replace(" ", "/")),
    # quý IV 2021: this is printed too
    Form(1.0, regex.compile(rf"(?i)(?<=\bquý )(?:IV|I{{1,3}}) {_YEAR}"), lambda m: m[0].replace(" ", "/")),
    # số 1489 QĐ-TTg   30a/2008 NQ-CP
    Form(7.0, regex.compile(rf"(?P<number>\d[a-zđ]?)(?:{_GONE})(?P<symbol>{_LETTERS})"), _symbol),
    # Nghị định 28 2022/NĐ-CP
    Form(6.0, regex.compile(rf"(?<![\d.,/])(?P<number>\d{{1,4}}[a-zđ]?)(?:{_GONE})(?P<symbol>{_YEAR}/{_LETTERS})"), _of_year),
    # 61-KH HU   05-NQ-TU
    Form(6.0, regex.compile(rf"(?P<number>\d{{1,4}}-(?:NQ|CT|KH|QĐ|KL|BC|TB|HD|QC|QyĐ|CTr|CV))(?:{_GONE}|-)"
                            r"(?P<body>T[UWƯ]|HU|ĐU|QU|BTV)\b"),
         lambda m: f"{m['number']}/{m['body']}"),
    # 1722/QĐ-Tĩg
    Form(3.0, regex.compile(r"(?P<number>\d/)(?P<symbol>\p{L}{2,5}-\p{L}{2,6})(?![\p{L}-])"), _letters),
    # 13.93%   8.35 km   1.2 - 1,8%
    Form(2.7, regex.compile(rf"(?<![\d.,/])\d{{1,3}}\.\d{{1,2}}(?=\s?{_MEASURES}|\s?[-–]\s?\d+,\d+\s?%)"),
         lambda m: m[0].replace(".", ",")),
    # 0.6 người
    Form(2.7, regex.compile(r"(?<![\d.,/])0\.\d{1,2}(?![\d.,])"), lambda m: m[0].replace(".", ",")),
    # 20.000,000 đồng   1,000 người
    Form(2.5, regex.compile(r"(?<![\d.,/])\d{1,3}(?:\.\d{3},\d{3}|,\d{3}\.\d{3}|(?:,000)+)(?![\d.,]\d|%)"),
         lambda m: m[0].replace(",", ".")),
    # 7,5% năm so với
    Form(4.0, regex.compile(r"\d%\snăm(?=[;,.)]| (?!trước|nay|ngoái|sau|học|đầu|cuối|kế)\p{L})"), lambda m: f"{m[0][:2]}/năm"),
    # 8 12 huyện   9.9 quận
    Form(5.0, regex.compile(rf"(?<![\d.,/-]\s?)(?P<part>[1-9]\d{{0,2}})(?:[.:](?!\d{{3}})|\s)(?P<all>[1-9]\d{{0,2}})(?= {_COUNTED})"),
         _of_all),
    # 05 : 07%
    Form(4.0, regex.compile(r"(?<=\d )[²:;~_](?= \d+(?:,\d+)?\s?%)"), lambda m: "-"),
    # 05 2 07%
    Form(4.0, regex.compile(rf"(?<=(?<![\d.,/-])(?P<least>\d+(?:,\d+)?) )\d(?= (?P<most>\d+(?:,\d+)?)\s?{_MEASURES})"), _dash, hidden=True),
    # 1,2. Chính sách ...
    Form(4.0, regex.compile(r"^\d{1,2}(?:[.,]\d{1,2}){1,3}(?=[.,)]?\s\p{Lu})"), lambda m: m[0].replace(",", ".")),
    # 1. NHIỆM VỤ: this is printed too
    Form(1.5, regex.compile(r"^1{1,3}(?=[.,] \P{Ll}{4,}$)"), lambda m: "I" * len(m[0])),
    # năm-2020   Điều:2
    Form(5.0, regex.compile(r"(?i)\b(?P<word>năm|tháng|ngày|quý|điều|khoản|mục|số)[-.,:'’·](?P<digit>\d)"),
         lambda m: f"{m['word']} {m['digit']}"),
    # 2020...
    Form(1.0, regex.compile(r"(?<=[\p{L}\d)])(?:\.{2,3}|…|\./|/\.)$"), lambda m: "./."),
)


def odd(text: str) -> list[Odd]:
    """The odd forms of a line's text from left to right, none over another."""
    found: list[Odd] = []
    for form in FORMS:
        for match in form.pattern.finditer(text):
            rival = form.rival(match)
            if rival != match[0] and all(match.end() <= f.start or f.end <= match.start() for f in found):
                found.append(Odd(*match.span(), rival, form.odds, form.hidden))
    return sorted(found, key=lambda f: f.start)
