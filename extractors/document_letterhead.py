"""The organisations that a letterhead names, in full (Nghị định 30/2020/NĐ-CP, Phụ lục I, II.2): superior, issuer, or joint issuers."""
from __future__ import annotations

from typing import NamedTuple

import regex

from normalizers import Unreadable, agencies, places, vocabulary
from normalizers.instruments import is_capitals, is_rule, motto_at
from normalizers.nearest import nearest
from normalizers.plain import fold
from normalizers.syllables import is_syllable
from pipeline.model.layout import Layout, Passage

HEAD = regex.compile(
    r"^(?:uy ban nhan dan|ubnd|hoi dong nhan dan|hdnd|hoi dong|so|ban|phong|bo|chi cuc|cuc|tong cuc|trung tam|benh vien|truong|van phong|thanh tra|cong an|tinh uy|"
    r"huyen uy|thanh uy|dang uy|dang bo|tinh doan|huyen doan|hoi|doan|lien minh|uy ban mat tran|mat tran|ubmttq|toa an|vien kiem sat|kho bac|ngan hang|bao hiem|bhxh|dai|bao|"
    r"thu tuong|chinh phu|quoc hoi|uy ban|bo chi huy|chu tich|giam doc|thanh doan|quan uy|thi uy|lien doan|hoc vien|vien|nha|tong cong ty|cong ty|quy|tram|hat|vuon|thuong truc)\b"
)
_PLACED = regex.compile(r"\b(?<!va )(?P<kind>tinh|thanh pho|tp\.?|huyen|quan|thi xa|tx\.?|xa(?! hoi\b)|phuong|thi tran)\s+(?!uy\b)(?P<name>[\w .'-]+?)\s*$")
_PARTY = regex.compile(r"^(?:(?:ban )?(?:thuong vu|chap hanh) )?(?P<kind>tinh|huyen|thanh|thi|quan)\s+uy\s+(?P<name>[\w .'-]+?)\s*$")
_KINDS = {"tinh": "tỉnh", "thanh pho": "thành phố", "tp": "thành phố", "huyen": "huyện", "quan": "quận", "thi xa": "thị xã", "tx": "thị xã", "xa": "xã",
          "phuong": "phường", "thi tran": "thị trấn", "thanh": "thành phố", "thi": "thị xã"}
_NO_KINDS = {"quản", "quân", "phương"}
"""Words of names that differ from a kind by their accents alone: quản lý, quân sự, địa phương."""
_NO_NAME = regex.compile(r"^(?:v/v|ve viec|so\b\W*(?:\d|:|$)|.{0,8}\d*\s*/\s*[a-z]{2,})")
_JOINT = regex.compile(
    r"\s+[-–]\s+(?=(?:so|ban|bo|cuc|hoi|cong an|ubnd|uy ban|hdnd|hoi dong|lien doan|tinh doan|doan|kho bac|ngan hang|toa an|vien kiem sat"
    r"|bao hiem|thanh tra|dai)\b)"
)
_UNFINISHED = regex.compile(r"(?:[-–,&]|\b(?:va|cua|cac|thuoc))\s*$")
_BODIES = ("ủy ban nhân dân", "hội đồng nhân dân", "ban chấp hành", "ban thường vụ", "ban chỉ đạo", "thủ tướng chính phủ", "chính phủ", "quốc hội")
_SIZES = {"tỉnh": 0, "thành phố": 1, "xã": 3, "phường": 3, "thị trấn": 3}
_ORGANS = {"ban thuong truc", "ban thuong vu", "ban chap hanh", "thuong truc"}
"""Organs whose name goes on with that of their body: Ban Thường trực Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh X."""
_SHORT = {"UBND", "HĐND", "UBMTTQ", "BCĐ", "BCH", "BTV", "TW"}


_HEAD_NOUN = regex.compile(r"^(?P<head>(?:Tổng cục|Chi cục|Cục|Vụ|Học viện|Viện|Văn phòng|Phòng|Trung tâm|Sở|Bộ|Hội|Trường) )(?P<first>\p{Ll})(?!hân dân|ồng nhân)")
"""The first letter after the head noun is a capital (Nghị định 30/2020/NĐ-CP, Phụ lục II, IV)."""


class Place(NamedTuple):
    """`kind` is the word before the name: tỉnh, thành phố, huyện, xã ..."""

    kind: str
    name: str


def organisations(layout: Layout) -> tuple[list[str], Place | None, str]:
    """Names of the issuers, the place of the last or of its superior, and the superior's printed name (empty: none)."""
    found = _names([_line(layout, layout.passages[i]) for i in layout.parts.issuer])
    if not found:
        return [], None, ""
    heads = [_rank(name) for name in found]
    own = [name for name, rank in zip(found, heads) if rank == heads[-1] and not _above(name, found[-1])]
    if heads[-1] == "ubnd":
        own = own[-1:]
    above = [name for name in found if name not in own]
    superior = above[-1] if above else ""
    shared = place_of(own[-1]) or next((p for p in (place_of(n) for n in reversed(above)) if p), None)
    return [_full(name, shared, superior) for name in own], shared, superior


def _above(name: str, last: str) -> bool:
    """Whether two names with one head noun are superior and office: `CÔNG AN TỈNH X` above `CÔNG AN HUYỆN Y`."""
    upper, lower = place_of(name), place_of(last)
    return bool(upper and lower and _SIZES.get(upper.kind, 2) < _SIZES.get(lower.kind, 2)) or (name != last and fold(name).endswith(" viet nam"))


def _line(layout: Layout, passage: Passage) -> str:
    """The line without rules, the motto of the other column, stray marks at its ends and, in a line of capitals, small letters after them; misread fixed words put right."""
    text = regex.sub(r"\s+", " ", passage.text[: motto_at(passage.text)]).strip(" -–_*.|“”\"'=")
    capitals = regex.match(r"^[^\p{Ll}]{6,}(?=\s+\p{Ll}{1,3}\b)", text)
    if capitals and not regex.search(r"\p{Ll}{4}", text):
        text = capitals[0].strip()
    if layout.was_read(passage):
        text = regex.sub(r"(?<=\p{L}{2})\s+\p{L}$", "", text)
        body = nearest(text, _BODIES)
        text = body.upper() if body and fold(body) != fold(text) else text
    return text


def _names(lines: list[str]) -> list[str]:
    """Lines into names: a line that begins with the head of a name begins one, unless the line before is unfinished."""
    capitals = any(is_capitals(line) and HEAD.match(fold(line)) for line in lines)
    found: list[str] = []
    for line in lines:
        folded = fold(line)
        if not regex.search(r"\p{L}{2}", line) or is_rule(line) or _NO_NAME.match(folded) or (capitals and not is_capitals(line) and not HEAD.match(folded)):
            continue
        if HEAD.match(folded) and not (found and _UNFINISHED.search(fold(found[-1]))):
            found.append(line)
        elif found:
            found[-1] += " " + line
        elif _PLACED.match(folded) is None and (capitals or is_capitals(line)) and len(folded) > 5 and folded.split()[0].isalpha():
            found.append(line)
    while found and len(found) > 1 and not HEAD.match(fold(found[0])):
        del found[0]
    return [part for name in found for part in _split(name)]


def _split(name: str) -> list[str]:
    """`SỞ TÀI CHÍNH - SỞ NỘI VỤ` -> two names."""
    cuts = [0, *(m.end() for m in _JOINT.finditer(fold(name))), len(name)]
    return [name[a:b].strip(" -–") for a, b in zip(cuts, cuts[1:])]


def _rank(name: str) -> str:
    """What tells a superior from its office: the head noun."""
    head = HEAD.match(fold(name))
    word = head[0] if head else fold(name)
    return {"uy ban nhan dan": "ubnd", "hoi dong nhan dan": "hdnd"}.get(word, word)


def _full(name: str, shared: Place | None, superior: str) -> str:
    """`SỞ XÂY DỰNG` below Hà Nam -> `Sở Xây dựng tỉnh Hà Nam`; `UBND HUYỆN X` -> `Ủy ban nhân dân huyện X`."""
    party = _PARTY.search(fold(name))
    if party:
        words = name[: party.start("name")].strip().lower()
        return f"{words[:1].upper()}{words[1:]} {_spelled(_KINDS[party['kind']], name[party.start('name') : party.end('name')]).name}"
    place = place_of(name)
    own = _canonical(_stem(name, place))
    above = _PARTY.search(fold(superior))
    if place is None and above:
        return f"{own} {_full(superior, None, '')}"
    place = place or shared
    if superior and fold(own) in _ORGANS:
        body = _full(superior, place, "")
        return f"{own} {body}"
    if place is None or own in {"Thủ tướng Chính phủ", "Chính phủ", "Quốc hội"}:
        return own
    return f"{own} {place.kind} {place.name}"


def _canonical(name: str) -> str:
    words = regex.sub(r"\p{L}+", lambda m: m[0] if _is_abbreviation(m[0]) else m[0].lower(), name) if name.upper() == name else name
    words = words[:1].upper() + words[1:]
    try:
        own = agencies.canonical(words)
    except Unreadable:
        return words
    own = regex.sub(r"\btrung ương\b", "Trung ương", own)
    known = own if own != words else nearest(words, vocabulary.column("agencies", "name")) or own
    return _HEAD_NOUN.sub(lambda m: m["head"] + m["first"].upper(), known)


def _is_abbreviation(word: str) -> bool:
    """In a name in capitals: one of the list, or letters that make no Vietnamese syllable (`HIV`, `MTQG`)."""
    listed = word in vocabulary.column("abbreviations", "abbreviation") and not is_syllable(word.lower())
    return word in _SHORT or listed or not regex.search("[aeiouy]", fold(word)) or (word.isascii() and not is_syllable(word.lower()))


def _stem(name: str, place: Place | None) -> str:
    """The name without its place words at the end."""
    match = _placed(name)
    if match and match.start() > 0:
        return name[: match.start()].strip(" -,")
    if place is None:
        return name
    words = name.split()
    count = len(place.name.split())
    return " ".join(words[:-count]) if fold(" ".join(words[-count:])) == fold(place.name) else name


def _placed(name: str) -> regex.Match | None:
    """The place words at the end: `QUẬN 3`, not `BAN QUẢN LÝ`. Other accents than the kind's own may be misread ones: `HUYÊN`."""
    matches = _PLACED.finditer(fold(name), overlapped=True)
    return next((m for m in matches if name[m.start("kind") : m.end("kind")].lower() not in _NO_KINDS), None)


def place_of(name: str | None) -> Place | None:
    """The place that ends a name: `... TỈNH LAI CHÂU` -> (tỉnh, Lai Châu), `SỞ XÂY DỰNG HÀ NAM` -> (tỉnh, Hà Nam), spelled as in the gazetteer."""
    if not name:
        return None
    for match in (_placed(name), _PARTY.search(fold(name))):
        if match:
            return _spelled(_KINDS[match["kind"].rstrip(".")], name[match.start("name") : match.end("name")].strip())
    words = name.split()
    for count in (4, 3, 2):
        tail = " ".join(words[-count:])
        if len(words) > count and fold(tail) in _province_names():
            province = places.province(tail)
            return Place(province.kind, province.name)
    return None


def _province_names() -> frozenset[str]:
    return frozenset(fold(name) for name in vocabulary.column("provinces", "name") if " " in name)


def _spelled(kind: str, printed: str) -> Place:
    """As in the gazetteer; a province's name with one misread letter is the nearest one."""
    try:
        if kind == "tỉnh":
            return Place(kind, places.province(printed).name)
        if kind == "thành phố" and fold(printed) in {fold(n) for n in vocabulary.column("provinces", "name")}:
            return Place(kind, places.province(printed).name)
        if kind in {"huyện", "quận", "thị xã", "thành phố"}:
            return Place(kind, places.province_of_district(f"{kind} {printed}")[0].name)
    except Unreadable:
        near = nearest(printed, vocabulary.column("provinces", "name"), 1) if kind == "tỉnh" else None
        if near:
            return Place(kind, near)
    return Place(kind, " ".join(w[:1].upper() + w[1:].lower() for w in printed.split()))
