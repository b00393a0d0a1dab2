"""The lines of a signature block: in whose name, in which office, who (Nghị định 30/2020/NĐ-CP, điều 13 and Phụ lục I, II.7)."""
from __future__ import annotations

import regex

from normalizers import vocabulary
from normalizers.instruments import is_capitals
from normalizers.nearest import nearest
from normalizers.plain import fold
from normalizers.syllables import is_syllable

_ROWS = vocabulary.rows("officers")
HEADS = tuple(row["title"].upper() for row in _ROWS if row["signs"] == "head")
"""Heads of bodies, who have deputies: `CHỦ TỊCH`, `GIÁM ĐỐC`."""
_OTHERS = tuple(row["title"].upper() for row in _ROWS if row["signs"] == "office")
BODIES = ("ỦY BAN NHÂN DÂN", "HỘI ĐỒNG NHÂN DÂN", "BAN THƯỜNG VỤ", "BAN CHẤP HÀNH", "BAN CHỈ ĐẠO", "THƯỜNG TRỰC", "CHÍNH PHỦ")
"""Bodies in whose name is signed: what stands after `TM.`"""
_SPELLED = (*HEADS, *(f"PHÓ {head}" for head in HEADS), *_OTHERS, *BODIES)
_DEPUTY = {f"PHÓ {head}": head for head in HEADS}

_POSITION = regex.compile(r"^(?:quyen )?(?:pho |p\. ?)?\L<offices>\b", offices=[fold(office) for office in (*HEADS, *_OTHERS)])
_ABBREVIATION = r"(?:TM|KT|TL|TUQ|T[./]M|K[./]T|T[./]L|Q)"
_AUTHORITY = regex.compile(rf"^\s*{_ABBREVIATION}\s*[.,:/]?\s+?\p{{Lu}}|^\s*(?!Q){_ABBREVIATION}[.,/]\p{{Lu}}")
_SIGN = regex.compile(rf"^\s*(?P<sign>{_ABBREVIATION})\s*[.,:/]*\s*(?P<rest>.*)$")
_DEGREES = r"(?:(?:GS|PGS|TS|ThS|BS|BSCKI{1,2}|CKI{1,2}|Bs|Ths|Ts|DS|LS|KS|CN|(?:Thiếu|Trung|Thượng|Đại) (?:úy|uý|tá|tướng))[.\s]+)*"
"""Degrees, and ranks of soldiers and police, before the name."""
_PERSON = regex.compile(
    rf"^(?!(?:Chương|Phần|Mục|Điều|Phụ|Biểu|Nơi|Lưu|Mẫu|Bảng)\b){_DEGREES}"
    r"(?P<name>(?:\p{Lu}\p{Ll}+|[AY]|[HK]['’]\p{L}+)(?:\s+\p{Lu}(?:['’]?\p{L})*){1,4})\s*$"
)
"""Also names of the Central Highlands: `Y Bhiông Niê`, `A Brek`, `H'Len Kđoh`, `Điểu K'Lân`."""


def is_authority(line: str) -> bool:
    """`TM. ỦY BAN NHÂN DÂN`, `KT. CHỦ TỊCH`, `TL.GIÁM ĐỐC`."""
    return bool(_AUTHORITY.match(line))


def is_position(line: str) -> bool:
    """Whether the line, in capitals, is a signer's office: `PHÓ CHỦ TỊCH`."""
    return is_capitals(line) and bool(_POSITION.match(fold(line).strip(" .,")))


def signs(line: str) -> bool:
    """Whether a line names in whose name or in which office is signed."""
    return is_authority(line) or is_position(line)


def authority(line: str) -> tuple[str, str] | None:
    """`K/T GIÁM ĐỐC` -> (`KT`, `GIÁM ĐỐC`): the abbreviation and what follows it."""
    found = _SIGN.match(line) if is_authority(line) else None
    return (regex.sub(r"[./]", "", found["sign"]), found["rest"]) if found else None


def person(line: str) -> str | None:
    """A signer's name without degrees: `ThS. Lò Thị Ánh` -> `Lò Thị Ánh`."""
    found = _PERSON.match(line.strip())
    return found["name"] if found and not found["name"].isupper() else None


def person_in_capitals(line: str) -> str | None:
    """`TRIỆU VĂN LẬP` -> `Triệu Văn Lập`: a line of capitals that is a name with a family name; None for offices and bodies."""
    words = [word.capitalize() for word in line.strip().split()]
    return " ".join(words) if line.isupper() and not is_position(line) and is_name(words) and is_family(words[0]) else None


def is_name(words: list[str]) -> bool:
    """Whether the words can be a Vietnamese person's name: two to five syllables, each with a capital, the first no middle name."""
    shaped = (2 <= len(words) <= 5
              and all(w.isalpha() and w[0].isupper() and (w[1:].islower() or len(w) == 1) and is_syllable(w)
                      for w in words))
    return shaped and not lacks_family_name(words[0])


def lacks_family_name(first: str) -> bool:
    """`Văn Phúc`: a name that begins with one of the two middle names that everyone knows has lost its family name."""
    return fold(first) in {"van", "thi"} and not is_family(first)


def is_family(word: str) -> bool:
    return word in family_names()


def family_names() -> tuple[str, ...]:
    """Nearly every Vietnamese family name, with a capital."""
    return vocabulary.column("family_names", "name")


def middle_names() -> tuple[str, ...]:
    """Usual words between family name and last name."""
    return vocabulary.column("middle_names", "name")


def cased(words: list[str]) -> list[str]:
    """`HÀ Văn Phúc` -> `Hà Văn Phúc`: a page reader takes a short word in bold for capitals."""
    mixed = any(w[1:].islower() for w in words)
    return [w.capitalize() if mixed and len(w) <= 3 and w.isupper() else w for w in words]


def spelled(text: str) -> str | None:
    """The office or body that a line of capitals was meant to be, as it is spelled: `GIÁM ĐÓC` -> `GIÁM ĐỐC`; None without one."""
    return nearest(text, _SPELLED) if is_capitals(text) else None


def head_of(deputy: str) -> str | None:
    """`PHÓ GIÁM ĐỐC` -> `GIÁM ĐỐC`."""
    return _DEPUTY.get(deputy)
