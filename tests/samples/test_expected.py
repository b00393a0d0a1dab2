"""The expected records against the documents themselves: words, figures and sums."""
from __future__ import annotations

import re
from decimal import Decimal

import pypdfium2 as pdfium
import pytest

from .plans import NAMES, ROOT, expected

NUMBER = re.compile(r"\d[\d.]*(?:,\d+)?")
UNITS = {"đồng": 1, "triệu đồng": 10**6, "tỷ đồng": 10**9}
DIGITAL = [name for name in NAMES if (ROOT / "documents" / f"{name}.digital.pdf").exists()]


def squeeze(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def pdf_text(name: str) -> str:
    """The text of all pages, page numbers left out."""
    with pdfium.PdfDocument(ROOT / "documents" / f"{name}.digital.pdf") as document:
        pages = [page.get_textpage().get_text_bounded() for page in document]
    return squeeze(" ".join(re.sub(r"^\s*\d+\s*\n", "", page) for page in pages).replace("\ufffe", "-"))


def figures(text: str) -> set[Decimal]:
    """Every number of a text with dot thousands and decimal commas."""
    return {Decimal(n.strip(".").replace(".", "").replace(",", ".")) for n in NUMBER.findall(text)}


@pytest.mark.parametrize("name", DIGITAL)
def test_quotes_stand_in_the_document(name):
    text, records = pdf_text(name), expected(name)
    quotes = [r["quote"] for table in ("headings", "targets", "observations", "money", "citations") for r in records[table]]
    quotes += [r["quote"] for r in records["assignments"] if not (r["heading_path"] or "").startswith("PL")]
    assert quotes and [quote for quote in quotes if squeeze(quote) not in text] == []


@pytest.mark.parametrize("name", DIGITAL)
def test_cells_stand_in_the_document(name):
    letters = re.sub(r"\s+", "", pdf_text(name))
    for table in expected(name)["tables"]:
        missing = [cell for row in table["rows"] for cell in row if NUMBER.fullmatch(cell) and cell not in letters]
        assert missing == []


@pytest.mark.parametrize("name", NAMES)
def test_figures_stand_in_their_quotes(name):
    records = expected(name)
    for record in records["targets"] + records["observations"]:
        wanted = {Decimal(str(record[key])) for key in ("value_min", "value_max", "baseline_value") if record[key] is not None}
        in_words = record.get("optional") and wanted == {0}
        assert in_words or wanted <= figures(record["quote"]), record
    for record in records["money"]:
        wanted = {Decimal(record[key]) / UNITS[record["unit_raw"]] for key in ("amount_min", "amount_max") if record[key] is not None}
        assert wanted <= figures(record["quote"]), record


@pytest.mark.parametrize("name", NAMES)
def test_bounds_agree_with_the_comparator(name):
    records = expected(name)
    for record, low, high in [(r, r["value_min"], r["value_max"]) for r in records["targets"] + records["observations"]] + [
            (r, r["amount_min"], r["amount_max"]) for r in records["money"]]:
        sign = record["comparator"]
        assert (low is None) == (sign in {"<", "<="}) and (high is None) == (sign in {">", ">="}), record
        assert sign not in {"=", "~"} or low == high, record
        assert sign != "range" or low < high, record


@pytest.mark.parametrize("name", NAMES)
def test_parts_of_money_add_up(name):
    money = expected(name)["money"]
    for index, total in enumerate(money):
        parts = [r["amount_min"] for r in money if r["parent"] == index]
        assert not parts or sum(parts) == total["amount_min"], total


def column_sums(table: dict) -> list[tuple[str, Decimal, Decimal]]:
    """(column, sum of the numbered rows, printed total) of the columns that count."""
    totals = [row for row in table["rows"] if re.match("Tổng cộng|Toàn", row[1])]
    rows = [row for row in table["rows"] if row[0].isdigit()]
    return [(label, sum(min(figures(row[c])) for row in rows), min(figures(totals[0][c]))) for c, label in enumerate(table["columns"])
            if c > 1 and totals and totals[0][c] and not re.search("Tỷ lệ|Độ che phủ", label)]


@pytest.mark.parametrize("name", NAMES)
def test_columns_add_up_but_for_the_planted_one(name):
    records = expected(name)
    wrong = [(total, printed) for table in records["tables"] for _, total, printed in column_sums(table) if total != printed]
    planted = [c for c in records["numbers_check"] if c["status"] == "violated"]
    assert [(figures(c["expected"]), figures(c["found"])) for c in planted] == [({total}, {printed}) for total, printed in wrong]


RATES = {"da-bac-2024": [(3, 2, 4), (5, 2, 6)], "dak-nong-2012": [(3, 2, 4), (5, 2, 6)], "so-tu-phap-ca-mau-2025": [(3, 2, 4)]}


@pytest.mark.parametrize("name", sorted(RATES))
def test_rates_of_tables_are_right(name):
    for row in expected(name)["tables"][0]["rows"]:
        for part, whole, rate in RATES[name]:
            printed = min(figures(row[rate]))
            exact = min(figures(row[part])) * 100 / min(figures(row[whole]))
            assert abs(exact - printed) * 2 <= Decimal(1).scaleb(printed.as_tuple().exponent), row


def test_subtotals_and_rows_of_the_new_rural_annex_add_across():
    rows = expected("yen-bai-2016")["tables"][0]["rows"]
    groups: list[list[int]] = []
    for row in rows:
        total, *parts = (int(cell.replace(".", "")) for cell in row[7:])
        assert total == sum(parts), row
        if row[0].isdigit():
            groups[-1][1] += total
        elif row[0]:
            groups.append([total, 0])
    assert len(groups) == 7 and all(printed == found for printed, found in groups)
