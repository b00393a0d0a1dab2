"""A page or document that crashes, hangs or eats memory ends as a row, and what was read before it is kept. Real children."""
import pytest

from tests.run.batch import fingerprint, kehoach, misbehave, pdf, rows, write_plans

LIMITS = "[limits]\npage_seconds = {seconds}\nextract_seconds = 120\nmemory_mb = 900\n"


@pytest.fixture
def folder(tmp_path):
    folder = write_plans(tmp_path / "in", 1)
    (folder / "many.pdf").write_bytes(pdf(4))
    return folder


def run(tmp_path, folder, *more, **env):
    (tmp_path / "k.toml").write_text(LIMITS.format(seconds=5 if "hang" in env.values() else 60))
    return kehoach("run", folder, "-o", tmp_path / "out", "--config", tmp_path / "k.toml", "--workers", 1, *more, env=misbehave(**env))


@pytest.mark.parametrize(("what", "code"),
                         [("crash", "crashed"), ("hang", "page_timeout"), ("memory", "out_of_memory"),
                          ("raise", "page_error")])
def test_a_bad_page_is_one_row_and_the_others_are_kept(tmp_path, folder, what, code):
    done = run(tmp_path, folder, page_3=what)
    assert done.returncode == 1, done.stderr
    files = {r["path"]: r for r in rows(tmp_path / "out", "files")}
    assert files["plan-00001.txt"]["status"] == "ok"
    bad = files["many.pdf"]
    assert (bad["status"], bad["error_code"], bad["pages"], bad["pages_failed"]) == ("partial", code, "4", '["3"]')
    pages = [r for r in rows(tmp_path / "out", "pages") if r["doc_id"] == bad["doc_id"]]
    assert [p["source"] for p in pages] == ["text_layer", "text_layer", "failed", "text_layer"] and pages[2]["error_code"] == code
    text = (tmp_path / "out" / "text" / f"{bad['doc_id']}.txt").read_text()
    assert "trang 2" in text and "trang 4" in text and "trang 3" not in text


@pytest.mark.parametrize(("what", "code"), [("crash", "crashed"), ("hang", "timeout")])
def test_a_document_that_cannot_be_opened_at_all_is_quarantined(tmp_path, folder, what, code):
    (folder / "plan-00001.txt").unlink()
    done = run(tmp_path, folder, open=what)
    assert done.returncode == 1
    (bad,) = rows(tmp_path / "out", "files")
    assert (bad["status"], bad["error_code"]) == ("failed", code) and bad["error_message"]


def test_a_crash_that_does_not_repeat_itself_leaves_no_trace(tmp_path, folder):
    assert run(tmp_path, folder, page_2="crash", once=str(tmp_path / "once")).returncode == 0
    assert (tmp_path / "once").exists()
    first = fingerprint(tmp_path / "out")
    assert kehoach("run", folder, "-o", tmp_path / "calm").returncode == 0
    assert fingerprint(tmp_path / "calm") == first


def test_retry_reads_the_bad_page_alone_and_ends_as_if_it_had_never_failed(tmp_path, folder):
    assert run(tmp_path, folder, page_2="hang").returncode == 1
    assert run(tmp_path, folder, page_1="crash").returncode == 1  # not tried
    assert run(tmp_path, folder, "--retry-failed", page_1="crash").returncode == 0
    kehoach("run", folder, "-o", tmp_path / "calm")
    assert fingerprint(tmp_path / "calm") == fingerprint(tmp_path / "out")
