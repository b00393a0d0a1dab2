"""Old Word, RTF and OpenDocument files through an office program: stand-ins for what can go wrong, the real one where it is installed."""
from __future__ import annotations

import http.server
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import pytest

from pipeline.model.errors import OperatorError, Unreadable
from pipeline.stages.read import Read, media
from pipeline.stages.read.flowing import office, office_process
from tests.read_digital import offices

RTF = rb"{\rtf1\ansi K\u7871? ho\u7841?ch s\u7889? 5\par Kinh ph\u237?: 12 tri\u7879?u\par}"
OWN = ["Kế hoạch số 5", "Kinh phí: 12 triệu"]


def lines(page) -> list[str]:
    return [line.text for line in page.lines]


def read(data: bytes, program: str, seconds: float = 20.0):
    return Read(ocr="never", office=program, office_seconds=seconds)(data, "thu.rtf").pages[0]


def test_what_the_program_makes_is_read(tmp_path):
    page = read(RTF, offices.converting(tmp_path, "I. KẾ HOẠCH", *OWN))
    assert (lines(page), page.route, page.source, page.error_code) == (["I. KẾ HOẠCH", *OWN], "office", "text", None)


def test_the_program_is_told_nothing_of_the_document_and_nothing_of_the_user(tmp_path, monkeypatch):
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "x")
    read(RTF, offices.converting(tmp_path, *OWN))
    assert (tmp_path / "last").read_text() == "document.rtf\n"
    surroundings = dict(line.partition("=")[::2] for line in (tmp_path / "env").read_text().splitlines())
    assert surroundings["HOME"].startswith(tempfile.gettempdir()) and not {"AWS_SECRET_ACCESS_KEY", "DISPLAY",
                                                                           "DBUS_SESSION_BUS_ADDRESS"} & surroundings.keys()
    assert "registrymodifications.xcu" in (tmp_path / "ls").read_text()
    assert not Path(surroundings["HOME"]).exists()


FAILS = [
    ("exits", "exit 77", "77"), ("crashes", "kill -SEGV $$", "139"), ("says it is done and is not", "exit 0", "0"), ("writes rubbish", 'echo rubbish > "$out/document.docx"', "hỏng"),
    ("writes a folder", 'mkdir "$out/document.docx"', "không mở được"), ("hangs", "sleep 60", "quá 0.5 giây"),
]


@pytest.mark.parametrize(("what", "does", "reason"), FAILS, ids=[f[0] for f in FAILS])
def test_where_it_fails_the_library_reads_and_the_page_says_why(tmp_path, what, does, reason):
    page = read(RTF, offices.program(tmp_path, does), 0.5 if what == "hangs" else 20.0)
    assert (lines(page), page.source, page.route, page.error_code) == (OWN, "text", "text", "office_failed")
    assert page.error_message.startswith("thu.rtf: ") and reason in page.error_message


def test_a_conversion_that_lost_the_text_is_not_believed(tmp_path):
    page = read(RTF, offices.converting(tmp_path, "Kế hoạch"))
    assert (lines(page), page.error_code) == (OWN, "office_failed")


def test_a_conversion_that_lost_a_table_is_not_believed(tmp_path):
    rows = b"".join(rb"\trowd\cellx2000\cellx4000\intbl X\u227? %d\cell %d\cell\row" % (n, n) for n in range(8))
    glued = [f"Xã {n} {n}" for n in range(8)]
    page = read(RTF[:-1] + rows + b"}", offices.converting(tmp_path, *OWN, *glued))
    assert (lines(page), len(page.grids), page.error_code) == (OWN, 1, "office_failed")


def test_what_our_own_reader_does_not_know_either_is_a_failure(tmp_path):
    odt = offices.opendocument("<text:p>Kế hoạch</text:p>")
    assert media.media_type(odt) == media.ODT
    for program, code in ((offices.program(tmp_path, "exit 1"), "office_failed"), ("never", "needs_office")):
        with pytest.raises(Unreadable) as caught:
            read(odt, program)
        assert caught.value.code == code


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def gone_soon(pids: list[int]) -> bool:
    until = time.monotonic() + 30
    while any(map(alive, pids)) and time.monotonic() < until:
        time.sleep(0.05)
    return not any(map(alive, pids))


def started(folder: Path) -> list[int]:
    """Process numbers of the program and of what it started."""
    until = time.monotonic() + 60
    while not (folder / "pids").exists() and time.monotonic() < until:
        time.sleep(0.05)
    return [int(n) for n in (folder / "pids").read_text().split()]


def hanging(folder: Path) -> str:
    return offices.program(folder, f'sleep 300 & sleep 300 & echo $$ $! > "{folder}/new"; mv "{folder}/new" "{folder}/pids"; wait')


def test_time_over_ends_the_program_and_what_it_started(tmp_path):
    began = time.monotonic()
    assert office_process.run([hanging(tmp_path), "--outdir", str(tmp_path / "out")], str(tmp_path), 6.0,
                              os.environ) == office_process.TIMED_OUT
    assert time.monotonic() - began < 200  # of the 300 s that it would take
    assert gone_soon(started(tmp_path))


def test_a_reader_that_is_killed_leaves_no_program_and_no_folder(tmp_path):
    program, work = hanging(tmp_path), tmp_path / "work"
    work.mkdir()
    code = f"import os, office_process; office_process.run([{program!r}, '--outdir', {str(work)!r}], {str(work)!r}, 300, os.environ)"
    reader = subprocess.Popen([sys.executable, "-c", code], start_new_session=True,
                              env=os.environ | {"PYTHONPATH": str(Path(office_process.__file__).parent)})
    pids = started(tmp_path)
    os.killpg(reader.pid, signal.SIGKILL)
    reader.wait()
    assert gone_soon(pids)
    until = time.monotonic() + 30
    while work.exists() and time.monotonic() < until:
        time.sleep(0.05)
    assert not work.exists()


def test_which_program(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert office.installed("auto") is None and office.installed("never") is None
    with pytest.raises(OperatorError, match="soffice-7"):
        office.installed("soffice-7")
    first = office.installed(offices.program(tmp_path, "exit 1"))
    assert office.installed("auto") == first and first.program == str(tmp_path / "soffice")
    assert office.installed(offices.program(tmp_path, "exit 2")).version != first.version
    (tmp_path / "versionrc").write_text("[Version]\nbuildid=40(Build:2)\n")
    (tmp_path / "bootstraprc").write_text("[Bootstrap]\nProductKey=LibreOffice 7.4\n")
    assert office.installed("auto").version == "LibreOffice 7.4 40(Build:2)"


REAL = office.installed("auto")
needs_office = pytest.mark.skipif(REAL is None, reason="LibreOffice is not installed")
LIST = (rb"{\rtf1\ansi\deff0{\fonttbl{\f0 Times New Roman;}}"
        rb"{\*\listtable{\list\listtemplateid1{\listlevel\levelnfc1\leveljc0\levelfollow0\levelstartat1"
        rb"{\leveltext\'02\'00.;}{\levelnumbers\'01;}}{\listname ;}\listid1}}"
        rb"{\*\listoverridetable{\listoverride\listid1\listoverridecount0\ls1}}"
        rb"\pard\ls1\ilvl0 Mot\par\pard\ls1\ilvl0 Hai\par\pard Ghi chu\par"
        rb"\trowd\cellx2000\cellx4000\intbl A\cell 1\cell\row\trowd\cellx2000\cellx4000\intbl B\cell 2\cell\row"
        rb"\trowd\cellx2000\cellx4000\intbl C\cell 3\cell\row\trowd\cellx2000\cellx4000\intbl D\cell 4\cell\row"
        rb"\pard\par}")


@needs_office
def test_automatic_numbers_and_tables_of_rtf_through_the_real_program():
    page = read(LIST, "auto", 120.0)
    assert (lines(page), page.route) == (["I. Mot", "II. Hai", "Ghi chu"], "office")
    assert [[c.text for c in grid.cells] for grid in page.grids] == [["A", "1", "B", "2", "C", "3", "D", "4"]]


@pytest.fixture
def server():
    """(address, paths asked for) of a server on this machine."""
    asked = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_error(404)

        do_HEAD = do_OPTIONS = do_PROPFIND = do_GET

        def log_message(self, *_):
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as served:
        threading.Thread(target=served.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{served.server_port}", asked
        served.shutdown()


@needs_office
def test_the_real_program_fetches_nothing_and_runs_no_macro(tmp_path, server, monkeypatch):
    """With an empty profile it does fetch the picture: so the test would see it."""
    address, asked = server
    secret, ran = tmp_path / "secret.txt", tmp_path / "ran"
    secret.write_text("MAT KHAU")
    body = ('<text:p>Xin chào <draw:frame svg:width="2cm" svg:height="2cm"><draw:image '
            f'xlink:href="{address}/a.png" xlink:type="simple"/></draw:frame></text:p>'
            f'<text:section text:name="a"><text:section-source xlink:href="{secret.as_uri()}" '
            'xlink:type="simple"/><text:p>cũ</text:p></text:section>'
            f'<text:section text:name="b"><text:section-source xlink:href="{address}/b.odt" '
            'xlink:type="simple"/><text:p>cũ</text:p></text:section>')
    data = offices.opendocument(body, f'Sub Main\nOpen "{ran}" For Output As #1\nClose #1\nEnd Sub')
    assert lines(read(data, "auto", 120.0)) == ["Xin chào", "cũ", "cũ"]
    assert asked == [] and not ran.exists()
    monkeypatch.setattr(office, "_SETTINGS", ())
    read(data, "auto", 120.0)
    assert "/a.png" in asked
