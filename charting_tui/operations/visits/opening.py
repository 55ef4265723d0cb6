"""Opening a visit for writing: who may, and how it goes on where a login was cut off or left."""

from charting_tui.errors import NotAllowed
from charting_tui.operations.permission import may_write, signed_in
from charting_tui.operations.visits.editing_session import CursorPlace, EditingSession
from charting_tui.readers.clock_times import shown_time
from charting_tui.records.chart import Chart, VisitFile
from charting_tui.records.claim import following
from charting_tui.store.chart_store import ChartStore, DraftHead
from charting_tui.store.journals.journal import Journal


class WritingElsewhere(NotAllowed):
    """The same person is writing this visit in another login, which could be taken over."""

    def __init__(self, head: DraftHead) -> None:
        super().__init__(
            "You are editing this visit in another window. Close it there; you won't lose anything."
        )
        self.head = head


def open_for_writing(store: ChartStore, client_id: str, visit_id: str) -> EditingSession:
    """Open a visit for writing.

    NotAllowed says why it cannot be written by the person signed in. Their own text that no chart
    has yet, from a login that was cut off, is taken up again.
    """
    left = [head for head in store.journals() if head.visit == visit_id and head.author == store.person]
    alive = next((head for head in left if head.owned), None)
    if alive is not None:
        raise WritingElsewhere(alive)
    if left:
        return take_up(store, left[0])
    chart = store.chart(client_id, visit=visit_id)
    kept = writable(store, chart, visit_id)
    return EditingSession(store, chart, visit_id, store.open_journal(client_id, visit_id, kept.revision))


def who_else_writes(store: ChartStore, visit_id: str) -> str:
    """Return who has that visit open for writing in another login, in a sentence, or nothing."""
    others = [head for head in store.journals(visit_id) if head.owned]
    if not others:
        return ""
    head = others[0]
    person = store.office.person(head.author)
    since = shown_time(head.started.astimezone(store.clock.zone).time())
    more = f" (and {len(others) - 1} more)" if len(others) > 1 else ""
    return f"{person.name if person else head.author}{more} has had this visit open since {since}."


def try_out(store: ChartStore, client_id: str, visit_id: str) -> EditingSession:
    """Open a visit as its chart has it, to see what typing would make of it; nothing of it is saved.

    It takes no lock, so it works while the visit is being written elsewhere.
    """
    chart = store.chart(client_id, visit=visit_id)
    kept = writable(store, chart, visit_id)
    return EditingSession(store, chart, visit_id, store.try_out(client_id, visit_id, kept.revision))


def writable(store: ChartStore, chart: Chart, visit_id: str) -> VisitFile:
    """Return the visit, if the person signed in may write it; NotAllowed says why not."""
    kept = chart.visit(visit_id)
    if kept is None:
        raise NotAllowed("This visit is no longer in the chart. Go back and open it again.")
    refusal = may_write(signed_in(store.office, store.person), kept)
    if refusal:
        raise NotAllowed(refusal)
    return kept


def take_up(store: ChartStore, head: DraftHead) -> EditingSession:
    """Go on where a login was cut off: the same text, the same cursor."""
    writable(store, store.chart(head.client, visit=head.visit), head.visit)
    return _with_typed(store, store.adopt(head))


def take_over(store: ChartStore, head: DraftHead) -> EditingSession:
    """Go on where another login of the same person is writing; that login leaves the visit."""
    writable(store, store.chart(head.client, visit=head.visit), head.visit)
    return _with_typed(store, store.take_over(head))


def _with_typed(store: ChartStore, journal: Journal) -> EditingSession:
    head, left = journal.head, journal.replay()
    chart = store.chart(head.client, visit=head.visit)
    kept = chart.visit(head.visit)
    if left.empty and kept is not None:
        journal.restart(kept.revision)
    session = EditingSession(store, chart, head.visit, journal)
    draft = left.draft or session.draft
    note = draft.visit.note.model_copy(update=left.texts)
    visit = following(draft.visit.model_copy(update={"note": note}), session.chart.file.coverage)
    session.draft = draft.model_copy(update={"visit": visit})
    if left.cursor is not None:
        session.place = CursorPlace(*left.cursor)
    return session
