"""Which columns of an assignment table name agencies, and what they do: the words of the header decide."""
from __future__ import annotations

import unicodedata

import regex

from normalizers.nearest import nearest

_WHO = r"(?:cơ\s+quan|đơn\s+vị|người|cán\s+bộ|bộ\s+phận|phòng|ban|sở|ngành|tổ\s+chức|cá\s+nhân|lãnh\s+đạo|cấp|chủ\s+thể|nơi)"

_LEAD = regex.compile(rf"{_WHO}[^/]*\b(?:chủ\s+trì|đầu\s+mối|chịu\s+trách\s+nhiệm\s+chính)|^(?:đơn\s+vị\s+)?chủ\s+trì|^đầu\s+mối")
"""Cơ quan chủ trì; Đơn vị chủ trì thực hiện; Chủ trì"""

_COORDINATE = regex.compile(rf"{_WHO}[^/]*\bphối\s+hợp|^(?:đơn\s+vị\s+)?phối\s+hợp|^kết\s+hợp")
"""Cơ quan phối hợp; Phối hợp; Đơn vị phối hợp thực hiện"""

_IMPLEMENT = regex.compile(
    rf"{_WHO}[^/]*\b(?:thực\s+hiện|thi\s+hành|triển\s+khai|phụ\s+trách|đảm\s+nhiệm|chịu\s+trách\s+nhiệm)"
    r"|^phân\s+công(?:\s+(?:thực\s+hiện|nhiệm\s+vụ))?$|^trách\s+nhiệm(?:\s+thực\s+hiện)?$"
)
"""Cơ quan thực hiện; Người thực hiện; Đơn vị phụ trách; Phân công thực hiện"""

_NOT_WHO = regex.compile(r"danh\s+mục|tên\s+(?:dự\s+án|công\s+trình)|thời\s+gian|kinh\s+phí|nội\s+dung|kết\s+quả\s+thực"
                         r"|địa\s+điểm|tiến\s+độ|ghi\s+chú|số\s+lượng|tỷ\s+lệ")

_USUAL = tuple(f"{who} {does}" for who in ("cơ quan", "đơn vị", "người") for does in ("chủ trì", "phối hợp", "thực hiện", "phụ trách"))
"""How most labels begin: what a label with misread letters is held against."""


def role(label: str) -> str | None:
    """`lead`, `coordinate` or `implement` for a column label (header paths joined by ` / `), None for other columns.

    `Cơ quan chủ trì, phối hợp` names both and counts as `lead`. The last part of the path decides, then the whole.
    """
    words = unicodedata.normalize("NFC", label).lower().strip()
    for part in (words.rpartition(" / ")[2], words.replace(" / ", " ")):
        if _NOT_WHO.match(part):
            return None
        found = _named(_as_usual(part))
        if found:
            return found
    return None


def _as_usual(words: str) -> str:
    """The label without signs; its first words as a usual label has them, where they are nearest to one."""
    own = regex.findall(r"\p{L}+|/", words)
    usual = nearest(" ".join(own[:4]), _USUAL) if len(own) >= 3 else None
    return " ".join([usual, *own[len(usual.split()) :]] if usual else own)


def _named(words: str) -> str | None:
    return next((name for name, pattern in (("lead", _LEAD), ("coordinate", _COORDINATE), ("implement", _IMPLEMENT))
                 if pattern.search(words)), None)
