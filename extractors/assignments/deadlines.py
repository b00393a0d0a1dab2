"""By when a task is to be done: `trước ngày 30/6`, `hằng năm trước ngày 10/12`, `xong trước 31/3/2021`, `trong quý II/2023`."""
from __future__ import annotations

from datetime import date

import regex

from normalizers import dates
from normalizers.unreadable import Unreadable

_DATE = r"""
    (?:ngày\s*)?\d{1,2}\s?[/.-]\s?\d{1,2}(?:\s?[/.-]\s?\d{4})?
    | (?:ngày\s*)?\d{1,2}\s*tháng\s*\d{1,2}(?:\s*năm\s*\d{4})?
    | (?:hết\s+|cuối\s+|đầu\s+|giữa\s+)?tháng\s*\d{1,2}(?:\s?[/-]\s?\d{4}|\s*năm\s*\d{4})?
    | ngày\s*\d{1,2}(?=\s+(?:hàng|hằng|mỗi|của|tháng\s+(?:cuối|đầu|sau|kế|liền)))
"""
_PERIOD = r"""
    (?:hết\s+|cuối\s+|đầu\s+)?quý\s*(?:IV|I{1,3}|[1-4])\b(?:\s*/\s*\d{4}|,?\s*(?:của\s+)?năm\s*\d{4})?|(?:hết\s+|cuối\s+)?năm\s*\d{4}
"""
_EVERY = r"""
    (?:(?<!\b(?:giao|phân\s+bổ|dự\s+toán|ngân\s+sách|nhà\s+nước|kinh\s+phí)\s+)(?:hàng|hằng|mỗi)\s+(?:năm|quý|tháng|tuần)
    | định\s+kỳ(?:\s+(?:0?\d+\s+(?:tháng|năm|tuần|ngày)|hàng\s+\p{L}+|hằng\s+\p{L}+|(?:mỗi\s+)?(?:ngày|tuần|tháng|quý|năm)))?
      (?:\s*/\s*lần|\s+(?:một|1)\s+lần)?(?:\s*,\s*(?:hàng|hằng)?\s*(?:năm|quý|tháng))*)
"""
"""dự toán được giao hằng năm is no time by which anything is done"""
_HOUR = r"\d{1,2}\s*(?:giờ|h)\s*(?:\d{2}(?:\s*phút\b|['’])?)?"
_WEEKDAY = r"(?:thứ\s+(?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ\s+nhật)"
_RETURN = r"""
    (?:\s+(?:của\s+)?tháng\s+(?:cuối|đầu|sau|kế\s+tiếp|liền\s+kề)(?:\s+(?:của\s+)?(?:(?:mỗi|hàng|hằng|từng)\s+)?(?:quý|năm)(?:\s+sau)?)?)?
    (?:\s+(?:của\s+)?(?:hàng|hằng|mỗi)\s+(?:năm|tháng|quý|tuần))?
"""
"""trước ngày 25 | tháng cuối quý; trước ngày 15/12 | hằng năm"""
_SPAN = r"""
    (?:chậm\s+nhất|muộn\s+nhất|không\s+quá|trong\s+(?:vòng|thời\s+hạn|thời\s+gian))\s+(?:là\s+)?
    (?:sau\s+|không\s+quá\s+)?\d{1,3}\s+(?:giờ|ngày|tuần|tháng)\b
    (?:\s+làm\s+việc)?(?:\s*,?\s*(?:kể\s+từ|tính\s+từ|sau|trước)\s+(?:khi|ngày|lúc|thời\s+điểm)\b[^,.;:()]{0,60})?
"""
"""chậm nhất 04 giờ trước khi xả lũ; trong vòng 24 giờ: counted from an event, no date"""

_DEADLINE = regex.compile(
    rf"""
    (?:{_EVERY}\s*[,(]?\s*)?(?:(?:chậm\s+nhất|muộn\s+nhất|hạn\s+chót|thời\s+hạn|hoàn\s+thành|xong)\s*:?\s*)*(?:là\s+|vào\s+)?
      (?:trước|chậm\s+nhất|không\s+(?:muộn|chậm)\s+hơn|hạn\s+chót|đến\s+hết|đến)\s+(?:là\s+)?
      (?:(?:{_HOUR}\s*,?\s*)?(?:(?P<date>{_DATE}|{_PERIOD})|{_WEEKDAY}){_RETURN}|{_HOUR}\s+(?:hàng|hằng|mỗi)\s+ngày)
    | (?:chậm\s+nhất|hạn\s+chót|hoàn\s+thành|xong)\s*:?\s+(?:(?:vào|trong|là|ngày)\s+)*(?P<date>{_DATE}|{_PERIOD})
    | từ\s+ngày\s*\d[^;.]{{2,30}}?\bđến\s+(?:ngày\s*)?(?P<date>\d{{1,2}}/\d{{1,2}}/\d{{4}})
    | trong\s+(?P<date>tháng\s*\d{{1,2}}(?:\s?[/-]\s?\d{{4}})?|{_PERIOD})
    | vào\s+(?:(?P<date>ngày\s*\d{{1,2}})(?=\s+(?:hàng|hằng|mỗi|của)\s)|{_WEEKDAY}(?=\s+(?:hàng|hằng|mỗi)\s)){_RETURN}
    | (?<=^|-\s)ngày\s*(?P<date>\d{{1,2}}/\d{{1,2}}/\d{{4}})
    | (?P<span>{_SPAN})
    | {_EVERY}
    """,
    regex.VERBOSE | regex.IGNORECASE,
)


def read_deadline(text: str) -> tuple[str | None, date | None]:
    """(deadline as printed, date) of the first deadline in a task's words; the date only where day, month and year are there.

    A date wins over a span (`trong vòng 24 giờ`), a span over a period of return (`định kỳ`, `hằng năm`) that stands before it;
    an hour (`trước 17 giờ 00 ngày ...`) is printed only.
    """
    found = list(_DEADLINE.finditer(text))
    dated = next((m for m in found if m["date"]), None)
    chosen = dated or next((m for m in found if m["span"]), found[0] if found else None)
    if chosen is None:
        return None, None
    printed = " ".join(chosen[0].split()).strip(" ,(")
    return printed, _whole(chosen["date"]) if chosen["date"] else None


def read_period(text: str) -> tuple[str | None, date | None]:
    """(words, date) of a table's cell of time: all its words, and the last whole date in it (`12/8/2020 – 14/8/2020`)."""
    whole = [d for _, _, d in dates.find(text) if d.day and d.month and d.year]
    last = date(whole[-1].year, whole[-1].month, whole[-1].day) if whole else None
    return " ".join(text.split()) or None, last


def _whole(printed: str) -> date | None:
    try:
        return dates.read(printed)
    except Unreadable:
        return None
