"""The office program in a run: what is done again when it comes, goes or changes, what the tables say, who is refused."""
from dataclasses import replace

import pytest

from pipeline import agreement, task
from pipeline.config import Config, ReadOptions
from pipeline.inputs import Source
from pipeline.model.errors import OperatorError
from pipeline.plan import Plan, job_for
from tests.read_digital import offices
from tests.run.batch import fingerprint, go, kehoach, plan_text, rows, write_plans

RTF = ("{\\rtf1\\ansi " + "".join(f"\\u{ord(c)}?" if ord(c) > 126 else c for c in plan_text(7)).replace("\n", "\\par ")
       + "}").encode("ascii")


def using(program: str) -> Config:
    return Config(ReadOptions(office=program))


@pytest.fixture
def folder(tmp_path):
    folder = write_plans(tmp_path / "in", 1)
    (folder / "thu.rtf").write_bytes(RTF)
    return folder


def routes(output):
    return {row["path"]: page["route"] for row in rows(output, "documents") for page in rows(output, "pages")
            if page["doc_id"] == row["doc_id"]}


def test_only_files_that_it_may_convert_are_read_again_when_it_comes_changes_and_goes(tmp_path, folder):
    output, office = tmp_path / "out", tmp_path / "office"
    office.mkdir()
    go(folder, output, config=using("never"))
    without = fingerprint(output)
    assert routes(output) == {"plan-00001.txt": "text", "thu.rtf": "text"}
    program = offices.converting(office, *plan_text(7).splitlines())
    assert go(folder, output, config=using(program)).worked == 1
    assert routes(output) == {"plan-00001.txt": "text", "thu.rtf": "office"}
    assert go(folder, output, config=using(program)).worked == 0
    offices.converting(office, *plan_text(7).splitlines(), "THÊM")
    with open(program, "a") as script:
        script.write("# another version\n")
    assert go(folder, output, config=using(program)).worked == 1
    assert go(folder, output, config=using("never")).worked == 1
    assert fingerprint(output) == without


def test_a_failure_is_told_in_files_and_tried_again_on_request(tmp_path, folder):
    output, program = tmp_path / "out", offices.program(tmp_path, "exit 9")
    summary = go(folder, output, config=using(program))
    told = next(row for row in rows(output, "files") if row["path"] == "thu.rtf")
    assert (told["status"], told["error_code"]) == (
        "ok", "office_failed") and "thu.rtf" in told["error_message"] and summary.files["ok"] == 2
    assert next(row for row in rows(output, "pages") if row["error_code"])["error_code"] == "office_failed"
    assert len(rows(output, "targets")) == 2
    assert go(folder, output, config=using(program)).worked == 0
    before = (tmp_path / "out" / "files.csv").read_bytes()
    assert go(folder, output, config=using(program), retry_failed=True).worked == 1
    assert (tmp_path / "out" / "files.csv").read_bytes() == before


def test_a_machine_without_the_program_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(agreement, "_AGREED", {})
    monkeypatch.setenv("PATH", str(tmp_path))
    offices.program(tmp_path, "exit 1")
    plan = Plan.of(Config(), str(tmp_path / "store"))
    text, word = (job_for(plan, Source(name, name, 9, "0" * 64, office), None, False, None)
                  for name, office in (("a.txt", False), ("a.doc", True)))
    assert text.read_version == plan.read_version != word.read_version and text.document != word.document and text.rows != word.rows
    for job in (text, word):
        agreement.require(job, look_again=True)
    (tmp_path / "soffice").unlink()
    agreement._AGREED.clear()
    agreement.require(text, look_again=True)
    with pytest.raises(OperatorError, match="office program: none"):
        task.carry_out(word)
    without = Plan.of(Config(), str(tmp_path / "store"))
    assert without.read["office"] == "never" and replace(without, read=plan.read) == replace(plan, office="")


def test_a_named_program_must_be_there(tmp_path, folder):
    done = kehoach("run", folder, "-o", tmp_path / "out", "--office", tmp_path / "none")
    assert done.returncode == 3 and str(tmp_path / "none") in done.stderr and not (tmp_path / "out" / "files.csv").exists()
