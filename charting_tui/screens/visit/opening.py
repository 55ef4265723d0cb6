"""Where visits are opened, one at a time, for whoever may write them."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from functools import partial

from textual.app import App

from charting_tui.errors import ChartingError, NotAllowed
from charting_tui.operations.emergency import read_in_emergency
from charting_tui.operations.permission import may_write, signed_in, why_not_read
from charting_tui.operations.signing.signing import StandingPin
from charting_tui.operations.visits.editing_session import EditingSession
from charting_tui.operations.visits.opening import (
    WritingElsewhere,
    open_for_writing,
    take_over,
    take_up,
    who_else_writes,
)
from charting_tui.operations.visits.pace import PaceCount
from charting_tui.records.chart import VisitFile
from charting_tui.screens.frame.base_screen import BaseScreen
from charting_tui.screens.frame.confirm import ConfirmScreen
from charting_tui.screens.frame.dialogs import AskScreen, MessageScreen, NoLineScreen
from charting_tui.screens.frame.messages import SeveralChosen, VisitChosen
from charting_tui.screens.signing.signed import SignedScreen
from charting_tui.screens.signing.signing_round import BatchReviewScreen, SigningBatch
from charting_tui.screens.visit.screen import VisitScreen
from charting_tui.store.chart_store import ChartStore
from charting_tui.store.journals.journal import DraftHead


class VisitOpening:
    """Opens visits over the screens of ``app``, and holds the one that is being written.

    There is one visit screen for all visits: Textual 8.2.8 keeps every ``TextArea`` it has made, with its
    text, until the program ends.
    """

    def __init__(self, app: App[int], store: ChartStore) -> None:
        self._app = app
        self._store = store
        self._standing = StandingPin()
        self._pace = PaceCount(store)
        self._visit = VisitScreen(self._standing)
        app.install_screen(self._visit, "visit")

    @property
    def session(self) -> EditingSession | None:
        """The visit that is being written, or signed among several, or None."""
        if self._visit.holds_visit:
            return self._visit.session
        notes = (one.session for one in self._app.screen_stack if isinstance(one, BatchReviewScreen))
        return next(notes, None)

    def key(self) -> None:
        """A key was pressed."""
        self._standing.touched()
        self._pace.key()

    def open(self, chosen: VisitChosen) -> None:
        """Open a visit: to write it, or to read it where it is signed or another's."""
        store = self._store
        try:
            chart = store.chart(chosen.client, visit=chosen.visit)
            store.log_access(chosen.client, f"visit {chosen.visit}")
            kept = chart.visit(chosen.visit)
            if kept is None:
                raise NotAllowed("This visit is no longer in the chart. Check the list again.")
            reason = may_write(signed_in(store.office, store.person), kept)
            if reason and chosen.then == "quick":
                self._app.push_screen(NoLineScreen(NotAllowed(reason)))
                return
            if reason:
                reason = " ".join(filter(None, (who_else_writes(store, kept.visit.id), reason)))
                shown = partial(SignedScreen, store, chart, kept, reason, then=chosen.then)
                self._show_read(chosen.client, kept, shown)
                return
            with_line = chosen.then == "quick"
            self._show(open_for_writing(store, chosen.client, chosen.visit), with_line=with_line)
            if chosen.said:
                self._say_soon(chosen.said)
            if chosen.then and not with_line:
                self._app.call_after_refresh(self._visit.acts[chosen.then])
        except WritingElsewhere as elsewhere:
            head = elsewhere.head
            asked = ConfirmScreen(
                "You are editing this visit in another window", [], ["continue here"], does="continue here"
            )
            self._app.push_screen(asked, lambda yes: self._answered(head, yes))
        except ChartingError as fault:
            self._app.push_screen(MessageScreen(fault))

    def _show_read(self, client: str, kept: VisitFile, shown: Callable[[], SignedScreen]) -> None:
        """Show a visit that is only read; one that may not be read only in an emergency, for a reason."""
        refusal = why_not_read(self._store, kept)
        if not refusal:
            self._app.push_screen(shown())
            return
        asked = AskScreen(
            f"{refusal} In an emergency, type why you need to open it",
            hint=lambda _text: (
                "Press Enter to open it; the chart and the owner will see your reason. Press Esc to go back."
            ),
            check=partial(read_in_emergency, self._store, client, kept),
        )
        self._app.push_screen(asked, lambda reason: reason and self._app.push_screen(shown()))

    def sign_several(self, chosen: SeveralChosen) -> None:
        """Go through visits that are to be signed."""
        batch = SigningBatch(
            self._app,
            self._store,
            chosen.visits,
            standing=self._standing,
            pace=self._pace,
            ended=self._say_soon,
        )
        batch.go_on()

    def go_on(self, left: DraftHead) -> None:
        """Go on with a visit that a dropped line left open."""
        try:
            self._store.log_access(left.client, f"visit {left.visit}")
            self._show(take_up(self._store, left), "You left this visit open last time.")
        except ChartingError as fault:
            self._app.push_screen(MessageScreen(fault))
        except Exception:
            with suppress(ChartingError):  # taken up already, and noted when it is left
                self._store.note_fault(left)
            raise

    def _answered(self, head: DraftHead, yes: bool | None) -> None:
        if yes:
            self._app.run_worker(self._take_over(head), exclusive=True)

    async def _take_over(self, head: DraftHead) -> None:
        self._say("Waiting for your other window to close this visit…")
        try:
            self._show(await asyncio.to_thread(take_over, self._store, head))
        except ChartingError as fault:
            self._app.push_screen(MessageScreen(fault))

    def _show(self, session: EditingSession, went_on: str = "", *, with_line: bool = False) -> None:
        self._pace.opened(session.draft.visit.id)
        self._visit.open(session, went_on, with_line=with_line)
        self._app.push_screen("visit")

    def _say_soon(self, sentence: str) -> None:
        self._app.call_after_refresh(self._say, sentence)

    def _say(self, sentence: str) -> None:
        if isinstance(self._app.screen, BaseScreen):
            self._app.screen.say(sentence)

    def left(self) -> None:
        """Go back to below the visit that was left."""
        self._pace.left()
        while self._visit in self._app.screen_stack:
            self._app.pop_screen()

    def signed(self) -> None:
        """Put the visit away that was signed, and go back to below it."""
        self._pace.signed(self._visit.session.draft.visit)
        self.put_away()
        self._app.pop_screen()

    def cut_off(self) -> None:
        """The line is gone; what was counted of the visit counts on in the next login."""
        self._pace.left()

    async def close(self) -> None:
        """Take the visit screen out of the program after a fault; it may hear of nothing any more."""
        self._pace.left()
        self._app.uninstall_screen(self._visit)
        if self._visit.is_attached:
            await self._visit.remove()

    def put_away(self) -> None:
        """Hold no visit any more."""
        self._pace.left()
        self._visit.release()
