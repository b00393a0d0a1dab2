"""Numbers that are neither a target nor an observation: what only names a scope, an age, a threshold, a share of the funding ..."""
from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import regex

from extractors import figure_shares
from extractors.figure_dimensions import MEASURES, is_dimension
from extractors.figure_numbers import Figure
from extractors.figure_segments import Segment
from extractors.figure_thresholds import is_threshold
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


_PROPER = regex.compile(r"(?<=\p{L}\s)\p{Lu}\p{Ll}+\s+$")
"""thủy điện Sông Tranh 3 công suất ...: the number is part of the name"""
_WHO = regex.compile(
    r"^[\s\-+*•(]*(?:doi voi|ho|nguoi|hoc sinh|sinh vien|doanh nghiep|doi tuong|co so|truong hop|tre em|hop tac xa|du an|cong trinh|xe|phuong tien|chu|don vi|to chuc|ca nhan)\b"
    r"[^,;:.]*\b(?:tu|tren|duoi|hon)\s*$"
)
_MAY = regex.compile(r"\b(?:duoc|phai|dang|thi|bi|trong vong)\b")
_PREPOSITION = regex.compile(r"\b(?:cho|tai|cua|o|thuoc|doi voi|tren|trong|giua|gom|cac|dia ban|tat ca|toan bo|toan|ca|rieng|vung|so|ve|den|theo|trong so|tren tong so)\s*(?:tat ca\s+)?$")
_GUIDED = regex.compile(r"\b(?:huong dan|chi dao|don doc|doi voi|phoi hop voi)\s*$")
"""hướng dẫn 09 huyện rà soát chính sách"""
_CARRIED_OUT = regex.compile(r"(?!^)\b(?:tai|o)\s*$")
"""Phun hóa chất tại 20 xã"""
_GRADED = regex.compile(r"(?<!\bmoi )(?<!\bbinh quan )\b(?:xa|huyen|thon|ban|don vi|dia phuong)\s+(?:dat\s+)?(?:tu|duoi|tren|chi dat)?\s*$")
_SCOPE_NAME = regex.compile(r"^\s*(?:,\s*(?:thon|ban|xa|lang|phuong)\s*)*(?:ngheo|dac biet kho khan|dbkk|atk|bien gioi|bai ngang|vung cao|an toan khu|135|khu vuc|kv)\b")
_REACHED_LATER = regex.compile(r"\b(?:dat|duoc|thoat|ra khoi|hoan thanh|ve dich|on dinh|vuon len)\b")
_ACHIEVED = regex.compile(r"\b(?:dat|hoan thanh|dat chuan|tang|tang them|phat song|san xuat|cong nhan|binh quan|dat duoc|dat tu|thieu|con)\s*(?:\w+\s+){0,2}$")
_AGE = regex.compile(r"^\s*(?:thang\s+|nam\s+)?tuoi\b")
_PERIODIC = frozenset("ngay tuan thang quy lan".split())
_EACH_TIME = regex.compile(r"\b(?:moi|hang|mot|dinh ky|01|1)\s+(?:tuan|thang|quy|ngay)\b|\bdinh ky\b")
_REPORTING = regex.compile(r"\b(?:bao cao|hop|giao ban|dinh ky|so ket)\b")
_TIMES = regex.compile(r"\b(?:gap|tang|giam|cao|so voi|nhieu)\b")
_PLANNED_BEFORE = regex.compile(r"\(\s*(?:muc tieu|ke hoach|chi tieu|kh)\b[^()]{0,20}$")
"""giảm 3,5% (mục tiêu 2,5 - 3%/năm): neither measured nor still to be reached"""
_RANK = regex.compile(r"\b(?:top|top dau|nhom|thu hang|xep thu|dung thu|vi tri thu|hang thu|xep hang|phuong cham)\s*$")
_COPIES = regex.compile(r"\b(?:gui|nop|lap|ho so|gom|phat hanh|dong thanh|bao gom)\b[^;]{0,60}$")
_CURRENCY = regex.compile(r"^(?:(?:ty|ti|trieu|nghin|ngan|van|tram)\s*)?dong$|^(?:ty|trieu|ti|nghin|ngan)$")
"""An amount whose unit was read wrong (`triệu đông`) is still one of money."""
_FOLDED_DURATION = frozenset(fold(row["noun"]) for row in words("figure_nouns") if row["kind"] == "duration")
_MADE_UP = regex.compile(r"\b(?:gom|gom co|bao gom|co khong qua|thanh phan)\s*$")
_FIELD = regex.compile(r"\b(?:lua|ngo|mau|rau|dat|canh tac|san xuat|gieo trong|trong)\s*$")
_MEAN_DAYS = frozenset({"ngay", "gio", "phut"})
_MEAN = regex.compile(r"\bthoi gian\b.*\b(?:binh quan|trung binh)\b[^,;]*$")
"""thời gian lưu trú bình quân 2,4 ngày: measured, no time allowed"""
_LIFE = regex.compile(r"\btuoi tho\b")
_HEALTHY = regex.compile(r"\bso nam\b")
_INDEX = regex.compile(r"\b(?:chi so|he so|chi so phat trien|ty so|ty suat|muc sinh|so con|hdi|gini|diem so)\b")
_NAMED_COUNT = regex.compile(r"(?::|=|\bla|\bdat|\bcon|\bco)\s*$")
_OF_FIGURES = regex.compile(r"^\s*(?:=|\(?\s*(?:chiem|dat|bang|tuong duong)|\([\d,]+\s?%)")
_SO = regex.compile(r"\b(?:tong )?so\b")
_MOMENTS = frozenset({"h", "gio", "s", "giay", "phut"})
_BOUNDS = frozenset({">", ">=", "<", "<="})
_ATTAINABLE = frozenset({"tiêu chí", "chỉ tiêu", "chương trình"})


@dataclass(frozen=True, slots=True)
class Case:
    """One figure before its rules: `before` and `after` are the accent-free words of its segment, `noun` its unit in lower case.

    `previous` is the figure kept before it in the sentence; `section` see figure_sections.
    """

    text: str
    figure: Figure
    segment: Segment
    previous: Figure | None
    section: str | None
    before: str
    after: str
    noun: str


def reason(text: str, figure: Figure, segment: Segment, previous: Figure | None, section: str | None) -> str | None:
    """Why the figure is none (the name of the rule that says so), None where it may be one."""
    before, after = fold(text[segment.start : figure.start]), fold(text[figure.end : segment.end])
    case = Case(text, figure, segment, previous, section, before, after, figure.unit.lower())
    return next((name for name, applies in _RULES if applies(case)), None)


def is_index(words_: str) -> bool:
    """Whether the words name an index or a ratio, which has no unit: `Chỉ số phát triển con người đạt 0,72`."""
    return _INDEX.search(fold(words_)) is not None


def _name(case: Case) -> bool:
    """Dự án 2, Điều 5: a name, no count."""
    start = case.figure.start
    if case.figure.known and case.noun in MEASURES:  # quốc lộ 193 km
        return False
    if not case.figure.known and case.noun and _PROPER.search(case.text[max(case.segment.start, start - 24) : start]):
        return True
    return case.noun != "%" and _numbered().search(case.text[max(case.segment.start, start - 24) : start]) is not None


def _money(case: Case) -> bool:
    return _CURRENCY.search(fold(case.noun)) is not None


def _no_unit(case: Case) -> bool:
    """No noun and nothing that gives one: kept are indices and the counts of a list (`Số hộ nghèo: 1.250`, `15.604 = 28,17%`)."""
    if case.noun:
        return False
    after = fold(case.text[case.figure.end : case.figure.end + 40])
    if _AGE.match(after) or not _NAMED_COUNT.search(case.before):
        return True
    counted = _SO.search(case.before) and not after.strip(" .;,")
    return not (_INDEX.search(case.before) or _OF_FIGURES.match(after) or counted)


def _speed(case: Case) -> bool:
    return (case.figure.rate or "-").split()[0] in _MOMENTS


def _compound(case: Case) -> bool:
    """03 loại rừng, 3 khâu đột phá: the compound tells the make-up of the plan or its field."""
    named = _structure().match(fold(case.text[case.figure.number_end : case.figure.number_end + 40]))
    return named is not None and not case.figure.total and (not case.figure.known or len(named[0].split()) > len(case.noun.split()))


def _eligibility(case: Case) -> bool:
    """A bound that says who may or must: `Hộ gia đình có từ 02 con trở lên được vay ...`"""
    if case.figure.comparator not in _BOUNDS or not _WHO.match(case.before):
        return False
    return _MAY.search(fold(case.text[case.figure.end : case.figure.end + 70].split(". ")[0])) is not None


def _duration(case: Case) -> bool:
    noun, years = fold(case.noun), case.noun == "năm" and _HEALTHY.search(case.before)
    known = case.noun in _nouns("duration") if case.figure.known else noun in _FOLDED_DURATION
    if known and noun in _MEAN_DAYS and _MEAN.search(case.before):
        return False
    return known and not years and not (noun == "tuoi" and _LIFE.search(case.before))


def _rank(case: Case) -> bool:
    return _RANK.search(case.before) is not None


def _dimension(case: Case) -> bool:
    return is_dimension(case.noun, case.before, case.section)


def _fraction(case: Case) -> bool:
    return case.noun == "số" and case.figure.total


def _base(case: Case) -> bool:
    """cứ 1.000 dân có 8 bác sĩ: what the rate is reckoned on"""
    return regex.search(r"\bcứ\s*$", case.text[case.segment.start : case.figure.start], regex.IGNORECASE) is not None


def _season(case: Case) -> bool:
    """diện tích lúa 2 vụ"""
    return case.noun == "vụ" and _FIELD.search(case.before) is not None


def _period(case: Case) -> bool:
    """02 lần/tuần, mỗi tháng 01 buổi; no `62 tấn/ngày`. A bound of times a year (`tối thiểu 01 lần/năm`) is one unless it is about reporting."""
    figure, yearly = case.figure, (case.figure.rate or "").startswith("nam")
    if case.noun != "lần" and case.noun not in _nouns("occasion"):
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


def _structural(case: Case) -> bool:
    if case.noun not in _nouns("structural") or case.figure.total:
        return False
    return not (_ACHIEVED.search(case.before) and case.noun in _ATTAINABLE)


def _scope(case: Case) -> bool:
    """cho 25 buôn, làng; 16 xã biên giới"""
    if case.noun not in _nouns("place") or case.figure.total or case.section == "situation":
        return False
    named = _SCOPE_NAME.match(case.after)
    if _GUIDED.search(case.before):
        return True
    if _PREPOSITION.search(case.before) and (named or not _CARRIED_OUT.search(case.before)):
        return True
    return named is not None and not _REACHED_LATER.search(case.after)


def _grade(case: Case) -> bool:
    """12 xã đạt dưới 5 tiêu chí"""
    words_ = fold(case.text[max(0, case.figure.start - 50) : case.figure.start])
    return case.noun in {"tiêu chí", "chỉ tiêu"} and case.figure.comparator != "=" and _GRADED.search(words_) is not None


def _members(case: Case) -> bool:
    """Tổ giúp việc gồm 07 thành viên"""
    whole = case.previous is None and case.section != "situation"
    return _MADE_UP.search(case.before) is not None and (case.noun in _nouns("members") or whole)


def _copies(case: Case) -> bool:
    return case.noun in _nouns("copy") and _COPIES.search(case.before[-80:]) is not None


def _threshold(case: Case) -> bool:
    return is_threshold(case.text, case.figure, case.segment, case.previous, case.before, case.after)


_RULES: tuple[tuple[str, Callable[[Case], bool]], ...] = (
    ("name", _name), ("money", _money), ("no_unit", _no_unit), ("speed", _speed), ("structure", _compound), ("eligibility", _eligibility),
    ("duration", _duration), ("rank", _rank), ("dimension", _dimension), ("fraction", _fraction), ("base", _base), ("season", _season), ("period", _period),
    ("former_plan", _former_plan), ("quorum", _share(figure_shares.quorum)), ("term", _share(figure_shares.term)), ("funding", _share(figure_shares.funding)), ("structure", _structural), ("scope", _scope),
    ("grade", _grade), ("members", _members), ("copies", _copies), ("threshold", _threshold),
)
"""Name and test of each rule, in the order in which they are asked."""
