"""Headings that name agencies no list knows: `Hội đồng thẩm định giá đất`, `Lực lượng Công an, Quân đội` among other agencies."""
from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import regex

from extractors.assignments.agency_names import after_bracket
from extractors.assignments.lists import Text
from extractors.assignments.orders import order_at
from extractors.assignments.subjects import Subject, behind_colon, subject_at
from normalizers import agencies
from normalizers.agencies import Mention, makes_word, opens_clause
from normalizers.plain import fold
from pipeline.model.layout import Heading

_NAMED_BY_PURPOSE = {"to", "ban", "hoi_dong", "doan", "trung_tam", "phong", "bo_phan", "quy", "van_phong", "doan_the", "ban_chi_dao"}
_ROLE_WORDS = regex.compile(r"\s*,?\s*(?:[-–—]\s*(?:la\s+)?(?:(?:co quan|don vi)\s+)?"
                            r"(?:thuong truc|giup viec|chu tri|dau moi)|:|;|la\b|co\b|chiu\b|chu tri|phoi hop|thuc hien"
                            r"|trien khai|chi dao thuc|huong dan|\.)")
_NO_AGENCY = regex.compile(
    r"(?:cong tac|kinh phi|thoi gian|che do|ve\b|nguon|mot so|dieu khoan|kiem tra|giam sat|thong tin|bao cao|so ket"
    r"|tong ket|thi dua|muc tieu|yeu cau|noi dung|nhiem vu|giai phap"
    r"|hieu luc|to chuc|trong\b|can cu|cap (?:tinh|huyen|xa)|tuyen|che tai|quy dinh|chinh sach|du an|hoat dong"
    r"|phan cong|xay dung|thuc hien|trien khai|tang cuong|day manh|ho tro|phat trien|nang cao|huy dong"
    r"|dao tao|quan ly|chi dao|huong dan|phoi hop|ra soat|lap|trach nhiem|co che|phuong|bien phap|hinh thuc|dia diem"
    r"|doi tuong|pham vi|ket qua|danh gia|tien do|lo trinh|ngoai ra|trinh|viec\b|van de"
    r"|(?:cac\s+)?(?:truong hop|cong trinh|du an|khoan|ho so|vi pham|hang muc)\b)"
)
_MOST_WORDS = 14
_LONGEST_REST = 10
_LAST_BRACKET = regex.compile(r"(?:\s*\([^()]*\))?$")
_BESIDE = regex.compile(r"\s*(?:,|và\s)\s*(?P<name>\p{Lu}\p{L}*(?:\s+\p{L}+){1,7})")
"""Trưởng các thôn | và Tổ công nghệ số cộng đồng"""
_BRACKET = regex.compile(r"\([^()]*\)")


def titled_subject(text: Text, start: int, heading: Heading, opens: bool, among_agencies: bool) -> Subject | None:
    """The agencies of a title whose end no list of names finds; None where the title is read by its words or names none.

    `among_agencies`: the headings beside it name agencies, so that a short title that is no task names one too.
    """
    begin, end = text.skip(start), _title_end(text, heading)
    end -= len(_LAST_BRACKET.search(text.text, begin, end)[0])
    title = text.text[begin:end]
    if not title or len(_BRACKET.sub("", title).split()) > _MOST_WORDS:
        return None
    first = subject_at(text, start)
    if first is not None and not first.label:
        return _grown(text, first, end) if (heading.kind == "heading" and opens) or heading.kind == "run_in" else None
    order, behind = order_at(text, begin)
    if order == "of":
        named = agencies.split(text.text[behind:end])
        if len(named) == 1 and named[0].end == end - behind:
            return Subject((replace(named[0], start=behind, end=end),), begin, len(text.text), order)
        if ((not named or named[0].start > 0) and not _NO_AGENCY.match(text.folded, behind)
            and 2 <= len(text.text[behind:end].split()) <= 10):
            title, begin = text.text[behind:end], behind
            among_agencies = True
    if not among_agencies or not opens and heading.kind != "run_in" or _NO_AGENCY.match(fold(title)) or title.rstrip().endswith((".", ";")):
        return None
    behind, colon = behind_colon(text, after_bracket(text.text, end))
    return Subject(_bodies(text, begin, end), text.skip(start), behind, order, False, colon)


def _bodies(text: Text, start: int, end: int) -> tuple[Mention, ...]:
    """The bodies between the offsets that no list of names knows, parted where a known name begins behind a comma."""
    begins = [start, *(m.start for m in text.mentions if start < m.start < end and text.text[:m.start].rstrip().endswith((",", ";")))]
    found = []
    for begin, stop in pairwise([*begins, end]):
        words = text.text[begin:stop].rstrip(" ,;")
        generic = not words[0].isupper() or fold(words).startswith("cac ")
        found.append(Mention(begin, begin + len(words), words, agencies.canonical(words), agencies.kind(words), generic))
    return tuple(found)


def names_in_titles(texts: list[tuple[Text, Heading, int, bool]]) -> list[tuple[str, str]]:
    """(words, canonical name) of agencies that only a title shows in full; `texts`: readings of headings, their starts,
    whether agencies stand beside."""
    found = []
    for text, heading, start, among_agencies in texts:
        subject = titled_subject(text, start, heading, True, among_agencies)
        if subject is not None and len(subject.mentions[-1].text.split()) > 2:
            found.append((subject.mentions[-1].text, subject.mentions[-1].name))
    return found


def _title_end(text: Text, heading: Heading) -> int:
    end = len(text.text) if heading.body is None or heading.kind != "run_in" else heading.body
    return len(text.text[:end].rstrip(" .:;/"))


def _grown(text: Text, first: Subject, end: int) -> Subject | None:
    """The last name of the list grown to the end of the title, where words are left over that are no task."""
    last = first.mentions[-1]
    if last.generic:
        return _grown_group(text, first, end)
    if last.kind not in _NAMED_BY_PURPOSE or last.end >= end or _ROLE_WORDS.match(text.folded, last.end):
        return None
    if text.text[last.end] == "," and regex.match(r",\s*(?!các|và|cùng)\p{Ll}", text.text[last.end :]) is None:
        return None
    bracket = text.text.find("(", last.end, end)
    stop = len(text.text[: bracket if bracket > 0 else end].rstrip())
    if after_bracket(text.text, last.end) >= end or stop <= last.end:
        return None
    words = text.text[last.start : stop]
    grown = Mention(last.start, stop, words, agencies.canonical(words), last.kind)
    behind, colon = behind_colon(text, end)
    return Subject((*first.mentions[:-1], grown), first.start, behind, first.order, False, colon)


def _grown_group(text: Text, first: Subject, end: int) -> Subject | None:
    """`Các doanh nghiệp bưu chính, viễn thông`: a group with the words that tell which."""
    last = first.mentions[-1]
    rest = text.text[last.end : end]
    beside = _BESIDE.fullmatch(rest)
    words = beside["name"].lower().split() if beside else []
    if beside and not any(opens_clause(word, after) and not makes_word(before, word)
                          for before, word, after in zip(words, words[1:], [*words[2:], ""])):
        start = last.end + beside.start("name")
        behind, colon = behind_colon(text, end)
        return Subject((*first.mentions, *_bodies(text, start, end)), first.start, behind, first.order, False, colon)
    following = regex.match(r"\s+(\p{Ll}+)(?:,?\s+(\p{Ll}+))?", rest)
    if (following is None or opens_clause(following[1], following[2] or "") or len(rest.split()) > _LONGEST_REST
            or regex.search(r"[.:;(]|\bcác\b", rest)):
        return None
    grown = Mention(last.start, end, text.text[last.start : end], f"{last.name} {' '.join(rest.split())}", last.kind, True)
    behind, colon = behind_colon(text, end)
    return Subject((*first.mentions[:-1], grown), first.start, behind, first.order, False, colon)
