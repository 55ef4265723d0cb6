"""Real processes for the tests: forked, watched through a pipe, killed."""

import os
import signal
from collections.abc import Callable
from dataclasses import dataclass

Tell = Callable[[str], None]
"""Sends one line to the parent."""


@dataclass
class Child:
    """A process that was forked from the test."""

    pid: int
    pipe: int

    def lines(self) -> list[str]:
        """Return all that it told from here until its end."""
        told = b""
        while more := os.read(self.pipe, 65536):
            told += more
        os.close(self.pipe)
        return told.decode().split("\n")[:-1]

    def next_line(self) -> str:
        """Wait for one line more and return it."""
        told = b""
        while not told.endswith(b"\n"):
            more = os.read(self.pipe, 1)
            if not more:
                raise AssertionError("the child ended before it told that")
            told += more
        return told.decode().strip()

    def kill(self) -> None:
        """End it as the machine would, without a word."""
        os.kill(self.pid, signal.SIGKILL)

    def ended(self) -> int:
        """Wait for its end, and return its exit code, or minus the signal that ended it."""
        return os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])


def fork(work: Callable[[Tell], None]) -> Child:
    """Run ``work`` in a process of its own; exit code 0 where it came to its end, 1 where it raised."""
    read, write = os.pipe()
    pid = os.fork()
    if pid:
        os.close(write)
        return Child(pid, read)
    os.close(read)
    try:
        work(lambda line: (os.write(write, line.encode() + b"\n"), None)[1])
    except BaseException as fault:  # noqa: BLE001  the child must end here, whatever happened
        os.write(write, f"raised {type(fault).__name__}: {fault}\n".encode())
        os._exit(1)
    os._exit(0)
