"""Labels that give a role: `Cơ quan chủ trì: ...`, `Đơn vị phối hợp: ...`, `Phân công thực hiện: ...`, and the agencies
listed behind them."""
from __future__ import annotations

from dataclasses import dataclass

import regex

from extractors.assignments.agency_names import after_bracket
from extractors.assignments.lists import Text
from normalizers import agencies
from normalizers.agencies import Mention
from normalizers.plain import fold

_WHO = r"(?:co quan|don vi|bo phan|nguoi|can bo|phong|ban|so|nganh|cap|to chuc)"
LABELS = (
    ("lead", regex.compile(rf"\b(?:{_WHO}\s+(?:chu tri|dau moi|chiu trach nhiem chinh)(?:\s+(?:thuc hien|tham muu|trien khai))?"
                         r"|chu tri(?:\s+thuc hien)?|dau moi(?:\s+(?:thuc hien|trien khai|tong hop|theo doi))?)\s*:\s*")),
    ("coordinate", regex.compile(rf"\b(?:{_WHO}\s+(?:cung\s+)?phoi hop(?:\s+(?:thuc hien|trien khai))?|phoi hop(?:\s+thuc hien)?)\s*:\s*")),
    ("implement", regex.compile(rf"\b{_WHO}\s+(?:to chuc(?=\s*:)|(?:to chuc\s+)?"
                                r"(?:thuc hien|trien khai|chiu trach nhiem|phu trach|thi hanh|thuong truc))"
                                r"(?:\s+thuc hien)?\s*:\s*")),
    ("assign", regex.compile(r"\b(?:phan cong(?:\s+(?:to chuc\s+)?(?:thuc hien|nhiem vu|trach nhiem))?"
                             r"|to chuc thuc hien|trach nhiem(?:\s+thuc hien)?)\s*:\s*")),
)
"""Cơ quan chủ trì: ; Đơn vị phối hợp: ; Đơn vị thực hiện: ; Phân công thực hiện:"""

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


@dataclass(frozen=True, slots=True)
class Labelled:
    """The agencies behind a label that begins at `start`; `end` is behind the last of them."""

    role: str
    mentions: tuple[Mention, ...]
    start: int
    end: int


def labelled_at(text: Text, start: int) -> Labelled | None:
    """What the label that begins at `start` names."""
    for role, label in LABELS:
        found = label.match(text.folded, start)
        if found:
            mentions, end = _listed(text, found.end())
            return Labelled(role, mentions, start, end)
    return None


def labelled_before(text: Text, mention: Mention, reached: int) -> Labelled | None:
    """The label, behind `reached`, that stands right before an agency."""
    window = max(reached, mention.start - 110)
    if ":" not in text.text[window : mention.start]:
        return None
    for role, label in LABELS:
        for found in label.finditer(text.folded, window, mention.start):
            if not _PLACE.search(text.folded, max(0, found.start() - 6), found.start()):
                continue
            mentions, end = _listed(text, found.end())
            if mention in mentions:
                return Labelled(role, mentions, found.start(), end)
    return None


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
    return (Mention(piece.start(), piece.start() + len(words), words, words[0].lower() + words[1:], agencies.kind(words), True),)


def is_title_of_labels(title: str) -> bool:
    """Whether a title only announces who acts (`Cơ quan chủ trì, phối hợp`), not what is to be done."""
    folded = fold(title).strip(" .:;")
    return not folded.startswith(_ORGANISES) and _TITLE_OF_LABELS.fullmatch(folded) is not None


def words_before_labels(text: str, folded: str, start: int, end: int) -> str:
    """The printed words from `start` up to the first label, and no further than `end`."""
    labels = [m.start() for _, label in LABELS if (m := label.search(folded, start))]
    return text[start : min([end, *labels])].strip(" .;,:-(")


def _listed(text: Text, start: int) -> tuple[tuple[Mention, ...], int]:
    """Agencies one after another, among them groups that no list of names knows."""
    found: list[Mention] = []
    end = start
    while True:
        mentions, after = text.list_at(text.after_separator(end) if found else end)
        if not mentions:
            group = _GROUP.match(text.folded, end)
            if group is None or text.mention_at(group.start("name")) is not None:
                break
            words = text.text[group.start("name") : group.end("name")]
            mentions, after = (Mention(*group.span("name"), words, words[0].lower() + words[1:], agencies.kind(words),
                                       True),), group.end("name")
        found += mentions
        end = after
    return tuple(found), end
