"""The generator is deterministic, and what is committed is what it makes."""
from __future__ import annotations

import pytest

from .plans import DOCUMENTS, NAMES, ROOT, expected

from generator.cli import WRITERS, write_expected, write_scanned  # noqa: E402
from generator.expected import expected_records, read_value  # noqa: E402
from generator.markup import Table, column_labels, printed_rows, read_plan, split_marker  # noqa: E402
from generator.pdf import write_pdf  # noqa: E402

BORN_DIGITAL = [path.name for path in DOCUMENTS if path.name.endswith(".digital.pdf")]
OFFICE = [path.name for path in DOCUMENTS if path.name.split(".", 1)[1] in WRITERS]
LIMIT = 8_000_000


def plan_of(file_name: str):
    return read_plan(ROOT / "plans" / f"{file_name.split('.')[0]}.plan")


@pytest.mark.parametrize("name", BORN_DIGITAL)
def test_pdf_has_the_same_bytes_each_time(name, tmp_path):
    first, second = tmp_path / "1.pdf", tmp_path / "2.pdf"
    for path in (first, second):
        write_pdf(plan_of(name), path, ROOT / "fonts")
    assert first.read_bytes() == second.read_bytes()
    assert first.read_bytes() == (ROOT / "documents" / name).read_bytes(), "run samples/generate.py and commit what it writes"


@pytest.mark.parametrize("name", OFFICE)
def test_office_and_text_files_have_the_same_bytes_each_time(name, tmp_path):
    WRITERS[name.split(".", 1)[1]](plan_of(name), tmp_path / name)
    assert (tmp_path / name).read_bytes() == (ROOT / "documents" / name).read_bytes()


def test_scan_has_the_same_bytes_each_time(tmp_path):
    plan, digital, made = plan_of("sa-pa-2022"), tmp_path / "plan.pdf", []
    write_pdf(plan, digital, ROOT / "fonts")
    for folder in ("1", "2"):
        (tmp_path / folder).mkdir()
        for rest in ("poor.png", "office.pdf"):
            path = tmp_path / folder / f"sa-pa-2022.{rest}"
            write_scanned(plan, digital, path, ROOT / "fonts")
            made.append(path.read_bytes())
    assert made[:2] == made[2:]


@pytest.mark.parametrize("name", NAMES)
def test_expected_records_are_those_of_the_plan(name, tmp_path):
    write_expected(expected_records(read_plan(ROOT / "plans" / f"{name}.plan")), tmp_path / "made.json")
    assert (tmp_path / "made.json").read_bytes() == (ROOT / "expected" / f"{name}.json").read_bytes()


def test_every_document_has_expected_records_and_every_plan_a_document():
    assert {path.name.split(".")[0] for path in DOCUMENTS} == set(NAMES) == {path.stem for path in (ROOT / "expected").iterdir()}


def test_the_folder_is_small():
    assert sum(path.stat().st_size for path in ROOT.rglob("*") if path.is_file() and "__pycache__" not in path.parts) < LIMIT


def test_a_quote_that_is_not_in_its_block_is_refused(tmp_path):
    source = (ROOT / "plans" / "sa-pa-2022.plan").read_text(encoding="utf-8")
    (tmp_path / "bad.plan").write_text(source.replace("@t hỗ trợ 40 hộ", "@t hỗ trợ 41 hộ"), encoding="utf-8")
    with pytest.raises(ValueError, match="quote not in its block"):
        expected_records(read_plan(tmp_path / "bad.plan"))


@pytest.mark.parametrize("text, value", [("4", ("=", 4, 4)), (">4", (">", 4, None)), (">=4.5", (">=", 4.5, None)), ("<4", ("<", None, 4)),
                                         ("<=4", ("<=", None, 4)), ("~4", ("~", 4, 4)), ("3..4", ("range", 3, 4))])
def test_value_of_an_annotation(text, value):
    assert read_value(text) == value


@pytest.mark.parametrize("text, parts", [("I. MỤC TIÊU", ("I", "MỤC TIÊU")), ("2.1. Dự án 2: Đa dạng", ("2.1", "Dự án 2: Đa dạng")), ("a) Sở Y tế", ("a", "Sở Y tế")),
                                         ("Điều 1. Ban hành", ("Điều 1", "Ban hành")), ("Ban hành", (None, "Ban hành"))])
def test_marker_of_a_heading(text, parts):
    assert split_marker(text) == parts


def test_labels_of_merged_header_cells_are_joined():
    table = Table("", header=[["STT", "Đơn vị", "Năm 2020", "<", "Ghi chú"], ["^", "^", "Số hộ", "Tỷ lệ", "^"]],
                  rows=[[">", "Tổng cộng", "1", "2", ""]])
    assert column_labels(table) == ["STT", "Đơn vị", "Năm 2020 / Số hộ", "Năm 2020 / Tỷ lệ", "Ghi chú"]
    assert printed_rows(table) == [["", "Tổng cộng", "1", "2", ""]]


def test_expected_money_parents_come_before_their_parts():
    for name in NAMES:
        for index, record in enumerate(expected(name)["money"]):
            assert record["parent"] is None or record["parent"] < index
