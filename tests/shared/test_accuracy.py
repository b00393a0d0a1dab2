"""The records of three real plans against those made by hand: floors under F1, on born-digital PDFs and on office scans."""
import shutil
import subprocess
import sys

import pytest

from tests.run.batch import ROOT, kehoach

SHARED = ROOT.parent / "shared"
TABLES = ("documents", "headings", "targets", "observations", "money", "assignments", "citations", "cells")
FLOORS = {"digital": dict.fromkeys((*TABLES, "checks"), 0.85), "office": dict.fromkeys(TABLES, 0.75)}
"""Checks count on born-digital pages alone: on scans a misread figure contradicts its row as a misprinted one does."""
pytestmark = [pytest.mark.shared, pytest.mark.skipif(not SHARED.is_dir(), reason="the corpus in ../shared is not here")]


@pytest.mark.parametrize("variant", FLOORS)
def test_f1_of_every_table(tmp_path, variant):
    (tmp_path / "in").mkdir()
    plans = sorted((SHARED / "corpus").glob(f"*.{variant}.pdf"))
    for path in plans:
        shutil.copy(path, tmp_path / "in")
    assert len(plans) == 3
    assert kehoach("run", tmp_path / "in", "-o", tmp_path / "out", "--workers", 1, timeout=1500).returncode == 0
    scored = subprocess.run([sys.executable, SHARED / "tools" / "score.py", tmp_path / "out", SHARED / "gold",
                             "--min-f1", *(f"{table}={floor}" for table, floor in FLOORS[variant].items())],
                            capture_output=True, text=True)
    print(scored.stdout)
    assert scored.returncode == 0, scored.stderr
