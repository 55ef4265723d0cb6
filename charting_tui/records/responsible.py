"""Who pays for a visit: whom the coverage names until the signature, whom the biller chooses after it."""

from collections.abc import Iterable
from datetime import date

from charting_tui.records.claim import BillerChoice, Claim
from charting_tui.records.coverage import Coverage
from charting_tui.records.visit import Visit


def policy_for(coverage: Iterable[Coverage], day: date) -> Coverage | None:
    """Return the primary policy in force that day; of several the one that began last."""
    held = [policy for policy in coverage if policy.order == "primary" and policy.in_force(day)]
    return max(held, key=lambda policy: policy.starts or date.min, default=None)


def following(visit: Visit, coverage: Iterable[Coverage]) -> Visit:
    """Return an unsigned visit with the payer that the coverage names, unless one was chosen by hand."""
    if visit.payer_chosen:
        return visit
    policy = policy_for(coverage, visit.date)
    payer = policy.payer if policy else ""
    return visit if payer == visit.payer else visit.model_copy(update={"payer": payer})


def as_billed(visit: Visit, claim: Claim) -> Visit:
    """Return a signed visit with what was chosen on its claim: payer, case, place, whom each line bills."""
    choice = claim.choice
    if choice is None:
        return visit
    services = tuple(
        line.model_copy(update={"bill_to": choice.bill_to.get(line.id, line.bill_to)})
        for line in visit.services
    )
    chosen = {
        name: value for name in ("payer", "case", "place") if (value := getattr(choice, name)) is not None
    }
    by_hand = visit.payer_chosen or choice.payer is not None
    return visit.model_copy(update={**chosen, "payer_chosen": by_hand, "services": services})


def responsible(visit: Visit, claim: Claim, coverage: Iterable[Coverage], *, signed: bool) -> Visit:
    """Return the visit with whoever pays for it; once signed or billed, no coverage changes that."""
    if signed or not claim.state.unbilled:
        return as_billed(visit, claim)
    return following(visit, coverage)


def chosen_on_claim(visit: Visit, changed: Visit, claim: Claim) -> Claim:
    """Return the claim with what of ``changed`` differs from the visit as it is billed so far."""
    before = claim.choice or BillerChoice()
    moved = {
        now.id: now.bill_to
        for was, now in zip(visit.services, changed.services, strict=False)
        if was.bill_to is not now.bill_to
    }
    update: dict[str, object] = {"bill_to": {**before.bill_to, **moved}} if moved else {}
    payer = ("payer", "case") if _payer(visit) != _payer(changed) else ()
    place = ("place",) if visit.place != changed.place else ()
    update |= {name: getattr(changed, name) for name in (*payer, *place)}
    return claim.model_copy(update={"choice": before.model_copy(update=update)}) if update else claim


def _payer(visit: Visit) -> tuple[str, str, bool]:
    return visit.payer, visit.case, visit.payer_chosen
