"""The demo's visits and bills, as far on as the plan says, and wrong only where it says so."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from charting_tui.billing.claim_steps import PayerReply, answered, closed, held, sent, written
from charting_tui.coding.billing.pricing import settled
from charting_tui.demo.client_file import progress_due
from charting_tui.demo.plan import CoursePlan, Ending, Flaw
from charting_tui.demo.prose import measures, session_of, write_note
from charting_tui.records.canonical import FORM, attested_text, digest
from charting_tui.records.chart import VisitFile
from charting_tui.records.claim import Claim, ClaimLine, ClaimState, ClientPayment, Draft, PaidBy
from charting_tui.records.coverage import Goal
from charting_tui.records.office import Office
from charting_tui.records.payer import CLIENT_PAY
from charting_tui.records.visit import (
    Addendum,
    Appointment,
    Note,
    ServiceLine,
    Signature,
    SignedRecord,
    Treatment,
    Visit,
    VisitKind,
    VisitState,
)

_HOLDS = (
    ("a call back from the adjuster", 4),
    ("the new member card", 6),
    ("the primary payer's answer", 9),
)
_LETTERS = "ABCD"
_APPEAL_DAYS = 180
BILLER = "robin"
_CLOSED = {
    Ending.NOT_BILLABLE: (ClaimState.NOT_BILLABLE, "a courtesy visit"),
    Ending.WRITTEN_OFF: (ClaimState.WRITTEN_OFF, "filed too late"),
}
_HANDED_OVER = frozenset(
    {
        *(Ending.WRITTEN, Ending.SENT, Ending.ACCEPTED, Ending.REJECTED),
        *(Ending.PAID, Ending.PARTLY_PAID, Ending.ADJUSTED, Ending.DENIED),
    }
)
_SHARE_PAID = {Ending.PAID: 0.78, Ending.PARTLY_PAID: 0.4, Ending.ADJUSTED: 0.0, Ending.DENIED: 0.0}
_LEFT_TO_CLIENT = {Ending.PARTLY_PAID: 0.2}
_STILL_OPEN = {Ending.PARTLY_PAID: 0.2}
_WAYS: tuple[PaidBy, ...] = ("card", "card", "cash", "check")
_REASONS = {
    Ending.PARTLY_PAID: ("CO-45", "PR-2"),
    Ending.ADJUSTED: ("CO-45",),
    Ending.DENIED: ("CO-16",),
}


def draft_claim(visit: Visit, plan: CoursePlan, flaw: Flaw | None) -> Claim:
    """Return the claim with its modifiers and diagnosis letters, units and charges still open."""
    wants_discipline = plan.payer == "uhc" and flaw is not Flaw.NO_MODIFIER
    letters = tuple(_LETTERS[: len(visit.diagnoses)])
    return Claim(
        visit=visit.id,
        payer=plan.payer,
        lines=tuple(
            ClaimLine(line=service.id, modifiers=("GP",) if wants_discipline else (), pointers=letters)
            for service in visit.services
        ),
    )


def proposed(claim: Claim, visit: Visit, office: Office) -> Claim:
    """Return the claim as signing leaves it: every unit, charge and the total written out."""
    return settled(claim, Draft(visit=visit, claim=claim), office.payer(visit.payer), office.practice)


def billed(random: Random, claim: Claim, ending: Ending, day: date, today: date) -> Claim:
    """Return the claim as far on its way as the ending says, by the steps that people take.

    Where people hand it over once the charts are there (``handed_over_by_people``), no one asks here.
    """
    if ending in _CLOSED:
        state, reason = _CLOSED[ending]
        return closed(claim, state, reason, BILLER)
    if ending is Ending.HELD:
        reason, days = random.choice(_HOLDS)
        return held(claim, reason, BILLER, today + timedelta(days=days))
    if ending not in _HANDED_OVER:
        return claim
    out = min(day + timedelta(days=random.randint(0, 2)), today)
    claim = sent(written(claim, "", ""), out)
    if ending in {Ending.WRITTEN, Ending.SENT}:
        return claim
    if claim.payer == CLIENT_PAY.id:
        return _paid_by_client(claim, ending, day)
    claim = answered(claim, _reply(claim, ending, day, today), claim.payer)
    if claim.denial is not None:
        denied = claim.denial.denied_on or today
        due = claim.denial.model_copy(update={"appeal_due": denied + timedelta(days=_APPEAL_DAYS)})
        claim = claim.model_copy(update={"denial": due})
    return claim


def _paid_by_client(claim: Claim, ending: Ending, day: date) -> Claim:
    """Return the claim of a client who paid when leaving, now and then not all of it."""
    whole = claim.total or 0
    partly = ending is Ending.PARTLY_PAID
    payment = ClientPayment(
        day=day,
        cents=whole // 2 if partly else whole,
        paid_by=_WAYS[day.toordinal() % len(_WAYS)],
        taken_by=BILLER,
    )
    state = ClaimState.PARTLY_PAID if partly else ClaimState.PAID
    return claim.model_copy(update={"state": state, "payments": (payment,) if whole else ()})


def _reply(claim: Claim, ending: Ending, day: date, today: date) -> PayerReply:
    """Return what the payer answers, where the ending is that it has."""
    received = min(day + timedelta(days=12), today)
    share = _SHARE_PAID.get(ending)
    if share is None:
        return PayerReply(ClaimState(ending.value), received)
    asked = claim.total or 0
    paid = round(asked * share)
    left = round(asked * _LEFT_TO_CLIENT.get(ending, 0))
    still_open = round(asked * _STILL_OPEN.get(ending, 0))
    return PayerReply(
        ClaimState(ending.value),
        received,
        paid=paid,
        adjusted=asked - paid - left - still_open,
        client_owes=left,
        reasons=_REASONS.get(ending, ()),
        payer_number=f"{day:%Y%j}{claim.visit}".upper(),
    )


_NOT_KEPT = {
    Ending.NO_SHOW: VisitState.NO_SHOW,
    Ending.LATE_CANCEL: VisitState.LATE_CANCEL,
    Ending.CANCELLED: VisitState.CANCELLED,
}
_STROKES = ("effleurage", "petrissage", "compression")
_ADDENDUM_EVERY = 16
_HEALTH = ("No change in health.", "No change in health or medication.", "A cold last week, well again.")


@dataclass(frozen=True)
class _Course:
    random: Random
    plan: CoursePlan
    office: Office
    today: date
    starting_pain: int


def visit_files(random: Random, plan: CoursePlan, office: Office, today: date) -> tuple[VisitFile, ...]:
    """Return the client's visits so far, oldest first, and the next appointment."""
    course = _Course(random, plan, office, today, starting_pain=random.randint(5, 8))
    files = []
    for number in range(len(plan.days)):
        ending = plan.ending if number == len(plan.days) - 1 else _earlier_ending(random, number)
        if plan.flaw is Flaw.AUTHORIZATION_USED_UP and ending in _NOT_KEPT:
            ending = Ending.PAID  # an authorization is used up by visits that were kept
        flaw = plan.flaw if ending is Ending.BLOCKED else None
        files.append(_visit_file(course, number, ending, flaw))
    if plan.booked:
        booked = _empty(plan, len(plan.days), plan.booked, VisitState.BOOKED, today)
        files.append(VisitFile(visit=booked, revision=1, claim=Claim(visit=booked.id, payer=plan.payer)))
    return tuple(files)


def _earlier_ending(random: Random, number: int) -> Ending:
    roll = random.random()
    if number and roll < 0.04:  # noqa: PLR2004
        return random.choice((Ending.NO_SHOW, Ending.LATE_CANCEL))
    steps = ((0.995, Ending.WRITTEN_OFF), (0.985, Ending.ADJUSTED), (0.93, Ending.PARTLY_PAID))
    return next((ending for least, ending in steps if roll > least), Ending.PAID)


def _visit_file(course: _Course, number: int, ending: Ending, flaw: Flaw | None) -> VisitFile:
    plan, random, office, today = course.plan, course.random, course.office, course.today
    day = plan.days[number]
    if ending in _NOT_KEPT:
        visit = _empty(plan, number, day, _NOT_KEPT[ending], today)
        return VisitFile(visit=visit, revision=1, claim=Claim(visit=visit.id, payer=plan.payer))
    if ending is Ending.UNCHARTED:
        state = VisitState.BOOKED if day == today else VisitState.DONE
        visit = _empty(plan, number, day, state, today)
        return VisitFile(visit=visit, revision=1, claim=Claim(visit=visit.id, payer=plan.payer))
    visit = _charted(course, number, flaw)
    claim = draft_claim(visit, plan, flaw)
    if ending is Ending.DRAFT:
        return VisitFile(visit=_unfinished(random, visit), revision=1, claim=claim)
    if ending is Ending.UNSIGNED:
        return VisitFile(visit=visit, revision=1, claim=claim)
    claim = proposed(claim, visit, office)
    if number < len(plan.days) - 1 or not plan.handed_over_by_people:
        claim = billed(random, claim, ending, day, today)
    signed = _signed(visit, plan, office)
    addenda = _addenda(visit, signed) if number == 0 and plan.number % _ADDENDUM_EVERY == 0 else ()
    return VisitFile(visit=visit, revision=1, claim=claim, signed=signed, addenda=addenda)


def _empty(plan: CoursePlan, number: int, day: date, state: VisitState, today: date) -> Visit:
    end = time((plan.start.hour * 60 + plan.start.minute + 60) // 60, plan.start.minute)
    before = plan.days[number - 1] if number else day - timedelta(days=2)
    return Visit(
        id=f"{plan.id}-{number + 1:03d}",
        date=day,
        kind=_kind(plan, number, day),
        state=state,
        therapist=plan.therapist,
        payer=plan.payer,
        case="k1" if plan.payer in {"auto", "wa_lni"} else "",
        place="11",
        appointment=Appointment(start=plan.start, end=end, booked_on=min(before, today)),
    )


def _kind(plan: CoursePlan, number: int, day: date) -> VisitKind:
    if number == 0:
        return VisitKind.INITIAL
    due = day in plan.days and progress_due(plan, day)
    return VisitKind.PROGRESS_REPORT if due else VisitKind.FOLLOW_UP


def _charted(course: _Course, number: int, flaw: Flaw | None) -> Visit:
    plan, random = course.plan, course.random
    treatments = _treatments(random, plan, flaw)
    session = session_of(random, plan.condition, number, treatments, course.starting_pain)
    worked = sum(int(treatment.minutes or 0) for treatment in treatments)
    begin = plan.start.hour * 60 + plan.start.minute + random.randint(0, 2)
    end = begin + worked + random.randint(1, 2)
    insured = plan.payer != "client_pay"
    found = plan.condition
    return _empty(plan, number, plan.days[number], VisitState.DONE, course.today).model_copy(
        update={
            "time_in": time(begin // 60, begin % 60),
            "time_out": time(end // 60, end % 60),
            "note": write_note(random, session),
            "health_update": random.choice(_HEALTH),
            "areas": found.areas,
            "techniques": tuple(
                name for treatment in treatments for name in treatment.technique.split(" and ")
            ),
            "measures": measures(session),
            "goals": (
                Goal(text=f"{found.function} for {found.minutes[1]} minutes", progress=min(90, 12 * number)),
            ),
            "diagnoses": found.diagnoses if insured else (),
            "services": tuple(
                ServiceLine(
                    id=f"s{place}",
                    code=treatment.code,
                    minutes=treatment.minutes,
                    area=", ".join(treatment.areas),
                    side=found.side,
                    techniques=tuple(treatment.technique.split(" and ")),
                )
                for place, treatment in enumerate(treatments, 1)
            ),
        }
    )


def _treatments(random: Random, plan: CoursePlan, flaw: Flaw | None) -> tuple[Treatment, ...]:
    areas = plan.condition.areas
    exercises = (
        f"{plan.condition.exercises[0]} 2 x 10 and {random.choice(plan.condition.exercises[1:])} 2 x 12"
    )
    if flaw is Flaw.CODE_PAIR:
        return (
            Treatment(
                technique="myofascial release", minutes=random.choice((24, 26)), areas=areas[:1], code="97140"
            ),
            Treatment(technique="effleurage and petrissage", minutes=25, areas=areas[1:], code="97124"),
        )
    if plan.licence == "PT":
        return (
            Treatment(
                technique="joint mobilization and soft tissue mobilization",
                minutes=random.choice((30, 31, 32)),
                areas=areas,
                code="97140",
            ),
            Treatment(
                technique=exercises, minutes=random.choice((15, 16, 18)), areas=areas[:1], code="97110"
            ),
        )
    if random.random() < 0.35:  # noqa: PLR2004
        return (
            Treatment(
                technique="myofascial release and trigger point release",
                minutes=random.choice((40, 42, 45, 53, 54)),
                areas=areas,
                code="97140",
            ),
        )
    strokes = random.sample(_STROKES, 2)
    return (
        Treatment(
            technique=" and ".join(strokes),
            minutes=random.choice((40, 45, 53, 54, 55)),
            areas=areas,
            code="97124",
        ),
    )


def _unfinished(random: Random, visit: Visit) -> Visit:
    """Leave a visit as someone leaves it who is called away: the note begun, perhaps the codes too."""
    note = visit.note
    begun = Note(subjective=note.subjective, objective=note.objective if random.random() < 0.6 else "")  # noqa: PLR2004
    services = visit.services if begun.objective else ()
    return visit.model_copy(
        update={"note": begun, "services": services, "state": VisitState.ARRIVED, "time_out": None}
    )


def _signed(visit: Visit, plan: CoursePlan, office: Office) -> SignedRecord:
    text = attested_text(visit, plan.id)
    zone = ZoneInfo(office.practice.time_zone)
    at = datetime.combine(visit.date, visit.time_out or plan.start, zone) + timedelta(minutes=4)
    signature = Signature(by=visit.therapist, at=at.astimezone(UTC), digest=digest(text))
    return SignedRecord(visit=visit.id, form=FORM, text=text, signature=signature)


def _addenda(visit: Visit, signed: SignedRecord) -> tuple[Addendum, ...]:
    text = f"The client also reported relief in the {visit.areas[-1]} when leaving; left out when signing."
    at = signed.signature.at + timedelta(hours=1)
    return (Addendum(by=visit.therapist, at=at, text=text, reason="late entry"),)
