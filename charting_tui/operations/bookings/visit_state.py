"""What became of an appointment: arrived, no show, cancelled late or in time; and what a visit is for."""

from charting_tui.errors import BadInput, NotAllowed
from charting_tui.operations.permission import May, require
from charting_tui.readers.dates import shown_date
from charting_tui.records.chart import Act, VisitFile
from charting_tui.records.claim import Claim, ClaimLine
from charting_tui.records.people import Practice
from charting_tui.records.values import dollars_of
from charting_tui.records.visit import BillTo, ServiceLine, Visit, VisitKind, VisitState
from charting_tui.store.chart_files.writing import ChartChange
from charting_tui.store.chart_store import ChartStore

MARKS = (
    VisitState.ARRIVED,
    VisitState.NO_SHOW,
    VisitState.LATE_CANCEL,
    VisitState.CANCELLED,
    VisitState.BOOKED,
    VisitState.IN_ERROR,
)
"""The states that a person gives a visit; that it is done is said by signing it."""
LATE_FEE = "LATEC"
"""The practice's own code of a late-cancel fee: no payer is ever billed for it."""


def mark_visit(store: ChartStore, client_id: str, visit_id: str, state: VisitState) -> str:
    """Give a visit that state, and return what was done in one sentence; NotAllowed says why not."""
    kept = _changeable(store, client_id, visit_id)
    today = store.clock.today()
    if kept.visit.date > today and state in {VisitState.ARRIVED, VisitState.NO_SHOW}:
        raise BadInput(
            f"This visit is on {shown_date(kept.visit.date)}. You can mark it “{state}” only on or after "
            "that date."
        )
    if not state.kept and state is not VisitState.IN_ERROR and _charted(kept):
        raise NotAllowed("This visit has a note or codes, so it took place. Remove them first.")
    visit, claim = with_state(kept.visit, kept.claim, state, store.office.practice)
    _save(store, client_id, kept, visit, claim)
    if state is not VisitState.LATE_CANCEL:
        return f"Marked “{state.words}”."
    fee = store.office.practice.late_cancel_cents
    if fee is None:
        return "Marked “late cancel”. The practice has no late-cancel fee, so nothing is charged."
    return f"Marked “late cancel”. The client is charged ${dollars_of(fee)}."


def set_kind(store: ChartStore, client_id: str, visit_id: str, kind: VisitKind) -> str:
    """Say what a visit is for, and return what was done in one sentence; NotAllowed says why not."""
    kept = _changeable(store, client_id, visit_id)
    _save(store, client_id, kept, kept.visit.model_copy(update={"kind": kind}), kept.claim)
    return f"Visit type changed to “{kind}”."


def why_not_changed(kept: VisitFile) -> str:
    """Return why no one may change state or kind of this visit, or nothing if they may."""
    if kept.signed is not None:
        return "This visit is signed. You can't change its status."
    if not kept.claim.state.unbilled:
        return "The client has already been billed for this visit. Cancel that bill first."
    return ""


def with_state(visit: Visit, claim: Claim, state: VisitState, practice: Practice) -> tuple[Visit, Claim]:
    """Return visit and claim in that state; a late cancel bills its fee to the client, and nothing else."""
    services = tuple(line for line in visit.services if line.code != LATE_FEE)
    fee = practice.late_cancel_cents
    if state is VisitState.LATE_CANCEL and fee is not None:
        line = ServiceLine(id="fee", code=LATE_FEE, narrative="Late-cancel fee", bill_to=BillTo.CLIENT)
        billed = ClaimLine(line=line.id, units=1, charge=fee)
        services = (line,)
        claim = claim.model_copy(update={"payer": "", "lines": (billed,), "total": fee})
    elif visit.services != services:
        claim = claim.model_copy(update={"payer": visit.payer, "lines": (), "total": None})
    return visit.model_copy(update={"state": state, "services": services}), claim


def _charted(kept: VisitFile) -> bool:
    note = kept.visit.note
    done = [line for line in kept.visit.services if line.code != LATE_FEE]
    return bool(done or note.text().strip() or note.facts)


def _changeable(store: ChartStore, client_id: str, visit_id: str) -> VisitFile:
    require(store, May.BOOK)
    kept = store.chart(client_id, visit=visit_id, earlier=0).visit(visit_id)
    if kept is None:
        raise NotAllowed("This visit is no longer in the chart. Check the list again.")
    reason = why_not_changed(kept)
    if reason:
        raise NotAllowed(reason)
    writing = next((head.author for head in store.journals() if head.visit == visit_id), "")
    if writing:
        raise NotAllowed(
            f"{writing} has this visit open or left unsaved text in it. They have to close it first."
        )
    return kept


def _save(store: ChartStore, client_id: str, kept: VisitFile, visit: Visit, claim: Claim) -> None:
    if (visit, claim) == (kept.visit, kept.claim):
        return
    store.commit(
        ChartChange(
            Act.MARKED,
            client_id,
            subject=visit.id,
            visit=visit,
            visit_revision=kept.revision,
            claim=claim if claim != kept.claim else None,
            claim_before=kept.claim if claim != kept.claim else None,
        )
    )
