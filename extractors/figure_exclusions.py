"""Numbers that are neither a target nor an observation: what only names a scope, an age, a threshold, a share of the funding ..."""
from __future__ import annotations

from functools import cache

import regex

from extractors.figure_numbers import Figure
from extractors.figure_segments import Segment
from extractors.sentences import words
from normalizers.plain import fold


@cache
def _nouns(kind: str) -> frozenset[str]:
    return frozenset(row["noun"] for row in words("figure_nouns") if row["kind"] == kind)


@cache
def _numbered() -> regex.Pattern:
    names = "|".join(sorted((regex.escape(n) for n in _nouns("numbered")), key=len, reverse=True))
    return regex.compile(rf"(?<!\p{{L}})(?:{names})\s*$", regex.IGNORECASE)


@cache
def _structure() -> regex.Pattern:
    names = "|".join(sorted((fold(n) for n in _nouns("structural")), key=len, reverse=True))
    return regex.compile(rf"\s*(?:{names})\b")


_WHO = regex.compile(
    r"^[\s\-+*•(]*(?:doi voi|ho|nguoi|hoc sinh|sinh vien|doanh nghiep|doi tuong|co so|truong hop|tre em|hop tac xa|du an|cong trinh|xe|phuong tien|chu|don vi|to chuc|ca nhan)\b"
    r"[^,;:.]*\b(?:tu|tren|duoi|hon)\s*$"
)
_MAY = regex.compile(r"\b(?:duoc|phai|dang|thi|bi|trong vong)\b")
_PREPOSITION = regex.compile(r"\b(?:cho|tai|cua|o|thuoc|doi voi|tren|trong|giua|gom|cac|dia ban|tat ca|toan bo|toan|ca|rieng|vung|so|ve|den|theo|trong so|tren tong so)\s*(?:tat ca\s+)?$")
_CARRIED_OUT = regex.compile(r"(?!^)\b(?:tai|o)\s*$")
"""Phun hóa chất tại 20 xã"""
_GRADED = regex.compile(r"(?<!\bmoi )(?<!\bbinh quan )\b(?:xa|huyen|thon|ban|don vi|dia phuong)\s+(?:dat\s+)?(?:tu|duoi|tren|chi dat)?\s*$")
_SCOPE_NAME = regex.compile(r"^\s*(?:,\s*(?:thon|ban|xa|lang|phuong)\s*)*(?:ngheo|dac biet kho khan|dbkk|atk|bien gioi|bai ngang|vung cao|an toan khu|135|khu vuc|kv)\b")
_REACHED_LATER = regex.compile(r"\b(?:dat|duoc|thoat|ra khoi|hoan thanh|ve dich)\b")
_ACHIEVED = regex.compile(r"\b(?:dat|hoan thanh|dat chuan|tang|tang them|phat song|san xuat|cong nhan|binh quan|dat duoc|dat tu|thieu|con)\s*(?:\w+\s+){0,2}$")
_AGE = regex.compile(r"^\s*(?:thang\s+|nam\s+)?tuoi\b")
_PERIODIC = frozenset("ngay tuan thang quy lan".split())
_EACH_TIME = regex.compile(r"\b(?:moi|hang|hằng|mot|dinh ky|01|1)\s+(?:tuan|thang|quy|ngay)\b|\bdinh ky\b")
_REPORTING = regex.compile(r"\b(?:bao cao|hop|giao ban|dinh ky|so ket)\b")
_TIMES = regex.compile(r"\b(?:gap|tang|giam|cao|so voi|nhieu)\b")
_PLANNED_BEFORE = regex.compile(r"\(\s*(?:muc tieu|ke hoach|chi tieu|kh)\b[^()]{0,20}$")
"""giảm 3,5% (mục tiêu 2,5 - 3%/năm): neither measured nor still to be reached"""
_BALLOT = regex.compile(r"^\s*(?:tong\s+)?(?:so\s+)?(?:phieu|thanh vien|uy vien|dai bieu|thanh phan)\b")
_ON_CONDITION = regex.compile(r"\b(?:khi|neu|phai)\s+co\b")
_VOTING = regex.compile(r"\b(?:bo phieu|tan thanh|dong y|bieu quyet|tham du|co mat)\b")
_FUND = regex.compile(r"\b(?:ngan sach|nstw|nsdp|nsnn|nst|von|kinh phi|doi ung|xa hoi hoa|nhan dan dong gop|dan gop|tu co)\b")
_FUND_FIGURE = regex.compile(r"\b(?:giai ngan|thu ngan sach|tong thu|ty le giai ngan|tiet kiem|thuc hien|thu hut|dat|huy dong|tang|giam)\b")
_SUPPORT = regex.compile(r"\b(?:ho tro|vay|bang|thu|nop|phat|mien|giam|dong|thanh toan|chi tra|cap|bu)\b[^,;:.]{0,40}$")
_COST = regex.compile(r"^\s*(?:tong\s+)?(?:menh gia|chi phi|kinh phi|muc dong|muc ho tro|tien|gia tri|gia\b|lai suat|hoc phi|tong muc|muc|von|don gia|phi|luong|nhu cau von|so tien|doanh thu)")
_TERMS = regex.compile(r"\b(?:lai suat|muc phat|phat tien|he so|dinh muc|le phi|thue suat|trich|ty le trich|ton thuong co the|suy giam kha nang lao dong|muc do khuyet tat|khuyet tat tu)\b[^;.]{0,40}$")
_THRESHOLD = regex.compile(r"^[^,;:()]*?\b(?:co|ty le|quy mo|dien tich|cong suat|tu|tren|duoi)\b[^,;:()]*$")
_GOVERNED = regex.compile(r"\b(?:dat|giam|tang|con|xuong|hoan thanh|la|chiem|phan dau|len|nang|voi|bang|duoc|va|cho)\b")
_QUALIFIED = regex.compile(
    r"\b(?:cac|nhung|doi voi|thuoc|cho|tai|o)\s+(?:\w+\s+){0,1}(?:xa|huyen|thon|ban|ho|dia phuong|don vi|nguoi|co so|doanh nghiep|truong|dia ban|noi|vung|du an|cong trinh|khu|lop)\b[^,;:]{0,40}\b(?:co|tu)\b[^,;:]{0,40}$"
)
_RANK = regex.compile(r"\b(?:top|top dau|nhom|tốp|thu hang|xep thu|dung thu|vi tri thu|hang thu|xep hang|phuong cham)\s*$")
_COPIES = regex.compile(r"\b(?:gui|nop|lap|ho so|gom|phat hanh|dong thanh|bao gom)\b[^;]{0,60}$")
_CURRENCY = regex.compile(r"^(?:(?:ty|ti|trieu|nghin|ngan|van|tram)\s*)?dong$|^(?:ty|trieu|ti|nghin|ngan)$")
"""An amount whose unit was read wrong (`triệu đông`) is still one of money."""
_FOLDED_DURATION = frozenset(fold(row["noun"]) for row in words("figure_nouns") if row["kind"] == "duration")
_MEASURES = frozenset({"m", "cm", "mm", "km", "m²", "m2", "m³", "m3", "tấn", "kg", "lít", "kV", "kVA", "W", "kW", "mét", "ml"})
_DIMENSION = regex.compile(r"\b(?:rong|tai trong|cao|sau|day|cach|duong kinh|khau do|dien ap|dung tich|cong suat|van toc|chua|chua nuoc|ban kinh|trong luong)\s*(?:toi thieu|tu|tren|duoi|khoang|la)?\s*$")
_MADE_UP = regex.compile(r"\b(?:gom|gom co|bao gom|co khong qua|thanh phan)\s*$")
_LIFE = regex.compile(r"\btuoi tho\b")
_HEALTHY = regex.compile(r"\bso nam\b")
_INDEX = regex.compile(r"\b(?:chi so|he so|chi so phat trien|ty so|ty suat|muc sinh|so con|hdi|gini|diem so)\b")
_NAMED_COUNT = regex.compile(r"(?::|=|\bla|\bdat|\bcon|\bco)\s*$")
_OF_FIGURES = regex.compile(r"^\s*(?:=|\(?\s*(?:chiem|dat|bang|tuong duong)|\([\d,]+\s?%)")


def reason(text: str, figure: Figure, segment: Segment, previous: Figure | None, section: str | None) -> str | None:
    """Why the figure is none (the name of the rule), None where it may be one."""
    before, after = fold(text[segment.start : figure.start]), fold(text[figure.end : segment.end])
    noun = figure.unit.lower()
    if _numbered().search(text[max(segment.start, figure.start - 24) : figure.start]) and noun != "%":
        return "name"
    if _CURRENCY.search(fold(noun)):
        return "money"
    if not figure.known and fold(noun) in _FOLDED_DURATION and not _LIFE.search(before):
        return "duration"
    if noun == "":
        return _without_unit(before, fold(text[figure.end : figure.end + 40]))
    if (figure.rate or "-").split()[0] in {"h", "gio", "s", "giay", "phut"}:
        return "speed"
    if not figure.total and (named := _structure().match(fold(text[figure.number_end : figure.number_end + 40]))) and (
        not figure.known or len(named[0].split()) > len(noun.split())
    ):
        return "structure"
    if _eligible(text, figure, segment, before):
        return "eligibility"
    if noun in _nouns("duration") and not (_LIFE.search(before) and noun == "tuổi" or _HEALTHY.search(before) and noun == "năm"):
        return "duration"
    if _RANK.search(before):
        return "rank"
    if noun in _MEASURES and _DIMENSION.search(before):
        return "dimension"
    if noun == "số" and figure.total:
        return "fraction"
    if _periodic(figure, before, after):
        return "period"
    if section == "situation" and _PLANNED_BEFORE.search(before):
        return "former_plan"
    if noun == "%":
        return _share(before, after, section) or _threshold(text, figure, segment, previous, before, after)
    if noun in _nouns("structural") and not figure.total and not (_ACHIEVED.search(before) and noun in {"tiêu chí", "chỉ tiêu", "chương trình"}):
        return "structure"
    if noun in _nouns("place") and not figure.total and section != "situation" and _names_scope(before, after):
        return "scope"
    if noun in {"tiêu chí", "chỉ tiêu"} and figure.comparator != "=" and _GRADED.search(fold(text[max(0, figure.start - 50) : figure.start])):
        return "threshold"
    if _MADE_UP.search(before) and (noun in _nouns("members") or (previous is None and section != "situation")):
        return "members"
    if noun in _nouns("copy") and _COPIES.search(before[-80:]):
        return "copies"
    return _threshold(text, figure, segment, previous, before, after)


def _eligible(text: str, figure: Figure, segment: Segment, before: str) -> bool:
    """A bound that says who may or must: `Hộ gia đình có từ 02 con trở lên được vay ...`"""
    if figure.comparator not in {">", ">=", "<", "<="} or not _WHO.match(before):
        return False
    return bool(_MAY.search(fold(text[figure.end : figure.end + 70])))


def _without_unit(before: str, after: str) -> str | None:
    if _AGE.match(after):
        return "age"
    if _INDEX.search(before) and _NAMED_COUNT.search(before):
        return None
    if _NAMED_COUNT.search(before) and (_OF_FIGURES.match(after) or (regex.search(r"\b(?:tong )?so\b", before) and not after.strip(" .;,"))):
        return None
    return "no_unit"


def _periodic(figure: Figure, before: str, after: str) -> bool:
    if figure.unit == "lần" and figure.rate and figure.rate.startswith("nam") and figure.comparator in {">=", "<="}:
        return bool(_REPORTING.search(before))
    if figure.unit == "lần":
        return figure.rate is not None or not _TIMES.search(before)
    if figure.unit == "%":
        return False
    return (figure.rate or "").split(" ")[0] in _PERIODIC or bool(_EACH_TIME.search(before[-40:]))


def _names_scope(before: str, after: str) -> bool:
    if _PREPOSITION.search(before) and not (_CARRIED_OUT.search(before) and not _SCOPE_NAME.match(after)):
        return True
    return bool(_SCOPE_NAME.match(after)) and not _REACHED_LATER.search(after)


def _share(before: str, after: str, section: str | None) -> str | None:
    """Shares of a funding, rates of support, terms."""
    if _BALLOT.match(after) and (_ON_CONDITION.search(before) or _VOTING.search(after)):
        return "quorum"
    if _TERMS.search(before) or _COST.match(after) and _SUPPORT.search(before):
        return "term"
    fund = list(_FUND.finditer(before))
    if fund and not _FUND_FIGURE.search(before) and len(before) - fund[-1].end() < 50:
        return "funding"
    if section == "finance" and not regex.search(r"giai ngan|tiet kiem|ty le", before):
        return "funding"
    return None


def _threshold(text: str, figure: Figure, segment: Segment, previous: Figure | None, before: str, after: str) -> str | None:
    """A bound inside an indicator: `21 xã có tỷ lệ hộ nghèo trên 50%`."""
    if figure.comparator == "=" or figure.comparator == "~":
        return None
    if previous is not None and previous.start >= segment.start - 1 or (previous is not None and previous.end >= segment.start):
        between = fold(text[previous.end : figure.start])
        if _THRESHOLD.match(between) and not _GOVERNED.search(between):
            return "threshold"
    if _QUALIFIED.search(before) and not _GOVERNED.search(before[-30:]) and after.strip(" .;,"):
        return "threshold"
    return None
