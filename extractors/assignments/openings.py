"""What stands before the clause that assigns: `Căn cứ chức năng, nhiệm vụ được giao, | ...`, `Định kỳ hằng quý, | ...`."""
from __future__ import annotations

from collections.abc import Iterator

import regex

from extractors.assignments.lists import Text
from normalizers.agencies import opens_clause

ENUMERATOR = r"\((?:[ivx]{1,4}|\d{1,2}|[a-z])\)"
"""On folded text: (i) giao ...; (ii) giao ...: the items of a list that runs on in its paragraph."""
_ENUMERATED = regex.compile(rf"\s*{ENUMERATOR}\s*")

_OPENER = regex.compile(
    r"(?:tren co so|can cu|theo(?!\s+doi)|(?:hang|moi)\s+(?:nam|quy|thang|tuan)|dinh ky|tu (?:ngay|nam|thang|quy)|trong"
    r"|truoc|sau|khi|ngay|den|vao|ngoai|de|nham"
    r"|doi voi|voi|bang|xuat phat|cham nhat|tuy|neu|ket thuc"
    r"|thuc hien\s+(?:quyet dinh|ke hoach|nghi quyet|chi thi|cong van|chuong trinh|thong bao|ket luan|luat|nghi dinh"
    r"|thong tu|chuc nang|y kien))\b"
)
_LEVEL = r"(?:(?:tuyen|cap)\s+)?(?:trung uong|tinh|thanh pho|huyen|quan|xa|phuong|co so)"
_AT_LEVEL = regex.compile(rf"(?:o\s+|tai\s+|doi voi\s+)?(?=tuyen|cap){_LEVEL}(?:(?:\s*[,/]\s*|\s+va\s+){_LEVEL})*\s*:\s*")
"""Tuyến huyện: Phòng Y tế tham mưu ...: at which level, before whoever acts there"""
_STOPS = regex.compile(r"[.;:]\s|[;:]|\.$")
_COMMA = regex.compile(r",\s*(?:(?:va|dong thoi)\s+)?")
_FARTHEST = 260
_LINKS = {"của", "theo", "trong", "với", "các", "và", "cho", "từ", "đến", "tại", "bằng", "như", "này", "khác", "đó",
          "khi", "nếu", "trên", "về", "do", "để", "liên", "hoặc", "nêu", "tỉnh", "huyện", "xã", "phường", "thành",
          "thị", "quận", "trước", "sau", "hằng", "hàng", "định", "ngoài", "cùng", "trực", "thuộc", "được", "hay", "quy"}
"""Words that a list of clause openers holds too, but that begin no predicate behind a comma of an introduction."""
_VERBS = {"theo dõi", "trực ban", "liên hệ", "liên kết", "định hướng", "quy định", "quy hoạch"}
"""Verbs whose first syllable is such a word."""
_WORDS = regex.compile(r"(\p{L}+)(?:\s+(\p{L}+))?")


def behind_enumerator(text: Text, start: int) -> int:
    """The offset of the words at `start`, behind `(1)` or `(i)` where that stands before them."""
    found = _ENUMERATED.match(text.folded, start)
    return found.end() if found else text.skip(start)


def behind_introduction(text: Text, start: int) -> Iterator[int]:
    """Offsets behind a level (`Tuyến huyện:`) or the commas of an introductory clause at `start`, as far as its end: the first
    verb behind a comma ends it."""
    if level := _AT_LEVEL.match(text.folded, start):
        yield level.end()
        return
    if _OPENER.match(text.folded, start) is None:
        return
    stop = _STOPS.search(text.folded, start, start + _FARTHEST)
    for comma in _COMMA.finditer(text.folded, start, stop.start() if stop else start + _FARTHEST):
        yield comma.end()
        if begins_predicate(text, comma.end()):
            return


def begins_predicate(text: Text, start: int) -> bool:
    """Whether a verb stands at `start`, and no word that only links: `hướng dẫn`, not `của`, `các`."""
    words = _WORDS.match(text.text, start)
    if words is None or words[1].lower() in _LINKS and f"{words[1]} {words[2]}".lower() not in _VERBS:
        return False
    return opens_clause(words[1].lower(), (words[2] or "").lower())
