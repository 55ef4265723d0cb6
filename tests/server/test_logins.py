import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC
from pathlib import Path
from signal import SIGTERM

import pytest

from charting_tui.store.chart_store import ChartStore
from charting_tui.store.logins import OpenLogins
from tests.clinic import NOW, NOW_THERE, open_clinic
from tests.command_line import call
from tests.terminal import Terminal
from tests.test_screens import at_the_keyboard


def test_a_login_is_listed_for_as_long_as_it_lives(tmp_path: Path) -> None:
    first, second = OpenLogins(tmp_path), OpenLogins(tmp_path)
    first.enter("one", "kim", "10.0.0.7", NOW)
    second.enter("two", "lee", "", NOW.astimezone(UTC).replace(minute=5))
    (kim, lee) = first.at_work()
    assert (kim.person, kim.place, kim.process, lee.person) == ("kim", "10.0.0.7", os.getpid(), "lee")
    assert first._held is not None
    os.close(first._held)  # as the system does when its process ends
    assert second.at_work() == [lee]
    assert not first.end(kim)


def test_nobody_who_is_not_logged_in_is_ended(root: Path) -> None:
    answer = call("sessions", "--end", "lee", "--data", str(root), "--user", "kim")
    assert answer.refused_in_one_sentence()
    assert call("sessions", "--data", str(root), "--user", "kim").out == "No one is logged in.\n"


@pytest.mark.terminal
def test_an_owner_ends_a_login_and_everything_typed_there_is_kept(root: Path) -> None:
    env = {"CHARTING_NOW": NOW_THERE, "SSH_CONNECTION": "10.0.0.7 50022 10.0.0.1 22"}
    kim = ("--data", str(root), "--user", "kim")
    with Terminal(list(kim), root.parent, env=env) as screen:
        screen.sees("Doe, Jane").press("n").types("Slept badly").sees("Slept badly")
        assert "10.0.0.7" in call("sessions", *kim).out
        assert call("sessions", "--end", "kim", *kim).out.startswith("Ended 1 login.")
        assert screen.ends() == 143
        assert "Everything typed is kept" in " ".join(screen.text().split())
    store = open_clinic(root)
    assert len(store.drafts()) == 1
    assert store.logins.at_work() == []
    store.close()


_LOGIN = """
import sys, time
from datetime import UTC, datetime
from pathlib import Path
from charting_tui.store.logins import OpenLogins
OpenLogins(Path(sys.argv[1])).enter("ab12cd34", sys.argv[2], "10.0.0.7", datetime.fromisoformat(sys.argv[3]))
print("in", flush=True)
time.sleep(60)
"""


@contextmanager
def at_work(person: str, store: ChartStore) -> Iterator[subprocess.Popen[str]]:
    """Be logged in from elsewhere, in a process of its own, until it is ended."""
    folder, at = str(store.logins._folder), NOW.isoformat()
    started = [sys.executable, "-c", _LOGIN, folder, person, at]
    with subprocess.Popen(started, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "in\n"
        try:
            yield process
        finally:
            process.kill()


async def test_an_owner_sees_in_settings_who_is_logged_in_and_ends_a_login(root: Path) -> None:
    async with at_the_keyboard(root) as kim:
        with at_work("lee", kim.store) as process:
            await kim.presses("o", "shift+tab")
            assert "lee        11/23/2026 12:00  10.0.0.7" in kim.screen_text()
            await kim.presses("x", "enter")
            assert process.wait(timeout=30) == -SIGTERM
            assert "Ended the login of lee" in kim.screen_text()


async def test_who_is_no_owner_does_not_see_who_is_logged_in(root: Path) -> None:
    async with at_the_keyboard(root, "lee") as lee:
        with at_work("kim", lee.store):
            await lee.presses("o", "shift+tab")
            assert "10.0.0.7" not in lee.screen_text()
            assert "owner" in lee.screen_text()
