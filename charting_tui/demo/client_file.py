"""What the demo clinic knows of a client before any visit: person, payer, prescription, authorization."""

from datetime import date, timedelta
from random import Random

from charting_tui.demo.conditions import PRESCRIBERS
from charting_tui.demo.office import npi
from charting_tui.demo.plan import CoursePlan, Flaw
from charting_tui.records.chart import ClientFile
from charting_tui.records.coverage import (
    Authorization,
    Coverage,
    Diagnosis,
    Goal,
    InjuryCase,
    PlanOfCare,
    Referral,
    Subscriber,
)
from charting_tui.records.people import Client, Consent, Guardian

_STREETS = ("Orchard Way", "Harbor Street", "Salmonberry Lane", "Mill Road", "Kelp Court", "Madrona Drive")
_TOWNS = ("Port Orchard, WA 98366", "Bremerton, WA 98310", "Silverdale, WA 98383", "Gig Harbor, WA 98335")
_ALERTS = (
    "Prefers side lying.",
    "Latex allergy: use vinyl gloves.",
    "Takes a blood thinner: light pressure.",
)
_INSURERS = ("Evergreen Mutual", "Sound Casualty", "Puget Indemnity")
_EMPLOYERS = ("Kitsap Ferry Works", "Bluff Point Nursery", "Rainshadow Bakery", "Olympic Parcel")
_MINOR_EVERY = 23
_ALERT_EVERY = 9
_PRESCRIBED_FOR = timedelta(days=180)
_RENEWED_AFTER = timedelta(days=170)


def client_file(random: Random, plan: CoursePlan, today: date) -> ClientFile:
    """Return the client's file, with the plan's flaw where the flaw is the file's."""
    first = plan.days[0]
    insured = plan.payer != "client_pay"
    doctor = random.randrange(len(PRESCRIBERS))
    prescribed = insured and plan.flaw is not Flaw.NO_PRESCRIPTION
    return ClientFile(
        client=_client(random, plan, today),
        coverage=(_coverage(random, plan, today),) if insured else (),
        cases=_cases(random, plan, first),
        referrals=_referrals(plan, doctor) if prescribed else (),
        plans=(_plan_of_care(plan, today),) if insured else (),
        authorizations=_authorizations(random, plan),
        diagnoses=tuple(
            Diagnosis(
                code=code,
                prescriber=PRESCRIBERS[doctor] if insured else "",
                given_on=first - timedelta(days=9),
            )
            for code in (plan.condition.diagnoses if insured else ())
        ),
    )


def _client(random: Random, plan: CoursePlan, today: date) -> Client:
    minor = plan.number % _MINOR_EVERY == 0 and plan.payer not in {"wa_lni", "client_pay"}
    born = today - timedelta(
        days=365 * (random.randint(13, 16) if minor else random.randint(19, 84)) + random.randint(9, 350)
    )
    consent = max(plan.days[0], today - timedelta(days=random.randint(20, 330)))
    return Client(
        id=plan.id,
        name=plan.name,
        birth_date=born,
        sex=random.choice(("F", "M", "F", "M", "X")),
        phone=f"360-555-{100 + plan.number % 100:04d}",
        chart_number=str(10_000 + plan.number),
        address=f"{random.randint(11, 9900)} {random.choice(_STREETS)}, {random.choice(_TOWNS)}",
        guardian=Guardian(name=f"{plan.name.split(', ')[0]}, Marit", phone="360-555-0177") if minor else None,
        consent=Consent(
            signed_on=min(consent, plan.days[0]) if consent - plan.days[0] < timedelta(0) else consent
        ),
        estimate_sent_on=max(plan.days[0] - timedelta(days=3), today - timedelta(days=300))
        if plan.payer == "client_pay"
        else None,
        alerts=(random.choice(_ALERTS),) if plan.number % _ALERT_EVERY == 0 else (),
    )


def _coverage(random: Random, plan: CoursePlan, today: date) -> Coverage:
    someone_else = plan.payer in {"regence", "premera", "uhc", "commercial"} and random.random() < 0.15  # noqa: PLR2004
    subscriber = Subscriber(
        name=f"{plan.name.split(', ')[0]}, Robin",
        relationship="spouse",
        birth_date=date(today.year - random.randint(40, 60), 4, 17),
    )
    number = f"{plan.payer[:3].upper()}{700_000_000 + plan.number * 137:09d}"
    return Coverage(
        id="p1",
        payer=plan.payer,
        member_id="" if plan.flaw is Flaw.NO_MEMBER_NUMBER else number,
        group="" if plan.payer in {"wa_lni", "auto"} else f"{4000 + plan.number % 37}",
        eligibility_checked_on=today.replace(day=1),
        subscriber=subscriber if someone_else else None,
    ).model_copy(update={"starts": date(plan.days[0].year - 1, 1, 1)})


def _cases(random: Random, plan: CoursePlan, first: date) -> tuple[InjuryCase, ...]:
    injured = first - timedelta(days=random.randint(12, 40))
    number = f"{random.choice('BKMZ')}{random.choice('AFN')}{random.randint(10_000, 99_999)}"
    if plan.payer == "auto":
        insurer = random.choice(_INSURERS)
        return (
            InjuryCase(
                id="k1", kind="auto", injury_date=injured, state="WA", claim_number=number, insurer=insurer
            ),
        )
    if plan.payer == "wa_lni":
        return (
            InjuryCase(
                id="k1",
                kind="employment",
                injury_date=injured,
                state="WA",
                claim_number="" if plan.flaw is Flaw.NO_CLAIM_NUMBER else number,
                insurer="Labor & Industries",
                employer=random.choice(_EMPLOYERS),
            ),
        )
    return ()


def _referrals(plan: CoursePlan, doctor: int) -> tuple[Referral, ...]:
    """Return the prescription and its renewals, each in time."""
    right = npi(30_550_100 + doctor)
    wrong = right[:-1] + str((int(right[-1]) + 1) % 10)
    first = plan.days[0] - timedelta(days=9)
    renewals = (plan.days[-1] - first) // _RENEWED_AFTER
    return tuple(
        Referral(
            id=f"r{number}",
            name=PRESCRIBERS[doctor],
            npi=wrong if plan.flaw is Flaw.BAD_PRESCRIBER_NPI else right,
            signed_on=signed,
            expires=signed + _PRESCRIBED_FOR,
            visits=len(plan.days) + 12,
            frequency="once in two weeks",
            diagnoses=plan.condition.diagnoses,
        )
        for number, signed in enumerate((first + step * _RENEWED_AFTER for step in range(renewals + 1)), 1)
    )


def _plan_of_care(plan: CoursePlan, today: date) -> PlanOfCare:
    found, first = plan.condition, plan.days[0]
    return PlanOfCare(
        id="o1",
        diagnoses=found.diagnoses,
        goals=(
            Goal(
                text=f"{found.function} for {found.minutes[1]} minutes", progress=min(90, 15 * len(plan.days))
            ),
        ),
        type="manual treatment and home exercise",
        amount="one session a visit",
        duration="20 weeks",
        frequency="once in two weeks",
        first_treatment=first,
        certified_on=first + timedelta(days=6) if first + timedelta(days=6) <= today else None,
        sent_on=first,
        last_progress_report=next((day for day in reversed(plan.days) if progress_due(plan, day)), None),
    )


def progress_due(plan: CoursePlan, day: date) -> bool:
    """Return whether that day's visit is a progress report: every second or fifth one."""
    place = plan.days.index(day)
    return place > 0 and place % (2 if plan.payer == "wa_lni" else 5) == 0


def _authorizations(random: Random, plan: CoursePlan) -> tuple[Authorization, ...]:
    if plan.payer not in {"premera", "wa_lni"} or plan.flaw is Flaw.NO_AUTHORIZATION:
        return ()
    count = len(plan.days)
    ends = plan.days[-1] + timedelta(days=random.choice((9, 40, 90, 120)))
    visits = count + random.choice((1, 2, 4, 8))
    if plan.flaw is Flaw.AUTHORIZATION_ENDED:
        ends = plan.days[-1] - timedelta(days=3)
    if plan.flaw is Flaw.AUTHORIZATION_USED_UP:
        visits = count - 1
    return (
        Authorization(
            id="a1",
            payer=plan.payer,
            number=f"PA{20_000 + plan.number * 7}",
            visits=visits,
            visits_used=0,
            codes=() if random.random() < 0.5 else ("97110", "97124", "97140"),  # noqa: PLR2004
        ).model_copy(update={"starts": plan.days[0] - timedelta(days=2), "ends": ends}),
    )
