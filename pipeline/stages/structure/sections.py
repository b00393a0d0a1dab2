"""The parts of an administrative document, line by line: letterhead, title, preamble and body, recipients, signature, annexes.

Order and places as in Nghị định 30/2020/NĐ-CP, Phụ lục I: letterhead in two columns, the name of the instrument in the
middle, the signature at the lower right, `Nơi nhận` at the lower left, annexes after the signature.
"""
from __future__ import annotations

from dataclasses import dataclass

import regex

from normalizers.plain import fold
from normalizers.signers import person, signs
from pipeline.model.document import Document, Line
from normalizers import instruments
from pipeline.stages.structure.blocks import BULLET, Measure, is_centred, is_numbered
from pipeline.stages.structure.closing import ATTACHED, LEGAL_BASIS, begins_annex, is_note, right_of_middle, signs_on_left

PLACE_DATE = regex.compile(r"\bngay\b.{0,12}\bthang\b.{0,12}\bnam\b")
_BODY_OPENING = regex.compile(
    r"^(?:can cu|xet|theo|de |nham|kinh gui|thuc hien (?:quyet dinh|nghi quyet|ke hoach|chi thi|cong van|thong tu|chuong trinh)|trong "
    r"|hien nay|ngay )"
)
_SUBJECT = regex.compile(r"^[-–—_\s]*(?:Về việc|V/v)\b")
"""Where a title begins, marks left of a rule or stamp before it or not."""
_NO_TITLE = regex.compile(r"^\W*(?:don vi tinh|dvt)\b")


_HEADED = regex.compile(r"\bngay\b.{0,12}\bthang\b|^s[o0]\s*[:.]|doc lap.{0,4}tu do|\d\s*/\s*[a-z]{2,4}-[a-z]{2,}")
"""What stands in a letterhead alone: the date, the number, the motto."""


def _names_instrument(text: str) -> bool:
    return instruments.instrument(text) is not None or instruments.instrument_begins(text) is not None


@dataclass(slots=True)
class Section:
    """Consecutive lines of one part; `attached` marks the instrument that a decision puts into force (no annex of its own)."""

    part: str
    lines: list[tuple[int, Line]]
    attached: bool = False


def divide(document: Document, measures: list[Measure], below: set[int]) -> list[Section]:
    """All running lines of the document, in order, by part. `below`: ids of the lines that follow a table.

    Parts: letterhead | title | preamble | body | recipients | signature | annex_title.
    """
    return _Divider(document, measures, below).run()


class _Divider:
    """A walk down the lines with one state: the part that the next line belongs to unless it says otherwise."""

    def __init__(self, document: Document, measures: list[Measure], below: set[int]):
        self.document, self.measures, self.below = document, measures, below
        self.lines = [(i, line) for i, page in enumerate(document.pages) for line in page.lines if line.words]
        self.sections: list[Section] = []
        self.kind: str | None = None
        self.run_on = self.signed = self.named = self.early = self.mirrored = False

    def put(self, part: str, entry: tuple[int, Line], *, new: bool = False, attached: bool = False) -> None:
        if new or not self.sections or self.sections[-1].part != part:
            self.sections.append(Section(part, [], attached))
        self.sections[-1].lines.append(entry)

    def run(self) -> list[Section]:
        at = self.letterhead()
        at = self.title(at, "title") if self.kind else at
        state, page = "body", None
        while at < len(self.lines):
            index, line = self.lines[at]
            turned = page is not None and index != page
            page = index
            if state == "closing" and (not self.still_closing(line) if turned else self.early and self.back_to_body(line)):
                state, self.named = "body", False
                self.signed = self.signed or turned
            if begins_annex(self.lines, at, self.measures[index], turned, self.signed, self.closed(state, turned)):
                self.signed = self.signed or self.named
                at, state = self.title(at, "annex_title"), "body"
                self.named = False
                continue
            if state == "body" and self.opens_closing(at):
                state, self.early = "closing", not any(s.part == "body" for s in self.sections)
            self.put(self.closing_part(index, line) if state == "closing" else "body", (index, line))
            self.named = self.named or (state == "closing" and self.sections[-1].part == "signature" and person(line.text) is not None)
            at += 1
        return self.sections

    def closed(self, state: str, turned: bool) -> bool:
        """Right after a closing block: its names have been read, or its page has been turned."""
        last = self.sections[-1].part if self.sections else ""
        return last in {"recipients", "signature"} and (turned or (state == "closing" and self.named))

    def back_to_body(self, line: Line) -> bool:
        """The recipients stand above the text: it begins with its legal bases or its first number."""
        return bool(LEGAL_BASIS.match(line.text)) or (is_numbered(line) and not BULLET.match(line.text)) or len(line.text) > 90

    def letterhead(self) -> int:
        """Lines above the name of the instrument; returns the index of the line after them."""
        first = [k for k, (i, _) in enumerate(self.lines[:45]) if i == 0]
        for k in first:
            text = self.lines[k][1].text
            self.kind = instruments.instrument(text) or self.runs_on(k)
            if self.kind or fold(text).startswith("kinh gui"):
                for entry in self.lines[:k]:
                    self.put("letterhead", entry)
                return k
            if is_numbered(self.lines[k][1]) and k > 3:
                break
        self.kind = None
        dated = [k for k in first[:14] if PLACE_DATE.search(fold(self.lines[k][1].text)) and len(self.lines[k][1].text) < 70]
        end = dated[0] + 1 if dated else 0
        for entry in self.lines[:end]:
            self.put("letterhead", entry)
        return end

    def runs_on(self, at: int) -> str | None:
        """The kind of instrument where, below the letterhead, its name begins a line in the middle that goes on with the title."""
        index, line = self.lines[at]
        found = instruments.run_on(line.text)
        headed = [len(above.text) < 80 and _HEADED.search(fold(above.text)) is not None for _, above in self.lines[:at]]
        if not (found and any(headed)) or any(instruments.is_recipients_label(above.text) for _, above in self.lines[:at]):
            return None
        geometric = self.measures[index].geometric
        middle = is_centred(line, self.measures[index]) if geometric else len(line.text) < 200 and line.text[-1] not in ".;:"
        written = instruments.named_at_start(line.text) is not None or bool(line.bold) or (not geometric and headed[-1])
        if not (middle and written):
            return None
        self.run_on = found[1] < len(line.text)
        return found[0]

    def title(self, at: int, part: str) -> int:
        """The instrument's name and its title lines; returns the index after them."""
        begin = at
        attached = part == "annex_title" and self.kind in {"quyet_dinh", "nghi_quyet"} and _names_instrument(self.lines[at][1].text)
        noted = False
        while at < len(self.lines):
            index, line = self.lines[at]
            text = line.text
            if index != self.lines[begin][0] or (at > begin and (id(line) in self.below or self.ends_title(at, begin, noted, part))):
                break
            noted = noted or is_note(text)
            if at > begin and part == "annex_title" and signs(text):
                break
            if at > begin and not attached and part == "title" and instruments.is_enacting_authority(text):
                break
            self.put("title_note" if noted else part, (index, line), new=at == begin, attached=attached)
            at += 1
            if noted and text.rstrip(" ./").endswith(")"):
                break
        return at

    def ends_title(self, at: int, begin: int, noted: bool, part: str) -> bool:
        index, line = self.lines[at]
        text, measure = line.text, self.measures[index]
        if noted:
            return not is_centred(line, measure) and at - begin > 6
        subject = at == begin + 1 and _SUBJECT.match(text) is not None
        # QUY CHẾ phối hợp giữa A | - B
        parted = bool(measure.geometric and line.bold) and self.below_name(line, self.lines[begin][1], measure)
        if (is_numbered(line) or (BULLET.match(text) and not subject and not parted) or LEGAL_BASIS.match(text)
            or instruments.is_recipients_label(text)):
            return True
        if ATTACHED.match(fold(text)) or instruments.is_rule(text):
            return False
        if measure.geometric:
            if (self.below_name(line, self.lines[begin][1], measure)
                or (part == "title" and at == begin + 1 and not self.run_on
                    and not instruments.is_enacting_authority(text))):
                return False
            return not is_centred(line, measure) and not instruments.is_capitals(text) and not self.continues_title(line)
        return self.opens_body(at, begin - (self.run_on and part == "title")) or at - begin > 5

    def opens_body(self, at: int, begin: int) -> bool:
        """Without geometry: a line that ends like a sentence, is lighter than the title before it, or begins as bodies do."""
        line, above = self.lines[at][1], self.lines[at - 1][1]
        text = line.text.strip()
        if _NO_TITLE.match(fold(text)) or text.endswith((".", ";", ":", "./")) or len(text) > 200:
            return True
        lighter = bool(above.bold) and line.bold is False and at - begin > 1
        return lighter or (at - begin > 1 and text[:1].isupper() and bool(_BODY_OPENING.match(fold(text))))

    @staticmethod
    def below_name(line: Line, name: Line, measure: Measure) -> bool:
        """Set in the middle below the instrument's name: true also where specks at the page's edge upset the type area."""
        box, above = line.bbox, name.bbox
        narrow = box is not None and box.width < 0.88 * (measure.right - measure.left)
        return bool(narrow and above is not None and abs(box.x0 + box.x1 - above.x0 - above.x1) < 16)

    def continues_title(self, line: Line) -> bool:
        """A title line as wide as the type area cannot be told by its place: by its weight."""
        last = self.sections[-1].lines[-1][1] if self.sections else None
        return bool(line.bold and last is not None and last.bold and not _BODY_OPENING.match(fold(line.text)))

    def opens_closing(self, at: int) -> bool:
        """The block of recipients and signature begins here."""
        index, line = self.lines[at]
        text = line.text
        if instruments.is_recipients_label(text) and len(text) < 60:
            return True
        if len(text) >= 70 or not signs(text) or self.decides(at):
            return False
        return right_of_middle(line, self.measures[index], 0.55) or signs_on_left(self.lines, at, self.measures)

    def decides(self, at: int) -> bool:
        """`GIÁM ĐỐC SỞ Y TẾ` above the legal bases of a decision: who decides, not who signs."""
        return any(_BODY_OPENING.match(fold(line.text).lstrip("- ")) for _, line in self.lines[at + 1 : at + 4])

    def closing_part(self, index: int, line: Line) -> str:
        measure, text = self.measures[index], line.text
        if instruments.is_recipients_label(text):
            self.mirrored = measure.geometric and line.bbox is not None and right_of_middle(line, measure, 0.55)
            return "recipients"
        if signs(text):
            return "signature"
        if line.bbox is not None and measure.geometric:
            if self.mirrored:
                return "recipients" if right_of_middle(line, measure, 0.52) or BULLET.match(text) else "signature"
            left_signer = self.sections[-1].part == "signature" and (person(text) or instruments.is_capitals(text))
            return "signature" if left_signer or right_of_middle(line, measure, 0.52) else "recipients"
        last = self.sections[-1].part
        listed = BULLET.match(text) or (last == "recipients" and not instruments.is_capitals(text) and self.recipients_open())
        return "recipients" if listed else "signature"

    def recipients_open(self) -> bool:
        """In plain text: the list of recipients goes on until its last item (`Lưu: VT`) is there."""
        return not any(fold(line.text).lstrip("-–+ ").startswith("luu") for _, line in self.sections[-1].lines)

    def still_closing(self, line: Line) -> bool:
        text = line.text
        return bool(BULLET.match(text) and self.sections[-1].part == "recipients" and len(text) < 70) or signs(text)
