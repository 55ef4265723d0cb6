"""Codes against what came before in the course of treatment: C033 to C035."""

from collections.abc import Iterator
from datetime import date

from charting_tui.records.coverage import Goal
from charting_tui.records.people import LicenceType, Role
from charting_tui.records.visit import Visit, VisitKind
from charting_tui.rules.audience import EVERYBODY, INSURERS, only
from charting_tui.rules.case import Case
from charting_tui.rules.finding import Fault, Fix, Severity
from charting_tui.rules.rule import rule
from charting_tui.rules.wording import after

_NEW_CLIENT = frozenset({"99202", "99203", "99204", "99205"})
_ESTABLISHED = {"99202": "99212", "99203": "99213", "99204": "99214", "99205": "99215"}
_THREE_YEARS = 3 * 365 + 1
_EVALUATIONS = frozenset({"97161", "97162", "97163", "97165", "97166", "97167"})
_EVALUATE: frozenset[LicenceType] = frozenset({"PT", "PTA", "OT", "OTA"})
_REACHED = 100


@rule(
    "C033",
    "new-client-code-again",
    Severity.BLOCKS,
    stops="bill",
    owner=Role.BILLER,
    source="CMS Pub. 100-04 ch. 12 §30.6.7: new means not seen in the group's specialty for three years",
    audience=EVERYBODY,
    denials=("CO-B16", "M13", "N113"),
    bad="99203, but the same therapist saw the client two years ago",
    good="99203 at the first visit",
)
def new_client_code_again(case: Case) -> Iterator[Fault]:
    """A new-patient code is billed for a client who was seen here within three years.

    The rule counts by specialty, so if a different person in the clinic saw the client, this is only a
    warning.
    """
    line = next((one for one in case.lines if one.billed and one.code in _NEW_CLIENT), None)
    seen = _seen(case) if line is not None else None
    if line is None or seen is None:
        return
    same = seen.therapist == case.visit.therapist
    yield Fault(
        line.path("code"),
        f"{line.code} is for a new patient, but this client was seen {seen.date:%m/%d/%Y}.",
        f"Use an established-patient code, like {_ESTABLISHED[line.code]}, that fits the visit.",
        (Fix("Choose another code", jump=line.path("code")),),
        severity=None if same else Severity.WARNS,
    )


def _seen(case: Case) -> Visit | None:
    """Return the newest earlier visit within three years, one of the same therapist before others."""
    since = after(case.visit.date, -_THREE_YEARS)
    seen = [
        other
        for other in case.earlier_visits
        if other.state.kept and since < other.date < case.visit.date and other.services
    ]
    own = [other for other in seen if other.therapist == case.visit.therapist]
    return max(own or seen, key=lambda other: other.date, default=None)


@rule(
    "C034",
    "treatment-after-the-end",
    Severity.WARNS,
    stops="nothing",
    owner=Role.THERAPIST,
    source="CARC 50 and 152: treatment continues after its goals are met or the client is discharged",
    audience=INSURERS,
    denials=("CO-50", "CO-152", "N661"),
    bad="all goals at 100 percent two weeks ago, and treatment goes on",
    good="a new goal in the plan",
)
def treatment_after_the_end(case: Case) -> Iterator[Fault]:
    """The course of treatment ended before this visit: its goals were met, or the client was discharged.

    Every goal was at 100 percent at the last visit and still is, or an earlier visit was the discharge.
    To go on, chart an initial visit, set a new goal or open a new case.
    """
    visit = case.visit
    if not case.bills_insurer or not visit.state.kept or visit.kind is VisitKind.INITIAL:
        return
    before = [
        other
        for other in case.earlier_visits
        if other.state.kept
        and (other.payer, other.case) == (visit.payer, visit.case)
        and other.date < visit.date
        and other.services
    ]
    if not before:
        return
    last = before[-1]
    if last.kind is VisitKind.DISCHARGE:
        yield Fault(
            "visit.kind",
            f"The client was discharged {last.date:%m/%d/%Y}, but this is not an initial visit.",
            "Make this an initial visit with a new plan, or correct the earlier visit's type.",
        )
    elif visit.kind is not VisitKind.DISCHARGE and _reached(last) and _reached(visit):
        yield Fault(
            "visit.note.assessment",
            f"Every goal was met by {last.date:%m/%d/%Y}, but treatment continues.",
            "Set a new goal that needs treatment, or discharge the client.",
            (Fix("Go to Assessment", jump="visit.note.assessment"),),
        )


def _reached(visit: Visit) -> bool:
    return bool(visit.goals) and all(
        isinstance(goal, Goal) and (goal.progress or 0) >= _REACHED for goal in visit.goals
    )


@rule(
    "C035",
    "treatment-without-evaluation",
    Severity.WARNS,
    stops="nothing",
    owner=Role.THERAPIST,
    source="NGS Medicare on therapy reviews: a missing initial evaluation leads the list; CARC B15, N674",
    audience=only("medicare"),
    denials=("CO-B15", "N674", "N768"),
    bad="97110 by a physical therapist billed to Medicare, and no visit in the chart has an evaluation",
    good="97161 at the first visit",
)
def treatment_without_evaluation(case: Case) -> Iterator[Fault]:
    """Therapy is billed to Medicare, but no visit from the first one on has an initial evaluation.

    This is reported only if every earlier visit is in the chart, the first of them was an initial
    visit, and the plan of care doesn't show an earlier start of treatment, such as at another clinic or
    before this program was used.
    """
    visit = case.visit
    if case.payer.kind != "medicare" or case.licence not in _EVALUATE or not visit.state.kept:
        return
    therapy = next((one for one in case.payer_lines if one.procedure and one.procedure.always_therapy), None)
    if therapy is None or not case.knows("earlier_visits"):
        return
    seen = [other for other in (*case.earlier_visits, visit) if other.state.kept]
    first = min(seen, key=lambda one: one.date)
    unseen = (case.visits_before or 0) > len(seen) - 1
    if unseen or first.kind is not VisitKind.INITIAL or _begun_before(case, first.date):
        return
    if not any(service.code.strip().upper() in _EVALUATIONS for one in seen for service in one.services):
        yield Fault(
            therapy.path("code"),
            f"{therapy.code} is billed to Medicare, but no evaluation is on file for this client.",
            "If you did an evaluation, bill it. Otherwise evaluate the client before treating.",
            (Fix("Go to the codes", jump=therapy.path("code")),),
        )


def _begun_before(case: Case, first: date) -> bool:
    """Whether treatment began before the first visit at hand."""
    begun = case.plan.first_treatment if case.plan else None
    return begun is not None and begun < first
