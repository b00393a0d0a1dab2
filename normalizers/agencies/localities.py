"""The words of place after a name: `tỉnh`, `huyện Mai Châu`, `các huyện, thành phố trong tỉnh`, `cấp xã`."""

from functools import cache

import regex

from normalizers import vocabulary
from normalizers.plain import fold

_HAMLETS = r"thon|khu\s+pho|khu\s+dan\s+cu|to\s+dan\s+pho|xom|khom|ap|ban|lang|buon"
_PLACE = rf"(?:tinh|huyen|thanh\s+pho|tp\.?|thi\s+xa|tx\.?|quan(?!\s+khu)|xa|phuong|thi\s+tran|dac\s+khu|{_HAMLETS})(?!\w|\s+(?:uy|doan)\b)"
_MORE = (rf"(?:\s*[,/]\s*(?:va\s+)?(?:cap\s+)?{_PLACE}|\s+va\s+(?:cap\s+)?{_PLACE}|\s*-\s*{_PLACE}"
         r"|\s*,\s*thanh\s*(?:,|va)\s*thi(?!\w)|\s*,\s*thi\s*(?:,|va)\s*thanh(?!\w)|\s*,\s*thi(?=\s*(?:[,;]|$)|\s+va\b))")
_WITHIN = r"(?:\s+(?:trong|cua|thuoc|tren\s+dia\s+ban|truc\s+thuoc)\s+(?:toan\s+)?(?:tinh|huyen|thanh\s+pho|xa|trung\s+uong|tw)\b)"
# Folded text: scans lose tone marks, and none of these words has a rival right after the name of an agency.
_TAIL = regex.compile(
    rf"\s+(?:(?:cua|trong|thuoc|tai|o|tren\s+dia\s+ban)\s+)?"
    rf"(?:(?P<many>(?:cac|cap|moi|tung|toan|\d+)\s+)(?:cap\s+)?{_PLACE}(?:{_MORE})*|(?P<one>{_PLACE})|"
    r"(?P<forces>(?:cac|cap|moi)\s+quan\s+khu)\b"
    r"|(?P<region>tu\s+(?:trung\s+uong|tinh|thanh\s+pho|huyen)\s+(?:den|toi)\s+(?:co\s+so|huyen|xa|thon)|khu\s+vuc"
    r"|trung\s+uong|quoc\s+gia|cac\s+nganh(?:\s*,\s*(?:va\s+)?cac\s+cap)?|cac\s+cap|dia\s+phuong|cap\s+co\s+so)\b)"
)
_LISTED_PLACE = regex.compile(r"\b(?:tinh|trung\s+uong|quoc\s+gia|cap|co\s+so)\b")
_SHORT_PLACE = regex.compile(r"\b(?:quan(?!\s+khu)|xa|tinh|thon|xom|khom|ap|(?<!dia )ban|lang|buon)\b")
_PRINTED_PLACES = {"quận", "xã", "tỉnh", "thôn", "xóm", "khóm", "ấp", "bản", "làng", "buôn"}
_ASCII_PLACES = {"xa", "tinh", "thon"}
_WITHIN_TAIL = regex.compile(_WITHIN)
_SLASHED = regex.compile(rf"(?<=(?:huyen|quan|xa|phuong|thi\s+tran|thi\s+xa|thanh\s+pho))(?:\s*/\s*{_PLACE})+")
"""xã/phường/thị trấn"""
_LIST_AFTER_ONE = regex.compile(rf"(?:{_MORE})+")
_SAME_LEVEL = regex.compile(
    r"(?<=\s(?:huyện|quận))(?:(?:\s*,\s*|\s+và\s+)(?:thị\s+xã|thành\s+phố|tp|quận|huyện)\b(?!\s+(?:đoàn|ủy|uỷ)))+"
    r"|(?<=\s(?:xã|phường))(?:(?:\s*,\s*|\s+và\s+)(?:xã|phường|thị\s+trấn|đặc\s+khu)\b)+", regex.IGNORECASE,
)
"""Trung tâm Y tế huyện, thị xã, thành phố; các Trạm Y tế xã, phường, thị trấn"""
_PROPER = regex.compile(r"\s+((?:\p{Lu}[\p{L}']*|\d{1,2}\b)(?:[\s-]+\p{Lu}[\p{L}']*){0,3})")
_LETTERS = regex.compile(r"[\p{L}']+")
_RUN = regex.compile(r"\s+\p{Lu}[\p{L}']*(?:(?:\s*-\s*|\s+)\p{L}[\p{L}']*){0,5}")
_NEXT_PLACED = regex.compile(r"\s*(?:,|và)\s+(?:huyện|thị\s+xã|thành\s+phố|quận)(?=\s)")
_REGION = regex.compile(r"\s+(?:mien\s+nui|vung\s+cao|dong\s+bang|ven\s+bien|bien\s+gioi|trung\s+du|trong\s+diem"
                        r"|duoc\s+chon|thu\s+huong)\b")
"""UBND các huyện miền núi; các huyện, thị xã Bảo Lộc, thành phố Đà Lạt"""
_NUMBERED_REGION = regex.compile(r"\s+(?:miền\s+núi(?:\s+phía\s+(?:Đông|Tây|Bắc|Nam))?|[IVX]{1,5}|\d{1,2}"
                                 r"|(?:Đông|Tây|Bắc|Nam|Trung)(?:\s+(?:Nam|Bắc|Trung|Du|du|Bộ|bộ|Nguyên)){1,2})"
                                 r"(?!\p{L})")
"""khu vực VI; khu vực Bắc Trung Bộ"""
_COLON = regex.compile(r"\s*:(?=\s)")
"""UBND các huyện: Mai Châu, Lạc Thủy"""
_BASIC = regex.compile(r"\s+co so(?:\s+\d{1,2})?(?!\w)(?!\s+(?:vat chat|ha tang|du lieu|san xuat|kinh doanh|giao duc|dao tao|kham))")
"""Bảo hiểm xã hội cơ sở; Thuế cơ sở 4: offices below the province since 2025"""
_DASH = regex.compile(r"\s*[-–]\s+")
_PEERS = regex.compile(r"\s+(?:(?:cùng|hai|0?2)\s+cấp|vùng\s+(?:[IVX]{1,4}|\d))(?!\w)", regex.IGNORECASE)
"""Bảo hiểm xã hội cùng cấp, with its tone marks: cung cấp is a verb; Tòa án nhân dân hai cấp; Chi cục Kiểm lâm vùng III"""
_EVERYWHERE = regex.compile(r"\s+cac\s+dia\s+phuong\b")
"""UBND các địa phương"""
_JOINED_PLACES = regex.compile(r"(?:\s*[-–]\s*(?P<first>\p{Lu}\p{Ll}*)(?:\s+\p{Lu}\p{Ll}*){0,2})+(?![\p{L}])")
"""Chi cục Thuế khu vực Thuận Châu - Mai Sơn"""
_NEXT_PROPER = regex.compile(r"\s*(?:,|và)\s+(\p{Lu}\p{Ll}*(?:\s+\p{Lu}\p{Ll}*){0,3})")


@cache
def _names() -> frozenset[str]:
    names = {row["name"] for table in ("provinces", "districts") for row in vocabulary.rows(table)}
    return frozenset(" ".join(fold(name).replace("-", " ").split()) for name in names)


@cache
def _one_word_names() -> frozenset[str]:
    """With their tone marks: `Chũ` is a town, `Chủ` begins `Chủ trì`."""
    names = (row["name"].lower() for table in ("provinces", "districts") for row in vocabulary.rows(table))
    return frozenset(name for name in names if " " not in name)


@cache
def _folded_names_by_word() -> dict[str, int]:
    """First word of a place -> the most words a place with that first word has."""
    longest: dict[str, int] = {}
    for name in _names():
        words = name.split()
        longest[words[0]] = max(longest.get(words[0], 0), len(words))
    return longest


def end_of_tail(text: str, folded: str, position: int, kind: str = "") -> int:
    """Where the words of place that begin at `position` end; `position` itself where there are none."""
    basic = (_BASIC.match(folded, position) if kind in {"bao_hiem", "cuc"}
             else _EVERYWHERE.match(folded, position) if kind == "ubnd" else None)
    if basic:
        return end_of_tail(text, folded, basic.end())
    peers = _PEERS.match(text, position)
    if peers:
        return peers.end()
    tail = _TAIL.match(folded, position)
    if tail is None or not _is_printed_place(text, folded, tail):
        slashed = _SLASHED.match(folded, position)
        return slashed.end() if slashed else _end_of_place(text, position)
    end = tail.end()
    if tail["forces"]:
        return end
    slashed = _SLASHED.match(folded, end) if tail["one"] else None
    if slashed:
        return slashed.end()
    if tail["one"] and kind in {"ubnd", "hdnd", "toa_an", "vien_kiem_sat"}:
        more = _LIST_AFTER_ONE.match(folded, end)
        if more and _is_printed_place(text, folded, more) and not _PROPER.match(text, more.end()):
            end = more.end()
    same = _SAME_LEVEL.match(text, end) if tail["one"] else None
    if same and not _PROPER.match(text, same.end()):
        end = same.end()
    if tail["region"] and (numbered := _NUMBERED_REGION.match(text, end)):
        end = numbered.end()
    region = _REGION.match(folded, end) if tail["many"] else None
    end = region.end() if region else end
    colon = _COLON.match(text, end) if tail["many"] else None
    end = colon.end() if colon and _end_of_place(text, colon.end()) > colon.end() else end
    end = _end_of_proper(text, end, many=bool(tail["many"]), listed=bool(_LISTED_PLACE.search(tail[0])))
    joined = _JOINED_PLACES.match(text, end) if tail["region"] and end > tail.end() else None
    if joined and fold(joined["first"]) not in _NOT_PLACES:
        end = joined.end()
    within = _WITHIN_TAIL.match(folded, end)
    if within:
        end = _end_of_place(text, within.end())
    return end


def _is_printed_place(text: str, folded: str, tail: regex.Match) -> bool:
    """`quận`, `xã` with their tone marks or with none at all: no `quân đội`, no `xa`."""
    for word in _SHORT_PLACE.finditer(folded, *tail.span()):
        printed = text[word.start():word.end()].lower()
        if printed not in (_ASCII_PLACES if printed.isascii() else _PRINTED_PLACES):
            return False
    return True


def _end_of_proper(text: str, position: int, many: bool, listed: bool) -> int:
    """After `tỉnh`: a name of the gazetteer; after `huyện`, `xã` also two capitalised words that it does not hold."""
    end = _end_of_place(text, position)
    if end == position:
        proper = _PROPER.match(text, position)
        if listed or proper is None or proper[1].split()[0].isupper() and len(proper[1].split()[0]) > 1 and not text.isupper():
            return position
        words = proper[1].split()[:2]
        if _is_no_place(words) or len(words) < 2 and not words[0].isdigit():
            return position
        end = proper.start(1) + len(" ".join(words)) if " ".join(words) in proper[0] else proper.end()
    end = _end_of_old_town(text, position, end)
    while (many and _small_place(text, position) and (following := _NEXT_PROPER.match(text, end))
           and not _is_no_place(following[1].split())):
        end = _end_of_old_town(text, position, following.end())
    while many and (following := _NEXT_PLACED.match(text, end)) and _end_of_place(text, following.end()) > following.end():
        end = _end_of_place(text, following.end())
    while many and (following := _NEXT_PROPER.match(text, end)) and _end_of_place(text, following.start(1) - 1) > following.start(1):
        end = _end_of_place(text, following.start(1) - 1)
    return end


def _end_of_old_town(text: str, place: int, end: int) -> int:
    """`phường Xuân Hương| - Đà Lạt`: wards since 2025 bear the name of their old town behind a dash; `place` is where the ward's begins."""
    dash = _DASH.match(text, end) if end > place and _small_place(text, place) else None
    town = _end_of_place(text, dash.end() - 1) if dash else 0
    return max(end, town) if dash and town >= dash.end() else end


def end_of_region(text: str, position: int) -> int:
    """Where the name of a region ends that begins behind `khu vực`: one of the gazetteer, else two words in capitals."""
    return _end_of_proper(text, position, many=False, listed=False)


def end_of_names(text: str, position: int) -> int:
    """Where the names of places end that begin behind `các xã`, `các huyện`: `các xã Lộc Bình, Lộc Thủy`."""
    return _end_of_proper(text, position, many=True, listed=False)


def _small_place(text: str, position: int) -> bool:
    """After `các xã`, `các phường`: the gazetteer holds no communes, so that their names go by their capitals."""
    return fold(text[max(0, position - 12) : position]).endswith((" xa", " phuong", " thon", " thi tran", " dac khu"))


_NOT_PLACES = {"so", "ban", "phong", "uy", "mat", "cuc", "cac", "bo", "ra", "phoi", "thuc", "to", "ngan", "dieu", "trien"}
"""First words of bodies and verbs that begin no name of a place, ..."""
_NO_PAIRS = {
    "trung": {"tam", "uong"}, "cong": {"an", "ty", "doan", "chuc", "bo", "thuong", "tac"},
    "chi": {"cuc", "nhanh", "hoi", "bo", "doan", "dao"},
    "doan": {"thanh", "kiem", "cong", "giam", "vien", "dai", "the"}, "lien": {"minh", "doan", "hiep", "nganh"},
    "tong": {"cong", "cuc", "lien", "hop"}, "van": {"phong", "hoa", "ban", "dong"},
    "bao": {"hiem", "tang", "cao", "dam", "ve"}, "de": {"nghi", "xuat", "an"}, "huong": {"dan", "ung"},
    "tham": {"muu", "gia", "dinh"}, "kiem": {"tra", "lam", "soat", "toan"}, "can": {"cu", "bo"},
    "chu": {"tri", "tich", "dong", "dau"}, "giao": {"so", "cho", "duc", "thong"}, "xay": {"dung"},
    "tiep": {"tuc", "nhan", "thu"},
    "hoi": {"nong", "lien", "cuu", "chu", "nguoi", "phu", "dong", "khuyen", "luat", "nha", "lam", "doanh", "bao", "van",
            "dong", "nan"},
}
"""... and those that begin one only before other words: `xã Trung Giang`, no `xã Trung tâm`."""


def _is_no_place(words: list[str]) -> bool:
    first, second = fold(words[0]), fold(words[1]) if len(words) > 1 else ""
    return first in _NOT_PLACES or first in _NO_PAIRS and (not second or second in _NO_PAIRS[first])


def _end_of_place(text: str, position: int) -> int:
    """After the white space at `position`: the longest name of the gazetteer, or `position`."""
    proper = _RUN.match(text, position)
    if proper is None:
        return position
    words = list(_LETTERS.finditer(proper[0]))
    most = _folded_names_by_word().get(fold(words[0][0]), 0)
    for size in range(min(most, len(words)), 0, -1):
        name = " ".join(word[0] for word in words[:size])
        known = fold(name) in _names() if size > 1 else name.lower() in _one_word_names()
        if known and all(word[0][0].isupper() for word in words[:size]):
            return position + words[size - 1].end()
    return position
