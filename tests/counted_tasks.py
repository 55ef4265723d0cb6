"""The tasks whose keys are counted, played in a real terminal: every key counts, PIN and Enter too."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path

from charting_tui.acts.booking import book, read_booking
from charting_tui.acts.quick import read_line, with_line_taken
from charting_tui.acts.signing import sign
from charting_tui.acts.sitting import sit_down
from charting_tui.store.chart_store import ChartStore

from .clinic import NOW_THERE, PIN, TODAY, make_clinic
from .terminal import Terminal

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
            "ex15:ct2x8;imp;1xw6 str;903-59"
        ),
    ),
    "amir": (
        "hu;p7>5 sleep-;ut b3;mt55@cx ut rh:eff pet;tol;1xw;1002-58",
        "hu;p6>5 sleep+;ut b2;mt55@cx ut rh:eff pet;tol;1xw;1001-57",
        "hu;p6>4 sleep+;ut b2;mt55@cx ut rh:eff pet;tol;1xw;1003-59",
    ),
}
"""The quick lines of the visits of three weeks, by client."""
FOLLOW_UP = (
    "hu;p6>4 desk;drive20>30;ut rh b gd;lev r ttp;cx rot r70>80;mfr30@ut lev;ex15:ct2x10;imp;1xw6 str;902-58"
)
MASSAGE = "hu;p5>3 sleep+;mt55@cx ut rh:eff pet;tol;1xw;1002-58"
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
    sitting = sit_down(store, client, visit.id)
    sitting.change(with_line_taken(sitting, read_line(sitting, line)))
    sign(sitting, PIN)


class Hands:
    """Types into the program and counts every key; looks are free."""

    def __init__(self, screen: Terminal) -> None:
        self._screen = screen
        self.keys = 0

    def types(self, text: str) -> "Hands":
        self.keys += len(text)
        self._screen.types(text)
        return self

    def press(self, *keys: str) -> "Hands":
        self.keys += len(keys)
        self._screen.press(*keys)
        return self

    def sees(self, *texts: str) -> "Hands":
        self._screen.sees(*texts)
        return self


@dataclass(frozen=True)
class Task:
    """One counted task: whose visit, how it is charted, within how many keys."""

    name: str
    way: str
    client: str
    budget: int
    play: Callable[[Hands], None] = field(compare=False)

    def played(self, folder: Path) -> int:
        """Play it in a new clinic in that folder, from Today to signed, and return the keys it took."""
        root = folder / "clinic"
        make_counted_clinic(root)
        store = ChartStore.open(root, person="kim", read_clock=partial(_noon, TODAY))
        book(store, self.client, read_booking(BOOKED[self.client]), TODAY)
        store.close()
        arguments = ["--data", str(root), "--user", "kim"]
        with Terminal(arguments, folder, env={"CHARTING_NOW": NOW_THERE}) as screen:
            hands = Hands(screen.sees("to chart 1", "F1 help"))
            self.play(hands)
            hands.sees("Signed: Doe,")
        return hands.keys


def _follow_up_by_line(hands: Hands) -> None:
    hands.press("n").sees("follow-up").press("ctrl+b").sees("Quick line")
    hands.types(FOLLOW_UP)
    hands.sees("97140 30 min").press("enter").sees("The line is in the note")
    _signs(hands)


def _massage_by_line(hands: Hands) -> None:
    hands.press("n").sees("follow-up").press("ctrl+b").sees("Quick line")
    hands.types(MASSAGE).sees("97124 55 min")
    hands.press("enter").sees("The line is in the note")
    _signs(hands)


def _signs(hands: Hands) -> None:
    hands.press("ctrl+r").sees("Nothing is open").press("s").sees("Your PIN").types(PIN).press("enter")


TASKS = (
    Task("Physical-medicine follow-up", "line", "jane", 110, _follow_up_by_line),
    Task("Massage therapist's daily case", "line", "amir", 80, _massage_by_line),
)
