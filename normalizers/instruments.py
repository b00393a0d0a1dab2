"""Names of administrative instruments (Nghị định 30/2020/NĐ-CP, điều 7 and Phụ lục III) and of the layout's fixed words."""
from __future__ import annotations

import regex
from rapidfuzz.distance import Levenshtein

from normalizers.plain import fold

INSTRUMENTS = {
    "kế hoạch": "ke_hoach", "quyết định": "quyet_dinh", "nghị quyết": "nghi_quyet", "chỉ thị": "chi_thi", "báo cáo": "bao_cao", "tờ trình": "to_trinh",
    "thông báo": "thong_bao", "hướng dẫn": "huong_dan", "chương trình": "chuong_trinh", "đề án": "de_an", "dự án": "du_an", "phương án": "phuong_an",
    "quy chế": "quy_che", "quy định": "quy_dinh", "công điện": "cong_dien", "biên bản": "bien_ban", "giấy mời": "giay_moi", "thông tư": "thong_tu",
    "nghị định": "nghi_dinh", "kết luận": "ket_luan", "quy hoạch": "quy_hoach", "thông cáo": "thong_cao", "điều lệ": "dieu_le", "công văn": "cong_van",
    "thông tri": "thong_tri", "lệnh": "lenh", "pháp lệnh": "phap_lenh", "luật": "luat", "chiến lược": "chien_luoc", "danh mục": "danh_muc",
    "quy trình": "quy_trinh", "thông tư liên tịch": "thong_tu_lien_tich", "nghị quyết liên tịch": "nghi_quyet_lien_tich",
}
"""Printed name -> `documents.doc_type`."""

_FOLDED = {fold(name).replace(" ", ""): kind for name, kind in INSTRUMENTS.items()}

AUTHORITY = regex.compile(r"^\s*(?:TM|KT|TL|TUQ|T/M|K/T|T/L|Q)\s*[.,:]?\s+?\p{Lu}|^\s*(?:TM|KT|TL|TUQ)[.,]\p{Lu}")
"""'TM. ỦY BAN NHÂN DÂN', 'KT. CHỦ TỊCH', 'TL.GIÁM ĐỐC' (Nghị định 30/2020/NĐ-CP, điều 13)."""

POSITION = regex.compile(
    r"^(?:quyen )?(?:pho )?(?:chu tich|giam doc|chu nhiem|truong ban|truong phong|bo truong|thu truong|chanh van phong|chanh thanh tra|vien truong|"
    r"cuc truong|chi cuc truong|hieu truong|tong giam doc|bi thu|tong cuc truong|chi huy truong|thu tuong|truong doan|hieu pho|vien pho|"
    r"thuong truc|to truong|thu ky|chanh an|tu lenh|chinh uy|vu truong|truong (?:tram|khoa|thon|xom|dai|cong an)|doi truong|chi huy pho|"
    r"tong bien tap|kiem toan truong|thong doc|tong thanh tra|uy vien|hat truong|thu truong co quan)\b"
)
"""A folded line that is a signer's office: 'phó chủ tịch', 'giám đốc'."""

_ISSUER_HEADS = regex.compile(r"^(?:uy ban nhan dan|ubnd|chu tich|giam doc|bo truong|hoi dong nhan dan|thu tuong|chanh|truong ban|tong giam doc|hieu truong|cuc truong|chi cuc truong|truong phong|vien truong|ban (?:thuong vu|chap hanh|bi thu|chi dao)|bo chinh tri)\b|^(?:chinh phu|quoc hoi|lien bo)$")


_QUALIFIED = regex.compile(r"^(?:lien nganh|lien tich|lien bo|phoi hop|hanh dong|ket luan|cong tac|tom tat|tong ket|lien co quan|cua\b.*|hop\b.*)$")
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
    known = _FOLDED.get(glued) or _FOLDED.get(_misspelt(glued))
    if known:
        return known
    named = instrument_begins(letters)
    return named[0] if named and _QUALIFIED.match(folded[named[1] :].strip()) else None


def _misspelt(glued: str) -> str | None:
    """The one name of six letters or more that is a letter away: `keehoach` -> `kehoach`."""
    near = [name for name in _FOLDED if min(len(name), len(glued)) >= 6 and Levenshtein.distance(name, glued, score_cutoff=1) <= 1]
    return near[0] if len(near) == 1 else None


def instrument_begins(line: str) -> tuple[str, int] | None:
    """`KẾ HOẠCH PHÒNG CHỐNG THIÊN TAI NĂM 2022` -> (`ke_hoach`, 8): a line of capitals that begins with the name of an instrument."""
    return named_at_start(line) if is_capitals(line) else None


def named_at_start(line: str) -> tuple[str, int] | None:
    """`KẾ HOẠCH Phòng, chống thiên tai` -> (`ke_hoach`, 8): the name of an instrument in capitals, whatever follows it on its line."""
    folded = fold(line)
    for count in (4, 3, 2):
        words = regex.match(rf"[^\s:]+(?:\s+[^\s:]+){{{count - 1}}}(?=[\s:]|$)", folded)
        kind = _FOLDED.get(regex.sub(r"\s+", "", words[0])) if words and line[: words.end()].isupper() else None
        if kind:
            return kind, words.end()
    return None


def run_on(line: str) -> tuple[str, int] | None:
    """(kind, where the title begins) of a line that goes on with its title: `KẾ HOẠCH Phòng, chống cháy rừng`, `Kế hoạch chuyển đổi số`."""
    found = named_at_start(line) or (named_at_start(line.upper()) if line[:1].isupper() and len(line.upper()) == len(line) else None)
    return (found[0], regex.compile(r"[\s:.–-]*").match(line, found[1]).end()) if found else None


_UPPER = regex.compile(r"\p{Lu}")
_LOWER = regex.compile(r"[\p{L}--\p{Lu}]", regex.V1)


_RECIPIENTS = regex.compile(r"(?:noi|nol)\s?nh?an\b")
_RULE = regex.compile(r"[\s\-–—_=*.~•]+")


def is_authority(line: str) -> bool:
    return bool(AUTHORITY.match(line))


def is_position(line: str) -> bool:
    """Whether the line, in capitals, is a signer's office."""
    return is_capitals(line) and bool(POSITION.match(fold(line).strip(" .,")))


def is_recipients_label(line: str) -> bool:
    """`Nơi nhận:`, tone marks lost or not; `Noi nhận`."""
    head = line[:24].strip(" *_-~")
    return head[:1] in "Nn" and bool(_RECIPIENTS.match(fold(head)))


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
