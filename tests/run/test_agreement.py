"""A machine that would make other results than a run asks for is refused."""
from dataclasses import replace
from functools import lru_cache

import pytest

from pipeline import agreement, task, versions
from pipeline.config import Config
from pipeline.inputs import find
from pipeline.model.errors import OperatorError
from pipeline.model.outcome import outcome_name
from pipeline.plan import Plan, job_for
from pipeline.stages.read.engines import lines, numbers, trueocr
from pipeline.store import open_store
from tests.run.batch import write_plans


@pytest.fixture
def job(tmp_path, monkeypatch):
    monkeypatch.setattr(agreement, "_AGREED", {})
    monkeypatch.setattr(versions, "source", lru_cache(lambda *modules: "0" * 16))  # whatever is edited meanwhile
    source = replace(find(str(write_plans(tmp_path / "in", 1)))[0], sha256="0" * 64)
    return job_for(Plan.of(Config(), str(tmp_path / "store")), source, None, False, None)


def test_the_same_everywhere_agrees_and_is_looked_at_once(job, monkeypatch):
    agreement.require(job, look_again=False)
    monkeypatch.setattr(versions, "rows_version", lambda read: pytest.fail("looked at again"))
    agreement.require(job, look_again=False)
    agreement.require(job, look_again=True)


@pytest.mark.parametrize(("name", "what"), [("program", "kehoach"), ("read_version", "reading"), ("rows_version", "extraction")])
def test_other_versions_are_refused_by_name(job, monkeypatch, name, what):
    monkeypatch.setattr(versions, name, lambda *_: "other")
    with pytest.raises(OperatorError, match=f"{what} other, not") as refused:
        task.carry_out(job)
    assert refused.value.exit_code == 3
    assert not open_store(job.store).has(outcome_name(job.sha256))


@pytest.mark.parametrize("reader", [lines, numbers, trueocr])
def test_another_model_is_another_reading(job, monkeypatch, reader):
    monkeypatch.setattr(reader, "versions", lambda: {"sha256": "other"})
    with pytest.raises(OperatorError, match="reading .*, not"):
        agreement.require(job, look_again=True)


def test_a_program_changed_under_way_is_found_when_a_child_is_started(job, monkeypatch):
    agreement.require(job, look_again=True)
    monkeypatch.setattr(versions, "rows_version", lambda read: "other")
    monkeypatch.setattr(versions, "stamp", lambda: "another")
    agreement.require(job, look_again=False)
    with pytest.raises(OperatorError, match="extraction other"):
        agreement.require(job, look_again=True)


def test_the_stamp_follows_rules_and_word_lists(tmp_path, monkeypatch):
    monkeypatch.setattr(versions, "ROOT", tmp_path)
    (tmp_path / "extractors" / "data").mkdir(parents=True)
    seen = {versions.stamp()}
    for name in ("rule.py", "data/words.csv"):
        (tmp_path / "extractors" / name).write_text("x")
        seen.add(versions.stamp())
    (tmp_path / "extractors" / "notes.md").write_text("x")
    assert len(seen) == 3 and versions.stamp() in seen
