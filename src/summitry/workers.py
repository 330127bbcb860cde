"""Where articles are read: in this process, or in several. Imports little, so that a worker can be settled first."""

from __future__ import annotations

import collections
import concurrent.futures
import multiprocessing
import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future
from typing import TypeVar

Given = TypeVar("Given")
Made = TypeVar("Made")

AHEAD = 4
"""Items a worker is ahead of what has been handed back: enough to keep it busy, few enough for memory."""

SETTINGS = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
"""Environment of a worker: two processes of one thread each beat one of two (measured on 1,000 documents, 2 cores)."""


def settle() -> None:
    """Prepares a new process, before it imports anything that reads the environment."""
    os.environ.update(SETTINGS)


def executor(workers: int) -> Executor:
    """What runs `workers` calls at a time: a thread for one, processes started afresh for more."""
    if workers == 1:
        return concurrent.futures.ThreadPoolExecutor(max_workers=1)
    context = multiprocessing.get_context("spawn")
    return concurrent.futures.ProcessPoolExecutor(workers, mp_context=context, initializer=settle)


def each(
    call: Callable[[Given], Made], items: Iterable[Given], workers: int
) -> Iterator[tuple[Given, Made | BaseException]]:
    """Every item with what `call` makes of it, or with what it raised, in the order given.

    Items are drawn as they are needed, at most AHEAD for each worker before the first is handed back.
    """
    pending: collections.deque[tuple[Given, Future[Made]]] = collections.deque()

    def oldest() -> tuple[Given, Made | BaseException]:
        item, future = pending.popleft()
        error = future.exception()
        return (item, future.result()) if error is None else (item, error)

    with executor(workers) as pool:
        try:
            for item in items:
                pending.append((item, pool.submit(call, item)))
                if len(pending) >= workers * AHEAD:
                    yield oldest()
            while pending:
                yield oldest()
        finally:
            for _, future in pending:
                future.cancel()
