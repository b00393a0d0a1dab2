"""Labels that give a role: `Cơ quan chủ trì: ...`, `Đơn vị phối hợp: ...`, `Phân công thực hiện: ...`, and the agencies
listed behind them."""
from __future__ import annotations

from dataclasses import dataclass

import regex

from extractors.assignments.agency_names import after_bracket
from extractors.assignments.lists import Text, unlisted
from normalizers import agencies
from normalizers.agencies import Mention, opens_clause
from normalizers.plain import fold

_NOUN = r"(?:co quan|don vi|dia phuong|bo phan|nguoi|can bo|phong|ban|so|nganh|cap|to chuc)"
_WHO = rf"{_NOUN}(?:(?:\s*[,/]\s*|\s+va\s+|\s*\(\s*){_NOUN}\)?)*"
"""cơ quan; cơ quan, đơn vị; sở/ngành"""
LABELS = (
    ("lead", regex.compile(rf"\b(?:{_WHO}\s+(?:duoc giao\s+)?(?:chu tri|dau moi|chiu trach nhiem chinh)"
                           r"(?:\s*,?\s*(?:thuc hien|tham muu|trien khai|theo doi))*"
                         r"|(?:(?:phan cong|trach nhiem)\s+)?chu tri(?:\s*,?\s*(?:thuc hien|tham muu|trien khai))*"
                         r"|dau moi(?:\s+(?:thuc hien|trien khai|tong hop|theo doi))?)\s*:\s*")),
    ("coordinate", regex.compile(rf"\b(?:{_WHO}\s+(?:cung\s+|tham gia\s+)?(?:phoi hop|tham gia)(?:\s+(?:thuc hien|trien khai))?"
                               r"|(?:(?:phan cong|trach nhiem|tham gia)\s+)?phoi hop(?:\s+(?:thuc hien|trien khai))?)\s*:\s*")),
    ("implement", regex.compile(rf"\b{_WHO}\s+(?:to chuc(?=\s*:)|(?:to chuc\s+)?"
                                r"(?:thuc hien|trien khai|chiu trach nhiem|phu trach|thi hanh|thuong truc))"
                                r"(?:\s+thuc hien)?\s*:\s*")),
    ("assign", regex.compile(r"\b(?:phan cong(?:\s+(?:to chuc\s+)?(?:thuc hien|nhiem vu|trach nhiem))?"
                             r"|to chuc thuc hien|trach nhiem(?:\s+thuc hien)?)\s*:\s*")),
)
"""Cơ quan chủ trì: ; Đơn vị phối hợp: ; Đơn vị thực hiện: ; Phân công thực hiện:"""
_SAID_OF_BOTH = regex.compile(r"\b(?:thuc hien|trien khai(?: thuc hien)?)\s*:\s*")
"""Thực hiện: before whoever does it, and before what is done as well"""
_ALL = (*LABELS, ("implement", _SAID_OF_BOTH))

_LONGEST_LABEL, _LONGEST_GROUP = 60, 10
"""Letters of a label, words of a group that no list knows."""
_PIECE = regex.compile(r"[^\s;][^;]*")
_ORGANISES = ("to chuc thuc hien", "to chuc trien khai")
_TITLE_OF_LABELS = regex.compile(
    rf"{_WHO}(?:(?:\s*[,/-]\s*|\s+va\s+|\s+)(?:{_WHO}\s+)?"
    r"(?:chu tri|phoi hop|dau moi|chiu trach nhiem(?: chinh)?|thuc hien|trien khai|tham gia))+"
)

_BARE_ORDER = regex.compile(
    r"(?:giao|phan cong)(?:\s+(?:nhiem vu|trach nhiem))?(?:\s+cho)?(?:\s+cac\s+(?:co quan"
    r"|don vi)(?:\s*,\s*don vi)?)?(?:\s+(?:cu the\s+)?nhu sau)?\s*:\s*"
)
"""Điều 2. Giao: above items that name whoever is given the task"""
_PLACE = regex.compile(r"(?:[.;,:()+*/-]|^|\bva)\s*$")
_GROUP = regex.compile(r"\s*(?:[,;]|va\s+(?=cac\s))?\s*(?P<name>cac\s+[^,;.:()]{4,60}?)(?=\s*(?:[,;.)]|$|\bva\s+(?:cac|uy ban|ubnd|so)\b))")
"""các nhà thầu bảo dưỡng thường xuyên: a group of no listed kind"""
_BODY = regex.compile(r"\s*(?:[,;]|và\s)?\s*(?P<name>\p{Lu}[^,;.:()]{3,90}?"
                      r"(?:,\s+(?!các\b|cùng\b|và\b)\p{Ll}[^,;.:()]{2,60}?)*)(?=\s*(?:[,;.)]|$))")
_NO_BODY = regex.compile(r"(?:thang|quy [ivx\d]|nam|ngay|tuan|thuong xuyen|hang|trong|truoc|sau|tu|den|dong chi|d/c|ong"
                         r"|ba|thoi (?:gian|han)"
                         r"|hoan thanh|xong|kinh phi|san pham|ket qua|theo|tat ca|toan|moi|khong|chua|co quan|don vi)\b")
"""When, how or which person, where a body would stand."""
_LONGEST_BODY = 14
_REST = regex.compile(r"\s*[-–]?\s*(?P<words>\p{L}+(?:\s+\p{L}+){0,5})(?=\s*(?:[,;.)]|$|\svà\s))")
_LETTERS = regex.compile(r"\p{L}+")
_LINKS = {"trong", "từ", "đến", "trước", "sau", "vào", "theo", "tại", "và", "cùng", "với", "để", "các", "xong", "hoàn",
          "là", "liên", "khác"}
"""Words that lead on from a name without being part of it."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """The agencies behind a label that begins at `start`; `end` is behind the last of them."""

    role: str
    mentions: tuple[Mention, ...]
    start: int
    end: int


def labelled_at(text: Text, start: int) -> Labelled | None:
    """What the label that begins at `start` names."""
    for role, label in _ALL:
        found = label.match(text.folded, start)
        if found:
            mentions, end = _listed(text, found.end(), label is not _SAID_OF_BOTH)
            return Labelled(role, mentions, start, end)
    return None


def labels_in(text: Text, start: int, end: int) -> list[Labelled]:
    """The labels between the offsets that name someone, in order; none inside another's list."""
    if ":" not in text.text[start:end]:
        return []
    places = sorted((found.start(), found.end(), role, label is not _SAID_OF_BOTH)
                    for role, label in _ALL for found in label.finditer(text.folded, start, end)
                    if _PLACE.search(text.folded, max(0, found.start() - 6), found.start()))
    labelled: list[Labelled] = []
    for begin, behind, role, plain in places:
        mentions, stop = _listed(text, behind, plain) if not labelled or begin >= labelled[-1].end else ((), 0)
        if mentions:
            labelled.append(Labelled(role, mentions, begin, stop))
    return labelled


def is_bare_label(text: Text, start: int) -> bool:
    """Whether a unit only says that tasks are given (`Phân công thực hiện:`, `Giao:`), to whom is told below."""
    begin, stop = text.skip(start), len(text.text.rstrip())
    assigned = next(label for role, label in LABELS if role == "assign").match(text.folded, begin)
    ordered = _BARE_ORDER.match(text.folded, begin)
    return any(found is not None and found.end() >= stop for found in (assigned, ordered))


def bare_role(text: Text, start: int) -> str | None:
    """The role of a title that is nothing but a label (`a) Cơ quan chủ trì`), whose agencies stand below it."""
    words = text.folded[text.skip(start) :].rstrip(" .:;")
    if len(words) > _LONGEST_LABEL or words.startswith(_ORGANISES):
        return None
    return next((role for role, label in LABELS if role != "assign" and label.fullmatch(f"{words}:")), None)


def listed_alone(text: Text, start: int) -> tuple[Mention, ...]:
    """The agencies of a unit that names them and says no more (`- Bộ Quốc phòng; các quân khu.`)."""
    found: list[Mention] = []
    for piece in _PIECE.finditer(text.text, text.skip(start)):
        mentions, end = _listed(text, piece.start())
        over = text.text[after_bracket(text.text, end) : piece.end()].strip(" .,:/")
        mentions = tuple(m for m in mentions if m.start < piece.end()) if mentions and not over else _unlisted_group(piece)
        if not mentions:
            return ()
        found += mentions
    return tuple(found)


def _unlisted_group(piece: regex.Match) -> tuple[Mention, ...]:
    """`các đội chuyên trách của quân đội`: a group that no list knows, whole."""
    words = piece[0].rstrip(" .,:/")
    if not fold(words).startswith("cac ") or len(words.split()) > _LONGEST_GROUP or regex.search(r"[.:,]", words):
        return ()
    return (unlisted(piece.start(), words, group=True),)


def is_title_of_labels(title: str) -> bool:
    """Whether a title only announces who acts (`Cơ quan chủ trì, phối hợp`), not what is to be done."""
    folded = fold(title).strip(" .:;")
    return not folded.startswith(_ORGANISES) and _TITLE_OF_LABELS.fullmatch(folded) is not None


def words_before_labels(text: str, folded: str, start: int, end: int) -> str:
    """The printed words from `start` up to the first label, and no further than `end`."""
    labels = [m.start() for _, label in _ALL if (m := label.search(folded, start))]
    return text[start : min([end, *labels])].strip(" .;,:-(")


def _listed(text: Text, start: int, unlisted: bool = False) -> tuple[tuple[Mention, ...], int]:
    """Agencies one after another, among them groups that no list of names knows, and (`unlisted`) bodies that none does."""
    found: list[Mention] = []
    end = start
    while True:
        mentions, after = text.described(*text.list_at(text.after_separator(end) if found else end))
        if mentions and unlisted:
            mentions, after = _whole(text, mentions, after)
        if not mentions:
            other = _group_at(text, end) or (_body_at(text, end) if unlisted else None)
            if other is None:
                break
            mentions, after = (other,), other.end
        found += mentions
        end = after
    return tuple(found), end


def _whole(text: Text, mentions: tuple[Mention, ...], end: int) -> tuple[tuple[Mention, ...], int]:
    """The last name grown to the next mark, where a few words that no list of names holds still stand before it."""
    rest, last = _REST.match(text.text, end), mentions[-1]
    first = [*_LETTERS.findall(rest["words"]), ""] if rest else []
    if not rest or end != last.end or first[0].lower() in _LINKS or opens_clause(first[0].lower(), first[1].lower()):
        return mentions, end
    words = text.text[last.start : rest.end("words")]
    name = f"{last.name} {rest['words']}" if last.generic else agencies.canonical(words)
    grown = Mention(last.start, rest.end("words"), words, name, last.kind, last.generic)
    return (*mentions[:-1], grown), grown.end


def _group_at(text: Text, start: int) -> Mention | None:
    group = _GROUP.match(text.folded, start)
    if group is None or text.mention_at(group.start("name")) is not None:
        return None
    return unlisted(group.start("name"), text.text[slice(*group.span("name"))], group=True)


def _body_at(text: Text, start: int) -> Mention | None:
    """`Hội đồng phối hợp phổ biến, giáo dục pháp luật huyện`: a body of no listed kind, whole up to the next mark."""
    body = _BODY.match(text.text, start)
    words = body["name"].split() if body else []
    if not 2 <= len(words) <= _LONGEST_BODY or _NO_BODY.match(fold(body["name"])) or all(word.istitle() for word in words):
        return None
    if opens_clause(words[0].lower(), words[1].lower()):
        return None
    return unlisted(body.start("name"), body["name"])
