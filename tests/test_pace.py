import getpass
import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from charting_tui.cli.main import run
from charting_tui.operations.visits.pace import IDLE, PaceCount, pace_by_week, pace_file
from charting_tui.records.visit import Visit, VisitKind
from charting_tui.store.office_file import NotePace

from .clinic import NOW_THERE, PIN, TODAY, open_clinic
from .terminal import Terminal
from .test_screens import at_the_keyboard

VISIT = Visit(id="v1", date=TODAY, kind=VisitKind.FOLLOW_UP)


class Seconds:
    """A monotonic clock that is moved by hand."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


def test_keys_add_up_over_sittings_and_idle_time_does_not_count(root: Path) -> None:
    store, seconds = open_clinic(root), Seconds()
    for _ in range(2):
        count = PaceCount(store, seconds)
        count.opened("v1")
        for pause in (2, 3, IDLE + 1):
            seconds.now += pause
            count.key()
        count.left()
        seconds.now += 1000
    count.opened("v1")
    seconds.now += 1
    count.key()
    count.signed(VISIT)
    assert pace_file(store).notes() == [
        NotePace(day=TODAY, kind=VisitKind.FOLLOW_UP, lines=0, keys=7, seconds=11)
    ]
    count.opened("v1")
    count.signed(VISIT)
    assert pace_file(store).notes()[1].keys == 0
    store.close()


def test_what_is_kept_names_no_client_no_visit_and_no_word(root: Path) -> None:
    store = open_clinic(root)
    count = PaceCount(store, Seconds())
    count.opened("v1")
    count.left()
    count.opened("v1")
    count.signed(VISIT)
    store.close()
    kept = (root / "people" / "kim.pace").read_text()
    assert set(json.loads(kept)) == {"day", "kind", "lines", "keys", "seconds"}
    assert "v1" not in (root / "people" / "kim.begun").read_text()
    assert (root / "people" / "kim.pace").stat().st_mode & 0o777 == 0o600


def test_damaged_files_lose_the_pace_and_nothing_else(root: Path) -> None:
    store = open_clinic(root)
    (root / "people" / "kim.begun").write_text("[torn")
    (root / "people" / "kim.pace").write_text('{"day":\n')
    count = PaceCount(store, Seconds())
    count.opened("v1")
    count.key()
    count.signed(VISIT)
    assert [note.keys for note in pace_file(store).notes()] == [1]
    (root / "people" / "kim.pace").unlink()
    (root / "people" / "kim.pace").mkdir()
    count.opened("v1")
    count.signed(VISIT)
    store.close()


async def test_a_note_is_counted_from_its_opening_to_its_signature(root: Path) -> None:
    async with at_the_keyboard(root) as kim:
        await kim.presses("n", *"sore", "escape", "n", "tab")
        await kim.types("Massage of the neck, 30 min")
        await kim.presses("ctrl+r", "s", *PIN, "enter")
        (note,) = pace_file(kim.store).notes()
        typed = len("sore") + 1 + 1 + len("Massage of the neck, 30 min") + 2 + len(PIN) + 1
        assert (note.day, note.kind, note.lines, note.keys) == (TODAY, VisitKind.INITIAL, 0, typed)


@pytest.mark.terminal
def test_what_was_counted_counts_on_after_a_dropped_line(root: Path) -> None:
    arguments = ["--data", str(root), "--user", "kim"]
    with Terminal(arguments, root.parent, env={"CHARTING_NOW": NOW_THERE}) as screen:
        screen.sees("Doe, Jane").press("n").sees("Next visit, frequency").types("sore neck").sees(
            "sore neck"
        ).hang_up()
    store = open_clinic(root)
    (row,) = store.summaries(day=TODAY)
    assert pace_file(store).begun(row.visit).keys == len("sore neck")
    store.close()


def notes(*counted: tuple[date, VisitKind, int, int]) -> list[NotePace]:
    return [NotePace(day=day, kind=kind, lines=1, keys=keys, seconds=s) for day, kind, keys, s in counted]


def test_pace_is_told_by_week_and_kind_with_median_and_best() -> None:
    monday, first = date(2026, 11, 23), VisitKind.INITIAL
    given = notes(
        (monday - timedelta(days=1), first, 99, 99),
        (monday, first, 80, 50),
        (monday, VisitKind.FOLLOW_UP, 10, 20),
        (monday + timedelta(days=6), first, 40, 60),
        (monday, first, 41, 90),
    )
    shown = pace_by_week(given)
    assert [(one.week, one.kind, one.notes) for one in shown] == [
        (monday - timedelta(days=7), first, 1),
        (monday, VisitKind.FOLLOW_UP, 1),
        (monday, first, 3),
    ]
    last = shown[2]
    assert (last.keys, last.fewest_keys, last.seconds, last.fewest_seconds) == (41, 40, 60, 50)
    assert pace_by_week(given, last=monday - timedelta(days=1)) == shown[:1]


def shown(
    root: Path, capsys: pytest.CaptureFixture[str], *words: str, user: str = "kim"
) -> tuple[int, str, str]:
    code = run(["pace", "--data", str(root), "--user", user, *words])
    said = capsys.readouterr()
    return code, said.out, said.err


def test_everybody_sees_their_own_pace(
    root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CHARTING_NOW", NOW_THERE)
    store = open_clinic(root)
    pace_file(store).add("v1", notes((TODAY, VisitKind.FOLLOW_UP, 34, 95))[0])
    store.close()
    code, out, _ = shown(root, capsys)
    assert code == 0
    assert out.splitlines()[1].split() == ["2026-11-23", "follow-up", "1", "34", "34", "95", "95"]
    code, out, _ = shown(root, capsys, "--format", "json", "--from", "2026-11-23")
    assert json.loads(out)[0]["fewest_keys"] == 34
    assert shown(root, capsys, "--from", "2026-11-24")[1].startswith("You signed no notes")
    assert shown(root, capsys, user="lee")[1].startswith("You signed no notes")
    assert shown(root, capsys, "--from", "2026-11-24", "--to", "2026-11-01")[0] == 2


def test_an_owner_who_is_logged_in_does_not_see_anothers_pace(
    root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(getpass, "getuser", lambda: "kim")
    code, out, err = shown(root, capsys, user="lee")
    assert (code, out) == (2, "")
    assert "You are signed in as kim" in err
    assert shown(root, capsys, user="kim")[0] == 0
