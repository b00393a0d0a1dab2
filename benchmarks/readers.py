"""Readers of page pictures, this program's and its peers', each as a process of its own that does all its work from its start.

`python -m benchmarks.readers PDF PAGES SETTINGS` is this program's: SETTINGS is a JSON object of `Scanner`'s fields; a JSON list of texts
comes back. The peers are installed by `make bench-peers` into .venv-peers; one that is absent is named with what it needs.
"""
from __future__ import annotations

import itertools
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PEERS = ROOT / ".venv-peers" / "bin" / "python"
_ENVIRONMENT = os.environ | {"OMP_THREAD_LIMIT": "1"}

_KREUZBERG = """
import json, sys, kreuzberg
config = kreuzberg.ExtractionConfig(force_ocr=True, ocr=kreuzberg.OcrConfig(backend="tesseract", language="vie"))
print(json.dumps([kreuzberg.extract_file_sync(path, config=config).content for path in sys.argv[1:]]))
"""


@dataclass(frozen=True)
class Reader:
    """`missing`: why it cannot run here, None where it can. `read(pdf, folder, pages)` -> texts of the first pages;
    `folder` holds their pictures as 1.png, 2.png ... and is the place for files of its own."""

    label: str
    missing: str | None
    read: Callable[[Path, Path, int], list[str]]


def _run(command: list[str], **more) -> str:
    return subprocess.run(command, cwd=ROOT, env=_ENVIRONMENT, check=True, capture_output=True, text=True, **more).stdout


def _own(**settings) -> Callable[[Path, Path, int], list[str]]:
    return lambda pdf, folder, pages: json.loads(_run([sys.executable, "-m", "benchmarks.readers", str(pdf), str(pages),
                                                       json.dumps(settings)]))


def _tesseract(pdf: Path, folder: Path, pages: int) -> list[str]:
    return [_run(["tesseract", str(folder / f"{n}.png"), "-", "-l", "vie"]) for n in range(1, pages + 1)]


def _ocrmypdf(pdf: Path, folder: Path, pages: int) -> list[str]:
    out = folder / "text.txt"
    _run([str(PEERS), "-m", "ocrmypdf", "-l", "vie", "--force-ocr", "--jobs", "1", "--pages", f"1-{pages}", "--sidecar",
          str(out), str(pdf), str(folder / "out.pdf")])
    return out.read_text(encoding="utf-8").split("\f")[:pages]


def _kreuzberg(pdf: Path, folder: Path, pages: int) -> list[str]:
    return json.loads(_run([str(PEERS), "-c", _KREUZBERG,
                            *(str(folder / f"{n}.png") for n in range(1, pages + 1))]).strip().splitlines()[-1])


def _without_package(name: str) -> str | None:
    if not PEERS.exists():
        return "not installed: make bench-peers"
    return (None if subprocess.run([str(PEERS), "-c", f"import {name}"], capture_output=True).returncode == 0
            else f"{name} not installed: make bench-peers")


def _without_program(*names: str) -> str | None:
    absent = [name for name in names if not shutil.which(name)]
    return f"no {', '.join(absent)} on this system: make bench-peers" if absent else None


def readers() -> list[Reader]:
    """This program in its four ways, then the peers."""
    no_tesseract = _without_program("tesseract")
    return [
        Reader("kehoach", None, _own()),
        Reader("kehoach --fast", None, _own(fast=True)),
        Reader("kehoach --engine pytesseract", no_tesseract, _own(engine="pytesseract")),
        Reader("tesseract CLI, pictures ready", no_tesseract, _tesseract),
        Reader("OCRmyPDF", _without_program("tesseract", "gs") or _without_package("ocrmypdf"), _ocrmypdf),
        Reader("kreuzberg, pictures ready", _without_package("kreuzberg"), _kreuzberg),
    ]


def main(pdf: str, pages: str, settings: str) -> None:
    from benchmarks.corpus import pictures, text_of
    from pipeline.stages.read.scan.page import Scanner

    scanner = Scanner(**json.loads(settings))
    print(json.dumps([text_of(scanner.read(image, dpi, n, width=w, height=h))
                      for n, image, dpi, w, h in itertools.islice(pictures(Path(pdf)), int(pages))]))


if __name__ == "__main__":
    main(*sys.argv[1:4])
