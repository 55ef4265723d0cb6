"""A visit of a chart as the claim that it comes to: to its payer, or to the client."""

from collections.abc import Iterable
from datetime import date

from charting_tui.billing.claim_data import (
    AccidentData,
    ClaimData,
    FilingKind,
    Insurance,
    LineData,
    NameParts,
    PayerData,
    PayerDecision,
    PersonData,
    ProviderData,
    Relationship,
)
from charting_tui.billing.names import filed_name, prescriber_name, spoken_name
from charting_tui.coding.billing.pricing import PricedLine
from charting_tui.coding.billing.visit_money import answers_that_count
from charting_tui.errors import BadInput
from charting_tui.records.addresses import Address
from charting_tui.records.answers import adjustments_beyond
from charting_tui.records.chart import Chart
from charting_tui.records.claim import LETTERS, Claim, Draft
from charting_tui.records.coverage import Authorization, Coverage, InjuryCase
from charting_tui.records.office import Office
from charting_tui.records.payer import Payer
from charting_tui.records.people import Client, Practice, Therapist
from charting_tui.records.visit import BillTo
from charting_tui.rules.case import Case, case_of
from charting_tui.rules.coverage.policies import THE_CLIENT

_SEX = {"F": "F", "M": "M", "X": "U"}
_RELATIONSHIPS: dict[str, Relationship] = {
    **dict.fromkeys(("spouse", "husband", "wife", "partner", "domestic partner"), "spouse"),
    **dict.fromkeys(("parent", "mother", "father", "guardian", "stepparent", "stepmother"), "child"),
    "stepfather": "child",
}
"""What the client is to a subscriber who is this to the client."""
_FILED_AS: dict[str, FilingKind] = {
    "medicare": "MB",
    "medicare advantage": "16",
    "medicaid": "MC",
    "commercial": "CI",
    "va": "VA",
    "workers compensation": "WC",
    "auto": "AM",
}
_BLUE = frozenset({"anthem", "regence", "premera", "bcbs_nd"})
"""Presets of Blue Cross and Blue Shield plans."""
_ORDER = ("primary", "secondary", "tertiary")
_INJURY_KINDS = frozenset({"workers compensation", "auto"})
_HOME = "12"
_DIAGNOSES = len(LETTERS)
_POINTERS = 4


def claim_data(
    chart: Chart,
    visit: str,
    office: Office,
    *,
    number: str = "",
    share: BillTo = BillTo.PAYER,
    today: date | None = None,
) -> ClaimData:
    """Return all that the claim for one visit of the chart says; what no one entered stays empty.

    ``share`` says whose: the payer's, or what the client is asked for. A visit whose payer is the client has
    the client's share alone; the client's policies are ``others`` then, for a
    client who sends it in. BadInput where the chart has no such visit.
    """
    kept = chart.visit(visit)
    if kept is None:
        raise BadInput("This visit is no longer in the chart. Check the list again.")
    case = case_of(chart, Draft(visit=kept.visit, claim=kept.claim), office, today or kept.visit.date)
    to_payer = share is BillTo.PAYER and case.payer.insures
    policies = _policies(chart.file.coverage, case)
    billed = next((one for one in policies if one.payer == kept.visit.payer), None) if to_payer else None
    person = patient_data(chart.file.client)
    insurance = (
        _insurance(billed or Coverage(payer=case.payer.id), case, office, person) if to_payer else None
    )
    second = billed is not None and billed.order != "primary"
    return ClaimData(
        number=number or kept.claim.number,
        client=chart.id,
        visit=visit,
        revision=kept.revision,
        frequency=kept.claim.frequency if to_payer else "1",
        original_ref=kept.claim.original_ref if to_payer else "",
        patient=person,
        patient_account=chart.file.client.chart_number,
        insurance=insurance,
        others=tuple(
            _insurance(one, case, office, person, decided=second and _goes_before(one, billed))
            for one in policies
            if one is not billed and (not to_payer or _pays_too(one, case, office))
        ),
        billing=billing_provider(office.practice, case.therapist),
        pay_to=office.practice.pay_to,
        rendering=_rendering(case),
        referring=_referring(case),
        facility=_facility(case, person),
        accepts_assignment=True,
        place=kept.visit.place or office.practice.place,
        diagnoses=kept.visit.diagnoses[:_DIAGNOSES],
        accident=_accident(case.injury),
        onset=case.injury.onset_date if case.injury else None,
        first_treatment=case.plan.first_treatment if case.plan else None,
        authorization=_authorization(case),
        lines=tuple(_lines(case, kept.claim, share, earlier=second)),
        paid_by_client=_paid_by_client(case, kept.claim, share),
    )


def _paid_by_client(case: Case, claim: Claim, share: BillTo) -> int:
    """Return what the client paid on this share; lines that no payer is asked for are paid first."""
    if not case.payer.insures:
        return claim.client_paid
    own = sum(line.cents or 0 for line in case.priced if line.service.bill_to is BillTo.CLIENT)
    on_own = min(claim.client_paid, own)
    return on_own if share is BillTo.CLIENT else max(0, claim.client_paid - on_own)


def _policies(coverage: Iterable[Coverage], case: Case) -> list[Coverage]:
    """Return the policies that hold on the day of the visit, in their order."""
    held = [one for one in coverage if one.in_force(case.visit.date)]
    return sorted(held, key=lambda one: (_ORDER.index(one.order), str(one.starts or "")))


def _pays_too(policy: Coverage, case: Case, office: Office) -> bool:
    """Whether another policy bears on the claim: a health plan on no injury insurer's, nor the reverse."""
    of_injury = office.payer(policy.payer).kind in _INJURY_KINDS
    if case.payer.kind in _INJURY_KINDS:
        return of_injury
    return not of_injury or case.injury is not None


def _goes_before(policy: Coverage, billed: Coverage | None) -> bool:
    return billed is not None and _ORDER.index(policy.order) < _ORDER.index(billed.order)


def patient_data(client: Client) -> PersonData:
    """Return the client as papers and claims name them."""
    return PersonData(
        name=filed_name(client.name),
        birth_date=client.birth_date,
        sex=_SEX.get(client.sex.upper(), ""),
        address=client.address,
        phone=_digits(client.phone),
        email=client.email,
    )


def _digits(text: str) -> str:
    """Return the ten digits of a phone number; nothing for any other."""
    digits = "".join(sign for sign in text if sign.isdigit())
    return digits[-10:] if len(digits) == 10 or (len(digits) == 11 and digits[0] == "1") else ""  # noqa: PLR2004


def _insurance(
    policy: Coverage, case: Case, office: Office, person: PersonData, *, decided: bool = False
) -> Insurance:
    holder = policy.subscriber
    payer = case.payer if policy.payer == case.payer.id else office.payer(policy.payer)
    own = holder is None or not holder.name or holder.relationship.strip().lower() in THE_CLIENT
    carded = filed_name(policy.card_name) if policy.card_name else person.name
    subscriber = person.model_copy(update={"name": carded})
    if holder is not None and not own:
        subscriber = PersonData(
            name=filed_name(holder.name), birth_date=holder.birth_date, address=holder.address
        )
    out = payer.in_network is not None and not payer.in_network.value
    return Insurance(
        payer=_payer(payer),
        order=policy.order,
        member_id=policy.member_id,
        group=policy.group,
        plan_name=policy.eligibility.plan_name if policy.eligibility else "",
        subscriber=subscriber,
        relationship="self" if own or holder is None else _relationship(holder.relationship),
        assigns_benefits=policy.assignment_signed_on is not None or not out,
        decision=_decision(policy, case.claim) if decided else None,
    )


def _relationship(subscriber_is: str) -> Relationship:
    return _RELATIONSHIPS.get(subscriber_is.strip().lower(), "other")


def _decision(policy: Coverage, claim: Claim) -> PayerDecision:
    by_line = [line.first_payer.paid or 0 for line in claim.lines if line.first_payer]
    whole = [one for one in answers_that_count(claim) if one.payer == policy.payer] if not by_line else []
    return PayerDecision(
        decided_on=claim.primary_decided_on or policy.adjudicated_on,
        payer_number=claim.first_payer_number,
        paid=sum(by_line) + sum(one.paid for one in whole),
        adjustments=adjustments_beyond([part for one in whole for part in one.every_adjustment], ()),
    )


def _payer(payer: Payer) -> PayerData:
    kind = _FILED_AS.get(payer.kind, "ZZ")
    blue = kind == "CI" and {payer.id, payer.preset} & _BLUE
    return PayerData(
        id=payer.id,
        name=payer.name,
        electronic_id=payer.electronic_id.value if payer.electronic_id else "",
        address=payer.claims_address.value if payer.claims_address else Address(),
        filing_kind="BL" if blue else kind,
    )


def billing_provider(practice: Practice, therapist: Therapist | None) -> ProviderData:
    """Return who bills: the practice, under the therapist's own NPI where it has none."""
    alone = therapist if therapist and not practice.npi else None
    return ProviderData(
        organization=practice.name if alone is None else "",
        person=spoken_name(alone.name) if alone else NameParts(),
        npi=alone.npi if alone else practice.npi,
        taxonomy=practice.taxonomy or (alone.taxonomy if alone else ""),
        tax_id="".join(sign for sign in practice.tax_id if sign.isdigit()),
        tax_id_kind=practice.tax_id_is,
        address=practice.address,
        phone=_digits(practice.phone),
    )


def _rendering(case: Case) -> ProviderData | None:
    """Return who treated; of an assistant, the therapist under whom they work, as payers want it."""
    treated = case.supervisor or case.therapist
    if treated is None:
        return None
    enrolled = treated.enrollment(case.payer.id, case.visit.date)
    return ProviderData(
        person=spoken_name(treated.name),
        credentials=treated.licence_type or "",
        npi=treated.npi,
        taxonomy=treated.taxonomy,
        license_number=treated.licence_number,
        license_state=treated.licence_state,
        payer_number=enrolled.number if enrolled else "",
    )


def _facility(case: Case, person: PersonData) -> ProviderData | None:
    """Return where the client was treated, if at home; None for the practice's own rooms."""
    if case.visit.place != _HOME:
        return None
    return ProviderData(person=person.name, address=person.address)


def _referring(case: Case) -> ProviderData | None:
    if case.referral is not None and case.referral.name:
        return ProviderData(
            person=prescriber_name(case.referral.name),
            credentials=case.referral.prescriber_kind or "",
            npi=case.referral.npi,
        )
    if case.plan is not None and case.plan.certified_by:
        return ProviderData(person=prescriber_name(case.plan.certified_by), npi=case.plan.certified_by_npi)
    return None


def _accident(injury: InjuryCase | None) -> AccidentData | None:
    if injury is None:
        return None
    return AccidentData(
        kind=injury.kind,
        date=injury.injury_date,
        state=injury.state,
        claim_number=injury.claim_number,
        employer=injury.employer,
        employer_address=injury.employer_address,
    )


def _authorization(case: Case) -> str:
    """Return the number of the authorization the visit falls under; of several the one that ends first."""
    codes = {line.code for line in case.payer_lines}

    def fits(leave: Authorization) -> bool:
        day = case.visit.date
        begun = leave.starts is None or leave.starts <= day
        return (
            bool(leave.number)
            and leave.status != "refused"
            and begun
            and (leave.ends is None or day <= leave.ends)
            and (not leave.codes or bool(codes & set(leave.codes)))
        )

    fitting = [leave for leave in case.authorizations if fits(leave)]
    return min(fitting, key=lambda leave: str(leave.ends or "9999")).number if fitting else ""


def _lines(case: Case, claim: Claim, share: BillTo, *, earlier: bool) -> Iterable[LineData]:
    parties = {share} if case.payer.insures else {BillTo.PAYER, BillTo.CLIENT}
    billed = [line for line in case.priced if line.service.bill_to in parties]
    for number, line in enumerate(billed, 1):
        yield _line(number, line, case, claim, earlier=earlier)


def _line(number: int, line: PricedLine, case: Case, claim: Claim, *, earlier: bool) -> LineData:
    code = line.service.code.strip().upper()
    procedure = case.tables.procedure(code)
    pointers = [LETTERS.index(letter) + 1 for letter in line.claim.pointers if letter in LETTERS]
    known = min(len(case.visit.diagnoses), _DIAGNOSES)
    return LineData(
        number=number,
        code=code,
        modifiers=line.claim.modifiers,
        units=line.units or 0,
        charge=line.cents or 0,
        pointers=tuple(place for place in pointers if place <= known)[:_POINTERS],
        date=case.visit.date,
        minutes=line.service.exact_minutes,
        description=line.service.narrative or (procedure.text if procedure else ""),
        earlier=claim.line(line.service.id).first_payer if earlier else None,
    )
