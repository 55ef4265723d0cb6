"""What all acts upon a claim have in common: who may, what is told in the history, and the one save."""

from collections.abc import Callable

from charting_tui.errors import NotAllowed
from charting_tui.operations.permission import May, is_allowed, signed_in
from charting_tui.readers.dates import shown_date
from charting_tui.records.chart import Act, Chart, VisitFile
from charting_tui.records.claim import Claim, ClientPayment
from charting_tui.records.values import dollars_of
from charting_tui.store.chart_files.writing import ChartChange
from charting_tui.store.chart_store import ChartStore

_NONE = "–"


def why_not_biller(store: ChartStore) -> str:
    """Return why the person signed in may not hand claims over, or nothing if they may."""
    if is_allowed(signed_in(store.office, store.person), May.BILL):
        return ""
    return "Only a biller or the owner can bill claims."


def refuse_other_than_biller(store: ChartStore) -> None:
    """Raise NotAllowed for anybody but a biller or an owner."""
    refusal = why_not_biller(store)
    if refusal:
        raise NotAllowed(refusal)


def kept_visit(store: ChartStore, client: str, visit: str) -> VisitFile:
    """Return a visit with its claim as it is now; NotAllowed where the chart no longer has it."""
    kept = store.chart(client, visit=visit, earlier=0).visit(visit)
    if kept is None:
        raise NotAllowed("This visit is no longer in the chart. Check the list again.")
    return kept


def save_claim(
    store: ChartStore,
    client: str,
    kept: VisitFile,
    claim: Claim,
    act: Act,
    *,
    told: str = "",
    judge: Callable[[Chart], None] | None = None,
) -> Claim:
    """Save a claim over the one that was read, as one event with old → new, and return it.

    ``judge`` looks at the whole chart while no one else writes it, and may refuse. Conflict where someone
    changed the claim meanwhile.
    """
    if claim == kept.claim:
        return claim
    how = "; ".join(filter(None, (changes_in_words(kept.claim, claim), told)))
    change = ChartChange(
        act, client, subject=kept.visit.id, claim=claim, claim_before=kept.claim, how=how, judge=judge
    )
    store.commit(change)
    return claim


def _hold(claim: Claim) -> str:
    if claim.hold is None:
        return ""
    until = f" until {shown_date(claim.hold.until)}" if claim.hold.until else ""
    return f"{claim.hold.reason}{until}"


def _paid(claim: Claim) -> str:
    return " + ".join(map(_entry, claim.payments))


def _entry(one: ClientPayment) -> str:
    told = filter(None, (dollars_of(one.cents), one.words, one.package, f"({one.reason})" * bool(one.reason)))
    void = f" voided ({one.void.reason})" if one.void else ""
    return f"{' '.join(told)}{void}"


def _answers(claim: Claim) -> str:
    return " + ".join(dollars_of(one.paid) for one in claim.remittances)


def _taken_off(claim: Claim) -> str:
    parts = (part for one in claim.remittances for part in one.every_adjustment)
    return " ".join(f"{one.group}-{one.reason} {dollars_of(one.cents)}" for one in parts)


def _appeal(claim: Claim) -> str:
    day = claim.denial.appeal_sent_on if claim.denial else None
    return shown_date(day) if day else ""


def _appeal_due(claim: Claim) -> str:
    day = claim.denial.appeal_due if claim.denial else None
    return shown_date(day) if day else ""


def _question(claim: Claim) -> str:
    last = claim.questions[-1] if claim.questions else None
    return f"{last.text}{f' — {last.answer}' if last.answer else ''}" if last else ""


_TOLD: tuple[tuple[str, Callable[[Claim], str]], ...] = (
    ("claim", lambda claim: claim.state.value),
    ("batch", lambda claim: claim.batch),
    ("number", lambda claim: claim.number),
    ("payer", lambda claim: claim.choice.payer or "" if claim.choice else ""),
    ("frequency", lambda claim: claim.frequency),
    ("replaces", lambda claim: claim.original_ref),
    ("payer claim number", lambda claim: claim.payer_number),
    ("hold", _hold),
    ("reason", lambda claim: claim.closing.reason if claim.closing else ""),
    ("payer paid", _answers),
    ("adjustments", _taken_off),
    ("client paid", _paid),
    ("question", _question),
    ("denied", lambda claim: " ".join(claim.denial.reasons) if claim.denial else ""),
    ("appeal due", _appeal_due),
    ("appeal sent", _appeal),
)


def changes_in_words(before: Claim, after: Claim) -> str:
    """Return what differs, old → new: “claim open → held; hold – → the new member card”."""
    pairs = ((name, value(before), value(after)) for name, value in _TOLD)
    return "; ".join(f"{name} {old or _NONE} → {new or _NONE}" for name, old, new in pairs if old != new)
