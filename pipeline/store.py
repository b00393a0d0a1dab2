"""Finished work, by name: a folder, or any fsspec URL (`s3://bucket/prefix`).

Names are relative paths with `/`. A value is there whole or not at all: written beside its place, synced, renamed.
Values are gzipped JSON; a value that does not unpack (a disk that lied) counts as absent, so that its work is done again.
"""
from __future__ import annotations

import gzip
import itertools
import os
import threading
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol, TypeVar

import fsspec
import msgspec

from pipeline.model.errors import OperatorError

T = TypeVar("T")
_COUNTER = itertools.count()
_CONDITION_FAILED = {"PreconditionFailed", "ConditionalRequestConflict", "NoSuchKey", "404", "409", "412"}
_NO_CONDITIONS = {"NotImplemented", "501"}
"""Error codes of S3: the object was not as the condition said; the server knows no conditions."""


class Store(Protocol):
    """Bytes by name."""

    url: str

    def get(self, name: str) -> bytes | None: ...

    def put(self, name: str, data: bytes) -> None: ...

    def has(self, name: str) -> bool: ...

    def delete(self, name: str) -> None: ...

    def upload(self, draft: Path, name: str) -> None:
        """Put a finished file of this machine in its place; in a folder it is moved."""

    def names(self, prefix: str) -> Iterator[str]:
        """Names below a folder, in no order."""

    def get_many(self, names: list[str]) -> dict[str, bytes]:
        """Those of the names that are there."""


def is_url(place: str) -> bool:
    """Whether a place is an fsspec URL and not a path of this machine."""
    return "://" in place


def require_protocol(place: str) -> None:
    """Raises OperatorError (2) for a URL whose protocol is not known, or needs a package that is not there."""
    if is_url(place):
        try:
            fsspec.get_filesystem_class(place.partition("://")[0])
        except (ValueError, ImportError) as error:
            raise OperatorError(f"{place}: {error} (s3://: pip install 'kehoach[s3]')", 2) from None


def open_store(place: str, drafts: Path | None = None) -> Store:
    """The store at a folder's path or at an fsspec URL. `drafts`: see FolderStore."""
    return UrlStore(place.rstrip("/")) if is_url(place) else FolderStore(place, drafts)


def write_atomically(path: Path, data: bytes, drafts: Path | None = None) -> None:
    """Write beside the place (or in the folder `drafts` of the same disk), sync, rename.

    Raises OSError (disk full, not allowed); the place then holds what it held. A process that is killed leaves its draft.
    """
    draft = (drafts or path.parent) / f".{path.name[:80]}.{os.getpid()}.{threading.get_ident()}.{next(_COUNTER)}.tmp"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        draft.parent.mkdir(parents=True, exist_ok=True)
        with draft.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(draft, path)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise


@dataclass(frozen=True)
class FolderStore:
    """A store in a folder of this machine. `drafts`: a folder on its disk for what is not whole yet; None: beside its place."""

    url: str
    drafts: Path | None = None

    def _path(self, name: str) -> Path:
        return Path(self.url) / name

    def get(self, name: str) -> bytes | None:
        try:
            return self._path(name).read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            return None

    def put(self, name: str, data: bytes) -> None:
        write_atomically(self._path(name), data, self.drafts)

    def has(self, name: str) -> bool:
        return self._path(name).is_file()

    def delete(self, name: str) -> None:
        path = self._path(name)
        path.unlink(missing_ok=True)
        if name.startswith(("pages/", "dataset/")) and path.parent.is_dir() and not any(path.parent.iterdir()):
            path.parent.rmdir()

    def upload(self, draft: Path, name: str) -> None:
        target = self._path(name)
        target.parent.mkdir(parents=True, exist_ok=True)
        with draft.open("rb") as file:
            os.fsync(file.fileno())
        os.replace(draft, target)

    def names(self, prefix: str) -> Iterator[str]:
        top = self._path(prefix)
        for folder, _, files in os.walk(top):
            inside = Path(folder).relative_to(self.url).as_posix()
            yield from (f"{inside}/{file}" for file in files if not file.endswith(".tmp"))

    def get_many(self, names: list[str]) -> dict[str, bytes]:
        found = ((name, self.get(name)) for name in names)
        return {name: data for name, data in found if data is not None}


@dataclass(frozen=True)
class UrlStore:
    """A store behind an fsspec URL. Object stores put whole objects, so nothing is renamed."""

    url: str

    @cached_property
    def _place(self) -> tuple[Any, str]:
        return fsspec.core.url_to_fs(self.url, use_listings_cache=False)

    def _path(self, name: str) -> str:
        return f"{self._place[1]}/{name}"

    def get(self, name: str) -> bytes | None:
        try:
            return self._place[0].cat_file(self._path(name))
        except FileNotFoundError:
            return None

    def put(self, name: str, data: bytes) -> None:
        path = self._path(name)
        self._place[0].makedirs(path.rpartition("/")[0], exist_ok=True)
        self._place[0].pipe_file(path, data)

    def has(self, name: str) -> bool:
        return self._place[0].isfile(self._path(name))

    def delete(self, name: str) -> None:
        try:
            self._place[0].rm_file(self._path(name))
        except FileNotFoundError:
            pass

    def upload(self, draft: Path, name: str) -> None:
        path = self._path(name)
        self._place[0].makedirs(path.rpartition("/")[0], exist_ok=True)
        self._place[0].put_file(str(draft), path)

    def tag(self, name: str) -> str | None:
        """What tells this state of a value from its later ones (S3: ETag; elsewhere ""); None where there is no value."""
        try:
            return self._place[0].info(self._path(name)).get("ETag", "")
        except FileNotFoundError:
            return None

    def put_if(self, name: str, data: bytes, tag: str | None) -> bool:
        """Put a value where there is none (`tag` None), or only that of `tag`, in one step of the store; False where it is not so.

        S3: `If-None-Match: *` and `If-Match`. A store that knows neither puts it unseen.
        """
        path = self._path(name)
        self._place[0].makedirs(path.rpartition("/")[0], exist_ok=True)
        try:
            self._place[0].pipe_file(path, data, **({"mode": "create"} if tag is None else {"IfMatch": tag} if tag else {}))
        except FileExistsError:
            return False
        except OSError as error:
            code = getattr(error.__cause__, "response", {}).get("Error", {}).get("Code")
            if code in _CONDITION_FAILED:
                return False
            if code not in _NO_CONDITIONS:
                raise
            self._place[0].pipe_file(path, data)
        return True

    def names(self, prefix: str) -> Iterator[str]:
        top = self._place[1].rstrip("/") + "/"
        try:
            found = self._place[0].find(top + prefix)
        except FileNotFoundError:
            return
        yield from (path[path.index(top) + len(top):] for path in found)

    def get_many(self, names: list[str]) -> dict[str, bytes]:
        if not names:
            return {}
        found = self._place[0].cat([self._path(name) for name in names], on_error="omit")
        if not isinstance(found, dict):  # one path: its bytes alone
            found = {self._path(names[0]): found}
        return {name: found[self._path(name)] for name in names if self._path(name) in found}


def pack(value: Any) -> bytes:
    """Plain values and frozen dataclasses -> gzipped JSON, the same bytes for the same value."""
    return gzip.compress(msgspec.json.encode(value), compresslevel=1, mtime=0)


def unpack(data: bytes | None, kind: type[T]) -> T | None:
    """The value, or None where there is none or it is damaged or of another version of the program."""
    if data is None:
        return None
    try:
        return msgspec.json.decode(gzip.decompress(data), type=kind)
    except (OSError, EOFError, zlib.error, msgspec.DecodeError, msgspec.ValidationError):
        return None
