"""A right visit of the year: an honest note, its codes, its claim, its signature."""

from datetime import UTC, date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from charting_tui.coding.billing.pricing import settled
from charting_tui.demo.prose import measures, session_of, write_note
from charting_tui.records.answers import Adjustment, LinePayment
from charting_tui.records.canonical import FORM, attested_text, digest
from charting_tui.records.chart import VisitFile
from charting_tui.records.claim import LETTERS, Claim, ClaimLine, ClaimState, Draft
from charting_tui.records.coverage import Goal
from charting_tui.records.office import Office
from charting_tui.records.visit import (
    Appointment,
    BillTo,
    Note,
    ServiceLine,
    Signature,
    SignedRecord,
    Treatment,
    Visit,
    VisitKind,
    VisitState,
)
from tests.year.client import case_id
from tests.year.courses import Course, Work

UNTIMED = 8
"""Minutes that a service takes which is not counted by time."""
TALK = 5
SLOT = 85
_TOLD = (
    "Slept on a borrowed mattress at the weekend and noticed it on Monday.",
    "Has begun to walk to work again, a good half hour each way.",
    "The new chair came on Thursday and suits better than the old one.",
    "A long drive to the coast went better than was feared.",
    "Missed the exercises while the family was visiting.",
    "Carried firewood and paid for it the next morning.",
    "Returned to the choir, and stood through a whole rehearsal.",
)
_SEEN = (
    "Guarded when lying down, and slow to let go of the table.",
    "Moves from the waiting room without holding on today.",
    "Breath shallow at first, deep and even after ten minutes.",
    "Posture upright when seated, less forward than two weeks ago.",
    "Skin cool at first touch and evenly warm afterwards.",
)
_REPORTS = {"wa_lni": 3, "medicare": 9}
"""Every how many visits a report of progress is written where the payer wants one."""


def clock(minutes: int) -> time:
    return time(minutes // 60, minutes % 60)


def right_draft(course: Course, client: str, number: int, day: date, slot: int) -> Draft:
    random = Random(f"{client} {number}")
    work = (*course.first_visit, *course.work) if number == 0 else course.work
    minutes = tuple(random.choice(one.minutes) if one.minutes else UNTIMED for one in work)
    begin = 8 * 60 + slot * SLOT
    found = course.condition
    treatments = tuple(
        Treatment(technique=one.technique, minutes=spent, areas=one.areas or found.areas, code=one.code)
        for one, spent in zip(work, minutes, strict=True)
    )
    session = session_of(random, found, number, treatments, starting_pain=random.randint(5, 8))
    visit = Visit(
        id=f"{client}-{number:02}",
        date=day,
        kind=_kind(course, number),
        state=VisitState.DONE,
        therapist=course.therapist,
        payer=course.payer,
        case=case_id(course),
        place="11",
        appointment=Appointment(
            start=clock(begin), end=clock(begin + SLOT - 5), booked_on=day - timedelta(days=7)
        ),
        time_in=clock(begin),
        time_out=clock(begin + sum(minutes) + TALK),
        note=_of_the_day(write_note(random, session), number),
        health_update="No change in health or medication.",
        areas=found.areas,
        measures=measures(session),
        goals=(Goal(text=f"{found.function} for {found.minutes[1]} minutes", progress=min(90, 4 * number)),),
        diagnoses=found.diagnoses if course.payer != "client_pay" else (),
        services=tuple(
            _service(course, one, at, spent)
            for at, (one, spent) in enumerate(zip(work, minutes, strict=True))
        ),
    )
    answer = LinePayment(paid=9000, adjustments=(Adjustment(group="CO", reason="45", cents=2000),))
    lines = tuple(
        ClaimLine(
            line=f"s{at}",
            modifiers=tuple(one.modifiers.split()),
            pointers=_pointers(one, visit),
            first_payer=answer if course.secondary else None,
        )
        for at, one in enumerate(work)
    )
    decided = day + timedelta(days=1) if course.secondary else None
    claim = Claim(visit=visit.id, payer=course.payer, lines=lines, primary_decided_on=decided)
    return Draft(visit=visit, claim=claim)


def _of_the_day(note: Note, number: int) -> Note:
    """Add what a therapist remarks who looks anew each time."""
    told, seen = _TOLD[number % len(_TOLD)], _SEEN[number % len(_SEEN)]
    return note.model_copy(
        update={"subjective": f"{note.subjective} {told}", "objective": f"{seen} {note.objective}"}
    )


def _kind(course: Course, number: int) -> VisitKind:
    every = _REPORTS.get(course.payer, 0)
    if number == 0:
        return VisitKind.INITIAL
    return VisitKind.PROGRESS_REPORT if every and number % every == 0 else VisitKind.FOLLOW_UP


def _service(course: Course, work: Work, at: int, spent: int) -> ServiceLine:
    return ServiceLine(
        id=f"s{at}",
        code=work.code,
        minutes=spent if work.minutes else None,
        area=", ".join(work.areas or course.condition.areas),
        side=work.side or course.condition.side,
        techniques=tuple(work.technique.split(" and ")),
        bill_to=BillTo(work.bill_to),
        new_insertion=work.new_insertion,
    )


def _pointers(work: Work, visit: Visit) -> tuple[str, ...]:
    return tuple(work.letters or LETTERS[: len(visit.diagnoses)])


def written(draft: Draft, office: Office) -> VisitFile:
    """Return the visit with units, charges and total written out, neither signed nor billed."""
    claim = settled(draft.claim, draft, office.payer(draft.visit.payer), office.practice)
    return VisitFile(visit=draft.visit, revision=1, claim=claim)


def signed(kept: VisitFile, client: str, after: timedelta = timedelta(minutes=4)) -> VisitFile:
    visit = kept.visit
    text = attested_text(visit, client)
    at = datetime.combine(visit.date, visit.time_out or time(18), ZoneInfo("America/Los_Angeles")) + after
    signature = Signature(by=visit.therapist, at=at.astimezone(UTC), digest=digest(text))
    record = SignedRecord(visit=visit.id, form=FORM, text=text, signature=signature)
    return kept.model_copy(update={"signed": record})


def billed(kept: VisitFile) -> VisitFile:
    on = kept.visit.date + timedelta(days=1)
    claim = kept.claim.model_copy(update={"state": ClaimState.SENT, "billed_on": on})
    return kept.model_copy(update={"claim": claim})
