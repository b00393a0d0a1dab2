"""Input and output in an object store (a real S3 endpoint on loopback): the same bytes, one run at a time."""
import threading
import time

import pytest

from pipeline import workspace
from pipeline.model.errors import OperatorError
from pipeline.workspace import Workspace
from tests.cluster.machines import fetched
from tests.run.batch import fingerprint, kehoach

pytestmark = pytest.mark.xdist_group("cluster")


def test_s3_in_and_out_gives_the_same_bytes(bucket, folder, tmp_path):
    name, system = bucket
    assert kehoach("run", folder, "-o", tmp_path / "local").returncode == 1
    assert kehoach("run", f"s3://{name}/in", "-o", f"s3://{name}/out").returncode == 1
    assert fetched(system, f"{name}/out", tmp_path / "far") == fingerprint(tmp_path / "local")
    again = kehoach("run", f"s3://{name}/in", "-o", f"s3://{name}/out")
    assert "nothing changed" in again.stdout and not system.exists(f"{name}/out/.kehoach/lock")
    assert "empty_file" in kehoach("status", f"s3://{name}/out").stdout


def test_of_runs_that_start_at_once_on_an_object_store_one_goes_on(bucket, monkeypatch):
    """The lock is made by a conditional put: no look-back is needed."""
    monkeypatch.setattr(workspace, "SETTLE_SECONDS", 0.0)
    place, go_on, refused, gate = f"s3://{bucket[0]}/raced", [], [], threading.Barrier(6)
    release = threading.Event()

    def race():
        gate.wait()
        try:
            with Workspace.at(place).locked():
                go_on.append(True)
                release.wait(60)
        except OperatorError:
            refused.append(True)

    racers = [threading.Thread(target=race) for _ in range(6)]
    for racer in racers:
        racer.start()
    for _ in range(600):
        if len(refused) == 5:
            break
        time.sleep(0.1)
    release.set()
    for racer in racers:
        racer.join()
    assert (len(go_on), len(refused)) == (1, 5) and not bucket[1].exists(f"{bucket[0]}/raced/.kehoach/lock")


def test_a_lock_of_a_dead_run_is_taken_over_by_one(bucket):
    place = f"s3://{bucket[0]}/dead"
    dead = Workspace.at(place)
    dead.write("lock", dead._holder() | {"at": time.time() - workspace.STALE_SECONDS - 1})
    first, second = Workspace.at(place), Workspace.at(place)
    first.renew()
    with pytest.raises(OperatorError, match="another run"):
        second.renew()
    first.renew()
    assert first.read("lock")["token"] == first.token
