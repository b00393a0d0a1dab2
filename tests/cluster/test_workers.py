"""A run on a cluster: a real scheduler and real workers on loopback; workers that die, are lost, or have other rules."""
import json
import shutil

import pytest

from tests.cluster.machines import PATIENCE, end, end_at, fetched, free_port, start_run, wait_for_workers, wait_until, worker
from tests.run.batch import MISBEHAVING, ROOT, fingerprint, kehoach, rows

pytestmark = pytest.mark.xdist_group("cluster")


def in_hand(output):
    """What the run says that it is at."""
    state = output / ".kehoach" / "state.json"
    return json.loads(state.read_text())["in_hand"] if state.exists() else []


def test_two_workers_without_a_shared_disk_give_the_same_bytes(bucket, folder, tmp_path, scheduler, s3):
    name, system = bucket
    workers = [worker(scheduler, AWS_ENDPOINT_URL=s3) for _ in range(2)]
    try:
        wait_for_workers(scheduler, 2)
        done = kehoach("run", f"s3://{name}/in", "-o", f"s3://{name}/out", "--scheduler", scheduler)
        assert done.returncode == 1, done.stderr
    finally:
        for process in workers:
            end(process)
    assert kehoach("run", folder, "-o", tmp_path / "local").returncode == 1
    assert fetched(system, f"{name}/out", tmp_path / "far") == fingerprint(tmp_path / "local")


def test_a_worker_that_dies_gives_its_documents_to_others(folder, tmp_path, scheduler):
    dying, other = worker(scheduler, PYTHONPATH=str(MISBEHAVING), MISBEHAVE_PAGE_2="hang"), None  # never ends the PDF
    try:
        wait_for_workers(scheduler, 1)
        run = start_run(folder, tmp_path / "out", scheduler)
        wait_until(lambda: "a.pdf" in in_hand(tmp_path / "out"), run)
        other = worker(scheduler)
        wait_for_workers(scheduler, 2)
        end(dying)
        _, told = run.communicate(timeout=PATIENCE)
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
        run = start_run(folder, out, scheduler)
        wait_until(lambda: all(process.poll() is not None for process in workers), run)
        sound.append(worker(scheduler))
        assert run.wait(PATIENCE) == 1
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


def test_a_worker_with_other_rules_is_refused(folder, tmp_path, scheduler):
    """The same program's version, one rule changed: nothing of it comes into the store."""
    other = tmp_path / "other"
    for package in ("pipeline", "extractors", "normalizers"):
        shutil.copytree(ROOT / package, other / package, ignore=shutil.ignore_patterns("__pycache__"))
    rule = other / "extractors" / "headings.py"
    rule.write_bytes(rule.read_bytes() + b"# another rule\n")
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
        run = start_run(folder, tmp_path / "out", scheduler)
        wait_until(lambda: in_hand(tmp_path / "out"), run)
        end_at(scheduler)
        told = run.communicate(timeout=PATIENCE)[1]
        assert run.returncode == 3 and "scheduler is gone" in told and len(told.splitlines()) == 1, told
    finally:
        end(process)
    assert kehoach("run", folder, "-o", tmp_path / "out").returncode == 1
    assert kehoach("run", folder, "-o", tmp_path / "local").returncode == 1
    assert fingerprint(tmp_path / "out") == fingerprint(tmp_path / "local")


def test_a_scheduler_that_is_not_there_is_3(folder, tmp_path):
    done = kehoach("run", folder, "-o", tmp_path / "out", "--scheduler", f"tcp://127.0.0.1:{free_port()}")
    assert done.returncode == 3 and "scheduler" in done.stderr
