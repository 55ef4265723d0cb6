"""What a right chart knows of a client of the year before any visit."""

from datetime import date, timedelta

from charting_tui.demo.office import npi
from charting_tui.records.addresses import Address
from charting_tui.records.chart import ClientFile
from charting_tui.records.coverage import (
    Authorization,
    Coverage,
    InjuryCase,
    PlanOfCare,
    Referral,
    Subscriber,
)
from charting_tui.records.eligibility import MedicareSecondary
from charting_tui.records.people import Client, Consent, Guardian
from tests.year.courses import Course

CHECKED = date(2026, 11, 2)
_CONSENTED = date(2025, 11, 21)
"""So that the consent holds for the whole year."""
HOME = Address(street="7 Bay Street", city="Port Orchard", state="WA", zip_code="98366")
HOLDER = Subscriber(name="Marsh, Robin", relationship="spouse", birth_date=date(1980, 4, 17), address=HOME)
"""The spouse whose policy covers a client."""
ANSWERED = MedicareSecondary(asked_on=date(2026, 1, 9), first="none")
"""What a client of Medicare answers: that nobody pays before it."""
_SPRING = date(2026, 3, 1)
_ASKED = date(2026, 1, 9)
_CERTIFIED_FOR = timedelta(days=84)
_PRESCRIBED_FOR = timedelta(days=170)
_ADULT = 2007
_INJURED = {"auto": "auto", "florida_pip": "auto", "wa_lni": "employment", "workers_comp": "employment"}
_VISITS_LEFT = {"premera": 60, "wa_lni": 60, "va_ccn": 12}
_DAYS_LEFT = {"va_ccn": timedelta(days=168)}


def file_of(course: Course, client: str, name: str, first: date, last: date) -> ClientFile:
    insured = course.payer != "client_pay"
    return ClientFile(
        client=_person(course, client, name, first),
        coverage=_coverage(course, client) if insured else (),
        cases=_cases(course, first),
        referrals=_referrals(course, first, last) if insured else (),
        plans=_plans(course, first, last) if insured else (),
        authorizations=_authorizations(course, first, last),
    )


def case_id(course: Course) -> str:
    return "k1" if course.payer in _INJURED else ""


def _person(course: Course, client: str, name: str, first: date) -> Client:
    family = name.partition(",")[0]
    began = _CONSENTED if first < _SPRING else first - timedelta(days=10)
    return Client(
        id=client,
        name=name,
        birth_date=date(course.born, 5, 17),
        phone="360-555-0117",
        sex="X",
        address=HOME,
        guardian=Guardian(name=f"{family}, Marit", phone="360-555-0177") if course.born > _ADULT else None,
        consent=Consent(signed_on=began),
        estimate_sent_on=began if course.payer == "client_pay" else None,
        health_account=course.health_account,
        necessity_letter_on=began if course.health_account else None,
        therapy_allowed=course.allowed,
        therapy_allowed_on=_ASKED if course.allowed else None,
    )


def _medicare_number(client: str) -> str:
    return f"1EG4TE5MK{int(client[1:]) % 100:02}"


def _coverage(course: Course, client: str) -> tuple[Coverage, ...]:
    own = Coverage(
        id="p1",
        payer=course.payer,
        member_id=_medicare_number(client) if course.payer == "medicare" else f"M{client.upper()}",
        starts=date(2025, 1, 1),
        assignment_signed_on=_CONSENTED,
        eligibility_checked_on=CHECKED,
        secondary=ANSWERED if course.payer == "medicare" else None,
    )
    if not course.secondary:
        return (own,)
    first = own.model_copy(update={"id": "p2", "payer": "regence"})
    return own.model_copy(update={"order": "secondary", "subscriber": HOLDER}), first


def _cases(course: Course, first: date) -> tuple[InjuryCase, ...]:
    kind = _INJURED.get(course.payer)
    if kind is None:
        return ()
    state = "FL" if course.payer == "florida_pip" else "WA"
    injured = InjuryCase(
        id="k1",
        kind="auto" if kind == "auto" else "employment",
        injury_date=first - timedelta(days=20),
        onset_date=first - timedelta(days=18),
        state=state,
        claim_number="BA40117",
        insurer="Sound Casualty",
        employer="" if kind == "auto" else "Kitsap Ferry Works",
    )
    return (injured,)


def _referrals(course: Course, first: date, last: date) -> tuple[Referral, ...]:
    begun = first - timedelta(days=9)
    return tuple(
        Referral(
            id=f"r{number}",
            name="Ramona Achterberg",
            npi=npi(30_550_100),
            signed_on=begun + number * _PRESCRIBED_FOR,
            expires=begun + (number + 1) * _PRESCRIBED_FOR,
            diagnoses=course.condition.diagnoses,
        )
        for number in range((last - begun) // _PRESCRIBED_FOR + 1)
    )


def _plans(course: Course, first: date, last: date) -> tuple[PlanOfCare, ...]:
    """Return a plan for every twelve weeks, each certified within its first."""
    found = course.condition
    return tuple(
        PlanOfCare(
            id=f"o{number}",
            diagnoses=found.diagnoses,
            goals=(f"{found.function} for {found.minutes[1]} minutes",),
            type="manual treatment and home exercise",
            amount="one session a visit",
            duration="12 weeks",
            frequency="once in two weeks",
            first_treatment=begun,
            certified_on=begun + timedelta(days=6),
            sent_on=begun,
            ended_on=begun + _CERTIFIED_FOR - timedelta(days=1),
        )
        for number in range((last - first) // _CERTIFIED_FOR + 1)
        if (begun := first + number * _CERTIFIED_FOR)
    )


def _authorizations(course: Course, first: date, last: date) -> tuple[Authorization, ...]:
    visits = _VISITS_LEFT.get(course.payer)
    if visits is None:
        return ()
    term = _DAYS_LEFT.get(course.payer, timedelta(days=430))
    return tuple(
        Authorization(
            id=f"a{number}",
            payer=course.payer,
            number=f"V{number}0417",
            starts=first + number * term,
            ends=first + (number + 1) * term - timedelta(days=1),
            visits=visits,
        )
        for number in range((last - first) // term + 1)
    )
