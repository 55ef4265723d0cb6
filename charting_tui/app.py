"""The application: its screens, its theme, and every way of leaving it."""

import asyncio
import gc
import os
import signal
import sys
from collections.abc import Iterable
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on, work
from textual.app import SystemCommand
from textual.binding import Binding, BindingType
from textual.events import Key
from textual.screen import Screen
from textual.widget import AwaitMount
from textual.worker import Worker, WorkerState

from charting_tui.errors import ChartingError, NotAllowed
from charting_tui.keys import Place, keys_at, use_own_keys
from charting_tui.operations.kept import what_was_typed
from charting_tui.operations.notices import notices_read, unread_notices
from charting_tui.operations.visits.unfinished import not_gone_on, unfinished
from charting_tui.own_keys import own_keys_asked_for
from charting_tui.screens import on_demand
from charting_tui.screens.frame.base_screen import WIDE, BaseScreen
from charting_tui.screens.frame.dead_keys import tell_dead
from charting_tui.screens.frame.dialogs import MessageScreen, NoticeScreen
from charting_tui.screens.frame.idle_lock import IdleLock
from charting_tui.screens.frame.messages import SeveralChosen, VisitChosen, VisitLeft, VisitSigned
from charting_tui.screens.frame.palette import KeyedActs, Palette
from charting_tui.screens.recovery import FallBack
from charting_tui.screens.worklist.today import TodayScreen
from charting_tui.store.chart_store import ChartStore
from charting_tui.textual_private.app import KeyAfterKeyApp
from charting_tui.theme import shows_few_colours, theme_asked_for, themes

if TYPE_CHECKING:
    from charting_tui.operations.visits.editing_session import EditingSession

HUNG_UP = 129
"""Exit status of a login whose line was dropped."""


REST_AFTER = 1.0
"""Seconds until the places that are not open yet are loaded, so that the first visit opens at once."""
BOOK_AFTER = 5.0
"""Seconds until the book of diagnoses is made, if there is none: the first screen comes first."""
BOOK_AGAIN = 300.0
"""Seconds after which it is tried again."""


class ChartingApp(KeyAfterKeyApp):
    """Charting for one person who is signed in."""

    CSS_PATH = "looks.tcss"
    TITLE = "charting-tui"
    ALLOW_SELECT = False
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (WIDE, "-wide")]  # noqa: RUF012
    COMMANDS: ClassVar = {KeyedActs}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(key.keys, key.action, key.help, show=False, priority=key.action == "quit", id=key.id)
        for key in keys_at(Place.EVERYWHERE)
        if key.action in {"help", "quit"}
    ]

    def __init__(self, store: ChartStore, *, in_background: bool = False) -> None:
        """``in_background``: whether index and book are seen to, and other places loaded, meanwhile."""
        super().__init__()
        self._in_background = in_background
        self._store = store
        self.animation_level = "none"
        plain = shows_few_colours(self)
        self.set_class(plain, "-plain")
        for theme in themes(plain=plain):
            self.register_theme(theme)
        self.theme = theme_asked_for()
        own, self._keys_fault = own_keys_asked_for(os.environ, Path.home())
        use_own_keys(own)
        self.set_keymap(own)
        self._today = TodayScreen(store)
        self._fall_back = FallBack(self, store, close_visit=self._close_visits, show_today=self._show_today)
        self._lock = IdleLock(self, store, session=lambda: self._session, sign_off=self._sign_off)

    def on_mount(self) -> None:
        """Show Today, and over it the visit that a dropped line left open."""
        loop = asyncio.get_running_loop()
        loop.add_signal_handler(signal.SIGHUP, self._hang_up)
        loop.add_signal_handler(signal.SIGTERM, self._leave_now)
        if sys.__stdin__ is not None and sys.__stdin__.isatty():
            self.set_interval(1, self._watch_line)
        if self._in_background:
            self.call_after_refresh(self._repair)
            self.set_timer(REST_AFTER, self._load_the_rest)
            self.set_timer(BOOK_AFTER, self._store.books.start_making)
            self.set_interval(BOOK_AGAIN, self._store.books.start_making)
        loop.set_exception_handler(lambda _loop, context: self._stray(context))
        self._lock.start()
        self.push_screen(self._today)
        self.call_next(self._go_on)
        if self._keys_fault:
            self.call_after_refresh(self._today.say, self._keys_fault, refusal=True)
        gc.freeze()

    @work(thread=True, group="repair", exit_on_error=False)
    def _repair(self) -> None:
        """Read charts that changed behind the index's back, and finish or undo a broken-off hand-over."""
        with suppress(ChartingError):  # told by the next reading
            self._store.repair()
            if self._store.batches.unfinished():
                from charting_tui.operations.billing.handing_over import finish_broken_off  # noqa: PLC0415

                finish_broken_off(self._store)

    def _load_the_rest(self) -> None:
        self.run_worker(on_demand.load_all(), group="loading", exit_on_error=False)

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Log what went wrong behind the screens; whoever writes goes on."""
        fault = event.worker.error
        if event.state is WorkerState.ERROR and fault is not None and not event.worker.exit_on_error:
            self._fall_back.log(fault)

    def _stray(self, context: dict[str, Any]) -> None:
        """Log a fault that no one waited for; what it would print may hold names."""
        self._fall_back.log(context.get("exception"))

    def recovers(self, fault: Exception) -> bool:
        """Show Today again after a fault, with all text kept."""
        return self._fall_back.recovers(fault)

    async def _close_visits(self) -> None:
        opening = self.__dict__.pop("_opening", None)
        if opening is not None:
            await opening.close()

    async def _show_today(self, sentence: str) -> None:
        self._today = TodayScreen(self._store)
        await super().push_screen(self._today)
        self._today.say(sentence, refusal=True)
        self._lock.again()

    def _go_on(self) -> None:
        try:
            if notices := unread_notices(self._store):
                shown = NoticeScreen([one.text for one in notices])
                self.call_later(self.push_screen, shown, lambda _: notices_read(self._store))
            left = unfinished(self._store)
        except ChartingError as fault:
            self.push_screen(MessageScreen(fault))
            return
        if left is not None:
            self._opening.go_on(left)
        elif sentence := not_gone_on(self._store) or what_was_typed(self._store):
            self.call_after_refresh(self._today.say, sentence)

    @cached_property
    def _opening(self) -> "on_demand.VisitOpening":
        return on_demand.VisitOpening(self, self._store)

    @property
    def _session(self) -> "EditingSession | None":
        """The visit that is being written; None also where none was opened yet."""
        return self._opening.session if "_opening" in self.__dict__ else None

    def _say(self, sentence: str) -> None:
        if isinstance(self.screen, BaseScreen):
            self.screen.say(sentence)

    def before_key(self) -> None:
        """Take the last word away, so that no sentence outlives what it speaks of."""
        for screen in self.screen_stack:
            if isinstance(screen, BaseScreen) and screen.is_mounted:
                screen.say("")
        self._lock.touched()
        self._fall_back.key()
        if "_opening" in self.__dict__:
            self._opening.key()

    def action_help_quit(self) -> None:
        """Say how to leave, for the hand that presses ctrl+c."""
        self._say("Press Ctrl+Q to quit. Everything you typed is saved.")

    @on(VisitChosen)
    def _open_visit(self, chosen: VisitChosen) -> None:
        self._opening.open(chosen)

    @on(SeveralChosen)
    def _sign_several(self, chosen: SeveralChosen) -> None:
        self._opening.sign_several(chosen)

    @on(VisitLeft)
    def _visit_left(self, left: VisitLeft) -> None:
        self._opening.left()
        self._say(left.sentence)

    @on(VisitSigned)
    def _visit_signed(self, signed: VisitSigned) -> None:
        self._opening.signed()
        if signed.go_on:
            self._today.waiting.open_next(signed.sentence)
        else:
            self._say(f"{signed.sentence} Press n for the next visit.")

    def on_key(self, event: Key) -> None:
        """Say why a key does nothing; only one that no field took and that is bound nowhere comes here so."""
        if event.key in self.screen.active_bindings or self._lock.screen is not None:
            return
        if event.key in on_demand.HELP_KEYS:
            self.action_help()
        else:
            tell_dead(self.screen, event.key)
        event.prevent_default()

    def action_help(self) -> None:
        """Show the keys of the place one is in."""
        if self._lock.screen is None and not isinstance(self.screen, on_demand.HelpScreen):
            self.push_screen(on_demand.HelpScreen(on_demand.places_of(self.screen)))

    async def action_quit(self) -> None:
        """Save and leave. What cannot be saved stays in the journal, and the next login goes on there."""
        for screen in self.screen_stack:
            reason = screen.why_stay() if isinstance(screen, BaseScreen) else ""
            if reason:
                self.push_screen(MessageScreen(NotAllowed(reason)))
                return
        try:
            if self._session is not None:
                self._session.leave(go_on_later=True)
                self._opening.put_away()
        except ChartingError as fault:
            if self._make_durable():
                self.exit(
                    return_code=1,
                    message=f"{fault.sentence} What you typed is saved. Sign in again to continue.",
                )
            else:
                self.push_screen(MessageScreen(fault))
        else:
            self.exit(0)

    def action_command_palette(self) -> None:
        """Show every act of the place one is in."""
        if self._lock.screen is None and not isinstance(self.screen, Palette):
            self.push_screen(Palette())  # with an id, one that is still closing would be in its way

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """Offer none of Textual's own: one of them writes the screen to a file."""
        del screen
        return ()

    def crash_sentence(self, fault: BaseException | None) -> str:
        """Log where it happened, and say that nothing typed is lost."""
        if "_opening" in self.__dict__:
            self._opening.cut_off()
        kept = self._fall_back.keep_text()
        seen = f" ({self._store.root / 'crash.log'})" if self._fall_back.log(fault) else ""
        return f"The program stopped because of an error. {kept} Start it again.{seen}"

    def _make_durable(self) -> bool:
        """Bring every key to the disk; False where it takes no more."""
        if "_opening" in self.__dict__:
            self._opening.cut_off()
        try:
            if self._session is not None:
                self._session.flush(now=True)
        except ChartingError:
            return False
        return True

    def push_screen(self, screen: Any, *args: Any, **named: Any) -> Any:
        """Show a screen over the others; over a lock nothing is shown until the PIN is given."""
        push = super().push_screen
        if screen is not self._lock.screen and self._lock.waits(lambda: push(screen, *args, **named)):
            return AwaitMount(self.screen, [])
        return push(screen, *args, **named)

    def _sign_off(self) -> None:
        """End a login that no one uses, as ^q does; not while something runs that must come to its end."""
        if any(screen.why_stay() for screen in self.screen_stack if isinstance(screen, BaseScreen)):
            return
        try:
            if self._session is not None:
                self._session.leave(go_on_later=True)
                self._opening.put_away()
        except ChartingError:
            self._make_durable()
        minutes = self._store.office.practice.sign_off_minutes
        self.exit(
            0,
            message=(
                f"You were signed out after {minutes} minutes without a key press. Everything you typed "
                "is saved."
            ),
        )

    def _watch_line(self) -> None:
        if not os.isatty(0):
            self._hang_up()

    def _hang_up(self) -> None:
        """The line is gone: there is no screen to leave by, so make every key durable and end."""
        try:
            self._make_durable()
        finally:
            os._exit(HUNG_UP)

    def _leave_now(self) -> None:
        self._make_durable()
        ended = "This login was ended by an owner, or with the machine."
        kept = "Everything typed is kept; the next one goes on there."
        self.exit(return_code=128 + signal.SIGTERM, message=f"{ended} {kept}")


def run_screens(store: ChartStore) -> int:
    """Run the screens for the person signed in, and return the exit status."""
    app = ChartingApp(store, in_background=True)
    app.run()
    store.close()
    return app.return_code or 0
