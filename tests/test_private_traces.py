import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from charting_tui.operations.bookings.booking import book, read_booking
from charting_tui.records.chart import Act, ClientFile
from charting_tui.records.people import Client
from charting_tui.store.chart_files.writing import ChartChange

from .clinic import CONSENT, NOW_THERE, TODAY, make_clinic
from .command_line import ROOT, environment
from .terminal import ANEW, Terminal

pytestmark = pytest.mark.terminal
NAME = "Zyxomma"
"""A family name that no file of the machine holds."""
SAID = "quorvish"
"""A word of the note that none holds either."""
TITLE = re.compile(rb"\x1b\][012];[^\x07\x1b]*|\x1b[kX^_][^\x1b]*")
"""What names a window, for a terminal or for tmux, and what no screen shows."""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    store = make_clinic(tmp_path / "clinic")
    client = Client(id="one", name=f"{NAME}, Quell", chart_number="Q77", consent=CONSENT)
    store.commit(ChartChange(Act.OPENED, "one", file=ClientFile(client=client)))
    book(store, "one", read_booking(f"1100 {NAME.lower()} 60"), TODAY)
    store.close()
    for name in ("tmp", "home"):
        (tmp_path / name).mkdir()
    return store.root


def named_by_processes() -> list[str]:
    """Return the command lines of this machine in which a client's name or note stands."""
    told: list[bytes] = []
    for place in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(OSError):
            told.append(place.read_bytes())
    return [line.decode(errors="replace") for line in told if _is_private(line)]


def left_in(folder: Path) -> Iterator[Path]:
    for path in folder.rglob("*"):
        with suppress(OSError):
            if path.is_file() and (_is_private(path.read_bytes()) or _is_private(path.name.encode())):
                yield path


def _is_private(data: bytes) -> bool:
    return NAME.lower().encode() in data.lower() or SAID.encode() in data.lower()


def test_nothing_private_is_in_ps_titles_temporary_files_logs_or_core_dumps(root: Path) -> None:
    place = root.parent
    env = {"CHARTING_NOW": NOW_THERE, "TMPDIR": str(place / "tmp")}
    seen: list[str] = []
    with Terminal(["--data", str(root), "--user", "kim"], place / "home", env=env, program=ANEW) as screen:
        screen.sees(NAME).press("enter").sees("11:00").types(f"{SAID} neck").sees(SAID)
        limits = Path(f"/proc/{screen.pid}/limits").read_text()
        assert re.search(r"Max core file size +0 ", limits)
        seen += named_by_processes()
        screen.press("esc").sees("Visits").press("c").sees("found").types(NAME.lower()).sees("1 found")
        screen.press("enter").sees(f"{NAME}, Quell").press("ctrl+q")
        assert screen.ends() == 0
        assert [title for title in TITLE.findall(screen.raw) if _is_private(title)] == []
    for words, fed in (
        (["quick", "q77", "-"], f"{SAID}; p6>4"),
        (["export", "q77", "--out", str(place)], ""),
    ):
        command = [sys.executable, "-m", "charting_tui", *words, "--data", str(root), "--user", "kim"]
        with subprocess.Popen(
            command,
            cwd=ROOT,
            env=environment(TMPDIR=str(place / "tmp"), HOME=str(place / "home"), CHARTING_NOW=NOW_THERE),
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            text=True,
        ) as running:
            assert running.stdin is not None
            running.stdin.write(fed)
            running.stdin.close()
            while running.poll() is None:
                seen += named_by_processes()
                with suppress(subprocess.TimeoutExpired):
                    running.wait(0.1)
        assert running.returncode in {0, 1}, words
    assert seen == []
    assert [*left_in(place / "tmp"), *left_in(place / "home")] == []
    assert [log.name for log in root.glob("*.log") if _is_private(log.read_bytes())] == []
    shown = {path.relative_to(root).parts[0] for path in left_in(root)}
    assert shown <= {"charts", "drafts", "forms", "index.sqlite", "index.sqlite-wal"}
