"""Amounts that borrow the unit of the one behind them.

In a list the unit may stand at the end alone (`năm 2026: 1.000; năm 2027: 1.200 triệu đồng`), as in a share of a plan
(`giải ngân 21,4/60 tỷ đồng`).
"""
from collections.abc import Iterator

import regex

from normalizers import numbers

_TIME = r"(?:(?:trong|riêng)\s+)?(?:năm|quý|giai\s+đoạn|đợt)\s+(?:\d{1,4}|[IVX]{1,3})(?:\s*[-–]\s*\d{4})?"
_LEVEL = (
    r"(?:(?:(?:nguồn\s+)?(?:ngân\s+sách|vốn)|NS)\s+)?(?:cấp\s+)?(?:nhà\s+nước|trung\s+ương|TW|địa\s+phương|tỉnh|thành\s+phố|huyện|xã"
    r"|tín\s+dụng|lồng\s+ghép|doanh\s+nghiệp|dân\s+góp|nhân\s+dân(?:\s+đóng\s+góp)?|khác|NSNN|NSTW|NSĐP|NST|NSH|NSX)"
)
_SAID = r"\s*(?:(?::|=|là)\s*)?(?:(?:khoảng|trên|hơn|gần|dưới)\s+)?"


def _list_of(label: str) -> regex.Pattern:
    item = rf"(?<!\p{{L}}){label}{_SAID}(?P<number>{numbers.NUMBER})\s*(?:[;,]|(?=và\s))\s*(?:và\s+)?"
    return regex.compile(rf"(?:{item})+(?:và\s+)?{label}{_SAID}$", regex.IGNORECASE)


_LISTS = (_list_of(_TIME), _list_of(_LEVEL))
_OF_PLAN = regex.compile(rf"(?P<number>{numbers.NUMBER})\s*/\s*$")


def borrowing(text: str, begin: int, start: int) -> Iterator[tuple[int, int]]:
    """The spans of the numbers in `text[begin:start]` that have the unit of the amount at `start`, in reading order."""
    for pattern in (*_LISTS, _OF_PLAN):
        found = pattern.search(text, begin, start)
        if found:
            yield from found.spans("number")
            return
