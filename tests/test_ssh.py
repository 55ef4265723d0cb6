import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from charting_tui.records.visit import SECTIONS
from charting_tui.store.chart_store import ChartStore

from .clinic import NOW_THERE, PIN, TODAY, make_clinic, open_clinic
from .ssh_server import PATIENCE, SshServer, what_is_missing
from .test_thread import NOTE, book

pytestmark = [
    pytest.mark.terminal,
    pytest.mark.skipif(bool(what_is_missing()), reason=what_is_missing() or "all is there"),
]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "clinic"
    make_clinic(folder).close()
    return folder


@pytest.fixture
def server(root: Path, tmp_path: Path) -> Iterator[SshServer]:
    keys = tmp_path / "authorized_keys"
    surroundings = f"env HOME={tmp_path} CHARTING_NOW={NOW_THERE} LANG=C.UTF-8 PYTHONPATH={Path.cwd()}"
    forced = f"{surroundings} {sys.executable} -m charting_tui --data {root} --user kim"
    with SshServer(tmp_path / "ssh", str(keys)) as running:
        keys.write_text(f'command="{forced}",restrict,pty {running.new_key("kim")}')
        yield running


def test_a_visit_is_written_coded_and_signed_over_ssh_by_the_person_of_the_key(
    root: Path, server: SshServer
) -> None:
    with server.terminal(key="kim") as screen:
        book(screen)
        for text in NOTE:
            screen.types(text).press("tab")
        screen.press("ctrl+n").sees("Code: number").types("97140").press("enter")
        screen.sees("Hands-on minutes").types("60").sees("97140 4 units").press("enter")
        screen.sees("Areas").types("upper trapezius, levator scapulae").press("enter")
        screen.sees("97140     60")
        screen.press("ctrl+o").sees("M54.2").press("enter").sees("1 selected").press("esc").sees("· A M54.2")
        screen.press("ctrl+l", "p").sees("Diagnosis pointers").types("a").press("enter").sees("4 A ")
        screen.press("ctrl+t").sees("session began").types("1100-1205").press("enter").sees("out 12:05")
        screen.press("ctrl+r").sees("review and sign").press("s").sees("your PIN").types(PIN).press("enter")
        screen.sees("Signed: Doe, Jane").press("u").sees("Doe, Jane", "97140×4").press("ctrl+q")
        assert screen.ends() == 0
    store = open_clinic(root)
    (row,) = store.summaries(day=TODAY)
    kept = store.chart("jane").visit(row.visit)
    assert kept is not None
    assert kept.signed is not None
    assert kept.signed.signature.by == "kim"
    assert {event.by for event in store.history("jane")} == {"kim"}
    assert tuple(getattr(kept.visit.note, section) for section in SECTIONS) == NOTE
    store.close()


def test_a_dropped_line_loses_no_key_and_the_next_login_goes_on(root: Path, server: SshServer) -> None:
    with server.terminal(key="kim") as screen:
        book(screen)
        screen.types("Slept badly, 5/10").sees("Slept badly, 5/10")
        screen.kill()
    _wait_until_nobody_writes(open_clinic(root))
    with server.terminal(key="kim") as again:
        again.sees("Slept badly, 5/10", "You left this visit open last time")
        again.types(", better since").sees("5/10, better since").press("esc").sees("Today › Mon")
        again.press("ctrl+q")
        assert again.ends() == 0
    store = open_clinic(root)
    (row,) = store.summaries(day=TODAY)
    kept = store.chart("jane").visit(row.visit)
    assert kept is not None
    assert kept.visit.note.subjective == "Slept badly, 5/10, better since"
    assert store.drafts() == []
    store.close()


def _wait_until_nobody_writes(store: ChartStore) -> None:
    deadline = time.monotonic() + PATIENCE
    while any(head.owned for head in store.journals()):
        assert time.monotonic() < deadline, "the login whose line was dropped is still alive"
        time.sleep(0.02)
    store.close()
