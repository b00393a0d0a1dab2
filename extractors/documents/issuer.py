"""Who issued the document, its level and place (Nghị định 30/2020/NĐ-CP, Phụ lục I, II.2)."""
from __future__ import annotations

import datetime
from typing import NamedTuple

import regex

from extractors.documents.date import Issued
from extractors.documents.letterhead import organisations
from extractors.documents.places import BARE_KIND, Place, place_of
from normalizers import Unreadable, agencies, places
from normalizers.agencies import heads
from normalizers.agencies.naming import officer_end
from normalizers.instruments import is_enacting_authority
from normalizers.plain import fold
from pipeline.model.layout import Layout

_CENTRAL = regex.compile(r"^(?:thu tuong|chinh phu|quoc hoi|bo(?! chi huy| tu lenh)|tong cuc"
                         r"|van phong (?:chinh phu|quoc hoi|trung uong)|uy ban thuong vu|chu tich nuoc|"
                         r"ban chap hanh trung uong|ban bi thu|bo chinh tri|uy ban dan toc"
                         r"|(?:ban chi dao|uy ban|hoi dong) (?:quoc gia|trung uong)|thanh tra chinh phu|dang cong san)"
                         r"\b")
_IN_TEXT = regex.compile(r"\b(?P<kind>[Tt]ỉnh|huyện|[Tt]hành phố|thị xã|quận)\s+(?P<name>\p{Lu}\p{L}*(?:[ -]+\p{Lu}\p{L}*){0,3})")
_ISSUED_BY = regex.compile(r"\bcủa\s+(?P<who>\p{Lu}[^().;]{2,90}?)\s*[).]*\s*$")
"""`(Ban hành kèm theo Quyết định số ... ngày ... của Ủy ban nhân dân tỉnh Hà Nam)`"""
_COUNTED = 200_000
"""Characters of the text in which names of places are counted: enough to tell which province a district is in."""


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


def read_issuer(layout: Layout, symbol: str | None, issued: Issued) -> Issuer:
    """From the letterhead; without one from the deciding authority, the note under the title, the symbol and the place of issue."""
    on = issued.whole or (datetime.date(issued.year, issued.month or 1, 1) if issued.year else None)
    names, place, superior = organisations(layout)
    if not names:
        names, place = _without_letterhead(layout, symbol, issued, on)
    if place is None and heads.at_start(names[0] if names else "") == "so":
        place = next((p for p in _candidates(issued.place, on) if _province(p.name, on)), None) if issued.place else None
        names = [f"{BARE_KIND.sub('', name)} {place.kind} {place.name}" for name in names] if place else names
    office = _office_of(symbol)
    if office and place and len(names) == 1 and fold(names[0]).startswith("uy ban nhan dan"):
        names = [f"{office} {place.kind} {place.name}"]
    if not names:
        return _placed(Issuer(), None, layout, issued, on)
    central = _CENTRAL.match(fold(names[0])) or (place is None and (_CENTRAL.match(fold(superior)) or fold(names[0]).startswith("cuc ")))
    level = "central" if central else _level(place, names, on)
    return _placed(Issuer("; ".join(names), level), place, layout, issued, on)


def _office_of(symbol: str | None) -> str | None:
    """The department that a symbol ends with (`KH-SYT` -> `Sở Y tế`), where the letterhead's line of it was lost."""
    token = regex.search(r"-(S\p{Lu}{1,7})$", symbol or "")
    if not token:
        return None
    name = agencies.canonical(token[1])
    return name if name.startswith("Sở ") else None


def _without_letterhead(layout: Layout, symbol: str | None, issued: Issued, on: datetime.date | None) -> tuple[list[str], Place | None]:
    """Who decides, who put the plan into force, or (`KH-UBND` and `Hà Nam, ngày ...`) the People's Committee of the place of issue."""
    for passage in layout.passages[:60]:
        if passage.part in {"preamble", "body"} and is_enacting_authority(passage.text) and len(passage.text) < 90:
            return _full_name(passage.text)
        noted = [m["who"] for m in _ISSUED_BY.finditer(passage.text, overlapped=True)] if passage.part == "title_note" else []
        if who := next((who for who in noted if heads.at_start(who[officer_end(who) :].strip())), None):
            return _full_name(who)
    body = regex.search(r"(UBND|HĐND)$", symbol or "")
    for place in _candidates(issued.place, on) if body and issued.place else []:
        return [f"{'Ủy ban nhân dân' if body[1] == 'UBND' else 'Hội đồng nhân dân'} {place.kind} {place.name}"], place
    return [], None


def _full_name(printed: str) -> tuple[list[str], Place | None]:
    name = printed.strip(" .,")
    name = name[officer_end(name) :].strip()
    place = place_of(name)
    stem = (name[: fold(name).rfind(fold(f"{place.kind} {place.name}"))] if place
            and fold(f"{place.kind} {place.name}") in fold(name) else name)
    words = stem.strip().lower() if stem.upper() == stem else stem.strip()
    if not regex.search(r"\p{L}", words) or heads.at_start(words) is None:
        return [], None
    own = agencies.canonical(words[:1].upper() + words[1:])
    own = regex.sub(r"\s+(?:tỉnh|huyện|thành phố)$", "", own) if not (place and stem != name) else own
    return [f"{own} {place.kind} {place.name}" if place and stem != name else own], place


def _candidates(name: str, on: datetime.date | None) -> list[Place]:
    found = []
    for read in (places.province, places.province_of_district):
        try:
            value = read(name, on)
        except Unreadable:
            continue
        value = value[0] if isinstance(value, tuple) and not hasattr(value, "kind") else value
        found.append(Place(value.kind, value.name))
    return found


def _level(place: Place | None, names: list[str], on: datetime.date | None) -> str | None:
    if place is None:
        return "province" if fold(names[0]).startswith(("so ", "tinh uy", "tinh doan")) else None
    if place.kind in {"xã", "phường", "thị trấn", "đặc khu"}:
        return "commune"
    if place.kind == "tỉnh" or (place.kind == "thành phố" and _is_province(place.name, on)):
        return "province"
    return "district" if place.kind in {"huyện", "quận", "thị xã", "thành phố"} else None


def _is_province(name: str, on: datetime.date | None) -> bool:
    province = _province(name, on)
    return province is not None and province.kind == "thành phố"


def _placed(issuer: Issuer, place: Place | None, layout: Layout, issued: Issued, on: datetime.date | None) -> Issuer:
    """The issuer with province and district filled in from the gazetteer."""
    if issuer.level == "central":
        return issuer
    province = district = None
    if place and issuer.level == "province":
        province = _province(place.name, on)
    elif place and issuer.level == "district":
        district, province = _district([f"{place.kind} {place.name}"], layout, on)
        if district is None and places.is_district(f"{place.kind} {place.name}"):  # of several provinces, none of them named
            return issuer._replace(district=place.name)
    elif issuer.level == "commune":
        district, province = _district(_named_in_text(layout, {"huyện", "thị xã", "quận"}), layout, on)
    if province is None and issuer.level != "district":
        province = next((p for p in (_province(n, on) for n in [issued.place or "", *_provinces_in_text(layout)]) if p), None)
    return issuer._replace(
        level=issuer.level, province=province and province.name, province_code=province and province.code,
        province_2025=province and province.name_2025, province_code_2025=province and province.code_2025,
        district=district and district.name, district_code=district and district.code,
    )


def _province(name: str, on: datetime.date | None) -> places.Province | None:
    try:
        return places.province(name, on)
    except Unreadable:
        return None


def _district(names: list[str], layout: Layout, on: datetime.date | None) -> tuple[places.District | None, places.Province | None]:
    """The first of the districts that is known, and its province; where several have the name, the province that the text names most."""
    for name in [*names, *(n.partition(" ")[2] for n in names if not n.startswith(("thị xã", "thành phố")))]:
        for province in [None, *_provinces_in_text(layout)]:
            try:
                return places.province_of_district(name, on, province)
            except Unreadable:
                continue
    return None, None


def _provinces_in_text(layout: Layout) -> list[str]:
    """Provinces and cities under the central government, without their kind, the commonest first."""
    names = [name.removeprefix("tỉnh ").removeprefix("thành phố ") for name in _named_in_text(layout, {"tỉnh", "thành phố"})]
    return [name for name in names if _province(name, None)]


def _named_in_text(layout: Layout, kinds: set[str]) -> list[str]:
    """Names after `tỉnh`, `huyện` ..., with that word, the commonest first."""
    counts: dict[str, int] = {}
    for match in _IN_TEXT.finditer(layout.text, 0, _COUNTED):
        if match["kind"].lower() in kinds:
            name = " ".join([match["kind"].lower(), *match["name"].split()])
            counts[name] = counts.get(name, 0) + 1
    return sorted(counts, key=lambda name: (-counts[name], name))[:5]
