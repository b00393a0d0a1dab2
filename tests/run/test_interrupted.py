"""Ctrl-C and kill -9 at any moment; two runs on one output; long documents in ranges."""
import json
import os
import random
import signal
import subprocess
import sys
import time

import pytest

from benchmarks.runner.long import watched
from pipeline import work
from pipeline.batch import page_ranges
from pipeline.workspace import Workspace
from pipeline.model.errors import OperatorError
from tests.run.batch import ROOT, fingerprint, go, kehoach, misbehave, pdf, rows, write_plans


def start(folder, output, **env):
    return subprocess.Popen([sys.executable, "-m", "pipeline", "run", str(folder), "-o", str(output), "--workers", "2"],
                            cwd=ROOT, env=os.environ | misbehave(**env), stdout=subprocess.DEVNULL,
                            stderr=subprocess.PIPE, text=True,
                            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL))


def finished(output):
    """How many documents have their completion marker."""
    return sum(1 for _ in (output / ".kehoach" / "store" / "outcomes").glob("*/*"))


def killed_after(folder, output, delay, more=0, most=10**6, **env):
    """Start a run and kill it so many seconds after it has finished so many more documents, or `most` in all; False where it had ended
    before."""
    wanted, process = min(finished(output) + more, most), start(folder, output, **env)
    try:
        while process.poll() is None and finished(output) < wanted:
            time.sleep(0.02)
        process.wait(delay)
        return False
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
        return True
    finally:
        process.communicate()


def assert_finishes_as_calm(folder, output, calm):
    """The next run goes on and gives the same bytes as the undisturbed run."""
    assert kehoach("run", folder, "-o", output).returncode == 0
    assert fingerprint(output) == calm


def calm_run(top, plans, documents, name="part"):
    """(input, what an undisturbed run writes) for so many short texts and PDFs of six pages."""
    folder = write_plans(top / "in", plans)
    for number in range(documents):
        (folder / f"{name}-{number:02}.pdf").write_bytes(pdf(6, f"Ke hoach {number}"))
    assert kehoach("run", folder, "-o", top / "calm").returncode == 0
    return folder, fingerprint(top / "calm")


@pytest.mark.xdist_group("kill")
def test_kill_9_at_a_few_moments_changes_nothing(tmp_path):
    """At its start, then each time when some more documents are done: the moments go by what is done, not by the clock. The last documents
    hang, so that the run is there to be killed however late this is."""
    folder, calm = calm_run(tmp_path, 40, 4, name="zz")
    assert all([killed_after(folder, tmp_path / "out", delay=0.0, more=more, most=40, page_2="hang") for more in (0, 12, 18)])
    assert 30 <= finished(tmp_path / "out") <= 40 and not (tmp_path / "out" / "files.csv").exists()
    assert_finishes_as_calm(folder, tmp_path / "out", calm)


@pytest.mark.slow
@pytest.mark.xdist_group("kill")
def test_kill_9_at_50_random_moments_changes_nothing(tmp_path):
    """Kills of one output, which gets further each time, then the run that finishes; on fresh outputs until 50 kills are done.

    The moments go by what is done, so that a machine of any speed is killed at its work: within its start, when so many more
    documents are done, and, once all are done, anywhere in the run that only writes the tables.
    """
    documents = 60
    folder, calm = calm_run(tmp_path, documents - 8, 8)
    began = time.monotonic()
    assert kehoach("run", folder, "-o", tmp_path / "calm").returncode == 0
    tables_only = time.monotonic() - began
    chance, killed, series, found = random.Random(50), 0, 0, set()
    while killed < 50:
        output = tmp_path / f"out-{series}"
        while killed < 50:
            left = documents - finished(output)
            more = min(left, chance.choice((0, 1, 2, 4, 8)))
            delay = chance.uniform(0.0, tables_only if not left else 0.4 if not more else 0.05)
            if not killed_after(folder, output, more=more, delay=delay):
                break
            killed += 1
            found.add(finished(output))
            if not left and chance.random() < 0.5:  # killed while it wrote the tables
                break
        assert_finishes_as_calm(folder, output, calm)
        series += 1
        assert series < 25
    assert len(found) >= 8, "the kills did not find the run at different moments"


@pytest.mark.xdist_group("kill")
@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_stops_with_130_and_leaves_no_process(tmp_path, sent):
    (tmp_path / "a.pdf").write_bytes(pdf(3))
    process = start(tmp_path / "a.pdf", tmp_path / "out", page_2="hang")
    state = tmp_path / "out" / ".kehoach" / "state.json"
    for _ in range(300):
        time.sleep(0.2)
        if state.exists() and json.loads(state.read_text())["in_hand"]:
            break
    assert rows_status(tmp_path / "out") == ["a.pdf"]
    children = subprocess.run(["pgrep", "-P", str(process.pid)], capture_output=True, text=True).stdout.split()
    process.send_signal(sent)
    _, told = process.communicate(timeout=60)
    assert process.returncode == 130 and "interrupted" in told
    assert not [pid for pid in children if os.path.exists(f"/proc/{pid}") and "pipeline.child" in open(f"/proc/{pid}/cmdline").read()]
    assert json.loads(state.read_text())["phase"] == "interrupted"


def rows_status(output):
    return Workspace.at(str(output)).read("state.json")["in_hand"]


def test_the_second_run_on_an_output_says_so_and_leaves(tmp_path):
    folder = write_plans(tmp_path / "in", 1)
    with Workspace.at(str(tmp_path / "out")).locked():
        done = kehoach("run", folder, "-o", tmp_path / "out")
        assert done.returncode == 3 and "another run" in done.stderr and len(done.stderr.splitlines()) == 1
        assert Workspace.at(str(tmp_path / "out")).busy
    assert not Workspace.at(str(tmp_path / "out")).busy
    assert kehoach("run", folder, "-o", tmp_path / "out").returncode == 0


def test_a_full_disk_stops_the_run_with_3(tmp_path, monkeypatch):
    def full(job, store, report):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(work, "_read", full)
    with pytest.raises(OperatorError) as stop:
        go(write_plans(tmp_path / "in", 2), tmp_path / "out")
    assert stop.value.exit_code == 3 and "disk full" in str(stop.value)


@pytest.mark.parametrize(("total", "workers", "sizes"), [
    (1, 2, [1]), (4, 2, [1, 1, 1, 1]), (9, 2, [3, 2, 1, 1, 1, 1]), (20, 2, [5, 4, 3, 2, 2, 1, 1, 1, 1]),
    (300, 2, [64, 59, 45, 33, 25, 19, 14, 11, 8, 6, 4, 3, 3, 2, 1, 1, 1, 1]), (200, 1, [64, 64, 36, 18, 9, 5, 2, 1, 1]),
])
def test_ranges_cover_a_document_and_get_shorter(total, workers, sizes):
    ranges = list(page_ranges(total, workers))
    assert [last - first + 1 for first, last in ranges] == sizes
    assert [page for first, last in ranges for page in range(first, last + 1)] == list(range(1, total + 1))


def test_the_last_documents_are_read_in_ranges_by_all_workers(tmp_path, monkeypatch):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "long.pdf").write_bytes(pdf(23))
    go(tmp_path / "in", tmp_path / "whole", workers=1)
    jobs = []
    process = work.process
    monkeypatch.setattr(work, "process", lambda job, report: (jobs.append(job.pages), process(job, report))[1])
    go(tmp_path / "in", tmp_path / "ranges", workers=2)
    assert jobs[0] is None and sorted(jobs[1:-1]) == list(page_ranges(23, 2)) and jobs[-1] is None
    assert fingerprint(tmp_path / "ranges") == fingerprint(tmp_path / "whole")
    assert rows(tmp_path / "ranges", "files")[0]["pages"] == "23"
    assert not list((tmp_path / "ranges" / ".kehoach" / "store" / "pages").glob("*/*"))


def test_without_children_jobs_run_one_at_a_time(tmp_path, monkeypatch):
    """Threads of one process share PDFium, which allows one of them."""
    at_once, most = [], []
    process = work.process

    def counted(job, report):
        at_once.append(job)
        most.append(len(at_once))
        time.sleep(0.02)
        done = process(job, report)
        at_once.remove(job)
        return done

    monkeypatch.setattr(work, "process", counted)
    go(write_plans(tmp_path / "in", 6), tmp_path / "out", workers=3)
    assert most == [1] * 6


def test_only_the_last_documents_are_shared_out(tmp_path, monkeypatch):
    (tmp_path / "in").mkdir()
    for number in range(9):
        (tmp_path / "in" / f"{number}.pdf").write_bytes(pdf(6, f"Ban so {number}"))
    shared = set()
    process = work.process
    monkeypatch.setattr(work, "process", lambda job, report: (shared.add(job.name) if job.pages else None, process(job, report))[1])
    go(tmp_path / "in", tmp_path / "out", workers=2)
    assert shared == {"5.pdf", "6.pdf", "7.pdf", "8.pdf"}


@pytest.mark.slow
@pytest.mark.xdist_group("kill")
def test_both_workers_have_their_share_of_a_very_long_document(tmp_path):
    """Measured with 1,000 pages in benchmarks/runner/long.py."""
    seen = watched(400, 2, tmp_path)
    assert seen.pages == 400 and len(seen.ranges) == 2 and sum(seen.ranges.values()) == len(list(page_ranges(400, 2)))
    assert 0 < seen.parent_mb < 600 and 0 < seen.child_mb < 900
