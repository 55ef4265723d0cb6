"""A full screen that shows how things stand, and follows what other logins change."""

from contextlib import suppress

from textual import on, work
from textual.message import Message
from textual.widgets import Static
from textual.worker import get_current_worker

from charting_tui.errors import ChartingError
from charting_tui.screens.frame.framed import FramedScreen, told
from charting_tui.store.chart_store import ChartStore
from charting_tui.store.indexing.index import VisitFilter
from charting_tui.worklist.summary import VisitSummary


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

    def __init__(self, framed: FramedScreen, store: ChartStore) -> None:
        super().__init__(id="judging")
        self.framed = framed
        self._store = store
        self._judging: VisitFilter | None = None
        """The list that is judged again just now."""
        self._given_up: set[tuple[VisitFilter, int]] = set()
        """Lists with as many visits as could not be judged again: their charts cannot be read."""

    def visits(self, asked: VisitFilter) -> list[VisitSummary]:
        """Return the visits that are asked for, as they are known; the rest follows."""
        look = self._store.look(asked)
        if look.hopeless:
            self._tell(f"{_visits(look.old)} stand as last judged: the program was updated. Log in again.")
        elif (asked, look.old) in self._given_up:
            self._tell(f"{_visits(look.old)} stand as last judged: their charts could not be read just now.")
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
            self._tell(f"Judging again: {judged.done:,} of {_visits(judged.of)}; the rest as last judged.")
            return
        asked, self._judging = self._judging, None
        self._tell("")
        if asked is not None:
            left = self._store.look(asked).old
            if left:
                self._given_up.add((asked, left))
        self.framed.post_message(self.Renewed())

    def _tell(self, text: str) -> None:
        self.display = bool(text)
        self.update(text)


class FollowingScreen(FramedScreen):
    """Reads anew when it is shown, when its width changes, and when another login changed something."""

    def __init__(self, store: ChartStore) -> None:
        super().__init__()
        self._store = store
        self._shown_width = 0

    def reload(self) -> None:
        """Read what is shown anew."""
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
