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
    source="CMS Pub. 100-02 ch. 15 §220.3: total treatment time holds timed and untimed minutes; CARC 151",
    audience=EVERYBODY,
    denials=("CO-151", "N443"),
    bad="an evaluation of 30 minutes and 97110 of 15, in a session of 35",
    good="the same in a session of 45",
)
def untimed_minutes_over_session(case: Case) -> Iterator[Fault]:
    """The minutes of untimed and timed services together are more than the session lasted.

    Modalities that run by themselves may run beside other treatment; they are not counted.
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
            f"{untimed[0].code} and the timed codes take {spent} minutes; the session lasted {length}.",
            "Correct the minutes, or time in and time out.",
            (
                Fix(f"Go to the minutes of {untimed[0].code}", jump=untimed[0].path("minutes")),
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
    bad="two visits of one day with 97124, no modifier",
    good="the second one with 97124-76",
)
def same_code_twice_a_day(case: Case) -> Iterator[Fault]:
    """A code stands twice for one client, payer and day, and nothing tells the two apart.

    It stands on two lines of the claim with the same modifiers, or in another visit of the day. The payer
    takes the second for a duplicate. One line with all units is right for one session; a second session
    bears 76 or 77, or 59 where other areas were treated, or words for the claim. Timed codes on two lines
    to Medicare are T011's.
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
                f"{line.code} stands on two lines; {payer_name(case)} takes one for a duplicate."
                if twice
                else f"{line.code} is in another visit of that day too; it looks like a duplicate.",
                "Put the units on one line, or tell the lines apart by modifier (59, LT, RT)."
                if twice
                else "Add 76 (same therapist) or 77 for a second session, or bill it once.",
                (Fix("Choose the modifiers", jump=line.path("modifiers")),),
                pair=(line.code,),
            )


@rule(
    "T023",
    "therapist-day-too-long",
    Severity.ADVISES,
    stops="nothing",
    owner=Role.OWNER,
    source="Audits of impossible days; CARC 222: more hours of one provider; 12 hours: set by this program",
    audience=EVERYBODY,
    denials=("CO-222",),
    bad="13 hours of one-to-one treatment on one day",
    good="8 hours of it",
)
def therapist_day_too_long(case: Case) -> Iterator[Fault]:
    """One therapist has more than 12 hours of one-to-one treatment on the day, with this visit.

    Payers add up the timed units of a therapist over all clients, and ask how such a day was worked.
    """
    mine = timed_minutes(case.visit)
    if not mine or not case.visit.state.kept or not case.therapist_day:
        return
    spent = mine + sum(other.minutes or 0 for other in case.therapist_day)
    if spent > _MOST_HOURS * 60:
        yield Fault(
            "visit.time_in",
            f"The therapist treats one-to-one for {spent // 60} hours on {case.visit.date}.",
            "Correct the minutes or who treated, if that is not so.",
            (Fix("Go to time in", jump="visit.time_in"),),
        )
