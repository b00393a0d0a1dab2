"""By when a task is to be done: `trước ngày 30/6`, `hằng năm trước ngày 10/12`, `xong trước 31/3/2021`, `trong quý II/2023`."""
from __future__ import annotations

from datetime import date

import regex

from normalizers import dates
from normalizers.unreadable import Unreadable

_DATE = r"(?:ngày\s*)?\d{1,2}\s?[/.-]\s?\d{1,2}(?:\s?[/.-]\s?\d{4})?|(?:ngày\s*)?\d{1,2}\s*tháng\s*\d{1,2}(?:\s*năm\s*\d{4})?|(?:hết\s+|cuối\s+|đầu\s+|giữa\s+)?tháng\s*\d{1,2}(?:\s?[/-]\s?\d{4}|\s*năm\s*\d{4})?|ngày\s*\d{1,2}(?=\s+(?:hàng|hằng|của|tháng\s+(?:cuối|đầu|sau)))"
_PERIOD = r"(?:hết\s+|cuối\s+|đầu\s+)?quý\s*(?:IV|I{1,3}|[1-4])\b(?:\s*/\s*\d{4}|,?\s*(?:của\s+)?năm\s*\d{4})?|(?:hết\s+|cuối\s+)?năm\s*\d{4}"
_EVERY = r"(?:(?:hàng|hằng|mỗi)\s+(?:năm|quý|tháng|tuần)|định\s+kỳ(?:\s+(?:0?\d+\s+(?:tháng|năm|tuần|ngày)|hàng\s+\p{L}+|hằng\s+\p{L}+|(?:mỗi\s+)?(?:ngày|tuần|tháng|quý|năm)))?(?:\s*,\s*(?:hàng|hằng)?\s*(?:năm|quý|tháng))*)"

_DEADLINE = regex.compile(
    rf"""
    (?:{_EVERY}\s*[,(]?\s*)?(?:(?:chậm\s+nhất|muộn\s+nhất|hạn\s+chót|thời\s+hạn|hoàn\s+thành|xong)\s*:?\s*)*(?:là\s+|vào\s+)?
      (?:trước|chậm\s+nhất|hạn\s+chót|đến\s+hết|đến)\s+(?:là\s+)?(?P<date>{_DATE}|{_PERIOD})(?:\s+(?:của\s+)?(?:hàng|hằng)\s+(?:năm|tháng|quý))?
    | (?:chậm\s+nhất|hạn\s+chót|hoàn\s+thành|xong)\s*:?\s+(?:(?:vào|trong|là|ngày)\s+)*(?P<date>{_DATE}|{_PERIOD})
    | từ\s+ngày\s*\d[^;.]{{2,30}}?\bđến\s+(?:ngày\s*)?(?P<date>\d{{1,2}}/\d{{1,2}}/\d{{4}})
    | trong\s+(?P<date>tháng\s*\d{{1,2}}(?:\s?[/-]\s?\d{{4}})?|{_PERIOD})
    | (?<=^|-\s)ngày\s*(?P<date>\d{{1,2}}/\d{{1,2}}/\d{{4}})
    | {_EVERY}
    """,
    regex.VERBOSE | regex.IGNORECASE,
)


def read_deadline(text: str) -> tuple[str | None, date | None]:
    """(deadline as printed, date) of the first deadline in a task's words; the date only where day, month and year are there.

    A date wins over a mere period of return (`định kỳ`, `hằng năm`) that stands before it.
    """
    found = list(_DEADLINE.finditer(text))
    dated = next((m for m in found if m["date"]), None)
    chosen = dated or (found[0] if found else None)
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
