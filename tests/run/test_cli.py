"""The command as a user meets it: exit codes, messages, files."""
import json
import os
import subprocess
import sys
import time
import tomllib
from dataclasses import asdict

import pytest

from pipeline.cli import main
from pipeline.config import Config, load
from tests.run.batch import ROOT, fingerprint, kehoach, misbehave, pdf, rows, write_plans


def test_all_fine_is_0_and_the_output_is_complete(tmp_path):
    done = kehoach("run", write_plans(tmp_path / "in", 3), "-o", tmp_path / "out", "--workers", 2)
    assert done.returncode == 0, done.stderr
    assert "3 ok" in done.stdout and done.stderr == ""
    assert [r["status"] for r in rows(tmp_path / "out", "files")] == ["ok"] * 3
    assert len(list((tmp_path / "out" / "text").iterdir())) == 3
    told = json.loads((tmp_path / "out" / "run.json").read_text())
    assert told["files"] == {"ok": 3, "partial": 0, "failed": 0, "skipped": 0}
    assert told["repairs"] == 0
    assert len(told["engine"]["model_sha256"]) == 64 and told["dependencies"]["pyarrow"]


def test_glued_words_are_counted_as_repairs(tmp_path):
    write_plans(tmp_path / "in", 1)
    plan = "KẾ HOẠCH\n\n1. Tổ chức thựchiện công tác bảovệ rừng trên địa bàn.\n\n2. Kiểm tra việc thực hiện.\n"
    (tmp_path / "in" / "glued.txt").write_text(plan, encoding="utf-8")
    assert kehoach("run", tmp_path / "in", "-o", tmp_path / "out").returncode == 0
    assert json.loads((tmp_path / "out" / "run.json").read_text())["repairs"] == 1
    assert "thựchiện" in rows(tmp_path / "out", "headings")[0]["quote"]


def test_bad_files_among_good_ones_are_1_and_the_rest_is_done(tmp_path):
    folder = write_plans(tmp_path / "in", 2)
    (folder / "empty.pdf").touch()
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7\nnot a document at all")
    done = kehoach("run", folder, "-o", tmp_path / "out")
    assert done.returncode == 1
    found = {r["path"]: r for r in rows(tmp_path / "out", "files")}
    assert found["plan-00001.txt"]["status"] == found["plan-00002.txt"]["status"] == "ok"
    assert found["empty.pdf"]["status"] == "failed" and found["empty.pdf"]["error_message"]
    assert found["broken.pdf"]["status"] == "failed" and found["broken.pdf"]["error_code"]
    assert len(rows(tmp_path / "out", "documents")) == 2


@pytest.mark.parametrize("arguments", [
    ["run"], ["run", "nowhere", "-o", "OUT"], ["run", "IN", "-o", "OUT", "--workers", "0"], ["run", "IN", "-o", "OUT", "--partition-by", "colour"],
    ["status", "OUT"], ["clean", "OUT"], ["show", "nowhere.pdf"], ["show", "IN/plan-00001.txt", "--table", "rows"], ["run", "IN", "-o", "OUT", "--config", "IN/k.toml"],
    ["run", "IN", "-o", ""], ["run", "", "-o", "OUT"], ["run", "IN", "-o", "IN"], ["run", "IN", "-o", "IN/../in/"], ["run", "IN", "-o", "OUT", "--only-older-than", "new"],
    ["run", "IN", "-o", "OUT", "--scheduler", "rubbish"], ["run", "IN", "-o", "OUT", "--scheduler", "tcp://host"], ["run", "IN", "-o", "OUT", "--force", "write"],
    ["run", "nothing://in", "-o", "OUT"], ["run", "IN", "-o", "nothing://out"], ["run", "IN", "-o", "OUT", "--store", "nothing://out"],
])
def test_wrong_use_is_2(tmp_path, arguments, capsys):
    folder = write_plans(tmp_path / "in", 1)
    (folder / "k.toml").write_text("[limits]\npage_second = 3\n")
    told = [a.replace("IN", str(folder)).replace("OUT", str(tmp_path / "out")) for a in arguments]
    try:
        code = main(told)
    except SystemExit as stop:
        code = stop.code
    assert code == 2 and {p.name for p in folder.iterdir()} == {"plan-00001.txt", "k.toml"}
    assert not (tmp_path / "out").exists() or "--scheduler" in arguments
    assert capsys.readouterr().err.strip()


@pytest.mark.parametrize("arguments, told", [
    ([], "lệnh chưa đúng"), (["rnu"], "lệnh chưa đúng"), (["run", "IN"], "lệnh chưa đúng"), (["show", "IN"], "thư mục"),
    (["show", "IN/none.pdf"], "không có tệp"), (["run", "IN/none", "-o", "OUT"], "không có tệp hay thư mục"),
])
def test_wrong_use_is_told_in_vietnamese_first_with_the_name(tmp_path, arguments, told, capsys):
    folder = write_plans(tmp_path / "in", 1)
    try:
        code = main([a.replace("IN", str(folder)).replace("OUT", str(tmp_path / "out")) for a in arguments])
    except SystemExit as stop:
        code = stop.code
    line = capsys.readouterr().err.splitlines()[-1]
    assert code == 2 and 0 < line.find(told) < line.find(" / ") and (str(folder) in line or told == "lệnh chưa đúng")


def test_a_folder_without_files_is_told(tmp_path, capsys):
    (tmp_path / "in" / "empty").mkdir(parents=True)
    assert main(["run", str(tmp_path / "in"), "-o", str(tmp_path / "out"), "--no-isolation"]) == 0
    assert capsys.readouterr().out.splitlines()[0] == f"không có tệp nào / no files: {tmp_path / 'in'}"
    assert rows(tmp_path / "out", "files") == []


def test_nothing_can_be_written_is_3(tmp_path):
    folder = write_plans(tmp_path / "in", 1)
    (tmp_path / "out").write_text("a file in the way")
    done = kehoach("run", folder, "-o", tmp_path / "out")
    assert done.returncode == 3 and len(done.stderr.splitlines()) == 1


def test_no_model_is_3_before_any_work(tmp_path):
    done = kehoach("run", write_plans(tmp_path / "in", 1), "-o", tmp_path / "out", env={"KEHOACH_TESSDATA": str(tmp_path)})
    assert done.returncode == 3 and "vie.traineddata" in done.stderr
    assert not (tmp_path / "out" / "files.csv").exists()
    assert kehoach("doctor", env={"KEHOACH_TESSDATA": str(tmp_path)}).returncode == 3


def test_show_prints_one_documents_records_and_leaves_nothing(tmp_path, capsys):
    folder = write_plans(tmp_path / "in", 1)
    assert main(["show", str(folder / "plan-00001.txt"), "--table", "headings"]) == 0
    assert "TỔ CHỨC THỰC HIỆN" in capsys.readouterr().out
    assert [p.name for p in tmp_path.iterdir()] == ["in"]


def test_show_names_the_file_that_it_cannot_read(tmp_path, capsys):
    (tmp_path / "kế hoạch.pdf").touch()
    assert main(["show", str(tmp_path / "kế hoạch.pdf")]) == 1
    assert capsys.readouterr().out == "failed kế hoạch.pdf: empty_file: Tệp rỗng (0 byte).\n"


def test_status_tells_which_files_and_why(tmp_path, capsys):
    folder = write_plans(tmp_path / "in", 1)
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7\nnothing")
    main(["run", str(folder), "-o", str(tmp_path / "out")])
    capsys.readouterr()
    assert main(["status", str(tmp_path / "out")]) == 1
    told = capsys.readouterr().out
    assert "broken.pdf" in told and "1 ok" in told and "1 failed" in told


def test_status_counts_what_is_in_the_input_now(tmp_path, capsys):
    """A failed file that was taken away, or renamed, is told as it is now; the store still knows what became of it."""
    folder, out = write_plans(tmp_path / "in", 1), str(tmp_path / "out")
    for name in ("broken.pdf", "gone.pdf"):
        (folder / name).write_bytes(b"%PDF-1.7\n" + name.encode())
    main(["run", str(folder), "-o", out, "--no-isolation"])
    (folder / "gone.pdf").unlink()
    (folder / "broken.pdf").rename(folder / "renamed.pdf")
    main(["run", str(folder), "-o", out, "--no-isolation"])
    capsys.readouterr()
    assert main(["status", out]) == 1
    told = capsys.readouterr().out
    assert "1 ok, 0 partial, 1 failed, 0 skipped, 0 waiting" in told
    assert "failed renamed.pdf: damaged" in told and "gone.pdf" not in told and "broken.pdf" not in told
    (folder / "renamed.pdf").unlink()
    main(["run", str(folder), "-o", out, "--no-isolation"])
    capsys.readouterr()
    assert main(["status", out]) == 0 and "0 failed" in capsys.readouterr().out


def test_status_tells_of_files_that_could_not_be_opened_and_prints_names_on_one_line(tmp_path, capsys):
    folder = write_plans(tmp_path / "in", 1)
    (folder / "bad\nname\x1b[31m.pdf").write_bytes(b"%PDF-1.7\nnothing")
    os.mkfifo(folder / "pipe.pdf")
    (folder / "gone.pdf").symlink_to("nowhere.pdf")
    main(["run", str(folder), "-o", str(tmp_path / "out"), "--no-isolation"])
    capsys.readouterr()
    assert main(["status", str(tmp_path / "out")]) == 1
    told = capsys.readouterr().out.splitlines()
    assert any("skipped pipe.pdf: not_a_file" in line for line in told) and any("failed gone.pdf: vanished" in line for line in told)
    assert any(r"failed bad\x0aname\x1b[31m.pdf: damaged" in line for line in told)


def test_status_while_a_run_is_under_way(tmp_path):
    """What is in hand, done, failed and waiting, at what rate."""
    folder, out = write_plans(tmp_path / "in", 3), tmp_path / "out"
    (folder / "a-broken.pdf").write_bytes(b"%PDF-1.7\nnothing")
    (folder / "slow.pdf").write_bytes(pdf(3))
    process = subprocess.Popen([sys.executable, "-m", "pipeline", "run", str(folder), "-o", str(out), "--workers", "1"],
                               cwd=ROOT, env=os.environ | misbehave(page_2="hang"))
    try:
        told = ""
        for _ in range(300):
            time.sleep(0.2)
            if (out / ".kehoach" / "state.json").exists() and "4/5" in (told := kehoach("status", out).stdout):
                break
        assert told.startswith("work: 4/5") and "1 failed" in told and "1 chờ / waiting" in told, told
        assert "in hand: slow.pdf" in told and "pages per second" in told and "failed a-broken.pdf: damaged" in told
    finally:
        process.terminate()
        process.wait(60)
    assert "interrupted: 4/5" in kehoach("status", out).stdout


def test_clean_removes_our_files_alone(tmp_path):
    main(["run", str(write_plans(tmp_path / "in", 1)), "-o", str(tmp_path / "out"), "--no-isolation", "--partition-by", "year"])
    (tmp_path / "out" / "notes.csv").write_text("mine")
    assert (tmp_path / "out" / "dataset" / "money").is_dir()
    assert main(["clean", str(tmp_path / "out")]) == 0
    assert [p.name for p in (tmp_path / "out").iterdir()] == ["notes.csv"]


MINE = ("text/notes.md", "dataset/money/mine.parquet", "dataset/notes/mine.csv", "notes.csv")


def test_runs_and_clean_leave_the_users_files(tmp_path):
    """A document that is gone from the input leaves the output; what the user put there stays, whatever folder it is in."""
    folder, out = write_plans(tmp_path / "in", 2), tmp_path / "out"
    for name in MINE:
        (out / name).parent.mkdir(parents=True, exist_ok=True)
        (out / name).write_text("mine")
    main(["run", str(folder), "-o", str(out), "--no-isolation", "--partition-by", "year"])
    assert len(list((out / "text").iterdir())) == 3 and (out / "dataset" / "money" / "doc_year=2021").is_dir()
    (folder / "plan-00002.txt").unlink()
    main(["run", str(folder), "-o", str(out), "--no-isolation"])
    assert len(list((out / "text").iterdir())) == 2 and not (out / "dataset" / "money" / "doc_year=2021").exists()
    assert main(["clean", str(out)]) == 0
    assert sorted(p.relative_to(out).as_posix() for p in out.rglob("*") if p.is_file()) == sorted(MINE)


def test_clean_before_any_table_was_written_leaves_tables_of_the_same_names(tmp_path):
    out = tmp_path / "out"
    out.mkdir()
    for name in ("run.json", "money.csv"):
        (out / name).write_text("mine")
    main(["run", str(write_plans(tmp_path / "in", 1)), "-o", str(out), "--no-isolation", "--until", "read"])
    assert main(["clean", str(out)]) == 0
    assert {p.name: p.read_text() for p in out.iterdir()} == {"run.json": "mine", "money.csv": "mine"}


@pytest.mark.parametrize("name", ["../outside.txt", "text/../../outside.txt", "ABSOLUTE", "link/outside.txt"])
def test_a_list_that_leads_out_of_the_folder_removes_nothing_there(tmp_path, name):
    folder, out, outside = write_plans(tmp_path / "in", 1), tmp_path / "out", tmp_path / "outside.txt"
    main(["run", str(folder), "-o", str(out), "--no-isolation"])
    outside.write_text("mine")
    (out / "link").symlink_to(tmp_path)
    written = out / ".kehoach" / "written.json"
    told = json.loads(written.read_text())
    written.write_text(json.dumps(told | {"mark": None, "files": [*told["files"], name.replace("ABSOLUTE", str(outside))]}))
    if not name.startswith("link/"):
        main(["run", str(folder), "-o", str(out), "--no-isolation"])
        assert outside.exists()
    assert main(["clean", str(out)]) == 0
    assert outside.read_text() == "mine" and [p.name for p in out.iterdir()] == ["link"]


def test_one_or_two_workers_and_another_run_give_the_same_bytes(tmp_path):
    folder = write_plans(tmp_path / "in", 12)
    (folder / "a.pdf").write_bytes(pdf(3))
    for name, workers in (("one", 1), ("two", 2), ("again", 2)):
        assert kehoach("run", folder, "-o", tmp_path / name, "--workers", workers).returncode == 0
    first = fingerprint(tmp_path / "one")
    assert len(first) == 2 * 13 + 13 + 1
    assert first == fingerprint(tmp_path / "two") == fingerprint(tmp_path / "again")


def test_the_readmes_settings_are_the_defaults(tmp_path):
    told = (ROOT / "README.md").read_text(encoding="utf-8").split("```toml\n")[1].split("```")[0]
    (tmp_path / "kehoach.toml").write_text(told, encoding="utf-8")
    found = load(tmp_path / "kehoach.toml", {})
    assert found == Config()
    assert tomllib.loads(told) == asdict(found)  # none is left out


def test_help_teaches():
    told = kehoach("--help").stdout
    for word in ("examples", "exit codes", "status", "doctor", "--retry-failed"):
        assert word in told
