"""What the words behind an agency say: that it has a duty, that it did something, that it is only spoken of."""
from __future__ import annotations

import regex

from extractors.assignments.lists import Text
from extractors.assignments.roles import BESIDE, DUTY, HUB, LEAD, TOGETHER
from normalizers.agencies import Mention, opens_clause
from normalizers.plain import fold

_PAST = regex.compile(r"\s*,?\s*(?:da|chua|dang|gom|bao gom|tu giai the|co hieu luc|het hieu luc)\b")
_ENDS = regex.compile(r"\s*(?:[).;]|$)")
_COMMON_NOUN = regex.compile(r"(?:cac )?(?:co quan|don vi|to chuc|phong|ban)$")
_INSTITUTIONS = regex.compile(r"cac (?:trung tam|benh vien|tram|chi cuc|truong|hat|don|phong kham) \w")
_NO_DEEDS = {"có", "là", "được", "để", "trong", "với", "cho", "các", "trên", "tại", "về", "từ", "đến", "phải"}
_LEADS_IT = regex.compile(r"\s+(?:chu tri|dau moi|thuong truc)(?!\s*,?\s*(?:va\s+)?phoi)")
_AT_TIMES = regex.compile(r"(?:hang|moi|dinh ky|truoc|trong|vao|khi|sau|can cu|tren co so|theo)\b[^.;:]{2,160}?,\s*")


def is_duty(text: Text, start: int) -> bool:
    """Whether words of duty follow: chủ trì, có trách nhiệm, làm đầu mối, phối hợp với."""
    position = start
    comma = regex.match(r"\s*,\s*", text.folded[start : start + 4])
    if comma:
        position = start + comma.end()
    for pattern, group in ((LEAD, "lead"), (DUTY, "duty"), (BESIDE, "beside"), (HUB, "hub"), (TOGETHER, "together")):
        found = pattern.match(text.folded, text.skip(position))
        if found and found[group]:
            return (group != "together" or bool(found["with"]) or bool(text.list_at(found.end())[0])
                    or _ENDS.match(text.folded, found.end()) is not None)
    return bool(regex.match(r"\s*(?:chiu trach nhiem)\b", text.folded[start : start + 40]))


def is_common_noun(text: Text, mentions: tuple[Mention, ...], end: int) -> bool:
    """`các cơ quan chủ trì thực hiện chính sách` names whoever leads, it does not say that they lead; `các thành viên` are no body."""
    if all(fold(m.text) == "cac thanh vien" for m in mentions):
        return True
    return mentions[-1].generic and bool(_COMMON_NOUN.match(fold(mentions[-1].text))) and _LEADS_IT.match(text.folded, end) is not None


def are_institutions(text: Text, mentions: tuple[Mention, ...]) -> bool:
    """`Các trạm y tế giám sát ...`: bodies of one kind that do something, no mere group of agencies."""
    following = regex.match(r"\s*(\p{Ll}+)\s+(\p{Ll}+)", text.text[mentions[-1].end :])
    if following is None or following[1] in _NO_DEEDS or not opens_clause(following[1], following[2]):
        return False
    return all(_INSTITUTIONS.match(fold(m.name)) for m in mentions)


def is_past(text: Text, start: int) -> bool:
    return _PAST.match(text.folded, start) is not None


def is_of_others(text: Text, start: int) -> bool:
    """`Định kỳ 6 tháng, các đơn vị báo cáo ...` in a paragraph below an agency: others are spoken of."""
    begun = _AT_TIMES.match(text.folded, text.skip(start))
    mentions, end = text.list_at(begun.end()) if begun else ((), start)
    return bool(mentions) and mentions[0].generic and regex.match(r"\s*\p{Ll}", text.text[end:]) is not None
