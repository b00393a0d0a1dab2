"""Generic groups: `các sở, ban, ngành liên quan`, `các địa phương, đơn vị có liên quan`, `cấp ủy, chính quyền các cấp`."""

import regex

from normalizers.agencies import habits, localities

# Nouns of a group that may stand before the names of its members: `các sở, ngành: Y tế, Tài chính`.
HEADS = {"so": "Sở", "ban": "Ban", "nganh": "Sở", "phong": "Phòng", "bo": "Bộ", "hoi": "Hội", "tram": "Trạm"}
_MODIFIER = (
    r"(?:\s+(?:chinh\s+tri(?:\s*-\s*xa\s+hoi)?(?:\s*-\s*nghe\s+nghiep)?|xa\s+hoi(?:\s*-\s*nghe\s+nghiep)?|nhan\s+dan|y\s+te|giao\s+duc|"
    r"chuyen\s+mon|chuc\s+nang|truyen\s+thong(?:\s+dai\s+chung)?|bao\s+chi|dieu\s+tra|(?:tien\s+hanh\s+)?to\s+tung|tu\s+phap|thi\s+cong|tu\s+van|thong\s+tin\s+dai\s+chung|thong\s+tan|doan\s+the|truc\s+thuoc|tin\s+dung|"
    r"su\s+nghiep|hanh\s+chinh|quan\s+ly\s+nha\s+nuoc|nha\s+nuoc|trung\s+uong|dao\s+tao|day\s+nghe|thanh\s+vien|kinh\s+te|quan\s+chung|"
    r"thuong\s+mai|giao\s+duc\s+nghe\s+nghiep|cong\s+lap|doanh\s+nghiep|vu\s+trang|phong\s+vien|du\s+lich|mat\s+tran|"
    r"huu\s+quan|chuyen\s+nganh|kham\s+chua\s+benh|kham\s+benh,\s+chua\s+benh|van\s+tai|vien\s+thong))?"
)
_NOUN = (
    r"(?:so\s+nganh|so|ban\s+nganh|ban,?\s+nganh|phong\s+ban|co\s+quan\s+don\s+vi|ban|nganh|phong|co\s+quan|don\s+vi|dia\s+phuong|doan\s+the|to\s+chuc(?:\s+hoi(?!\s+(?:nghi|thao|nhap|thi|cho|hop|dam)\b))?|ca\s+nhan|hoi\s+doan\s+the|chi\s+hoi|hoi|"
    r"(?:huyen|thanh|thi|quan|tinh|dang)\s+uy|huyen|thanh\s+pho|tp|thi\s+xa|tx|quan\s+khu|quan|xa|phuong|thi\s+tran|tt|doanh\s+nghiep|cap\s+uy|cap|co\s+so|benh\s+vien|trung\s+tam(?!\s+hanh)|truong\s+hoc|nha\s+truong|"
    r"truong|hop\s+tac\s+xa|htx|ngan\s+hang|chu\s+dau\s+tu|thanh\s+vien|bo|luc\s+luong|cong\s+ty|chinh\s+quyen|tinh|thon|khoa|to\s+dan\s+pho|hiep\s+hoi|chi\s+cuc|tram\s+(?:y\s+te|thu\s+y|khuyen\s+nong))\b"
)
_ITEM = _NOUN + _MODIFIER
_SEPARATOR = r"(?:\s*[,/]\s*(?:va\s+)?|\s+va\s+|\s+hoac\s+|\s*-\s*)"
_ITEMS = rf"{_ITEM}(?:{_SEPARATOR}{_ITEM})*+"
_NEXT_NOUN = regex.compile(rf"{_SEPARATOR}(?P<noun>(?!quan\s+khu\b)\w+)")
_NEXT_WORD = regex.compile(r"\s+(\w+)")
_FIRST_NOUN = regex.compile(r"(?:(?:toan\s+bo\s+|tat\s+ca\s+)?cac\s+|tung\s+)?(?P<noun>(?!quan\s+khu\b)\w+)")
_PRINTED_NOUNS = {
    "phong": "phòng", "phuong": "phường", "ban": "ban", "xa": "xã", "so": "sở", "hoi": "hội", "bo": "bộ", "nganh": "ngành", "cap": "cấp",
    "tinh": "tỉnh", "thon": "thôn", "quan": "quận", "huyen": "huyện", "khoa": "khoa", "truong": "trường", "tt": "tt", "tx": "tx", "tp": "tp",
}
_LEADING_NOUN = r"(?:so|ban|nganh|phong|co\s+quan|don\s+vi|dia\s+phuong|doan\s+the|to\s+chuc|hoi)\b"
_WITH_CAC = regex.compile(rf"(?:cac|tung|toan\s+bo\s+cac|tat\s+ca\s+cac)\s+{_ITEMS}")
_WITHOUT_CAC = regex.compile(rf"(?={_LEADING_NOUN}){_ITEMS}")
_QUALIFIER = regex.compile(
    r"(?:\s*,)?\s+(?:(?:co|va\s+co)\s+)?(?:lien\s+quan(?:\s+khac)?|truc\s+thuoc|chuc\s+nang|chuyen\s+mon|huu\s+quan|khac|dia\s+phuong|cung\s+cap|cap\s+tren|"
    r"co\s+giuong\s+benh|cap\s+(?:tinh|huyen|xa)(?:,?\s*(?:va\s+)?(?:cap\s+)?(?:huyen|xa))*|tu\s+tinh\s+den\s+co\s+so|"
    r"(?:thuoc|truc\s+thuoc)\s+(?:ubnd|uy\s+ban\s+nhan\s+dan|so)\s+(?:tinh|huyen|thanh\s+pho|y\s+te)|o\s+dia\s+phuong)\b"
)
_RELATED = regex.compile(r"(?:lien\s+quan|chuc\s+nang|truc\s+thuoc|cap\s+(?:tinh|huyen|xa)|huu\s+quan|(?:doan\s+the|to\s+chuc)\s+(?:nhan\s+dan|chinh\s+tri))\b")
_AUTHORITIES = regex.compile(
    r"(?:cap\s+uy(?:\s+dang)?|chinh\s+quyen|mat\s+tran|doan\s+the)(?:(?:\s*,\s*|\s+va\s+)(?:cap\s+uy|to\s+chuc\s+dang|chinh\s+quyen|mat\s+tran(?:\s+to\s+quoc)?|doan\s+the))*"
    r"\s+(?:cac\s+cap|dia\s+phuong|tu\s+tinh\s+den\s+co\s+so|cac\s+dia\s+phuong)\b"
)


def end_of_group(text: str, folded: str, start: int) -> int | None:
    """Where the group that begins at `start` ends, qualifiers included; None where there is no group.

    Without `các` at least two nouns, or one with `liên quan`, make a group.
    """
    authorities = _AUTHORITIES.match(folded, start)
    if authorities:
        return authorities.end()
    with_cac = _WITH_CAC.match(folded, start)
    match = with_cac or _WITHOUT_CAC.match(folded, start)
    if match is None:
        return None
    if not _is_printed_noun(text, folded, match):
        return None
    nouns_end = _end_of_nouns(text, folded, match)
    end = _end_of_qualifiers(text, folded, nouns_end)
    if with_cac:
        return end
    listed = "," in folded[start:nouns_end]
    return end if _RELATED.search(folded[start:end]) or listed else None


def _is_printed_noun(text: str, folded: str, match: regex.Match) -> bool:
    """The first noun with its tone marks is the noun meant: `các phòng`, no `các phong trào`, no `các phương án`."""
    first = _FIRST_NOUN.match(folded, match.start())
    if first is None or first["noun"] not in _PRINTED_NOUNS:
        return True
    printed = text[first.start("noun"):first.end("noun")].lower()
    if printed == _PRINTED_NOUNS[first["noun"]]:
        return True
    return printed.isascii() and "," in folded[match.start():match.end()]


def _end_of_nouns(text: str, folded: str, match: regex.Match) -> int:
    """Where the nouns end: before a mark that another word follows (`các thành viên, ban hành quy chế`, `các xã, số lượng`)."""
    following = _NEXT_WORD.match(folded, match.end())
    for item in _NEXT_NOUN.finditer(folded, match.start(), match.end()):
        noun = item["noun"]
        printed = text[item.start("noun"):item.end("noun")].lower()
        last = following is not None and item.end() == match.end()
        if not printed.isascii() and printed != _PRINTED_NOUNS.get(noun, printed) or last and following[1] in habits.COMMON.get(noun, ()):
            return item.start()
    return match.end()


def _end_of_qualifiers(text: str, folded: str, end: int) -> int:
    while True:
        qualifier = _QUALIFIER.match(folded, end)
        if qualifier and not regex.search(r"\bcung\s+cấp\b", text[end:qualifier.end()], regex.IGNORECASE):  # a verb, no `cùng cấp`
            end = qualifier.end()
            continue
        place = localities.end_of_tail(text, folded, end)
        if place == end:
            return end
        end = place
