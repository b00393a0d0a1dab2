"""Stamps told apart from the text: visible signatures, incoming mail, urgency and secrecy marks.

Source of the words of signatures: Nghị định 30/2020/NĐ-CP, Phụ lục I (the digital signature's own image with `Ký bởi`, `Thời gian ký`).
"""
from __future__ import annotations

import regex

from pipeline.model.document import BBox, Line, Page
from pipeline.stages.read.stamp_words import ARRIVED, DETAILS, MAIL, URGENCY

# Ký bởi: Cổng Thông tin điện tử Chính phủ   Thời gian ký: 12.03.2021 16:30:21 +07:00
_SIGNED = regex.compile(
    r"""(?ix) ^ (?: (?:ký|kí)\ (?:bởi|số\ bởi|điện\ tử\ bởi|số\ ngày) | được\ (?:ký|kí)\ (?:bởi|số)
      | người\ (?:ký|kí)\s*: | thời\ gian\ (?:ký|kí) | ngày\ (?:ký|kí)\s*: | giờ\ (?:ký|kí)\s*:
      | digitally\ signed | signature\ (?:valid|not\ verified) | signing\ (?:date|time) | date\s*:\ \d{4}[./-]\d{2} )"""
)
_DETAIL = regex.compile(r"(?i)^(?:cơ quan|tổ chức|đơn vị|email|e-mail|chức vụ|lý do|reason|location|thời gian|ngày|giờ)\s*:")
_CONTINUED = regex.compile(
    r"(?i)^(?:[\w.+-]+@[\w.-]+|\d{1,2}[./-]\d{1,2}[./-]\d{4}(?:[ ,]+\d{1,2}:\d{2}(?::\d{2})?)?(?:[ ]*[+-]\d{2}:?\d{2})?"
    r"|\d{1,2}:\d{2}:\d{2}(?:[ ]*[+-]\d{2}:?\d{2})?|[+-]\d{2}:\d{2})$"
)
_INCOMING = regex.compile(rf"(?i)^(?:(?:{'|'.join(MAIL)}) ?)?{ARRIVED}(?:\s+số\b.*|\s*:.*)?$")
_INCOMING_DETAIL = regex.compile(rf"(?i)^(?:{ARRIVED} )?(?:{'|'.join(DETAILS)})(?: {ARRIVED}| số)?\s*:")
_URGENT = regex.compile(r"\L<marks>\W*", marks=[*URGENCY, *(mark.replace("HỎA", "HOẢ") for mark in URGENCY)])
_TOP = 0.45
"""Incoming and urgency stamps stand in the upper part of a page."""


def set_apart(page: Page) -> Page:
    """The page with the lines of its stamps moved from `lines` to `stamps`. Grids keep their places."""
    return page.apart(_signed(page.lines) | _incoming(page) | _urgent(page), "stamps")


def _signed(lines: tuple[Line, ...]) -> set[int]:
    """Lines of visible signatures: their labels, and what belongs to a label by its place right below."""
    marked = {i for i, line in enumerate(lines) if _SIGNED.search(line.text)}
    if not marked:
        return marked
    for i, line in enumerate(lines):
        near = [j for j in marked if abs(i - j) <= 4]
        if (i not in marked and near and (_DETAIL.search(line.text) or _CONTINUED.search(line.text))
            and any(_below(lines[j], line) for j in near)):
            marked.add(i)
    return marked


def _below(one: Line, two: Line) -> bool:
    """The two lines stand close together in one column; true where there is no geometry."""
    a, b = one.bbox, two.bbox
    if a is None or b is None:
        return True
    gap = max(a.top, b.top) - min(a.bottom, b.bottom)
    return gap < 4 * max(a.height, b.height) and min(a.x1, b.x1) > max(a.x0, b.x0)


def _incoming(page: Page) -> set[int]:
    marked: set[int] = set()
    for i, line in enumerate(page.lines):
        if not _INCOMING.match(line.text) or not _high(line.bbox, page) or page.number > 1:
            continue
        details = {j for j in range(max(0, i - 2), min(len(page.lines), i + 7))
                   if j != i and _INCOMING_DETAIL.match(page.lines[j].text) and _near(line.bbox, page.lines[j].bbox)}
        if details or len(line.words) > 1:
            marked |= {i} | details
    return marked


def _near(stamp: BBox | None, other: BBox | None) -> bool:
    if stamp is None or other is None:
        return True
    return abs(other.top - stamp.top) < 90 and min(stamp.x1, other.x1) > max(stamp.x0, other.x0) - 30


def _high(box: BBox | None, page: Page) -> bool:
    return box is None or not page.height or box.top < _TOP * page.height


def _urgent(page: Page) -> set[int]:
    return {i for i, line in enumerate(page.lines) if page.number == 1 and _URGENT.fullmatch(line.text) and _high(line.bbox, page)}
