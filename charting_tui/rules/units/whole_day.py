"""What a day holds beside its timed codes: T021 to T023."""

from collections.abc import Iterator

from charting_tui.coding.billing.pricing import timed_minutes
from charting_tui.records.people import Role
from charting_tui.records.visit import BillTo
from charting_tui.rules.audience import EVERYBODY, INSURERS
from charting_tui.rules.case import Case
from charting_tui.rules.finding import Fault, Fix, Severity
from charting_tui.rules.rule import rule
from charting_tui.rules.wording import payer_name

_TOLD_APART = frozenset({"59", "XE", "XS", "XP", "XU", "76", "77", "CQ", "CO", "LT", "RT"})
_MOST_HOURS = 12
_ALONE = frozenset({"supervised modality"})
"""Kinds of service that run beside others: the machine works alone."""


@rule(
    "T021",
    "untimed-minutes-over-session",
    Severity.WARNS,
    stops="nothing",
    owner=Role.THERAPIST,
    source="CMS Pub. 100-02 ch. 15 §220.3: total treatment time is timed plus untimed minutes; CARC 151",
    audience=EVERYBODY,
    denials=("CO-151", "N443"),
    bad="an evaluation of 30 minutes and 97110 of 15, in a session of 35",
    good="the same in a session of 45",
)
def untimed_minutes_over_session(case: Case) -> Iterator[Fault]:
    """Timed and untimed services together have more minutes than the session.

    Unattended modalities may run during other treatment, so they are not counted.
    """
    visit = case.visit
    if visit.time_in is None or visit.time_out is None:
        return
    untimed = [
        line
        for line in case.lines
        if line.billed
        and not line.timed
        and line.procedure is not None
        and line.procedure.kind not in _ALONE
        and (line.service.exact_minutes or 0) > 0
    ]
    length = 60 * (visit.time_out.hour - visit.time_in.hour) + visit.time_out.minute - visit.time_in.minute
    timed = timed_minutes(visit)
    spent = timed + sum(line.service.exact_minutes or 0 for line in untimed)
    if untimed and 0 < length < spent and timed <= length:
        yield Fault(
            untimed[0].path("minutes"),
            f"{untimed[0].code} and the timed codes add up to {spent} minutes; the session was {length}.",
            "Correct the minutes, or time in and time out.",
            (
                Fix(f"Go to the minutes for {untimed[0].code}", jump=untimed[0].path("minutes")),
                Fix("Go to time in", jump="visit.time_in"),
            ),
        )


@rule(
    "T022",
    "same-code-twice-a-day",
    Severity.WARNS,
    stops="nothing",
    owner=Role.BILLER,
    source="Denial reason CARC 18: the same code for one client and day looks like a duplicate",
    audience=INSURERS,
    denials=("CO-18", "CO-151", "CO-B14", "N20"),
    bad="two visits on one day with 97124, no modifier",
    good="the second one with 97124-76",
)
def same_code_twice_a_day(case: Case) -> Iterator[Fault]:
    """A code is billed twice for the same client, payer and day, and nothing shows that they are separate.

    It is on two lines of the claim with the same modifiers, or also in another visit that day, so the
    payer denies one as a duplicate. For one session, put all units on one line. For a second session,
    add 76 or 77, or 59 if other areas were treated, or a description for the claim. Timed codes on two
    lines to Medicare are T011.
    """
    visit = case.visit
    if not case.bills_insurer or not visit.state.kept:
        return
    elsewhere = {
        service.code.strip().upper()
        for other in case.earlier_visits
        if other.date == visit.date and other.payer == visit.payer and other.state.kept
        for service in other.services
        if service.bill_to is BillTo.PAYER and not service.narrative.strip()
    }
    seen: set[tuple[str, frozenset[str]]] = set()
    for line in case.payer_lines:
        given = frozenset(one.strip().upper() for one in line.claim.modifiers if one.strip())
        twice = (line.code, given) in seen
        seen.add((line.code, given))
        if case.priced[line.index].units == 0 or line.procedure is None or line.procedure.add_on:
            continue
        told = bool(given & _TOLD_APART) or bool(line.service.narrative.strip())
        other = line.code in elsewhere and not told
        if twice or other:
            yield Fault(
                line.path("code"),
                f"{line.code} is on two lines; {payer_name(case)} will deny one as a duplicate."
                if twice
                else f"{line.code} is also on another visit that day; it looks like a duplicate.",
                "Put all units on one line, or add a modifier that separates them (59, LT, RT)."
                if twice
                else (
                    "For a second session, add 76 (same therapist) or 77 (another). Otherwise bill it once."
                ),
                (Fix("Choose the modifiers", jump=line.path("modifiers")),),
                pair=(line.code,),
            )


@rule(
    "T023",
    "therapist-day-too-long",
    Severity.ADVISES,
    stops="nothing",
    owner=Role.OWNER,
    source="Audits of impossible days; CARC 222: more hours by one provider; 12 hours: set by this program",
    audience=EVERYBODY,
    denials=("CO-222",),
    bad="13 hours of one-to-one treatment on one day",
    good="8 hours of one-on-one treatment",
)
def therapist_day_too_long(case: Case) -> Iterator[Fault]:
    """With this visit, one therapist has more than 12 hours of one-on-one treatment that day.

    Payers add up a therapist's timed units over all clients, and question a day that is too long.
    """
    mine = timed_minutes(case.visit)
    if not mine or not case.visit.state.kept or not case.therapist_day:
        return
    spent = mine + sum(other.minutes or 0 for other in case.therapist_day)
    if spent > _MOST_HOURS * 60:
        yield Fault(
            "visit.time_in",
            f"The therapist has {spent // 60} hours of one-on-one treatment on {case.visit.date:%m/%d/%Y}.",
            "If that is wrong, correct the minutes or the treating therapist.",
            (Fix("Go to time in", jump="visit.time_in"),),
        )
