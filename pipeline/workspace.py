"""The output folder: its lock, its state file, the place of its store, and how finished files get there."""
from __future__ import annotations

import fcntl
import os
import shutil
import socket
import tempfile
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec

from pipeline.model.errors import OperatorError
from pipeline.store import FolderStore, Store, is_url, open_store, require_protocol

HIDDEN = ".kehoach"
INPUT = "input.json"
"""What the last run found in its input, for `status`. `documents`: path -> SHA-256; `problems`: path -> code, of the files that
could not be opened or were not taken (a pipe, no permission)."""
SETTLE_SECONDS = 2.0
"""Between writing a lock into an object store and looking whether another run wrote over it (a store that knows no conditions)."""
RENEW_SECONDS = 30.0
STALE_SECONDS = 180
"""A lock in an object store that was not renewed for so long is of a run that died."""
_TAKEN = "một lượt chạy khác đang dùng thư mục này / another run is working on"


@dataclass(frozen=True, slots=True)
class Workspace:
    """`place` is a folder or URL; `store_url` where stage results are kept (default: inside it); `token` tells this run from others."""

    place: str
    store_url: str
    token: str = field(default_factory=lambda: uuid.uuid4().hex)
    _renewing: threading.Lock = field(default_factory=threading.Lock, compare=False, repr=False)
    _lost: threading.Event = field(default_factory=threading.Event, compare=False, repr=False)

    @staticmethod
    def at(place: str, store: str | None = None) -> Workspace:
        """Raises OperatorError (2) for a place that is not named or has no known protocol."""
        if not place.strip():
            raise OperatorError("chưa nêu thư mục kết quả / no output is named", 2)
        for given in (place, store or place):
            require_protocol(given)
        place = place.rstrip("/") or "/"
        if not is_url(place):
            place = str(Path(place).absolute())
        return Workspace(place, store or f"{place}/{HIDDEN}/store")

    @property
    def files(self) -> Store:
        """The output's own files; a run that is killed leaves its drafts where the next run removes them."""
        return open_store(self.place, None if is_url(self.place) else self._drafts)

    @property
    def _drafts(self) -> Path:
        return Path(self.place) / HIDDEN / "drafts"

    @property
    def store(self) -> Store:
        return open_store(self.store_url)

    def read(self, name: str) -> Any:
        """A small JSON file of the hidden folder, None where there is none."""
        data = self.files.get(f"{HIDDEN}/{name}")
        try:
            return msgspec.json.decode(data) if data else None
        except msgspec.DecodeError:
            return None

    def write(self, name: str, value: Any) -> None:
        self.files.put(f"{HIDDEN}/{name}", msgspec.json.encode(value))

    def listed(self) -> list[str]:
        """Names of the files that runs have put into the output, by their own list (`written.json`): what may be removed again."""
        written = self.read("written.json") or {}
        return [name for name in written.get("files", ()) if not name.startswith("/") and ".." not in name.split("/")]

    @contextmanager
    def drafts(self) -> Iterator[Path]:
        """A folder for files on their way to the output, on the same disk where there is one; gone afterwards."""
        parent = None
        if not is_url(self.place):
            parent = self._drafts
            shutil.rmtree(parent, ignore_errors=True)
            parent.mkdir(parents=True)
        with tempfile.TemporaryDirectory(dir=parent) as folder:
            yield Path(folder)

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Nobody else works on this output meanwhile. Raises OperatorError (3) where somebody does, or nothing can be written."""
        with (self._locked_object if is_url(self.place) else self._locked_folder)():
            yield

    def _holder(self) -> dict[str, Any]:
        return {"host": socket.gethostname(), "pid": os.getpid(), "token": self.token, "at": time.time()}

    @contextmanager
    def _locked_folder(self) -> Iterator[None]:
        path = Path(self.place) / HIDDEN / "lock"
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        except OSError as error:
            raise OperatorError(f"không ghi được vào / cannot write to {self.place}: {error.strerror}") from error
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            told = os.read(handle, 400).decode("utf-8", "replace")
            os.close(handle)
            raise OperatorError(f"{_TAKEN} {self.place} ({told})") from None
        try:
            os.ftruncate(handle, 0)
            os.write(handle, msgspec.json.encode(self._holder()))
            yield
        finally:
            os.close(handle)

    @contextmanager
    def _locked_object(self) -> Iterator[None]:
        """An object that is made where there is none, in one step of the store. Where a store knows no conditions, the last of
        those that write it at the same time has it, and the others find out a moment later (docs/cluster.md)."""
        try:
            self.renew()
        except OSError as error:
            raise OperatorError(f"không ghi được vào / cannot write to {self.place}: {error}") from error
        time.sleep(SETTLE_SECONDS)
        self._refuse_if_held()
        ended = threading.Event()
        renewing = threading.Thread(target=self._keep, args=(ended,), daemon=True)
        renewing.start()
        try:
            yield
        finally:
            ended.set()
            renewing.join()
            if (self.read("lock") or {}).get("token") == self.token:
                self.files.delete(f"{HIDDEN}/lock")

    def _keep(self, ended: threading.Event) -> None:
        """Renew the lock until the run ends, whatever it is at; a network that fails for a moment is tried again."""
        while not ended.wait(RENEW_SECONDS):
            try:
                self.renew()
            except OperatorError:
                self._lost.set()
                return
            except OSError:
                continue

    def _refuse_if_held(self) -> None:
        found = self.read("lock")
        if found and found.get("token") != self.token and time.time() - found.get("at", 0) < STALE_SECONDS:
            raise OperatorError(f"{_TAKEN} {self.place} ({found})")

    def require_held(self) -> None:
        """Raises OperatorError (3) where renewing found that another run has taken over."""
        if self._lost.is_set():
            raise OperatorError(f"một lượt chạy khác đã dùng thư mục này / another run has taken over {self.place}")

    def renew(self) -> None:
        """Show that this run is alive (object stores have no locks of their own).

        Raises OperatorError (3) where another run has taken over.
        """
        if not is_url(self.place):
            return
        self.require_held()
        with self._renewing:
            for _ in range(2):  # the second time it is seen who was quicker
                tag = self.files.tag(f"{HIDDEN}/lock")
                self._refuse_if_held()
                if self.files.put_if(f"{HIDDEN}/lock", msgspec.json.encode(self._holder()), tag):
                    return
        raise OperatorError(f"{_TAKEN} {self.place}")

    @property
    def busy(self) -> bool:
        """Whether a run is working on it now."""
        if isinstance(self.files, FolderStore):
            try:
                with (Path(self.place) / HIDDEN / "lock").open("rb") as file:
                    fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
                return False
            except FileNotFoundError:
                return False
            except OSError:
                return True
        found = self.read("lock")
        return bool(found) and time.time() - found.get("at", 0) < STALE_SECONDS
