"""What an amount is for where it stands behind it: `trong đó 1,7 tỷ đồng hỗ trợ làm đường và 1,3 tỷ đồng kiên cố hóa kênh mương`."""
from __future__ import annotations

from collections.abc import Sequence

import regex

from normalizers.money import Amount
from normalizers.plain import fold

_NO_OWN_WORDS = regex.compile(
    r"(?:.*[,(;]|.*\b(?:trong do|bao gom|gom|cu the):?)?\s*(?:trong do|va|co|gom|bao gom|voi|con)?\s*"
    r"(?:khoang|tren|hon|gan|duoi)?\s*", regex.DOTALL)
_PURPOSE = regex.compile(r"\s+(?:(?:để|cho|từ|thuộc)\s+)?(?P<words>\p{Ll}[^,;.():\d]{7,120})")
_END = regex.compile(r"\s+(?:và|cùng|với)\s*$|\s+(?:và|với)\s+(?:khoảng|trên|hơn|gần|còn)\s*$|\s+trong đó\s*$")
_OTHERWISE = regex.compile(
    r"(?:tro len|tro xuong|so voi|tang|giam|dat|chiem|bang|tuong duong|va|hoac|den|la|nam|vao|trong|moi|tren tong|ke hoach|vuot|gap)\b"
)
"""giải ngân 5 tỷ đồng đạt 40 % kế hoạch: no purpose"""


def purpose_behind(text: str, label: str, amount: Amount, found: Sequence[Amount]) -> tuple[int, int] | None:
    """The span of the words behind an amount that tell its purpose; None where its `label` before it tells one, or nothing does."""
    if not _NO_OWN_WORDS.fullmatch(fold(label)):
        return None
    stop = min((a.start for a in found if a.start >= amount.end), default=len(text))
    match = _PURPOSE.match(text, amount.end, stop)
    if match is None or _OTHERWISE.match(fold(match["words"])):
        return None
    words = match["words"].rstrip()
    cut = _END.search(words)
    return match.start("words"), match.start("words") + (cut.start() if cut else len(words))
