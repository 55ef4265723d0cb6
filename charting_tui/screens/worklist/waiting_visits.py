"""What waits for the person signed in: the next visit to chart or sign, and the notes to sign in turn."""

from charting_tui.operations.bookings.booking import therapists_of
from charting_tui.screens.frame.following import JudgingLine
from charting_tui.screens.frame.framed import FramedScreen, told
from charting_tui.screens.frame.messages import SeveralChosen, VisitChosen
from charting_tui.store.chart_store import ChartStore
from charting_tui.store.indexing.index import asked_for
from charting_tui.worklist.buckets import next_visit
from charting_tui.worklist.summary import Bucket, VisitSummary


class WaitingVisits:
    """Opens them from Today."""

    def __init__(self, framed: FramedScreen, store: ChartStore, judging: JudgingLine) -> None:
        self.framed = framed
        self._store = store
        self._judging = judging

    def _waiting(self) -> list[VisitSummary]:
        """Return one's own visits of today, and those of earlier days that are not billed."""
        store = self._store
        whose = store.person if store.person in therapists_of(store.office) else None
        today = store.clock.today()
        earlier = self._judging.visits(asked_for(unbilled=True, before=today, therapist=whose))
        return self._judging.visits(asked_for(day=today, therapist=whose)) + earlier

    @told
    def sign_all(self) -> None:
        """Read and sign one's notes, one after the other."""
        me = self._store.person
        written = (one for one in self._waiting() if one.bucket is Bucket.TO_SIGN and one.therapist == me)
        ready = sorted(written, key=lambda one: one.when)
        if ready:
            self.framed.post_message(SeveralChosen(tuple((one.client, one.visit) for one in ready)))
        else:
            self.framed.say("No note of yours is ready to sign. n opens the next visit that waits.")

    @told
    def open_next(self, said: str = "") -> None:
        """Open the next visit that waits, saying ``said`` and whose it is; or say that nothing waits."""
        store = self._store
        today = store.clock.today()
        found = next_visit(self._waiting(), None, store.clock.local())
        if found is None:
            top = self.framed.app.screen
            shown = top if isinstance(top, FramedScreen) else self.framed
            shown.say(f"{said} Nothing waits: every visit so far is charted and signed.".strip())
            return
        if said:
            when = f"{found.start:%-H:%M}" if found.day == today and found.start else f"{found.day:%-d %b}"
            said = f"{said} Next: {found.client_name}, {when}."
        self.framed.post_message(VisitChosen(found.client, found.visit, said))
