"""What lies in the input: a file, a folder or an fsspec URL -> sources in path order.

Nothing is opened for writing, nothing but regular files is read.
"""
from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, unquote_to_bytes

import fsspec

from pipeline.model import beginnings
from pipeline.model.errors import OperatorError
from pipeline.store import is_url, require_protocol

IGNORED = {".DS_Store", "Thumbs.db", "desktop.ini"}
"""What systems put into folders by themselves; no row tells of them, nor of what office programs hide (`.~lock...`)."""
CHUNK = 1 << 20
_BYTES = "bytes:"


@dataclass(frozen=True, slots=True)
class Source:
    """One input file. `path` is relative to the root, with `/`; `place` where it is opened.

    `office`: it begins as files of office programs do, so that it may be read through one.
    `problem` is a code of docs/errors.md where the file cannot be opened at all (a pipe, a loop of links, no permission).
    """

    path: str
    place: str
    size: int | None = None
    sha256: str | None = None
    office: bool = False
    problem: str | None = None


def find(root: str, without: str | None = None) -> list[Source]:
    """All files below a root (or the one file), in path order; `without` is a folder or URL inside it that is left out (the output).

    Raises OperatorError (2) where the root is not there, (3) where it cannot be listed.
    """
    if is_url(root):
        return sorted(_find_url(root, without), key=lambda s: s.path)
    require_there(root)
    top = Path(root)
    if top.is_file():
        return [_source(top, top.name)]
    skipped = Path(without).resolve() if without and not is_url(without) else None
    return sorted(_walk(top, skipped), key=lambda s: s.path)


def require_there(root: str) -> None:
    """Raises OperatorError (2) for a path of this machine that is neither a file nor a folder. (A URL is asked when it is listed.)"""
    if not is_url(root) and not Path(root).is_file() and not Path(root).is_dir():
        raise OperatorError(f"không có tệp hay thư mục / no such file or folder: {root}", 2)


def require_apart(root: str, output: str) -> None:
    """Raises OperatorError (2) for an input that is not named or has no known protocol, or whose folder is to be the output too.

    Inputs are never written to.
    """
    if not root.strip():
        raise OperatorError("chưa nêu đầu vào / no input is named", 2)
    require_protocol(root)
    here = not is_url(root) and not is_url(output)
    if root.rstrip("/") == output.rstrip("/") or (here and Path(root).resolve() == Path(output).resolve()):
        raise OperatorError(f"kết quả phải ở thư mục khác với đầu vào / the output must be another folder than the input: {output}", 2)


def printable(path: str) -> str:
    """A path as it may stand in a table: bytes that are no UTF-8 are written `\\xNN`."""
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def _place(path: Path) -> str:
    """A path as it travels to workers, in JSON: one whose bytes are no UTF-8 is percent-encoded behind `bytes:`."""
    place = str(path)
    return place if place.isprintable() or printable(place) == place else _BYTES + quote(os.fsencode(path))


def _path(place: str) -> str:
    return os.fsdecode(unquote_to_bytes(place.removeprefix(_BYTES))) if place.startswith(_BYTES) else place


def _walk(top: Path, skipped: Path | None) -> Iterator[Source]:
    waiting = [top]
    while waiting:
        folder = waiting.pop()
        try:
            entries = list(os.scandir(folder))
        except OSError as error:
            if folder == top:
                raise OperatorError(f"không mở được thư mục / cannot open the folder: {top}: {error.strerror}", 3) from error
            yield Source(printable(folder.relative_to(top).as_posix()), _place(folder), problem="no_permission")
            continue
        for entry in entries:
            path = Path(entry.path)
            if entry.name in IGNORED or entry.name.startswith(".~"):
                continue
            if entry.is_dir(follow_symlinks=False):
                if skipped is None or path.resolve() != skipped:
                    waiting.append(path)
            else:
                yield _source(path, printable(path.relative_to(top).as_posix()))


def _source(path: Path, name: str) -> Source:
    try:
        found = path.stat()
    except FileNotFoundError:
        return Source(name, _place(path), problem="vanished")
    except PermissionError:
        return Source(name, _place(path), problem="no_permission")
    except OSError:
        return Source(name, _place(path), problem="link_loop")
    if stat.S_ISDIR(found.st_mode):
        return Source(name, _place(path), problem="linked_folder")
    if not stat.S_ISREG(found.st_mode):
        return Source(name, _place(path), problem="not_a_file")
    return Source(name, _place(path), size=found.st_size)


def _find_url(root: str, without: str | None) -> Iterator[Source]:
    system, top = fsspec.core.url_to_fs(root, use_listings_cache=False)
    try:
        found = system.find(top, detail=True)
    except (FileNotFoundError, PermissionError, OSError) as error:
        raise OperatorError(f"không mở được / cannot open: {root}: {error}", 3) from error
    if not found:
        raise OperatorError(f"không có tệp nào / no files: {root}", 2)
    other, inside = fsspec.core.url_to_fs(without) if without and is_url(without) else (None, "")
    for path, about in found.items():
        if type(other) is type(system) and path.startswith(inside.rstrip("/") + "/"):
            continue
        relative = path[len(top):].lstrip("/") or path.rpartition("/")[2]
        yield Source(relative, system.unstrip_protocol(path), size=about.get("size"))


Identity = tuple[int, str | None, bool, str | None]
"""(size, SHA-256 in hex, office, problem): fields of `Source`."""


def identify(place: str, most_bytes: int) -> Identity:
    """What is known of a file by its bytes, read in pieces; they are not kept."""
    whole, size, head = hashlib.sha256(), 0, b""
    try:
        with _open(place) as file:
            while chunk := file.read(CHUNK):
                size, head = size + len(chunk), head or chunk[: beginnings.LONGEST]
                if size > most_bytes:
                    return os.path.getsize(_path(place)) if not is_url(place) else size, None, False, "too_large"
                whole.update(chunk)
    except FileNotFoundError:
        return size, None, False, "vanished"
    except PermissionError:
        return size, None, False, "no_permission"
    except OSError:
        return size, None, False, "not_readable"
    return size, whole.hexdigest(), head.startswith(beginnings.OFFICE), None


def load(place: str) -> bytes:
    """A file's bytes. Raises OSError."""
    with _open(place) as file:
        return file.read()


def _open(place: str):
    if is_url(place):
        return fsspec.open(place, "rb").open()
    # O_NONBLOCK: a pipe put in the file's place meanwhile must not hang us; it has no effect on regular files
    handle = os.open(_path(place), os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise OSError("not a regular file")
    return os.fdopen(handle, "rb")
