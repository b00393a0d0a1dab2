"""`citations`: every mention of another legal or administrative document with a code, and of laws without one."""
from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

import regex

from extractors.citations import issuers
from extractors.citations.misread import garbled
from extractors.citations.words import CODE, KINDS, LAW, LINK, NEXT_CODE, NEXT_OF_LIST, kind_of_symbol, law_name_end
from extractors.context import Context
from normalizers import dates, symbols
from normalizers.instruments import CITED
from normalizers.plain import fold
from normalizers.syllables import is_syllable
from pipeline.model.layout import Layout, Passage
from pipeline.model.record import Record

_PARTS = {"title", "title_note", "preamble", "body", "annex_title", "table"}
_SUBJECT = regex.compile(r"\s*,?\s*(?:về\s+việc|về|V/v|quy\s+định|phê\s+duyệt|ban\s+hành|hướng\s+dẫn|sửa\s+đổi)"
                         r"\s+[^;.]{3,240}?(?=\s*(?:[;.]|,\s+(?-i:\p{Lu})|\((?:sau|gọi)|$))", regex.IGNORECASE)
"""What the cited document is about, to the end of the mention: `về việc giao đất| (sau đây ...`, `, |Sở Y tế yêu cầu`."""
_SIGNED = regex.compile(r"\s*[,(]?\s*(?:ký\s+)?(?=ng[àa]y)", regex.IGNORECASE)
_OF_LAW = regex.compile(
    r"\s*(?:\(\s*(?:đã\s+)?(?:được\s+)?sửa\s+đổi[^()]{0,30}\)\s*)?(?:số\s*)?"
    r"(?:(?:đã\s+)?(?:được\s+)?Quốc\s+hội\b[^;.()]{0,60}?\bthông\s+qua\s+)?(?=ngày)"
    r"|\s*,\s*(?=ngày\s+\d{1,2}\s*[-/]\s*\d{1,2}\s*[-/]\s*\d{4}\s*(?:[;,.)]|và\b|$))"
)
"""Luật Ngân sách nhà nước >(sửa đổi) <ngày 20/5/1998; Luật Báo chí >đã được Quốc hội thông qua <ngày 28/12/1989; Luật Báo chí>,
<ngày 28/12/1989;"""
_ISSUED = regex.compile(r"\s*,?\s*(?:ban\s+hành|ký(?:\s+ban\s+hành)?)?\s*(?=ngày\s)")
"""Nghị định số 12/2010/NĐ-CP của Chính phủ >ban hành < ngày 26/2/2010"""
_TELLING = regex.compile(r"\p{L}[/-]\p{L}|/QH\d")
_COMPARED = regex.compile(r"(?:19|20)\d\d/(?:[ƯU]?TH|[ƯU]TH?|KH|DT|CK)")
"""So sánh KH 2015/ƯTH 2014: plan against result, at the head of a column"""
_NUMBERED = regex.compile(r"\bsố\s*:?\s*$", regex.IGNORECASE)
_NEAR = 12
"""Letters before a code in which the word `số` stands."""
_LONGEST_LAW = 260
_NUMBER_WORD = regex.compile(r"\s*(?:số\s*:?\s*)?", regex.IGNORECASE)
_STRAY = regex.compile(r"(?<=\p{Lu}[-–])[:.,;'](?=\s?\p{Lu})")
"""A speck behind the hyphen of a code: `1956/QĐ-: TTg`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation(Record):
    """A row of `citations`. `date` and `issuer` are only what is printed with this mention."""

    kind: str
    code: str | None
    date: datetime.date | None
    issuer: str | None
    subject: str | None


@dataclass(slots=True)
class _Mention:
    start: int
    end: int
    kind: str
    code: str | None
    rule: str
    worded: bool
    date: datetime.date | None = None
    issuer: str | None = None
    subject: str | None = None
    list_issuer: str | None = None  # told before a list of codes


def extract(layout: Layout, context: Context) -> tuple[Citation, ...]:
    """One row per mention, in reading order; the document's own letterhead is no mention."""
    found = []
    for passage in layout.passages:
        if passage.part not in _PARTS:
            continue
        for mention in _mentions(passage.reading, layout.was_read(passage)):
            found.append(_row(layout, passage, mention))
    return tuple(found)


def _row(layout: Layout, passage: Passage, mention: _Mention) -> Citation:
    quote = layout.quote(*passage.span(mention.start, mention.end))
    sure = 0.5 if mention.rule == "code_garbled" else 0.97 if mention.worded else 0.8
    read = quote.confidence
    if read is not None and mention.code:
        number, sign, symbol = _symbol_of(mention.code)
        code = f"{number}{sign}{symbols.repaired(symbol)}"
        sure = sure if code == mention.code else min(sure, 0.75)
        mention.code = code
    return Citation(
        quote=quote, heading=passage.heading, rule=mention.rule,
        confidence=sure if read is None else min(sure, 0.25 + 0.75 * read), kind=mention.kind, code=mention.code,
        date=mention.date, issuer=mention.issuer, subject=mention.subject,
    )


def _symbol_of(code: str) -> tuple[str, str, str]:
    """`30a/2008/NQ-CP` -> (`30a/2008`, `/`, `NQ-CP`)."""
    split = regex.match(r"(\d+[a-zA-ZđĐ]?(?:/(?:19|20)\d\d)?)([-/])(.*)", code)
    return (split[1], split[2], split[3]) if split else (code, "", "")


def _begins_with_word(code: str) -> bool:
    """`dự án 2 - Dự án 3`: what stands behind the number is a word, no letters of a code."""
    first = regex.search(r"\p{L}+", _symbol_of(code)[2])
    return first is not None and is_syllable(first[0]) and not first[0].isupper()


def _mentions(text: str, read: bool) -> list[_Mention]:
    """Mentions in one passage. A date or issuer after the last code of a list holds for the whole list. `read`: from a picture."""
    text = _STRAY.sub(" ", text) if read else text
    coded = list(_coded(text))
    for found in garbled(text) if read else ():
        coded = [m for m in coded if m.end <= found.number or found.end < m.start]
        coded.append(_Mention(found.start, found.end, found.kind, found.code, "code_garbled", True))
    coded.sort(key=lambda mention: mention.start)
    for index in range(len(coded) - 1, -1, -1):
        mention = coded[index]
        _after(text, mention)
        following = coded[index + 1] if index + 1 < len(coded) else None
        if following and not following.worded and following.kind == mention.kind and LINK.fullmatch(text[mention.end : following.start]):
            mention.date = mention.date or following.date
            mention.issuer = mention.issuer or following.issuer
    _share_issuer(text, coded)
    taken = [(m.start, m.end) for m in coded]
    laws = [m for m in _laws(text) if not any(a < m.end and m.start < b for a, b in taken)]
    return sorted([*coded, *laws], key=lambda m: m.start)


def _coded(text: str) -> Iterator[_Mention]:
    """`Quyết định số 1389/QĐ-TTg`; in a row of codes the kind word of the first holds for all."""
    last: _Mention | None = None
    for match in CODE.finditer(text):
        code = regex.sub(r"\s+", "", match["code"]).replace("–", "-")
        if _begins_with_word(code) or _COMPARED.fullmatch(code):
            continue
        kind, start = _kind_before(text, match.start())
        worded = kind is not None
        linked = (last is not None and kind_of_symbol(code) in {None, "van_ban", last.kind}
                  and NEXT_CODE.fullmatch(text[last.end : match.start()]))
        listed_on = (last is not None and kind_of_symbol(code) in {None, "van_ban"}
                     and NEXT_OF_LIST.fullmatch(text[last.end : match.start()]))
        if kind is None and (linked or listed_on):
            kind, start = last.kind, match.start("code")
        listed = issuers.before_list(text, match.start()) if kind is None else None
        if listed:
            kind, start, issuer = listed
        elif kind is None:
            kind, start = kind_of_symbol(code), match.start()
            at = match.start("code")
            if kind is None or not (_TELLING.search(code) or _NUMBERED.search(text, max(0, at - _NEAR), at)):
                continue
        last = _Mention(start, match.end(), kind, code, "code_after_kind" if worded or listed else "code_alone",
                        worded or listed is not None, list_issuer=issuer if listed else None)
        yield last


def _share_issuer(text: str, coded: list[_Mention]) -> None:
    """The issuer told before a list holds for its codes, whatever date and subject stand between them."""
    issuer, end = None, 0
    for mention in coded:
        if mention.worded or not NEXT_OF_LIST.fullmatch(text[end : mention.start]):
            linked = not mention.worded and LINK.fullmatch(text[end : mention.start])
            issuer = mention.list_issuer or (issuer if linked else None)
        mention.issuer = mention.issuer or issuer
        end = mention.end


def _kind_before(text: str, end: int) -> tuple[str | None, int]:
    """The kind word right before a code: `Nghị quyết`, `QĐ`, `Luật Đấu thầu`; (None, end) without one."""
    window = text[max(0, end - 60) : end]
    folded = fold(window)
    if len(folded) != len(window):
        return None, end
    for match in KINDS.finditer(folded):
        return CITED[match["kind"]], end - len(window) + match.start("kind")
    return _law_before(text, end)


def _law_before(text: str, end: int) -> tuple[str | None, int]:
    """The law whose name ends before its number: `Luật Đấu thầu số`, one that changes others with their names."""
    begin = max(0, end - _LONGEST_LAW)
    law = None
    for law in LAW.finditer(text[begin:end]):
        name = begin + law.end()
        if _NUMBER_WORD.fullmatch(text, name + law_name_end(text[name : end + _NEAR]), end):
            return "luat", begin + law.start()
    if law and end - begin - law.end() < 60 and regex.fullmatch(r"[\p{L}\s,-]*", text[begin + law.end() : end]):
        return "luat", begin + law.start()
    return None, end


def _date_at(text: str, at: int) -> tuple[datetime.date | None, int] | None:
    """The date printed at an offset, None where a part of it is missing, and where it ends; None where no date stands there."""
    start, end, value = next(iter(dates.find(text[at : at + 40])), (1, 0, None))
    if start != 0:
        return None
    return datetime.date(value.year, value.month, value.day) if value.day and value.month and value.year else None, at + end


def _after(text: str, mention: _Mention) -> None:
    """Date, issuer and subject printed after the code; the mention's end moves behind date and issuer."""
    at = mention.end
    signed = _SIGNED.match(text, at)
    if signed and (dated := _date_at(text, signed.end())):
        mention.date, at = dated
    mention.end = at
    told = issuers.behind(text, at, text[mention.start : at], mention.code)
    if told:
        mention.issuer, mention.end = told
        at = mention.end
    elif mention.worded:
        mention.issuer = issuers.before(text[: mention.start], text[mention.start : at], mention.code)
    late = _ISSUED.match(text, at) if mention.issuer and mention.date is None else None
    if late and (dated := _date_at(text, late.end())):
        mention.date, mention.end = dated
        at = mention.end
    subject = _SUBJECT.match(text, at)
    mention.subject = subject[0].strip(" ,") if subject else None


def _laws(text: str) -> Iterator[_Mention]:
    """`Luật Bảo hiểm y tế`, `luật Tố tụng hành chính`, with a date where one follows; never `pháp luật`, `Luật này`."""
    past = 0
    for match in LAW.finditer(text):
        end = match.end()
        taken = law_name_end(text[end : end + 400])
        if taken == 0 or match.start() < past:
            continue
        past = end + taken
        mention = _Mention(match.start(), end + taken, "luat", None, "law_by_name", text[match.start()].isupper())
        signed = _OF_LAW.match(text, mention.end)
        if signed and (dated := _date_at(text, signed.end())) and dated[0]:
            mention.date, mention.end = dated
        yield mention

