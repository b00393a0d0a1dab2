"""The sample plans and their expected records, for the tests of this folder."""
from __future__ import annotations

import json
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2] / "samples"
sys.path.insert(0, str(ROOT))

NAMES = sorted(path.stem for path in (ROOT / "plans").glob("*.plan"))
DOCUMENTS = sorted(path for path in (ROOT / "documents").iterdir() if path.is_file())


def expected(name: str) -> dict:
    return json.loads((ROOT / "expected" / f"{name}.json").read_text(encoding="utf-8"))
