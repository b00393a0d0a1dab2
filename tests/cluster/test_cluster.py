"""A real scheduler and two real workers, a real S3 endpoint, on loopback."""
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time

import fsspec
import pytest
from distributed import Client

from pipeline import workspace
from pipeline.model.errors import OperatorError
from pipeline.workspace import Workspace
from tests.run.batch import MISBEHAVING, ROOT, fingerprint, kehoach, pdf, rows, write_plans

pytestmark = pytest.mark.xdist_group("cluster")
KEYS = {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test", "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_EC2_METADATA_DISABLED": "true"}


def free_port():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def wait_for(port, process):
    for _ in range(600):
        with socket.socket() as tried:
            if tried.connect_ex(("127.0.0.1", port)) == 0:
                return
        assert process.poll() is None, "the process ended"
        time.sleep(0.1)
    raise AssertionError("no answer in 60 s")


def start(*arguments, env=None, where=ROOT):
    return subprocess.Popen([sys.executable, "-m", *map(str, arguments)], cwd=where,
                            env=os.environ | KEYS | (env or {}), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                            start_new_session=True)


def end(process):
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass
    process.wait()


def worker(scheduler, where=ROOT, **env):
    return start("distributed.cli.dask_worker", scheduler, "--nworkers", 1, "--nthreads", 1, "--no-nanny",
                 "--no-dashboard", "--host", "127.0.0.1", env=env, where=where)


def with_workers(*arguments):
    """The command, once the scheduler has workers."""
    for _ in range(30):
        done = kehoach(*arguments)
        if done.returncode != 3 or "no workers" not in done.stderr:
            return done
        time.sleep(1)
    raise AssertionError("no worker came")


@pytest.fixture(scope="module")
def s3():
    port = free_port()
    process = start("moto.server", "-H", "127.0.0.1", "-p", port)
    wait_for(port, process)
    yield f"http://127.0.0.1:{port}"
    end(process)


@pytest.fixture
def scheduler():
    port = free_port()
    process = start("distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", port, "--no-dashboard",
                    env={"DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "0"})
    wait_for(port, process)
    yield f"tcp://127.0.0.1:{port}"
    end(process)


@pytest.fixture
def folder(tmp_path):
    folder = write_plans(tmp_path / "in", 8)
    (folder / "a.pdf").write_bytes(pdf(4))
    (folder / "empty.pdf").touch()
    return folder


@pytest.fixture
def bucket(s3, folder, monkeypatch):
    """A bucket that holds the folder, and the environment to reach it."""
    for key, value in {**KEYS, "AWS_ENDPOINT_URL": s3}.items():
        monkeypatch.setenv(key, value)
    system = fsspec.filesystem("s3", skip_instance_cache=True, use_listings_cache=False)
    name = f"archive-{free_port()}"
    system.mkdir(name)
    system.put(str(folder), f"{name}/in", recursive=True)
    return name, system


def fetched(system, place, target):
    system.get(place, str(target), recursive=True)
    return fingerprint(target)


def test_s3_in_and_out_gives_the_same_bytes(bucket, folder, tmp_path):
    name, system = bucket
    assert kehoach("run", folder, "-o", tmp_path / "local").returncode == 1
    assert kehoach("run", f"s3://{name}/in", "-o", f"s3://{name}/out").returncode == 1
    assert fetched(system, f"{name}/out", tmp_path / "far") == fingerprint(tmp_path / "local")
    again = kehoach("run", f"s3://{name}/in", "-o", f"s3://{name}/out")
    assert "nothing changed" in again.stdout and not system.exists(f"{name}/out/.kehoach/lock")
    assert "empty_file" in kehoach("status", f"s3://{name}/out").stdout


def test_two_workers_without_a_shared_disk_give_the_same_bytes(bucket, folder, tmp_path, scheduler, s3):
    name, system = bucket
    workers = [worker(scheduler, AWS_ENDPOINT_URL=s3) for _ in range(2)]
    try:
        done = with_workers("run", f"s3://{name}/in", "-o", f"s3://{name}/out", "--scheduler", scheduler)
        assert done.returncode == 1, done.stderr
    finally:
        for process in workers:
            end(process)
    assert kehoach("run", folder, "-o", tmp_path / "local").returncode == 1
    assert fetched(system, f"{name}/out", tmp_path / "far") == fingerprint(tmp_path / "local")


def test_a_worker_that_dies_gives_its_documents_to_others(folder, tmp_path, scheduler):
    dying = worker(scheduler, PYTHONPATH=str(MISBEHAVING), MISBEHAVE_PAGE_2="hang")  # would never finish the PDF
    run = subprocess.Popen([sys.executable, "-m", "pipeline", "run", str(folder), "-o", str(tmp_path / "out"),
                            "--scheduler", scheduler], cwd=ROOT, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL,
                           text=True)
    other = None
    try:
        time.sleep(1)
        while run.poll() == 3:
            run = subprocess.Popen(run.args, cwd=ROOT, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True)
            time.sleep(2)
        for _ in range(200):
            time.sleep(0.3)
            if (tmp_path / "out" / ".kehoach" / "state.json").exists():
                break
        other = worker(scheduler)
        time.sleep(6)
        end(dying)
        _, told = run.communicate(timeout=180)
        assert run.returncode == 1, told
    finally:
        end(dying)
        if other:
            end(other)
    assert kehoach("run", folder, "-o", tmp_path / "local").returncode == 1
    assert fingerprint(tmp_path / "out") == fingerprint(tmp_path / "local")


@pytest.mark.slow
def test_a_document_that_kills_its_worker_is_set_aside_and_no_other(folder, tmp_path, scheduler):
    """It is tried once more, alone; those that were lost with it are done; it is not tried by the next run, but by --retry-failed."""
    workers = [worker(scheduler, PYTHONPATH=str(MISBEHAVING), MISBEHAVE_PAGE_2="kill_worker") for _ in range(2)]
    out, sound = tmp_path / "out", []
    try:
        wait_for_workers(scheduler, 2)
        run = subprocess.Popen([sys.executable, "-m", "pipeline", "run", str(folder), "-o", str(out), "--scheduler", scheduler], cwd=ROOT)
        while run.poll() is None and any(process.poll() is None for process in workers):
            time.sleep(0.2)
        assert run.poll() is None, "the run ended before both workers were lost"
        sound.append(worker(scheduler))
        assert run.wait(120) == 1
        told = {row["path"]: (row["status"], row["error_code"]) for row in rows(out, "files")}
        assert told.pop("a.pdf") == ("failed", "worker_lost") and told.pop("empty.pdf") == ("failed", "empty_file")
        assert set(told.values()) == {("ok", "")} and len(told) == 8
        assert "nothing changed" in kehoach("run", folder, "-o", out, "--scheduler", scheduler).stdout
        kehoach("run", folder, "-o", out, "--scheduler", scheduler, "--retry-failed")
    finally:
        for process in [*workers, *sound]:
            end(process)
    assert kehoach("run", folder, "-o", tmp_path / "local").returncode == 1
    assert fingerprint(out) == fingerprint(tmp_path / "local")


def wait_for_workers(scheduler, count):
    with Client(scheduler, set_as_default=False) as client:
        client.wait_for_workers(count, timeout=60)


def test_a_worker_with_other_rules_is_refused(folder, tmp_path, scheduler):
    """The same program's version, one word list changed: nothing of it comes into the store."""
    other = tmp_path / "other"
    for package in ("pipeline", "extractors", "normalizers"):
        shutil.copytree(ROOT / package, other / package, ignore=shutil.ignore_patterns("__pycache__"))
    with (other / "extractors" / "money.py").open("a") as file:
        file.write("# another rule\n")
    process = worker(scheduler, where=other)
    try:
        wait_for_workers(scheduler, 1)
        done = kehoach("run", folder, "-o", tmp_path / "out", "--scheduler", scheduler)
    finally:
        end(process)
    assert done.returncode == 3 and "extraction" in done.stderr and len(done.stderr.splitlines()) == 1, done.stderr
    assert not list((tmp_path / "out" / ".kehoach").rglob("outcomes/*/*"))


@pytest.mark.slow
def test_a_scheduler_that_is_lost_ends_the_run_with_3_and_the_next_goes_on(folder, tmp_path, scheduler):
    process = worker(scheduler, PYTHONPATH=str(MISBEHAVING), MISBEHAVE_PAGE_2="hang")
    try:
        wait_for_workers(scheduler, 1)
        run = subprocess.Popen([sys.executable, "-m", "pipeline", "run", str(folder), "-o", str(tmp_path / "out"),
                                "--scheduler", scheduler], cwd=ROOT, stderr=subprocess.PIPE, text=True)
        state = tmp_path / "out" / ".kehoach" / "state.json"
        while run.poll() is None and not state.exists():
            time.sleep(0.2)
        end_at(scheduler)
        told = run.communicate(timeout=120)[1]
        assert run.returncode == 3 and "scheduler is gone" in told and len(told.splitlines()) == 1, told
    finally:
        end(process)
    assert kehoach("run", folder, "-o", tmp_path / "out").returncode == 1
    assert kehoach("run", folder, "-o", tmp_path / "local").returncode == 1
    assert fingerprint(tmp_path / "out") == fingerprint(tmp_path / "local")


def end_at(scheduler):
    """End the scheduler that this address is of."""
    with Client(scheduler, set_as_default=False) as client:
        os.kill(client.run_on_scheduler(os.getpid), signal.SIGKILL)


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


def test_a_scheduler_that_is_not_there_is_3(folder, tmp_path):
    done = kehoach("run", folder, "-o", tmp_path / "out", "--scheduler", f"tcp://127.0.0.1:{free_port()}")
    assert done.returncode == 3 and "scheduler" in done.stderr
