"""The hand-made annotations of a plan -> its expected records (one JSON object for a plan).

    @t quote | value unit | direction | year | indicator | options      target
    @o  the same                                                        observation
    @m quote | value unit | year | purpose | options                    money; options id=, part=, source=, per=
    @a quote | role agency <as printed> ; role agency ... | task | deadline | options
    @c quote | kind | code | date | issuer | options                    citation
    @k kind status | what | expected | found | quote | options          check
    @j table {...}                                                      a record in full, as JSON
    @h options                                                          of the heading above
    @n words | why                                                      a figure that is no record

value: `4`, `>4`, `>=4`, `<4`, `<=4`, `~4`, `3..4`; direction: d i r m -; options are joined by ` ; `: `optional`,
`note=`, `per=`, `scope=`, `base=12.4@2020`, `accept={...}` (JSON); for assignments `alt=implement,lead` and `alttask=`
(other roles, other words of the task). Every quote stands word for word in the block above it.
"""
from __future__ import annotations

import json
import re
from decimal import Decimal

from generator.markup import Block, Plan, column_labels, printed_rows, split_marker

UNITS = {"đồng": 1, "nghìn đồng": 10**3, "triệu đồng": 10**6, "tỷ đồng": 10**9, "triệu": 10**6, "tỷ": 10**9}
DIRECTIONS = {"d": "decrease", "i": "increase", "r": "reach", "m": "maintain", "-": None}
STYLES = [("article", r"Điều \d+"), ("roman", r"[IVX]+"), ("decimal", r"\d+(\.\d+)+"), ("arabic", r"\d+"), ("letter", r"[a-zđ]")]
TABLES = {"@t": "targets", "@o": "observations", "@m": "money", "@a": "assignments", "@c": "citations", "@k": "numbers_check",
          "@n": "not_extracted"}


def number(text: str) -> int | float | None:
    value = Decimal(text)
    return int(value) if value == value.to_integral_value() else float(value)


def read_value(text: str) -> tuple[str, int | float | None, int | float | None]:
    """'>=4' -> ('>=', 4, None); '3..4' -> ('range', 3, 4)."""
    if ".." in text:
        low, high = text.split("..")
        return "range", number(low), number(high)
    sign, digits = re.fullmatch(r"(>=|<=|>|<|~|)(-?[\d.]+)", text).groups()
    value = number(digits)
    return sign or "=", None if sign in {"<", "<="} else value, None if sign in {">", ">="} else value


def read_options(text: str) -> dict:
    options: dict = {}
    for item in re.split(r"\s;\s", text) if text else []:
        key, _, value = item.strip().partition("=")
        options[key] = json.loads(value) if key == "accept" else value or True
    return options


def finish(record: dict, options: dict) -> dict:
    if "optional" in options:
        record["optional"] = True
    if "note" in options:
        record["note"] = options["note"]
    if "accept" in options:
        accept = options["accept"]
        record["accept"] = record.get("accept", []) + (accept if isinstance(accept, list) else [accept])
    return record


def indicator(fields: list[str], path: str | None) -> dict:
    quote, value, direction, year, name, *rest = fields
    options = read_options(rest[0] if rest else "")
    expression, _, unit = value.partition(" ")
    comparator, low, high = read_value(expression)
    base, _, base_year = options.get("base", "").partition("@")
    return finish({
        "indicator": name, "direction": DIRECTIONS[direction], "comparator": comparator, "value_min": low, "value_max": high,
        "unit": unit or None, "per": options.get("per"), "baseline_value": number(base) if base else None,
        "baseline_year": int(base_year) if base_year else None, "year": int(year) if year != "-" else None,
        "scope": options.get("scope"), "heading_path": path, "quote": quote}, options)


def money(fields: list[str], path: str | None, ids: dict[str, int], index: int) -> dict:
    quote, value, year, purpose, *rest = fields
    options = read_options(rest[0] if rest else "")
    expression, _, unit = value.partition(" ")
    comparator, low, high = read_value(expression)
    if "id" in options:
        ids[options["id"]] = index
    low, high = (None if x is None else int(Decimal(str(x)) * UNITS[unit]) for x in (low, high))
    return finish({
        "amount_min": low, "amount_max": high, "comparator": comparator, "unit_raw": unit, "per": options.get("per"),
        "source": options.get("source"), "purpose": purpose or None, "parent": ids[options["part"]] if "part" in options else None,
        "year": int(year) if year != "-" else None, "heading_path": path, "quote": quote}, options)


def agency_readings(agency: str) -> list[dict]:
    """Other readings that are as good: a group without 'các' or with the other 'liên quan', a name without its locality word."""
    readings = {
        re.sub(r"^các ", "", agency), re.sub(r" (tỉnh|huyện)$", "", agency),
        re.sub(r"(?<!có )liên quan", "có liên quan", agency), agency.replace("có liên quan", "liên quan"),
        agency.replace("Tổ quốc Việt Nam", "Tổ quốc"), re.sub(r"Tổ quốc(?! Việt)", "Tổ quốc Việt Nam", agency),
    }
    return [{"agency": other} for other in sorted(readings - {agency})]


def other_readings(agency: str, role: str, options: dict) -> list[dict]:
    """The options `alt=role,role` and `alttask=words` with every reading of the agency."""
    names = [agency, *(other["agency"] for other in agency_readings(agency))]
    roles = [other for other in options.get("alt", "").split(",") if other]
    readings = [{"agency": name, "role": other} for other in roles for name in names]
    if "alttask" in options:
        readings += [{"agency": name, "role": other, "task": options["alttask"]} for other in [role, *roles] for name in names]
    return readings


def assignments(fields: list[str], path: str | None, task_no: int) -> list[dict]:
    quote, actors, task, *rest = fields
    options = read_options(rest[1] if len(rest) > 1 else "")
    records = []
    for actor in re.split(r"\s;\s", actors):
        mark, role, agency, raw = re.fullmatch(r"(\??)(\w+) ([^<]+?)(?: <(.+)>)?", actor.strip()).groups()
        record = {"task_no": task_no, "agency": agency, "agency_raw": raw or agency, "role": role, "task": task,
                  "deadline": rest[0] if rest and rest[0] else None, "heading_path": path, "quote": quote,
                  "accept": agency_readings(agency) + other_readings(agency, role, options)}
        records.append(finish(record, {**options, "optional": True} if mark else options))
    return records


def citation(fields: list[str]) -> dict:
    quote, kind, code, date, issuer, *rest = fields
    record = {"kind": kind, "code": code or None, "date": date or None, "issuer": issuer or None, "quote": quote}
    return finish(record, read_options(rest[0] if rest else ""))


def check(fields: list[str]) -> dict:
    head, what, expected, found, quote, *rest = fields
    kind, status = head.split()
    record = {"what": what, "kind": kind, "status": status, "expected": expected, "found": found, "quote": quote}
    return finish(record, read_options(rest[0] if rest else ""))


class Annotations:
    """Walks the blocks of a plan and gathers its records, each under the nearest heading above."""

    def __init__(self) -> None:
        self.records: dict[str, list] = {name: [] for name in ("headings", "targets", "observations", "money", "assignments", "citations",
                                                               "tables", "numbers_check", "not_extracted")}
        self.stack: list[str] = []
        self.annexes, self.task_no, self.money_ids = 0, 0, {}
        self.label = ""

    @property
    def path(self) -> str | None:
        return "/".join(self.stack) or None

    def add_heading(self, block: Block) -> None:
        text = block.text.replace("¶ ", " ")
        marker, title = split_marker(block.text)
        if block.heading_kind == "annex":
            self.annexes += 1
            self.stack = [f"PL{self.annexes if self.annexes > 1 else ''}"]
            marker, title = None, block.text
        else:
            depth = block.level - 1 + (1 if self.annexes else 0)
            self.stack = [*self.stack[:depth], marker]
        if block.heading_kind == "run_in":
            title = title.partition(":")[0]
        style = next((name for name, pattern in STYLES if re.fullmatch(pattern, marker)), "annex") if marker else "annex"
        quote = text
        if block.heading_kind == "run_in":
            quote = text.partition(":")[0]
        elif block.heading_kind == "clause":
            quote = text[:120].rsplit(" ", 1)[0]
        record = {"marker": marker, "style": style, "level": block.level, "kind": block.heading_kind,
                  "title": None if block.heading_kind == "clause" else title.rstrip(":. "), "path": self.path, "quote": quote}
        if block.heading_kind == "annex":  # a label above it ("Phụ lục I") is accepted as marker, PL1 as path of the first
            labels = {self.label, re.sub(r"(?i)^phụ lục ?", "", self.label)} - {""}
            record["accept"] = [{"marker": label} for label in sorted(labels)] + [{"title": f"{self.label} {title}"}] * bool(self.label)
            record["accept"] += [{"path": "PL1"}] * (self.annexes == 1)
        self.records["headings"].append(record)

    def add_note(self, line: str, texts: list[str]) -> None:
        if line.startswith("@j"):
            name, _, record = line[3:].partition(" ")
            self.records[name].append(json.loads(record))
            return
        fields = [f.strip() for f in re.split(r"\s\|(?=\s|$)", line[3:])]
        if line.startswith("@h"):
            finish(self.records["headings"][-1], read_options(line[3:]))
            return
        name = TABLES[line[:2]]
        quote = fields[4] if name == "numbers_check" else fields[0]
        if not any(quote in text for text in texts):
            raise ValueError(f"quote not in its block: {quote!r}")
        if name in {"targets", "observations"}:
            new = [indicator(fields, self.path)]
        elif name == "money":
            new = [money(fields, self.path, self.money_ids, len(self.records["money"]))]
        elif name == "assignments":
            self.task_no += 1
            new = assignments(fields, self.path, self.task_no)
        elif name == "citations":
            new = [citation(fields)]
        elif name == "numbers_check":
            new = [check(fields)]
        else:
            new = [{"quote": fields[0], "why": fields[1]}]
        self.records[name] += new

    def add_block(self, block: Block) -> None:
        if block.kind == "heading" and block.heading_kind:
            self.add_heading(block)
        self.label = block.text if block.kind == "center" and re.match(r"(?i)(phụ lục|biểu)\b", block.text) else ""
        if block.table is not None:
            table = block.table
            self.records["tables"].append({"caption": table.caption, "columns": column_labels(table), "rows": printed_rows(table),
                                           "header_rows": len(table.header)})
            for row, line in table.notes:
                joined = " ".join(cell for cell in printed_rows(table)[row] if cell)
                self.add_note(line, [*table.rows[row], joined] if row >= 0 else [table.caption])
        for line in block.notes:
            self.add_note(line, [block.text])


def expected_records(plan: Plan) -> dict:
    """The plan's records in reading order; raises ValueError on an annotation that does not fit its block."""
    walk = Annotations()
    for block in plan.blocks:
        try:
            walk.add_block(block)
        except (ValueError, KeyError, AttributeError) as error:
            raise ValueError(f"{plan.name}: block of line {block.line}: {error}") from error
    document = dict(plan.front["document"])
    parts = [document.get(f"issue_{x}") for x in ("year", "month", "day")]
    optional = ("number", "code", "district", "issue_day", "issue_month", "issue_year", "period_start", "period_end", "signing_authority")
    document = {**dict.fromkeys(optional), **document, "issue_date": "{:04}-{:02}-{:02}".format(*parts) if all(parts) else None}
    if "accept" in document:  # TOML has no null: an empty string stands for it
        document["accept"] = [{key: None if value == "" else value for key, value in other.items()} for other in document["accept"]]
    for record in walk.records["money"]:  # the end of the period is as good as no year
        if record["year"] is None and document["period_end"]:
            record["accept"] = [*record.get("accept", []), {"year": document["period_end"]}]
    return {"doc": plan.name, "document": document, **walk.records}
