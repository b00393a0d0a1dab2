"""Small batches for the tests of the runner: documents of our own making, runs in this process or as the command."""
from __future__ import annotations

import csv
import hashlib
import io
import os
import subprocess
import sys
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from pipeline.run import Request, Summary, run

ROOT = Path(__file__).resolve().parents[2]
MISBEHAVING = Path(__file__).resolve().parent / "misbehaving"


def plan_text(number: int, year: int = 2021) -> str:
    """A short plan as plain text; every number gives another document."""
    return (
        "ỦY BAN NHÂN DÂN\nTỈNH HÀ GIANG\nSố: {n}/KH-UBND\nHà Giang, ngày 05 tháng 3 năm {y}\nKẾ HOẠCH\nPhát triển thủy lợi năm {y}\n"
        "I. MỤC TIÊU\n1. Tỷ lệ diện tích được tưới đạt {n}% vào năm {y}.\nII. KINH PHÍ\n1. Tổng kinh phí thực hiện: {n} triệu đồng.\n"
        "III. TỔ CHỨC THỰC HIỆN\n1. Sở Tài chính\n- Chủ trì, phối hợp với Sở Xây dựng thẩm định dự toán.\n"
    ).format(n=number, y=year)


def write_plans(folder: Path, count: int) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(1, count + 1):
        (folder / f"plan-{number:05}.txt").write_text(plan_text(number), encoding="utf-8")
    return folder


def pdf(pages: int, words: str = "Ke hoach trang") -> bytes:
    """A born-digital PDF of short pages; the same bytes for the same arguments."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(595, 842), invariant=True)
    for number in range(1, pages + 1):
        for line in range(8):
            canvas.drawString(72, 700 - 20 * line, f"{words} {number}, dong {line}: noi dung thuc hien nhiem vu trong nam")
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def go(source: Path, output: Path, **more) -> Summary:
    """A run in this process, without children: quick."""
    return run(Request(str(source), str(output), **{"isolated": False, **more}))


def kehoach(*arguments: object, env: dict[str, str] | None = None, timeout: float = 300) -> subprocess.CompletedProcess[str]:
    """The command as a process of its own."""
    return subprocess.run([sys.executable, "-m", "pipeline", *map(str, arguments)], cwd=ROOT,
                          env=os.environ | (env or {}), capture_output=True, text=True, timeout=timeout)


def misbehave(**what: str) -> dict[str, str]:
    """Environment in which the children do what tests/run/misbehaving says."""
    return {"PYTHONPATH": str(MISBEHAVING), **{f"MISBEHAVE_{key.upper()}": value for key, value in what.items()}}


def rows(output: Path, table: str) -> list[dict[str, str]]:
    with (output / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def fingerprint(output: Path) -> dict[str, str]:
    """SHA-256 of every file of the output that must be the same from run to run."""
    files = (p for p in sorted(output.rglob("*")) if p.is_file() and ".kehoach" not in p.parts and p.name != "run.json")
    return {p.relative_to(output).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest() for p in files}
