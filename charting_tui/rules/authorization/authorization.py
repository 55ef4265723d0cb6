"""A payer's leave to treat: A001, A002 and A007."""

from collections.abc import Iterator
from datetime import date

from charting_tui.records.coverage import Authorization
from charting_tui.records.payer import AuthorizationNeed
from charting_tui.records.people import Role
from charting_tui.records.remembered import remembered
from charting_tui.rules.audience import INSURERS
from charting_tui.rules.case import GROUND, Case
from charting_tui.rules.finding import Fault, Fix, Severity
from charting_tui.rules.rule import rule
from charting_tui.rules.wording import after, payer_name

_PAIR = ("authorizations",)
"""What A001 and A007 both speak of."""
_LONGEST_THEN = 60
_NEW_EPISODE = 90
"""Days without a visit after which treatment may be a new episode, where the payer's number is unknown."""
_YEAR = 365
_ROOM = 30
"""Letters of a payer's name that leave room for the rest of a sentence."""
_NEW = Fix("Enter a new authorization", jump="authorizations.new")


def new_or_old(index: int, part: str) -> tuple[Fix, ...]:
    """Offer to enter a new authorization, and to edit that part of the one on file."""
    return (_NEW, Fix("Edit the authorization on file", jump=f"authorizations[{index}].{part}"))


def visits_of_case(case: Case) -> int:
    """Return the kept earlier visits for the payer and case, in the whole chart where that is known."""
    if case.of_case_before is not None:
        return case.of_case_before
    visit = case.visit
    return sum(
        other.state.kept and other.payer == visit.payer and other.case == visit.case
        for other in case.earlier_visits
    )


@remembered(8)
def visit_number(case: Case) -> int:
    """Return which visit of its episode this is, with those used before counting began.

    An insurer of an injury counts every visit of the case. With a health plan an episode begins again after
    a break, and what authorizations that ended before it had used is over with it.
    """
    if case.payer.kind in GROUND:
        known = case.visits_before if case.of_case_before is None else case.of_case_before
        earlier, begun = visits_of_case(case) if known is None else known, None
    elif case.days_before is None and case.visits_before is not None:
        earlier, begun = case.visits_before, None
    else:
        need = case.payer.authorization.value if case.payer.authorization is not None else None
        days = _of_episode(case, need.episode_gap_days if need is not None else None)
        earlier, begun = len(days), min(days, default=case.visit.date)
    used = (
        leave.visits_used or 0
        for leave in case.authorizations
        if begun is None or leave.ends is None or leave.ends >= begun
    )
    return earlier + sum(used) + 1


def _of_episode(case: Case, gap: int | None) -> list[date]:
    """Return the days of earlier visits for the payer since its last break of so many days; None: all."""
    days: list[date] = []
    last = case.visit.date
    for day in sorted(case.days_of_payer_before, reverse=True):
        if gap is not None and (last - day).days > gap:
            break
        days.append(day)
        last = day
    return days


@remembered(8)
def needed(case: Case) -> bool:
    """Whether the payer wants to be asked before this visit."""
    setting = case.payer.authorization
    if setting is None or not setting.holds_on(case.visit.date) or not case.bills_insurer:
        return False
    need = setting.value
    return need.required and not _exempt(case, need) and visit_number(case) > need.free_visits


def _exempt(case: Case, need: AuthorizationNeed) -> bool:
    """Whether all that the payer is billed for needs none, as an evaluation alone."""
    return bool(need.exempt) and all(line.code in need.exempt for line in case.payer_lines)


def _only_evaluated(case: Case) -> bool:
    return all(
        line.procedure is not None and line.procedure.kind == "evaluation" for line in case.payer_lines
    )


def _lighter(case: Case, need: AuthorizationNeed) -> Severity | None:
    """Return that it only warns, where what the payer exempts is not known and may be what is billed.

    That is an evaluation alone, and a visit that is among the free ones of its own episode.
    """
    if not need.exempt and _only_evaluated(case):
        return Severity.WARNS
    if need.episode_gap_days is None and need.free_visits and case.payer.kind not in GROUND:
        days = _of_episode(case, _NEW_EPISODE)
        return Severity.WARNS if len(days) < min(need.free_visits, len(case.days_of_payer_before)) else None
    return None


@rule(
    "A001",
    "auth-missing",
    Severity.BLOCKS,
    stops="bill",
    owner=Role.FRONT_DESK,
    source="Denial reason CARC 197; the payer's setting",
    audience=INSURERS.asked_by("authorization"),
    denials=("CO-15", "CO-95", "CO-197", "CO-243", "CO-284", "N758"),
    bad="a VA visit without a referral",
    good="a VA visit with a referral",
)
def auth_missing(case: Case) -> Iterator[Fault]:
    """The payer requires authorization, and none is on file.

    Some payers allow a number of visits without authorization; this starts with the visit after those.
    Codes that need no authorization, such as evaluations, are a setting of the payer. If that is not
    set, a visit with only an evaluation gets a warning.
    """
    if needed(case) and not case.authorizations:
        name = case.payer.name or "The payer"
        yield Fault(
            "authorizations",
            f"{name} requires authorization; none is on file for visit {visit_number(case)}.",
            "Request authorization from the payer, and enter its number and dates.",
            (_NEW,),
            severity=_lighter(case, case.payer.authorization.value) if case.payer.authorization else None,
            pair=_PAIR,
        )


@rule(
    "A007",
    "pa-after-six",
    Severity.BLOCKS,
    stops="bill",
    owner=Role.FRONT_DESK,
    source="massageseattle.net on Premera; lni.wa.gov, massage therapy; the payer's setting; CARC 197",
    audience=INSURERS.asked_by("authorization"),
    denials=("CO-197", "CO-P13"),
    bad="visit 7 with Premera, no authorization",
    good="visit 6 with Premera",
    silences=("A001",),
)
def free_visits_used(case: Case) -> Iterator[Fault]:
    """The visits allowed without authorization are used up, and no authorization is on file.

    How many visits need no authorization, and what to request after them, is a setting of the payer:
    six for Premera and for Washington's Labor & Industries. Many health plans start over with a new
    episode of care, after a break that is a setting too. If the break is not set and there were few
    visits in the last 90 days, this is only a warning; so it is for an evaluation with nothing else,
    which many payers exempt.
    """
    need = case.payer.authorization
    if need is None or not need.value.free_visits or not needed(case) or case.authorizations:
        return
    free, then = need.value.free_visits, need.value.then.strip()
    said = then.lower() not in {"", "authorization"} and len(then) <= _LONGEST_THEN
    yield Fault(
        "authorizations",
        f"{payer_name(case, _ROOM)} allows {free} visits without authorization; "
        f"this is visit {visit_number(case)}.",
        f"Request authorization{f': {then}' if said else ', and enter it'}.",
        (_NEW,),
        severity=_lighter(case, need.value),
        pair=_PAIR,
    )


@rule(
    "A002",
    "auth-date",
    Severity.BLOCKS,
    stops="bill",
    owner=Role.FRONT_DESK,
    source="VA and Zeel on episodes of 90 and 180 days; CARC 197 and 198",
    audience=INSURERS,
    denials=("CO-15", "CO-197", "CO-198", "CO-284", "N54", "N351"),
    bad="a visit on day 95 of an authorization for 90 days",
    good="a visit on day 60 of it",
)
def auth_date(case: Case) -> Iterator[Fault]:
    """The visit is outside the dates of every authorization on file.

    If it is not known whether the payer requires authorization, this is only a warning, and an
    authorization that ended more than a year ago doesn't count.
    """
    unknown = _need_unknown(case)
    if (
        not (needed(case) or unknown)
        or not case.authorizations
        or any(_covers(case, leave) for leave in case.authorizations)
    ):
        return
    long_ago = after(case.visit.date, -_YEAR)
    if unknown and all(leave.ends is not None and leave.ends < long_ago for leave in case.authorizations):
        return
    last = max(range(len(case.authorizations)), key=lambda index: str(case.authorizations[index].ends or ""))
    leave = case.authorizations[last]
    late = leave.ends is not None and case.visit.date > leave.ends
    yield Fault(
        f"authorizations[{last}].{'to' if late else 'from'}",
        (
            f"The authorization {'ended' if late else 'starts'} "
            f"{(leave.ends if late else leave.starts):%m/%d/%Y}; this visit is dated "
            f"{case.visit.date:%m/%d/%Y}."
        ),
        "Ask the payer to extend it, or request a new authorization."
        if late
        else "Ask the payer to backdate it, or for an authorization that covers this visit.",
        new_or_old(last, "to" if late else "from"),
        severity=Severity.WARNS if unknown else None,
    )


def _need_unknown(case: Case) -> bool:
    """Whether an insurer is billed of whom it is not known if it wants to be asked first."""
    setting = case.payer.authorization
    return case.bills_insurer and (setting is None or not setting.holds_on(case.visit.date))


def _covers(case: Case, leave: Authorization) -> bool:
    day = case.visit.date
    return (leave.starts is None or leave.starts <= day) and (leave.ends is None or day <= leave.ends)
