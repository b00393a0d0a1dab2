"""The command line, with show, status and doctor the only place that prints.

Help in English with a Vietnamese line each; messages for clerks in Vietnamese first.
"""
from __future__ import annotations

import argparse
import os
import signal
import sys
from pathlib import Path
from typing import Any, NoReturn

from pipeline import clean, doctor, progress, show, status, versions
from pipeline.config import load
from pipeline.model.errors import OperatorError
from pipeline.plan import release
from pipeline.run import Request, Summary, run

EXIT_CODES = """exit codes / mã thoát:
  0  all files fine / mọi tệp đều ổn
  1  some files failed or were read in part: see files.csv / một số tệp bị lỗi
  2  wrong use: bad option, no such input / dùng sai lệnh
  3  cannot work: no engine or model, no space, output in use / không làm việc được
  130 interrupted; the next run goes on / bị ngắt, lần sau chạy tiếp"""

EXAMPLES = """examples / ví dụ:
  kehoach run plans/ -o output/              a folder of PDFs, scans, DOCX ... -> tables in output/
  kehoach run plan.pdf -o output/            one file
  kehoach run plans/ -o output/              again: only what is new or changed is worked on
  kehoach run plans/ -o output/ --retry-failed
  kehoach status output/                     what is done, failed, waiting; also while a run is under way
  kehoach show plan.pdf                      one document's records in the terminal
  kehoach doctor                             is everything here?"""


class Parser(argparse.ArgumentParser):
    """One whose complaints begin in Vietnamese, as all others do."""

    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        self.exit(2, f"{self.prog}: lệnh chưa đúng / wrong use: {message}\n")


def parser() -> Parser:
    """The whole command line."""
    top = Parser(
        prog="kehoach", formatter_class=argparse.RawDescriptionHelpFormatter, epilog=f"{EXAMPLES}\n\n{EXIT_CODES}",
        description="Scanned and digital plans of Vietnam's provinces -> tables.\n"
                    "Biến kế hoạch, quyết định của các tỉnh thành bảng dữ liệu.")
    top.add_argument("--version", action="version", version=f"kehoach {versions.program()}")
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    _add_run(commands)
    one = commands.add_parser("show", help="one document's records in the terminal / xem các bản ghi của một tài liệu")
    one.add_argument("file", type=Path, help="a document / một tài liệu")
    one.add_argument("--table", action="append", metavar="NAME", help="only this table; may be repeated / chỉ bảng này")
    _add_reading(one)
    commands.add_parser("doctor", help="is everything here: engine, Vietnamese model, versions / kiểm tra máy đã đủ thành phần chưa")
    swept = commands.add_parser("clean", help="remove what kehoach wrote into OUT, and nothing else / xóa kết quả")
    swept.add_argument("output", metavar="OUT", help="the output folder / thư mục kết quả")
    told = commands.add_parser("status", help="what is done, failed, waiting, at what rate / tiến độ và danh sách tệp lỗi")
    told.add_argument("output", metavar="OUT", help="the output folder or URL / thư mục kết quả")
    told.add_argument("--store", metavar="PLACE", help="where the run kept stage results, if not in OUT / nơi giữ kết quả từng bước")
    return top


def _add_run(commands: Any) -> None:
    cmd = commands.add_parser("run", help="a file or folder in, the dataset out / chạy toàn bộ", epilog=f"{EXAMPLES}\n\n{EXIT_CODES}",
                              formatter_class=argparse.RawDescriptionHelpFormatter)
    cmd.add_argument("source", metavar="IN", help="a file, a folder or a URL (s3://...) / tệp hoặc thư mục đầu vào")
    cmd.add_argument("-o", "--output", required=True, metavar="OUT", help="where the tables go / thư mục kết quả")
    cmd.add_argument("-w", "--workers", type=int, default=len(os.sched_getaffinity(0)),
                     help="documents at once (default: all cores) / số tài liệu xử lý cùng lúc")
    _add_reading(cmd)
    again = cmd.add_argument_group("incremental runs / chạy lại")
    again.add_argument("--retry-failed", action="store_true",
                       help="try again what failed, where another try can change it / thử lại các tệp lỗi")
    again.add_argument("--only-older-than", metavar="VERSION",
                       help="redo only results made by an older program / chỉ làm lại kết quả của bản cũ hơn")
    again.add_argument("--force", choices=("read", "extract"), metavar="STAGE",
                       help="redo a stage (read, extract) for all / buộc làm lại một bước")
    again.add_argument("--until", choices=("read", "extract", "write"), default="write", metavar="STAGE",
                       help="stop after read, extract or write (default) / dừng sau một bước")
    again.add_argument("--export-only", action="store_true", help="write the tables from finished work alone / chỉ ghi bảng")
    far = cmd.add_argument_group("output and machines / kết quả và máy")
    far.add_argument("--partition-by", metavar="KEYS", default="",
                     help="province,year: also a Parquet dataset in folders by document / chia theo tỉnh, năm")
    far.add_argument("--scheduler", metavar="ADDRESS", help="a Dask cluster: tcp://host:8786 / chạy trên nhiều máy")
    far.add_argument("--store", metavar="PLACE",
                     help="folder or URL of stage results (default: OUT/.kehoach/store) / nơi giữ kết quả từng bước")
    far.add_argument("--no-isolation", action="store_true", help="for debugging: no child process, no limits / chỉ để gỡ lỗi")


def _add_reading(cmd: argparse.ArgumentParser) -> None:
    group = cmd.add_argument_group("reading / đọc")
    group.add_argument("--ocr", choices=("auto", "always", "never"),
                       help="pages without usable text (auto, default), all, none / nhận dạng chữ")
    group.add_argument("--engine", choices=("tesserocr", "pytesseract"), help="OCR engine / bộ nhận dạng")
    group.add_argument("--fast", action="store_true", default=None, help="quicker, less exact OCR / nhanh hơn, kém chính xác hơn")
    group.add_argument("--office", metavar="auto|never|PROGRAM",
                       help="LibreOffice for old Word, RTF, OpenDocument files (auto: where installed) / bộ chuyển tệp Word cũ")
    group.add_argument("--config", type=Path, metavar="FILE", help="a kehoach.toml with [read] and [limits] / tệp cấu hình")


def main(arguments: list[str] | None = None) -> int:
    """Run a command; its exit code."""
    options = parser().parse_args(arguments)
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # as Ctrl-C: finished work is kept
    try:
        return _COMMANDS[options.command](options)
    except OperatorError as error:
        print(f"kehoach: {error}", file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        print("kehoach: đã dừng; chạy lại lệnh này để tiếp tục / interrupted; the same command goes on", file=sys.stderr)
        return 130
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    except OSError as error:
        print(f"kehoach: hệ thống báo lỗi / the system reports: {error}", file=sys.stderr)
        return 3


def _config(options: argparse.Namespace) -> Any:
    found = options.config or (Path("kehoach.toml") if Path("kehoach.toml").is_file() else None)
    return load(found, {"ocr": options.ocr, "engine": options.engine, "fast": options.fast, "office": options.office})


def _run(options: argparse.Namespace) -> int:
    keys = tuple(dict.fromkeys(filter(None, options.partition_by.split(","))))
    if set(keys) - {"province", "year"}:
        raise OperatorError(f"--partition-by {options.partition_by}: chỉ có / only province, year", 2)
    if options.only_older_than is not None and not release(options.only_older_than):
        raise OperatorError(f"--only-older-than {options.only_older_than}: cần một phiên bản, ví dụ / a version such as 0.2.0", 2)
    if options.workers < 1:
        raise OperatorError(f"--workers {options.workers}: phải từ 1 trở lên / 1 or more", 2)
    if options.until != "write" and options.export_only:
        raise OperatorError("--until, --export-only: chỉ dùng một trong hai / they exclude each other", 2)
    request = Request(
        source=options.source, output=options.output, workers=options.workers, config=_config(options), scheduler=options.scheduler,
        store=options.store, retry_failed=options.retry_failed, only_older_than=options.only_older_than, force=options.force,
        until=options.until, export_only=options.export_only, isolated=not options.no_isolation, partition_by=keys)
    with progress.bar() as on_state:
        summary = run(request, on_state)
    _print_summary(summary, options.source, options.output)
    return 1 if summary.files["failed"] or summary.files["partial"] else 0


def _print_summary(summary: Summary, source: str, output: str) -> None:
    files = summary.files
    total = sum(files.values())
    seconds = sum(summary.seconds.values())
    if not total:
        print(f"không có tệp nào / no files: {source}")
    print(f"{total} tệp / files: {files['ok']} ok, {files['partial']} một phần / partial, {files['failed']} lỗi / failed, "
          f"{files['skipped']} bỏ qua / skipped")
    print(f"đã xử lý / worked on: {summary.worked} tài liệu / documents, {summary.pages} trang / pages, {seconds:.1f} s")
    if summary.rows is not None and files["failed"] + files["partial"]:
        print(f"vì sao, cách xử lý / why, and what to do: {output}/files.csv (error_message), kehoach status {output}")
    if summary.rows is not None:
        print(f"{output}: " + ", ".join(f"{table} {count}" for table, count in summary.rows.items()))
    elif summary.run_id:
        print(f"{output}: không có gì thay đổi / nothing changed")


_COMMANDS = {
    "run": _run,
    "show": lambda options: show.show(options.file, _config(options), options.table),
    "doctor": lambda options: doctor.doctor(),
    "status": lambda options: status.status(options.output, options.store),
    "clean": lambda options: clean.clean(options.output),
}
