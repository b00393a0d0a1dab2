"""Every kind of bad input gives the row it must give, and the good ones among them are done. One run over all of them,
with real children."""
import os
import re
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline import task
from pipeline.inputs import printable
from pipeline.model.contract import TABLES
from tests.faults.kinds import kinds, picture
from tests.run.batch import ROOT, go, kehoach, pdf, plan_text, rows, write_plans

KINDS = {printable(name): (status, code) for name, _, status, code in kinds()}
SPECIAL = {
    "a-pipe.pdf": ("skipped", "not_a_file"), "a-socket.pdf": ("skipped", "not_a_file"), "a-loop.pdf": ("skipped", "link_loop"), "a-folder-link": ("skipped", "linked_folder"),
    "a-dead-link.pdf": ("failed", "vanished"), "a-link.txt": ("ok", ""), "closed.txt": ("failed", "no_permission"), "closed-folder": ("failed", "no_permission"),
}
LIMITS = "[read]\noffice = \"never\"\n[limits]\npage_seconds = 60\nextract_seconds = 200\nmemory_mb = 1500\n"
WITHOUT_RIGHTS = ["setpriv", "--bounding-set", "-dac_override,-dac_read_search", "--inh-caps", "-dac_override,-dac_read_search"]
pytestmark = pytest.mark.xdist_group("faults")


@pytest.fixture(scope="module")
def battery(tmp_path_factory):
    """(input folder, output folder, the command's result, the inputs before and after)."""
    top = tmp_path_factory.mktemp("faults")
    folder = write_plans(top / "in", 2)
    for name, data, _, _ in kinds():
        (folder / name).write_bytes(data if isinstance(data, bytes) else data())
    os.mkfifo(folder / "a-pipe.pdf")
    with socket.socket(socket.AF_UNIX) as end:
        here = os.getcwd()
        os.chdir(folder)
        end.bind("a-socket.pdf")
        os.chdir(here)
    (folder / "a-loop.pdf").symlink_to("a-loop.pdf")
    (folder / "a-dead-link.pdf").symlink_to("nowhere.pdf")
    (folder / "a-link.txt").symlink_to("plan-00001.txt")
    (folder / "a-folder-link").symlink_to("/")
    (folder / "closed.txt").write_text(plan_text(77))
    (folder / "closed.txt").chmod(0)
    (folder / "closed-folder").mkdir()
    (folder / "closed-folder").chmod(0)
    (top / "k.toml").write_text(LIMITS)
    for name, words in MINE.items():
        (top / name).parent.mkdir(parents=True, exist_ok=True)
        (top / name).write_text(words)
    before = looked_at(folder)
    command = [sys.executable, "-m", "pipeline", "run", str(folder), "-o", str(top / "out"), "--config",
               str(top / "k.toml"), "--workers", "2"]
    done = subprocess.run([*(WITHOUT_RIGHTS if os.geteuid() == 0 else []), *command], cwd=ROOT, capture_output=True,
                          text=True, timeout=1500)
    yield folder, top / "out", done, before
    (folder / "closed-folder").chmod(0o700)


MINE = {"out/text/notes.md": "mine", "out/dataset/targets/mine.csv": "mine", "out/notes.csv": "mine", "beside/notes.md": "mine"}
"""What the user already had in the output folder and beside it."""


def looked_at(folder):
    """Every input's size, times and mode."""
    return {p.name: (s.st_size, s.st_mtime_ns, s.st_mode) for p in folder.iterdir() for s in [p.lstat()]}


def test_the_run_ends_and_counts_every_file(battery):
    folder, output, done, before = battery
    assert done.returncode == 1 and done.stderr == ""
    assert {row["path"] for row in rows(output, "files")} == {printable(p.name) for p in folder.iterdir()}
    assert len(KINDS) + len(SPECIAL) >= 60


@pytest.mark.parametrize("name", [*KINDS, *SPECIAL])
def test_the_row_it_must_give(battery, name):
    found = next(row for row in rows(battery[1], "files") if row["path"] == name)
    assert (found["status"], found["error_code"]) == (KINDS | SPECIAL)[name], found["error_message"]
    assert bool(found["error_message"]) == (found["status"] != "ok")


def test_good_files_among_them_are_done(battery):
    for name in ("plan-00001.txt", "plan-00002.txt"):
        assert next(row["status"] for row in rows(battery[1], "files") if row["path"] == name) == "ok"


def test_inputs_are_as_they_were(battery):
    folder, _, _, before = battery
    assert looked_at(folder) == before


def test_nothing_is_written_but_the_output_and_nothing_removed(battery):
    """Beside the hidden folder there are the tables, a text per document, and what the user had."""
    folder, output, _, _ = battery
    assert not Path("/tmp/climbed.txt").exists()
    assert {p.name for p in output.parent.iterdir()} == {"in", "out", "beside", "k.toml"}
    assert {name: (output.parent / name).read_text() for name in MINE} == MINE
    there = {p.relative_to(output.parent).as_posix() for top in ("out", "beside")
             for p in (output.parent / top).rglob("*") if p.is_file() and ".kehoach" not in p.parts}
    tables = {f"out/{table}.{kind}" for table in TABLES for kind in ("csv", "parquet")} | {"out/run.json", "out/datapackage.json"}
    texts = {f"out/{row['text_path']}" for row in rows(output, "documents")}
    assert there == tables | texts | MINE.keys()
    assert all(re.fullmatch(r"out/text/[0-9a-f]{16}\.txt", name) for name in texts) and len(texts) > 20
    assert not any("root:" in (output.parent / name).read_text(encoding="utf-8") for name in texts)


def test_every_code_is_documented(battery):
    documented = set(re.findall(r"`([a-z_]+)`", (ROOT / "docs" / "errors.md").read_text()))
    assert {row["error_code"] for row in rows(battery[1], "files")} - {""} <= documented
    assert {row["error_code"] for row in rows(battery[1], "pages")} - {""} <= documented


@pytest.mark.parametrize(("happens", "code"), [("vanish", "vanished"), ("change", "changed"), ("pipe", "not_readable")])
def test_a_file_that_changes_between_the_look_and_the_reading(tmp_path, monkeypatch, happens, code):
    folder = write_plans(tmp_path / "in", 1)
    path = folder / "plan-00001.txt"
    identify = task.identify

    def look(place, most):
        found = identify(place, most)
        path.unlink()
        if happens == "change":
            path.write_text("other words")
        if happens == "pipe":
            os.mkfifo(path)
        return found

    monkeypatch.setattr(task, "identify", look)
    go(folder, tmp_path / "out")
    assert [(r["status"], r["error_code"]) for r in rows(tmp_path / "out", "files")] == [("failed", code)]


@pytest.mark.parametrize(("does", "code", "seconds"), [("exec sleep 3600", "page_timeout", 10), ("kill -9 $$", "page_error", 120)])
def test_an_engine_that_hangs_or_is_killed(tmp_path, does, code, seconds):
    """The Tesseract program on the path, in place of the real one, for the engine that starts it."""
    fake = tmp_path / "bin" / "tesseract"
    fake.parent.mkdir()
    fake.write_text(f'#!/bin/sh\nif [ "$1" = --version ]; then echo "tesseract 5.3.0"; exit 0; fi\n{does}\n')
    fake.chmod(0o755)
    folder = write_plans(tmp_path / "in", 1)
    (folder / "scan.png").write_bytes(picture("PNG"))
    (tmp_path / "k.toml").write_text(f"[limits]\npage_seconds = {seconds}\n")
    done = kehoach("run", folder, "-o", tmp_path / "out", "--engine", "pytesseract", "--config", tmp_path / "k.toml",
                   env={"PATH": f"{fake.parent}:{os.environ['PATH']}"})
    found = {row["path"]: row for row in rows(tmp_path / "out", "files")}
    assert done.returncode == 1 and found["plan-00001.txt"]["status"] == "ok"
    assert (found["scan.png"]["status"], found["scan.png"]["error_code"]) == ("failed", code), found["scan.png"]["error_message"]


@pytest.mark.skipif(os.geteuid() != 0 or not shutil.which("mount"), reason="needs root to mount a small file system")
def test_a_disk_that_fills_up(tmp_path):
    small = tmp_path / "small"
    small.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", str(small)], capture_output=True).returncode:
        pytest.skip("mounting is not allowed here")
    try:
        folder = write_plans(tmp_path / "in", 60)
        (folder / "a.pdf").write_bytes(pdf(40))
        done = kehoach("run", folder, "-o", small / "out")
        assert done.returncode == 3 and len(done.stderr.splitlines()) == 1, done.stderr
        subprocess.run(["mount", "-o", "remount,size=64m", str(small)], check=True)
        assert kehoach("run", folder, "-o", small / "out").returncode == 0
        assert len(rows(small / "out", "documents")) == 61
    finally:
        subprocess.run(["umount", "-l", str(small)], check=True)
