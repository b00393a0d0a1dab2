"""What the labels of a table say of its rows and columns: numbers of rows (STT), totals, ranks.

The forms are those that administrative tables print; Nghị định 30/2020/NĐ-CP leaves them open.
"""
from __future__ import annotations

import regex

from normalizers.plain import fold

_ORDINAL = regex.compile(r"(?:so\s*|s\s*[./]?\s*)?t\s*[./]?\s*t|(?:so\s+)?thu\s+tu|no|#")
"""STT; TT; S/TT; T.T; Số TT; Số thứ tự; No.; #"""

_TOTAL = regex.compile(
    r"""(?:
      (?i:tổng(?:\s+(?:cộng|số|chung|kinh\s+phí|toàn\s+\p{L}+))? | cộng(?:\s+chung)? | tổng\s*\(.*\))
    | (?i:(?:toàn|cả)\s+(?:tỉnh|huyện|xã|quốc|nước|thành\s+phố|thị\s+xã|ngành|vùng|khu\s+vực))(?:\s+\p{Lu}\p{L}*)*
    )(?:\s*(?:[\[(:=].*|\p{L}?\s*[+=].*))?""",
    regex.VERBOSE,
)
"""Tổng cộng; TỔNG SỐ (I+II); Cộng; Toàn tỉnh; Toàn huyện with the district's name behind it"""

TOTAL_LABELS = ("tong cong", "tong so", "toan tinh", "toan huyen", "toan xa", "toan thanh pho")
"""The usual labels of total rows, without accents: what a label misread by a letter or two is compared with."""

_RANK = regex.compile(r"\(?(?:\d{1,3}(?:\.\d{1,3})*|[IVXL]{1,5}|[A-ZĐa-zđ])\s*[.)]?|[-+*•]")


def is_ordinal(label: str) -> bool:
    """Whether a column label (header path joined by ` / `) says that the column numbers the rows: STT, TT, Số TT."""
    return _ORDINAL.fullmatch(fold(label.rpartition(" / ")[2]).strip(" .")) is not None


def is_total(label: str) -> bool:
    """Whether a row label is that of a total."""
    return _TOTAL.fullmatch(" ".join(label.split()).strip(" .:")) is not None


def is_rank(text: str) -> bool:
    """Whether a cell holds the number or mark of its row alone: `1.2`, `IV`, `a)`, `-`."""
    return _RANK.fullmatch(text) is not None
