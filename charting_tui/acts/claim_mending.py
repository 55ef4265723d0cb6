"""Mending the claim of a signed visit: units, modifiers, letters and charges, never what was attested."""

from charting_tui.acts.permission import signed_in
from charting_tui.coding.pricing import settled
from charting_tui.errors import NotAllowed
from charting_tui.records.chart import Act, VisitFile
from charting_tui.records.claim import Claim, Draft
from charting_tui.records.people import Role
from charting_tui.rules.finding import Finding, Fix
from charting_tui.store.change import ChartChange
from charting_tui.store.chart_store import ChartStore


def why_not_mend(store: ChartStore, kept: VisitFile) -> str:
    """Return why the person signed in may not mend this claim, or nothing if they may."""
    person = signed_in(store.office, store.person)
    if kept.signed is None:
        return "This visit is not signed yet; its therapist mends it while writing."
    if not kept.claim.state.unbilled:
        return f"This claim is {kept.claim.state} and no longer the clinic's to change."
    mine = kept.visit.therapist == person.id
    if not mine and not {Role.BILLER, Role.OWNER} & set(person.roles):
        return "A claim is mended by the visit's therapist, a biller or the owner."
    return ""


def fixes_of_claim(findings: tuple[Finding, ...], kept: VisitFile) -> list[tuple[Finding, Fix]]:
    """Return the changes that findings offer and that touch the claim alone, the worst finding's first.

    One that cannot be made by itself goes to a fact of the claim, which is then asked for.
    """
    draft = Draft(visit=kept.visit, claim=kept.claim)
    return [
        (found, fix)
        for found in findings
        for fix in found.fixes
        if fix.jump.startswith("claim.") or (fix.apply is not None and fix.apply(draft).visit == kept.visit)
    ]


def mend_claim(store: ChartStore, client: str, kept: VisitFile, changed: Draft) -> Claim:
    """Save the claim as changed, its units and charges written out, and return it.

    NotAllowed where the person may not, or where the change would touch what was signed.
    """
    refusal = why_not_mend(store, kept)
    if refusal:
        raise NotAllowed(refusal)
    if changed.visit != kept.visit:
        raise NotAllowed(
            "This would change what was signed. Only units, modifiers, letters and charges can be."
        )
    office = store.office
    claim = settled(changed.claim, changed, office.payer(kept.visit.payer), office.practice)
    store.commit(ChartChange(Act.EDITED, client, subject=kept.visit.id, claim=claim))
    return claim
