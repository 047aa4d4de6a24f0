"""The same work for many trees, in a process for each core.

The processes are forks: they have all that is known without being told, and give back what they
made. Where there is one core, little to do, or a thread that a fork would lose, all is done here;
so too outside Linux, which alone says what threads there are: libraries in C or Go have their own.
"""

from __future__ import annotations

import gc
import os
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from concurrent.futures import Executor

T = TypeVar("T")
R = TypeVar("R")
FEW = 8
"""So many things are done before processes have begun."""
SHARES = 4
"""Parts of the work for each process: some trees are ten times as large as others."""

THREADS = Path("/proc/self/task")
_work: tuple[Callable[[Any], Any], Sequence[Any]]
"""What the forks are to do; set before they begin."""


def spread(make: Callable[[T], R], items: Sequence[T]) -> Iterator[R]:
    """What `make` returns for each of `items`, in their order; it must be possible to pickle it."""
    global _work  # noqa: PLW0603 - a function cannot be pickled, so forks find it here
    processes = cores()
    if processes == 1 or len(items) <= FEW or not _can_fork():
        yield from map(make, items)
        return
    _work = make, items
    first = make(items[0])  # what is read once for all is read before there are forks
    gc.freeze()  # what no collector looks at no fork copies; it lasts anyway
    with _pool(processes) as pool:
        size = -(-len(items) // (processes * SHARES))
        yield first
        yield from pool.map(_at, range(1, len(items)), chunksize=size)


def _pool(processes: int) -> Executor:
    # imported here: Python in a browser has neither, and needs neither
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415
    from multiprocessing import get_context  # noqa: PLC0415

    return ProcessPoolExecutor(processes, get_context("fork"), _end_with, (os.getpid(),))


def _end_with(parent: int) -> None:
    """A fork whose parent was killed would wait for work for ever."""

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(1)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def _at(place: int) -> Any:
    make, items = _work
    return make(items[place])


def cores() -> int:
    """The cores that this process may use."""
    allowed = getattr(os, "sched_getaffinity", None)
    return len(allowed(0)) if allowed else os.cpu_count() or 1


def _can_fork() -> bool:
    return THREADS.is_dir() and len(list(THREADS.iterdir())) == 1
