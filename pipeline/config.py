"""Settings of a run: a file `kehoach.toml`, then options of the command line; an unknown key is an error that names it."""
from __future__ import annotations

import tomllib
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from pipeline.model.errors import OperatorError


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How documents are read. `ocr`: auto (pages without usable text) | always | never; `fast` trades accuracy for speed.

    `office`: auto (LibreOffice where it is on PATH) | never | an office program's name or path, for old Word, RTF and OpenDocument files.
    """

    ocr: str = "auto"
    engine: str = "tesserocr"
    fast: bool = False
    office: str = "auto"


@dataclass(frozen=True, slots=True)
class Limits:
    """Beyond which a page or a document is given up. Seconds of wall time, MiB of memory of the child process.

    An office program may take half of `page_seconds`, so that time is left for reading without it.
    """

    page_seconds: float = 120.0
    document_seconds: float = 6 * 3600.0
    extract_seconds: float = 300.0
    memory_mb: int = 3072
    pages: int = 5000
    file_mb: int = 2048


@dataclass(frozen=True, slots=True)
class Config:
    """All that a run can be told beside where it reads and writes."""

    read: ReadOptions = field(default_factory=ReadOptions)
    limits: Limits = field(default_factory=Limits)


_SECTIONS = {"read": ReadOptions, "limits": Limits}
_CHOICES = {"ocr": ("auto", "always", "never"), "engine": ("tesserocr", "pytesseract")}


def load(path: Path | None, overrides: dict[str, Any]) -> Config:
    """The settings of a TOML file with sections [read] and [limits], then `overrides` of [read] that are not None.

    Raises OperatorError (exit code 2) for a file that is no TOML, an unknown key, a value of the wrong type or choice.
    """
    given: dict[str, dict[str, Any]] = {}
    if path is not None:
        try:
            given = tomllib.loads(path.read_text(encoding="utf-8"))
        except OSError as error:
            raise OperatorError(f"không đọc được tệp cấu hình / cannot read {path}: {error.strerror}", 2) from error
        except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            raise OperatorError(f"tệp cấu hình không đúng dạng TOML / no TOML file: {path}: {error}", 2) from error
    config = Config()
    for section, values in given.items():
        if section not in _SECTIONS or not isinstance(values, dict):
            raise OperatorError(f"{path}: không có mục / unknown section [{section}]; {', '.join(_SECTIONS)}", 2)
        config = replace(config, **{section: _checked(section, values, str(path))})
    changed = {key: value for key, value in overrides.items() if value is not None}
    return replace(config, read=_checked("read", asdict(config.read) | changed, "options"))


def _checked(section: str, values: dict[str, Any], where: str) -> Any:
    kinds = {f.name: type(f.default) for f in fields(_SECTIONS[section])}
    for key, value in values.items():
        if key not in kinds:
            raise OperatorError(f"{where}: không có khóa / unknown key {section}.{key}; {', '.join(kinds)}", 2)
        if key in _CHOICES and value not in _CHOICES[key]:
            raise OperatorError(f"{where}: {section}.{key} = {value!r}; chọn / one of {', '.join(_CHOICES[key])}", 2)
        allowed = (int, float) if kinds[key] is float else kinds[key]
        if not isinstance(value, allowed) or (kinds[key] is not bool and isinstance(value, bool)):
            raise OperatorError(f"{where}: {section}.{key} = {value!r} không phải / is no {kinds[key].__name__}", 2)
        if kinds[key] in (int, float) and value <= 0:
            raise OperatorError(f"{where}: {section}.{key} phải lớn hơn 0 / must be above 0", 2)
    return _SECTIONS[section](**values)
