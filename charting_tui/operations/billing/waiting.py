"""Visits that wait on purpose, that are never billed, and those that their therapist is asked about."""

from datetime import date

from charting_tui.billing.claim_steps import closed, held, lifted, reopened
from charting_tui.errors import BadInput, NotAllowed
from charting_tui.operations.billing.claim_acts import kept_visit, refuse_other_than_biller, save_claim
from charting_tui.operations.permission import May, is_allowed, signed_in
from charting_tui.operations.signing.dismissing import check_reason
from charting_tui.records.chart import Act, VisitFile
from charting_tui.records.claim import Claim, ClaimState, TherapistQuestion
from charting_tui.records.people import Role
from charting_tui.store.chart_store import ChartStore
from charting_tui.worklist.summarise import has_late_fee

_LONGEST = 300
_MAY_BE_WRITTEN_OFF = frozenset(
    {ClaimState.OPEN, ClaimState.HELD, ClaimState.REJECTED, ClaimState.DENIED, ClaimState.PARTLY_PAID}
)
_ASKED = "an answer from "
"""With which the hold of an older chart begins that stands for a question."""


def why_not_held(store: ChartStore, kept: VisitFile) -> str:
    """Return why this claim cannot be held or closed, or nothing if it can."""
    if not is_allowed(signed_in(store.office, store.person), May.BILL):
        return "Only a biller or the owner can hold a claim."
    if not kept.claim.state.unbilled:
        return f"This claim is {kept.claim.state}, so you can't put it on hold. Open it from Claims."
    return ""


def why_not_close(kept: VisitFile) -> str:
    """Return why a visit cannot be closed as never billed, or nothing if it can."""
    if kept.signed is None and not has_late_fee(kept.visit):
        return "This visit has no claim yet because it isn't signed. The therapist has to sign it first."
    return ""


def hold(store: ChartStore, client: str, visit: str, reason: str, until: date | None = None) -> Claim:
    """Hold a claim for a reason, until a day where one is named; it comes back by itself on that day."""
    kept = _holdable(store, client, visit)
    reason = worded_reason(reason, "A hold needs a reason. Type what the claim is waiting for.")
    if until is not None and until <= store.clock.today():
        raise BadInput("The hold would end today or earlier. Type a later date, or leave it blank.")
    return save_claim(store, client, kept, held(kept.claim, reason, store.person, until), Act.HELD)


def lift(store: ChartStore, client: str, visit: str) -> Claim:
    """Lift a hold: the claim is again what it was before."""
    kept = _holdable(store, client, visit)
    if kept.claim.state is not ClaimState.HELD:
        raise NotAllowed("This claim isn't on hold.")
    return save_claim(store, client, kept, lifted(kept.claim), Act.HELD)


def not_billable(store: ChartStore, client: str, visit: str, reason: str) -> Claim:
    """Say that a visit is never billed, and why."""
    kept = _holdable(store, client, visit)
    if why_not_close(kept):
        raise NotAllowed(why_not_close(kept))
    reason = worded_reason(reason, "Type why you won't bill this visit. The reason stays in the chart.")
    return save_claim(
        store, client, kept, closed(kept.claim, ClaimState.NOT_BILLABLE, reason, store.person), Act.MARKED
    )


def write_off(store: ChartStore, client: str, visit: str, reason: str) -> Claim:
    """Give up what is still owed on a claim, and say why."""
    refuse_other_than_biller(store)
    kept = kept_visit(store, client, visit)
    if kept.claim.state not in _MAY_BE_WRITTEN_OFF:
        raise NotAllowed(f"This claim is {kept.claim.state}, so you can't write it off.")
    reason = worded_reason(reason, "Type a reason for the write-off. It stays in the chart.")
    return save_claim(
        store, client, kept, closed(kept.claim, ClaimState.WRITTEN_OFF, reason, store.person), Act.MARKED
    )


def reopen(store: ChartStore, client: str, visit: str) -> Claim:
    """Take back that a visit is not billable or was written off: its claim is again as it was before."""
    refuse_other_than_biller(store)
    kept = kept_visit(store, client, visit)
    if kept.claim.state not in {ClaimState.NOT_BILLABLE, ClaimState.WRITTEN_OFF}:
        raise NotAllowed(f"This claim is {kept.claim.state}. You can reopen only a closed claim.")
    return save_claim(store, client, kept, reopened(kept.claim), Act.MARKED)


def ask_therapist(store: ChartStore, client: str, visit: str, text: str) -> Claim:
    """Return a visit to its therapist with a question; it waits for the answer, beside any hold."""
    kept = _holdable(store, client, visit)
    if kept.claim.question is not None:
        raise NotAllowed("There is already an unanswered question about this visit.")
    asked = worded_reason(text, "Type your question for the therapist.")
    question = TherapistQuestion(text=asked, asked_by=store.person, asked_at=store.clock.now())
    claim = kept.claim.model_copy(update={"questions": (*kept.claim.questions, question)})
    return save_claim(store, client, kept, claim, Act.HELD)


def withdraw_question(store: ChartStore, client: str, visit: str) -> Claim:
    """Take back the question about a visit: its therapist is no longer asked."""
    refuse_other_than_biller(store)
    kept = kept_visit(store, client, visit)
    if kept.claim.question is None:
        raise NotAllowed("There is no question about this visit.")
    return save_claim(store, client, kept, _question_closed(kept.claim, "", store), Act.HELD)


def why_not_answer_question(store: ChartStore, kept: VisitFile) -> str:
    """Return why the person signed in may not answer the question about a visit, or nothing if they may."""
    person = signed_in(store.office, store.person)
    if kept.claim.question is None:
        return "There is no question about this visit."
    if person.id != kept.visit.therapist and Role.OWNER not in person.roles:
        return "Only the visit's therapist or an owner can answer."
    return ""


def answer_question(store: ChartStore, client: str, visit: str, text: str) -> Claim:
    """Answer what the biller asked; the claim goes on as it was before the question."""
    kept = kept_visit(store, client, visit)
    refusal = why_not_answer_question(store, kept)
    if refusal:
        raise NotAllowed(refusal)
    answer = worded_reason(text, "Type your answer, or press Esc to cancel.")
    return save_claim(store, client, kept, _question_closed(kept.claim, answer, store), Act.HELD)


def _question_closed(claim: Claim, answer: str, store: ChartStore) -> Claim:
    """Return the claim without an open question; the hold that stood for it in older charts ends, too."""
    closed_now = {"answer": answer, "answered_by": store.person, "answered_at": store.clock.now()}
    questions = tuple(
        asked.model_copy(update=closed_now) if asked.open else asked for asked in claim.questions
    )
    if claim.state is ClaimState.HELD and claim.hold and claim.hold.reason.startswith(_ASKED):
        claim = lifted(claim)
    return claim.model_copy(update={"questions": questions})


def _holdable(store: ChartStore, client: str, visit: str) -> VisitFile:
    kept = kept_visit(store, client, visit)
    refusal = why_not_held(store, kept)
    if refusal:
        raise NotAllowed(refusal)
    return kept


def worded_reason(text: str, missing: str) -> str:
    """Return a reason in one line; BadInput where it says nothing or too much."""
    check_reason(text, missing)
    words = " ".join(text.split())
    if len(words) > _LONGEST:
        raise BadInput(f"Your text has {len(words)} characters. The limit is {_LONGEST}. Make it shorter.")
    return words
