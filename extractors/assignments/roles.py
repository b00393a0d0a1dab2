"""Who does what in a clause: the words of duty after an agency (`chủ trì, phối hợp với ...`) and the task they lead to.

Patterns run over folded text (lower case, no tone marks), so that a mark lost in a scan does not lose a role.
"""
from __future__ import annotations

from dataclasses import dataclass
from itertools import islice

import regex

from extractors.assignments.lists import Text, unlisted
from extractors.assignments.openings import behind_enumerator, behind_introduction
from normalizers.agencies import Mention, opens_clause

_FUNCTION = r"(?>theo chuc nang,? nhiem vu(?:,? quyen han)?(?: duoc (?:giao|phan cong)| cua minh| cua [^,.;:]{2,40}(?=,))?)"
"""theo chức năng, nhiệm vụ được giao"""
_ADVERBS = (
    r"(?:(?:tiep tuc|chu dong|thuong xuyen|tich cuc|truc tiep|kip thoi|hang nam|dinh ky|hang quy|hang thang|khan truong"
    r"|se|phai|can|va|cung|"
    r"tang cuong|tien hanh|duoc giao|duoc phan cong"
    rf"|{_FUNCTION}|theo chuc nang(?!,? nhiem))\s*,?\s+)*"
)
_DUTY = rf"(?:(?:co|chiu)\s+(?:cac\s+)?(?:trach nhiem|nhiem vu)(?!\s+(?:chinh|thi hanh|truoc|theo|ve|giai trinh))|nhiem vu|{_FUNCTION},?)"

DUTY = regex.compile(rf"{_ADVERBS}(?P<duty>{_DUTY})(?:\s*:|\s+(?:trong viec|sau(?: day)?\s*:|la\s*:))?\s*")
"""có trách nhiệm; có nhiệm vụ"""

LEAD = regex.compile(
    rf"{_ADVERBS}(?:(?:la|lam)\s+)?(?:(?:co quan|don vi|noi)\s+)?"
    r"(?P<lead>(?:(?:dong\s+)?chu tri(?!\s+(?:cuoc hop|buoi lam viec|phien hop))|chiu trach nhiem chinh"
    r"|dau moi\s+chu tri))(?:\s*\([^)]*\))?"
)
"""chủ trì; là cơ quan chủ trì; chịu trách nhiệm chính"""

HUB = regex.compile(
    rf"{_ADVERBS}(?P<hub>(?:la|lam)\s+(?:(?:co quan|don vi|noi)\s+)?(?P<what>dau moi|thuong truc|quan ly|chu quan)(?:\s+(?!chu tri"
    rf"|phoi hop)[^,;.:]{{2,70}}(?=\s*[,;]))?)"
)
"""làm đầu mối leads, là cơ quan thường trực alone does not; the words stay in the task"""

_HOW = (r"(?:(?:co )?hieu qua|chat che|thuong xuyen|dong bo|tot|kip thoi|nhip nhang|quyet liet|tich cuc|chu dong|linh hoat|toan dien"
        r"|thong nhat|mat thiet|truc tiep|day du|lien tuc|nghiem tuc|hai hoa)\b")
TOGETHER = regex.compile(
    rf"{_ADVERBS}(?P<together>phoi(?:\s+ket)? hop|ket hop|hop dong trach nhiem|cung(?=\s+voi\s+(?!viec|qua trinh|do\b)))"
    rf"(?:(?:\s*,)?\s+{_HOW}|\s+va\s+{_HOW}|\s*,?\s+cung(?=\s))*"
    r"(?P<with>\s+(?:voi|cung voi|cung(?!\s+(?:co|cap|ung)\b)))?\s*:?\s*"
)
"""phối hợp chặt chẽ với; phối hợp; kết hợp"""

BESIDE = regex.compile(
    r"\s*(?:la|lam)\s+(?:(?:cac\s+)?(?:co quan|don vi)\s+)(?:cung\s+)?(?P<beside>phoi(?:\s+ket)? hop|tham gia)"
    r"(?:\s+(?:thuc hien|trien khai))?(?=\s*(?:[.;,)]|$))"
)
"""là cơ quan phối hợp: beside whoever leads, with no words of its own"""

_AND = regex.compile(r"\s*(?:,|;|va)?\s*")
_AND_TOGETHER = regex.compile(r"\s*(?:[,;]|va|hoac|,\s*va)?\s*(?=(?:chat che\s+)?(?:phoi|ket hop))")
_BEFORE_TASK = regex.compile(r"\s*[,;:]?\s*(?:(?:de(?!\s+(?:xuat|nghi)\b)|trong viec|trong cong tac|nham)\s+)?(?=\p{L}|\d|[“\"(])")
_BESIDE = regex.compile(r"\s*,?\s*(?P<with>(?:cung(?:\s+voi)?|(?:va\s+)?(?:voi\s+)?su\s+(?:tham gia|phoi hop)\s+cua)\s+)?")
_JOINED = regex.compile(r"\s*(?:cung\s+)?(?:tham gia\s+)?phoi(?:\s+ket)? hop(?!\s+(?:voi|cung(?!\s+(?:co|cap|ung)\b)))")
"""chủ trì cùng X; chủ trì, với sự tham gia của X; chủ trì, X, Y phối hợp"""
_LEAD_GAP = regex.compile(r"\s*[,:]?\s*(?:trong viec\s+|viec\s+(?=\p{L}))?")
_LABEL = regex.compile(r"(?:[^.;:]{3,110}):\s*")
_NAMED_COMPONENT = regex.compile(r"(?:truc tiep\s+)?chi dao,?\s*(?:huong dan\s*,?\s*)?(?:va\s+)?(?:to chuc\s+)?"
                                 r"(?:trien khai\s+)?(?:thuc hien\s+)(?:cac\s+)?(?:tieu\s+)?"
                                 r"(?:du an|hop phan|chuong trinh thanh phan|noi dung thanh phan)\s+(?:so\s+)?\d")
"""Chỉ đạo triển khai thực hiện Tiểu dự án 4: whoever directs a named component leads it"""


@dataclass(frozen=True, slots=True)
class Clause:
    """`role` is None where the words say nothing; `start` where the task begins; `partners` who is named beside the verb.

    `cue` is where the words of the role begin (the quote starts no later than there).
    """

    role: str | None
    start: int
    partners: tuple[Mention, ...]
    cue: int


def read_clause(text: Text, start: int, reach: bool = True) -> Clause:
    """The role that the words at `start` give to whoever acts. `reach`: also behind an introduction (`Hằng năm, ...,`) or a label."""
    start = text.skip(start)
    plain = _at(text, start)
    if plain.role is not None or not reach:
        return plain
    label = _LABEL.match(text.folded, start)
    for position in (*behind_introduction(text, start), *([label.end()] if label else [])):
        clause = _at(text, position)
        if clause.role in {"lead", "coordinate"}:
            return clause
    return plain


def _at(text: Text, start: int) -> Clause:
    start = behind_enumerator(text, start)
    duty = DUTY.match(text.folded, start)
    if duty and duty["duty"]:
        inner = _at(text, duty.end())
        return Clause(inner.role or "implement", inner.start, inner.partners, start)
    beside = BESIDE.match(text.folded, start)
    if beside:
        return Clause("coordinate", beside.end(), (), start)
    hub = HUB.match(text.folded, start)
    if hub:
        leads = LEAD.match(text.folded, _AND.match(text.folded, hub.end()).end())
        if leads:
            return _lead(text, leads, start)
        beside = _BESIDE.match(text.folded, hub.end())
        named = text.list_at(beside.end()) if beside and beside["with"] else ((), 0)
        if named[0] and hub["what"] == "dau moi":
            begin = _BEFORE_TASK.match(text.folded, named[1])
            return Clause("lead", begin.end() if begin else named[1], named[0], start)
        more = None if text.folded[hub.end() :].lstrip()[:1] == ";" else _AND_TOGETHER.match(text.folded, hub.end())
        clause = _together(text, more.end(), start) if more else None
        return Clause("lead" if hub["what"] == "dau moi" else "implement",
                      clause.start if clause and clause.partners else hub.start("hub"),
                      clause.partners if clause else (), start)
    lead = LEAD.match(text.folded, start)
    if lead:
        return _lead(text, lead, start)
    together = _together(text, start, start)
    if together:
        return together
    if _NAMED_COMPONENT.match(text.folded, start):
        return Clause("lead", start, (), start)
    return Clause(None, start, (), start)


def _lead(text: Text, lead: regex.Match, start: int) -> Clause:
    more = _AND_TOGETHER.match(text.folded, lead.end())
    if more:
        together = _together(text, more.end(), start)
        if together:
            return Clause("lead", together.start, together.partners, start)
    beside = _BESIDE.match(text.folded, lead.end())
    partners, end = text.described(*text.list_at(beside.end())) if beside else ((), 0)
    joined = _JOINED.match(text.folded, end) if partners else None
    if partners and (beside["with"] or joined):
        begin = _BEFORE_TASK.match(text.folded, joined.end() if joined else end)
        return Clause("lead", begin.end() if begin else end, partners, start)
    gap = _LEAD_GAP.match(text.folded, lead.end())
    return Clause("lead", gap.end(), (), start)


def _together(text: Text, start: int, cue: int) -> Clause | None:
    found = TOGETHER.match(text.folded, start)
    if found is None or not found["together"]:
        return None
    partners, end = text.described(*text.list_at(found.end()))
    if not partners and (forces := _FORCES.match(text.folded, found.end())):
        partners, end = text.list_at(forces.end())
    if not partners and found["with"]:
        partners, end = unlisted_partners(text, found.end())
    if not partners:
        begin = _BEFORE_TASK.match(text.folded, found.end("together") if not found["with"] else found.end())
        after = regex.match(r"\s*(?:va\b|,)\s*", text.folded[found.end() :])
        position = begin.end() if begin else found.end()
        return Clause("coordinate", max(position, found.end() + (after.end() if after else 0)), (), cue)
    begin = _BEFORE_TASK.match(text.folded, end)
    return Clause("coordinate", begin.end() if begin else end, partners, cue)


_FORCES = regex.compile(r"luc luong\s+")
"""lực lượng Kiểm lâm, Công an: the forces are named behind the word"""
_BODY = regex.compile(r"(?:nganh|luc luong|ban|doi|hoi|doan|to|trung tam|thu vien|bao tang|cong ty|truong|benh vien"
                      r"|hop tac xa|quy|vien|hiep hoi|tap doan|dia phuong)\s")
_PLACE = regex.compile(r"tỉnh|huyện|xã|phường|quận")
_MORE = regex.compile(r"\s*(?:(?P<comma>,)|va\b)\s*")
_WORD = regex.compile(r"[\p{L}\d]+")


def unlisted_partners(text: Text, start: int) -> tuple[tuple[Mention, ...], int]:
    """Partners that no list of names holds, up to the verb of the task (`Ban đại diện cha mẹ học sinh, trưởng thôn | huy động`)."""
    found: list[Mention] = []
    position = text.skip(start)
    while partner := _unlisted_at(text, position):
        found.append(partner)
        more = _MORE.match(text.folded, partner.end)
        if more is None:
            break
        position = more.end()
        listed, after = text.list_at(position)
        if listed:
            return (*found, *listed), after
        if not more["comma"]:
            break
    return tuple(found), found[-1].end if found else start


def _unlisted_at(text: Text, start: int) -> Mention | None:
    """A body's or officer's words from `start` up to a verb or mark."""
    words = list(islice(_WORD.finditer(text.text, start), 12)) if _BODY.match(text.folded, start) else []
    end = start
    for index, (word, following) in enumerate(zip(words, words[1:])):
        if index != 1 and not _PLACE.fullmatch(word[0]) and opens_clause(word[0].lower(), following[0].lower()):
            break
        end = word.end()
        if not text.text[end : following.start()].isspace():
            break
    else:
        return None
    name = text.text[start:end]
    return unlisted(start, name) if len(name.split()) > 1 else None


_ENDS = regex.compile(r"\s*[;.)]")
_LATER = regex.compile(rf"\b(?:phoi(?:\s+ket)? hop|ket hop|chu tri(?=,?\s+cung\s))\b,?(?:(?:\s*,|\s+va)?\s+{_HOW})*"
                       r"(?:\s+(?:voi|cung voi|cung))?\s*:?\s*")
_NEXT_CLAUSE = regex.compile(r"[;.:]")
_NOUN_BEFORE = regex.compile(r"(?:ke hoach|quy che|cong tac|su|co che|viec|chuong trinh|hop dong|noi dung|hoat dong"
                             r"|cong van|moi|quan he|tinh than)\s*$")


def later_partners(text: Text, start: int, end: int) -> list[tuple[Mention, int]]:
    """(agency, start of its clause's words) for every `phối hợp với X` between the offsets; groups only right after the start."""
    found = []
    for match in _LATER.finditer(text.folded, start, end):
        if _NOUN_BEFORE.search(text.folded, max(0, match.start() - 14), match.start()):
            continue
        partners, after = text.described(*text.extended(*text.list_at(match.end())))
        if not partners and regex.search(r"\b(?:voi|cung)\s*$", match[0].rstrip(": ")):
            partners, after = unlisted_partners(text, match.end())
        begin = _BEFORE_TASK.match(text.folded, after) if _ENDS.match(text.folded, after) is None else None
        near = (match.start() - start <= 24 or partners and not partners[0].generic
                and not _NEXT_CLAUSE.search(text.text, start, match.start()))
        for partner in partners:
            if near or not partner.generic:
                found.append((partner, begin.end() if begin else end))
    return found
