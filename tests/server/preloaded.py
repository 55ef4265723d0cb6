"""The program, loaded and waiting for logins in a place of its own, as systemd would have it."""

import os
import select
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from charting_tui.server import login
from charting_tui.server.preloader import login_script
from tests.terminal import PATIENCE, Terminal

_AT_ONCE = """
import sys
from pathlib import Path
from charting_tui.cli import preloading
preloading._load_all = preloading._complete_records = preloading._rehearse = lambda: None
sys.exit(preloading.serve(Path(sys.argv[1])))
"""


class PreloadedProgram:
    """A folder of releases whose one release is this checkout, and the process that has it loaded."""

    def __init__(self, place: Path, *, at_once: bool = False) -> None:
        """``at_once``: it waits for logins before all is loaded, which each loads then for itself."""
        self.place = place
        self._at_once = at_once
        self.socket = place / "socket"
        self.current = place / "current"
        self.current.symlink_to(Path(sys.prefix).resolve())
        self.script = place / "login"
        self.script.write_text(login_script(sys.executable))
        self.script.chmod(0o755)
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        words = ["-m", "charting_tui", "server", "preload", "--socket", str(self.socket)]
        if self._at_once:
            words = ["-c", _AT_ONCE, str(self.socket)]
        self._process = subprocess.Popen([sys.executable, *words], stdin=subprocess.DEVNULL)
        deadline = time.monotonic() + PATIENCE
        while not self.answers():
            assert time.monotonic() < deadline
            assert self._process.poll() is None
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.end()

    @property
    def process(self) -> int:
        assert self._process is not None
        return self._process.pid

    def end(self) -> int:
        """Wait for its end where it ends by itself, else end it."""
        assert self._process is not None
        if self._process.poll() is None:
            self._process.terminate()
        return self._process.wait(PATIENCE)

    def ends_by_itself(self) -> int:
        assert self._process is not None
        return self._process.wait(PATIENCE)

    def answers(self) -> bool:
        return self.runs(login.ONLY_ASK).returncode == 0

    def runs(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Log in without a terminal."""
        return subprocess.run(
            [str(self.script), str(self.socket), *words],
            capture_output=True,
            stdin=subprocess.DEVNULL,
            text=True,
            timeout=PATIENCE,
            check=False,
        )

    def opens(self, clinic: Path, *, now: str, person: str = "kim") -> Terminal:
        """Log in with a terminal."""
        words = ["--data", str(clinic), "--user", person]
        program = (str(self.script), str(self.socket))
        return Terminal(words, self.place, program=program, env={"CHARTING_NOW": now})

    def login(self) -> int:
        """Return the process that became a login on a terminal."""
        (found,) = [one for one in self.children() if _stat(one)[4] != "0"]
        return found

    def children(self) -> list[int]:
        """Return the processes that became a login, or are about to."""
        told = Path(f"/proc/{self.process}/task/{self.process}/children").read_text()
        return [int(one) for one in told.split()]


def _stat(process: int) -> list[str]:
    return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()


@contextmanager
def seen_to_end(process: int) -> Iterator[None]:
    """Wait at the end until a process that is there now has ended."""
    handle = os.pidfd_open(process)
    try:
        yield
        ended, _, _ = select.select([handle], [], [], PATIENCE)
        assert ended, f"process {process} is still there"
    finally:
        os.close(handle)
