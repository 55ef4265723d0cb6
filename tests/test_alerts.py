from collections.abc import Iterator
from pathlib import Path

import pytest

from charting_tui.operations.bookings.booking import book, read_booking
from charting_tui.operations.clients.client_file import read_known
from charting_tui.operations.visits.opening import open_for_writing
from charting_tui.operations.visits.quick import read_line, take_line
from charting_tui.records.chart import Act
from charting_tui.records.people import alert_words
from charting_tui.store.chart_files.writing import ChartChange
from charting_tui.store.chart_store import ChartStore
from charting_tui.widgets.alert_line import _lines

from .clinic import TODAY, open_clinic
from .command_line import call
from .test_screens import at_the_keyboard

BLOOD = "Blood thinner, light pressure"
TOLD = f"⚠ Alert: {BLOOD}"
LONG = (
    "Takes a blood thinner: light pressure; " + "no work below the left knee until the letter is here; " * 4
)


@pytest.fixture
def store(root: Path) -> Iterator[ChartStore]:
    store = open_clinic(root)
    yield store
    store.close()


def warn(store: ChartStore, *alerts: str) -> None:
    known = read_known(store, "jane")
    client = known.file.client.model_copy(update={"alerts": alerts})
    file = known.file.model_copy(update={"client": client})
    store.commit(ChartChange(Act.EDITED, "jane", file=file, file_revision=known.revision))


def holding(root: Path, word: bytes) -> set[str]:
    """Return the names of the clinic's files in which a word stands."""
    files = (path for path in root.rglob("*") if path.is_file() and word in path.read_bytes())
    return {path.name.partition(".sqlite")[0] for path in files}


@pytest.mark.parametrize("size", [(80, 24), (60, 20)])
async def test_a_clients_alert_stands_where_one_works_on_them(
    root: Path, store: ChartStore, size: tuple[int, int]
) -> None:
    warn(store, BLOOD)
    places = {
        "Today": (),
        "the visit": ("n",),
        "guided entry": ("f12",),
        "the quick line": ("f6",),
        "the review before signing": ("escape", "ctrl+r"),
    }
    async with at_the_keyboard(root, size=size) as kim:
        for place, keys in places.items():
            await kim.presses(*keys)
            assert TOLD in kim.screen_text(), place


async def test_an_alert_stands_in_the_signing_round(root: Path, store: ChartStore) -> None:
    warn(store, BLOOD)
    (row,) = store.summaries(day=TODAY, client="jane")
    session = open_for_writing(store, "jane", row.visit)
    session.take(take_line(session, read_line(session, "p6>4 desk; ut b3; mfr30 @ neck; imp; 1xw6")))
    session.leave()
    async with at_the_keyboard(root) as kim:
        await kim.presses("b")
        assert "sign several" in kim.screen_text()
        assert TOLD in kim.screen_text()


async def test_an_alert_of_today_follows_the_mark(root: Path, store: ChartStore) -> None:
    warn(store, BLOOD)
    book(store, "amir", read_booking("0900 amir 30"), TODAY)
    async with at_the_keyboard(root) as kim:
        await kim.presses("home")
        assert TOLD not in kim.screen_text()
        await kim.presses("end")
        assert TOLD in kim.screen_text()


async def test_a_client_without_an_alert_costs_no_line(root: Path) -> None:
    async with at_the_keyboard(root) as kim:
        await kim.presses("n")
        assert kim.screen_text().splitlines()[1].startswith(" Sound Health")


async def test_what_an_alert_looks_like_is_not_read_as_markup(root: Path, store: ChartStore) -> None:
    warn(store, "[bold]no oil[/]")
    async with at_the_keyboard(root) as kim:
        await kim.presses("n")
        assert "⚠ Alert: [bold]no oil[/]" in kim.screen_text()


async def test_a_long_alert_takes_two_lines_and_says_that_there_is_more(
    root: Path, store: ChartStore
) -> None:
    warn(store, LONG)
    async with at_the_keyboard(root) as kim:
        await kim.presses("n")
        lines = kim.screen_text().splitlines()
        assert lines[1].startswith(" ⚠ Alert: Takes a blood thinner: light pressure;")
        assert lines[2].rstrip().endswith("…")
        assert lines[3].startswith(" Sound Health")


async def test_an_alert_is_in_no_log_of_the_clinic(root: Path, store: ChartStore) -> None:
    warn(store, "Marigold allergy")
    async with at_the_keyboard(root) as kim:
        await kim.presses("n", "escape")
    assert holding(root, b"Marigold") <= {"index", "jane.json"}


def test_several_alerts_are_one_line_of_words() -> None:
    assert alert_words(("Blood\nthinner", " ", "Latex allergy")) == "⚠ Alert: Blood thinner; Latex allergy"
    assert alert_words(()) == alert_words(("", " ")) == ""


@pytest.mark.parametrize("width", [1, 5, 10, 30, 58, 78, 400])
def test_the_lines_of_an_alert_fit_and_lose_words_only_at_their_end(width: int) -> None:
    lines = _lines(alert_words((LONG,)), width)
    assert len(lines) <= 2
    assert "".join(lines).replace(" ", "").startswith("⚠Alert:"[: width - 1])
    assert len(lines[-1]) <= width


def test_the_commands_that_chart_say_the_alert_first(root: Path, store: ChartStore) -> None:
    warn(store, BLOOD)
    quick = call("quick", "jane", "p6>4; mfr30 @ neck", "--dry-run", "--data", str(root), "--user", "kim")
    assert quick.out.startswith(TOLD)
    guided = call("chart", "jane", "--data", str(root), "--user", "kim")
    assert TOLD in guided.out.splitlines()
