"""Row and column borders of ruled tables: which rulings belong together, on what levels they run, where they are printed."""
from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from statistics import median

from pipeline.stages.read.ruled.rulings import SURE, Ruling, Seen, Sets, closed, fit

_PRESENT = 0.6
"""Share of a cell's side that must be ruled for the side to be there."""
_TOUCHED = 0.15
"""Share printed of a stretch from which it is looked at again: something lies across it."""
_FAINT = 0.15
"""Stretches printed in part against those printed whole, from which a table counts as faint."""
_OPEN = 0.6
"""Share of the rulings that must run on past the outermost crossing line for the table to be open on that side."""

Part = tuple[list[Ruling], list[Ruling]]
"""Horizontal and vertical rulings of one table."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A row or column border of a table: v = level + slope * (u - centre), and where along u it is printed."""

    level: float
    slope: float
    centre: float
    covered: tuple[tuple[float, float], ...]

    def at(self, u: float) -> float:
        return self.level + self.slope * (u - self.centre)

    def share(self, start: float, end: float) -> float:
        """How much of start..end is printed, 0..1."""
        inside = sum(max(0.0, min(end, e) - max(start, s)) for s, e in self.covered)
        return inside / (end - start) if end > start else 0.0


def merged(parts: list[Part], slack: float) -> list[Part]:
    """Parts that lie across one another as one: a faint table falls apart where its rulings are lost. A part inside another stays."""
    boxes = [(min(d for r in columns for _, d in r.points), min(a for r in rows for _, a in r.points),
              max(d for r in columns for _, d in r.points), max(a for r in rows for _, a in r.points)) for rows, columns in parts]
    spans = [(min(x0, min(r.start for r in rows)), y0, max(x1, max(r.end for r in rows)), y1)
             for (x0, y0, x1, y1), (rows, _) in zip(boxes, parts)]
    sets = Sets(len(parts))
    for i, j in product(range(len(parts)), repeat=2):
        a, b = spans[i], spans[j]
        across, down = min(a[2], b[2]) - max(a[0], b[0]), min(a[3], b[3]) - max(a[1], b[1])
        nested = across >= min(a[2] - a[0], b[2] - b[0]) - slack and down >= min(a[3] - a[1], b[3] - b[1]) - slack
        if i < j and across > slack and down > slack and not nested:
            sets.join(i, j)
    return [([r for i in group for r in parts[i][0]], [r for i in group for r in parts[i][1]]) for group in sets.groups()]


def components(across: list[Ruling], down: list[Ruling], slack: float) -> list[tuple[list[Ruling], list[Ruling]]]:
    """Rulings that touch one another, as (horizontal, vertical) groups with both kinds."""
    sets = Sets(len(across) + len(down))
    for (i, a), (j, d) in product(enumerate(across), enumerate(down)):
        x, y = d.middle[1], a.middle[1]
        x, y = _near(d, y, x), _near(a, x, y)
        if a.start - slack <= x <= a.end + slack and d.start - slack <= y <= d.end + slack:
            sets.join(i, len(across) + j)
    found = []
    for group in sets.groups():
        rows = [across[i] for i in group if i < len(across)]
        columns = [down[i - len(across)] for i in group if i >= len(across)]
        if rows and columns:
            found.append((rows, columns))
    return found


def _near(ruling: Ruling, u: float, default: float) -> float:
    """v of the ruling's point nearest to u."""
    return min(ruling.points, key=lambda p: abs(p[0] - u))[1] if ruling.points else default


def rules_of(rulings: list[Ruling], tolerance: float, reach: float) -> list[Rule]:
    """The borders of one direction in order, rulings on one level taken together.

    A page photographed or fed at an angle has slopes that change across it: slope = a + b * level, from the long rulings.
    """
    start, end = min(r.start for r in rulings), max(r.end for r in rulings)
    centre = (start + end) / 2
    fits = [(fit(r.points), r) for r in rulings]
    long = [(mv, slope) for (_, mv, slope), r in fits if r.end - r.start > 0.4 * (end - start)]
    base, usual, trend = fit(long) if long else (0.0, 0.0, 0.0)
    levels = sorted(((mv - (slope := usual + trend * (mv - base)) * (mu - centre), slope, r)
                     for (mu, mv, _), r in fits), key=lambda x: x[0])
    clusters: list[list[tuple[float, float, Ruling]]] = []
    for item in levels:
        if clusters and item[0] - clusters[-1][-1][0] <= tolerance and item[0] - clusters[-1][0][0] <= 2 * tolerance:
            clusters[-1].append(item)
        else:
            clusters.append([item])
    return [_rule(cluster, centre, 0.4 * (end - start), reach) for cluster in clusters]


def _rule(cluster: list[tuple[float, float, Ruling]], centre: float, enough: float, reach: float) -> Rule:
    covered = closed([c for _, _, r in cluster for c in r.covered], reach)
    longest = max((r for _, _, r in cluster), key=lambda r: r.end - r.start)
    if longest.end - longest.start > enough:
        mu, mv, slope = fit(longest.points)
        return Rule(mv + slope * (centre - mu), slope, centre, covered)
    return Rule(sum(level for level, _, _ in cluster) / len(cluster), cluster[0][1], centre, covered)


def closed_sides(rules: list[Rule], crossing: list[Rule], tolerance: float) -> list[Rule]:
    """`rules` with a border added on a side where most of the crossing lines run on past the last one (open tables)."""
    centre = rules[0].centre
    whole = ((min(c.level for c in crossing), max(c.level for c in crossing)),)
    starts = [c.covered[0][0] for c in crossing]
    ends = [c.covered[-1][1] for c in crossing]
    first, last = rules[0].level, rules[-1].level
    before = [s for s in starts if s < first - 4 * tolerance]
    after = [e for e in ends if e > last + 4 * tolerance]
    if len(crossing) > 1 and len(before) >= _OPEN * len(crossing):
        rules = [Rule(median(before), rules[0].slope, centre, whole), *rules]
    if len(crossing) > 1 and len(after) >= _OPEN * len(crossing):
        rules = [*rules, Rule(median(after), rules[-1].slope, centre, whole)]
    return rules


def separates(rule: Rule, crossing: list[Rule], outer: bool) -> bool:
    """Whether the rule is printed along at least one cell's side."""
    sides = zip(crossing, crossing[1:])
    return any(rule.share(a.at(rule.level), b.at(rule.level)) >= (_PRESENT / 2 if outer else _PRESENT) for a, b in sides)


def is_faint(drawn: list[tuple[list[Rule], list[Rule]]]) -> bool:
    """Whether many stretches between crossing borders are printed in part: in a good picture they are there or not."""
    shares = [rule.share(a.at(rule.level), b.at(rule.level)) for rows, columns in drawn for one, other in ((rows, columns), (columns, rows))
              for rule in one for a, b in zip(other, other[1:])]
    whole = sum(s >= 0.9 for s in shares)
    return whole >= 3 and sum(0.04 < s < 0.9 for s in shares) > _FAINT * whole


def spaced(rules: list[Rule], least: float) -> list[Rule]:
    """The rules of a faint table without those that no line of text would fit beside: of two so close, the one printed more stays.

    A line of text in a bad copy can look like a dotted ruling.
    """
    printed = lambda rule: sum(end - start for start, end in rule.covered)
    kept: list[Rule] = []
    for rule in rules:
        if kept and rule.level - kept[-1].level < least:
            kept[-1] = max(kept[-1], rule, key=printed)
        else:
            kept.append(rule)
    return kept


def sides(rules: list[Rule], crossing: list[Rule], seen: Seen | None, faint: bool) -> list[list[bool]]:
    """For each rule, which of its stretches between crossing borders are printed.

    In a good picture the strokes cover a stretch or they do not, and `seen` is asked only where a stamp or a letter lies on it;
    in a faint copy it is asked wherever the strokes leave off.
    """
    spans = [[(a.at(rule.level), b.at(rule.level)) for a, b in zip(crossing, crossing[1:])] for rule in rules]
    scores = [[_score(rule, start, end, seen, 0.0 if faint else _TOUCHED) for start, end in own] for rule, own in zip(rules, spans)]
    return _believed(scores) if faint else [[score >= SURE for score in own] for own in scores]


def _score(rule: Rule, start: float, end: float, seen: Seen | None, least: float) -> float:
    share = rule.share(start, end)
    if share >= _PRESENT:
        return 1.0
    return seen((start, rule.at(start)), (end, rule.at(end))) if seen is not None and share >= least else 0.0


def _believed(scores: list[list[float]]) -> list[list[bool]]:
    """Which faint stretches are there. Merged cells come in rows and columns of their own: little is enough where the rule
    runs through everywhere else and its neighbours run through beside it."""
    sure = [[score >= 0.5 for score in own] for own in scores]
    along = [sum(own) / len(own) for own in sure]
    beside = [sum(own[k] for own in sure) / len(sure) for k in range(len(sure[0]))] if sure else []
    enough = lambda a, b: 0.1 if min(a, b) >= 0.75 and max(len(scores), len(beside)) >= 5 else 0.5 if min(a, b) >= 0.6 else SURE
    return [[score >= enough(a, b) for score, b in zip(own, beside)] for own, a in zip(scores, along)]
