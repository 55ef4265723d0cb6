"""Work for several cores: processes that end with the one that started them, in whatever way it ends."""

import os
import signal
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, redirect_stderr, suppress
from threading import Thread
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from multiprocessing.process import BaseProcess
import gc

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

    # While screens are shown, what stands for stderr has no file, and starting a process asks for it.
    with redirect_stderr(sys.__stderr__), _interrupts_held():
        pool = ProcessPoolExecutor(processes, get_context("spawn"), _end_with_the_parent)
        made = pool.map(act, batches)
    try:
        yield from made
    except BrokenProcessPool:
        raise ProcessEndedError from None
    finally:
        pool.shutdown(cancel_futures=True)


def where_it_pays(
    batches: Sequence[S], elsewhere: Callable[[S], T], here: Callable[[S], T], *, pays: bool
) -> Iterator[T]:
    """Yield what is made of each batch, by every core where that ``pays``; what these leave is made here."""
    done = 0
    cores = len(os.sched_getaffinity(0))
    if pays and cores > 1:
        with suppress(ProcessEndedError):
            for made in in_processes(elsewhere, batches, cores):
                yield made
                done += 1
    yield from map(here, batches[done:])


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """Hold ctrl-c back in this thread; a process that is begun meanwhile leaves it to its parent for ever."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _end_with_the_parent() -> None:
    """End when the parent ends, in whatever way."""
    from multiprocessing import parent_process  # noqa: PLC0415

    parent = parent_process()
    if parent:
        Thread(target=_end_after, args=(parent,), daemon=True).start()


def _end_after(other: "BaseProcess") -> None:
    other.join()
    os._exit(1)


@contextmanager
def collector_at_rest() -> Iterator[None]:
    """Keep the collector from running meanwhile, unless it is at rest already."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()
