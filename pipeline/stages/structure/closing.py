"""The closing block (signature and recipients, Nghị định 30/2020/NĐ-CP, Phụ lục I, II.7 and II.9) and what may follow it: annexes."""
from __future__ import annotations

import regex

from normalizers import instruments
from normalizers.plain import fold
from normalizers.signers import person, signs
from pipeline.model.document import Line
from pipeline.stages.structure.blocks import BULLET, Measure, is_centred, is_numbered

ANNEX_LABEL = regex.compile(r"^(?:phu luc|phu bieu|bieu so|bieu mau|bieu|mau so|mau|danh muc so|bang "
                            r"so)\s*(?:so\s*)?[\divxlca-z]{0,4}\s*[.:]?$")
_ANNEX_WORDS = regex.compile(
    r"(?:danh muc|danh sach|bieu|bang|phu luc|phan cong|phan bo|tong hop|du toan|du kien|chi tieu|chi "
    r"tiet|ke hoach|lich|noi dung|mau|chuong trinh|nhiem vu|tien do|"
    r"khung|thong ke|ket qua|so lieu|cac (?:chi tieu|nhiem vu|du an|hoat dong)|he thong|muc tieu|quy "
    r"che|quy dinh|de cuong|huong dan)\b"
)
"""What the title of an annex begins with: DANH MỤC, BIỂU TỔNG HỢP, PHÂN CÔNG NHIỆM VỤ."""
ATTACHED = regex.compile(r"^\(?\s*(?:ban hanh )?\(?kem theo\b|^.{0,10}\b(?:ke hoach|quyet dinh|cong van|bao cao|to "
                         r"trinh|nghi quyet)\s+so\b.*\bngay\b.*\)$")
"""'(Kèm theo Kế hoạch số 12/KH-UBND ngày ... của UBND tỉnh)', the first words misread or not."""
_SENTENCE_GOES_ON = regex.compile(r"^(?:ban hành|kèm theo)\b|^(?:BAN HÀNH |KÈM THEO )")
"""Without bracket and capital it is the rest of a title: `... của Quy định | ban hành kèm theo Quyết định số 12/2010/QĐ-UBND`."""
LEGAL_BASIS = regex.compile(r"^[-–]?\s*(?:C[ăâa]n c[ứưu]|Xét|Kính gửi)\b")
"""A line that opens the legal bases and is no part of a title, wherever it stands."""


def is_note(text: str) -> bool:
    """Whether a line below a title tells what puts the instrument into force or what it is attached to."""
    return ATTACHED.match(fold(text)) is not None and not _SENTENCE_GOES_ON.match(text.strip())


def right_of_middle(line: Line, measure: Measure, share: float) -> bool:
    """Whether the line's middle lies beyond that share of the type area; true for sources without geometry."""
    box = line.bbox
    return box is None or not measure.geometric or (box.x0 + box.x1) / 2 > measure.left + share * (measure.right - measure.left)


def signed_below(lines: list[tuple[int, Line]], at: int) -> bool:
    """Whether a name of a person stands in the next few lines: what comes here is a signer's office, no title."""
    return any(person(line.text) for _, line in lines[at + 1 : at + 4])


def signs_on_left(lines: list[tuple[int, Line]], at: int, measures: list[Measure]) -> bool:
    """Whether a signer's block begins at this line of the left column: the left one of two signers of a joint document, or a
    single one with the recipients on its right or below it."""
    after = lines[at + 1 : at + 16]
    on_right = [line for index, line in after[:9] if right_of_middle(line, measures[index], 0.55)]
    named = next((k for k, (_, line) in enumerate(after) if not instruments.is_capitals(line.text)), None)
    signed = named is not None and person(after[named][1].text) is not None
    if (signed or signed_below(lines, at)) and any(signs(line.text) for line in on_right):
        return True
    if any(instruments.is_recipients_label(line.text) for line in on_right):
        return any(person(line.text) for _, line in after)
    below = after[named + 1 :] if signed else []
    return signed and (not below and len(after) < 15 or bool(below) and instruments.is_recipients_label(below[0][1].text))


def begins_annex(lines: list[tuple[int, Line]], at: int, measure: Measure, turned: bool, signed: bool, closed: bool) -> bool:
    """Whether an annex (or the instrument put into force) begins at this line.

    `turned`: first line of a page; `signed`: a signature block came before; `closed`: right after one, all its names read.
    """
    _, line = lines[at]
    text = line.text
    if not (turned or closed) and len(text) > 40:
        return False
    folded = fold(text).strip(" .:*")
    centred = is_centred(line, measure) or not measure.geometric
    capitals = instruments.is_capitals(text) and not is_numbered(line)
    if ANNEX_LABEL.match(folded) and centred and len(folded) < 30 and not BULLET.match(text):
        return turned or signed or closed or _titled(lines, at)
    if turned and (signed or closed):
        return capitals or (centred and bool(line.bold) and not is_numbered(line)) or bool(ATTACHED.match(folded))
    if closed and not turned and measure.geometric:
        return capitals and is_centred(line, measure) and len(line.words) > 1 and not signs(text) and _heads_annex(lines, at)
    if closed and not measure.geometric and not signs(text) and not instruments.is_recipients_label(text):
        return capitals and (len(line.words) > 1 or instruments.instrument(text) is not None) and not signed_below(lines, at)
    return False


def _heads_annex(lines: list[tuple[int, Line]], at: int) -> bool:
    """Whether a line in the middle of the page below the signatures begins an annex: by its words, or by the note or
    table words below it."""
    folded = fold(lines[at][1].text).strip(" .:*")
    noted = any(ATTACHED.match(fold(line.text)) for _, line in lines[at + 1 : at + 5])
    return ((noted or _ANNEX_WORDS.match(folded) is not None or instruments.instrument(lines[at][1].text) is not None)
            and not signed_below(lines, at))


def _titled(lines: list[tuple[int, Line]], at: int) -> bool:
    """`Phụ lục I`, then a title in capitals."""
    return at + 1 < len(lines) and instruments.is_capitals(lines[at + 1][1].text) and not is_numbered(lines[at + 1][1])
