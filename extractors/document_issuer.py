"""Who issued the document: the organisation of the letterhead in full, its level and place (Nghị định 30/2020/NĐ-CP, Phụ lục I, II.2)."""
from __future__ import annotations

import datetime
from typing import NamedTuple

import regex

from extractors.document_date import Issued
from extractors.document_signature import Signature
from normalizers import Unreadable, agencies, places
from normalizers.instruments import is_enacting_authority
from normalizers.plain import fold
from pipeline.model.layout import Layout

_HEAD = regex.compile(
    r"^(?:uy ban nhan dan|ubnd|hoi dong nhan dan|hdnd|so|ban|phong|bo|chi cuc|cuc|tong cuc|trung tam|benh vien|truong|van phong|thanh tra|cong an|tinh uy|"
    r"huyen uy|thanh uy|dang uy|tinh doan|hoi|doan|lien minh|uy ban mat tran|mat tran|toa an|vien kiem sat|kho bac|ngan hang|bao hiem|dai|bao|thu tuong|"
    r"chinh phu|quoc hoi|uy ban|bo chi huy|chu tich|giam doc|thanh doan|quan uy|thi uy|lien doan|hoc vien|vien|nha)\b"
)
_PLACED = regex.compile(r"\b(?<!va )(?P<kind>tinh|thanh pho|tp\.?|huyen|quan|thi xa|tx\.?|xa(?! hoi\b)|phuong|thi tran)\s+(?P<name>[\w .'-]+?)\s*$")
_KINDS = {"tinh": "tỉnh", "thanh pho": "thành phố", "tp": "thành phố", "huyen": "huyện", "quan": "quận", "thi xa": "thị xã", "tx": "thị xã", "xa": "xã",
          "phuong": "phường", "thi tran": "thị trấn"}
_CENTRAL = regex.compile(r"^(?:thu tuong|chinh phu|quoc hoi|bo|tong cuc|van phong chinh phu|uy ban thuong vu|chu tich nuoc|ban chap hanh trung uong|van phong quoc hoi)\b")
_IN_TEXT = regex.compile(r"\b(?P<kind>tỉnh|huyện|thành phố|thị xã|quận)\s+(?P<name>\p{Lu}\p{L}*(?:[\s-]+\p{Lu}\p{L}*){0,3})")


class Issuer(NamedTuple):
    """Full name (two joined by `; `), level and place with codes at the date of issue and after July 2025."""

    issuer: str | None = None
    level: str | None = None
    province: str | None = None
    province_code: str | None = None
    province_2025: str | None = None
    province_code_2025: str | None = None
    district: str | None = None
    district_code: str | None = None


class _Place(NamedTuple):
    kind: str
    name: str


def read_issuer(layout: Layout, symbol: str | None, issued: Issued, signature: Signature) -> Issuer:
    """From the letterhead; without one from the symbol, the place of issue and the deciding authority."""
    on = issued.whole or (datetime.date(issued.year, issued.month or 1, 1) if issued.year else None)
    names = _organisations(layout) or _from_symbol(layout, symbol, issued, on)
    if not names:
        return _placed(Issuer(), None, layout, issued, on)
    head = fold(names[0])
    place = _place_of(names[-1]) or _place_of(names[0])
    level = "central" if _CENTRAL.match(head) else _level(place, names, issued, on)
    return _placed(Issuer("; ".join(names), level), place, layout, issued, on)


def _organisations(layout: Layout) -> list[str]:
    """Names of the issuing organisations, the superior's place added to a department's own name."""
    found: list[str] = []
    for index in layout.parts.issuer:
        text = regex.sub(r"\s+", " ", layout.passages[index].text).strip(" -–_*.")
        if not text or regex.match(r"^(?:v/v|so\b\s*:)", fold(text)) or fold(text).startswith("ve viec"):
            continue
        if not found or (_HEAD.match(fold(text)) and not _goes_on(found[-1])):
            found += [p for p in regex.split(r"\s+[-–]\s+(?=(?:SỞ|BAN|BỘ|CỤC|HỘI|CÔNG AN)\b)", text) if p]
        else:
            found[-1] += " " + text
    if not found:
        return []
    own = [n for n in found if not _is_superior(n)] or found[-1:]
    superior = next((n for n in found if _is_superior(n) and n not in own), None)
    place = _place_of(superior) if superior else None
    return [_full(name, place) for name in own]


def _goes_on(name: str) -> bool:
    """A name whose line ends before it is whole: `SỞ LAO ĐỘNG - THƯƠNG BINH`, `SỞ VĂN HÓA, THỂ THAO VÀ`."""
    return bool(regex.search(r"(?:[-–,]|\b(?:va|cua|cac|thuoc))\s*$", fold(name)))


def _is_superior(name: str) -> bool:
    """`UBND TỈNH KIÊN GIANG` above `SỞ Y TẾ`."""
    return bool(regex.match(r"^(?:uy ban nhan dan|ubnd)\b", fold(name)))


def _full(name: str, superior: _Place | None) -> str:
    """`SỞ Y TẾ` below Kiên Giang -> `Sở Y tế tỉnh Kiên Giang`; `UBND HUYỆN X` -> `Ủy ban nhân dân huyện X`."""
    place = _place_of(name)
    if place:
        stem = _stem(name)
        return f"{agencies.canonical(_sentence(stem))} {place.kind} {place.name}".strip()
    own = agencies.canonical(_sentence(name))
    if regex.search(r"\b(?:tỉnh|huyện|thành phố)$", own):
        own = own.rsplit(" ", 1)[0]
    return f"{own} {superior.kind} {superior.name}" if superior else own


def _stem(name: str) -> str:
    """The name without its place words at the end."""
    match = _PLACED.search(fold(name))
    return name[: match.start()].strip() if match else name


def _sentence(name: str) -> str:
    """Capitals to the case of running text: first letter large, the rest small; known names get theirs from the gazetteer."""
    lowered = name.lower()
    return lowered[:1].upper() + lowered[1:] if name.upper() == name else name


def _place_of(name: str | None) -> _Place | None:
    """The place words that end a name: `... TỈNH BẮC KẠN` -> (tỉnh, Bắc Kạn), spelled as in the gazetteer."""
    match = _PLACED.search(fold(name)) if name else None
    if match is None:
        return None
    kind = _KINDS[match["kind"].rstrip(".")]
    printed = name[match.start("name") : match.end("name")].strip()
    try:
        if kind == "tỉnh":
            return _Place(kind, places.province(printed).name)
        if kind == "thành phố":
            try:
                return _Place(kind, places.province(printed).name)
            except Unreadable:
                pass
        if kind in {"huyện", "quận", "thị xã", "thành phố"}:
            return _Place(kind, places.province_of_district(f"{kind} {printed}")[0].name)
    except Unreadable:
        pass
    return _Place(kind, _titled(printed))


def _titled(name: str) -> str:
    return " ".join(w[:1].upper() + w[1:].lower() for w in name.split())


def _from_symbol(layout: Layout, symbol: str | None, issued: Issued, on: datetime.date | None) -> list[str]:
    """No letterhead: `KH-UBND` and `Bắc Giang, ngày ...` -> the People's Committee of that place."""
    named = [p.text for p in layout.passages if p.part in {"preamble", "body"} and instrument_line(p.text)][:1]
    if named:
        return [_full(regex.sub(r"^(?:CHỦ TỊCH|GIÁM ĐỐC|CHỦ NHIỆM|TRƯỞNG BAN|TRƯỞNG PHÒNG)\s+", "", named[0]), None)]
    body = regex.search(r"(UBND|HĐND)$", symbol or "")
    if not body or not issued.place:
        return []
    name = "Ủy ban nhân dân" if body[1] == "UBND" else "Hội đồng nhân dân"
    for place in _candidates(issued.place, on):
        return [f"{name} {place.kind} {place.name}"]
    return []


def instrument_line(text: str) -> bool:
    """`ỦY BAN NHÂN DÂN TỈNH BẮC KẠN` on a line of its own: who decides."""
    return is_enacting_authority(text) and len(text) < 90


def _candidates(name: str, on: datetime.date | None) -> list[_Place]:
    found = []
    for read, kind in ((places.province, None), (places.province_of_district, None)):
        try:
            value = read(name, on)
        except Unreadable:
            continue
        value = value[0] if isinstance(value, tuple) and not hasattr(value, "kind") else value
        found.append(_Place(value.kind, value.name))
    return found


def _level(place: _Place | None, names: list[str], issued: Issued, on: datetime.date | None) -> str | None:
    if place is None:
        return "province" if fold(names[0]).startswith(("so ", "tinh uy", "tinh doan")) else None
    if place.kind in {"xã", "phường", "thị trấn"}:
        return "commune"
    if place.kind == "tỉnh":
        return "province"
    if place.kind == "thành phố" and _is_province(place.name, on):
        return "province"
    return "district"


def _is_province(name: str, on: datetime.date | None) -> bool:
    try:
        return places.province(name, on).kind == "thành phố"
    except Unreadable:
        return False


def _placed(issuer: Issuer, place: _Place | None, layout: Layout, issued: Issued, on: datetime.date | None) -> Issuer:
    """The issuer with province and district filled in from the gazetteer."""
    if issuer.level == "central":
        return issuer
    province = district = None
    if place and issuer.level == "province":
        province = _province(place.name, on)
    elif place and issuer.level == "district":
        district, province = _district(place, layout, on)
    if province is None and issuer.level != "district":
        province = next((p for p in (_province(n, on) for n in [issued.place or "", *_named_in_text(layout, "tỉnh")]) if p), None)
    return issuer._replace(
        level=issuer.level, province=province and province.name, province_code=province and province.code, province_2025=province and province.name_2025,
        province_code_2025=province and province.code_2025, district=district and district.name, district_code=district and district.code,
    )


def _province(name: str, on: datetime.date | None) -> places.Province | None:
    try:
        return places.province(name, on)
    except Unreadable:
        return None


def _district(place: _Place, layout: Layout, on: datetime.date | None) -> tuple[places.District | None, places.Province | None]:
    """The district's province; where several districts have the name, the province that the text names most."""
    for province in [None, *_named_in_text(layout, "tỉnh")]:
        try:
            return places.province_of_district(f"{place.kind} {place.name}", on, province)
        except Unreadable:
            continue
    return None, None


def _named_in_text(layout: Layout, kind: str) -> list[str]:
    """Names after `tỉnh`, the commonest first."""
    counts: dict[str, int] = {}
    for match in _IN_TEXT.finditer(layout.text):
        if match["kind"] == kind:
            counts[match["name"]] = counts.get(match["name"], 0) + 1
    return sorted(counts, key=lambda name: (-counts[name], name))[:5]
