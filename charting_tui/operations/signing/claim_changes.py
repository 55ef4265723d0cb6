"""Changing the claim of a signed visit: who pays, units, modifiers, letters, charges; not what was signed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from charting_tui.coding.billing.pricing import fee_of, price, settled
from charting_tui.errors import BadInput, NotAllowed
from charting_tui.operations.clients.payer_choice import payer_change
from charting_tui.operations.permission import May, is_allowed, signed_in
from charting_tui.readers.dates import read_past_date, shown_date
from charting_tui.records.chart import Act, ClientFile, VisitFile
from charting_tui.records.claim import Claim, ClaimLine, ClaimState, Draft, as_billed, chosen_on_claim
from charting_tui.records.office import Office
from charting_tui.records.values import whole_number
from charting_tui.records.visit import BillTo, Visit
from charting_tui.rules.finding import Finding, Fix
from charting_tui.store.chart_files.writing import ChartChange
from charting_tui.store.chart_store import ChartStore

ON_CLAIM = ("modifiers", "units", "pointers", "bill_to")
"""Parts of a line that are the claim's, by the last word of their path."""


def why_not_fix_claim(store: ChartStore, kept: VisitFile) -> str:
    """Return why the person signed in may not fix this claim, or nothing if they may."""
    person = signed_in(store.office, store.person)
    if kept.signed is None:
        return "This visit isn't signed yet. Its therapist can fix it in the note."
    if not kept.claim.state.unbilled:
        return f"This claim is {kept.claim.state}, so you can't change it here."
    mine = kept.visit.therapist == person.id
    if not mine and not is_allowed(person, May.FIX_CLAIMS):
        return "Only the visit's therapist, a biller or the owner can change a claim."
    return ""


def fixes_of_claim(findings: tuple[Finding, ...], kept: VisitFile) -> list[tuple[Finding, Fix]]:
    """Return the changes that findings offer and that touch the claim alone, the worst finding's first.

    One that cannot be made by itself goes to a part of the claim, which is then asked for.
    """
    draft = Draft(visit=kept.visit, claim=kept.claim)
    return [
        (found, fix)
        for found in findings
        for fix in found.fixes
        if _asked_of_claim(fix.jump)
        or (fix.apply is not None and _of_claim(kept.visit, fix.apply(draft).visit, kept.claim))
    ]


def _asked_of_claim(path: str) -> bool:
    return path.startswith("claim.") or path == "visit.payer" or path.rpartition(".")[2] in ON_CLAIM


def _of_claim(visit: Visit, changed: Visit, claim: Claim) -> bool:
    """Whether a visit differs from the one that was signed only in what the claim decides."""
    return as_billed(visit, chosen_on_claim(visit, changed, claim)) == changed


def lines_moved(before: Visit, after: Visit) -> str:
    """Return which lines are billed to someone else: “97124 payer → nobody”; nothing where none is."""
    return "; ".join(
        f"{was.code} {was.bill_to} → {now.bill_to}"
        for was, now in zip(before.services, after.services, strict=False)
        if was.bill_to is not now.bill_to
    )


def billed_otherwise(before: Visit, after: Visit, file: ClientFile, office: Office) -> str:
    """Return who is billed instead: “payer Regence → Premera; 97124 payer → nobody”; else nothing."""
    payer = payer_change(before, after, file, office, signed=True)
    return "; ".join(filter(None, (payer, lines_moved(before, after))))


def fix_claim(store: ChartStore, client: str, kept: VisitFile, changed: Draft, *, reason: str = "") -> Claim:
    """Save the claim as changed, its units and charges written out, and return it.

    Where someone else is billed the ``reason`` goes into the history, and BadInput asks for it.
    NotAllowed where the person may not, or where the change would touch what was signed.
    """
    refusal = why_not_fix_claim(store, kept)
    if refusal:
        raise NotAllowed(refusal)
    claim = chosen_on_claim(kept.visit, changed.visit, changed.claim)
    if as_billed(kept.visit, claim) != changed.visit:
        raise NotAllowed(
            "That would change the signed record. You can change only payer, units, modifiers, pointers "
            "and charges."
        )
    office, moved = store.office, lines_moved(kept.visit, changed.visit)
    file = store.chart(client, visit=kept.visit.id, earlier=0).file
    why = billed_otherwise(kept.visit, changed.visit, file, office)
    if why and not reason.strip():
        raise BadInput("Type why you are billing someone else. The reason stays in the chart.")
    after = changed.model_copy(update={"claim": claim})
    before = Draft(visit=kept.visit, claim=changed.claim)
    if moved or kept.visit.payer != changed.visit.payer:
        claim = _with_units_earned(before, after, office)
    payer = office.payer(changed.visit.payer)
    claim = settled(claim, after, payer, office.practice)
    moved_on = f"claim {kept.claim.state} → {claim.state}" if kept.claim.state is not claim.state else ""
    how = "; ".join(filter(None, (why, _place_moved(kept.visit, changed.visit), moved_on)))
    if how and reason.strip():
        how = f"{how}. Reason: {reason.strip()}"
    store.commit(
        ChartChange(Act.EDITED, client, subject=kept.visit.id, claim=claim, claim_before=kept.claim, how=how)
    )
    return claim


def _place_moved(before: Visit, after: Visit) -> str:
    return f"place {before.place} → {after.place}" if before.place != after.place else ""


def _with_units_earned(before: Draft, after: Draft, office: Office) -> Claim:
    """Return the claim with units earned again where they were what the minutes earned before.

    Who is billed tells which minutes count together. Units that someone entered otherwise stay.
    """
    claim, practice = after.claim, office.practice
    was = price(_opened(before), office.payer(before.visit.payer), practice)
    for line, now in zip(was, after.visit.services, strict=True):
        given = claim.line(now.id)
        restored = line.service.bill_to is BillTo.NOBODY
        if now.bill_to is BillTo.NOBODY or not (restored or given.units in {None, line.units}):
            continue
        fee = fee_of(line.service, before.visit.date, office.payer(before.visit.payer), practice)
        units = whole_number(given.units)
        by_fee = fee is not None and units is not None and given.charge == fee * units
        charge = None if by_fee else given.charge
        claim = claim.with_line(given.model_copy(update={"units": None, "charge": charge}))
    return claim


def _opened(draft: Draft) -> Draft:
    lines: tuple[ClaimLine, ...] = tuple(
        line.model_copy(update={"units": None, "charge": None}) for line in draft.claim.lines
    )
    return draft.model_copy(update={"claim": draft.claim.model_copy(update={"lines": lines})})


_CORRECTS = {"7": "replaces", "8": "voids"}
_STATES = {ClaimState.OPEN: "not sent", ClaimState.WRITTEN: "created"}
_LONGEST_NUMBER = 50


@dataclass(frozen=True)
class ClaimFact:
    """One fact of a claim: how it is asked for, what stands there, and the claim with what was typed."""

    question: str
    hint: str
    value: Callable[[Claim], str]
    put: Callable[[Claim, str], Claim]
    """BadInput for text that it cannot be."""


def claim_facts(visit: Visit, today: date) -> Mapping[str, ClaimFact]:
    """Return the facts by the path that findings name."""
    return {
        "claim.original_ref": ClaimFact(
            "payer's claim number",
            "Payer's claim number from the EOB or ERA (makes this a replacement claim)",
            lambda claim: claim.original_ref,
            with_payers_number,
        ),
        "claim.primary_decided_on": ClaimFact(
            "date the primary payer processed it",
            f"From the primary payer's EOB or ERA, such as {shown_date(today)}.",
            lambda claim: str(claim.primary_decided_on or ""),
            lambda claim, text: with_primary_decision(claim, text, visit.date, today),
        ),
    }


def with_payers_number(claim: Claim, text: str) -> Claim:
    """Return the claim with the payer's number of the one it corrects; without one it is a first claim.

    A first claim that is given a number replaces that one; one that voids it goes on to do so.
    """
    number = "".join(text.split())
    if len(number) > _LONGEST_NUMBER:
        raise BadInput(f"The number has {len(number)} characters. The limit is {_LONGEST_NUMBER}.")
    corrects = "7" if claim.frequency == "1" else claim.frequency
    return claim.model_copy(update={"original_ref": number, "frequency": corrects if number else "1"})


def with_primary_decision(claim: Claim, text: str, visited: date, today: date) -> Claim:
    """Return the claim with the day of the first payer's decision, which follows the visit."""
    decided = read_past_date(text, today)
    if decided is not None and decided < visited:
        raise BadInput(
            f"The date {shown_date(decided)} is before the visit on {shown_date(visited)}. Enter the "
            "date the primary payer processed the claim."
        )
    return claim.model_copy(update={"primary_decided_on": decided})


def claim_words(claim: Claim) -> str:
    """Return how far the claim has come, and what it corrects: “not sent, replaces 2026110012”."""
    corrects = _CORRECTS.get(claim.frequency, "")
    what = f", {corrects} {claim.original_ref or '?'}" if corrects else ""
    decided = f", primary processed {claim.primary_decided_on}" if claim.primary_decided_on else ""
    return f"{_STATES.get(claim.state, claim.state)}{what}{decided}{_due(claim)}"


def _due(claim: Claim) -> str:
    """Return what the payer still waits for, with its last day."""
    appeal, asked = claim.denial, claim.records_request
    due = (
        ("appeal due", appeal.appeal_due if appeal and not appeal.appeal_sent_on else None),
        ("records due", asked.due if asked and not asked.sent_on else None),
    )
    return "".join(f", {what} {shown_date(day)}" for what, day in due if day)
