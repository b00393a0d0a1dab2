"""Errors planted in consistent tables: how many the checks find, locate and repair, and how often they cry wolf.

    python -m benchmarks.planted_errors [--tables 1000] [--seed 1] [--misses]

Each table is made consistent, printed, read back from its grid and checked twice: as it is (every violated row is a false
alarm) and with one error planted (a digit, two digits exchanged, a separator, a zero, two cells exchanged). Counted are the
errors that the table's own sums and rates can show. An error is found when a violated row rests on its cell, located when
a violated row names that cell and no other, wrongly repaired when the suggestion is not what had been printed before.
"""
from __future__ import annotations

import argparse
import random
import time
from collections import Counter
from dataclasses import dataclass, replace
from decimal import Decimal

import regex

from benchmarks.planted_tables import SHAPES, Made, Place, written
from extractors.checks import check
from pipeline.model.document import Document, Grid, GridCell, Line, Page, Word
from pipeline.stages.extract import extract
from pipeline.stages.structure import build

KINDS = ("digit", "exchange", "separator", "zero", "cells")


def spoil(text: str, kind: str, rng: random.Random) -> str | None:
    """The text with one slip; None where it has no room for such a one."""
    spots = [i for i, c in enumerate(text) if c.isdigit()]
    if kind == "digit":
        i = rng.choice(spots)
        return text[:i] + rng.choice([d for d in "0123456789" if d != text[i] and (d != "0" or i > 0)]) + text[i + 1 :]
    if kind == "exchange":
        pairs = [i for i in spots if i + 1 in spots and text[i] != text[i + 1] and (i > 0 or text[i + 1] != "0")]
        if not pairs:
            return None
        i = rng.choice(pairs)
        return text[:i] + text[i + 1] + text[i] + text[i + 2 :]
    if kind == "zero":  # 12.345 -> 123.450 or, of 12.045, 1.245
        head, comma, tail = text.replace(".", "").partition(",")
        drop = "0" in head[1:] and rng.random() < 0.5
        made = head[: (i := head.rindex("0"))] + head[i + 1 :] if drop else head + "0"
        return written(int(made)) + comma + tail
    marks = [i for i, c in enumerate(text) if c in ".,"]
    if not marks:
        return None
    i = rng.choice(marks)
    if rng.random() < 0.5:  # 12.345 -> 12,345; 16,84 -> 16.84
        return text[:i] + {".": ",", ",": "."}[text[i]] + text[i + 1 :]
    bare, at = text[:i] + text[i + 1 :], i + rng.choice([-1, 1])  # 16,84 -> 1,684; 12.345 -> 1.2345
    return bare[:at] + text[i] + bare[at:] if 0 < at < len(bare) else None


def plant(made: Made, kind: str, rng: random.Random) -> tuple[Made, dict[Place, str]] | None:
    """The table with one error, and what had been printed in the places it changed."""
    places = sorted({p for total, parts in made.sums for p in (total, *parts)} | {p for rate in made.rates for p in rate})
    place = rng.choice(places)
    texts = [list(row) for row in made.rows]
    if kind == "cells":
        others = [p for p in ((place[0] + 1, place[1]), (place[0], place[1] + 1))
                  if p in places and texts[p[0]][p[1]] != texts[place[0]][place[1]]]
        if not others:
            return None
        other = rng.choice(others)
        before = {p: texts[p[0]][p[1]] for p in (place, other)}
        texts[place[0]][place[1]], texts[other[0]][other[1]] = before[other], before[place]
    else:
        old = texts[place[0]][place[1]]
        new = spoil(old, kind, rng)
        if new is None or new == old:
            return None
        before = {place: old}
        texts[place[0]][place[1]] = new
    return replace(made, rows=tuple(map(tuple, texts))), before


def shows(made: Made, spoiled: Made, changed: dict[Place, str]) -> bool:
    """Whether a sum or rate of the table no longer holds, half a unit of the last digit allowed for in figures with decimals."""
    def half(place: Place) -> Decimal:
        text = made.rows[place[0]][place[1]]
        rounded = "," in text or "triệu đồng" in made.caption
        return Decimal(5).scaleb(-1 - (len(text) - text.index(",") - 1 if "," in text else 0)) if rounded else Decimal(0)

    def value(place: Place) -> Decimal | None:
        text = spoiled.rows[place[0]][place[1]]
        if regex.fullmatch(r"\d{1,3}(?:\.\d{3})*(?:,\d+)?|\d+(?:,\d+)?", text):
            return Decimal(text.replace(".", "").replace(",", "."))
        return None  # no number in Vietnamese spelling: visible by itself

    if any(value(p) is None for p in changed):
        return True
    for total, parts in spoiled.sums:
        if set(changed) & {total, *parts} and abs(value(total) - sum(value(p) for p in parts)) > half(total) + sum(half(p) for p in parts):
            return True
    for part, whole, rate in spoiled.rates:
        if set(changed) & {part, whole, rate} and abs(100 * value(part) / value(whole) - value(rate)) > half(rate):
            return True
    return False


def checks(made: Made) -> list[dict]:
    """The rows of `checks` for the table alone on a page."""
    lines = [Line((Word("PHỤ"), Word("LỤC"))), Line(tuple(Word(w) for w in made.caption.split()))]
    rows = [*made.header, *made.rows]
    cells = tuple(GridCell(r, c, 1, 1, None, (Line(tuple(Word(w) for w in text.split())),) if text else ())
                  for r, row in enumerate(rows) for c, text in enumerate(row))
    page = Page(1, None, None, tuple(lines), grids=(Grid(len(lines), len(rows), len(rows[0]), cells),))
    return extract(build(Document("0" * 16, "text/plain", (page,))), check).tables["checks"]


def name(made: Made, place: Place) -> str:
    return f"{made.rows[place[0]][1]}, {made.header[-1][place[1]]}"


@dataclass(frozen=True)
class Judged:
    """What became of one planted error."""

    found: bool
    located: bool
    repaired: bool
    wrong: bool


def judge(spoiled: Made, before: dict[Place, str], rows: list[dict]) -> Judged:
    violated = [row for row in rows if row["status"] == "violated"]
    refs = {f"r{r}/c{c}" for r, c in before}
    found = [row for row in violated if {ref.partition("/")[2] for ref in row["subject"]} & refs]
    own = {name(spoiled, place): text for place, text in before.items()}
    told: dict[str, str] = {}
    named: set[str] = set()
    for row in violated:
        if row["kind"] == "separator":
            place = row["subject"][0].partition("/")[2]
            label = next((name(spoiled, p) for p in before if f"r{p[0]}/c{p[1]}" == place), row["subject"][0])
            named.add(label)
            if row["suggestion"]:
                told[label] = row["suggestion"]
        elif row["suggestion"]:
            for change in row["suggestion"].split("; "):
                label, _, values = change.rpartition(": ")
                told[label] = values.partition(" → ")[2]
        if match := regex.search(r"đều đổi ô (.*?): không đề xuất", row["message"]):
            named |= set(match[1].split("; "))
    right = all(label in own and regex.sub(r"[.]", "", told[label]) == regex.sub(r"[.]", "", own[label]) for label in told)
    located = bool(told or named) and (set(told) | named) <= set(own)
    return Judged(bool(found), bool(found) and located, bool(told) and right and set(told) == set(own), bool(told) and not right)


def run(tables: int, seed: int, misses: bool = False) -> dict[str, float]:
    """Figures over `tables` tables; prints them by kind of error."""
    rng = random.Random(seed)
    counts: dict[str, Counter] = {kind: Counter() for kind in KINDS}
    alarms, slowest, began = 0, 0.0, time.process_time()
    for number in range(tables):
        made = SHAPES[number % len(SHAPES)](rng)
        false = [row for row in checks(made) if row["status"] == "violated"]
        alarms += bool(false)
        if false and misses:
            print("false alarm", made.rows, false[0]["message"])
        kind, planted = KINDS[number // len(SHAPES) % len(KINDS)], None
        for _ in range(200):
            planted = plant(made, kind, rng)
            if planted is not None and shows(made, *planted):
                break
        else:
            continue
        start = time.process_time()
        judged = judge(planted[0], planted[1], checks(planted[0]))
        slowest = max(slowest, time.process_time() - start)
        count = counts[kind]
        count["planted"] += 1
        for what in ("found", "located", "repaired", "wrong"):
            count[what] += getattr(judged, what)
        if misses and (judged.wrong or not judged.located):
            print(SHAPES[number % len(SHAPES)].__name__, kind, judged,
                  {name(made, p): (t, planted[0].rows[p[0]][p[1]]) for p, t in planted[1].items()},
                  [row["message"] for row in checks(planted[0]) if row["status"] == "violated"][:3])
    print(f"{'error':10} {'planted':>8} {'found':>7} {'located':>8} {'repaired':>9} {'wrong':>6}")
    whole = sum(counts.values(), Counter())
    for kind, count in [*counts.items(), ("all", whole)]:
        n = max(1, count["planted"])
        print(f"{kind:10} {count['planted']:8} {count['found'] / n:7.1%} {count['located'] / n:8.1%} "
              f"{count['repaired'] / n:9.1%} {count['wrong'] / n:6.1%}")
    print(f"false alarms on consistent tables: {alarms} of {tables}; slowest table {slowest:.2f} s; "
          f"{time.process_time() - began:.0f} s of processor time in all")
    n = max(1, whole["planted"])
    return {what: whole[what] / n for what in ("found", "located", "repaired", "wrong")} | {"false_alarms": alarms / tables}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tables", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--misses", action="store_true")
    given = parser.parse_args()
    run(given.tables, given.seed, given.misses)


if __name__ == "__main__":
    main()
