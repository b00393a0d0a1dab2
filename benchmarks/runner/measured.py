"""A run as a process of its own, watched from outside: wall and CPU seconds (children included), memory of the parent."""
from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from pipeline.child import resident_mb

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Measured:
    """`cpu` in seconds with children, `peak_mb` the parent's highest resident memory, `curve` (seconds, MiB) samples of it."""

    code: int
    wall: float
    cpu: float
    peak_mb: float
    curve: tuple[tuple[float, float], ...]
    stdout: str


def run(source: Path, output: Path, *more: object) -> Measured:
    before, began, curve = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic(), []
    process = subprocess.Popen([sys.executable, "-m", "pipeline", "run", str(source), "-o", str(output),
                                *map(str, more)], cwd=ROOT, stdout=subprocess.PIPE, text=True,
                               env=os.environ | {"OMP_THREAD_LIMIT": "1"})
    while process.poll() is None:
        curve.append((round(time.monotonic() - began, 1), round(resident_mb(process.pid), 1)))
        time.sleep(0.2)
    told = process.stdout.read()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Measured(process.returncode, time.monotonic() - began, cpu, max(mb for _, mb in curve),
                    tuple(curve[:: max(1, len(curve) // 20)]), told)
