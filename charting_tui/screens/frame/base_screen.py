"""The frame of every full screen: place, last word, keys; and one that follows what other logins change."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import wraps
from typing import Any, ClassVar, Concatenate, ParamSpec, Protocol, TypeVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.events import DescendantFocus, Event, Resize, ScreenResume
from textual.message import Message
from textual.screen import ModalScreen, Screen
from textual.widget import Widget
from textual.widgets import Static
from textual.worker import get_current_worker

from charting_tui.errors import BadInput, ChartingError, NotAllowed
from charting_tui.keys import Key, Place, keys_at
from charting_tui.screens.frame.dialogs import FieldScreen, MessageScreen, styled_when_mounted, while_shown
from charting_tui.store.chart_store import ChartStore
from charting_tui.store.indexing.index import VisitFilter
from charting_tui.widgets.lines import KeyBar, PlaceLine, SaidLine
from charting_tui.worklist.summary import VisitSummary

T = TypeVar("T")

WIDE = 110
"""Columns from which panes stand side by side."""


class BaseScreen(Screen[str | None]):
    """A full screen; what is inside the frame is its own."""

    LONG: ClassVar[str] = ""
    """What may be longer than the screen: how much of it lies below is told above the keys."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(key.keys, key.action, key.help, show=False, id=key.id)
        for key in keys_at(Place.EVERYWHERE)
        if key.action == "back"
    ]

    def compose(self) -> ComposeResult:
        """The frame, with what ``inside`` gives between its lines; each styled once, for the right width."""
        wide = self.app.size.width >= WIDE
        self.update_classes({"-narrow": not wide, "-wide": wide})
        yield PlaceLine(id="place")
        yield from self.inside()
        yield SaidLine(id="said")
        yield KeyBar(id="keys")

    def inside(self) -> Iterable[Widget]:
        """Give the widgets between the frame's lines."""
        return ()

    def key_places(self) -> tuple[Place, ...]:
        """Return the places whose keys work now, the nearest first."""
        return ()

    def why_not(self, key: Key) -> str:
        """Return why that key cannot be used now, or nothing if it can."""
        del key
        return ""

    def never(self, key: Key) -> bool:
        """Whether whoever is signed in can never use that key here, so that the key line leaves it out."""
        del key
        return False

    def why_stay(self) -> str:
        """Return why the program should not be left while this screen is open, or nothing."""
        return ""

    def place(self, left: str, right: str = "") -> None:
        """Say where one is."""
        for line in self.query(PlaceLine):  # none where the screen is not yet built, or being left
            line.place(left, right)

    def say(self, text: str, *, refusal: bool = False) -> None:
        """Say one sentence above the keys."""
        for line in self.query(SaidLine):
            line.say(text, refusal=refusal)

    def refused(self, key_id: str) -> bool:
        """Whether that key is dead now; then its reason has been said."""
        key = next(key for key in keys_at(*Place) if key.id == key_id)
        reason = self.why_not(key)
        if reason:
            self.say(reason)
        return bool(reason)

    def call_after_refresh(self, callback: Callable[..., object], *args: Any, **kwargs: Any) -> bool:
        """Call it once the screen is drawn, unless it has been left by then."""
        return super().call_after_refresh(while_shown(self, callback), *args, **kwargs)

    def on_mount(self) -> None:
        """Tell how much lies below, now and whenever it moves."""
        if self.LONG:
            self.query_one(SaidLine).follow(self.query_one(self.LONG))

    def show_keys(self) -> None:
        """Draw the key line for the place one is in; a question over this screen has the keys."""
        if not self.is_mounted:
            return
        top = self.app.screen
        places = () if isinstance(top, ModalScreen) else self.key_places()
        places = top.KEY_PLACES if isinstance(top, FieldScreen) else places
        keys = [key for key in keys_at(*places) if key.on_line and not self.never(key)]
        help_key = keys_at(Place.EVERYWHERE)[0]
        usable = [(key, top is not self or not self.why_not(key)) for key in keys]
        for line in self.query(SaidLine):
            line.show_rest()
        for bar in self.query(KeyBar):  # none any more where the screen is just being left
            bar.show(usable, help_key)

    def on_screen_suspend(self) -> None:
        """A question may have been opened over it."""
        self.show_keys()

    @on(ScreenResume)
    @on(DescendantFocus)
    @on(Resize)
    def _keys_moved(self, event: Event) -> None:
        """Draw the key line: it is this screen's again, another part has the keys, or it has other room."""
        if isinstance(event, ScreenResume):
            styled_when_mounted(event)
        self.call_after_refresh(self.show_keys)

    def action_back(self) -> None:
        """Go back to the screen below."""
        self.app.pop_screen()


class OnScreen(Protocol):
    """A part of a base screen: a pane of it, or what asks and tells over it."""

    @property
    def base_screen(self) -> BaseScreen:
        """The screen that it is of."""


S = TypeVar("S", bound=BaseScreen | OnScreen)
P = ParamSpec("P")


def told(act: Callable[Concatenate[S, P], None]) -> Callable[Concatenate[S, P], None]:
    """Show a person what went wrong in an act: above the keys, or over the screen where it is graver."""

    @wraps(act)
    def acting(part: S, /, *args: P.args, **kwargs: P.kwargs) -> None:
        try:
            act(part, *args, **kwargs)
        except ChartingError as fault:
            tell_fault(part if isinstance(part, BaseScreen) else part.base_screen, fault)

    return acting


def tell_fault(screen: BaseScreen, fault: ChartingError) -> None:
    """Say what is wrong with what was typed or may not be done; anything graver is shown over the screen."""
    if isinstance(fault, BadInput | NotAllowed):
        screen.say(fault.sentence, refusal=True)
    else:
        screen.app.push_screen(MessageScreen(fault))


def ask(
    screen: BaseScreen, asked: FieldScreen[T], answered: Callable[[T], object], *, forgets: bool = True
) -> None:
    """Ask over a screen. Where the answer is refused, its words are kept for when it is asked again.

    Without ``forgets``, whoever saves the answer calls ``asked.forget``.
    """

    def take(answer: T | None) -> None:
        try:
            if answer is not None:
                answered(answer)
        except ChartingError as fault:
            tell_fault(screen, fault)
            return
        if forgets or answer is None:
            asked.forget()

    screen.app.push_screen(asked, take)


class JudgingLine(Static):
    """Tells how far a list is judged again, of which much was judged before something changed.

    The list is there at once as it last was judged, and again when that is done.
    """

    class Judged(Message):
        """Visits of the list were judged again: so many of so many; the last word when it is over."""

        def __init__(self, done: int, of: int, *, over: bool = False) -> None:
            super().__init__()
            self.done = done
            self.of = of
            self.over = over

    class Renewed(Message):
        """The list was judged again, and can be read."""

    def __init__(self, base_screen: BaseScreen, store: ChartStore) -> None:
        super().__init__(id="judging")
        self.base_screen = base_screen
        self._store = store
        self._judging: VisitFilter | None = None
        """The list that is judged again just now."""
        self._given_up: set[tuple[VisitFilter, int]] = set()
        """Lists with as many visits as could not be judged again: their charts cannot be read."""

    def visits(self, asked: VisitFilter) -> list[VisitSummary]:
        """Return the visits that are asked for, as they are known; the rest follows."""
        look = self._store.look(asked)
        if look.hopeless:
            self._tell(
                f"The program was updated, so results for {_visits(look.old)} may be out of date. "
                "Sign in again."
            )
        elif (asked, look.old) in self._given_up:
            self._tell(f"Results for {_visits(look.old)} may be old: their charts can't be read.")
        elif look.old and self._judging is None:
            self._judging = asked
            self._judged_again(self.Judged(0, look.old))
            self._judge_again(asked)
        return look.rows

    @work(thread=True, group="judging")
    def _judge_again(self, asked: VisitFilter) -> None:
        worker = get_current_worker()
        done = of = 0

        def goes_on(now: int, in_all: int) -> bool:
            nonlocal done, of
            done, of = now, in_all
            self.post_message(self.Judged(now, in_all))
            return not worker.is_cancelled

        try:
            with suppress(ChartingError):  # told by the reading that follows
                self._store.renew(asked, goes_on)
        finally:
            self.post_message(self.Judged(done, of, over=True))

    @on(Judged)
    @told
    def _judged_again(self, judged: Judged) -> None:
        if not judged.over:
            self._tell(
                f"Rechecking visits: {judged.done:,} of {_visits(judged.of)}. The rest show earlier results."
            )
            return
        asked, self._judging = self._judging, None
        self._tell("")
        if asked is not None:
            left = self._store.look(asked).old
            if left:
                self._given_up.add((asked, left))
        self.base_screen.post_message(self.Renewed())

    def _tell(self, text: str) -> None:
        self.display = bool(text)
        self.update(text)


class FollowingScreen(BaseScreen):
    """Reads again when it is shown, when its width changes, and when another login changed something."""

    def __init__(self, store: ChartStore) -> None:
        super().__init__()
        self._store = store
        self._shown_width = 0

    def reload(self) -> None:
        """Read what is shown again."""
        raise NotImplementedError

    @on(JudgingLine.Renewed)
    def _renewed(self) -> None:
        self.reload()

    def on_mount(self) -> None:
        """Watch for what other logins change."""
        self.set_interval(2, self._follow)

    def on_screen_resume(self) -> None:
        """Show how things stand now."""
        self._shown_width = self.size.width
        self.reload()

    def on_resize(self, event: object) -> None:
        """Fit the rows to the new width."""
        del event
        if self.size.width != self._shown_width:
            self._shown_width = self.size.width
            self.reload()

    @told
    def _follow(self) -> None:
        if self.app.screen is self and self._store.changed():
            self.reload()


def _visits(number: int) -> str:
    return f"{number:,} {'visit' if number == 1 else 'visits'}"
