"""The plan of care and the reports on it: A010 to A012 and A028."""

import re
from collections.abc import Iterator
from datetime import date

from charting_tui.records.coverage import PlanOfCare
from charting_tui.records.draft_edits import set_kind
from charting_tui.records.payer import PlanNeed
from charting_tui.records.people import LicenceType, Role
from charting_tui.records.visit import VisitKind
from charting_tui.rules.audience import INSURERS
from charting_tui.rules.case import Case
from charting_tui.rules.finding import Fault, Fix, Severity
from charting_tui.rules.rule import rule
from charting_tui.rules.wording import after, all_of, payer_name, quoted

_WORDS = {
    "a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "twelve": 12,
}  # fmt: skip
_DAYS = {"d": 1, "w": 7, "m": 31, "y": 366}
"""Days of a unit at the most, by its first letter."""
_SPAN = re.compile(
    rf"(?<![\w./])(\d{{1,3}}|{'|'.join(_WORDS)})\s*(?:\(\d+\)\s*)?-?\s*"
    r"(days?|d|weeks?|wks?|wk|w|months?|mos?|mths?|years?|yrs?|yr)\b\.?",
    re.IGNORECASE,
)
_A_RATE = re.compile(r"\s*(?:/|per\b|an?\b|each\b|every\b)|\s*(?:weekly|daily)\b", re.IGNORECASE)

_EVALUATION = "evaluation"
_ORDER_SINCE = date(2025, 1, 1)
"""From this first treatment on a signed order and the plan sent in time stand for the first signature."""
_GO = (Fix("Go to the plan of care", jump="plan_of_care"),)
_FEW = 3
"""Parts that fit a remedy by name."""
_SHORT = 20


_MEDICARE = frozenset({"medicare", "medicare advantage"})
_NOT_CERTIFIED: frozenset[LicenceType] = frozenset({"DC", "LAc", "MD", "DO"})
"""Whose plan Medicare has no one certify: their own signature is enough."""


def plans_of_therapy(case: Case) -> bool:
    """Whether whoever treats needs a certified plan: with Medicare no chiropractor and no physician does."""
    return case.payer.kind not in _MEDICARE or case.licence not in _NOT_CERTIFIED


def only_evaluated(case: Case) -> bool:
    """Whether the payer is billed for an evaluation and for nothing else."""
    return bool(case.payer_lines) and all(
        line.procedure is not None and line.procedure.kind == _EVALUATION for line in case.payer_lines
    )


def plan_need(case: Case) -> PlanNeed | None:
    """Return what the payer asks of a plan of care; Medicare always asks."""
    setting = case.payer.plan_of_care
    if not plans_of_therapy(case):
        return None
    if not case.bills_insurer or not case.visit.state.kept or not case.knows("plan_of_care"):
        return None
    if setting is not None:
        return setting.value if setting.holds_on(case.visit.date) else None
    return PlanNeed() if case.payer.kind == "medicare" else None


@rule(
    "A010",
    "poc-elements",
    Severity.WARNS,
    stops="nothing",
    owner=Role.THERAPIST,
    source="Noridian, plan of care (2025-09); denial reason CARC 50",
    audience=INSURERS.asked_by("plan_of_care", by_law="medicare"),
    denials=("CO-50", "CO-272", "M135", "M141", "N115", "N238", "N473", "N486"),
    bad="a plan with no frequency",
    good="diagnosis, goal, type, amount, 6 weeks, twice a week",
)
def plan_incomplete(case: Case) -> Iterator[Fault]:
    """The plan of care is missing a part that Medicare and similar payers require.

    Its parts are diagnoses, long-term goals, and the type, amount, duration and frequency of treatment.
    Chiropractors and physicians need no therapist's plan for Medicare.
    """
    plan = case.plan
    if plan is None or plan_need(case) is None:
        return
    goals = [goal if isinstance(goal, str) else goal.text for goal in plan.goals]
    parts = {
        "diagnoses": bool(plan.diagnoses),
        "goals": any(goal.strip() for goal in goals),
        **{name: bool(getattr(plan, name).strip()) for name in ("type", "amount", "duration", "frequency")},
    }
    wanting = [name for name, known in parts.items() if not known]
    if wanting:
        yield Fault(
            f"plan_of_care.{wanting[0]}",
            f"The plan of care is missing the {all_of(wanting)}.",
            f"Add {'the ' + all_of(wanting) if len(wanting) <= _FEW else 'them'}. If the plan was already "
            "certified, have it recertified.",
            _GO,
        )


@rule(
    "A028",
    "plan-of-care-missing",
    Severity.BLOCKS,
    stops="bill",
    owner=Role.THERAPIST,
    source="42 CFR 410.61(b): the plan is written before treatment; Palmetto (2021); M141",
    audience=INSURERS.asked_by("plan_of_care", by_law="medicare"),
    denials=("CO-50", "M135", "M141", "N473", "N485"),
    bad="97110 by a physical therapist billed to Medicare, no plan of care",
    good="only 97161, before the plan is written",
)
def plan_missing(case: Case) -> Iterator[Fault]:
    """The payer pays only under a plan of care, and none is on file.

    This counts as much as an unsigned plan. A visit with only the evaluation, which the plan is based
    on, doesn't need one yet.
    """
    if plan_need(case) is None or case.plan is not None or only_evaluated(case):
        return
    yield Fault(
        "plan_of_care",
        f"{payer_name(case)} requires a plan of care; none is on file.",
        "Write a plan of care, and send it to the prescriber to sign (certify).",
        _GO,
        missing=True,
    )


@rule(
    "A011",
    "poc-cert-late",
    Severity.BLOCKS,
    stops="bill",
    owner=Role.THERAPIST,
    source="CMS Pub. 100-02 ch. 15 §220.1.3; Noridian (2025-09); APTA on the exception since 2025; CARC 50",
    audience=INSURERS.asked_by("plan_of_care", by_law="medicare"),
    denials=("CO-50", "CO-272", "M141", "N115", "N238", "N351", "N473", "N485", "N486"),
    bad="day 31 of an unsigned plan",
    good="a signed order on file, and the plan sent on day 10",
)
def certification_late(case: Case) -> Iterator[Fault]:
    """The plan of care was not certified in time: within 30 days of the first treatment, then every 90 days.

    A first certification lasts as long as the plan says (“4 weeks”), at most 90 days, from the first
    treatment and not from the signature. A duration that can't be read as a time is reported from the
    second month on. Since 2025, a signed order plus proof that the plan was sent within 30 days
    replaces the first signature. A late certification is only a warning, because the payer may accept
    it with a reason for the delay. Both limits are a setting of the payer. Plans by chiropractors and
    physicians need no certification for Medicare.
    """
    need, plan = plan_need(case), case.plan
    if need is None or plan is None or plan.first_treatment is None:
        return
    day, first = case.visit.date, plan.first_treatment
    last = after(first, need.first_days)
    certified, renewed = plan.certified_on, after(first, need.again_days)
    if certified is None and day > last and not _ordered(plan, first, last):
        yield Fault(
            "plan_of_care.certified_on",
            f"The plan of care isn't certified; the deadline was {last:%m/%d/%Y}.",
            "Have the prescriber sign it, and document the reason for the delay.",
            _GO,
        )
    elif certified is not None and last < certified <= renewed and not _ordered(plan, first, last):
        yield Fault(
            "plan_of_care.certified_on",
            f"The plan of care was certified late: {certified:%m/%d/%Y}, due by {last:%m/%d/%Y}.",
            "Document the reason for the delay.",
            _GO,
            severity=Severity.WARNS,
        )
    renewal = certified is not None and certified > last
    start = certified if certified is not None and renewal else first
    planned = days_of(plan.duration)
    ended = after(start, need.again_days if planned is None else min(planned, need.again_days))
    if day > ended:
        by_plan = planned is not None and planned < need.again_days
        yield Fault(
            "plan_of_care.duration" if by_plan else "plan_of_care.ended_on",
            (
                f"The plan of care{_how_long(plan.duration)} ended {ended:%m/%d/%Y}; this visit is dated "
                f"{day:%m/%d/%Y}."
            )
            if by_plan
            else f"The plan's certification ended {ended:%m/%d/%Y}; this visit is dated {day:%m/%d/%Y}.",
            "Write a new plan of care, and have the prescriber sign (certify) it.",
            _GO,
        )
    elif planned is None and plan.duration.strip() and day > after(start, need.first_days):
        yield Fault(
            "plan_of_care.duration",
            f"The plan's duration, {quoted(plan.duration)}, isn't a length of time; its end isn't checked.",
            "Enter the duration in days, weeks or months, like “6 weeks”.",
            _GO,
            severity=Severity.ADVISES,
        )


def _ordered(plan: PlanOfCare, first: date, last: date) -> bool:
    """Whether an order and the plan's sending stand for the first signature."""
    in_time = plan.sent_on is not None and plan.sent_on <= last
    return first >= _ORDER_SINCE and in_time and plan.order_signed_on is not None


@rule(
    "A012",
    "progress-report-due",
    Severity.WARNS,
    stops="nothing",
    owner=Role.THERAPIST,
    source="CMS Pub. 100-02 ch. 15 §220.3 (every 10 treatment days); WAC 296-23-250; the payer's setting",
    audience=INSURERS.asked_by("progress"),
    denials=("CO-50", "CO-152", "CO-272", "CO-P13", "N393", "N394"),
    bad="Medicare, the 11th treatment day since the last report",
    good="the 9th",
)
def progress_report_due(case: Case) -> Iterator[Fault]:
    """A progress report is due: the payer's number of treatment days or days has passed since the last one.

    The number is a setting of the payer. A visit of type “progress report” counts as a report, and so
    does the date of the last report in the plan of care. The count starts at the first treatment. Days
    are counted, so two visits on one day are one. If the only known report is later than this visit,
    nothing is reported.
    """
    setting, visit = case.payer.progress, case.visit
    concerned = case.bills_insurer and visit.state.kept and visit.kind is not VisitKind.PROGRESS_REPORT
    if setting is None or not setting.holds_on(visit.date) or not concerned or not plans_of_therapy(case):
        return
    begun = case.plan.first_treatment if case.plan else None
    reported = [
        other.date
        for other in case.earlier_visits
        if other.kind is VisitKind.PROGRESS_REPORT and other.state.kept and other.payer == visit.payer
    ]
    written = case.plan.last_progress_report if case.plan else None
    if written is not None and written > visit.date and not reported:
        return
    last = max((day for day in (*reported, written) if day and day <= visit.date), default=None)
    start = max((day for day in (last, begun) if day and day <= visit.date), default=None)
    since = [
        day
        for day in sorted({*case.days_of_payer_before} - {visit.date})
        if start is None or day > start or (day == start and last is None)
    ]
    need = setting.value
    start = start or min(since, default=visit.date)
    days = (visit.date - start).days
    if need.visits is not None and len(since) >= need.visits:
        told = (
            f"A progress report is due every {need.visits} treatment days; this is day {len(since) + 1} "
            f"since {start:%m/%d/%Y}."
        )
    elif need.days is not None and days > need.days:
        begins = "the last one was" if last == start else "treatment began"
        told = (
            f"A progress report is due every {need.days} days; {begins} {days} days ago ({start:%m/%d/%Y})."
        )
    else:
        return
    yield Fault(
        "visit.kind",
        told,
        "Re-measure, write the report (F10 in the visit drafts it), and send it to the prescriber.",
        (Fix("Make this visit a progress report", set_kind(VisitKind.PROGRESS_REPORT)), *_GO),
    )


def days_of(words: str) -> int | None:
    """Return the days that a duration stands for, the longest where it names several; None if it names none.

    A month counts 31 days. “3 days a week for 6 weeks” is 6 weeks.
    """
    spans = [
        (_WORDS.get(found[1].lower()) or int(found[1])) * _DAYS[found[2][0].lower()]
        for found in _SPAN.finditer(words)
        if not _A_RATE.match(words, found.end()) and not _every(words, found.start())
    ]
    return max(spans, default=None)


def _how_long(duration: str) -> str:
    """Return a plan's duration to stand after its name, “ (6 weeks)”; nothing where it is long."""
    words = " ".join(duration.split())
    return f" ({words})" if len(words) <= _SHORT else ""


def _every(words: str, at: int) -> bool:
    """Whether “every” or “per” stands before a span, which then says how often and not how long."""
    return bool(re.search(r"\b(?:every|per|each|once in)\s*$", words[:at], re.IGNORECASE))
