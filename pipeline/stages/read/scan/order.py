"""Lines in the order in which a document of Nghị định 30/2020/NĐ-CP (Phụ lục I) is read.

The letterhead (issuer, national title) and the closing block (recipients, signature) stand side by side: their left column
comes first. Everything else goes from top to bottom, and from left to right on one row.
"""
from __future__ import annotations

from statistics import median

from pipeline.stages.read.engines.words import TextLine, extent
from pipeline.stages.read.reading_order import addresses

JOIN = 1.6  # pieces of one row closer than this, in line heights, are one line
SAME_ROW = 0.5  # share of the lower piece's height that must overlap
GUTTER = 1.0  # least gap between two columns, in line heights
STEP = 3.5  # rows further apart than this, in line heights, are no one block


def joined(lines: list[TextLine]) -> list[TextLine]:
    """Pieces of one printed line, as a line finder leaves them at a wide space, put together again."""
    out: list[TextLine] = []
    ends: list[tuple[tuple[float, ...], float]] = []  # each line's last word, and the line's height
    for line in sorted((ln for ln in lines if ln), key=lambda ln: extent(ln)[0]):
        first, last, height = extent(line[:1]), extent(line[-1:]), _height(line)
        for at, (end, tall) in enumerate(ends):
            if _one_line(end, first, max(1.0, min(tall, height))):
                out[at], ends[at] = out[at] + line, (last, height)
                break
        else:
            out.append(line)
            ends.append((last, height))
    return out


def _height(line: TextLine) -> float:
    box = extent(line)
    return box[3] - box[1]


def _one_line(end: tuple[float, ...], start: tuple[float, ...], height: float) -> bool:
    """Whether a piece that starts with the box `start` goes on where a piece ends with the box `end`."""
    if not -0.5 * height < start[0] - end[2] < JOIN * height:
        return False
    return _overlap(end, start) > 0.6 * min(end[3] - end[1], start[3] - start[1])


def _overlap(a: tuple[float, ...], b: tuple[float, ...]) -> float:
    return min(a[3], b[3]) - max(a[1], b[1])


def ordered(lines: list[TextLine]) -> list[TextLine]:
    """The lines in reading order."""
    boxes = [extent(line) for line in lines]
    if not boxes:
        return []
    height = median(b[3] - b[1] for b in boxes)
    rows = _rows(boxes)
    order: list[int] = []
    at = 0
    while at < len(rows):
        below = next((k for k in range(at + 1, len(rows)) if addresses(lines[rows[k][0]])), len(rows))
        end, gutter = _zone(rows[:below], at, boxes, height)
        inside = [i for row in rows[at:end] for i in row]
        if gutter is None:
            order += inside
        else:
            order += [i for i in inside if boxes[i][2] <= gutter] + [i for i in inside if boxes[i][2] > gutter]
        at = end
    return [lines[i] for i in order]


def _rows(boxes: list[tuple[float, float, float, float]]) -> list[list[int]]:
    """Indices of boxes that stand on one row, left to right; rows from top to bottom."""
    rows: list[list[int]] = []
    for i in sorted(range(len(boxes)), key=lambda i: (boxes[i][1] + boxes[i][3]) / 2):
        row = rows[-1] if rows else []
        if (row
            and all(_overlap(boxes[i], boxes[j]) > SAME_ROW * min(boxes[i][3] - boxes[i][1], boxes[j][3] - boxes[j][1])
                    for j in row[-2:])):
            row.append(i)
        else:
            rows.append([i])
    return [sorted(row, key=lambda i: boxes[i][0]) for row in rows]


def _zone(rows: list[list[int]], start: int, boxes: list[tuple[float, float, float, float]], height: float) -> tuple[int, float | None]:
    """The end of the block of rows that begins at `start`, and the gutter between its two columns (None: one column)."""
    low, high = float("-inf"), float("inf")  # the gutter lies between them
    end, pairs = start, 0
    bottom = None
    for row in rows[start:]:
        if len(row) > 2 or (bottom is not None and min(boxes[i][1] for i in row) - bottom > STEP * height):
            break
        left, right = low, high
        if len(row) == 2:
            left, right = max(low, boxes[row[0]][2]), min(high, boxes[row[1]][0])
        elif pairs == 0:
            if not _pair_follows(rows, end, boxes, height):
                break
            end += 1
            bottom = max(boxes[i][3] for i in row)
            continue
        elif boxes[row[0]][0] >= low:
            right = min(high, boxes[row[0]][0])
        else:
            left = max(low, boxes[row[0]][2])
        if right - left < GUTTER * height:
            break
        low, high, end = left, right, end + 1
        pairs += len(row) == 2
        bottom = max(boxes[i][3] for i in row)
    if pairs == 0:
        return start + 1, None
    gutter = (low + high) / 2
    if any(boxes[i][0] < gutter < boxes[i][2] for row in rows[start:end] for i in row):
        return start + 1, None
    return end, gutter


def _pair_follows(rows: list[list[int]], at: int, boxes: list[tuple[float, float, float, float]], height: float) -> bool:
    """Whether the single piece of row `at` stands on one side of the gutter that the next rows open (within three rows)."""
    mine = boxes[rows[at][0]]
    for row in rows[at + 1 : at + 4]:
        if len(row) == 2:
            low, high = boxes[row[0]][2], boxes[row[1]][0]
            return high - low >= GUTTER * height and (mine[2] <= high and mine[2] - low < high - low or mine[0] >= low)
        if len(row) != 1:
            return False
    return False
