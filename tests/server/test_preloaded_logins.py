import json
import os
import signal
import struct
import subprocess
import sys
import termios
from collections.abc import Iterator
from fcntl import ioctl
from pathlib import Path

import pytest

from tests.clinic import NOW_THERE, open_clinic

from .preloaded import PreloadedProgram, seen_to_end

pytestmark = [pytest.mark.terminal, pytest.mark.kills]
AS_NOBODY = (
    "import os, socket, sys; os.setuid(65534); s = socket.socket(socket.AF_UNIX); "
    "s.connect(sys.argv[1]); sys.exit(s.recv(9) != b'')"
)


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PreloadedProgram]:
    with PreloadedProgram(tmp_path_factory.mktemp("loaded")) as program:
        yield program


def test_a_preloaded_login_opens_today_follows_a_resize_and_ends_with_its_exit_code(
    loaded: PreloadedProgram, root: Path
) -> None:
    with loaded.opens(root, now=NOW_THERE) as screen:
        screen.sees("Today ›", "Doe, Jane")
        with seen_to_end(loaded.login()):
            assert Path(f"/proc/{screen.pid}/exe").resolve() == Path("/bin/sh").resolve()
            ioctl(screen._master, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 50, 0, 0))
            screen.screen.resize(24, 50)
            screen.sees("The window is too small: 50×24").press("q")
            assert screen.ends() == 0


def test_what_has_the_program_loaded_runs_no_thread_that_a_login_would_miss(loaded: PreloadedProgram) -> None:
    assert len(list(Path(f"/proc/{loaded.process}/task").iterdir())) == 1


def test_a_command_answers_as_if_it_were_started_anew(loaded: PreloadedProgram) -> None:
    assert loaded.runs("units", "97110=33").stdout.startswith("97110  33 min  2 units")
    refused = loaded.runs("units")
    assert (refused.returncode, refused.stdout) == (2, "")
    assert refused.stderr.startswith("charting-tui: ")


def test_killing_what_waits_for_a_login_ends_it_with_everything_typed_kept(
    loaded: PreloadedProgram, root: Path
) -> None:
    with loaded.opens(root, now=NOW_THERE) as screen:
        screen.sees("Doe, Jane").press("n").types("Slept badly").sees("Slept badly")
        with seen_to_end(loaded.login()):
            screen.kill()
    assert "Slept badly" in kept_text(root)


def test_a_dropped_line_ends_a_preloaded_login_with_everything_typed_kept(
    loaded: PreloadedProgram, root: Path
) -> None:
    with loaded.opens(root, now=NOW_THERE) as screen:
        screen.sees("Doe, Jane").press("n").types("Slept badly").sees("Slept badly")
        with seen_to_end(loaded.login()):
            screen.hang_up()
        assert screen.status == 129
    assert "Slept badly" in kept_text(root)


def kept_text(root: Path) -> str:
    store = open_clinic(root)
    (head,) = store.drafts()
    store.close()
    entries = [json.loads(line) for line in head.path.read_text().splitlines()]
    return "".join(entry.get("t", entry.get("in", "")) for entry in entries)


def test_the_signal_that_ended_a_login_is_told(loaded: PreloadedProgram, root: Path) -> None:
    with loaded.opens(root, now=NOW_THERE) as screen:
        screen.sees("Today ›")
        os.kill(loaded.login(), signal.SIGKILL)
        assert screen.ends() == 128 + signal.SIGKILL


@pytest.mark.skipif(os.getuid() != 0, reason="only root becomes another account")
def test_another_account_is_refused_even_where_it_can_reach_the_socket(loaded: PreloadedProgram) -> None:
    loaded.place.chmod(0o755)
    loaded.socket.chmod(0o666)
    words = [sys.executable, "-c", AS_NOBODY, loaded.socket.name]
    assert subprocess.run(words, cwd=loaded.place, check=False).returncode == 0
    assert loaded.answers()


def test_a_login_of_another_release_starts_the_plain_way_and_has_that_one_loaded_next(
    tmp_path: Path, root: Path
) -> None:
    with PreloadedProgram(tmp_path, at_once=True) as old, old.opens(root, now=NOW_THERE) as screen:
        screen.sees("Today ›")
        login = old.login()
        newer = tmp_path / "newer" / "bin"
        newer.mkdir(parents=True)
        (newer / "charting-tui").write_text("#!/bin/sh\necho the newer release, with $*\n")
        (newer / "charting-tui").chmod(0o755)
        old.current.unlink()
        old.current.symlink_to("newer")
        assert old.runs("units").stdout == "the newer release, with units\n"
        assert old.ends_by_itself() == 0
        assert old.runs("units").stdout == "the newer release, with units\n"
        with seen_to_end(login):
            screen.press("u").sees("Unbilled ›").press("ctrl+q")
            assert screen.ends() == 0
