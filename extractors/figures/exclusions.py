"""Numbers that are neither a target nor an observation: what only names a scope, an age, a threshold, a share of the funding ..."""
from __future__ import annotations

from collections.abc import Callable
from functools import cache

import regex

from extractors.figures import scopes, shares
from extractors.figures.case import Case, nouns
from extractors.figures.dimensions import MEASURES, is_dimension, is_strength
from extractors.figures.numbers import Figure
from extractors.figures.segments import Segment
from extractors.figures.thresholds import is_threshold
from extractors.figures.units import tells_state
from normalizers.plain import fold
from normalizers.vocabulary import compounds


@cache
def _numbered() -> regex.Pattern:
    names = "|".join(sorted((regex.escape(n) for n in nouns("numbered")), key=len, reverse=True))
    return regex.compile(rf"(?<!\p{{L}})(?:{names})\s*$", regex.IGNORECASE)


_PROPER = regex.compile(r"(?<=\p{L}\s)\p{Lu}\p{Ll}+\s+$")
"""thủy điện Sông Tranh 3 công suất ...: the number is part of the name"""
_ORDINAL = regex.compile(
    r"\b(?:đội|tổ|trạm|trường|trung\s+tâm|nhà\s+máy|bệnh\s+viện|phòng|khoa|kho|chốt|cụm|khu|lô|giếng|bể|đài|hạt|cơ\s+sở|tuyến|đường)\b"
    r"(?:\s+(?!số\b)[\p{L}-]+){0,6}\s+số\s*$", regex.IGNORECASE,
)
"""Đội Quản lý thị trường số 16: which one"""
_SUBSTANCE = regex.compile(r"\b(?:hóa\s+chất|thuốc|dung\s+dịch)\b.*?(?<!\p{L})\p{Lu}[A-Za-z]{3,}(?:\s\p{Lu})?\s+$", regex.DOTALL)
"""hóa chất Chlorine 70%: how strong it is"""
_WHO = regex.compile(
    r"^[\s\-+*•(]*(?:doi voi|ho|nguoi|hoc sinh|sinh vien|doanh nghiep|doi tuong|co so|truong hop|tre em|hop tac xa|du an|cong trinh"
    r"|xe|phuong tien|chu|don vi|to chuc|ca nhan)\b"
    r"[^,;:.]*\b(?:tu|tren|duoi|hon)\s*$"
)
_MAY = regex.compile(r"\b(?:duoc|phai|dang|thi|bi|trong vong)\b")
_AGE = regex.compile(r"^\s*(?:thang\s+|nam\s+)?tuoi\b")
_PERIODIC = frozenset("ngay tuan thang quy lan".split())
_EACH_TIME = regex.compile(r"\b(?:moi|hang|mot|dinh ky|01|1)\s+(?:tuan|thang|quy|ngay)\b|\bdinh ky\b")
_REPORTING = regex.compile(r"\b(?:bao cao|hop|giao ban|dinh ky|so ket)\b")
_TIMES = regex.compile(r"\b(?:gap|tang|giam|cao|so voi|nhieu)\b")
_PLANNED_BEFORE = regex.compile(r"\(\s*(?:muc tieu|ke hoach|chi tieu|kh)\b[^()]{0,20}$")
"""giảm 3,5% (mục tiêu 2,5 - 3%/năm): neither measured nor still to be reached"""
_NUMBER_OF_TIMES = regex.compile(r"\bso (?:luot|lan)\s+(?!it|nhieu)\w")
"""Tổng số lần khám bệnh: 350.000 lần"""
_RANK = regex.compile(r"\b(?:top|top dau|nhom|thu hang|xep thu|dung thu|vi tri thu|hang thu|xep hang|phuong cham)\s*$")
_CURRENCY = regex.compile(r"^(?:(?:ty|ti|trieu|nghin|ngan|van|tram)\s*)?dong$|^(?:ty|trieu|ti|nghin|ngan)$")
"""An amount whose unit was read wrong (`triệu đông`) is still one of money."""
_FOLDED_DURATION = frozenset(map(fold, nouns("duration")))
_FIELD = regex.compile(r"\b(?:lua|ngo|mau|rau|dat|canh tac|san xuat|gieo trong|trong)\s*$")
_MEAN_DAYS = frozenset({"ngay", "gio", "phut"})
_MEAN = regex.compile(r"\b(?:thoi gian|so ngay|ngay dieu tri)\b.*\b(?:binh quan|trung binh)\b.*$|\bluu tru\b.*$")
"""thời gian lưu trú bình quân 2,4 ngày: measured, no time allowed"""
_CLAUSE = regex.compile(r"[;.,](?=\s)")
_LIFE = regex.compile(r"\btuoi tho\b")
_HEALTHY = regex.compile(r"\bso nam\b|\bsong khoe\b")
_INDEX = regex.compile(r"\b(?:chi so|he so|chi so phat trien|ty so|ty suat|muc sinh|so con|hdi|gini|diem so)\b")
_NAMED_COUNT = regex.compile(r"(?::|=|\b(?:la|dat|trung binh|binh quan|con|co|len|xuong|duoi|tren|muc|khoang|toi thieu|khong qua))\s*$")
_YIELD = regex.compile(r"\b(?:gia tri|thu nhap|doanh thu|loi nhuan|san luong|nang suat)\b[^,;.:\d]*\b(?:tren|moi|cua|cho|tinh tren)\s*$")
_NAMED_RATIO = regex.compile(r"\b(?:ty so gioi tinh|tong ty suat sinh|ty suat)\b[^,;:()\d]{0,40}$")
"""tỷ số giới tính khi sinh 109/100"""
_LAST_OF = {"tháng": 12, "quý": 4, "đợt": 30, "kỳ": 30}
"""Trong tháng 96 ca mắc: no month"""
_CAPPED = regex.compile(
    r"\s*(?:tong\s+)?(?:gia|chi phi|kinh phi|tien|don gia|gia tri|muc)\b[^,;.()\d]{0,50}[,(]\s*(?:nhung\s+)?"
    r"(?:khong (?:vuot )?qua|toi da|cao nhat)"
    r"[^,;.\d]{0,20}\d[\d.,]*\s*(?:(?:nghin|ngan|trieu|ty|ti)\s+)?dong"
)
_FORECAST = regex.compile(r"\bdu bao\b(?! thoi tiet| khi tuong| thuy van| thien tai| mua lu)")
_MOST_PARTS = 10
_OF_FIGURES = regex.compile(r"^\s*(?:=|\(?\s*(?:chiem|dat|bang|tuong duong)|\([\d,]+\s?%)")
_TOTAL_OF = regex.compile(r"\b(?:tong|trong|tren|con|chi|he|ty|diem|mot) so\s*$")
_SO = regex.compile(r"(?<!\bma )\b(?:tong )?so\b(?! (?:hieu|tai khoan|dien thoai|may)\b)")
_MOMENTS = frozenset({"h", "gio", "s", "giay", "phut"})
_BOUNDS = frozenset({">", ">=", "<", "<="})


def reason(text: str, figure: Figure, segment: Segment, previous: Figure | None, section: str | None) -> str | None:
    """Why the figure is none (the name of the rule that says so), None where it may be one."""
    before, after = fold(text[segment.start : figure.start]), fold(text[figure.end : segment.end])
    case = Case(text, figure, segment, previous, section, before, after, figure.unit.lower())
    return next((name for name, applies in _RULES if applies(case)), None)


def is_index(words_: str) -> bool:
    """Whether the words name an index or a ratio, which has no unit: `Chỉ số phát triển con người đạt 0,72`."""
    return _INDEX.search(fold(words_)) is not None


def _name(case: Case) -> bool:
    """Dự án 2, Điều 5, Chlorine 70%: a name, no count."""
    start = case.figure.start
    if case.figure.known and case.noun in MEASURES:  # quốc lộ 193 km
        return False
    if _ORDINAL.search(case.text, case.segment.start, start) and not _TOTAL_OF.search(case.before):
        return True
    if not case.figure.known and case.noun and _PROPER.search(case.text[max(case.segment.start, start - 24) : start]):
        return True
    if case.noun == "%":
        return _SUBSTANCE.search(case.text, case.segment.start, start) is not None
    named = _numbered().search(case.text, max(case.segment.start, start - 24), start)
    if named and case.figure.low > _LAST_OF.get(named[0].strip().lower(), case.figure.low):
        return False
    return named is not None and not _of_a_compound(case.text, named)


def _of_a_compound(text: str, named: regex.Match) -> bool:
    """xử lý dứt điểm 12 công trình, danh mục 05 dự án: the noun that numbers would follow is half of a word."""
    before = text[: named.start()].lower().split()[-1:]
    return bool(before) and f"{before[0]} {named[0].strip().lower()}" in compounds()


def _money(case: Case) -> bool:
    return _CURRENCY.search(fold(case.noun)) is not None


def _no_unit(case: Case) -> bool:
    """No noun and nothing that gives one.

    Kept are indices, the counts of a list (`Số hộ nghèo: 1.250`, `15.604 = 28,17%`) and of a breakdown (`20 đạt chuẩn, 12 kém`).
    """
    if case.noun or case.figure.named or case.previous is not None and tells_state(case.after):
        return False
    after = fold(case.text[case.figure.end : case.figure.end + 40])
    if _AGE.match(after) or not (_NAMED_COUNT.search(case.before) or _NAMED_RATIO.search(case.before)):
        return True
    counted = _SO.search(case.before) and case.after.lstrip()[:1] in {"", ".", ";", ","}
    return not (_INDEX.search(case.before) or _OF_FIGURES.match(after) or counted)


def _speed(case: Case) -> bool:
    return (case.figure.rate or "-").split()[0] in _MOMENTS


def _eligibility(case: Case) -> bool:
    """A bound that says who may or must: `Hộ gia đình có từ 02 con trở lên được vay ...`"""
    if case.figure.comparator not in _BOUNDS or not _WHO.match(case.before):
        return False
    return _MAY.search(fold(case.text[case.figure.end : case.figure.end + 70].split(". ")[0])) is not None


def _duration(case: Case) -> bool:
    noun, years = fold(case.noun), case.noun == "năm" and _HEALTHY.search(case.before)
    known = case.noun in nouns("duration") if case.figure.known else noun in _FOLDED_DURATION
    if known and noun in _MEAN_DAYS and _MEAN.search(fold(_CLAUSE.split(case.text[: case.figure.start])[-1])):
        return False
    return known and not years and not (noun == "tuoi" and _LIFE.search(case.before))


def _rank(case: Case) -> bool:
    return _RANK.search(case.before) is not None


def _dimension(case: Case) -> bool:
    held = case.text[case.previous.end : case.figure.start] if case.previous is not None else None
    if held is not None and is_strength(case.noun, case.previous.unit, held):
        return True
    return is_dimension(case.noun, case.before, case.after, case.figure.rate, case.section)


def _fraction(case: Case) -> bool:
    """giảm 1/2 số hộ nghèo, bằng 1/3 diện tích: a part of one, no count"""
    part = case.noun == "số" or not case.figure.known and case.figure.low < _MOST_PARTS
    return case.figure.total and part and not case.figure.named


def _base(case: Case) -> bool:
    """cứ 1.000 dân có 8 bác sĩ, giá trị sản xuất trên 1 ha đất đạt 92 triệu đồng: what the rate is reckoned on"""
    if case.figure.low == 1 and _YIELD.search(case.before):
        return True
    return regex.search(r"\bcứ\s*$", case.text[case.segment.start : case.figure.start], regex.IGNORECASE) is not None


def _season(case: Case) -> bool:
    """diện tích lúa 2 vụ, đường đi được 4 mùa"""
    return case.noun == "mùa" or case.noun == "vụ" and _FIELD.search(case.before) is not None


def _forecast(case: Case) -> bool:
    """dự báo giai đoạn 2026 - 2030 dân số tăng bình quân 0,9%/năm: neither measured nor aimed at"""
    return case.section != "objective" and _FORECAST.search(case.before) is not None


def _period(case: Case) -> bool:
    """02 lần/tuần, mỗi tháng 01 buổi; no `62 tấn/ngày`.

    A bound of times a year (`tối thiểu 01 lần/năm`) is one unless it is about reporting.
    """
    figure, yearly = case.figure, (case.figure.rate or "").startswith("nam")
    if case.noun != "lần" and case.noun not in nouns("occasion"):
        return False
    if case.noun == "lần" and (figure.named or _NUMBER_OF_TIMES.search(case.before)):
        return False
    if case.noun == "lần":
        if yearly and figure.comparator in {">=", "<="}:
            return _REPORTING.search(case.before) is not None
        return figure.rate is not None or not _TIMES.search(case.before)
    return (figure.rate or "").split(" ")[0] in _PERIODIC or _EACH_TIME.search(case.before[-40:]) is not None


def _former_plan(case: Case) -> bool:
    return case.section == "situation" and _PLANNED_BEFORE.search(case.before) is not None


def _share(rule: Callable[[str, str, str | None], bool]) -> Callable[[Case], bool]:
    return lambda case: case.noun == "%" and rule(case.before, case.after, case.section)


def _capped(case: Case) -> bool:
    """50% giá giống, không quá 1,8 triệu đồng/ha: a rate of support with its highest amount"""
    return case.noun == "%" and _CAPPED.match(fold(case.text[case.figure.end : case.figure.end + 90])) is not None


def _threshold(case: Case) -> bool:
    return is_threshold(case.text, case.figure, case.segment, case.previous, case.before, case.after)


_RULES: tuple[tuple[str, Callable[[Case], bool]], ...] = (
    ("name", _name), ("money", _money), ("no_unit", _no_unit), ("speed", _speed), ("structure", scopes.compound),
    ("eligibility", _eligibility), ("duration", _duration), ("rank", _rank), ("dimension", _dimension), ("fraction", _fraction),
    ("base", _base), ("forecast", _forecast), ("season", _season), ("period", _period),
    ("former_plan", _former_plan), ("quorum", _share(shares.quorum)), ("term", _share(shares.term)),
    ("funding", _share(shares.funding)), ("capped", _capped), ("structure", scopes.structural), ("scope", scopes.scope),
    ("grade", scopes.grade), ("members", scopes.members), ("copies", scopes.copies), ("threshold", _threshold),
)
"""Name and test of each rule, in the order in which they are asked."""
