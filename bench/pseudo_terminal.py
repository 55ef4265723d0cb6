"""A program in a terminal of its own, with a watch on every key and every byte."""

import os
import pty
import select
import signal
import struct
import termios
import time
from dataclasses import dataclass
from fcntl import ioctl
from pathlib import Path
from types import TracebackType
from typing import Self

_PATIENCE = 30.0
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Echo:
    """What one key did: seconds until the first byte came back and the last, and how many came in all."""

    seconds: float
    size: int
    last: float = 0.0


class PseudoTerminal:
    """A program that was started at a moment that is known."""

    def __init__(self, words: list[str], surroundings: dict[str, str], at: Path) -> None:
        self.begun = time.perf_counter()
        self.process, self._master = pty.fork()
        if self.process == 0:
            os.chdir(at)
            os.execve(words[0], words, surroundings)
        ioctl(self._master, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        os.kill(self.process, signal.SIGKILL)
        os.waitpid(self.process, 0)
        os.close(self._master)

    def shows(self, text: str) -> float:
        """Read until a text comes, and return how long after the start that was, in seconds."""
        told, deadline = b"", time.perf_counter() + _PATIENCE
        while text.encode() not in told:
            if time.perf_counter() > deadline:
                raise TimeoutError(f"“{text}” never came; what came ends with {told[-300:]!r}")
            told += self._read(0.05)
        return time.perf_counter() - self.begun

    def rest(self, quiet: float = 0.25) -> int:
        """Read until nothing came for so many seconds, and return how many bytes did."""
        size = 0
        while more := self._read(quiet):
            size += len(more)
        return size

    def press(self, keys: str, quiet: float = 0.12) -> Echo:
        """Type a key, and wait until the screen is quiet again."""
        begun = time.perf_counter()
        os.write(self._master, keys.encode())
        size = len(self._read(5))
        seconds = last = time.perf_counter() - begun
        while more := self._read(quiet):
            last = time.perf_counter() - begun
            size += len(more)
        return Echo(seconds, size, last)

    def memory(self) -> float:
        """Return the program's resident memory now, in megabytes."""
        status = Path(f"/proc/{self.process}/status").read_text()
        line = next(line for line in status.splitlines() if line.startswith("VmRSS"))
        return int(line.split()[1]) / 1024

    def idle(self, seconds: float) -> tuple[float, int]:
        """Leave it alone, and return the share of a core it used and the bytes it sent."""
        before, begun, size = self.processor_time(), time.perf_counter(), 0
        while (left := begun + seconds - time.perf_counter()) > 0:
            size += len(self._read(left))
        return (self.processor_time() - before) / seconds, size

    def processor_time(self) -> float:
        """Return the processor seconds that it used so far."""
        return processor_time(self.process)

    def _read(self, seconds: float) -> bytes:
        ready, _, _ = select.select([self._master], [], [], seconds)
        if not ready:
            return b""
        try:
            return os.read(self._master, 65536)
        except OSError:
            raise EOFError("the program ended") from None


def processor_time(process: int) -> float:
    """Return the processor seconds that a process used so far."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS
