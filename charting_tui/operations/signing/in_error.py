"""A signed visit in the wrong chart: it stays to be read, marked as entered in error, and is not billed."""

from charting_tui.billing.claim_steps import closed
from charting_tui.errors import NotAllowed
from charting_tui.operations.signing.dismissing import check_reason
from charting_tui.operations.signing.pins import check_pin
from charting_tui.operations.signing.signing import why_not_add
from charting_tui.records.chart import Act, VisitFile
from charting_tui.records.claim import ClaimState
from charting_tui.records.visit import Addendum, VisitState
from charting_tui.store.chart_files.writing import ChartChange
from charting_tui.store.chart_store import ChartStore

_TEXT = "This visit was entered in error. It isn't part of this client's treatment record."
_CLOSED = frozenset({ClaimState.NOT_BILLABLE, ClaimState.WRITTEN_OFF})


def why_not_in_error(store: ChartStore, kept: VisitFile) -> str:
    """Return why the person signed in may not mark this record so, or nothing if they may."""
    if kept.visit.state is VisitState.IN_ERROR:
        return "This visit is already marked as entered in error."
    if not kept.claim.state.unbilled and kept.claim.state not in _CLOSED:
        return "This visit is already billed. Void or undo its claim first."
    return why_not_add(store, kept)


def check_error_reason(reason: str) -> None:
    """Raise BadInput for no reason."""
    check_reason(reason, "Type a reason, such as “wrong client; charted again in the right chart”.")


def enter_in_error(store: ChartStore, client: str, kept: VisitFile, reason: str, digits: str) -> None:
    """Mark a signed visit as entered in error, by the PIN of who signed it, as one event.

    The signed text stays. The visit counts for no limit and no bill from now on.
    """
    refusal = why_not_in_error(store, kept)
    if refusal:
        raise NotAllowed(refusal)
    check_error_reason(reason)
    check_pin(store, digits)
    why = " ".join(reason.split())
    word = Addendum(by=store.person, at=store.clock.now(), reason=why, text=_TEXT, in_error=True)
    claim = kept.claim
    if claim.state not in _CLOSED:
        claim = closed(claim, ClaimState.NOT_BILLABLE, f"entered in error: {why}", store.person)
    store.commit(
        ChartChange(
            Act.IN_ERROR,
            client,
            subject=kept.visit.id,
            addendum=word,
            claim=claim,
            claim_before=kept.claim,
            how=why,
        )
    )
