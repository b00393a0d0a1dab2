"""Blocks and tables laid out as the canonical text, with the offsets of every word.

One line per passage; the printed line breaks inside a passage become spaces. Page numbers and running heads stand in their
page's part of the text, but never inside a paragraph that runs over the page end. What is stamped on a page (an archive's
incoming mark, a signature's visible label) is no part of the document's text.
"""
from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from normalizers import misread, syllables
from pipeline.model.document import UNREAD, Document, Word
from pipeline.model.layout import Passage, WordSpan
from pipeline.stages.structure.blocks import BULLET, Block


@dataclass(slots=True)
class Laid:
    text: str = ""
    words: list[WordSpan] = field(default_factory=list)
    pages: list[tuple[int, int]] = field(default_factory=list)
    passages: list[Passage] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    cells: dict[tuple[int, int, int], int] = field(default_factory=dict)
    repairs: int = 0


def lay_out(document: Document, blocks: list[Block]) -> Laid:
    """Canonical text of all blocks, tables and furniture in reading order. `cells`: (page number, grid, cell) -> passage."""
    return _Writer(document).write(_in_order(document, blocks))


def _in_order(document: Document, blocks: list[Block]) -> list[Block]:
    """Tables put where they stand between the lines, furniture at the first paragraph end of its page."""
    place = {id(line): (page, k) for page, p in enumerate(document.pages) for k, line in enumerate(p.lines)}
    keyed = [((*place[id(b.lines[0][1])], 1, n), b) for n, b in enumerate(blocks)]
    crossed: dict[int, int] = {}
    for block in blocks:
        end_page, end_line = place[id(block.lines[-1][1])]
        if block.first_page < end_page:
            crossed.setdefault(end_page, end_line)
    for page, p in enumerate(document.pages):
        for g, grid in enumerate(p.grids):
            for c, cell in enumerate(grid.cells):
                if any(line.words for line in cell.lines):
                    block = Block("cell", "table", [(page, line) for line in cell.lines if line.words], cell=(page, g, c))
                    keyed.append(((page, grid.before, 0, g * 10**6 + c), block))
        if p.furniture:
            lines = [(page, line) for line in p.furniture if line.words]
            for k, entry in enumerate(lines):
                keyed.append(((page, crossed.get(page, -1), 2 if page in crossed else 0, k), Block("paragraph", "furniture", [entry])))
    return [block for _, block in sorted(keyed, key=lambda pair: pair[0])]


class _Writer:
    def __init__(self, document: Document):
        self.document = document
        self.parts: list[str] = []
        self.length = 0
        self.laid = Laid()
        self.starts: dict[int, int] = {}
        self.numbers: dict[int, int] = defaultdict(int)

    def write(self, blocks: list[Block]) -> Laid:
        for block in blocks:
            self.block(block)
        laid = self.laid
        laid.text = "".join(self.parts)
        count = len(self.document.pages)
        begins = [self.starts.get(page) for page in range(count)]
        following = len(laid.text)
        for page in range(count - 1, -1, -1):
            if begins[page] is None:
                begins[page] = following
            following = begins[page]
        if begins:
            begins[0] = 0
        laid.pages = [(begins[p], begins[p + 1] if p + 1 < count else len(laid.text)) for p in range(count)]
        return laid

    def block(self, block: Block) -> None:
        start = self.length
        pieces: list[str] = []
        for page, line in block.lines:
            for word in line.words:
                if pieces:
                    self.length += 1
                self.starts.setdefault(page, self.length)
                number = self.document.pages[page].number
                self.laid.words.append(WordSpan(self.length, self.length + len(word.text), number, word.bbox,
                                                word.confidence, word.alternatives))
                pieces.append(word.text)
                self.length += len(word.text)
        printed = " ".join(pieces)
        self.parts += [printed, "\n"]
        self.length += 1
        reading, origins = _reading(printed, [word for _, line in block.lines for word in line.words])
        self.laid.repairs += reading != printed
        index = len(self.laid.passages)
        self.laid.passages.append(Passage(
            id=self.name(block), kind=block.kind, part=block.part, page=self.document.pages[block.first_page].number,
            start=start, end=start + len(printed), text=printed, reading=reading, origins=tuple(origins),
            mark=block.mark, depth=_depth(block.mark), content=_content(block, reading),))
        self.laid.blocks.append(block)
        if block.cell:
            page, grid, cell = block.cell
            self.laid.cells[(self.document.pages[page].number, grid, cell)] = index

    def name(self, block: Block) -> str:
        page = self.document.pages[block.first_page]
        if block.cell:
            cell = page.grids[block.cell[1]].cells[block.cell[2]]
            return f"p{page.number}.t{block.cell[1] + 1}.r{cell.row}.c{cell.column}"
        self.numbers[page.number] += 1
        return f"p{page.number}.b{self.numbers[page.number]}"


def _reading(printed: str, words: list[Word]) -> tuple[str, list[int]]:
    """What the rules read of the words, and its offsets: glued syllables set apart; of a picture's words, misread phrases put right,
    and the signs that are likeliest where none is shown."""
    if words[0].confidence is None:
        return syllables.unglue_map(printed)
    reading, origins = syllables.unglue_map(" ".join(map(_sign, [None, *words], words, [*words[1:], None])))
    sure = [c for word in words for c in (*[1.0 if word.confidence is None else word.confidence] * len(word.text), 1.0)]
    mended = misread.mend(reading, [sure[origin] for origin in origins[:-1]])
    return mended.text, [origins[k] for k in mended.origins]


def _sign(before: Word | None, word: Word, after: Word | None) -> str:
    """A word as it is printed; between two figures the sign that `…` is likeliest to be."""
    hidden = word.text == UNREAD and word.alternatives and before and after and before.text[-1:].isdigit() and after.text[:1].isdigit()
    sign = word.alternatives[0] if hidden else word.text
    return sign if len(sign) == len(UNREAD) and not sign.isalnum() else word.text


def _content(block: Block, reading: str) -> int:
    """Where the words begin after the bullet's mark."""
    bullet = BULLET.match(reading) if block.mark else None
    return bullet.end() if bullet else 0


def _depth(mark: str | None) -> int:
    """Nesting of a bullet: '-' and '*' first, '+' below '-'."""
    return 0 if mark is None else 2 if mark in "+○▪" else 1
