"""The tasks whose keys are counted, played in a real terminal: every key counts, PIN and Enter too."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path

from charting_tui.operations.bookings.booking import book, read_booking
from charting_tui.operations.signing.signing import sign
from charting_tui.operations.visits.opening import open_for_writing
from charting_tui.operations.visits.quick import read_line, with_line_taken
from charting_tui.store.chart_store import ChartStore

from .clinic import NOW_THERE, PIN, TODAY, make_clinic
from .terminal import KEYS, Terminal

EARLIER = {
    "jane": (
        (
            "hu;p8>6 desk;drive 10>15;ut rh b gd;lev r trp;cx rot r55>60;mfr30@ut lev;"
            "ex15:ct2x8;imps;1xw6 str;902-58"
        ),
        (
            "hu;p7>6 desk;drive 15>15;ut rh b gd;lev r trp;cx rot r60>65;mfr30@ut lev;"
            "ex15:ct2x8;imp;1xw6 str;901-57"
        ),
        (
            "hu;p7>5 desk;drive 15>20;ut rh b gd;lev r ttp;cx rot r65>70;mfr30@ut lev;"
            "ex15:ct2x10;imp;1xw6 str;903-59"
        ),
    ),
    "amir": (
        "hu;p7>5 sleep-;ut b3;mt55@cx ut rh:eff pet;tol;1xw;1002-58",
        "hu;p6>5 sleep+;ut b2;mt55@cx ut rh:eff pet;tol;1xw;1001-57",
        "hu;p6>4 sleep+;ut b2;mt55@cx ut rh:eff pet;tol;1xw;1003-59",
    ),
}
"""The quick lines of the visits of three weeks, by client."""
BOOKED = {"jane": "900 jane 60", "amir": "1000 amir 60"}


def make_counted_clinic(root: Path) -> None:
    """The tests' clinic where both clients have come for three weeks and are booked for nine today."""
    make_clinic(root).close()
    for client, lines in EARLIER.items():
        for weeks, line in zip((3, 2, 1), lines, strict=True):
            day = TODAY - timedelta(weeks=weeks)
            store = ChartStore.open(root, person="kim", read_clock=partial(_noon, day))
            _charted(store, client, day, line)
            store.close()


def _noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 20, tzinfo=UTC)


def _charted(store: ChartStore, client: str, day: date, line: str) -> None:
    visit = book(store, client, read_booking(BOOKED[client]), day)
    session = open_for_writing(store, client, visit.id)
    session.change(with_line_taken(session, read_line(session, line)))
    sign(session, PIN)


SIGNED = ("ctrl+r", "s", PIN, "enter")


@dataclass(frozen=True)
class Task:
    """One counted task: whose visit, how it is charted from Today to signed, within how many keys."""

    name: str
    way: str
    client: str
    budget: int
    keys: tuple[str, ...]
    """Names of keys, and texts; in a text every letter is a key."""

    @property
    def count(self) -> int:
        return sum(1 if _is_key(part) else len(part) for part in self.keys)

    def play(self, folder: Path) -> None:
        """Type it into the program in a new clinic in that folder, until the visit is signed."""
        root = folder / "clinic"
        make_counted_clinic(root)
        store = ChartStore.open(root, person="kim", read_clock=partial(_noon, TODAY))
        book(store, self.client, read_booking(BOOKED[self.client]), TODAY)
        store.close()
        arguments = ["--data", str(root), "--user", "kim"]
        with Terminal(arguments, folder, env={"CHARTING_NOW": NOW_THERE}) as screen:
            screen.sees("1 to chart", "F1 help")
            for part in self.keys:
                if _is_key(part):
                    screen.press(part)
                else:
                    screen.types(part)
            screen.sees("Signed: Doe,").press("ctrl+q").ends()


def _is_key(part: str) -> bool:
    return part in KEYS or part.startswith("ctrl+")


_FOLLOW_UP = "Physical-medicine follow-up"
_MASSAGE = "Massage therapist's daily case"

TASKS = (
    Task(
        _FOLLOW_UP,
        "quick line",
        "jane",
        110,
        (
            *("n", "ctrl+b", "hu;p6>4 desk;", "tab", "20>30;", "tab", "gd;", "tab", "ttp;", "tab", "70>80;"),
            *("tab", "30@ut lev;", "tab", "15:ct2x10;imp;1xw6 str;902-58", "enter"),
            *SIGNED,
        ),
    ),
    Task(
        _FOLLOW_UP,
        "prompts",
        "jane",
        80,
        (
            *("n", "f12", "enter", "6>4 desk", "enter", "20>30", "enter", "ut rh b gd lev r ttp", "enter"),
            *("70>80", "enter", "y", "enter", "30", "enter", "15", "enter", "imp", "enter", "enter"),
            *("902-58", "enter", "enter"),
            *SIGNED,
        ),
    ),
    Task(
        _MASSAGE,
        "quick line",
        "amir",
        80,
        ("n", "ctrl+b", "hu;p5>3 sleep+;mt55@cx ut rh:eff pet;tol;1xw;1002-58", "enter", *SIGNED),
    ),
    Task(
        _MASSAGE,
        "prompts",
        "amir",
        60,
        (
            *("n", "f12", "enter", "5>3", "enter", "sleep+", "enter", "-", "enter", "enter", "55", "enter"),
            *("enter", "tol", "enter", "enter", "1002-58", "enter", "enter"),
            *SIGNED,
        ),
    ),
    Task(
        "Stable client, as the daily case",
        "last visit",
        "amir",
        30,
        (*("n", "ctrl+d", "h", "c", "enter", "ctrl+t", "enter", "ctrl+b", "p3;ut b1;tol", "enter"), *SIGNED),
    ),
)
