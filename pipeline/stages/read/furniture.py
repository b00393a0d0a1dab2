"""Page furniture: page numbers, running heads and feet, told by what the pages of a document have in common."""
from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

import regex

from pipeline.model.document import Line, Page

MARGIN = 0.11
"""Share of the page's height, at the top and at the bottom, in which furniture stands."""
_NUMBER = regex.compile(r"(?i)^\W{0,2}(?:trang|page|tr\.)?\s*(?P<number>\d{1,4}|[ivxl]{1,6})(?:\s*[/|]\s*\d{1,4})?\W{0,2}$")
_PLACE = 8.0
"""Points by which a running head may move from page to page."""
_LEAST_PAGES = 3


def set_apart(pages: Sequence[Page]) -> list[Page]:
    """The pages with page numbers and repeated lines of the margins moved from `lines` to `furniture`."""
    edges = [_edges(page) for page in pages]
    shifts = _shifts(pages, edges)
    repeated = _repeated(pages, edges)
    result = []
    for page, found in zip(pages, edges, strict=True):
        heads = {i for i in found if _key(page, page.lines[i]) in repeated}
        numbers = [i for i in found if i not in heads and _is_number(page, page.lines[i], shifts)]
        result.append(page.apart(heads | set(sorted(numbers, key=lambda i: _from_edge(page, page.lines[i]))[:1]), "furniture"))
    return result


def _from_edge(page: Page, line: Line) -> float:
    box = line.bbox
    return min(box.top, page.height - box.bottom)


def _edges(page: Page) -> list[int]:
    """Indices of the lines in the top and bottom margin, none where the page has no geometry."""
    if not page.height:
        return []
    found = []
    low, high = (MARGIN + 0.03) * page.height, (0.97 - MARGIN) * page.height
    near = [i for i, line in enumerate(page.lines) if line.words and (box := line.words[0].bbox) and (box.top < low or box.bottom > high)]
    boxes = [(page.lines[i].bbox, i) for i in near]
    for limit, from_top in ((MARGIN * page.height, True), ((1 - MARGIN) * page.height, False)):
        side = [(b.top, i) if from_top else (-b.bottom, i) for b, i in boxes if (b.bottom < limit if from_top else b.top > limit)]
        found.extend(i for _, i in sorted(side)[:4])
    return found


def _value(line: Line) -> int | None:
    match = _NUMBER.match(line.text)
    if not match:
        return None
    text = match["number"]
    return int(text) if text.isdecimal() else _roman(text.lower())


def _roman(text: str) -> int | None:
    digits = [{"i": 1, "v": 5, "x": 10, "l": 50}[c] for c in text]
    return sum(-d if any(e > d for e in digits[i + 1 : i + 2]) else d for i, d in enumerate(digits))


def _shifts(pages: Sequence[Page], edges: Sequence[Sequence[int]]) -> set[int]:
    """Differences between printed and counted page number that many pages share (annexes may count anew); 0 is always one."""
    counted: Counter[int] = Counter()
    for page, found in zip(pages, edges, strict=True):
        counted.update({v - page.number for i in found if (v := _value(page.lines[i])) is not None})
    least = max(2, 0.15 * len(pages))
    return {0} | {shift for shift, pages_with in counted.items() if pages_with >= least}


def _is_number(page: Page, line: Line, shifts: set[int]) -> bool:
    """A page number stands alone in its line, and outermost: no other line is nearer to that edge of the page."""
    value = _value(line)
    if value is None or value - page.number not in shifts:
        return False
    box = line.bbox
    high = box.top < page.height / 2
    beyond = [other for other in page.lines if other is not line and other.words and (b := other.words[0].bbox)
              and (b.bottom < box.top + 2 if high else b.top > box.bottom - 2)]
    return sum(not _NUMBER.match(other.text) for other in beyond) <= 1


def _key(page: Page, line: Line) -> tuple[str, bool, int] | None:
    text = regex.sub(r"\d+", "#", line.text.casefold())
    if sum(c.isalpha() for c in text) < 3:
        return None
    box = line.bbox
    high = box.top < page.height / 2
    return text, high, round((box.top if high else page.height - box.bottom) / _PLACE)


def _repeated(pages: Sequence[Page], edges: Sequence[Sequence[int]]) -> set:
    """Keys of lines that stand at the same place on at least three pages, and on a third of all."""
    where: dict[tuple, set[int]] = defaultdict(set)
    for page, found in zip(pages, edges, strict=True):
        for i in found:
            key = _key(page, page.lines[i])
            if key:
                for place in (key[2] - 1, key[2], key[2] + 1):
                    where[(key[0], key[1], place)].add(page.number)
    least = max(_LEAST_PAGES, len(pages) / 3)
    return {key for key, numbers in where.items() if len(numbers) >= least}


