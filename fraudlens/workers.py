"""Work on a stream in several processes, results in the order of the stream."""

from __future__ import annotations

import os
import signal
import threading
from collections import deque
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context, parent_process
from typing import TYPE_CHECKING, Any, TypeVar

from fraudlens.errors import FraudlensError

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable

Item = TypeVar("Item")
Result = TypeVar("Result")

_AHEAD = 2
"""Items a worker that are under way at most: one in work, one waiting. Memory stays flat."""

_work: Callable[[Any], Any] | None = None
"""What this worker process does; set once, when it starts."""


def map_ordered(
    build: Callable[[], Callable[[Item], Result]], items: Iterable[Item], *, workers: int
) -> Generator[Result]:
    """Apply what `build` gives to each item; `build` runs once in each worker process.

    One worker is this process itself. For more, `build`, items and results are pickled, and
    `build` must be importable. Close the iterator to end the workers.

    Raises:
        FraudlensError: a worker process died.
    """
    if workers == 1:
        yield from map(build(), items)
        return
    # Spawn, not fork: LightGBM's and numba's threads do not survive a fork.
    pool = ProcessPoolExecutor(workers, get_context("spawn"), _start, (build,))
    try:
        yield from _results(pool, items, workers * _AHEAD)
    except BrokenProcessPool as exc:
        raise FraudlensError(
            "a worker process died before it gave a result",
            hint="it may have run out of memory: try fewer --workers",
        ) from exc
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _results(pool: ProcessPoolExecutor, items: Iterable[Item], ahead: int) -> Generator[Any]:
    waiting: deque[Future[Any]] = deque()
    for item in items:
        waiting.append(pool.submit(_run, item))
        if len(waiting) >= ahead:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()


def _start(build: Callable[[], Callable[[Any], Any]]) -> None:  # pragma: no cover  in a worker
    global _work  # noqa: PLW0603  a process pool keeps its state nowhere else
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches all; the parent ends the rest
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _work = build()


def _end_with_parent() -> None:  # pragma: no cover  runs in a worker
    """End this worker once nobody is left to give it work or to take what it found."""
    parent = parent_process()
    if parent is None:
        raise AssertionError("a worker is started by another process")
    parent.join()
    os._exit(1)


def _run(item: object) -> object:  # pragma: no cover  runs in a worker
    if _work is None:
        raise AssertionError("the pool starts each worker with '_start'")
    return _work(item)
