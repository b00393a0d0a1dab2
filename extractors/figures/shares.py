"""Percentages that are no level of anything: shares of a funding, rates of support, interest and fines, quorums.

Each rule takes the accent-free words before and behind the figure and the section (see `sections`).
"""
from __future__ import annotations

import regex

_FUND = regex.compile(r"\b(?:ngan sach|nstw|nsdp|nsnn|nst|von|kinh phi|doi ung|xa hoi hoa|nhan dan dong gop|dan gop|tu co)\b")
_FUND_FIGURE = regex.compile(
    r"\b(?:giai ngan|thu ngan sach|tong thu|ty le giai ngan|tiet kiem|thuc hien|thu hut|dat|hoan thanh|vuot|huy dong"
    r"|tang|giam|no qua han|no xau|vay von)\b"
)
_RESERVE = regex.compile(r"^\s*(?:von\s+|kinh phi\s+)?du phong\b")
"""dành 10% dự phòng"""
_OF_LOANS = regex.compile(r"^\s*(?:tren\s+)?(?:tong\s+)?(?:so\s+)?(?:du no|nguon von vay|von vay)\b")
"""nợ quá hạn 3 triệu đồng, bằng 0,2% tổng dư nợ"""
_SUPPORT = regex.compile(r"\b(?:ho tro|vay|bang|thu|nop|phat|mien|giam|dong|thanh toan|chi tra|cap|bu)\b[^,;:.]{0,40}$")
_COST = regex.compile(
    r"^\s*(?:tong\s+)?(?:menh gia|chi phi|kinh phi|muc dong|muc ho tro|tien|gia tri|gia\b|lai suat|hoc phi|tong muc|muc|von|don gia|phi"
    r"|luong\s+(?:co ban|co so|toi thieu|khoi diem|ngach|hien huong|chinh|thang)|nhu cau von|so tien|doanh thu)"
)
_TERMS = regex.compile(
    r"\b(?:lai suat|muc phat|phat tien|he so|dinh muc|le phi|thue suat|trich|ty le trich|ton thuong co the|suy giam kha nang lao dong"
    r"|muc do khuyet tat|khuyet tat tu)\b[^;.]{0,40}$"
)
_BALLOT = regex.compile(r"^\s*(?:tong\s+)?(?:so\s+)?(?:phieu|thanh vien|uy vien|dai bieu|thanh phan)\b")
_ON_CONDITION = regex.compile(r"\b(?:khi|neu|phai)\s+co\b")
_VOTING = regex.compile(r"\b(?:bo phieu|tan thanh|dong y|bieu quyet|tham du|co mat)\b")
_RATE = regex.compile(r"giai ngan|tiet kiem|ty le")
_SPENT = regex.compile(r"\b(?:da|duoc)\s+(?:phan bo|giao|thuc hien|thanh toan|quyet toan|su dung|chi)\b.*\b(?:dat|bang)\s*$")
"""đã phân bổ 31 tỷ đồng, đạt 100%: how far the plan is carried out"""


def quorum(before: str, after: str, section: str | None) -> bool:
    """khi có trên 50% số phiếu tán thành"""
    return _BALLOT.match(after) is not None and (_ON_CONDITION.search(before) or _VOTING.search(after)) is not None


def term(before: str, after: str, section: str | None) -> bool:
    """Lãi suất 6%, hỗ trợ 100% chi phí"""
    return _TERMS.search(before) is not None or (_COST.match(after) is not None and _SUPPORT.search(before) is not None)


def funding(before: str, after: str, section: str | None) -> bool:
    """Ngân sách trung ương 80%"""
    if _OF_LOANS.match(after):
        return False
    if _RESERVE.match(after):
        return True
    fund = list(_FUND.finditer(before))
    if fund and not _FUND_FIGURE.search(before) and len(before) - fund[-1].end() < 50:
        return True
    return section == "finance" and not _RATE.search(before) and not _SPENT.search(before)
