"""Where jobs run, through the seam of concurrent.futures: threads that each supervise a child process, or a Dask cluster."""
from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from concurrent.futures import CancelledError, Executor, Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeVar

from pipeline.model.errors import OperatorError

T = TypeVar("T")


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
    """A Dask cluster by its scheduler's address (`tcp://host:8786`).

    Raises OperatorError (2) for what is no address, (3) where there is no scheduler or it has no workers.
    """
    try:
        from distributed import Client
    except ImportError:
        raise OperatorError("--scheduler cần gói bổ sung / needs the extra: pip install 'kehoach[cluster]'", 2) from None
    if not re.fullmatch(r"[a-z]+://[^/]+:\d+", address):
        raise OperatorError(f"--scheduler {address}: cần một địa chỉ, ví dụ / an address such as tcp://host:8786", 2)
    for name in ("distributed.client", "distributed.comm"):  # what matters of it comes as an exception
        logging.getLogger(name).setLevel(logging.CRITICAL)
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


def result(future: Future[T]) -> T | None:
    """What a job gave; None where the worker that had it was lost, which is the document's matter and not ours.

    Raises OperatorError where the scheduler itself is gone, or a worker has no kehoach.
    """
    try:
        return future.result()
    except CancelledError:
        raise OperatorError("mất liên lạc với bộ điều phối; chạy lại để tiếp tục / "
                            "the scheduler is gone; the same command goes on") from None
    except ImportError as error:
        raise OperatorError(f"máy xử lý chưa cài kehoach / a worker without kehoach: {error}") from error
    except Exception as error:
        if type(error).__name__ != "KilledWorker":
            raise
        return None
