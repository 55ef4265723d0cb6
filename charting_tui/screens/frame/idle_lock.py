"""Hides the screens after minutes without a key, asks for the PIN, and signs off after more of them.

Nothing below is closed: the cursor, dialogs and unsaved text are where they were. While it waits, nothing is
drawn and nothing is sent.
"""

import time
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import Screen
from textual.timer import Timer
from textual.widgets import Input, Static

from charting_tui.errors import ChartingError
from charting_tui.operations.signing.pins import check_pin, has_pin
from charting_tui.store.chart_store import ChartStore
from charting_tui.widgets.dialog_box import DialogBox
from charting_tui.widgets.lines import SteadyText
from charting_tui.widgets.row_list import printable
from charting_tui.widgets.text_line import TextLine

if TYPE_CHECKING:
    from charting_tui.operations.visits.editing_session import EditingSession


def seconds_awake_or_not() -> float:
    """Return seconds that go on while a laptop sleeps, whatever the wall clock does."""
    return time.clock_gettime(time.CLOCK_BOOTTIME)


class LockScreen(Screen[None]):
    """Covers everything; the right PIN takes it away."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "stay", show=False)]

    def __init__(self, store: ChartStore) -> None:
        super().__init__()
        self._store = store
        self._by_pin = has_pin(store)

    def compose(self) -> ComposeResult:
        """Whose screens these are, the field, and what is wrong."""
        person = self._store.office.person(self._store.person)
        with DialogBox(f"Locked: {person.name if person else self._store.person}", classes="ask"):
            field = TextLine(password=True)
            yield field
            yield SteadyText(self._hint(), classes="hint")

    def _hint(self) -> str:
        what = "Type your PIN and press Enter" if self._by_pin else "Press Enter (you have no PIN yet)"
        return f"{what}. Everything you typed is saved. Press Ctrl+Q to sign out."

    @on(Input.Submitted)
    def _answered(self, event: Input.Submitted) -> None:
        event.stop()
        try:
            if self._by_pin:
                check_pin(self._store, event.value)
        except ChartingError as fault:
            event.input.value = ""
            self._tell(f"✗ {fault.sentence}", refusal=True)
        else:
            self.dismiss(None)

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        if event.value:
            self._tell(self._hint())

    def _tell(self, text: str, *, refusal: bool = False) -> None:
        line = self.query_one(".hint", Static)
        line.update(Content(printable(text)))
        line.set_class(refusal, "-refusal")

    def action_stay(self) -> None:
        """Nothing leads past it."""


class IdleLock:
    """Watches one login's keys."""

    def __init__(
        self,
        app: App[int],
        store: ChartStore,
        *,
        session: Callable[[], "EditingSession | None"],
        sign_off: Callable[[], object],
        read: Callable[[], float] = seconds_awake_or_not,
    ) -> None:
        """``session`` is the visit that is open; ``sign_off`` leaves the program with all text kept."""
        self._app = app
        self._store = store
        self._session = session
        self._sign_off = sign_off
        self._read = read
        self._touched = read()
        self._timer: Timer | None = None
        self._waiting: list[Callable[[], object]] = []
        self.screen: LockScreen | None = None
        """What covers the others now; None while they are seen."""

    def start(self) -> None:
        """Begin to watch."""
        self.look()

    def touched(self) -> None:
        """A key was pressed. One that comes too late, after a laptop slept, finds the lock."""
        if self._left(self._lock_after) <= 0 and self.screen is None:
            self.look()
        self._touched = self._read()

    def look(self) -> None:
        """Lock or sign off if it is time, and look again when the next of them may be due."""
        if self._timer is not None:
            self._timer.stop()
        if self._is_due(self._sign_off_after):
            self._sign_off()
            self._timer = self._app.set_timer(60.0, self.look)
            return
        if self._is_due(self._lock_after):
            self.lock()
        waits = [self._left(after) for after in (self._lock_after, self._sign_off_after) if after]
        due = [left for left in waits if left > 0]
        self._timer = self._app.set_timer(min(due), self.look) if due else None

    def lock(self) -> None:
        """Hide everything now."""
        if self.screen is not None:
            return
        with suppress(ChartingError):  # what the disk refuses is in memory, and told of at the next key
            if (session := self._session()) is not None:
                session.flush(now=True)
        self.screen = LockScreen(self._store)
        self._app.push_screen(self.screen, self._unlocked)

    def again(self) -> None:
        """The screens were made again below a lock that no one opened: hide them as well."""
        if self.screen is not None:
            self.screen = None
            self.lock()

    def waits(self, act: Callable[[], object]) -> bool:
        """Whether the screens are hidden; then what would cover them is shown when they are seen again."""
        if self.screen is None:
            return False
        self._waiting.append(act)
        return True

    def _unlocked(self, _answer: None) -> None:
        self.screen = None
        waiting, self._waiting = self._waiting, []
        for act in waiting:
            act()
        self.look()

    def _is_due(self, after: float) -> bool:
        return bool(after) and self._left(after) <= 0

    def _left(self, after: float) -> float:
        return self._touched + after - self._read()

    @property
    def _lock_after(self) -> float:
        return 60.0 * self._store.office.practice.lock_minutes

    @property
    def _sign_off_after(self) -> float:
        return 60.0 * self._store.office.practice.sign_off_minutes
