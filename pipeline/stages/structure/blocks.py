"""Printed lines into blocks: one block is one paragraph, bullet, heading or table cell, over page ends too.

A line opens a new paragraph when its first word would still have fitted on the line before (so the break was meant), when
it is indented (Nghị định 30/2020/NĐ-CP, Phụ lục I: first line indented by 1 to 1.27 cm), or when it carries a mark or a number.
"""
from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import regex

from normalizers.instruments import is_capitals
from pipeline.model.document import Line, Page
from pipeline.stages.structure.markers import LONE_UNIT, NUMBERED, STOP_LOST, with_unit_word

BULLET = regex.compile(r"^[~.'`‘’]{0,2}(?P<mark>[-–—~+*•●○▪■□➢✓])\s*(?=[^\s\d.,%-]|\d+[\d.,]*\s*%?\s*\p{L}|[“\"(])")
"""'- Thiếu hụt BHYT', '+ 100% người lao động', '* Kinh phí thực hiện'; not '- 2020;' (a range broken by the line's end)."""

READ_NUMBER = regex.compile(
    r"""^[.,~„“'`‘’*_]{0,2}\s?(?:
      (?!T[TL]|TH[^I])[IVXHTYlÍÌỊỈ1|!]{1,5}\s*[.,:]\s*(?=\p{Lu}\p{Lu})  # HI. NỘI DUNG
    | [IVXH]{1,5}[.,]\s+(?=\p{Lu}\p{Ll})                                # H. Nội dung
    | (?!T[TL]|TH[^I])[IVXHTYLl1|!]{1,4}[.,]?\s+(?=[\p{Lu}\s,.;:()-]+$)(?=\p{Lu}{2,}\s+\p{Lu})  # L CĂN CỨ PHÁP LÝ
    | Điều\s+\d{1,2}\s*,\s+(?=\p{Lu})(?!Luật|Nghị|Quyết|Thông|Chương|Khoản)  # Điều 2, Nhiệm vụ
    | \d{1,2}\s*[,:]\s+(?=\p{Lu}) | [§&ß]\s*[.,)]\s*(?=\p{Lu})         # 5, Tiếp tục
    | \d{1,2}(?:[.,]\d{1,2}){1,3}\s*[.,]?\s+(?=\p{Lu})                  # .2.2. Dự án, 1.5, Chính sách
    )""",
    regex.VERBOSE,
)
"""The same numbers as a page reader may have misread them."""


_STRUCK = regex.compile(r"^[-–—]\d{1,2}\.\s+\p{Lu}")
"""A number behind a speck or a stroke of the page's edge: `–1. Ông`."""
FEW = 3
"""Fewer wide lines than this do not show the type area's edges."""


@dataclass(slots=True)
class Block:
    """Lines that belong together, each with the index of its page in `Document.pages`."""

    kind: str
    part: str
    lines: list[tuple[int, Line]]
    mark: str | None = None
    cell: tuple[int, int, int] | None = None
    centred: bool = False

    @property
    def text(self) -> str:
        return " ".join(line.text for _, line in self.lines)

    @property
    def first_page(self) -> int:
        return self.lines[0][0]


@dataclass(frozen=True, slots=True)
class Measure:
    """The type area of a page: left and right edge (points, or characters for sources without geometry)."""

    left: float
    right: float
    geometric: bool
    gap: float = 0.0

    @staticmethod
    def of(page: Page) -> Measure:
        """The edges that most lines share, and the usual distance from one line's top to the next."""
        boxes = [line.bbox for line in page.lines if line.bbox is not None]
        if not boxes:
            lengths = sorted(len(line.text) for line in page.lines) or [0]
            return Measure(0, float(lengths[int(len(lengths) * 0.9)] if lengths[-1] < 160 else 10**6), False)
        wide = [b for b in boxes if b.width > 0.5 * (page.width or 0)]
        left = _leftmost([b.x0 for b in boxes])
        right = sorted(b.x1 for b in wide or boxes)[int(len(wide or boxes) * 0.85)]
        if len(wide) < FEW:  # an annex page: the table is as wide as the type area, its title is not
            tables = [grid.bbox for grid in page.grids if grid.bbox is not None]
            left, right = min([left, *(box.x0 for box in tables)]), max([right, *(box.x1 for box in tables)])
        steps = [b.top - a.top for a, b in zip(boxes, boxes[1:]) if 5 < b.top - a.top < 40]
        return Measure(left, right, True, _mode(steps) if steps else 0.0)


def _leftmost(values: list[float]) -> float:
    """The smallest value that several lines share (to 4 points): the edge from which indents are counted."""
    ordered = sorted(values)
    enough = max(2, round(0.08 * len(ordered)))
    for value in ordered:
        shared = [v for v in ordered if value <= v <= value + 4]
        if len(shared) >= enough:
            return sum(shared) / len(shared)
    return ordered[0]


def _mode(values: list[float]) -> float:
    """The commonest value, to 3 points; the smallest of the commonest."""
    counts = Counter(round(v / 3) for v in values)
    best = max(counts.values())
    return min(k for k, n in counts.items() if n == best) * 3.0


def is_centred(line: Line, measure: Measure) -> bool:
    """Whether the line stands in the middle of the type area, clear of both edges."""
    box = line.bbox
    if box is None or not measure.geometric:
        return False
    before, after = box.x0 - measure.left, measure.right - box.x1
    return before > -6 and after > -6 and abs(before - after) < 8 + 0.25 * max(before, after) and before + after > 12


def is_numbered(line: Line) -> bool:
    """Whether the line begins with a unit's number, misread or not."""
    if NUMBERED.match(line.text):
        return True
    return was_read(line) and any(p.match(with_unit_word(line.text)) for p in (READ_NUMBER, NUMBERED, _STRUCK))


def was_read(line: Line) -> bool:
    """Whether the line comes from a page picture (its words have a confidence)."""
    return line.words[0].confidence is not None


def _bullet(line: Line) -> regex.Match[str] | None:
    """The bullet that the line begins with; a dash right before a number with its stop is a speck."""
    return None if was_read(line) and _STRUCK.match(line.text) else BULLET.match(line.text)


def _lost_its_stop(line: Line) -> bool:
    """A number without a stop on a page picture: a unit's only where a paragraph begins with it."""
    return was_read(line) and bool(STOP_LOST.match(line.text))


def opens_paragraph(line: Line, before: Line | None, measure: Measure, measure_before: Measure) -> bool:
    """Whether `line` begins a new paragraph after `before` (None: the first line of the part)."""
    if before is None or line.paragraph_start:
        return True
    if line.paragraph_start is False:
        return False
    marked = bool(BULLET.match(line.text)) or is_numbered(line)
    box, last = line.bbox, before.bbox
    if box is None or last is None:
        return _opens_in_plain_text(line, before, measure, marked)
    indented = box.x0 > measure.left + 9
    first_word = line.words[0].bbox.width if line.words[0].bbox else 0.0
    roomy = last.x1 + first_word + 0.45 * last.height < measure_before.right - 4
    far = measure is measure_before and measure.gap and box.top - last.top > 1.75 * measure.gap
    if marked and (indented or roomy or before.text.rstrip().endswith((".", ";", ":"))):
        return True
    return bool(indented or roomy or far)


def _names_unit(block: Block, line: Line, kind: str, centred: bool) -> bool:
    """`Phần I` on a line of its own, then its title in the middle or in capitals."""
    alone = LONE_UNIT.match(with_unit_word(block.lines[0][1].text))
    return bool(alone) and kind == "paragraph" and len(block.lines) < 4 and (centred or is_capitals(line.text))


def _opens_in_plain_text(line: Line, before: Line, measure: Measure, marked: bool) -> bool:
    first = len(line.words[0].text) if line.words else 0
    roomy = len(before.text) + 1 + first < measure.right - 2
    return (marked or (roomy and before.text.rstrip().endswith((".", ";", ":", "/.", "!", "?")))
            or len(before.text) < 0.6 * min(measure.right, 200))


def paragraphs(lines: list[tuple[int, Line]], measures: list[Measure], part: str, after_table: set[int] = frozenset()) -> list[Block]:
    """Lines (with page indices) of one part into blocks, each a paragraph, bullet or numbered unit.

    `after_table` are the ids of lines that stand right below a table: they open a paragraph.
    """
    blocks: list[Block] = []
    before: tuple[int, Line] | None = None
    for index, line in lines:
        measure = measures[index]
        if (not blocks or id(line) in after_table
            or opens_paragraph(line, before and before[1], measure, measures[before[0]] if before else measure)):
            bullet = _bullet(line)
            kind = "bullet" if bullet else "heading" if is_numbered(line) or _lost_its_stop(line) else "paragraph"
            centred = is_centred(line, measure)
            if blocks and (_names_unit(blocks[-1], line, kind, centred)
                           or centred and blocks[-1].centred and kind == blocks[-1].kind == "paragraph"):
                blocks[-1].lines.append((index, line))
            else:
                blocks.append(Block(kind, part, [(index, line)], bullet["mark"].replace("~", "-") if bullet else None, centred=centred))
        else:
            blocks[-1].lines.append((index, line))
        before = (index, line)
    return blocks
