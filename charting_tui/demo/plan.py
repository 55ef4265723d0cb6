"""Who comes when: the book of the demo clinic, from which every visit is made."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from random import Random

from charting_tui.demo.conditions import (
    OF_HEALTH_PLANS,
    WHIPLASH,
    WORK_STRAIN,
    PresentingComplaint,
    client_names,
)

STARTS = (
    time(8),
    time(9, 10),
    time(10, 20),
    time(11, 30),
    time(13),
    time(14, 10),
    time(15, 20),
    time(16, 30),
)
"""When the appointments of a day begin; each is an hour long."""
_LONG = timedelta(hours=1)
ROUND = 10
"""Working days from one visit of a client to the next."""
_SATURDAY = 5


class Ending(StrEnum):
    """How a client's latest visit stands."""

    UNCHARTED = "uncharted"
    DRAFT = "draft"
    UNSIGNED = "unsigned"
    BLOCKED = "blocked"
    READY = "ready"
    HELD = "held"
    WRITTEN = "written"
    SENT = "sent"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    PAID = "paid"
    PARTLY_PAID = "partly paid"
    ADJUSTED = "adjusted"
    WRITTEN_OFF = "written off"
    DENIED = "denied"
    NOT_BILLABLE = "not billable"
    NO_SHOW = "no show"
    LATE_CANCEL = "late cancel"
    CANCELLED = "cancelled"


class Flaw(StrEnum):
    """What is wrong with a visit that is meant to be blocked."""

    NO_AUTHORIZATION = "no authorization"
    AUTHORIZATION_ENDED = "authorization ended"
    AUTHORIZATION_USED_UP = "authorization used up"
    NO_PRESCRIPTION = "no prescription"
    BAD_PRESCRIBER_NPI = "bad prescriber npi"
    NO_MEMBER_NUMBER = "no member number"
    NO_CLAIM_NUMBER = "no claim number"
    NO_MODIFIER = "no modifier"
    CODE_PAIR = "code pair"


@dataclass(frozen=True)
class CoursePlan:
    """One client's course: with whom, when, for what, who pays, and how the latest visit stands."""

    number: int
    name: str
    therapist: str
    licence: str
    days: tuple[date, ...]
    """Of the visits so far, oldest first."""
    booked: date | None
    """The day of the next appointment, if one is near."""
    start: time
    payer: str
    condition: PresentingComplaint
    ending: Ending
    flaw: Flaw | None = None

    @property
    def id(self) -> str:
        """The client's id."""
        return f"c{self.number:05d}"

    @property
    def last_visit(self) -> str:
        """The id of the latest visit."""
        return f"{self.id}-{len(self.days):03d}"

    @property
    def handed_over_by_people(self) -> bool:
        """Whether its latest visit is handed over as people do it, in a batch that can be opened."""
        return self.ending in _BY_PEOPLE


_BY_PEOPLE = frozenset({Ending.WRITTEN, Ending.SENT})
_MOST_BY_PEOPLE = 250
"""Clients of whom these visits are handed over; the others of a larger clinic, which would wait for minutes,
are as far on as after the payer's answer."""
_TODAY = {
    "kim": "written ready held blocked unsigned uncharted uncharted uncharted",
    "lee": "ready no_show draft blocked uncharted late_cancel uncharted",
    "sam": "sent ready blocked unsigned uncharted uncharted",
}
_LATELY = (
    "sent accepted ready paid sent blocked paid accepted held paid sent denied paid accepted no_show paid "
    "sent blocked partly_paid paid ready accepted unsigned sent paid late_cancel paid not_billable accepted "
    "paid rejected sent paid uncharted written paid cancelled accepted sent paid"
)
_PAYERS = (
    "regence regence regence regence premera premera premera uhc uhc uhc wa_lni wa_lni auto auto auto "
    "commercial commercial client_pay client_pay client_pay"
)
_PAYER_OF_FLAW = {
    Flaw.NO_AUTHORIZATION: "premera",
    Flaw.AUTHORIZATION_ENDED: "premera",
    Flaw.AUTHORIZATION_USED_UP: "premera",
    Flaw.NO_PRESCRIPTION: "regence",
    Flaw.BAD_PRESCRIBER_NPI: "regence",
    Flaw.NO_MEMBER_NUMBER: "commercial",
    Flaw.NO_CLAIM_NUMBER: "wa_lni",
    Flaw.NO_MODIFIER: "uhc",
    Flaw.CODE_PAIR: "regence",
}
_LEAST_FOR_AUTHORIZATION = 8
"""Six visits are free; the latest of eight surely needs leave."""


def plans(
    seed: int, clients: int, visits: int | None, today: date, full_days: dict[str, int]
) -> Iterator[CoursePlan]:
    """Yield the plan of every client; ``full_days`` gives each therapist's appointments in a day.

    No one is in two places: a client keeps therapist, hour and working day of the round.
    """
    random = Random(f"{seed} book")  # noqa: S311
    names = client_names(random)
    slots = [
        (phase, therapist, start)
        for phase in range(ROUND)
        for therapist, length in full_days.items()
        for start in STARTS[:length]
    ]
    endings_of_late = _LATELY.split()
    lately = 0
    flaws = 0
    for number in range(1, clients + 1):
        phase, therapist, start = slots[(number - 1) % len(slots)]
        if phase == 0:
            endings = _TODAY.get(therapist, _TODAY["lee"]).split()
            ending = Ending[endings[STARTS.index(start)].upper()]
        else:
            ending = Ending[endings_of_late[lately % len(endings_of_late)].upper()]
            lately += 1
        if ending in _BY_PEOPLE and number > _MOST_BY_PEOPLE:
            ending = Ending.PAID
        flaw = None
        if ending is Ending.BLOCKED:
            flaw = list(Flaw)[flaws % len(Flaw)]
            flaws += 1
        payer = _PAYER_OF_FLAW[flaw] if flaw else _payer(random, ending)
        count = _visit_count(random, number, clients, visits, flaw)
        yield CoursePlan(
            number=number,
            name=next(names),
            therapist=therapist,
            licence="PT" if therapist == "sam" else "LMT",
            days=tuple(working_day(today, -(phase + ROUND * back)) for back in reversed(range(count))),
            booked=working_day(today, ROUND - phase) if ROUND - phase <= ROUND // 2 else None,
            start=start,
            payer=payer,
            condition=_condition(random, payer),
            ending=ending,
            flaw=flaw,
        )


_BEFORE_IT_BEGINS = frozenset({Ending.UNCHARTED, Ending.CANCELLED, Ending.LATE_CANCEL})
_TO_CHART = frozenset({Ending.UNCHARTED, Ending.DRAFT})


def as_of(plans: Iterable[CoursePlan], now: datetime) -> list[CoursePlan]:
    """Return the plans as they stand at that wall time of today.

    What has not begun is booked, and each therapist's day has a visit that is over and waits to be charted.
    """
    standing = [
        replace(plan, ending=Ending.UNCHARTED, flaw=None)
        if _is_on(plan, now) and plan.start > now.time() and plan.ending not in _BEFORE_IT_BEGINS
        else plan
        for plan in plans
    ]
    over = [
        plan
        for plan in standing
        if _is_on(plan, now) and datetime.combine(now.date(), plan.start) + _LONG <= now.replace(tzinfo=None)
    ]
    charted: set[int] = set()
    for therapist in {plan.therapist for plan in over}:
        mine = [plan for plan in over if plan.therapist == therapist]
        if not any(plan.ending in _TO_CHART for plan in mine):
            last = [plan for plan in mine if plan.ending is not Ending.UNSIGNED] or mine
            charted.add(max(last, key=lambda plan: plan.start).number)
    return [
        replace(plan, ending=Ending.UNCHARTED, flaw=None) if plan.number in charted else plan
        for plan in standing
    ]


def _is_on(plan: CoursePlan, now: datetime) -> bool:
    return plan.days[-1] == now.date()


def working_day(today: date, steps: int) -> date:
    """Return the working day that many steps before (negative) or after today; today counts as one."""
    way = 1 if steps > 0 else -1
    day = today
    for _ in range(abs(steps) % 5):
        day = _next_working_day(day, way)
    weeks = abs(steps) // 5
    if weeks and day.weekday() >= _SATURDAY:
        day = _next_working_day(day, way)
        weeks = weeks - 1
        for _ in range(4):
            day = _next_working_day(day, way)
    return day + timedelta(weeks=way * weeks)


def _next_working_day(day: date, way: int) -> date:
    day += timedelta(days=way)
    while day.weekday() >= _SATURDAY:
        day += timedelta(days=way)
    return day


def _payer(random: Random, ending: Ending) -> str:
    insured = ending in {Ending.DENIED, Ending.REJECTED, Ending.HELD, Ending.PARTLY_PAID}
    return random.choice([payer for payer in _PAYERS.split() if not (insured and payer == "client_pay")])


def _condition(random: Random, payer: str) -> PresentingComplaint:
    if payer == "auto":
        return WHIPLASH
    return WORK_STRAIN if payer == "wa_lni" else random.choice(OF_HEALTH_PLANS)


def _visit_count(random: Random, number: int, clients: int, visits: int | None, flaw: Flaw | None) -> int:
    usual = random.randint(2, 8)
    if visits is not None:
        return max(1, visits // clients + (number <= visits % clients))
    needs_many = flaw in {Flaw.NO_AUTHORIZATION, Flaw.AUTHORIZATION_ENDED, Flaw.AUTHORIZATION_USED_UP}
    return max(usual, _LEAST_FOR_AUTHORIZATION) if needs_many else usual
