"""Tesseract: the one door to tesserocr and pytesseract.

One API object is kept per process and model folder, because loading the model costs more than a line of text; one thread
each, because Tesseract's own threads cost many times what they bring.
"""
from __future__ import annotations

import functools
import glob
import hashlib
import os
import sys
from pathlib import Path

import numpy as np

from pipeline.model.errors import OperatorError
from pipeline.stages.read.engines.words import TextLine, lines_of_tsv

os.environ.setdefault("OMP_THREAD_LIMIT", "1")

LANGUAGE = "vie"
MODEL = f"{LANGUAGE}.traineddata"
ENGINES = ("tesserocr", "pytesseract")
PAGE, LINE, SPARSE = 3, 7, 11  # Tesseract's page segmentation modes


def tessdata() -> Path:
    """The folder that holds the Vietnamese model.

    Looked for in KEHOACH_TESSDATA, then in the environment that runs us, then where the system's packages put it.
    Raises OperatorError when no folder has it, or when KEHOACH_TESSDATA names one that has not.
    """
    named = os.environ.get("KEHOACH_TESSDATA")
    if named:
        folders = [Path(named)]
    else:
        folders = [Path(sys.prefix) / "share" / "tessdata"]
        folders += [Path(p) for p in sorted(glob.glob("/usr/share/tesseract-ocr/*/tessdata"), reverse=True)]
        folders += [Path("/usr/share/tessdata"), Path("/usr/local/share/tessdata")]
    for folder in folders:
        if (folder / MODEL).is_file():
            return folder
    places = ", ".join(str(f) for f in folders)
    raise OperatorError(
        f"Không có mô hình tiếng Việt / no Vietnamese model {MODEL} in {places}: run `make install`, or "
        "set KEHOACH_TESSDATA")


@functools.lru_cache(maxsize=4)
def model_sha256(path: str) -> str:
    """SHA-256 of a model file, hex."""
    return hashlib.sha256(Path(path).read_bytes()).hexdigest()


@functools.lru_cache(maxsize=4)
def _api(folder: str, pid: int):
    """The process's own API object; `pid` keeps a forked child from using its parent's."""
    import tesserocr

    api = tesserocr.PyTessBaseAPI(path=folder, lang=LANGUAGE, psm=PAGE, oem=tesserocr.OEM.LSTM_ONLY)
    api.SetVariable("debug_file", os.devnull)
    return api


def read_lines(gray: np.ndarray, dpi: float, mode: int = PAGE, engine: str = "tesserocr") -> list[TextLine]:
    """The lines that Tesseract finds in a uint8 gray image [H, W] at one page segmentation mode, in its own order.

    Raises OperatorError when the engine or its model is missing.
    """
    if engine == "tesserocr":
        return _with_tesserocr(gray, dpi, mode)
    if engine == "pytesseract":
        return _with_pytesseract(gray, dpi, mode)
    raise OperatorError(f"unknown OCR engine {engine!r}: one of {', '.join(ENGINES)}")


def _with_tesserocr(gray: np.ndarray, dpi: float, mode: int) -> list[TextLine]:
    api = _api(str(tessdata()), os.getpid())
    height, width = gray.shape
    api.SetPageSegMode(mode)
    api.SetImageBytes(np.ascontiguousarray(gray).tobytes(), width, height, 1, width)
    api.SetSourceResolution(int(max(70, round(dpi))))
    lines = lines_of_tsv(api.GetTSVText(0))
    api.Clear()
    return lines


def _with_pytesseract(gray: np.ndarray, dpi: float, mode: int) -> list[TextLine]:
    import pytesseract
    from PIL import Image

    config = f'--tessdata-dir "{tessdata()}" --oem 1 --psm {mode} --dpi {int(max(70, round(dpi)))}'
    try:
        return lines_of_tsv(pytesseract.image_to_data(Image.fromarray(gray), lang=LANGUAGE, config=config))
    except pytesseract.TesseractNotFoundError as missing:
        raise OperatorError(
            "the engine pytesseract needs the tesseract program: install tesseract-ocr, or use --engine "
            "tesserocr") from missing


def versions(engine: str) -> dict[str, str]:
    """Engine, its version, the model file's name and SHA-256."""
    if engine == "tesserocr":
        import tesserocr

        version = tesserocr.tesseract_version().split()[1]
    else:
        import pytesseract

        version = str(pytesseract.get_tesseract_version())
    path = tessdata() / MODEL
    return {"engine": engine, "tesseract": version, "model": MODEL, "model_sha256": model_sha256(str(path))}
