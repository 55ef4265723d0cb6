"""What will be missing when booked visits come, told while there is time to get it.

The rules are asked of the visit as it is likely to be: its booking, its client's chart, and the codes of the
visit before. What only the visit itself can show, its note and what is done in it, is not asked.
"""

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, time

from charting_tui.coding.diagnosis_book.diagnoses import Diagnoses
from charting_tui.records.chart import Chart, VisitFile
from charting_tui.records.claim import Draft
from charting_tui.records.coverage import Coverage
from charting_tui.records.eligibility import Benefit
from charting_tui.records.office import Office
from charting_tui.records.payer import Setting
from charting_tui.records.people import Role
from charting_tui.records.values import dollars_of
from charting_tui.records.visit import ServiceLine, Visit
from charting_tui.rules.case import GROUND, Case, case_of
from charting_tui.rules.coverage.eligibility import SERVICE_OF
from charting_tui.rules.coverage.self_pay import estimate_due
from charting_tui.rules.finding import Finding, Severity
from charting_tui.rules.registry import lint
from charting_tui.worklist.dismissed import standing
from charting_tui.worklist.summarise import USUAL_CODE
from charting_tui.worklist.summary import VisitSummary

Seen = tuple[Chart, VisitFile]
"""A visit with its chart as it is looked at for that visit."""

_MANUAL = "97140"
_OF_CHART = frozenset(
    {"client", "coverage", "authorizations", "referral", "case", "plan_of_care", "therapist"}
)
"""Where a fault lies that can be fixed before the visit."""
_OF_PRACTICE, _OF_MODIFIERS = "practice", "M"
"""A field's beginning and a rule's letter: of every claim alike, and of claims that are still to be made."""
_OF_VISIT = frozenset({"visit.payer", "visit.kind"})
_ROOT = re.compile(r"\w+")
_OF_UNITS = (".units", ".code_units")
_WHATEVER_IS_BILLED = frozenset({"A006", "A015", "A016"})
"""Rules that look at code lines, and hold whatever they say."""
_NO_EVALUATION = "C035"
"""A rule of code lines that is best heeded before the visit."""
_AT_CHECK_IN = frozenset({"client.consent", "client.guardian"})
_ELIGIBILITY, _ESTIMATE, _AUTHORIZATION_LOW, _REPORT_DUE = "A022", "K014", "A005", "A012"
_WITH_COPAY = frozenset({"medicare", "medicare advantage", "medicaid", "commercial"})
"""Kinds of payer whose members pay a part."""
_NEVER = Setting[bool](value=False)
_DAY = re.compile(r"\b(\d\d)/(\d\d)/(\d{4})\b")


@dataclass(frozen=True)
class Gap:
    """One thing that is missing for a booked visit."""

    rule: str
    """The rule that tells it; empty where it is none's."""
    severity: Severity
    owner: Role
    """Who can fix it."""
    message: str
    remedy: str
    field: str
    """The path of what is at fault, in the words of the check form."""
    place: str
    """The path at which it is fixed."""
    by: str
    """By when, in words: “by 09:00”, “at check-in”."""
    due: date
    """The day by which it is to be fixed."""
    visit: str
    """The id of the visit that it is for."""
    later: date | None = None
    """The day of that visit, where it is a later one of the client."""
    money: bool = False
    """Whether nothing is missing, and it only tells what the plan leaves to the client."""

    @property
    def missing(self) -> bool:
        """Whether the visit itself is not ready without it."""
        return self.later is None and not self.money and self.rule != _AUTHORIZATION_LOW

    @property
    def mark(self) -> str:
        """The sign that stands before it."""
        return "$" if self.money else self.severity.mark

    @property
    def order(self) -> tuple[bool, bool, int, date, str]:
        """What the gaps of a visit are sorted by: what is missing for it first, of that the worst."""
        return (not self.missing, self.later is not None, self.severity.rank, self.due, self.rule)


@dataclass(frozen=True)
class ComingVisit:
    """A booked visit with what is missing for it."""

    client: str
    visit: str
    client_name: str
    day: date
    start: time | None
    therapist: str
    payer: str
    """The payer's id; empty is the client."""
    payer_name: str
    kind: str
    copay: int | None = None
    """Cents to be collected, as the payer answered; None: not known, or no one asks for one."""
    gaps: tuple[Gap, ...] = ()
    """The worst first; after them what is missing for later visits of the client."""
    not_known: tuple[str, ...] = ()
    """What is not known of its payer, in words."""
    not_asked: tuple[str, ...] = ()
    """What is not known of the client's own policy, in words."""
    unread: bool = False
    """Whether its chart could not be read, so that nothing is known."""

    @property
    def missing(self) -> tuple[Gap, ...]:
        """What is missing for this visit itself."""
        return tuple(gap for gap in self.gaps if gap.missing)

    @property
    def when(self) -> tuple[date, time, str]:
        """What coming visits are sorted by."""
        return (self.day, self.start or time.max, self.client_name)

    def concerns(self, owner: Role) -> bool:
        """Whether that role has something to fix, or nothing is known."""
        return self.unread or any(gap.owner is owner for gap in self.gaps)

    def for_owner(self, owner: Role) -> "ComingVisit":
        """Return the visit with only what that role can fix."""
        return replace(self, gaps=tuple(gap for gap in self.gaps if gap.owner is owner))


def coming_visit(
    row: VisitSummary,
    seen: Seen | None,
    office: Office,
    today: date,
    *,
    book: Diagnoses | None = None,
    later: Sequence[Seen] = (),
) -> ComingVisit:
    """Return a booked visit with what is missing; ``seen`` is None where its chart could not be read.

    ``later`` are further booked visits of the client, for which there is more time: only what takes days to
    get is told of them.
    """
    if seen is None:
        return ComingVisit(
            row.client,
            row.visit,
            row.client_name,
            row.day,
            row.start,
            row.therapist,
            row.payer,
            row.payer_name,
            row.kind,
            unread=True,
        )
    case = case_ahead(*seen, office, book)
    covered = _benefit(case)
    gaps = list(_gaps(case, seen[1], seen[0], row.start, today))
    known = {gap.rule for gap in gaps}
    for other in later:
        for gap in _slow_gaps(case_ahead(*other, office, book), other):
            if gap.rule not in known:
                known.add(gap.rule)
                gaps.append(gap)
    return ComingVisit(
        client=row.client,
        visit=row.visit,
        client_name=row.client_name,
        day=row.day,
        start=row.start,
        therapist=row.therapist,
        payer=case.visit.payer if case.payer.insures else "",
        payer_name=case.payer.name,
        kind=row.kind,
        copay=covered[2].copay if covered and covered[2] else None,
        gaps=tuple(sorted(gaps, key=lambda gap: gap.order)),
        not_known=tuple(_not_known(case)),
        not_asked=tuple(_not_asked(case)),
    )


def case_ahead(chart: Chart, kept: VisitFile, office: Office, book: Diagnoses | None = None) -> Case:
    """Return the case of a booked visit as it is likely to be, judged as on its own day."""
    draft = Draft(visit=_as_likely(chart, kept.visit, office), claim=kept.claim)
    return case_of(chart, draft, office, kept.visit.date, book, ahead=True)


def _as_likely(chart: Chart, visit: Visit, office: Office) -> Visit:
    """Return the visit with codes: its own, else those of the last visit for its payer, else usual ones."""
    if visit.services:
        return visit
    before = _treated_before(chart, visit)
    last = next((other for other in before if other.payer == visit.payer), None)
    if last is not None:
        return visit.model_copy(
            update={"services": last.services, "diagnoses": visit.diagnoses or last.diagnoses}
        )
    therapist = office.person(visit.therapist)
    code = USUAL_CODE if therapist is None or therapist.licence_type in {None, "LMT"} else _MANUAL
    return visit.model_copy(update={"services": (ServiceLine(id="likely", code=code),)})


def _treated_before(chart: Chart, visit: Visit) -> list[Visit]:
    """Return the visits before it in which something was done, the newest first."""
    return [
        other.visit
        for other in reversed(chart.visits)
        if other.visit.id != visit.id and other.visit.date <= visit.date
        if other.visit.services and other.visit.state.kept
    ]


def _gaps(case: Case, kept: VisitFile, chart: Chart, start: time | None, today: date) -> Iterator[Gap]:
    before = _treated_before(chart, kept.visit)
    yield from _coverage_ended(case, chart, before, start)
    yield from _benefit_left(case)
    likely_from = next((other.date for other in before if other.payer == case.visit.payer), None)
    guessed = _guessed(case.visit, kept.visit)
    for finding in standing(lint(case), kept.dismissals, kept.visit):
        presumed = bool(guessed) and _is_presumed(finding, guessed)
        if not _can_be_fixed_before(finding) or (presumed and likely_from is None):
            continue
        by, due = _by_when(finding, case, start, today)
        told = f"If billed as on {likely_from:%m/%d/%Y}: {finding.message}" if presumed else finding.message
        yield Gap(
            rule=finding.rule,
            severity=finding.severity,
            owner=finding.owner,
            message=with_short_dates(told, case.visit.date),
            remedy=with_short_dates(finding.remedy, case.visit.date),
            field=finding.field,
            place=_place(finding),
            by=by,
            due=due,
            visit=kept.visit.id,
        )


def _guessed(likely: Visit, booked: Visit) -> tuple[str, ...]:
    """Return the codes and diagnoses that are those of the visit before, and may be others."""
    codes = () if booked.services else tuple(line.code.strip().upper() for line in likely.services)
    diagnoses = () if booked.diagnoses else likely.diagnoses
    return tuple(filter(None, (*codes, *diagnoses)))


def _is_presumed(finding: Finding, guessed: Sequence[str]) -> bool:
    """Whether it holds only if the visit is billed as the one before."""
    if finding.rule in _WHATEVER_IS_BILLED:
        return False
    by_units = finding.field.endswith(_OF_UNITS) or finding.field.startswith("visit.services")
    return by_units or any(code in finding.message for code in guessed)


def _can_be_fixed_before(finding: Finding) -> bool:
    """Whether what is found lies in the chart or with the therapist, not in a note still to be written.

    Advice on a therapist is not about one visit.
    """
    root = _root(finding.field)
    if root == _OF_PRACTICE or finding.rule.startswith(_OF_MODIFIERS):
        return False
    if root == "therapist":
        return finding.severity is not Severity.ADVISES
    if root in _OF_CHART or finding.field in _OF_VISIT or finding.field.endswith(".bill_to"):
        return True
    if finding.rule == _NO_EVALUATION:
        return True
    return any(_root(fix.jump) in _OF_CHART for fix in finding.fixes if fix.jump)


def _root(path: str) -> str:
    found = _ROOT.match(path)
    return found[0] if found else ""


def _place(finding: Finding) -> str:
    """Return where it is fixed: the field itself, or where its first way out leads to."""
    jumps = [fix.jump for fix in finding.fixes if fix.jump]
    if not jumps or finding.field.startswith(jumps[0]) or finding.rule == _REPORT_DUE:
        return finding.field
    return next((jump for jump in jumps if _root(jump) in _OF_CHART), jumps[0])


def _by_when(finding: Finding, case: Case, start: time | None, today: date) -> tuple[str, date]:
    """Return by when it is to be fixed, in words and as a day."""
    day = case.visit.date
    if finding.rule == _ELIGIBILITY and day.replace(day=1) > today:
        return f"from {day.month}/1", day
    if finding.field in _AT_CHECK_IN:
        return "at check-in", day
    if finding.field == "visit.kind" or finding.rule == _NO_EVALUATION:
        return "at the visit", day
    if finding.rule == _AUTHORIZATION_LOW:
        return "next visit", day
    booking = case.visit.appointment
    if finding.rule == _ESTIMATE and booking is not None and booking.booked_on is not None:
        due = estimate_due(booking.booked_on, day)
        return f"by {short(due, day)}", due
    return _before(day, start), day


def _before(day: date, start: time | None) -> str:
    return f"by {start:%H:%M}" if start else f"by {short(day, day)}"


def _coverage_ended(case: Case, chart: Chart, before: Sequence[Visit], start: time | None) -> Iterator[Gap]:
    """Tell that the policy of the visit before has ended, so that this one falls to the client."""
    visit = case.visit
    if case.payer.insures or visit.payer_chosen or not before:
        return
    ended = [
        policy
        for policy in chart.file.coverage
        if policy.order == "primary" and policy.payer == before[0].payer
        if policy.ends is not None and before[0].date <= policy.ends < visit.date
    ]
    if ended:
        last = max(policy.ends for policy in ended if policy.ends is not None)
        name = case.payer_names.get(before[0].payer) or before[0].payer
        yield Gap(
            rule="",
            severity=Severity.WARNS,
            owner=Role.FRONT_DESK,
            message=with_short_dates(
                f"{name} ended {last:%m/%d/%Y}. Without new coverage, the client pays.", visit.date
            ),
            remedy=(
                "Ask for the new insurance card and enter the coverage, or tell the client what the "
                "visit costs."
            ),
            field="coverage",
            place="coverage",
            by=_before(visit.date, start),
            due=visit.date,
            visit=visit.id,
        )


def _benefit(case: Case) -> tuple[int, Coverage, Benefit | None] | None:
    """Return the policy that the visit falls under, with its place and what it pays of the service.

    None where no health plan is billed: who asks no copay of a client is none.
    """
    licence = case.therapist.licence_type if case.therapist else None
    held = [(place, one) for place, one in enumerate(case.coverage) if one.in_force(case.visit.date)]
    if not case.bills_insurer or case.payer.kind not in _WITH_COPAY or not held:
        return None
    place, policy = held[0]
    service = SERVICE_OF.get(licence) if licence else None
    answer = policy.eligibility
    return place, policy, answer.benefit(service) if answer is not None and service is not None else None


def _benefit_left(case: Case) -> Iterator[Gap]:
    """Tell what is left of the deductible, and that few visits are left, as the payer answered."""
    place, policy, benefit = _benefit(case) or (0, Coverage(), None)
    if benefit is None:
        return
    day = case.visit.date
    parts = []
    if benefit.deductible_left:
        parts.append(f"${dollars_of(benefit.deductible_left)} of the deductible is left")
    counted_on = benefit.as_of or policy.eligibility_checked_on
    if benefit.visits_left is not None and counted_on is not None and counted_on.year == day.year:
        since = {one for one in case.days_of_payer_before if counted_on < one < day}
        left = benefit.visits_left - 1 - len(since)
        if 0 <= left <= case.payer.authorization_low.value.visits:
            parts.append(f"{left} {'visit is' if left == 1 else 'visits are'} left after this one")
    if parts:
        words = "; ".join(parts)
        checked = f" on {short(counted_on, day)}" if counted_on else ""
        yield Gap(
            rule="",
            severity=Severity.ADVISES,
            owner=Role.FRONT_DESK,
            message=f"{words}.",
            remedy=f"As {case.payer.name or 'the payer'} answered{checked}.",
            field=f"coverage[{place}].eligibility.benefits",
            place=f"coverage[{place}].eligibility.benefits",
            by="at check-in",
            due=day,
            visit=case.visit.id,
            money=True,
        )


def _slow_gaps(case: Case, seen: Seen) -> Iterator[Gap]:
    """Give what is missing for a later visit and takes days to get."""
    chart, kept = seen
    day = kept.visit.date
    for gap in _gaps(case, kept, chart, None, day):
        asked_then = gap.rule in {_ELIGIBILITY, _ESTIMATE} or gap.by in {"at check-in", "at the visit"}
        if gap.severity is not Severity.ADVISES and not asked_then:
            yield replace(gap, by=f"by {short(day, day)}", later=day)


def _not_known(case: Case) -> Iterator[str]:
    """Give what the office does not know of the payer.

    Original Medicare asks for neither, and the VA's authorization is its prescription.
    """
    payer, therapist = case.payer, case.therapist
    if not case.bills_insurer:
        return
    asked = {
        "an authorization": payer.authorization if payer.kind != "medicare" else _NEVER,
        "a prescription": payer.referral if payer.kind not in {"medicare", "va"} else _NEVER,
    }
    day = case.visit.date
    wants = [words for words, setting in asked.items() if setting is None or not setting.holds_on(day)]
    if wants:
        yield f"whether it wants {' or '.join(wants)}"
    by_case = payer.kind in GROUND
    if therapist is not None and not by_case and therapist.enrollment(payer.id, day) is None:
        yield f"whether {therapist.name or therapist.id} is enrolled"


def _not_asked(case: Case) -> Iterator[str]:
    """Give what the payer was not asked of the client, or what no one wrote down of its answer."""
    found = _benefit(case)
    if found is None:
        return
    _, policy, benefit = found
    if policy.eligibility is None or policy.eligibility.active is None:
        yield "whether the policy is active"
    if benefit is None or benefit.copay is None:
        yield "the copay"


def short(day: date, near: date) -> str:
    """Return a date like 12/1, with its year where that is not the one at hand."""
    return f"{day.month}/{day.day}" + (f"/{day.year}" if day.year != near.year else "")


def with_short_dates(sentence: str, near: date) -> str:
    """Return a rule's sentence with its dates as short as a list has room for: 11/3, 1/5/2027."""

    def shortened(found: re.Match[str]) -> str:
        month, day, year = map(int, found.groups())
        with suppress(ValueError):
            return short(date(year, month, day), near)
        return found[0]

    return _DAY.sub(shortened, sentence)


@dataclass(frozen=True)
class Unknown:
    """Something that is not known of a payer or of a client's policy, told once."""

    sentence: str
    """What is not known, below a heading that says so."""
    payer: str = ""
    """The payer's id."""
    client: str = ""
    """The client's id, where it is of the client's own policy."""


def not_known_of(visits: Sequence[ComingVisit]) -> tuple[Unknown, ...]:
    """Return what is not known of each payer of these visits, and then of each client."""
    payers: dict[tuple[str, str], list[ComingVisit]] = {}
    clients: dict[tuple[str, str], list[ComingVisit]] = {}
    for visit in visits:
        if visit.not_known:
            payers.setdefault((visit.payer_name, visit.payer), []).append(visit)
        if visit.not_asked:
            clients.setdefault((visit.client_name, visit.client), []).append(visit)
    of_payers = [_of_payer(name, payer, its) for (name, payer), its in sorted(payers.items())]
    return (*of_payers, *(_of_client(*who, its) for who, its in sorted(clients.items())))


def _of_payer(name: str, payer: str, visits: Sequence[ComingVisit]) -> Unknown:
    words = "; ".join(dict.fromkeys(word for visit in visits for word in visit.not_known))
    count = "1 visit" if len(visits) == 1 else f"{len(visits)} visits"
    return Unknown(f"{name}: {words} ({count}).", payer=payer)


def _of_client(name: str, client: str, visits: Sequence[ComingVisit]) -> Unknown:
    words = "; ".join(dict.fromkeys(word for visit in visits for word in visit.not_asked))
    return Unknown(f"{name}: {words}.", client=client)
