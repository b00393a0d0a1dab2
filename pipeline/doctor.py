"""Is everything here: the engine, the Vietnamese model, the libraries."""
from __future__ import annotations

import sys
from dataclasses import asdict

from rich.console import Console

from pipeline import versions
from pipeline.config import ReadOptions
from pipeline.model.errors import OperatorError
from pipeline.plan import engine_versions, office_of


def doctor() -> int:
    """Print what is there and what is missing. 0, or 3 where something that every run needs is not there."""
    console = Console(highlight=False, soft_wrap=True)
    missing = []
    console.print(f"kehoach {versions.program()}, Python {sys.version.split()[0]}")
    for name in sorted({*versions.LIBRARIES, "rich"}):
        found = versions.library(name)
        if found is None:
            missing.append(name)
        console.print(f"  {name} {found or 'THIẾU / missing'}")
    try:
        for name, found in engine_versions(asdict(ReadOptions())).items():
            console.print(f"  {name}: {found}")
    except (OperatorError, ImportError) as error:
        console.print(f"  {error}")
        missing.append("OCR")
    office = office_of(asdict(ReadOptions()))
    console.print(f"  office: {office or 'không có LibreOffice (không bắt buộc) / no LibreOffice (not required)'}")
    console.print("Thiếu / missing: " + ", ".join(missing) if missing else "Đủ / all here.")
    return 3 if missing else 0
