"""Everything a rule may look at: no clock, no store, only records and the tables of that day."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, time
from functools import cached_property

from charting_tui.coding.diagnoses import Diagnoses
from charting_tui.coding.tables import CodeTables, Procedure, tables_on
from charting_tui.records.attested import FORM
from charting_tui.records.chart import Chart
from charting_tui.records.claim import Claim, ClaimLine, ClaimState, Draft
from charting_tui.records.coverage import Authorization, Coverage, InjuryCase, PlanOfCare, Referral
from charting_tui.records.office import Office
from charting_tui.records.payer import CLIENT_PAY, Payer
from charting_tui.records.people import Client, Practice, Therapist
from charting_tui.records.visit import Addendum, BillTo, ServiceLine, Signature, Visit

_NOT_BILLED = frozenset(
    {ClaimState.OPEN, ClaimState.HELD, ClaimState.NOT_BILLABLE, ClaimState.REJECTED, ClaimState.DENIED}
)


@dataclass(frozen=True)
class Occupied:
    """Another stretch of the therapist's day: whose, from when to when."""

    client: str
    time_in: time | None
    time_out: time | None


@dataclass(frozen=True)
class Line:
    """A service line beside the way it is billed."""

    index: int
    """Its place among the visit's services, from 0."""
    service: ServiceLine
    claim: ClaimLine
    procedure: Procedure | None
    """What the code table of the day says of the code; None where it is not in it."""

    @property
    def code(self) -> str:
        """The procedure code, in capitals as the tables write it."""
        return self.service.code.strip().upper()

    @property
    def timed(self) -> bool:
        """Whether the code is counted by quarter hours."""
        return self.procedure is not None and self.procedure.timed

    @property
    def billed(self) -> bool:
        """Whether anybody is billed for it."""
        return self.service.bill_to is not BillTo.NOBODY

    def path(self, name: str) -> str:
        """Return the path of one of its fields."""
        return f"visit.services[{self.index}].{name}"


@dataclass(frozen=True)
class Case:
    """A visit with everything that bears on it; what is unknown is absent."""

    visit: Visit
    today: date
    tables: CodeTables
    """In force on the date of service."""
    claim: Claim = field(default_factory=Claim)
    payer: Payer = CLIENT_PAY
    practice: Practice = field(default_factory=Practice)
    therapist: Therapist | None = None
    client: Client | None = None
    coverage: tuple[Coverage, ...] = ()
    injury: InjuryCase | None = None
    referral: Referral | None = None
    plan: PlanOfCare | None = None
    authorizations: tuple[Authorization, ...] = ()
    signature: Signature | None = None
    signed_form: int = FORM
    """The form of the signed text, which only its own form can be compared with."""
    addenda: tuple[Addendum, ...] = ()
    earlier_visits: tuple[Visit, ...] = ()
    """Oldest first."""
    visits_before: int | None = None
    """Kept earlier visits for the same payer in the whole chart; None: those among ``earlier_visits``."""
    days_before: tuple[date, ...] | None = None
    """The days of those visits; None: likewise."""
    note_given: bool = True
    """Whether there is a note to judge; in a form without one it is unknown."""
    therapist_day: tuple[Occupied, ...] = ()
    therapy_year_to_date: int | None = None
    """Cents allowed this year."""
    abn_on_file: bool = False
    client_invoiced: tuple[str, ...] = field(default=())
    already_billed: tuple[str, ...] = field(default=())

    @property
    def draft(self) -> Draft:
        """The visit and its claim, which a fix changes."""
        return Draft(visit=self.visit, claim=self.claim)

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """Every service line, in its order."""
        return tuple(
            Line(index, service, self.claim.line(service.id), self.tables.procedure(service.code))
            for index, service in enumerate(self.visit.services)
        )

    @property
    def bills_insurer(self) -> bool:
        """Whether an insurer is billed for any line."""
        return self.payer.insures and bool(self.payer_lines)

    @property
    def noted(self) -> bool:
        """Whether the client is treated and there is a note to judge; an empty one is another matter."""
        return self.visit.state.kept and bool(self.visit.note.text().strip())

    @cached_property
    def payer_lines(self) -> tuple[Line, ...]:
        """The lines that the payer is billed for."""
        return tuple(line for line in self.lines if line.service.bill_to is BillTo.PAYER)


def case_of(chart: Chart, draft: Draft, office: Office, today: date, book: Diagnoses | None = None) -> Case:
    """Return the case of a visit that is being written in its chart; the ``book`` knows every diagnosis."""
    visit = draft.visit
    kept = chart.visit(visit.id)
    before = [
        other.visit for other in chart.visits if other.visit.id != visit.id and other.visit.date <= visit.date
    ]
    known = chart.file
    return Case(
        visit=visit,
        claim=draft.claim,
        today=today,
        tables=tables_on(visit.date, book, office.tables),
        payer=office.payer(visit.payer),
        practice=office.practice,
        therapist=office.person(visit.therapist),
        client=known.client,
        coverage=coverage_of(known.coverage, visit.payer),
        injury=next((case for case in known.cases if case.id == visit.case), None),
        referral=_referral_on(visit.date, known.referrals),
        plan=max(
            (plan for plan in known.plans if plan.ended_on is None or visit.date <= plan.ended_on),
            key=lambda found: str(found.first_treatment or ""),
            default=None,
        ),
        authorizations=tuple(found for found in known.authorizations if found.payer in {"", visit.payer}),
        signature=kept.signed.signature if kept and kept.signed else None,
        signed_form=kept.signed.form if kept and kept.signed else FORM,
        addenda=kept.addenda if kept else (),
        earlier_visits=tuple(before),
        visits_before=None if chart.visits_before is None else chart.visits_before.get(visit.payer, 0),
        days_before=None if chart.days_before is None else chart.days_before.get(visit.payer, ()),
        already_billed=_billed_that_day(chart, visit),
    )


def _referral_on(day: date, referrals: Iterable[Referral]) -> Referral | None:
    """Return the newest prescription of that day or before, else the newest."""
    newest_first = sorted(referrals, key=lambda found: str(found.signed_on or ""), reverse=True)
    before = (found for found in newest_first if found.signed_on is None or found.signed_on <= day)
    return next(before, newest_first[0] if newest_first else None)


def _billed_that_day(chart: Chart, visit: Visit) -> tuple[str, ...]:
    """Return codes with their modifiers (``97140-GP``) billed to this payer for other visits of the day."""
    return tuple(
        "-".join((service.code.strip().upper(), *other.claim.line(service.id).modifiers))
        for other in chart.visits
        if other.visit.id != visit.id and other.visit.date == visit.date and other.visit.payer == visit.payer
        if other.claim.state not in _NOT_BILLED
        for service in other.visit.services
        if service.bill_to is BillTo.PAYER
    )


def coverage_of(policies: Iterable[Coverage], *payers: str) -> tuple[Coverage, ...]:
    """Return the policies of a payer, by its id or another of its names, and those that name no payer."""
    return tuple(policy for policy in policies if policy.payer in {"", *payers})
