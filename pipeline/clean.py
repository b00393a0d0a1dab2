"""Remove from an output folder what kehoach wrote there, and nothing else."""
from __future__ import annotations

import shutil
from pathlib import Path

from pipeline.model.errors import OperatorError
from pipeline.store import is_url
from pipeline.workspace import HIDDEN, Workspace


def clean(output: str) -> int:
    """Remove tables, texts and `run.json` by the runs' own list, and the stored work. Gives 0.

    Raises OperatorError (2) for a place where no run worked, (3) while one does.
    """
    if is_url(output):
        raise OperatorError("clean: thư mục trên máy này / a folder of this machine", 2)
    folder = Path(output)
    if not (folder / HIDDEN).is_dir():
        raise OperatorError(f"chưa có lượt chạy nào / no run has worked on {output}", 2)
    workspace = Workspace.at(output)
    with workspace.locked():
        top = folder.resolve()
        for name in workspace.listed():
            path = folder / name
            if top in path.parent.resolve().parents or top == path.parent.resolve():
                path.unlink(missing_ok=True)
                _remove_empty(path.parent, top)
    shutil.rmtree(folder / HIDDEN)
    return 0


def _remove_empty(folder: Path, top: Path) -> None:
    """The folder that a file of ours was in, and those above it, as far as nothing else is in them; never `top`."""
    while folder.resolve() != top and folder.is_dir() and not folder.is_symlink() and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent
