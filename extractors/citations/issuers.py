"""Who issued a cited document, as printed with the mention: `của Bộ Công an, Bộ Công Thương`, `Sở Xây dựng tại Tờ trình số`.

Several issuers of one document are joined by `; `, as the document's own are.
"""
from __future__ import annotations

import regex

from extractors.citations.words import LIST_OF, NAMES_KIND
from normalizers import agencies
from normalizers.instruments import CITED
from normalizers.plain import fold

_OF = regex.compile(
    r"\s*(?P<comma>,)?\)?\s*(?P<of>(?:của|do|cua|giữa)\s+)?(?:các\s+(?=Bộ|Sở))?"
    r"(?P<linked>[Ll]iên\s+(?:(?:bộ|sở)\s*:?\s+(?=Bộ|Sở)|(?:ngành|cơ\s+quan)\s*:?\s+)?)?"
    r"(?P<office>(?:Bộ trưởng(?:\s*[,-]\s*Chủ nhiệm)?|Chủ tịch|(?:Phó\s+)?Tổng [Gg]iám đốc|Giám đốc|Chủ nhiệm|Chánh Văn phòng"
    r"|(?:Tổng )?[Cc]ục trưởng|Thống đốc|Chánh án|Viện trưởng|Tổng Thanh tra)\s+)?"
)
"""`của`, `giữa`, `của liên Bộ`, and the office of who signs, before the name of a body."""
_LINKED_LIST = regex.compile(r"[Ll]iên\s+(?P<head>Bộ|Sở|bộ|sở)\s*:\s+(?!Bộ|Sở)(?=\p{Lu})")
_HIGHEST = regex.compile(r"(?:Quốc hội|Chủ tịch nước)(?!\p{L})")
_JOINT = regex.compile(r"\p{Lu}{1,3}r?(?:LT|LN|LB|LS|PH)(?![\p{L}])|-LB(?![\p{L}])")
"""Letters of a code of several issuers: `TTLT`, `KHLN`, `CTrPH`, `TT-LB`."""
_JOINT_WORDS = regex.compile(r"(?:li[êe]n\s+(?:tịch|bộ|ngành|sở)|phối\s+hợp)\b", regex.IGNORECASE)
_NEXT = regex.compile(r"\s*(?:,\s*(?:và\s+)?|\s(?P<and>và)\s+|\s[-–]\s+)")
_FIELD = regex.compile(r"\p{Lu}\p{Ll}+(?:\s(?!và\b|về\b|ngày\b|hướng\b|quy\b|ban\b|số\b)\p{Ll}+){1,2}")
"""What is left of a ministry behind the first: `liên Bộ Tài chính - >Thủy lợi`."""
_PROPOSED = regex.compile(r"(?P<who>\p{Lu}[^;.]{4,140}?)\s+tại(?:\s+các)?\s*$")
_NOT_TOLD = regex.compile(r"\b(?:quy định(?:\s+(?:chi tiết|cụ thể))?|nêu|ghi|ban hành|phê duyệt|công bố|giao"
                         r"|mẫu|biểu)(?:\s+(?:kèm theo|rõ))?\s*$")
"""What is laid down, named or approved in a document (`quy định tại Thông tư ...`) tells no issuer."""
_GIVEN_TO = regex.compile(r"\b(?:cho|đối với)\s+(?:các\s+)?$")
_BRACKETS = regex.compile(r"\s*\([^()]*\)")
_OFFICER = regex.compile(r"^(?:Giám đốc|Trưởng(?=\s+(?:[Pp]hòng|[Bb]an)\b)|Chánh Thanh tra|Chánh|Cục trưởng|Chủ nhiệm)"
                         r"\s+(?=\p{Lu}|phòng|ban)")
"""Who proposes signs for the agency: `Giám đốc Sở Công Thương tại Tờ trình số ...`."""
_LONGEST = 260


def behind(text: str, at: int, words: str, code: str | None) -> tuple[str, int] | None:
    """The issuers printed at `at`, behind code and date, and where they end; None where none stands there.

    `words` and `code`: the mention so far and its code, which tell whether several bodies issued it.
    """
    of = _OF.match(text, at)
    rest = text[of.end() : of.end() + _LONGEST]
    highest = _HIGHEST.match(rest) if of["of"] else None
    if highest:
        return highest[0], of.end() + highest.end()
    if linked := _LINKED_LIST.match(text, of.start("linked") if of["linked"] else of.end()):
        return _members(text[linked.end() : linked.end() + _LONGEST], linked["head"], linked.end())
    named = _at_start(rest)
    if named is None or not (of["of"] or rest[:1].isupper() and not of["comma"]):
        return None
    names, end = [(of["office"] or "") + agencies.canonical(rest[: named.end])], named.end
    several = bool(of["linked"] or (of["of"] or "").startswith("giữa") or _of_several(words, code))
    while (joined := _joined(rest, end, several, bool(of["linked"]))) is not None:
        name, end = joined
        names.append(name)
    return "; ".join(names), of.end() + end


def _members(text: str, head: str, at: int) -> tuple[str, int] | None:
    """`liên Bộ: |Tài chính, Xây dựng hướng dẫn`: the names whose head noun stands before them, and where the last ends."""
    opening = f"các {head}: "
    end, names = len(opening), []
    for mention in agencies.find(opening + text):
        if not names and mention.start > len(opening) or names and not _NEXT.fullmatch((opening + text)[end : mention.start]):
            break
        names.append(mention.name)
        end = mention.end
    return ("; ".join(names), at + end - len(opening)) if len(names) > 1 else None


def _at_start(text: str) -> agencies.Mention | None:
    named = next(iter(agencies.find(text)), None)
    return named if named is not None and named.start == 0 else None


def _joined(text: str, at: int, several: bool, linked: bool) -> tuple[str, int] | None:
    """The next of several issuers and where it ends. Of a document that is not known to have several only `và` and a body of
    the same kind join: `Công văn ... của Bộ Y tế, Sở Y tế xây dựng` goes on with who acts."""
    joint = _NEXT.match(text, at)
    if joint is None:
        return None
    rest = text[joint.end() :]
    named = _at_start(rest)
    if named is not None and not named.generic:
        head = rest.split()[0]
        alike = (joint["and"] is not None and head in {"Bộ", "Sở"} and head == text.split()[0]
                 or text[:at] == "Bộ Chính trị" and named.text == "Ban Bí thư")
        return (agencies.canonical(rest[: named.end]), joint.end() + named.end) if several or alike else None
    field = _FIELD.match(rest) if linked and not NAMES_KIND.match(fold(rest)) else None
    return (f"{text.split()[0]} {field[0]}", joint.end() + field.end()) if field else None


def before(text: str, words: str, code: str | None) -> str | None:
    """Who proposes or tells in the document that is named next, by the text before the mention: `theo đề nghị của Giám đốc Sở
    Xây dựng tại` -> `Sở Xây dựng`; all of them where several did (`words` and `code` as above)."""
    proposed = _PROPOSED.search(text)
    who = _BRACKETS.sub("", proposed["who"]) if proposed else ""
    names = [mention for mention in agencies.find(who) if not mention.generic]
    if not names or _NOT_TOLD.search(who):
        return None
    if names[-1].end == len(who) and _GIVEN_TO.search(text[: proposed.start("who")] + who[: names[-1].start]):
        return None
    first = len(names) - 1
    while _of_several(words, code) and first and _NEXT.fullmatch(who[names[first - 1].end : names[first].start]):
        first -= 1
    told = [_OFFICER.sub("", mention.name) for mention in names[first:]]
    return "; ".join(name[:1].upper() + name[1:] for name in told)


def _of_several(words: str, code: str | None) -> bool:
    """Whether words or code of a document tell that several bodies issued it."""
    return bool(_JOINT.search(code or "") or _JOINT_WORDS.search(words))


def before_list(text: str, end: int) -> tuple[str, int, str] | None:
    """Kind, where it begins, and issuer that stand before a list of codes: `các Nghị định của Chính phủ: số ...`."""
    begin = max(0, end - 130)
    found = LIST_OF.search(fold(text[begin:end]))
    issuer = text[begin + found.start("issuer") : begin + found.end("issuer")] if found else ""
    return (CITED[found["kind"]], begin + found.start("kind"), agencies.canonical(issuer)) if _at_start(issuer) else None
