"""Work for several cores: processes that end with the one that started them, in whatever way it ends."""

import os
import signal
from collections.abc import Callable, Iterable, Iterator
from threading import Thread
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from multiprocessing.process import BaseProcess

S = TypeVar("S")
T = TypeVar("T")


class ProcessEndedError(Exception):
    """A process was ended from outside while it worked."""


def in_processes(act: Callable[[S], T], batches: Iterable[S], processes: int) -> Iterator[T]:
    """Yield what ``act`` makes of each batch, in their order; ``act`` and batches must be such as pickle."""
    # What runs processes takes longer to import than all the rest of a start, and few logins need it.
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415
    from concurrent.futures.process import BrokenProcessPool  # noqa: PLC0415
    from multiprocessing import get_context  # noqa: PLC0415

    pool = ProcessPoolExecutor(processes, get_context("spawn"), _end_with_the_parent)
    try:
        yield from pool.map(act, batches)
    except BrokenProcessPool:
        raise ProcessEndedError from None
    finally:
        pool.shutdown(cancel_futures=True)


def _end_with_the_parent() -> None:
    """Leave ctrl-c to the parent, and end when it ends in whatever way."""
    from multiprocessing import parent_process  # noqa: PLC0415

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = parent_process()
    if parent:
        Thread(target=_end_after, args=(parent,), daemon=True).start()


def _end_after(other: "BaseProcess") -> None:
    other.join()
    os._exit(1)
