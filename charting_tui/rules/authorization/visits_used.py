"""How much of a payer's leave and benefit is used: A003 to A006, A032."""

from collections.abc import Iterator
from datetime import date

from charting_tui.records.coverage import Authorization
from charting_tui.records.draft_edits import bill_client, set_code
from charting_tui.records.people import Role
from charting_tui.rules.audience import INSURERS
from charting_tui.rules.authorization.authorization import needed, new_or_old, visits_of_case
from charting_tui.rules.case import Case
from charting_tui.rules.codes.named import MANUAL, MASSAGE, names_instead
from charting_tui.rules.codes.pairs import clashes
from charting_tui.rules.finding import Fault, Fix, Severity
from charting_tui.rules.rule import rule
from charting_tui.rules.wording import AS_AGREED, ordinal


def leaves_of_that_day(case: Case) -> list[tuple[int, Authorization]]:
    """Return the authorizations that the visit falls under, with their places; none where none is needed."""
    need = case.payer.authorization
    asked = need is not None and need.holds_on(case.visit.date)
    wanted = needed(case) if asked else case.bills_insurer
    if not wanted:
        return []
    day = case.visit.date
    return [(index, leave) for index, leave in enumerate(case.authorizations) if falls_under(leave, day)]


def falls_under(leave: Authorization, day: date) -> bool:
    """Whether a day is between an authorization's own."""
    return (leave.starts is None or leave.starts <= day) and (leave.ends is None or day <= leave.ends)


def _number(case: Case, leave: Authorization) -> int:
    """Return which visit of an authorization this is."""
    inside = [day for day in case.days_of_payer_before if falls_under(leave, day)]
    return (leave.visits_used or 0) + len(inside) + 1


@rule(
    "A003",
    "auth-visits-used",
    Severity.BLOCKS,
    stops="bill",
    owner=Role.FRONT_DESK,
    source="VA: 12 visits for a first episode; denial reasons CARC 198 and 119",
    audience=INSURERS,
    denials=("CO-198", "CO-273", "N640"),
    bad="the 13th visit of an authorization for 12",
    good="the 12th visit of it",
)
def auth_visits_used(case: Case) -> Iterator[Fault]:
    """Every authorization for that date has run out of visits.

    Kept visits with the payer within its dates count, and so do visits used before this program began
    to count.
    """
    covering = leaves_of_that_day(case)
    used_up = [
        (index, leave)
        for index, leave in covering
        if leave.visits is not None and _number(case, leave) > leave.visits
    ]
    if covering and len(used_up) == len(covering):
        index, leave = max(used_up, key=lambda one: str(one[1].ends or ""))
        yield Fault(
            f"authorizations[{index}].visits",
            f"This is visit {_number(case, leave)}, but the authorization is for "
            f"{leave.visits} {'visit' if leave.visits == 1 else 'visits'}.",
            "Ask the payer for more visits, and enter the new authorization.",
            new_or_old(index, "visits"),
        )


@rule(
    "A004",
    "auth-code",
    Severity.BLOCKS,
    stops="bill",
    owner=Role.FRONT_DESK,
    source="Zeel on the VA's authorizations; denial reason CARC 198",
    audience=INSURERS,
    denials=("CO-15", "CO-198", "CO-284", "N54", "N188"),
    bad="97112, and the authorization lists 97124 and 97140",
    good="97124, and the authorization lists it",
)
def auth_code(case: Case) -> Iterator[Fault]:
    """A code is not listed in any authorization for that date. An authorization without codes covers any.

    A change of code is offered only if the note names a technique of the authorized code for these
    minutes.
    """
    covering = leaves_of_that_day(case)
    if not covering or any(not leave.codes for _, leave in covering):
        return
    allowed = sorted({code.strip().upper() for _, leave in covering for code in leave.codes})
    for line in case.payer_lines:
        if line.code not in allowed:
            swaps = tuple(
                Fix(f"Change this line to {other}", set_code(line.index, other))
                for other in (MASSAGE, MANUAL)
                if other in allowed and names_instead(case, line, other) and not clashes(case, line, other)
            )
            yield Fault(
                line.path("code"),
                f"{line.code} is not on the authorization, which lists {_few(allowed)}.",
                f"Ask the payer to add {line.code}, or bill an authorized code if that is what was done.",
                (
                    *swaps,
                    Fix("Edit the authorization on file", jump=f"authorizations[{covering[0][0]}].codes"),
                ),
            )


def _few(codes: list[str]) -> str:
    return ", ".join(codes[:4]) + (", …" if len(codes) > 4 else "")  # noqa: PLR2004


@rule(
    "A032",
    "auth-number-missing",
    Severity.BLOCKS,
    stops="bill",
    owner=Role.FRONT_DESK,
    source="CMS-1500 item 23; remark M62; the VA wants its referral number on every claim; CARC 197",
    audience=INSURERS,
    denials=("CO-15", "CO-197", "M62"),
    bad="a VA authorization with no number",
    good="a VA authorization with VA0012345678",
)
def auth_number_missing(case: Case) -> Iterator[Fault]:
    """No authorization for that date has a number, and the claim needs one.

    The VA requires its referral number on every claim. For other payers this is only a warning.
    """
    covering = leaves_of_that_day(case)
    if not covering or any(leave.number.strip() for _, leave in covering):
        return
    if not case.knows("authorizations.number"):
        return
    index = covering[-1][0]
    yield Fault(
        f"authorizations[{index}].number",
        "The authorization has no number, and the claim needs one.",
        "Enter the number from the payer's letter or portal.",
        (Fix("Edit the authorization on file", jump=f"authorizations[{index}].number"),),
        severity=None if case.payer.kind == "va" else Severity.WARNS,
        missing=True,
    )


@rule(
    "A005",
    "auth-low",
    Severity.ADVISES,
    stops="nothing",
    owner=Role.FRONT_DESK,
    source="This program: 2 visits or 14 days, a setting of each payer",
    audience=INSURERS,
    denials=("CO-198",),
    bad="the 11th visit of 12",
    good="the 5th visit of 12",
)
def auth_low(case: Case) -> Iterator[Fault]:
    """After this visit, few visits or days are left on the authorization: time to request more.

    How few is a setting of the payer (authorization_low); the default is this program's choice.
    """
    covering = leaves_of_that_day(case)
    low, day = case.payer.authorization_low.value, case.visit.date
    left = [
        (index, leave, None if leave.visits is None else leave.visits - _number(case, leave))
        for index, leave in covering
    ]
    open_ones = [one for one in left if one[2] is None or one[2] >= 0]
    told = []
    for index, leave, visits in open_ones:
        if visits is not None and visits <= low.visits:
            told.append((index, f"{visits or 'no'} {'visit is' if visits == 1 else 'visits are'} left"))
        elif leave.ends is not None and (leave.ends - day).days <= low.days:
            days = (leave.ends - day).days
            told.append((index, f"{days or 'no'} {'day is' if days == 1 else 'days are'} left"))
    if told and len(told) == len(open_ones):
        index, words = told[-1]
        yield Fault(
            f"authorizations[{index}].visits",
            f"After this visit, {words} on the authorization.",
            "If treatment will continue, request a new authorization now.",
            new_or_old(index, "visits"),
        )


@rule(
    "A006",
    "benefit-limit",
    Severity.BLOCKS,
    stops="bill",
    owner=Role.BILLER,
    source="WSMTA, clinical practices (2020): 16 massage visits per year at UMP; CARC 119",
    audience=INSURERS.asked_by("year_visits", "case_visits"),
    denials=("CO-35", "CO-119", "CO-273", "CO-B1", "N130", "N435"),
    bad="visit 17 of the year with UMP",
    good="visit 16 of the year",
)
def benefit_limit(case: Case) -> Iterator[Fault]:
    """The plan covers a number of visits per calendar year or per case, and this visit exceeds it.

    What is beyond the benefit is usually the client's to pay, if that was agreed beforehand.
    """
    if not case.bills_insurer:
        return
    visit, payer = case.visit, case.payer
    in_year = 1 + sum(day.year == visit.date.year for day in case.days_of_payer_before)
    of_case = 1 + visits_of_case(case)
    counts = (
        (in_year, payer.year_visits, f"in {visit.date.year}"),
        (of_case, payer.case_visits, "for this case"),
    )
    for number, limit, words in counts:
        if limit is not None and limit.holds_on(visit.date) and number > limit.value:
            lines = [line.index for line in case.payer_lines]
            yield Fault(
                case.payer_lines[0].path("bill_to"),
                f"This is the {ordinal(number)} visit {words}; "
                f"{payer.name or 'the plan'} covers {limit.value}.",
                f"Ask the payer for an exception, or {AS_AGREED}.",
                (Fix("Bill the client for this visit", bill_client(*lines)),),
            )
