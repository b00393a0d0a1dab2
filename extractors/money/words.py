"""Closed vocabulary of budget sentences.

Luật Ngân sách nhà nước 2015: levels of the budget; Luật Đầu tư công 2019: kinds of capital.
"""
from __future__ import annotations

import regex

from normalizers.plain import fold

_SOURCES = {
    "central": r"(?:ngan sach|von|nguon|kinh phi|ns)\s*(?:nha nuoc\s*)?(?:cap\s*)?(?:(?:cua|tu)\s*)?(?:trung uong|t\.?w|t\.u)\b|\bnstw\b"
    r"|trung uong ho tro|trai phieu chinh phu|\btpcp\b|ngan sach t\.?w",
    "province": r"(?:ngan sach|\bns|von|nguon)\s*(?:doi ung\s*)?(?:cap\s*)?(?:cua\s*)?tinh\b|\bnst\b|tinh ho tro"
                r"|ngan sach thanh pho truc thuoc",
    "district": r"(?:ngan sach|\bns|von)\s*(?:doi ung\s*)?(?:cap\s*)?(?:cua\s*)?(?:cac\s*)?(?:huyen|quan|thi xa)\b|\bnsh\b|huyen ho tro",
    "commune": r"(?:ngan sach|\bns|von)\s*(?:doi ung\s*)?(?:cap\s*)?(?:cua\s*)?(?:cac\s*)?(?:xa|phuong|thi tran)\b|\bnsx\b",
    "local": r"(?:ngan sach|\bns|von|nguon)\s*(?:doi ung\s*)?(?:cua\s*)?(?:dia phuong|tinh,\s*huyen|huyen,\s*xa|cap huyen,\s*xa)|\bnsdp\b"
    r"|dia phuong doi ung|\bcua (?:cac )?dia phuong\b|xo so kien thiet|(?:thu\s*(?:tien\s*)?)(?:su dung|cap quyen su dung) dat",
    "credit": r"von\s*(?:vay|tin dung)|tin dung|ngan hang|quy quoc gia ve viec lam",
    "other": r"xa hoi hoa|huy dong (?:khac|xa hoi|cong dong|nhan dan|dong gop|tu)|(?:von|cua|tu|do|cac) doanh nghiep(?! nho)"
    r"|doanh nghiep (?:dong gop|tai tro|ung ho|dau tu)|nhan dan|dan gop|dong gop|tai tro|vien tro|\boda\b|von khac|nguon khac"
    r"|hop phap khac|von nuoc ngoai|bao hiem y te chi tra",
}
_DENIED = regex.compile(r"\bkhong\s+(?:su dung|bao gom|tinh|ke|vay|co)\b[^,;.]*")
"""không sử dụng vốn vay"""
_LEVEL = regex.compile(
    r"(?:^|[(,;:]|\bva|\btrong do|\bgom)\s*(?:cap\s+)?"
    r"(?:(?P<central>trung uong)|(?P<local>dia phuong|(?:tinh|huyen|xa)(?:\s*,\s*|\s+va\s+)(?:huyen|xa))"
    r"|(?P<province>tinh)|(?P<district>huyen)|(?P<commune>xa))\s*(?:la|:|ho tro|bo tri)?\s*$"
)
"""ngân sách nhà nước 200 tỷ đồng (trung ương 120 tỷ đồng, tỉnh 80 tỷ đồng): a level alone right before the amount"""
_COMPILED = {name: regex.compile(pattern) for name, pattern in _SOURCES.items()}

ANNOUNCES = regex.compile(r"(?:trong do|bao gom|gom|cu the|chia ra|nhu sau|gom co|phan bo)[^.;]{0,40}[:,;]?$")
"""A folded passage that ends by announcing the parts of its total: `..., trong đó:`."""

_AVERAGE = regex.compile(r"\bbinh quan\b|\btrung binh\b|\bmoi (?:xa|huyen|thon|ho|nam|nguoi|mo hinh)\b")
_OTHER_FIGURE = regex.compile(r".*(?:[;]|\.\s|\d[^,;]*,\s(?=\D))", regex.DOTALL)
"""bình quân đạt 13 tiêu chí/xã, huy động được 400 tỷ đồng: the mean of something else"""
_NEW = regex.compile(r"\bmới\b", regex.IGNORECASE)
"""giao mới năm 2019: no `mỗi năm`"""
UNIT_LINE = regex.compile(r"\W*(?:don vi(?: tinh)?|dvt)\s*:?\s*[\d.]+\s*\w+\W*")
"""A folded line over a table: `Đơn vị tính: 1.000 đồng`."""
ANNOUNCES_ALONE = regex.compile(r"\W*(?:trong do|bao gom|gom|cu the|chia ra|phan bo)(?:\s+(?:nhu sau|co))?\s*:?")
"""A folded passage of its own between a total and its parts."""
ALLOTTED = regex.compile(r"\bda (?:duoc )?(?:bo tri|phan bo|giao|cap|giai ngan|thuc hien|phan khai|su dung|chi)\b|\bda co\b")
"""What was already given of a total: `(năm 2019 đã được bố trí 48,375 tỷ đồng)`."""

FUND_LABEL = regex.compile(
    r"^(?:(?:tong|du kien|nhu cau|ke hoach|du toan|so|muc|nguon|trong do|phan|chi|tong cong|tong muc|tong du toan|khai toan|uoc)\s+)*"
    r"(?:kinh phi|von|ngan sach|nguon von|nguon|tong so|tong cong|tong muc dau tu|du toan|ke hoach von|nhu cau von|so tien|nam \d{4}"
    r"|binh quan|cong)\b"
    r"(?:\s*(?:thuc hien|ke hoach|du kien|dau tu|su nghiep|ho tro|phan bo|von|giai ngan|chi|nam \d{4}|la|cua|tu|da duoc|bo tri|huy dong"
    r"|du toan|cho|toan giai doan))*[\s:,]*$"
)
"""Words that only say that this is money (`Kế hoạch vốn thực hiện`): the purpose is the heading's."""


CITY_FUND = regex.compile(r"\b(?:ngan sach|von|nguon)\s*(?:cap\s*)?(?:cua\s*)?thanh pho\b")
"""A city under the central government has a province's budget, any other a district's."""


def is_average(words: str) -> bool:
    """Whether the words before an amount say that it is one of many: `bình quân`, `mỗi xã`."""
    return _AVERAGE.search(fold(_NEW.sub("...", _OTHER_FIGURE.sub("", words)))) is not None


def level_before(words: str) -> str | None:
    """The level of the budget that stands alone at the end of the words before an amount."""
    level = _LEVEL.search(fold(words))
    return level.lastgroup if level else None


def source_of(words: str) -> str | None:
    """The one source that the words name; None for none and for several."""
    folded = _DENIED.sub(" ", fold(words))
    found = {name: [m.span() for m in pattern.finditer(folded)] for name, pattern in _COMPILED.items()}
    spans = [(a, b, name) for name, places in found.items() for a, b in places]
    names = {name for a, b, name in spans if not any(c <= a and b <= d and (d - c) > (b - a) for c, d, _ in spans)}
    return names.pop() if len(names) == 1 else None
