"""A real scheduler and two real workers, a real S3 endpoint, on loopback."""
import os
import signal
import socket
import subprocess
import sys
import time

import fsspec
import pytest

from tests.run.batch import MISBEHAVING, ROOT, fingerprint, kehoach, pdf, write_plans

pytestmark = pytest.mark.xdist_group("cluster")
KEYS = {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test", "AWS_DEFAULT_REGION": "us-east-1", "AWS_EC2_METADATA_DISABLED": "true"}


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


def start(*arguments, env=None):
    return subprocess.Popen([sys.executable, "-m", *map(str, arguments)], cwd=ROOT, env=os.environ | KEYS | (env or {}), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                            start_new_session=True)


def end(process):
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass
    process.wait()


def worker(scheduler, **env):
    return start("distributed.cli.dask_worker", scheduler, "--nworkers", 1, "--nthreads", 1, "--no-nanny", "--no-dashboard", "--host", "127.0.0.1", env=env)


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
    process = start("distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", port, "--no-dashboard", env={"DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "1"})
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
        done = kehoach("run", f"s3://{name}/in", "-o", f"s3://{name}/out", "--scheduler", scheduler)
        while done.returncode == 3 and "no workers" in done.stderr:
            time.sleep(1)
            done = kehoach("run", f"s3://{name}/in", "-o", f"s3://{name}/out", "--scheduler", scheduler)
        assert done.returncode == 1, done.stderr
    finally:
        for process in workers:
            end(process)
    assert kehoach("run", folder, "-o", tmp_path / "local").returncode == 1
    assert fetched(system, f"{name}/out", tmp_path / "far") == fingerprint(tmp_path / "local")


def test_a_worker_that_dies_gives_its_documents_to_others(folder, tmp_path, scheduler):
    dying = worker(scheduler, PYTHONPATH=str(MISBEHAVING), MISBEHAVE_PAGE_2="hang")  # would never finish the PDF
    run = subprocess.Popen([sys.executable, "-m", "pipeline", "run", str(folder), "-o", str(tmp_path / "out"), "--scheduler", scheduler], cwd=ROOT, stderr=subprocess.PIPE,
                           stdout=subprocess.DEVNULL, text=True)
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


def test_a_scheduler_that_is_not_there_is_3(folder, tmp_path):
    done = kehoach("run", folder, "-o", tmp_path / "out", "--scheduler", f"tcp://127.0.0.1:{free_port()}")
    assert done.returncode == 3 and "scheduler" in done.stderr
