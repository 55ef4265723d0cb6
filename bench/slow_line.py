"""What each act sends over a line with SSH's compression, with and without what spares the line."""

import shutil
import socket
import statistics
import sys
import tempfile
import threading
from contextlib import suppress
from pathlib import Path

from bench.clinics import NOW_THERE
from bench.pseudo_terminal import PseudoTerminal
from bench.screens import surroundings
from bench.table import Table, times
from tests.ssh_server import SshServer

_SENTENCE = "Tender upper trapezius on both sides, less than last week. "
_LINE = "p6>4 desk; ut b3 rh b2 lev r2 trp; neck rot r70>80; mfr30 @ ut lev"
_QUIET = 0.5
"""Seconds without a byte after which a key has done all it does."""
_PLACE = 500
"""Bytes that a place takes at least over the line, compressed."""
_DOWN, _PAGE_DOWN, _ESC = "\x1b[B", "\x1b[6~", "\x1b"


class Wire:
    """Stands between ssh and sshd, and counts the bytes that come from the server."""

    def __init__(self, port: int) -> None:
        self.came = 0
        self._there = port
        self._door = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._door.getsockname()[1])
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            near, _ = self._door.accept()
            far = socket.create_connection(("127.0.0.1", self._there))
            threading.Thread(target=self._pass_on, args=(near, far, False), daemon=True).start()
            threading.Thread(target=self._pass_on, args=(far, near, True), daemon=True).start()

    def _pass_on(self, source: socket.socket, goal: socket.socket, counted: bool) -> None:
        with suppress(OSError):
            while data := source.recv(65536):
                if counted:
                    self.came += len(data)
                goal.sendall(data)
        with suppress(OSError):
            goal.shutdown(socket.SHUT_WR)


class _Login:
    """A person at a terminal at the far end of the line."""

    def __init__(self, terminal: PseudoTerminal, wire: Wire) -> None:
        self._terminal = terminal
        self._wire = wire
        self.sizes: dict[str, list[tuple[int, int]]] = {}

    def shows(self, text: str) -> None:
        self._terminal.shows(text)
        self._terminal.rest(1.0)

    def does(self, act: str, *keys: str) -> None:
        """Press keys one by one, and note for each what came: on the terminal, and over the line."""
        for key in keys:
            before = self._wire.came
            shown = self._terminal.press(key, quiet=_QUIET).size
            self.sizes.setdefault(act, []).append((shown, self._wire.came - before))

    def opens(self, act: str, key: str) -> None:
        """Press a key that opens a place, which is loaded first and then drawn whole."""
        before, shown = self._wire.came, self._terminal.press(key, quiet=_QUIET).size
        while self._wire.came - before < _PLACE:
            shown += self._terminal.rest(_QUIET)
        shown += self._terminal.rest(_QUIET)
        self.sizes[act] = [(shown, self._wire.came - before)]


def measure_slow_line(clinic: Path) -> Table:
    """Measure one person's acts over ``ssh -C``, with and without what spares the line."""
    with tempfile.TemporaryDirectory(prefix="charting-line-") as folder:
        with_it = _acts_over_ssh("charting_tui", clinic, Path(folder) / "with")
        without = _acts_over_ssh("bench.without_sent_lines", clinic, Path(folder) / "without")
    rows = []
    for act, sizes in with_it.items():
        plain, plain_packed = map(statistics.mean, zip(*without[act], strict=True))
        spared, spared_packed = map(statistics.mean, zip(*sizes, strict=True))
        rows.append(
            (
                act,
                f"{plain:,.0f}",
                f"{spared:,.0f}",
                times(plain, spared),
                f"{plain_packed:,.0f}",
                f"{spared_packed:,.0f}",
                times(plain_packed, spared_packed),
            )
        )
    how = (
        "Bytes from the server for each key, with `SentLines`, which keeps back cells that are on the "
        "terminal already, and without it (as Textual sends): as the terminal gets them, and as they cross "
        "the line with `ssh -C`, packets and all, counted between ssh and a real sshd. 120×40, small clinic."
    )
    heads = ("", "sent whole", "with it", "×", "ssh -C, sent whole", "ssh -C, with it", "×")
    return Table("Over a slow line", how, heads, tuple(rows))


def _acts_over_ssh(module: str, clinic: Path, place: Path) -> dict[str, list[tuple[int, int]]]:
    shutil.copytree(clinic, place / "clinic")
    keys = place / "authorized_keys"
    kept = f"env HOME={place} CHARTING_NOW={NOW_THERE} LANG=C.UTF-8 PYTHONPATH={Path.cwd()}"
    program = f"{kept} {sys.executable} -m {module} --data {place}/clinic --user kim"
    with SshServer(place / "ssh", str(keys), alive=0) as server:
        keys.write_text(f'command="{program}",restrict,pty {server.new_key("kim")}')
        wire = Wire(server.port)
        words = server.login(key="kim", port=wire.port, options=("-C", "-tt"))
        with PseudoTerminal(list(words), surroundings(), Path.cwd()) as terminal:
            login = _Login(terminal, wire)
            login.shows("to chart")
            _work(login)
    return login.sizes


def _work(login: _Login) -> None:
    login.does("a row down in Today", *(_DOWN for _ in range(8)))
    login.opens("open Unbilled", "u")
    login.does("a row down in Unbilled", *(_DOWN for _ in range(12)))
    login.does("a page down in Unbilled", _PAGE_DOWN, _PAGE_DOWN)
    login.opens("back to Today", _ESC)
    login.opens("open a visit", "n")
    login.does("a letter in the note", *_SENTENCE)
    login.does("next part of the note", "\t", "\x1b[Z")
    login.does("open the quick line", "\x02")
    login.does("a letter in the quick line", *_LINE)
    login.does("close the quick line", _ESC)
    login.does("open the code lines", "\x0c")
    login.does("back to Today from the visit", _ESC, _ESC)
