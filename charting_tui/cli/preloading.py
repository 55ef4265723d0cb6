"""Keeps the program loaded, and becomes the program of each login that asks for it.

The terminal, the folder and the surroundings of a login come as file descriptors and text over a Unix socket
(``server/login.py``). What is loaded once is shared by all logins, and a login begins where its own options
are read. Nothing here is a login's before the fork: no clinic is open, no thread runs, no clock was read.
"""

import atexit
import gc
import os
import selectors
import signal
import socket
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import redirect_stdout, suppress
from dataclasses import dataclass
from fcntl import F_GETFL, F_SETFL, F_SETOWN, F_SETSIG, fcntl, ioctl
from importlib import import_module
from io import StringIO
from pathlib import Path
from pkgutil import walk_packages
from tempfile import TemporaryDirectory
from termios import TIOCSCTTY

from pydantic import BaseModel
from textual.pilot import Pilot

from charting_tui.app import ChartingApp
from charting_tui.cli.main import run
from charting_tui.crash_log import note_crash
from charting_tui.server.login import FORM, GO, ONLY_ASK, REFUSED, TAKE, TAKEN, user_of_peer
from charting_tui.store.chart_store import ChartStore
from charting_tui.store.processes import collector_at_rest

_HANDLES = 4
"""Standard input, output and error, and the folder a login is in."""
_FIRST_OF_SYSTEMD = 3
_LONGEST = 1 << 20
"""Bytes of a request; the system allows no longer command line."""
_PATIENCE = 10.0
"""Seconds for a login to say what it wants."""
_WAY = ("enter", "escape", "u", "escape", "c", "escape")
"""From Today through a visit, Unbilled and Clients."""
_OTHER_RELEASE = 76
"""Exit code of a process that was asked for by a login of another release."""


@dataclass(frozen=True)
class Request:
    """What a login wants to be run, and where."""

    words: Sequence[str]
    surroundings: dict[str, str]
    handles: Sequence[int]


@dataclass(frozen=True)
class _Begun:
    """A process that became a login, as the one that waits sees it."""

    process: int
    line: socket.socket
    handle: int
    """Readable when the process has ended."""


class Preloader:
    """Waits for logins, and has a process of its own for each."""

    def __init__(self, listening: socket.socket) -> None:
        self._listening = listening
        self._waits = selectors.DefaultSelector()
        self._waits.register(listening, selectors.EVENT_READ)
        self._stale = False

    def next_login(self) -> socket.socket | None:
        """Return the line to a login in a new process; None, in this one, when another release is in use."""
        while not self._stale:
            for key, _ in self._waits.select():
                if isinstance(key.data, _Begun):
                    self._ended(key.data)
                elif (line := self._begun()) is not None:
                    return line
        self._close()
        return None

    def _begun(self) -> socket.socket | None:
        """Begin a process for whoever knocks; return the line there, and nothing here."""
        try:
            line, _ = self._listening.accept()
        except OSError:  # who knocked is gone again
            return None
        if user_of_peer(line) != os.geteuid():
            line.close()
            return None
        try:
            process = os.fork()
        except OSError:  # no more processes: the login starts the plain way
            line.close()
            return None
        if process == 0:
            self._close()
            return line
        login = _Begun(process, line, os.pidfd_open(process))
        self._waits.register(login.handle, selectors.EVENT_READ, login)
        return None

    def _ended(self, login: _Begun) -> None:
        """Reap a login, and tell whoever waits for it how it ended."""
        self._waits.unregister(login.handle)
        os.close(login.handle)
        _, status = os.waitpid(login.process, 0)
        code = os.waitstatus_to_exitcode(status)
        tell_end(login.line, code)
        login.line.close()
        self._stale = self._stale or code == _OTHER_RELEASE

    def _close(self) -> None:
        """Close everything that is of the waiting process alone."""
        for key in tuple(self._waits.get_map().values()):
            if isinstance(key.data, _Begun):
                key.data.line.close()
                os.close(key.data.handle)
        self._waits.close()
        self._listening.close()


def serve(path: Path) -> int:
    """Load the program and wait for logins; in the process of each, run what it asks for."""
    listening = _listening(path)
    with collector_at_rest():
        _load_all()
        _complete_records()
    _rehearse()
    gc.collect()
    gc.freeze()
    line = Preloader(listening).next_login()
    if line is None:
        return 0
    request = _request_of(line)
    if request is None:
        return 0
    _become(request)
    code = run(request.words)
    atexit.register(_ended, line, code)
    return code


def _ended(line: socket.socket, code: int) -> None:
    """Tell the exit code when nothing is left to be done; no one needs to hang up any longer."""
    fcntl(line, F_SETFL, fcntl(line, F_GETFL) & ~os.O_ASYNC)
    tell_end(line, code)


def tell_end(line: socket.socket, code: int) -> None:
    """Tell whoever waits for a login its exit code; of a process that a signal ended, as a shell would."""
    with suppress(OSError):
        line.sendall(b"%d\n" % (code if code >= 0 else 128 - code))


def _listening(path: Path) -> socket.socket:
    """Return the socket that systemd hands over, else one made at that path, for this account alone."""
    if os.environ.pop("LISTEN_PID", "") == str(os.getpid()):
        return socket.socket(fileno=_FIRST_OF_SYSTEMD)
    path.unlink(missing_ok=True)
    made = socket.socket(socket.AF_UNIX)
    mask = os.umask(0o177)
    try:
        made.bind(str(path))
    finally:
        os.umask(mask)
    made.listen(256)
    return made


def _load_all() -> None:
    """Load every module that a login may come to; what takes long for few is loaded by them alone."""
    for package in ("charting_tui.cli", "charting_tui.screens"):
        for found in walk_packages(import_module(package).__path__, f"{package}."):
            import_module(found.name)


def _complete_records() -> None:
    """Have every record's validator made, which otherwise each login makes at the first record."""
    for record in set(_kinds(BaseModel)):
        if record.__module__.startswith("charting_tui."):
            record.model_rebuild()


def _kinds(parent: type[BaseModel]) -> Iterator[type[BaseModel]]:
    for kind in parent.__subclasses__():
        yield kind
        yield from _kinds(kind)


def _rehearse() -> None:
    """Go through the places that everybody opens, in a clinic of invented clients.

    What is read, made and remembered on the way is there for every login. One that fails costs time alone.
    """
    os.environ["TERM"] = "xterm-256color"
    with TemporaryDirectory(prefix="charting-") as place, redirect_stdout(StringIO()):
        clinic = Path(place) / "clinic"
        run(["demo", str(clinic), "--clients", "3", "--no-open"])
        try:
            store = ChartStore.open(clinic, person="kim")
            ChartingApp(store).run(headless=True, size=(80, 24), auto_pilot=_look_around)
            store.close()
        except Exception as fault:  # noqa: BLE001 - no login waits for this
            note_crash(fault)


async def _look_around(pilot: Pilot[object]) -> None:
    for key in _WAY:
        await pilot.press(key)
    pilot.app.exit(0)


def _request_of(line: socket.socket) -> Request | None:
    """Return what the login wants once it has let its terminal go; None where it is not to be run here."""
    line.settimeout(_PATIENCE)
    try:
        begin, handles, _, _ = socket.recv_fds(line, 4, _HANDLES)
        text = _read(line, min(int.from_bytes(begin, "big"), _LONGEST))
    except OSError:
        return None
    form, release, count, *rest = text.split(b"\0")
    if form != FORM or os.fsdecode(release) != os.path.realpath(sys.prefix) or len(handles) != _HANDLES:
        os._exit(_OTHER_RELEASE)
    given = int(count)
    words = [os.fsdecode(word) for word in rest[:given]]
    surroundings = dict(os.fsdecode(one).split("=", 1) for one in rest[given:])
    try:
        line.sendall(TAKE)
        if words == [ONLY_ASK] or _read(line, len(GO)) != GO:
            return None
        line.settimeout(None)
        _take_terminal(line, handles[0])
        line.sendall(TAKEN)
    except OSError:
        with suppress(OSError):
            line.sendall(REFUSED)
        return None
    return Request(words, surroundings, handles)


def _read(line: socket.socket, size: int) -> bytes:
    parts = []
    while size and (part := line.recv(size)):
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


def _take_terminal(line: socket.socket, handle: int) -> None:
    """Lead a session of its own on the login's terminal; when the login is gone, be hung up on."""
    os.setsid()
    if os.isatty(handle):
        ioctl(handle, TIOCSCTTY, 0)
    signal.signal(signal.SIGHUP, signal.SIG_DFL)
    fcntl(line, F_SETOWN, os.getpid())
    fcntl(line, F_SETSIG, signal.SIGHUP)
    fcntl(line, F_SETFL, fcntl(line, F_GETFL) | os.O_ASYNC)


def _become(request: Request) -> None:
    """Take the login's folder, surroundings and streams for one's own."""
    *streams, folder = request.handles
    os.fchdir(folder)
    os.close(folder)
    for number, handle in enumerate(streams):
        os.dup2(handle, number)
        os.close(handle)
    for name, number, mode in (("stdin", 0, "r"), ("stdout", 1, "w"), ("stderr", 2, "w")):
        buffering = 1 if name == "stderr" else -1
        stream = open(number, mode, buffering, encoding="utf-8", closefd=False)  # noqa: SIM115
        setattr(sys, name, stream)
        setattr(sys, f"__{name}__", stream)
    os.environ.clear()
    os.environ.update(request.surroundings)
    time.tzset()
    sys.argv = [sys.argv[0], *request.words]
