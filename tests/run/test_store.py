"""Finished work is there whole or not at all."""
import errno
import os

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline import store as module
from pipeline.model.document import BBox, Document, Grid, GridCell, Line, Page, Word
from pipeline.store import FolderStore, UrlStore, open_store, pack, unpack

words = st.builds(Word, st.text(st.characters(codec="utf-8"), max_size=8),
                  st.none() | st.builds(BBox, *[st.floats(0, 1000)] * 4), st.none() | st.floats(0, 1),
                  st.lists(st.text(st.characters(codec="utf-8"), max_size=4), max_size=2).map(tuple))
lines = st.builds(Line, st.lists(words, max_size=3).map(tuple), st.none() | st.booleans(), st.none() | st.floats(1, 40))
grids = st.builds(Grid, st.integers(0, 9), st.integers(1, 3), st.integers(1, 3),
                  st.lists(st.builds(GridCell, st.integers(0, 3), st.integers(0, 3), st.just(1), st.just(1), st.none(),
                                     st.lists(lines, max_size=2).map(tuple)), max_size=2).map(tuple))
pages = st.builds(Page, st.integers(1, 9), st.none() | st.floats(1, 900), st.none() | st.floats(1, 900),
                  st.lists(lines, max_size=2).map(tuple), st.lists(grids, max_size=2).map(tuple))


@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=50)
@given(st.builds(Document, st.just("0" * 16), st.just("application/pdf"), st.lists(pages, max_size=3).map(tuple)))
def test_a_document_comes_back_as_it_was(document):
    assert unpack(pack(document), Document) == document
    assert pack(document) == pack(document)


@given(st.integers(0, 200))
def test_a_damaged_value_counts_as_absent(at):
    data = pack({"a": list(range(50))})
    assert unpack(data[: at % len(data)], dict) is None
    assert unpack(None, dict) is None and unpack(pack([1]), dict) is None


@pytest.fixture(params=["folder", "url"])
def store(request, tmp_path):
    return open_store(str(tmp_path / "s") if request.param == "folder" else f"memory://{tmp_path}")


def test_names_and_values(store, tmp_path):
    assert store.get("a/x") is None and not store.has("a/x") and list(store.names("a")) == []
    for name in ("a/x", "a/b/y", "c/z"):
        store.put(name, name.encode())
    store.put("a/x", b"new")
    assert store.get("a/x") == b"new" and store.has("a/x")
    assert sorted(store.names("a")) == ["a/b/y", "a/x"]
    assert store.get_many(["a/x", "a/none", "c/z"]) == {"a/x": b"new", "c/z": b"c/z"} and store.get_many([]) == {}
    store.delete("a/x")
    store.delete("a/x")
    (tmp_path / "draft").write_bytes(b"whole")
    store.upload(tmp_path / "draft", "d/e/f")
    assert store.get("d/e/f") == b"whole"
    assert not store.has("a/x")
    assert isinstance(store, FolderStore | UrlStore)


def test_a_value_is_made_only_where_there_is_none(tmp_path):
    store = open_store(f"memory://{tmp_path}")
    assert store.tag("x") is None and store.put_if("x", b"first", None)
    assert not store.put_if("x", b"second", None) and store.get("x") == b"first"
    assert store.put_if("x", b"third", store.tag("x")) and store.get("x") == b"third"


def test_a_store_that_knows_no_conditions_puts_unseen(tmp_path, monkeypatch):
    store, said = open_store(f"memory://{tmp_path}"), []
    system = store._place[0]
    put = system.pipe_file

    def server(path, data, **condition):
        said.append(condition)
        if condition:
            answer = RuntimeError("not implemented")
            answer.response = {"Error": {"Code": codes.pop(0)}}
            raise OSError("not implemented") from answer
        put(path, data)

    codes = ["NotImplemented", "PreconditionFailed", "SlowDown"]
    monkeypatch.setattr(system, "pipe_file", server)
    assert store.put_if("x", b"first", None) and store.get("x") == b"first" and said == [{"mode": "create"}, {}]
    assert not store.put_if("x", b"second", "tag") and store.get("x") == b"first" and said[-1] == {"IfMatch": "tag"}
    with pytest.raises(OSError):
        store.put_if("x", b"third", "tag")


def test_a_full_disk_leaves_what_was_there(tmp_path, monkeypatch):
    store = FolderStore(str(tmp_path))
    store.put("x", b"old")

    def full(handle):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(module.os, "fsync", full)
    with pytest.raises(OSError):
        store.put("x", b"new")
    assert os.listdir(tmp_path) == ["x"] and store.get("x") == b"old"


def test_drafts_lie_where_they_are_told_to(tmp_path, monkeypatch):
    """So that what a killed process leaves is not among the user's files."""
    store, seen = open_store(str(tmp_path / "out"), tmp_path / "drafts"), []
    replace = os.replace
    monkeypatch.setattr(module.os, "replace", lambda draft, place: (seen.append(draft.parent), replace(draft, place))[1])
    store.put("text/x", b"whole")
    assert seen == [tmp_path / "drafts"] and os.listdir(tmp_path / "out" / "text") == ["x"] and not os.listdir(tmp_path / "drafts")
