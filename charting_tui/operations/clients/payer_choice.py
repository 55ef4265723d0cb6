"""Choosing who pays for a visit: a policy, a case, or the client; else it follows the coverage."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from charting_tui.errors import NotAllowed
from charting_tui.operations.permission import May, is_allowed, signed_in
from charting_tui.records.chart import Act, ClientFile, VisitFile
from charting_tui.records.claim import following, policy_for
from charting_tui.records.coverage import Coverage, InjuryCase
from charting_tui.records.office import Office
from charting_tui.records.payer import Payer
from charting_tui.records.visit import Visit
from charting_tui.rules.case import GROUND
from charting_tui.store.chart_files.writing import ChartChange
from charting_tui.store.chart_store import ChartStore


@dataclass(frozen=True)
class PayerChoice:
    """One way in which a visit may be paid."""

    payer: str
    """The id of a payer; empty is the client."""
    case: str = ""
    by_hand: bool = True
    """False: as the coverage says, now and whenever it changes."""
    name: str = ""
    meaning: str = ""


def us_day(day: date | None) -> str:
    """Return a day like 11/01/2026; nothing for none."""
    return f"{day:%m/%d/%Y}" if day else ""


def payer_choices(file: ClientFile, office: Office, visit: Visit, *, signed: bool) -> tuple[PayerChoice, ...]:
    """Return who may pay for the visit: policies in force on its day, cases open on it, the client.

    A case that no policy answers for is offered with every payer of its kind. Before the signature the
    coverage can be followed again; a signed visit takes the payer that it names once.
    """
    day = visit.date
    held = [policy for policy in file.coverage if policy.in_force(day)]
    cases = [case for case in file.cases if case.open_on(day)]
    found = [
        *_as_covered(file, office, visit, signed=signed),
        *_by_policy(held, cases, office),
        *_by_case(held, cases, office),
        PayerChoice("", name="Client pays", meaning="no claim; the client is billed"),
    ]
    return tuple({(one.payer, one.case, one.by_hand): one for one in reversed(found)}.values())[::-1]


def _as_covered(file: ClientFile, office: Office, visit: Visit, *, signed: bool) -> tuple[PayerChoice, ...]:
    """Offer the payer of the coverage where the visit has another, or one that was chosen by hand."""
    freed = following(visit.model_copy(update={"payer_chosen": False, "case": ""}), file.coverage)
    name, payer = "Follow the coverage", office.payer(freed.payer).name
    if signed:
        other = freed.payer != visit.payer
        meaning = f"{payer}, from the chart's coverage on {us_day(visit.date)}"
        return (PayerChoice(freed.payer, name=name, meaning=meaning),) if other else ()
    meaning = f"{payer}, even if the coverage changes later"
    free = PayerChoice(freed.payer, by_hand=False, name=name, meaning=meaning)
    return (free,) if visit.payer_chosen else ()


def _by_policy(
    held: Iterable[Coverage], cases: Iterable[InjuryCase], office: Office
) -> Iterator[PayerChoice]:
    for policy in held:
        payer = office.payer(policy.payer)
        what = f"{policy.order} policy{_since(policy)}"
        answers_for = [case for case in cases if case.kind == GROUND.get(payer.kind, "other")]
        if payer.kind not in GROUND or not answers_for:
            yield PayerChoice(policy.payer, "", name=payer.name, meaning=what)
        for case in answers_for:
            yield PayerChoice(policy.payer, case.id, name=payer.name, meaning=f"{case_words(case)}, {what}")


def _by_case(held: list[Coverage], cases: Iterable[InjuryCase], office: Office) -> Iterator[PayerChoice]:
    kinds = {GROUND.get(office.payer(policy.payer).kind) for policy in held}
    for case in cases:
        if case.kind not in kinds:
            for payer in _answering(case, office):
                meaning = f"{case_words(case)}; no coverage in the chart yet"
                yield PayerChoice(payer.id, case.id, name=payer.name, meaning=meaning)


def _answering(case: InjuryCase, office: Office) -> list[Payer]:
    return [payer for payer in office.payers if GROUND.get(payer.kind) == case.kind]


def _since(policy: Coverage) -> str:
    return f" from {us_day(policy.starts)}" if policy.starts else ""


def case_words(case: InjuryCase) -> str:
    """Return a case like “auto case of 10/02/2026”."""
    return f"{case.kind} case{f' of {us_day(case.injury_date)}' if case.injury_date else ''}"


def payer_words(visit: Visit, file: ClientFile, office: Office, *, signed: bool = False) -> str:
    """Return who pays for the visit: the payer's name, its case, and that it was chosen by hand.

    A signed visit follows nothing, so that there only a choice other than the coverage's is one by hand.
    """
    case = next((case for case in file.cases if case.id == visit.case), None)
    by_hand = visit.payer_chosen and not (signed and _is_covered_so(visit, file))
    parts = (
        office.payer(visit.payer).name,
        case_words(case) if case else "",
        "chosen by hand" if by_hand else "",
    )
    return ", ".join(part for part in parts if part)


def _is_covered_so(visit: Visit, file: ClientFile) -> bool:
    policy = policy_for(file.coverage, visit.date)
    return not visit.case and visit.payer == (policy.payer if policy else "")


def payer_is_now(visit: Visit, file: ClientFile, office: Office, *, signed: bool = False) -> str:
    """Return in a sentence who pays for the visit now, and why."""
    if visit.payer_chosen:
        return f"Payer is now {payer_words(visit, file, office, signed=signed)}."
    policy = policy_for(file.coverage, visit.date)
    if policy is None:
        return f"The client now pays: there is no coverage on {us_day(visit.date)}."
    since = f", from coverage {us_day(policy.starts)}" if policy.starts else ", from the coverage"
    return f"Payer is now {office.payer(visit.payer).name}{since}."


def payer_stays(visit: Visit, office: Office) -> str:
    """Return in a sentence that the payer chosen is the one that pays already."""
    payer = office.payer(visit.payer)
    who = f"{payer.name} is" if payer.insures else "The client is"
    return f"{who} already the payer for this visit. Nothing was changed."


def payer_change(
    before: Visit, after: Visit, file: ClientFile, office: Office, *, signed: bool = False
) -> str:
    """Return the change of payer or case for the history: “payer Regence → Premera”; nothing without one."""
    old, new = (payer_words(one, file, office, signed=signed) for one in (before, after))
    return "" if old == new else f"payer {old} → {new}"


def with_choice(visit: Visit, choice: PayerChoice, file: ClientFile) -> Visit:
    """Return the visit paid as chosen; as it is where it is paid so already, by hand or by its coverage."""
    as_it_is = (visit.payer, visit.case) == (choice.payer, choice.case)
    if choice.by_hand and as_it_is and (visit.payer_chosen or _is_covered_so(visit, file)):
        return visit
    chosen = {"payer": choice.payer, "case": choice.case, "payer_chosen": choice.by_hand}
    visit = visit.model_copy(update=chosen)
    return visit if choice.by_hand else following(visit, file.coverage)


def may_enter(store: ChartStore, kept: VisitFile) -> bool:
    """Whether the person signed in enters what a visit's bill needs: its therapist, desk, biller, owner."""
    person = signed_in(store.office, store.person)
    return kept.visit.therapist == person.id or is_allowed(person, May.CHOOSE_PAYER)


def why_not_choose_payer(store: ChartStore, kept: VisitFile) -> str:
    """Return why the person signed in may not choose the payer of a visit that is not signed."""
    if kept.signed is not None:
        return "This visit is signed, so choose the payer on the claim."
    if not may_enter(store, kept):
        return "Only the visit's therapist, the front desk, a biller or the owner can choose the payer."
    writing = next((head.author for head in store.journals() if head.visit == kept.visit.id), "")
    return f"{writing} has this visit open. Ask them to change the payer, or to close it." if writing else ""


def choose_payer(store: ChartStore, client: str, visit_id: str, choice: PayerChoice) -> str:
    """Choose who pays for a visit that is not signed and that no one writes; return what it is now."""
    chart = store.chart(client, visit=visit_id, earlier=0)
    kept = chart.visit(visit_id)
    if kept is None:
        raise NotAllowed("This visit is no longer in the chart. Check the list again.")
    refusal = why_not_choose_payer(store, kept)
    if refusal:
        raise NotAllowed(refusal)
    visit = with_choice(kept.visit, choice, chart.file)
    if visit == kept.visit:
        return payer_stays(visit, store.office)
    how = payer_change(kept.visit, visit, chart.file, store.office)
    store.commit(
        ChartChange(Act.EDITED, client, subject=visit_id, visit=visit, visit_revision=kept.revision, how=how)
    )
    return payer_is_now(visit, chart.file, store.office)
