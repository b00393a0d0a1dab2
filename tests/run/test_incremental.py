"""What is done again and what is not."""
import pytest

from extractors.registry import EXTRACTORS
from pipeline import plan, versions, work
from pipeline import rows as taken_apart
from pipeline.config import Config, Limits, ReadOptions
from pipeline.stages import extract
from pipeline.stages.read import Read
from pipeline.store import FolderStore
from tests.run.batch import ROOT, fingerprint, go, pdf, plan_text, rows, write_plans


@pytest.fixture
def counted(monkeypatch):
    """How often documents were read and taken apart."""
    calls = {"read": 0, "extract": 0}
    read, extract = work._read, taken_apart.extract
    monkeypatch.setattr(work, "_read", lambda *a: (calls.__setitem__("read", calls["read"] + 1), read(*a))[1])
    monkeypatch.setattr(taken_apart, "extract", lambda *a: (calls.__setitem__("extract", calls["extract"] + 1), extract(*a))[1])
    return calls


def test_nothing_changed_reads_nothing_and_writes_nothing(tmp_path, counted):
    folder = write_plans(tmp_path / "in", 4)
    go(folder, tmp_path / "out")
    before = fingerprint(tmp_path / "out")
    stamps = {p: p.stat().st_mtime_ns for p in (tmp_path / "out").glob("*.csv")}
    summary = go(folder, tmp_path / "out")
    assert counted == {"read": 4, "extract": 4} and summary.worked == 0 and summary.rows is None
    assert fingerprint(tmp_path / "out") == before and stamps == {p: p.stat().st_mtime_ns for p in stamps}


def test_a_changed_rule_takes_apart_again_without_reading(tmp_path, counted, monkeypatch):
    folder = write_plans(tmp_path / "in", 3)
    go(folder, tmp_path / "out")
    monkeypatch.setattr(versions, "rows_version", lambda read: "another-rule")
    assert go(folder, tmp_path / "out").worked == 3
    assert counted == {"read": 3, "extract": 6}


def test_only_new_and_changed_files_are_worked_on(tmp_path, counted):
    folder = write_plans(tmp_path / "in", 3)
    go(folder, tmp_path / "out")
    (folder / "plan-00002.txt").write_text(plan_text(99), encoding="utf-8")
    (folder / "plan-00003.txt").rename(folder / "renamed.txt")
    (folder / "plan-00001.txt").unlink()
    assert go(folder, tmp_path / "out").worked == 1
    assert [r["path"] for r in rows(tmp_path / "out", "files")] == ["plan-00002.txt", "renamed.txt"]
    assert sorted(r["path"] for r in rows(tmp_path / "out", "documents")) == ["plan-00002.txt", "renamed.txt"]
    assert len(list((tmp_path / "out" / "text").iterdir())) == 2


def test_copies_are_one_document(tmp_path, counted):
    folder = write_plans(tmp_path / "in", 1)
    (folder / "copy.txt").write_bytes((folder / "plan-00001.txt").read_bytes())
    go(folder, tmp_path / "out")
    assert counted["read"] == 1 and len(rows(tmp_path / "out", "documents")) == 1
    assert [(r["path"], r["duplicate_of"], r["status"])
            for r in rows(tmp_path / "out", "files")] == [("copy.txt", "", "ok"), ("plan-00001.txt", "copy.txt", "ok")]


def test_a_changed_ocr_setting_keeps_the_pages_with_a_text_layer(tmp_path, counted, monkeypatch):
    (tmp_path / "a.pdf").write_bytes(pdf(3))
    go(tmp_path / "a.pdf", tmp_path / "out")
    pages = []
    read_page = work.Pages.done
    monkeypatch.setattr(work.Pages, "done", lambda self, page: (pages.append(page.number), read_page(self, page)))
    before = fingerprint(tmp_path / "out")
    go(tmp_path / "a.pdf", tmp_path / "out", config=Config(ReadOptions(fast=True)))
    assert counted["read"] == 2 and pages == []
    after = fingerprint(tmp_path / "out")
    assert {k for k in before if before[k] != after[k]} == {"files.csv", "files.parquet"}  # another run_id
    monkeypatch.setattr(plan, "text_pages_version", lambda read: "another reader")
    monkeypatch.setattr(versions, "read_version", lambda settings, engine: "another reader")
    go(tmp_path / "a.pdf", tmp_path / "out")
    assert pages == [1, 2, 3]


@pytest.mark.parametrize(("force", "expected"), [("read", {"read": 4, "extract": 4}), ("extract", {"read": 2, "extract": 4})])
def test_force_does_a_stage_again(tmp_path, counted, force, expected):
    folder = write_plans(tmp_path / "in", 2)
    go(folder, tmp_path / "out")
    before = fingerprint(tmp_path / "out")
    go(folder, tmp_path / "out", force=force)
    assert counted == expected and fingerprint(tmp_path / "out") == before


def test_only_older_than_looks_at_the_programs_version(tmp_path, counted, monkeypatch):
    folder = write_plans(tmp_path / "in", 1)
    monkeypatch.setattr(versions, "program", lambda: "0.2.0")
    go(folder, tmp_path / "out")
    write_plans(folder, 2)
    monkeypatch.setattr(versions, "program", lambda: "0.10.0")
    monkeypatch.setattr(versions, "rows_version", lambda read: "another-rule")
    assert go(folder, tmp_path / "out", only_older_than="0.2.0").worked == 1  # the new one alone
    assert go(folder, tmp_path / "out", only_older_than="0.10.0").worked == 1


def test_until_and_export_only_stop_where_they_say(tmp_path, counted):
    folder, out = write_plans(tmp_path / "in", 2), tmp_path / "out"
    go(folder, out, until="read")
    assert counted == {"read": 2, "extract": 0} and not (out / "files.csv").exists()
    go(folder, out, export_only=True)
    assert [r["error_code"] for r in rows(out, "files")] == ["waiting", "waiting"]
    go(folder, out, until="extract")
    assert counted == {"read": 2, "extract": 2}
    go(folder, out, export_only=True)
    assert [r["status"] for r in rows(out, "files")] == ["ok", "ok"]


def test_a_failure_that_cannot_change_is_not_tried_again(tmp_path, counted, monkeypatch):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "broken.pdf").write_bytes(b"%PDF-1.7\nnothing")
    go(tmp_path / "in", tmp_path / "out")
    assert go(tmp_path / "in", tmp_path / "out").worked == 0
    assert go(tmp_path / "in", tmp_path / "out", retry_failed=True).worked == 0
    monkeypatch.setattr(taken_apart, "build", lambda document: 1 / 0)
    write_plans(tmp_path / "in", 1)
    go(tmp_path / "in", tmp_path / "out")
    assert rows(tmp_path / "out", "files")[1]["error_code"] == "internal_error"
    assert go(tmp_path / "in", tmp_path / "out").worked == 0
    monkeypatch.undo()
    assert go(tmp_path / "in", tmp_path / "out", retry_failed=True).worked == 1
    assert rows(tmp_path / "out", "files")[1]["status"] == "ok"


def test_a_run_stopped_while_it_writes_leaves_no_file_unlisted(tmp_path, monkeypatch):
    folder, out = write_plans(tmp_path / "in", 3), tmp_path / "out"
    monkeypatch.setattr(FolderStore, "upload", lambda *a: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        go(folder, out)
    monkeypatch.undo()
    assert len(list((out / "text").iterdir())) == 3
    (folder / "plan-00001.txt").unlink()
    go(folder, out)
    assert len(list((out / "text").iterdir())) == 2
    go(folder, tmp_path / "calm")
    assert fingerprint(out) == fingerprint(tmp_path / "calm")


@pytest.mark.parametrize("table", [*EXTRACTORS, "checks", "agencies"])
def test_a_table_that_cannot_be_made_leaves_the_others(tmp_path, counted, monkeypatch, table):
    folder, out = write_plans(tmp_path / "in", 1), tmp_path / "out"
    go(folder, tmp_path / "calm")

    def fails(*_):
        raise ValueError("no such span")

    if table == "checks":
        monkeypatch.setattr(taken_apart, "check", fails)
    elif table == "agencies":
        monkeypatch.setattr(extract, "_agency_rows", fails)
    else:
        monkeypatch.setitem(EXTRACTORS, table, fails)
    go(folder, out)
    (file,) = rows(out, "files")
    assert (file["status"], file["error_code"]) == (
        "partial", "extract_error") and f"[{table}: ValueError: no such span]" in file["error_message"]
    assert "`extract_error`" in (ROOT / "docs" / "errors.md").read_text()
    assert len(rows(out, "documents")) == 1 and (table == "documents" or rows(out, table) == [])
    for other in {"headings", "targets", "money", "assignments", "agencies"} - {
        table, *({"agencies"} if table in ("assignments", "documents") else ())}:
        assert len(rows(out, other)) == len(rows(tmp_path / "calm", other)) > 0, other
    if table == "headings":
        assert {row["heading_id"] for row in rows(out, "targets")} == {""}
    monkeypatch.undo()
    assert go(folder, out).worked == 0
    assert go(folder, out, retry_failed=True).worked == 1
    assert fingerprint(out) == fingerprint(tmp_path / "calm")


def test_want_of_memory_is_the_documents_failure(tmp_path, monkeypatch):
    def fails(*_):
        raise MemoryError

    monkeypatch.setitem(EXTRACTORS, "money", fails)
    go(write_plans(tmp_path / "in", 1), tmp_path / "out")
    assert [(r["status"], r["error_code"]) for r in rows(tmp_path / "out", "files")] == [("failed", "extract_out_of_memory")]


def test_the_limit_on_bytes_is_that_of_the_settings(tmp_path, monkeypatch):
    """The same limit before and while a file is read: there is no other."""
    asked = []
    monkeypatch.setattr(work, "Read", lambda **given: (asked.append(given["largest"]), Read(**given))[1])
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "small.txt").write_text(plan_text(1))
    (folder / "large.txt").write_text(plan_text(2) * 4000)
    go(folder, tmp_path / "out", config=Config(limits=Limits(file_mb=1)))
    assert [(r["path"], r["error_code"]) for r in rows(tmp_path / "out", "files")] == [
        ("large.txt", "too_large"), ("small.txt", "")] and asked == [2**20]
    assert Read().largest is None


def test_a_damaged_store_is_mended_by_working_again(tmp_path, counted):
    folder = write_plans(tmp_path / "in", 1)
    go(folder, tmp_path / "out")
    before = fingerprint(tmp_path / "out")
    outcome = next((tmp_path / "out" / ".kehoach" / "store" / "outcomes").rglob("[0-9a-f]" * 64))
    outcome.write_bytes(outcome.read_bytes()[:-5])
    document = next((tmp_path / "out" / ".kehoach" / "store" / "documents").rglob("*-*"))
    document.write_bytes(document.read_bytes()[:-5])
    assert go(folder, tmp_path / "out").worked == 1 and counted["read"] == 2
    assert fingerprint(tmp_path / "out") == before


def test_source_version_follows_imports_and_data(tmp_path, monkeypatch):
    monkeypatch.setattr(versions, "ROOT", tmp_path)
    package = tmp_path / "pipeline"
    (package / "data").mkdir(parents=True)
    (package / "__init__.py").write_text("")
    (package / "a.py").write_text("def f():\n    from pipeline import b\n")
    (package / "b.py").write_text('x = rows("words")\n')
    (package / "c.py").write_text('x = rows("others")\n')
    (package / "data" / "words.csv").write_text("w\n")
    (package / "data" / "others.csv").write_text("w\n")

    def seen():
        versions.source.cache_clear()
        return versions.source("pipeline.a")

    first = seen()
    (package / "c.py").write_text("x = 2\n")
    (package / "data" / "others.csv").write_text("v\n")
    assert seen() == first
    (package / "b.py").write_text('x = list(rows("words"))\n')
    second = seen()
    assert second != first
    (package / "data" / "words.csv").write_text("v\n")
    assert seen() not in (first, second)
    versions.source.cache_clear()


def test_each_word_list_is_named_by_a_module_of_its_package():
    for top in ("normalizers", "extractors"):
        told = "".join(path.read_text(encoding="utf-8") for path in (versions.ROOT / top).rglob("*.py"))
        assert [path.name for path in versions.data_files(versions.ROOT / top) if f'"{path.stem}"' not in told] == []


@pytest.mark.parametrize(("name", "read_again"), [("figure_cues.csv", False), ("units.csv", False), ("syllables.csv", True)])
def test_only_word_lists_that_the_readers_use_belong_to_a_reading(monkeypatch, name, read_again):
    versions.source.cache_clear()
    whole = versions.source("pipeline.stages.read")
    every = versions.data_files
    monkeypatch.setattr(versions, "data_files", lambda folder: [path for path in every(folder) if path.name != name])
    versions.source.cache_clear()
    assert (versions.source("pipeline.stages.read") != whole) == read_again
    versions.source.cache_clear()
