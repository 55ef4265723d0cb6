"""The program started without loading it anew: a process that has loaded it forks itself for each terminal.

Python and the program take a core for two seconds at each start, and a test in a terminal starts it twice.
What is forked is a process of its own like any other: it leads a session, may be killed, and ends by itself.
"""

import gc
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from fcntl import ioctl
from importlib import import_module
from io import FileIO
from pathlib import Path
from pkgutil import walk_packages
from select import select
from termios import TIOCSCTTY

ROOT = Path(__file__).parent.parent
_READ_WHEN_LOADED = ("LANG", "LC_", "PYTHON", "TEXTUAL", "COLUMNS", "LINES")
"""Beginnings of names that Python or Textual look at once, while they are loaded."""
_SURROUNDINGS = {"LANG": "C.UTF-8", "TZ": "UTC", "PYDANTIC_DISABLE_PLUGINS": "__all__"}


class WarmProcess:
    """A program that was forked for a terminal; how it ended is told by the process that waits for it."""

    def __init__(self, told: FileIO) -> None:
        self._told = told
        self.pid = int(told.readline())

    def ended(self, *, wait: bool) -> int | None:
        """Return the exit code, or minus the signal that ended it; None while it goes on."""
        if not wait and not select([self._told], [], [], 0)[0]:
            return None
        with self._told:
            return int(self._told.readline())


def may_start_warm(environment: Mapping[str, str]) -> bool:
    """Whether nothing in the environment is looked at before the program itself is."""
    return all(
        _SURROUNDINGS.get(name) == value
        for name, value in environment.items()
        if name.startswith(_READ_WHEN_LOADED)
    )


def start_warm(arguments: Sequence[str], environment: Mapping[str, str], terminal: int) -> WarmProcess:
    """Start the program in a terminal, of which this process keeps the other side only."""
    read, write = os.pipe()
    asked = json.dumps([list(arguments), dict(environment), str(Path.cwd())])
    socket.send_fds(_warm().asked, [asked.encode()], [terminal, write])
    os.close(terminal)
    os.close(write)
    return WarmProcess(FileIO(read))


class _Warm:
    """The process that has the program loaded, and the way to ask it."""

    def __init__(self) -> None:
        self.asked, its = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with its:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tests.warm_start", str(its.fileno())],
                cwd=ROOT,
                env={"PATH": os.environ["PATH"], **_SURROUNDINGS},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                pass_fds=[its.fileno()],
                start_new_session=True,
            )

    def end(self) -> None:
        self.asked.close()
        self._process.wait()


_begun: list[_Warm] = []


def _warm() -> _Warm:
    if not _begun:
        _begun.append(_Warm())
    return _begun[0]


def end_warm_starts() -> None:
    """End the process that has the program loaded, if one was begun."""
    while _begun:
        _begun.pop().end()


def _serve(asked: socket.socket) -> None:
    """Fork the program as often as it is asked for; who waits for one is waited for when it is convenient."""
    while True:
        message, held, _, _ = socket.recv_fds(asked, 1 << 16, 2)
        _wait_for_those_that_ended()
        if not message:
            return
        if not os.fork():
            asked.close()
            arguments, environment, folder = json.loads(message)
            _fork_and_wait(*held)
            os.chdir(folder)
            _take_surroundings(arguments, environment)
            import_module("charting_tui.__main__").main()
        for descriptor in held:
            os.close(descriptor)


def _wait_for_those_that_ended() -> None:
    with suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass


def _fork_and_wait(terminal: int, told: int) -> None:
    """Come back in a process that holds the terminal alone; the one that waits for it ends here."""
    program = os.fork()
    if not program:
        os.close(told)
        _take_terminal(terminal)
        return
    os.close(terminal)
    os.write(told, b"%d\n" % program)
    _, status = os.waitpid(program, 0)
    os.write(told, b"%d\n" % os.waitstatus_to_exitcode(status))
    os._exit(0)


def _take_terminal(terminal: int) -> None:
    os.setsid()
    ioctl(terminal, TIOCSCTTY, 0)
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        os.dup2(terminal, number)
        stream = os.fdopen(number, "w" if number else "r", 1, encoding="utf-8", closefd=False)
        setattr(sys, name, stream)
        setattr(sys, f"__{name}__", stream)
    os.close(terminal)


def _take_surroundings(arguments: list[str], environment: dict[str, str]) -> None:
    os.environ.clear()
    os.environ.update(environment)
    time.tzset()
    sys.argv[1:] = arguments


def _load() -> None:
    """Load all of the program, as a login that has been everywhere; commands of a server do without."""
    package = import_module("charting_tui")
    for found in walk_packages(package.__path__, "charting_tui."):
        import_module(found.name)
    gc.collect()
    gc.freeze()


if __name__ == "__main__":
    its = socket.socket(fileno=int(sys.argv[1]))
    _load()
    _serve(its)
