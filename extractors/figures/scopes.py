"""Counts that only name what a plan is made of, whom it is about or where it holds: `03 nhóm giải pháp`, `cho 25 buôn, làng`."""
from __future__ import annotations

from functools import cache

import regex

from extractors.figures.case import Case, nouns
from normalizers.plain import fold

_PREPOSITION = regex.compile(
    r"\b(?:cho|tai|cua|o|thuoc|doi voi|tren|trong|giua|gom|cac|dia ban|tat ca|toan bo|toan|ca|rieng|vung|so|ve|den|theo|trong so"
    r"|tren tong so)\s*(?:tat ca\s+)?$"
)
_GUIDED = regex.compile(r"\b(?:huong dan|chi dao|don doc|doi voi|phoi hop voi)\s*$")
"""hướng dẫn 09 huyện rà soát chính sách"""
_CARRIED_OUT = regex.compile(r"(?!^)\b(?:tai|o)\s*$")
"""Phun hóa chất tại 20 xã"""
_AT = regex.compile(r"[^;:.]*\b(?:tai|o)\s*")
_BROUGHT = regex.compile(r"\b(?:mo rong|phu song|keo|dua|phu|ket noi|lap dat|cap)\b[^,;:]{0,40}\bden\s*$")
"""mở rộng mạng lưới đến 14 xã"""
_FORMED = regex.compile(r"\btren co so (?:sap xep|sap nhap|hop nhat|nhap|chia tach)(?: (?:lai|toan bo|nguyen trang))?\s*$")
"""xã mới thành lập trên cơ sở sáp nhập 03 xã: what the place is made of"""
_GRADED = regex.compile(r"(?<!\bmoi )(?<!\bbinh quan )\b(?:xa|huyen|thon|ban|don vi|dia phuong)\s+(?:dat\s+)?(?:tu|duoi|tren|chi dat)?\s*$")
_REACHING = regex.compile(r"\s*(?:(?:hoan thanh|dat|dat chuan)\s*)+")
_SCOPE_NAME = regex.compile(
    r"^\s*(?:,\s*(?:thon|ban|xa|lang|phuong)\s*)*"
    r"(?:ngheo|dac biet kho khan|dbkk|atk|bien gioi|bai ngang|vung cao|an toan khu|135|khu vuc|kv)\b"
)
_LEFT = regex.compile(r"^[^;.]*\b(?:thoat|ra khoi|ve dich|vuon len)\b")
"""02 xã đặc biệt khó khăn ở phía bắc và 01 xã ở phía nam ra khỏi diện đặc biệt khó khăn: said once, at the end"""
_REACHED_LATER = regex.compile(r"\b(?:dat|duoc|thoat|ra khoi|hoan thanh|ve dich|on dinh|vuon len)\b")
_ACHIEVED = regex.compile(
    r"\b(?:dat|hoan thanh|dat chuan|tang|tang them|phat song|san xuat|cong nhan|binh quan|dat duoc|dat tu|thieu|con)"
    r"\s*(?:\w+\s+){0,2}:?\s*$"
)
_RESULT = regex.compile(r"\s*(?:(?:khong|chua)\s+)?(?:dat|vuot|hoan thanh)\b")
"""12 chỉ tiêu vượt kế hoạch, 02 chỉ tiêu chưa đạt"""
_ATTAINABLE = frozenset({"tiêu chí", "chỉ tiêu", "chương trình"})
_EACH = frozenset({"xa", "huyen", "don vi", "thon"})
_DEMANDED = regex.compile(r"\b(?:it nhat|toi thieu|khong it hon|them)\s*$")
"""đăng ký ít nhất 03 nhiệm vụ khoa học: so many are asked for"""
_COPIES = regex.compile(r"\b(?:gui|nop|lap|ho so|gom|phat hanh|dong thanh|bao gom)\b[^;]{0,60}$")
_MADE_UP = regex.compile(r"\b(?:gom|gom co|bao gom|co khong qua|thanh phan)\s*$")


@cache
def _structures() -> regex.Pattern:
    names = "|".join(sorted((fold(n) for n in nouns("structural")), key=len, reverse=True))
    return regex.compile(rf"\s*(?:{names})\b")


def compound(case: Case) -> bool:
    """03 loại rừng, 3 khâu đột phá: the compound tells the make-up of the plan or its field."""
    named = _structures().match(fold(case.text[case.figure.number_end : case.figure.number_end + 40]))
    return named is not None and not case.figure.total and (not case.figure.known or len(named[0].split()) > len(case.noun.split()))


def structural(case: Case) -> bool:
    """04 nhóm giải pháp; no `đạt 16 tiêu chí`, `2,4 tiêu chí`, `14 tiêu chí/xã`, which measure."""
    if case.noun not in nouns("structural") or case.figure.total or _DEMANDED.search(case.before):
        return False
    if case.noun in _ATTAINABLE:
        measured = case.figure.low % 1 != 0 or (case.figure.rate or "") in _EACH
        return not (measured or _ACHIEVED.search(case.before) or case.section == "situation" and _RESULT.match(case.after))
    return True


def scope(case: Case) -> bool:
    """cho 25 buôn, làng; 16 xã biên giới"""
    if _FORMED.search(case.before):
        return True
    if case.noun not in nouns("place") or case.figure.total or case.section == "situation":
        return False
    named = _SCOPE_NAME.match(case.after)
    if _GUIDED.search(case.before):
        return True
    if _PREPOSITION.search(case.before) and (named or not _is_carried_out(case)):
        return named is not None or not _BROUGHT.search(case.before)
    return named is not None and not _REACHED_LATER.search(case.after) and not _LEFT.match(fold(case.text[case.figure.end :]))


def _is_carried_out(case: Case) -> bool:
    """Phun hóa chất tại 20 xã; tổ chức 02 đợt chiến dịch tại 58 xã: the work before goes on there"""
    if _CARRIED_OUT.search(case.before):
        return True
    if case.previous is None or case.section not in {"task", "plan", "objective"}:
        return False
    return _AT.fullmatch(fold(case.text[case.previous.end : case.figure.start])) is not None


def grade(case: Case) -> bool:
    """12 xã đạt dưới 5 tiêu chí; 04 xã đạt 19/19 tiêu chí"""
    if case.noun not in {"tiêu chí", "chỉ tiêu"}:
        return False
    words_ = fold(case.text[max(0, case.figure.start - 50) : case.figure.start])
    if case.figure.comparator != "=":
        return _GRADED.search(words_) is not None
    counted = case.previous is not None and case.previous.unit in nouns("place")
    return counted and _REACHING.fullmatch(fold(case.text[case.previous.end : case.figure.start])) is not None


def members(case: Case) -> bool:
    """Tổ giúp việc gồm 07 thành viên"""
    whole = case.previous is None and case.section != "situation"
    return _MADE_UP.search(case.before) is not None and (case.noun in nouns("members") or whole)


def copies(case: Case) -> bool:
    """gửi 02 bộ hồ sơ"""
    return case.noun in nouns("copy") and _COPIES.search(case.before[-80:]) is not None
