"""The organisations that a letterhead names, in full (Nghị định 30/2020/NĐ-CP, Phụ lục I, II.2): superior, issuer, or joint issuers."""
from __future__ import annotations

from functools import cache

import regex

from extractors.documents.places import BARE_KIND, KINDS, PARTY, PLACED, Place, place_of, spelled, stem
from normalizers import Unreadable, agencies, vocabulary
from normalizers.agencies import habits, heads, identity
from normalizers.agencies.naming import officer_end
from normalizers.instruments import is_capitals, is_rule, motto_at
from normalizers.nearest import nearest
from normalizers.plain import fold
from normalizers.syllables import is_syllable
from pipeline.model.layout import Layout, Passage

_NO_NAME = regex.compile(r"^(?:v/v|ve viec|so\b\W*(?:\d|:|$)|.{0,8}\d*\s*/\s*[a-z]{2,})")
_DASH = regex.compile(r"\s+[-–]\s+")
_UNFINISHED = regex.compile(r"(?:[-–,&]|\b(?:va|cua|cac|thuoc)|\b(?:bo|ban) chi huy|\bbo tu lenh|\buy ban)\s*$")
"""A name that must go on: a sign, a word that joins, a command (`BỘ CHỈ HUY | BỘ ĐỘI BIÊN PHÒNG`), a committee's first word."""
CLEAR = 0.9
"""A dash at a line's end joins issuers; one read with less confidence may be a speck."""
_BODIES = ("ủy ban nhân dân", "hội đồng nhân dân", "ban chấp hành", "ban thường vụ", "ban chỉ đạo",
           "thủ tướng chính phủ", "chính phủ", "quốc hội")
_SIZES = {"tỉnh": 0, "thành phố": 1, "xã": 3, "phường": 3, "thị trấn": 3}
_ORGANS = {"ban thuong truc", "ban thuong vu", "ban chap hanh", "thuong truc", "van phong", "chi nhanh"}
"""Organs whose name goes on with that of their body, above or below it: Ban Thường trực Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh X."""
_ORGAN = regex.compile(r"(?:ban )?thuong truc\b")
"""Organs that are no head noun of the list."""
_SHORT = {"UBND", "HĐND", "UBMTTQ", "BCĐ", "BCH", "BTV", "TW"}
_CAPITAL_AFTER = {"so", "bo", "cuc", "chi_cuc", "vu", "truong", "vien", "van_phong", "phong", "trung_tam", "doan_the"}
"""Kinds of bodies whose name has a capital behind its head noun (Nghị định 30/2020/NĐ-CP, Phụ lục II, IV)."""


def organisations(layout: Layout) -> tuple[list[str], Place | None, str]:
    """Names of the issuers, the place of the last or of its superior, and the superior's printed name (empty: none)."""
    groups, upper = _names([_line(layout, layout.passages[i]) for i in layout.parts.issuer])
    found = [name for group in groups for name in group]
    if not found:
        return [], None, ""
    joint = next((at for at, group in enumerate(groups) if len(group) > 1), None)
    ranks = [_rank(name) for name in found]
    own = [name for name, rank in zip(found, ranks) if rank == ranks[-1] and not _above(name, found[-1])]
    if joint is not None:
        own = [name for group in groups[joint:] for name in group]
    elif ranks[-1] == "uy ban nhan dan":
        own = own[-1:]
    above = [name for name in found if name not in own]
    superior = above[-1] if above else ""
    shared = next((p for p in map(place_of, [own[-1], *reversed(above), upper]) if p), None)
    return [_full(name, shared, superior) for name in own], shared, superior


def _above(name: str, last: str) -> bool:
    """Whether two names with one head noun are superior and office: `CÔNG AN TỈNH X` above `CÔNG AN HUYỆN Y`."""
    upper, lower = place_of(name), place_of(last)
    return (bool(upper and lower and _SIZES.get(upper.kind, 2) < _SIZES.get(lower.kind, 2))
            or (name != last and fold(name).endswith((" viet nam", " toi cao"))))


def _line(layout: Layout, passage: Passage) -> str:
    """The line without rules, the motto of the other column, stray marks at its ends and, in a line of capitals, small
    letters after them; misread fixed words put right."""
    motto = motto_at(passage.text)
    text = regex.sub(r"\s+", " ", passage.text[:motto]).strip(" _*.|“”\"'=").lstrip("-– ")
    last = layout.words_in(passage.start, passage.end)[-1:]
    joins = motto is None and regex.search(r"\p{L}\s*[-–]$", text) and all(w.confidence is None or w.confidence >= CLEAR for w in last)
    text = text if joins else text.rstrip("-– ")
    capitals = regex.match(r"^[^\p{Ll}]{6,}(?=\s+\p{Ll}{1,3}\b)", text)
    if capitals and not regex.search(r"\p{Ll}{4}", text):
        text = capitals[0].strip()
    if layout.was_read(passage):
        text = regex.sub(r"(?<=\p{L}{2})\s+\p{L}$", "", text)
        body = nearest(text, _BODIES)
        text = body.upper() if body and fold(body) != fold(text) else text
    return text


def _names(lines: list[str]) -> tuple[list[list[str]], str]:
    """Lines into names, those of joint issuers in one group, and what names a place alone above them (`TỈNH ĐIỆN BIÊN`; empty: nothing).

    A line that begins as bodies do begins a name, unless the line before is unfinished.
    """
    capitals = any(is_capitals(line) and _begins(line) for line in lines)
    found: list[str] = []
    upper = ""
    for line in lines:
        folded = fold(line)
        if (not regex.search(r"\p{L}{2}", line) or is_rule(line) or _NO_NAME.match(folded)
                or (capitals and not is_capitals(line) and not _begins(line))):
            continue
        if _begins(line) and not (found and _goes_on(found[-1], line)):
            found.append(line)
        elif found:
            found[-1] += " " + line
        elif PLACED.search(folded):
            upper = upper or line
        elif (capitals or is_capitals(line)) and len(folded) > 5 and folded.split()[0].isalpha():
            found.append(line)
    while len(found) > 1 and not _begins(found[0]):
        del found[0]
    return [_split(name) for name in found], upper


def _begins(line: str) -> bool:
    """Whether a line begins as names of issuers do: with a body, one of its organs, or the title of an officer."""
    return heads.at_start(line) is not None or _ORGAN.match(fold(line)) is not None or officer_end(line) > 0


def _goes_on(name: str, line: str) -> bool:
    """Whether a name goes on with a line that begins like one: it ends in a dash or `và`, is an organ's or an officer's
    title, or breaks a word (`XÃ | HỘI`)."""
    folded, first = fold(name), fold(line).split()[0]
    return (bool(_UNFINISHED.search(folded)) or folded in _ORGANS or officer_end(name) == len(name)
            or folded.split()[-1] in habits.WORDS_BEFORE.get(first, ()))


def _split(name: str) -> list[str]:
    """`SỞ TÀI CHÍNH - SỞ NỘI VỤ` -> two names; an office of two bodies (`VĂN PHÒNG HĐND - UBND`) is one."""
    joints = [m for m in _DASH.finditer(name)
              if heads.as_printed(name[m.end() :])
              and not (heads.at_start(name) == "van phong" and name[m.end() :].startswith("UBND"))]
    cuts = [0, *(m.end() for m in joints), len(name)]
    return [name[a:b].strip(" -–") for a, b in zip(cuts, cuts[1:])]


def _rank(name: str) -> str:
    """What tells a superior from its office: the head noun."""
    return heads.at_start(name) or fold(name)


def _full(name: str, shared: Place | None, superior: str) -> str:
    """`SỞ XÂY DỰNG` below Hà Nam -> `Sở Xây dựng tỉnh Hà Nam`; `UBND HUYỆN X` -> `Ủy ban nhân dân huyện X`."""
    party = PARTY.search(fold(name))
    if party:
        place = spelled(KINDS[party["kind"]], name[party.start("name") : party.end("name")])
        return f"{_canonical(name[: party.start('name')].strip())} {place.name}"
    place = place_of(name)
    own = _canonical(stem(name, place) if place or not shared else BARE_KIND.sub("", name))
    above = PARTY.search(fold(superior))
    if place is None and above:
        return f"{own} {_full(superior, None, '')}"
    place = place or shared
    if superior and (fold(own) in _ORGANS or _rank(superior) == "hoi dong nhan dan"):  # boards of a council bear its name
        body = _full(superior, place, "")
        return f"{own} {body}"
    if place is None or own in {"Thủ tướng Chính phủ", "Chính phủ", "Quốc hội"}:
        return own
    return f"{own} {place.kind} {place.name}"


def _canonical(name: str) -> str:
    words = name
    if name.upper() == name:
        before, town = _town(name)
        words = regex.sub(r"\p{L}+", lambda m: m[0] if _is_abbreviation(m[0]) else m[0].lower(), before) + town
    words = words[:1].upper() + words[1:]
    try:
        own = agencies.canonical(words)
    except Unreadable:
        return words
    own = regex.sub(r"\btrung ương\b", "Trung ương", own)
    known = own if own != words else nearest(words, vocabulary.column("agencies", "name")) or own
    row = identity.head_row(known)
    at = len(row["head"]) + 1 if row and row["kind"] in _CAPITAL_AFTER else 0
    return known[:at] + known[at : at + 1].upper() + known[at + 1 :]


def _town(name: str) -> tuple[str, str]:
    """`BỆNH VIỆN ĐA KHOA KHU VỰC AYUN PA` -> what comes before the name of a town or district, and ` Ayun Pa` as the
    gazetteer spells it."""
    words = name.split()
    for count in (4, 3, 2):
        known = _district_names().get(" ".join(words[-count:]).lower()) if len(words) > count else None
        if known:
            return " ".join(words[:-count]), f" {known}"
    return name, ""


@cache
def _district_names() -> dict[str, str]:
    return {name.lower(): name for name in vocabulary.column("districts", "name") if " " in name}


def _is_abbreviation(word: str) -> bool:
    """In a name in capitals: one of the list, or letters that make no Vietnamese syllable (`HIV`, `MTQG`)."""
    listed = word in vocabulary.column("abbreviations", "abbreviation") and not is_syllable(word.lower())
    return word in _SHORT or listed or not regex.search("[aeiouy]", fold(word)) or (word.isascii() and not is_syllable(word.lower()))
