"""Everything a rule may look at: no clock, no store, only records and the tables of that day."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import MINYEAR, date, time, timedelta
from functools import cached_property
from typing import TypeVar
from zoneinfo import ZoneInfo

from charting_tui.coding.billing.pricing import PricedLine, price, unit_choices
from charting_tui.coding.billing.units import Allocation
from charting_tui.coding.code_tables.procedures import Procedure
from charting_tui.coding.code_tables.tables import CodeTables, tables_on
from charting_tui.coding.diagnosis_book.diagnoses import Diagnoses
from charting_tui.records.additions import OwnRule, as_far_as_said
from charting_tui.records.canonical import FORM
from charting_tui.records.chart import Chart
from charting_tui.records.claim import Claim, ClaimLine, ClaimState, Draft
from charting_tui.records.coverage import Authorization, Coverage, InjuryCase, PlanOfCare, Referral
from charting_tui.records.office import Office
from charting_tui.records.payer import CLIENT_PAY, Payer
from charting_tui.records.people import Client, LicenceType, Practice, Therapist
from charting_tui.records.remembered import remembered
from charting_tui.records.visit import Addendum, BillTo, Note, ServiceLine, Signature, Visit, without_report

P = TypeVar("P", Coverage, Authorization)

_NOT_BILLED = frozenset(
    {ClaimState.OPEN, ClaimState.HELD, ClaimState.NOT_BILLABLE, ClaimState.REJECTED, ClaimState.DENIED}
)


@dataclass(frozen=True)
class Occupied:
    """Another stretch of the therapist's day: whose, from when to when, and its one-to-one minutes."""

    client: str
    time_in: time | None
    time_out: time | None
    minutes: int | None = None
    """None: not known, so all of it."""
    signed: bool = False
    """Whether that visit is signed, so that its times can no longer be corrected."""


@dataclass(frozen=True)
class BilledLine:
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


class _Today:
    """The day of a case: who reads it has an answer for that day alone, and the case remembers so."""

    def __get__(self, case: "Case | None", owner: type) -> date:
        if case is None:
            raise AttributeError  # so that the field has no default
        today: date = case.__dict__["today"]
        case.turning_days.update((today, today + timedelta(1)))
        return today

    def __set__(self, case: "Case", today: date) -> None:
        case.__dict__["today"] = today


@dataclass(frozen=True)
class Case:
    """A visit with everything that bears on it; what is unknown is absent."""

    visit: Visit
    tables: CodeTables
    """In force on the date of service."""
    today: _Today = _Today()
    """The day on which it is judged. ``has_come`` asks the same and lets the answer stand for longer."""
    claim: Claim = field(default_factory=Claim)
    payer: Payer = CLIENT_PAY
    practice: Practice = field(default_factory=Practice)
    therapist: Therapist | None = None
    supervisor: Therapist | None = None
    """Under whom the therapist works, where that is an assistant; None: no one is named."""
    client: Client | None = None
    coverage: tuple[Coverage, ...] = ()
    injury: InjuryCase | None = None
    other_injuries: tuple[InjuryCase, ...] = ()
    """The client's cases beside it that are open on the day of the visit."""
    referral: Referral | None = None
    plan: PlanOfCare | None = None
    authorizations: tuple[Authorization, ...] = ()
    signature: Signature | None = None
    zone_known: bool = True
    """Whether moments can be held against the practice's wall clock; else only days can, and loosely."""
    signed_before: str = ""
    """The signed text where it is of an older form, whose digest is of another way of writing."""
    addenda: tuple[Addendum, ...] = ()
    earlier_visits: tuple[Visit, ...] = ()
    """Oldest first."""
    visits_before: int | None = None
    """Kept earlier visits for the same payer in the whole chart; None: those among ``earlier_visits``."""
    days_before: tuple[date, ...] | None = None
    """The days of those visits; None: likewise."""
    of_case_before: int | None = None
    """How many of them were of the visit's injury case; None: likewise."""
    note_given: bool = True
    """Whether there is a note to judge; in a form without one it is unknown."""
    therapist_day: tuple[Occupied, ...] = ()
    therapy_year_to_date: int | None = None
    """Cents allowed this year."""
    abn_on_file: bool = False
    unknown: frozenset[str] = frozenset()
    """Paths of the check form of which nothing is told; what is told and empty is known to be none."""
    other_coverage: tuple[Coverage, ...] = ()
    """The client's policies with other payers."""
    payer_names: Mapping[str, str] = field(default_factory=dict)
    """By the ids of payers."""
    payer_kinds: Mapping[str, str] = field(default_factory=dict)
    """By the ids of payers."""
    colleagues: tuple[Therapist, ...] | None = None
    """Everybody else of the clinic who treats or has treated; None: not known."""
    own_rules: tuple[OwnRule, ...] = ()
    """Rules that the clinic adds."""
    ahead: bool = False
    """Whether a booked visit is judged before it comes, as it is likely to be."""
    client_invoiced: tuple[str, ...] = field(default=())
    already_billed: tuple[str, ...] = field(default=())
    turning_days: set[date] = field(default_factory=set, init=False, repr=False, compare=False)
    """The days on which the answer to what was asked so far becomes another, as far as is known."""

    def has_come(self, day: date) -> bool:
        """Whether it is that day or later: the one question about today whose answer stands until then."""
        self.turning_days.add(day)
        today: date = self.__dict__["today"]
        return day <= today

    @cached_property
    def draft(self) -> Draft:
        """The visit and its claim, which a fix changes."""
        return Draft(visit=self.visit, claim=self.claim)

    @cached_property
    def priced(self) -> tuple[PricedLine, ...]:
        """Every service line with its units and its money, in the visit's order."""
        return price(self.draft, self.payer, self.practice)

    @cached_property
    def earned(self) -> Allocation:
        """The units that the payer's timed lines earn by its own rule."""
        return unit_choices(self.draft, self.payer)[self.payer.unit_rule.value]

    def priced_before(self, earlier: Visit) -> tuple[PricedLine, ...]:
        """Return the lines of one of the earlier visits with the units that their minutes earn."""
        return _price_unbilled(earlier, self.payer, self.practice)

    @cached_property
    def lines(self) -> tuple[BilledLine, ...]:
        """Every service line, in its order."""
        return tuple(
            BilledLine(index, service, self.claim.line(service.id), self.tables.procedure(service.code))
            for index, service in enumerate(self.visit.services)
        )

    @cached_property
    def told(self) -> Note:
        """What the note says of this visit: without the lines of a report, which tell of others too."""
        return without_report(self.visit.note)

    def knows(self, part: str) -> bool:
        """Whether a part of the case is told, be it empty."""
        return part not in self.unknown

    @cached_property
    def signed_on(self) -> date | None:
        """The day of the signature on the practice's wall clock; None where none is told."""
        if self.signature is None or self.signature.at.year in {MINYEAR, date.max.year}:
            return None
        return self.signature.at.astimezone(ZoneInfo(self.practice.time_zone)).date()

    @cached_property
    def days_of_payer_before(self) -> tuple[date, ...]:
        """The days of kept earlier visits for the payer, in the whole chart where that is known."""
        if self.days_before is not None:
            return self.days_before
        return tuple(
            other.date
            for other in self.earlier_visits
            if other.state.kept and other.payer == self.visit.payer
        )

    @property
    def licence(self) -> LicenceType | None:
        """The license of whoever treats; None where it is not known."""
        return self.therapist.licence_type if self.therapist else None

    @cached_property
    def at_desk(self) -> bool:
        """Whether what a bill needs is asked: the visit is signed or billed, or is judged ahead."""
        return self.ahead or self.signature is not None or self.claim.billed_on is not None

    @cached_property
    def bills_insurer(self) -> bool:
        """Whether an insurer is billed for any line."""
        return self.payer.insures and bool(self.payer_lines)

    @cached_property
    def noted(self) -> bool:
        """Whether the client is treated and there is a note to judge; an empty one is another matter."""
        return self.visit.state.kept and bool(self.visit.note.text().strip())

    @cached_property
    def payer_lines(self) -> tuple[BilledLine, ...]:
        """The lines that the payer is billed for."""
        return tuple(line for line in self.lines if line.service.bill_to is BillTo.PAYER)


@remembered(64)
def _price_unbilled(visit: Visit, payer: Payer, practice: Practice) -> tuple[PricedLine, ...]:
    return price(Draft(visit=visit), payer, practice)


def case_of(
    chart: Chart,
    draft: Draft,
    office: Office,
    today: date,
    book: Diagnoses | None = None,
    *,
    therapist_day: tuple[Occupied, ...] = (),
    ahead: bool = False,
) -> Case:
    """Return the case of a visit that is being written in its chart; the ``book`` knows every diagnosis.

    ``therapist_day`` are the therapist's other visits of that day, which no chart holds together. ``ahead``
    is for a booked visit that is judged before it comes.
    """
    visit = as_far_as_said(draft.visit)
    therapist = office.person(visit.therapist)
    payer = office.payer(visit.payer).for_licence(therapist.licence_type if therapist else None)
    kept = chart.visit(visit.id)
    before = [
        other.visit for other in chart.visits if other.visit.id != visit.id and other.visit.date <= visit.date
    ]
    known = chart.file
    return Case(
        visit=visit,
        claim=draft.claim,
        today=today,
        tables=tables_on(visit.date, book, office.tables, office.words),
        payer=payer,
        practice=office.practice,
        therapist=therapist,
        supervisor=office.supervisor_of(therapist, visit.payer, visit.date) if therapist else None,
        client=known.client,
        coverage=of_payer(known.coverage, visit.payer),
        other_coverage=tuple(one for one in known.coverage if one.payer not in {"", visit.payer}),
        payer_names={one.id: one.name for one in office.payers},
        payer_kinds={one.id: one.kind for one in office.payers},
        colleagues=tuple(
            one for one in office.people if one.licence_type is not None and one.id != visit.therapist
        ),
        injury=(injury := _injury_of(visit, payer, known.cases)),
        other_injuries=tuple(one for one in known.cases if one != injury and one.open_on(visit.date)),
        referral=_referral_on(visit.date, known.referrals),
        plan=_plan_on(visit.date, known.plans),
        authorizations=of_payer(known.authorizations, visit.payer),
        signature=kept.signed.signature if kept and kept.signed else None,
        signed_before=kept.signed.text if kept and kept.signed and kept.signed.form != FORM else "",
        addenda=kept.addenda if kept else (),
        earlier_visits=tuple(before),
        visits_before=None if chart.visits_before is None else chart.visits_before.get(visit.payer, 0),
        days_before=None if chart.days_before is None else chart.days_before.get(visit.payer, ()),
        of_case_before=_of_case(chart, visit, payer),
        therapist_day=therapist_day,
        therapy_year_to_date=_therapy_allowed(known.client, visit.date),
        abn_on_file=known.client.abn_signed_on is not None and known.client.abn_signed_on <= visit.date,
        already_billed=_billed_that_day(chart, visit),
        own_rules=office.rules,
        ahead=ahead,
    )


def _of_case(chart: Chart, visit: Visit, payer: Payer) -> int | None:
    """Return the visits of the same case before; with a single case of the payer's kind it is theirs all."""
    if chart.of_case_before is None:
        return None
    counted = chart.of_case_before.get(visit.payer, {})
    of_kind = [case.id for case in chart.file.cases if case.kind == GROUND.get(payer.kind)]
    if len(of_kind) == 1 and visit.case in {"", *of_kind}:
        return sum(counted.get(case, 0) for case in ("", *of_kind))
    return counted.get(visit.case, 0)


GROUND = {"auto": "auto", "workers compensation": "employment"}
"""The kind of case that a kind of payer answers for."""


def _injury_of(visit: Visit, payer: Payer, cases: Iterable[InjuryCase]) -> InjuryCase | None:
    """Return the case that the visit names, or the newest open one of the kind its payer answers for."""
    if visit.case:
        return next((case for case in cases if case.id == visit.case), None)
    fitting = (case for case in cases if case.kind == GROUND.get(payer.kind) and case.open_on(visit.date))
    return max(fitting, key=lambda case: str(case.injury_date or ""), default=None)


def _therapy_allowed(client: Client, day: date) -> int | None:
    """Return the cents allowed in the year of that day, where they were looked up in it."""
    asked = client.therapy_allowed_on
    return client.therapy_allowed if asked is not None and asked.year == day.year else None


def _referral_on(day: date, referrals: Iterable[Referral]) -> Referral | None:
    """Return the newest prescription of that day or before, else the newest."""
    newest_first = sorted(referrals, key=lambda found: str(found.signed_on or ""), reverse=True)
    before = (found for found in newest_first if found.signed_on is None or found.signed_on <= day)
    return next(before, newest_first[0] if newest_first else None)


def _plan_on(day: date, plans: Iterable[PlanOfCare]) -> PlanOfCare | None:
    """Return the newest plan that had begun by that day and not ended before it, else the newest of those."""
    open_ones = [plan for plan in plans if plan.ended_on is None or day <= plan.ended_on]
    begun = [plan for plan in open_ones if plan.first_treatment is None or plan.first_treatment <= day]
    return max(begun or open_ones, key=lambda found: str(found.first_treatment or ""), default=None)


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


def of_payer(entries: Iterable[P], *payers: str) -> tuple[P, ...]:
    """Return the entries for a payer, by its id or another of its names, and those that name no payer."""
    return tuple(entry for entry in entries if entry.payer in {"", *payers})
