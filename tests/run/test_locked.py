"""One run at a time on one output: a folder by its lock, an object store by a lock object."""
import time

import pytest

from pipeline import workspace as module
from pipeline.model.errors import OperatorError
from pipeline.workspace import Workspace


@pytest.fixture(params=["folder", "url"])
def place(request, tmp_path, monkeypatch):
    monkeypatch.setattr(module, "SETTLE_SECONDS", 0.01)
    return str(tmp_path / "out") if request.param == "folder" else f"memory://{tmp_path}"


def test_the_second_run_is_refused_and_the_lock_ends_with_the_first(place):
    with Workspace.at(place).locked():
        assert Workspace.at(place).busy
        with pytest.raises(OperatorError, match="another run"), Workspace.at(place).locked():
            pass
        assert Workspace.at(place).busy
    assert not Workspace.at(place).busy
    with Workspace.at(place).locked():
        pass


@pytest.fixture
def url(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "SETTLE_SECONDS", 0.01)
    return f"memory://{tmp_path}"


def test_of_two_that_lock_at_the_same_time_the_last_goes_on(url, monkeypatch):
    """Both saw no lock and wrote theirs: the one that wrote first finds the other's, leaves, and does not take it away."""
    first, last = Workspace.at(url), Workspace.at(url)
    monkeypatch.setattr(module.time, "sleep", lambda _: last.write("lock", last._holder()))
    with pytest.raises(OperatorError, match="another run"), first.locked():
        pass
    assert last.read("lock")["token"] == last.token
    last.renew()


def test_a_lock_that_was_not_renewed_is_void_and_its_run_stops(url):
    old, new = Workspace.at(url), Workspace.at(url)
    with old.locked():
        old.write("lock", old._holder() | {"at": time.time() - module.STALE_SECONDS - 1})
        with new.locked():
            new.renew()
            with pytest.raises(OperatorError, match="another run"):
                old.renew()
            assert new.read("lock")["token"] == new.token
    assert not new.busy


def test_a_run_finds_out_by_itself_that_another_has_taken_over(url, monkeypatch):
    monkeypatch.setattr(module, "RENEW_SECONDS", 0.01)
    old, new = Workspace.at(url), Workspace.at(url)
    with old.locked():
        old.require_held()
        new.write("lock", new._holder())
        assert old._lost.wait(60)
        with pytest.raises(OperatorError, match="taken over"):
            old.require_held()
    assert new.read("lock")["token"] == new.token


def test_a_lock_is_renewed_while_the_run_is_busy_elsewhere(url, monkeypatch):
    monkeypatch.setattr(module, "RENEW_SECONDS", 0.01)
    workspace = Workspace.at(url)
    with workspace.locked():
        first = workspace.read("lock")["at"]
        until = time.monotonic() + 60
        while workspace.read("lock")["at"] <= first and time.monotonic() < until:
            time.sleep(0.01)
        assert workspace.read("lock")["at"] > first
