"""Document -> Layout."""
from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace

from pipeline.model.document import Document
from pipeline.model.layout import Cell, Heading, Layout, Passage, Table
from pipeline.stages import tables
from pipeline.stages.structure import headings, text
from pipeline.stages.structure.blocks import Block, Measure, paragraphs, was_read
from normalizers.instruments import instrument, is_capitals, is_rule
from normalizers.plain import fold
from pipeline.stages.structure.columns import part_columns
from pipeline.stages.structure.markers import read_marker
from pipeline.stages.structure.parts import find_parts
from pipeline.stages.structure.closing import ANNEX_LABEL
from pipeline.stages.structure.sections import Section, divide


def build(document: Document) -> Layout:
    """Lay out the canonical text and find its structure. Gives an empty text for a document without words."""
    document = part_columns(document)
    measures = [Measure.of(page) for page in document.pages]
    below = {id(p.lines[g.before]) for p in document.pages for g in p.grids if g.before < len(p.lines)}
    sections = divide(document, measures, below)
    blocks, owner = _blocks(sections, measures, below)
    laid = text.lay_out(document, blocks)
    units = _units(laid, owner, sections)
    tree = headings.tree(units)
    passages = _under_headings(laid.passages, tree)
    plans = tables.plan(document)
    return Layout(
        document=document, text=laid.text, words=tuple(laid.words), pages=tuple(laid.pages), passages=tuple(passages), headings=tree,
        tables=tuple(_tables(plans, laid, passages)), parts=find_parts(passages), repairs=laid.repairs,
    )


def _blocks(sections: list[Section], measures: list[Measure], below: set[int]) -> tuple[list[Block], dict[int, int]]:
    """Blocks of all sections in order; id(block) -> index of its section."""
    blocks: list[Block] = []
    owner: dict[int, int] = {}
    for index, section in enumerate(sections):
        if section.part in {"body", "recipients"}:
            made = paragraphs(section.lines, measures, section.part, below)
        elif section.part in {"title", "annex_title", "title_note"}:
            made = _title(section)
        else:
            made = [Block("paragraph", section.part, [entry]) for entry in section.lines]
        for block in made:
            owner[id(block)] = index
        blocks += made
    return blocks, owner


def _title(section: Section) -> list[Block]:
    """The instrument's name and rules by themselves, the lines of the title as one passage."""
    made: list[Block] = []
    for entry in section.lines:
        text = entry[1].text
        alone = is_rule(text) or instrument(text) is not None
        if made and not alone and not (is_rule(made[-1].text) or instrument(made[-1].text)):
            made[-1].lines.append(entry)
        else:
            made.append(Block("paragraph", section.part, [entry], centred=True))
    return made


def _units(laid: text.Laid, owner: dict[int, int], sections: list[Section]) -> list[headings.Unit]:
    """The numbered passages and annex titles, for the tree."""
    found = []
    groups: dict[int, int] = {}
    scopes = _scopes(sections)
    for index, (passage, block) in enumerate(zip(laid.passages, laid.blocks)):
        section = owner.get(id(block), -1)
        if block.part == "annex_title":
            if section in groups:
                continue
            groups[section] = index
            title = _annex_title([line.text for _, line in sections[section].lines])
            found.append(headings.Unit(index, title, section, True, sections[section].attached, "text", None, False))
        elif block.part == "body" and block.kind == "heading":
            found.append(headings.Unit(index, passage.reading, scopes[section] if section >= 0 else 0, False, False, _below(laid, index),
                                       all(line.bold for _, line in block.lines), was_read(block.lines[0][1])))
    return found


def _annex_title(lines: list[str]) -> str:
    """Without the label `Phụ lục I` above it; of a title in capitals with a subtitle the capitals alone."""
    named = [line for line in lines if not ANNEX_LABEL.match(fold(line).strip(" .:*")) and not is_rule(line)] or lines
    capitals = []
    for line in named:
        if not is_capitals(line):
            break
        capitals.append(line)
    return " ".join(capitals or named)


def _scopes(sections: list[Section]) -> list[int]:
    """For each section the last title before it: numbering goes on across a signature block only within the same instrument."""
    last, found = 0, []
    for index, section in enumerate(sections):
        last = index if section.part in {"title", "annex_title"} else last
        found.append(last)
    return found


def _below(laid: text.Laid, index: int) -> str:
    """What the passage has below it: `units` (a bullet, or a number of a deeper kind), `text` (a paragraph or table), or nothing."""
    passage = laid.passages[index]
    following = next((p for p in laid.passages[index + 1 :] if p.part != "furniture"), None) if index + 1 < len(laid.passages) else None
    if following is None or following.part not in {"body", "table"}:
        return ""
    if following.kind != "heading" or following.part != "body":
        return "units" if following.kind == "bullet" else "text"
    own, other = read_marker(passage.reading), read_marker(following.reading)
    if other is None or own is None:
        deeper = (own is None and other is not None) or (is_capitals(passage.reading) and not is_capitals(following.reading))
    elif other.text == "1" == own.text and other.kind == own.kind:
        deeper = True
    elif other.kind == own.kind:
        deeper = own.kind == "decimal" and (len(other.parts) > len(own.parts) or (other.series != own.series and other.parts[-1] == "1"))
    else:
        deeper = (own.kind, other.kind) not in _NOT_DEEPER
    return "units" if deeper else ""


_NOT_DEEPER = {("letter", "arabic"), ("letter", "decimal"), ("letter", "roman"), ("arabic", "roman"),
               ("decimal", "arabic"), ("decimal", "roman"), ("letter", "article"), ("arabic", "article"),
               ("decimal", "article"), ("roman", "part"), ("arabic", "part"), ("letter", "part"),
               ("article", "chapter"), ("roman", "chapter"), ("arabic", "chapter"), ("letter", "chapter"),
               ("decimal", "chapter"), ("decimal", "part"), ("article", "section"), ("arabic", "section"),
               ("letter", "section"), ("article", "part"), ("roman", "capital"), ("arabic", "capital"),
               ("letter", "capital"), ("decimal", "capital"), ("capital", "part"), ("capital", "chapter")}


def _under_headings(passages: list[Passage], tree: tuple[Heading, ...]) -> list[Passage]:
    """The passages with `heading` and `content` filled in."""
    at = {h.passage: h for h in tree}
    current, filled = None, []
    for index, passage in enumerate(passages):
        content = passage.content
        if index in at:
            current = at[index].index
            content = at[index].content
        filled.append(replace(passage, heading=current, content=content))
    return filled


def _tables(plans: list, laid: text.Laid, passages: list[Passage]) -> list[Table]:
    made = []
    begins = [p.start for p in passages]
    for index, plan in enumerate(plans):
        cells, starts = [], []
        for row in plan.rows:
            for cell in row:
                found = tuple(laid.cells[ref] for ref in cell.refs if ref in laid.cells)
                starts += [passages[p].start for p in found]
                cells.append(Cell(cell.row, cell.column, cell.row_label, cell.column_label,
                                  " ".join(passages[p].text for p in found), found))
        start = min(starts, default=None)
        if start is None:  # a header alone, or empty cells below it
            start = min((passages[laid.cells[ref]].start for ref in plan.header if ref in laid.cells),
                        default=laid.pages[plan.page_start - 1][0])
        above = passages[bisect_right(begins, start) - 1].heading if passages else None
        made.append(Table(index, plan.page_start, plan.page_end, plan.caption, plan.unit, len(plan.rows),
                          tuple(plan.columns), plan.header_rows, plan.kind, tuple(cells), tuple(plan.total_rows), start,
                          above, plan.aligned, plan.inferred_rows))
    return made
