"""Where jobs run, through the seam of concurrent.futures: threads that each supervise a child process, or a Dask cluster."""
from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass

from pipeline.model.errors import OperatorError


@dataclass(frozen=True, slots=True)
class Pool:
    """An executor and how many jobs it works on at once."""

    executor: Executor
    slots: int


@contextmanager
def local(workers: int) -> Iterator[Pool]:
    """`workers` threads of this process; the work itself is in their children."""
    executor = ThreadPoolExecutor(workers, thread_name_prefix="kehoach")
    try:
        yield Pool(executor, workers)
    finally:
        executor.shutdown(wait=True, cancel_futures=True)


@contextmanager
def dask(address: str) -> Iterator[Pool]:
    """A Dask cluster by its scheduler's address (`tcp://host:8786`). Raises OperatorError where there is none."""
    try:
        from distributed import Client
    except ImportError:
        raise OperatorError("--scheduler cần gói bổ sung / needs the extra: pip install 'kehoach[cluster]'", 2) from None
    try:
        client = Client(address, timeout="20s", set_as_default=False)
    except (OSError, ValueError) as error:
        raise OperatorError(f"không nối được với bộ điều phối / no scheduler at {address}: {error}", 3) from error
    try:
        threads = sum(client.nthreads().values())
        if not threads:
            raise OperatorError(f"bộ điều phối không có máy xử lý nào / the scheduler at {address} has no workers", 3)
        yield Pool(client.get_executor(pure=False), threads)
    finally:
        client.close()
