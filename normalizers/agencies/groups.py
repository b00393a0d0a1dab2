"""Generic groups: `các sở, ban, ngành liên quan`, `các địa phương, đơn vị có liên quan`, `cấp ủy, chính quyền các cấp`."""

import regex

from normalizers.agencies import habits, localities
from normalizers.agencies.described import end_of_description

# Nouns of a group that may stand before the names of its members: `các sở, ngành: Y tế, Tài chính`.
HEADS = {"so": "Sở", "ban": "Ban", "nganh": "Sở", "phong": "Phòng", "bo": "Bộ", "hoi": "Hội", "tram": "Trạm"}
_SCHOOL = (
    r"(?:mam\s+non|mau\s+giao|tieu\s+hoc|th(?:cs|pt|\s*&\s*thcs)|trung\s+hoc\s+(?:co\s+so|pho\s+thong)|ptdt[nb]t|dai\s+hoc"
    r"|pho\s+thong(?:\s+dan\s+toc\s+(?:noi|ban)\s+tru)?|cao\s+dang|trung\s+cap|gdnn\s*-\s*gdtx|gdtx)"
)
_MODIFIER = (
    rf"(?:\s+(?:ngang\s+bo|thuoc\s+chinh\s+phu|doan\s+the\s*-\s*xa\s+hoi|{_SCHOOL}(?:(?:\s*,\s*|\s+va\s+|\s*/\s*){_SCHOOL})*"
    r"|chinh\s+tri(?:\s*[-–,]?\s*xa\s+hoi)?(?:\s*[-–,]?\s*nghe\s+nghiep)?|xa\s+hoi(?:\s*-\s*nghe\s+nghiep)?|nhan\s+dan"
    r"|y\s+te|giao\s+duc|"
    r"chuyen\s+mon(?:\s*,\s*nghiep\s+vu)?|chuc\s+nang|truyen\s+thong(?:\s+dai\s+chung)?|bao\s+chi|dieu\s+tra"
    r"|(?:tien\s+hanh\s+)?to\s+tung|tu\s+phap|thi\s+cong|tu\s+van|thong\s+tin\s+dai\s+chung"
    r"|thong\s+(?:tin|tan)(?:\s*,\s*|\s+va\s+|\s+)(?:bao\s+chi|truyen\s+thong)|thong\s+tan|doan\s+the|truc\s+thuoc"
    r"|tin\s+dung|"
    r"su\s+nghiep|hanh\s+chinh|quan\s+ly\s+nha\s+nuoc|nha\s+nuoc|trung\s+uong|dao\s+tao|day\s+nghe|thanh\s+vien|kinh\s+te|quan\s+chung|"
    r"thuong\s+mai|giao\s+duc\s+nghe\s+nghiep|cong\s+lap|doanh\s+nghiep|vu\s+trang|phong\s+vien|du\s+lich|mat\s+tran|"
    r"xay\s+dung\s+dang|kinh\s+doanh(?:\s+dich\s+vu)?(?:\s+du\s+lich|\s+van\s+tai|\s+luu\s+tru|\s+an\s+uong)?|luu\s+tru"
    r"|san\s+xuat(?:\s*,\s*kinh\s+doanh)?|"
    r"tu\s+nhan|ngoai\s+cong\s+lap|huu\s+quan|chuyen\s+nganh|kham(?:\s+benh)?,?\s+chua\s+benh|van\s+tai|vien\s+thong|"
    r"da\s+khoa(?:\s+khu\s+vuc)?|chuyen\s+khoa)){0,3}"
)
_NOUN = (
    r"(?:nha\s+may|ben\s+xe|to\s+hop\s+tac|(?:tong\s+cuc|vu|cuc|vien)(?=\s*(?:[,;.]|$|va\b))|(?:so|bo)\s+nganh|so"
    r"|ban\s+dang|nhtm|tctd|dac\s+khu|ban\s+nganh|ban,?\s+nganh"
    r"|ban\s+quan\s+ly\s+(?:du\s+an|rung(?:\s+(?:phong\s+ho|dac\s+dung))?|cho|di\s+tich)|phong\s+ban"
    r"|co\s+quan\s+don\s+vi|ban(?!\s+(?:do|cam|ke|sao|ve|tin|quyen|thao))|nganh|phong\s+kham|phong|co\s+quan|don\s+vi"
    r"|dia\s+phuong|doan\s+the|to\s+chuc(?:\s+hoi(?!\s+(?:nghi|thao|nhap|thi|cho|hop|dam)\b))?|ca\s+nhan"
    r"|hoi\s+doan\s+the|chi\s+hoi|hoi|"
    r"(?:huyen|thanh|thi|quan|tinh|dang)\s+uy|huyen|thanh\s+pho|tp|thi\s+xa|tx|quan\s+khu|quan|xa|phuong|thi\s+tran|tt"
    r"|doanh\s+nghiep|cap\s+uy|cap|co\s+so|benh\s+vien|trung\s+tam(?!\s+hanh)|chi\s+nhanh\s+ngan\s+hang|xi\s+nghiep"
    r"|lam\s+truong|nong\s+truong|quy\s+tin\s+dung|to\s+cong\s+nghe\s+so(?:\s+cong\s+dong)?|truong\s+hoc|nha\s+truong|"
    r"khu\s+pho|khu\s+dan\s+cu|xom|ap(?!\s+(?:dung|luc|thap))|buon(?!\s+(?:ban|lau))|lang(?!\s+nghe)|khom"
    r"|to\s+dai\s+bieu|(?:vi\s+)?dai\s+bieu(?=\s+(?:hoi\s+dong\s+nhan\s+dan|hdnd)\b)|chu\s+rung"
    r"|chu\s+(?:dap|ho\s+(?:chua|dap)|ho(?=\s+thuy))"
    r"(?:\s+thuy\s+(?:dien|loi)(?:(?:\s*,\s*|\s+va\s+)thuy\s+(?:dien|loi))?)?|"
    r"truong|hop\s+tac\s+xa|htx|ngan\s+hang|nha\s+thuoc|quay\s+thuoc|nha\s+ho\s+sinh|chu\s+dau\s+tu|thanh\s+vien|bo"
    r"|luc\s+luong|cong\s+ty|chinh\s+quyen|tinh|thon|khoa|to\s+dan\s+pho|hiep\s+hoi|chi\s+cuc"
    r"|tram\s+(?:y\s+te|thu\s+y|khuyen\s+nong))\b"
)
_ITEM = _NOUN + _MODIFIER
_SEPARATOR = r"(?:\s*[,/]\s*(?:va\s+)?|\s+va\s+|\s+hoac\s+|\s*-\s*)"
_PARTED = regex.compile(_SEPARATOR)
_NAME_FOLLOWS = regex.compile(r"\s+\p{Lu}(?!rung\s+ương)")
_NAMED_WITHIN = regex.compile(r"\p{Lu}\p{Ll}+(?:\s+\p{Ll}+)?\s+\p{Lu}\p{Ll}")
"""các trường học, | Ban Quản lý chợ; các sở, ban, ngành, | Hiệp hội Du lịch tỉnh"""
_OWN_BODY = regex.compile(r"(?:to\s+cong\s+nghe\s+so|hiep\s+hoi|ban\s+quan\s+ly)\b")
"""các doanh nghiệp và | Hiệp hội doanh nghiệp; with a capital they are bodies of their own"""
_OWN_PLACES = regex.compile(r"\s+cac\s+(?:huyen|quan|thi|thanh\s+pho|xa|phuong)\b")
"""các bệnh viện, | Trung tâm Y tế các huyện"""
_HOUSEHOLDS = r"ho\s+(?:gia\s+dinh|dan|kinh\s+doanh)\b"
"""các tổ chức, hộ gia đình, cá nhân: households beside bodies, never alone"""
_ITEMS = rf"{_ITEM}(?:{_SEPARATOR}(?:{_ITEM}|{_HOUSEHOLDS}))*+"
_NEXT_WORD = regex.compile(r"\s+(\w+)")
_FIRST_NOUN = regex.compile(r"(?:(?:toan\s+bo\s+|tat\s+ca\s+)?cac\s+|tung\s+)?(?P<noun>\w+)")
_PRINTED_NOUNS = {
    "phong": {"phòng"}, "phuong": {"phường"}, "ban": {"ban", "bản"}, "xa": {"xã"}, "so": {"sở"}, "hoi": {"hội"},
    "bo": {"bộ"}, "nganh": {"ngành"}, "cap": {"cấp"}, "tinh": {"tỉnh"}, "thon": {"thôn"}, "quan": {"quận"},
    "huyen": {"huyện"}, "khoa": {"khoa"}, "truong": {"trường"}, "tt": {"tt"}, "tx": {"tx"}, "tp": {"tp"},
    "xom": {"xóm"}, "ap": {"ấp"}, "buon": {"buôn"}, "lang": {"làng"}, "khom": {"khóm"}, "khu": {"khu"}, "to": {"tổ"},
    "ho": {"hộ"}, "vu": {"vụ"}, "cuc": {"cục"}, "vien": {"viện"},
}
_LEADING_NOUN = r"(?:so|ban|nganh|phong|co\s+quan|don\s+vi|dia\s+phuong|doan\s+the|to\s+chuc|hoi)\b"
_PLACES = regex.compile(r"\b(?:xa|phuong|thi\s+tran|huyen|thon|thi\s+xa|quan)$")
"""các xã Lộc Bình, Lộc Thủy: names behind the noun say which"""
_WITH_CAC = regex.compile(rf"(?:cac|tung|toan\s+bo\s+cac|tat\s+ca\s+cac)\s+{_ITEMS}")
_WITHOUT_CAC = regex.compile(rf"(?={_LEADING_NOUN}){_ITEMS}")
_QUALIFIER = regex.compile(
    r"\s+(?:co\s+ten|neu|quy\s+dinh)\s+tai\s+(?:khoan\s+\d+\s+)?dieu\s+\d+(?:\s+(?:quyet\s+dinh|ke\s+hoach)\s+nay)?\b|"
    r"(?:\s*,)?\s+(?:(?:co|va\s+co)\s+)?(?:lien\s+quan(?:\s+khac)?|dong\s+(?:(?:quan|chan)\s+)?tren\s+dia\s+ban"
    r"|truc\s+thuoc|chuc\s+nang|chuyen\s+mon|huu\s+quan|khac|dia\s+phuong|cung\s+cap|cap\s+tren|"
    r"(?:o\s+|vung\s+)?(?:ven\s+(?:bien|song|ho)|mien\s+nui|bien\s+gioi|ha\s+du|thuong\s+du|vung\s+(?:cao|sau|xa)|dong\s+bang|hai\s+dao"
    r"|trong\s+diem)|tren\s+dia\s+ban|"
    r"co\s+giuong\s+benh|(?:va\s+)?ngoai\s+cong\s+lap|va\s+tu\s+nhan|"
    r"tuyen\s+(?:tinh|huyen|xa|trung\s+uong)(?:(?:\s*,\s*|\s+va\s+)(?:tuyen\s+)?(?:tinh|huyen|xa)\b)*"
    r"|cap\s+(?:tinh|huyen|xa)(?:,?\s*(?:va\s+)?(?:cap\s+)?(?:huyen|xa))*|tu\s+tinh\s+den\s+co\s+so|"
    r"(?:quan\s+ly|van\s+hanh|khai\s+thac|kinh\s+doanh|san\s+xuat|thi\s+cong)\s(?:(?!\b(?:so|ubnd|cuc|cong\s+ty|cong\s+an)\b)[^.;:]){3,80}?"
    r"(?=\s+va\s+(?:cac\s+)?(?:don\s+vi|co\s+quan|to\s+chuc|so|nganh|dia\s+phuong)\b[^.;:]{0,20}\blien\s+quan)|"
    r"(?:thuoc|truc\s+thuoc)\s+(?:ubnd|uy\s+ban\s+nhan\s+dan|so)\s+(?:tinh|huyen|thanh\s+pho|y\s+te)|o\s+dia\s+phuong)\b"
)
_RELATED = regex.compile(r"(?:ngang\s+bo|thuoc\s+chinh\s+phu|lien\s+quan|chuc\s+nang|truc\s+thuoc|cap\s+(?:tinh|huyen|xa)|huu\s+quan"
                         r"|(?:doan\s+the|to\s+chuc)\s+(?:nhan\s+dan|chinh\s+tri))\b")
_AUTHORITIES = regex.compile(
    r"(?:cap\s+uy(?:\s+dang)?|chinh\s+quyen|mat\s+tran|doan\s+the)"
    r"(?:(?:\s*,\s*|\s+va\s+)(?:cap\s+uy|to\s+chuc\s+dang|chinh\s+quyen|mat\s+tran(?:\s+to\s+quoc)?|doan\s+the))*"
    r"\s+(?:cac\s+cap|dia\s+phuong|tu\s+tinh\s+den\s+co\s+so|cac\s+dia\s+phuong)\b(?:(?<=\sdia\s+phuong)\s+cac\s+cap\b)?"
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
    nouns_end = _end_of_items(text, folded, match)
    if nouns_end == match.start():
        return None
    if with_cac and _PLACES.search(folded, match.start(), nouns_end):
        nouns_end = localities.end_of_names(text, nouns_end)
    end = _end_of_qualifiers(text, folded, nouns_end)
    if with_cac:
        return end_of_description(text, start, end)
    listed = "," in folded[start:nouns_end]
    return end if _RELATED.search(folded[start:end]) or listed else None


def _end_of_items(text: str, folded: str, match: regex.Match) -> int:
    """Where the nouns meant end; the start where the first is none. With its tone marks: `các phòng`, no `các phương án`; before no word
    that it only begins: `các thành viên, | ban hành`; and no body of its own: `các địa phương, | Sở Tài chính`."""
    end = match.start()
    several = "," in folded[match.start():match.end()]
    following = _NEXT_WORD.match(folded, match.end())
    for start, stop in _items(folded, _FIRST_NOUN.match(folded, match.start()).start("noun"), match.end()):
        word = "quan khu" if folded.startswith("quan khu", start) else folded[start:stop].split()[0]
        if following and stop == match.end() == start + len(word) and following[1] in habits.COMMON.get(word, ()):
            break
        printed = text[start:start + len(word)]
        meant = _PRINTED_NOUNS.get(word)
        if meant and printed.lower() not in meant and not (printed.isascii() and several):
            break
        named = (_NAME_FOLLOWS.match(text, stop) or _OWN_PLACES.match(folded, stop) or _NAMED_WITHIN.match(text, start, stop)
                 or _OWN_BODY.match(folded, start, stop))
        if end > match.start() and printed[0].isupper() and named:
            break
        end = stop
    return end


def _items(folded: str, start: int, end: int) -> list[tuple[int, int]]:
    """Half-open spans of what separators part between the offsets."""
    spans, begin = [], start
    for separator in _PARTED.finditer(folded, start, end):
        spans.append((begin, separator.start()))
        begin = separator.end()
    return [*spans, (begin, end)]


def _end_of_qualifiers(text: str, folded: str, end: int) -> int:
    while True:
        qualifier = _QUALIFIER.match(folded, end)
        if qualifier and not regex.search(r"\bcung\s+cấp\b", text[end:qualifier.end()], regex.IGNORECASE):  # a verb, no `cùng cấp`
            end = qualifier.end()
            continue
        place = localities.end_of_tail(text, folded, end, "ubnd" if folded.endswith("dang uy", 0, end) else "")
        if place == end:
            return end
        end = place
