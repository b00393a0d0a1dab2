"""Words of order before whoever is to act: `Giao`, `Đề nghị`, `Yêu cầu`, `Trách nhiệm của`, `Đối với`."""
from __future__ import annotations

import regex

from extractors.assignments.lists import Text

_ORDER = (
    ("assign", regex.compile(
        r"(?:uy quyen\s+va\s+|thong nhat\s+|tiep tuc\s+)?(?:giao(?:\s+(?:nhiem vu|trach nhiem|them))?|phan cong(?:\s+nhiem vu)?"
        r"|uy quyen)(?:\s+cho)?\s*:?\s+"
    )),
    ("request", regex.compile(r"(?:tran trong\s+|kinh\s+)?(?:de nghi(?!\s+cua)|moi)\s*:?\s+")),
    ("demand", regex.compile(r"(?:yeu cau\s*:?|chi thi\s+cho)\s+")),
    ("of", regex.compile(
        r"(?:(?:chuc nang\s*,?\s*)?(?:trach nhiem|nhiem vu)(?:\s*(?:,|va)\s*(?:quyen han|trach nhiem|nhiem vu))?(?:\s+(?:cu the"
        r"|chinh|chung|chu yeu))?\s+(?:cua|cho|doi voi)|doi voi|ve phia|phan cong nhiem vu cho|phan cong trach nhiem cho)\s+"
    )),
    ("direct", regex.compile(r"chi dao\s+")),
)
_RIVALS = {"moi": ("mỗi", "mới", "mọi", "môi"), "giao": ("giáo", "giao thông", "giao lưu", "giao dịch", "giao đất")}
"""Words that differ from a word of order by a tone mark, or begin like it."""


def order_at(text: Text, start: int) -> tuple[str | None, int]:
    """The word of order at `start` (`Giao`, `Trách nhiệm của`) and where it ends; (None, start) where there is none."""
    for name, pattern in _ORDER:
        found = pattern.match(text.folded, start)
        if found:
            word = found[0].split()[0]
            if text.text[start : start + 12].lower().startswith(_RIVALS.get(word, ("\0",))):
                continue
            return name, found.end()
    return None, start
