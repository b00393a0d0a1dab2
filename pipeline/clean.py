"""Remove from an output folder what kehoach wrote there, and nothing else."""
from __future__ import annotations

import shutil
from pathlib import Path

from pipeline.model.contract import TABLES
from pipeline.model.errors import OperatorError
from pipeline.store import is_url
from pipeline.workspace import HIDDEN, Workspace


def clean(output: str) -> int:
    """Tables, texts, the stored work. 0. Raises OperatorError (2) for a place where no run worked, (3) while one does."""
    if is_url(output):
        raise OperatorError("clean: thư mục trên máy này / a folder of this machine", 2)
    folder = Path(output)
    if not (folder / HIDDEN).is_dir():
        raise OperatorError(f"chưa có lượt chạy nào / no run has worked on {output}", 2)
    workspace = Workspace.at(output)
    with workspace.locked():
        written = workspace.read("written.json") or {"files": []}
        names = [*written["files"], "run.json", "datapackage.json", *(f"{table}.{kind}" for table in TABLES for kind in ("csv", "parquet"))]
        top = folder.resolve()
        for name in names:
            path = folder / name
            if top in path.resolve().parents:
                path.unlink(missing_ok=True)
        for part in ("text", "dataset"):
            _remove_empty(folder / part)
    shutil.rmtree(folder / HIDDEN)
    return 0


def _remove_empty(folder: Path) -> None:
    if folder.is_symlink() or not folder.is_dir():
        return
    for inside in folder.iterdir():
        _remove_empty(inside)
    if not any(folder.iterdir()):
        folder.rmdir()
