"""What a stored result depends on: the source of the modules that made it, the libraries, the settings."""
from __future__ import annotations

import hashlib
import importlib.metadata
import json
import re
from functools import lru_cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
OURS = ("pipeline", "extractors", "normalizers")
READ_LIBRARIES = ("cryptography", "lxml", "numpy", "olefile", "onnxruntime", "opencv-python-headless", "openpyxl", "pdfplumber", "pillow",
                  "pypdfium2", "pytesseract", "striprtf", "tesserocr", "trueocr", "viparse", "xlrd")
EXTRACT_LIBRARIES = ("regex", "rapidfuzz", "spacy")
LIBRARIES = tuple(sorted({*READ_LIBRARIES, *EXTRACT_LIBRARIES, "pyarrow", "msgspec", "fsspec"}))
"""Those that make the results: `run.json` and `doctor` tell their versions."""
DATA_SUFFIXES = {".csv", ".tsv", ".json", ".toml", ".txt"}


def program() -> str:
    """The version of kehoach; `0+source` in a work tree that was not installed."""
    return library("kehoach") or "0+source"


@lru_cache(maxsize=256)
def library(name: str) -> str | None:
    """The installed version of a package, None where it is not there."""
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return None


def digest(*parts: Any) -> str:
    """16 hex digits of the SHA-256 of plain values."""
    return hashlib.sha256(json.dumps(parts, sort_keys=True, ensure_ascii=False).encode()).hexdigest()[:16]


@lru_cache(maxsize=8)
def source(*modules: str) -> str:
    """A digest of the modules' source, of all of ours that they import, and of the data files beside them that one of them names.

    (`"units"` names `data/units.csv`.)
    Modules outside `pipeline`, `extractors` and `normalizers` count by their package's version instead.
    """
    files: dict[str, Path] = {}
    waiting = list(modules)
    while waiting:
        name = waiting.pop()
        if name in files or name.partition(".")[0] not in OURS:
            continue
        origin = _origin(name)
        if origin is None:  # a name inside a module, not a module
            continue
        files[name] = origin
        waiting += _imports(name, origin)
        if "." in name:
            waiting.append(name.rpartition(".")[0])
    told = b"".join(origin.read_bytes() for origin in files.values())
    data = {path for origin in files.values() for path in data_files(origin.parent) if b'"%s"' % path.stem.encode() in told}
    whole = hashlib.sha256()
    for name, path in sorted([*files.items(), *((str(p.name), p) for p in data)]):
        whole.update(name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return whole.hexdigest()[:16]


def data_files(folder: Path) -> list[Path]:
    """The data files that belong to the modules of a folder."""
    return [path for path in folder.glob("data/**/*") if path.suffix in DATA_SUFFIXES]


def stamp() -> str:
    """Changes when a source or data file of ours is written anew: cheap, to find out whether `source` is still what it was."""
    files = (path for top in OURS for path in sorted((ROOT / top).rglob("*")) if path.suffix == ".py" or path.suffix in DATA_SUFFIXES)
    return digest([(path.relative_to(ROOT).as_posix(), found.st_size, found.st_mtime_ns) for path in files for found in [path.stat()]])


def _origin(name: str) -> Path | None:
    """The file of a module of ours, found without importing it; None for a name inside a module."""
    place = ROOT.joinpath(*name.split("."))
    return next((path for path in (place / "__init__.py", place.with_suffix(".py")) if path.is_file()), None)


_IMPORT = re.compile(rb"^[ \t]*(?:from[ \t]+([.\w]+)[ \t]+import[ \t]+(\([^)]*\)|[^\n#;]+)|import[ \t]+([^\n#;]+))", re.MULTILINE)
"""Import statements, those inside functions too. A docstring's line that looks like one names no module, or one too many: no harm."""
_NOTE = re.compile(rb"#[^\n]*")


def _imports(name: str, origin: Path) -> list[str]:
    package = name if origin.name == "__init__.py" else name.rpartition(".")[0]
    found = []
    for source_name, names, modules in _IMPORT.findall(origin.read_bytes()):
        parts = [part.split()[0].decode() for part in _NOTE.sub(b"", modules or names).strip(b"() \t").split(b",") if part.split()]
        if modules:
            found += parts
            continue
        told = source_name.decode()
        level = len(told) - len(told.lstrip("."))
        prefix = package.rsplit(".", level - 1)[0] + "." if level else ""
        module = (prefix + told.lstrip(".")).rstrip(".")
        found += [module, *(f"{module}.{part}" for part in parts)]
    return found


def read_version(settings: dict[str, Any], engine: dict[str, str]) -> str:
    """Of a document as read: code, libraries, settings, and the engine with its model.

    How the office program is found is no part of it: which one it is counts, and for its kinds of files alone (`office_version`).
    """
    counted = {key: value for key, value in settings.items() if key != "office"}
    return digest(source("pipeline.stages.read"), {n: library(n) for n in READ_LIBRARIES}, counted, engine)


def office_version(read: str, office: str) -> str:
    """Of a document that an office program may have converted: of the reading, and of that program ("": none)."""
    return digest(read, office) if office else read


def rows_version(read: str) -> str:
    """Of a document's rows: of the document as read, and of what made rows of it."""
    made_by = source("pipeline.work", "pipeline.stages.structure", "pipeline.stages.extract")
    return digest(read, made_by, {n: library(n) for n in EXTRACT_LIBRARIES})
