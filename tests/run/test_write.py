"""The output files against the contract."""
import json
from collections import defaultdict

import pyarrow.dataset
import pyarrow.parquet
import pytest

from pipeline.model.contract import KEYS, TABLES
from pipeline.stages.write import GROUP_ROWS, TableWriter, datapackage, printed, schema, typed
from tests.run.batch import go, pdf, rows, write_plans


@pytest.fixture(scope="module")
def output(tmp_path_factory):
    folder = tmp_path_factory.mktemp("write")
    write_plans(folder / "in", 6)
    (folder / "in" / "a.pdf").write_bytes(pdf(2))
    (folder / "in" / "=1+1.txt").write_text("Kế hoạch, \"trích\"\nI. MỤC TIÊU\n1. Đạt 5%;\n", encoding="utf-8")
    go(folder / "in", folder / "out", partition_by=("province", "year"))
    return folder / "out"


@pytest.mark.parametrize("table", TABLES)
def test_csv_and_parquet_have_the_contracts_columns_and_the_same_rows(output, table):
    flat, typed_rows = rows(output, table), pyarrow.parquet.read_table(output / f"{table}.parquet")
    assert typed_rows.schema.equals(schema(table)) and typed_rows.column_names == list(TABLES[table])
    assert [[printed(value) for value in row.values()] for row in typed_rows.select([c for c, k in TABLES[table].items() if k in ("str", "int", "json", "list")]).to_pylist()] == [
        [row[c] for c, k in TABLES[table].items() if k in ("str", "int", "json", "list")] for row in flat]


def test_rows_are_in_doc_id_order_and_ids_count_up(output):
    for table, key in KEYS.items():
        ids = [row[key] for row in rows(output, table)]
        assert ids == sorted(ids) and len(ids) == len(set(ids)), table
    assert [r["doc_id"] for r in rows(output, "documents")] == sorted(r["doc_id"] for r in rows(output, "documents"))
    assert [r["path"] for r in rows(output, "files")] == sorted(r["path"] for r in rows(output, "files"))


def test_every_quote_is_found_at_its_place(output):
    counted = defaultdict(int)
    for table in ("headings", "targets", "observations", "money", "assignments", "citations", "cells"):
        for row in rows(output, table):
            text = (output / "text" / f"{row['doc_id']}.txt").read_bytes().decode()
            assert " ".join(text[int(row["char_start"]):int(row["char_end"])].split()) == row["quote"]
            counted[table] += 1
    assert counted["headings"] >= 30 and counted["money"] >= 6


def test_links_lead_to_rows(output):
    headings = {r["heading_id"] for r in rows(output, "headings")}
    agencies = {r["agency_id"] for r in rows(output, "agencies")}
    for table in ("targets", "money", "assignments", "tables"):
        assert {r["heading_id"] for r in rows(output, table)} <= headings | {""}
    assert {r["parent_id"] for r in rows(output, "headings")} <= headings | {""}
    assert {r["agency_id"] for r in rows(output, "assignments")} <= agencies | {""}


def test_the_data_package_describes_the_csv_files(output):
    told = json.loads((output / "datapackage.json").read_text())
    assert told == datapackage()
    for resource in told["resources"]:
        head = (output / resource["path"]).open(encoding="utf-8", newline="").readline().strip()
        assert head.split(",") == [field["name"] for field in resource["schema"]["fields"]]
        assert set(resource["schema"]["primaryKey"]) <= set(head.split(","))


def test_partitioned_dataset_holds_the_same_rows(output):
    for table in ("documents", "money"):
        found = pyarrow.dataset.dataset(output / "dataset" / table, partitioning="hive").to_table().to_pylist()
        flat = rows(output, table)
        assert sorted(row["doc_id"] for row in found) == sorted(row["doc_id"] for row in flat) and flat
        assert {row["doc_year"] for row in found} - {None} == {2021}


def test_values():
    assert [printed(v) for v in (None, True, ["a", "b\"c"], "x", 1.5)] == ["", "true", '["a", "b\\"c"]', "x", "1.5"]
    assert typed("17.46", "number") == 17.46 and typed("2021-03-05", "date").year == 2021
    assert typed("", "int") is None and typed(["1"], "list") == ["1"]
    with pytest.raises(ValueError):
        typed("5 tỷ", "number")


def test_row_groups_are_written_as_they_fill(tmp_path):
    with TableWriter(tmp_path, "agencies") as writer:
        for start in range(0, 2 * GROUP_ROWS + 10, 1000):
            writer.add([{"agency_id": f"{n:06}", "name": "x", "kind": None, "level": None} for n in range(start, start + 1000)])
            assert len(writer._rows) < GROUP_ROWS
    found = pyarrow.parquet.ParquetFile(tmp_path / "agencies.parquet")
    assert found.num_row_groups == 3 and found.metadata.num_rows == writer.count
