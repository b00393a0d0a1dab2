"""How the cost of a piece of work grows with its input: counted where it can be, timed where it must be."""
from __future__ import annotations

import gc
import sys
import time
from collections.abc import Callable


def calls(work: Callable[[], object]) -> int:
    """Calls of Python and built-in functions that the work makes: the same number on every run, however busy the machine."""
    count = 0

    def profile(frame: object, event: str, argument: object) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(profile)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count


def growth(small: Callable[[], object], large: Callable[[], object], limit: float, rounds: int = 8) -> float:
    """Processor time of `large` over that of `small`, each the least of three rounds or more; another round as long as
    `limit` is exceeded."""
    least = [float("inf"), float("inf")]
    for done in range(1, rounds + 1):
        for index, work in enumerate((small, large)):
            least[index] = min(least[index], _seconds(work))
        if done >= 3 and least[1] < limit * least[0]:
            break
    return least[1] / least[0]


def _seconds(work: Callable[[], object]) -> float:
    gc.collect()
    gc.disable()
    try:
        start = time.process_time()
        work()
        return time.process_time() - start
    finally:
        gc.enable()
