"""Names of administrative instruments (`data/instruments.csv`) and the layout's fixed words (Nghị định 30/2020/NĐ-CP)."""
from __future__ import annotations

import regex
from rapidfuzz.distance import Levenshtein

from normalizers import vocabulary
from normalizers.plain import fold

_ROWS = vocabulary.rows("instruments")
"""Names with their kind (`documents.doc_type`, `citations.kind`), the letters that stand for them in a code, and where
they are looked for."""

_TITLES = {fold(row["name"]).replace(" ", ""): row["kind"] for row in _ROWS if row["titled"] == "1"}
CITED = {fold(word): row["kind"] for row in _ROWS if row["cited"] == "1" for word in (row["name"], row["abbreviation"]) if word}
"""Folded word before a code -> kind: `nghi dinh`, `nd` -> nghi_dinh."""
KIND_OF_SYMBOL = {symbol: row["kind"] for row in _ROWS for symbol in row["symbols"].split(";") if symbol}
"""Letters of a code -> kind: `QĐ` -> quyet_dinh."""

ITEM_LETTERS = "abcdđeghiklmnopqrstuvxy"
"""Of points (điểm), in the order of the Vietnamese alphabet (Phụ lục I, II.6), those with marks left out."""

_ISSUER_HEADS = regex.compile(
    r"^(?:uy ban nhan dan|ubnd|chu tich|giam doc|bo truong|hoi dong nhan dan|thu tuong|chanh|truong ban|tong giam doc|hieu truong"
    r"|cuc truong|chi cuc truong|truong phong|vien truong|ban (?:thuong vu|chap hanh|bi thu|chi dao)|bo chinh tri)\b|^(?:chinh phu"
    r"|quoc hoi|lien bo)$"
)


_QUALIFIED = regex.compile(r"^(?:lien nganh|lien tich|lien bo|lien so|phoi hop|tham tra|giam sat|chuyen de|chinh tri"
                           r"|hanh dong|ket luan|cong tac|tom tat|tong ket|lien co quan|cua\b.*|hop\b.*)$")
"""What may follow the name on its line: `HƯỚNG DẪN LIÊN NGÀNH`, `QUYẾT ĐỊNH CỦA ỦY BAN NHÂN DÂN TỈNH`."""


def instrument(line: str) -> str | None:
    """`KẾ HOẠCH` -> `ke_hoach` where the whole line is the name of an instrument in capitals; else None."""
    if len(line) > 90:
        return None
    letters = " ".join(regex.sub(r"[^\p{L} ]", "", line).split())
    if not letters or len(letters) > 60 or sum(c.isupper() for c in letters) < 0.8 * sum(c.isalpha() for c in letters):
        return None
    folded = fold(letters)
    glued = folded.replace(" ", "")
    known = _TITLES.get(glued) or _TITLES.get(_misspelt(glued))
    if known:
        return known
    named = instrument_begins(letters)
    return named[0] if named and _QUALIFIED.match(folded[named[1] :].strip()) else None


def _misspelt(glued: str) -> str | None:
    """The one name of six letters or more that is a letter away: `keehoach` -> `kehoach`."""
    near = [name for name in _TITLES if min(len(name), len(glued)) >= 6 and Levenshtein.distance(name, glued, score_cutoff=1) <= 1]
    return near[0] if len(near) == 1 else None


def instrument_begins(line: str) -> tuple[str, int] | None:
    """`KẾ HOẠCH PHÒNG CHỐNG THIÊN TAI NĂM 2022` -> (`ke_hoach`, 8): a line of capitals that begins with the name of an instrument."""
    return named_at_start(line) if is_capitals(line) else None


def named_at_start(line: str) -> tuple[str, int] | None:
    """`KẾ HOẠCH Phòng, chống thiên tai` -> (`ke_hoach`, 8): the name of an instrument in capitals, whatever follows it on its line."""
    folded = fold(line)
    for count in (4, 3, 2):
        words = regex.match(rf"[^\s:]+(?:\s+[^\s:]+){{{count - 1}}}(?=[\s:]|$)", folded)
        kind = _TITLES.get(regex.sub(r"\s+", "", words[0])) if words and line[: words.end()].isupper() else None
        if kind:
            return kind, words.end()
    return None


def run_on(line: str) -> tuple[str, int] | None:
    """(kind, where the title begins) of a line that goes on with its title: `KẾ HOẠCH Phòng, chống cháy rừng`, `Kế hoạch chuyển đổi số`."""
    found = named_at_start(line) or (named_at_start(line.upper()) if line[:1].isupper() and len(line.upper()) == len(line) else None)
    return (found[0], regex.compile(r"[\s:.–-]*").match(line, found[1]).end()) if found else None


_UPPER = regex.compile(r"\p{Lu}")
_LOWER = regex.compile(r"[\p{L}--\p{Lu}]", regex.V1)


_MOTTO = regex.compile(r"cong hoa xa|chu nghia viet|doc lap.{0,4}tu do|hanh phuc|dang cong san")
_MISREAD_MOTTO = regex.compile(r"hoa xa|xa hoi|ong hoa")
_RECIPIENTS = regex.compile(r"(?:noi|nol)\s?nh?an\b")
_RULE = regex.compile(r"[\s\-–—_=*.~•]+")


def is_recipients_label(line: str) -> bool:
    """`Nơi nhận:`, tone marks lost or not; `Noi nhận`."""
    head = line[:24].strip(" *_-~")
    return head[:1] in "Nn" and bool(_RECIPIENTS.match(fold(head)))


def motto_at(line: str) -> int | None:
    """Where the name of the State or its motto begins: 0 in `CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM`, 11 in `SỞ Y TẾ -  Độc
    lập - Tự do`; None without."""
    folded = fold(line)
    found = _MOTTO.search(folded)
    if found is None:
        return None
    return 0 if _MISREAD_MOTTO.search(folded, 0, found.start()) else found.start()


def is_capitals(line: str) -> bool:
    """Whether nearly all its letters (three or more) are capitals."""
    if line.islower() or (len(line) > 30 and line[:12].islower()):
        return False
    upper = len(_UPPER.findall(line))
    letters = upper + len(_LOWER.findall(line))
    return letters >= 3 and upper >= 0.85 * letters


def is_enacting_authority(line: str) -> bool:
    """The line of a decision that names who decides: `ỦY BAN NHÂN DÂN TỈNH LAI CHÂU`, `GIÁM ĐỐC SỞ XÂY DỰNG`."""
    return is_capitals(line) and bool(_ISSUER_HEADS.match(fold(line).strip(" .,:")))


def is_rule(line: str) -> bool:
    """A line of dashes, underscores or stars under a title."""
    return bool(_RULE.fullmatch(line))
