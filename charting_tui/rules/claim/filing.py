"""How long a bill may wait: A013, A023, K016."""

from collections.abc import Iterator
from datetime import date

from charting_tui.records.claim import ClaimState
from charting_tui.records.people import Role
from charting_tui.rules.audience import EVERYBODY, INSURERS
from charting_tui.rules.case import Case
from charting_tui.rules.coverage.policies import primary_decided_on, second_in_line
from charting_tui.rules.finding import Fault, Severity
from charting_tui.rules.rule import rule
from charting_tui.rules.wording import after, has_come, payer_name, whose

_SOURCE = "Filing lists of billing services (xceedbillingsolutions, medtransic, 2026); the payer's setting"


def _filed_on(case: Case) -> date | None:
    """Return the day of filing, None where it is still to be filed. A rejected claim was never received."""
    return None if case.claim.state is ClaimState.REJECTED else case.claim.billed_on


def _begins(case: Case) -> date | None:
    """Return the day from which the time to file counts: the visit, or the first payer's decision.

    None where the payer is second in line and the first one has not decided yet.
    """
    return primary_decided_on(case) if second_in_line(case) else case.visit.date


def _last_day(case: Case) -> date | None:
    """Return the last day on which this payer takes a first claim; None where no limit concerns it."""
    second = second_in_line(case) and case.payer.secondary_days is not None
    limit = case.payer.secondary_days if second else case.payer.filing_days
    closed = case.claim.state is ClaimState.NOT_BILLABLE or not case.visit.state.kept
    if limit is None or not limit.holds_on(case.visit.date):
        return None
    if not case.bills_insurer or case.claim.frequency != "1" or closed:
        return None
    begins = _begins(case)
    return None if begins is None else after(begins, limit.value)


@rule(
    "A013",
    "timely-filing-passed",
    Severity.BLOCKS,
    stops="bill",
    owner=Role.BILLER,
    source=f"{_SOURCE}; CARC 29",
    audience=INSURERS.asked_by("filing_days", "secondary_days"),
    denials=("CO-29",),
    bad="UnitedHealthcare in network (90 days), day 95",
    good="the same, day 90",
)
def filing_limit_passed(case: Case) -> Iterator[Fault]:
    """The payer's timely filing limit has passed.

    How many days a payer allows is its setting; a contract may allow more or less. The date the payer
    receives the claim counts, so a rejected claim still has to be filed. For a secondary payer, the
    days count from the primary's EOB. Corrected claims (frequency code 7 and 8) have their own
    deadlines and are not checked here. Most payers don't let you bill the client for a late claim.
    """
    last, filed = _last_day(case), _filed_on(case)
    if last is None or (filed <= last if filed else not has_come(case, after(last, 1))):
        return
    yield Fault(
        "claim.billed_on",
        f"Filed {filed:%m/%d/%Y}, after {whose(payer_name(case))} timely filing limit of {last:%m/%d/%Y}."
        if filed
        else f"{whose(payer_name(case))} timely filing limit ended {last:%m/%d/%Y}.",
        "Request a good-cause exception with proof, or close the claim as not billable.",
    )


@rule(
    "A023",
    "timely-filing-near",
    Severity.WARNS,
    stops="nothing",
    owner=Role.BILLER,
    source=f"{_SOURCE}; 70 percent is this program's choice, a setting of the practice",
    audience=INSURERS.asked_by("filing_days", "secondary_days"),
    denials=("CO-29", "CO-B4"),
    bad="UnitedHealthcare in network (90 days), day 70",
    good="the same, day 20",
)
def filing_limit_near(case: Case) -> Iterator[Fault]:
    """Most of the payer's timely filing limit is used up, and the claim is not filed.

    The percentage is a setting of the practice.
    """
    last = _last_day(case)
    if last is None or _filed_on(case) is not None:
        return
    begins = _begins(case) or case.visit.date
    given = (last - begins).days
    near = after(begins, given * case.practice.filing_percent // 100 + 1)
    if has_come(case, near) and not has_come(case, after(last, 1)):
        yield Fault(
            "claim.billed_on",
            f"{whose(payer_name(case))} timely filing limit ends soon, on {last:%m/%d/%Y}.",
            "Bill this visit now." if case.signature else "Have the note signed, and bill this visit now.",
        )


@rule(
    "K016",
    "visit-unbilled",
    Severity.ADVISES,
    stops="nothing",
    owner=Role.BILLER,
    source="This program: 3 days after signing, a setting of the practice",
    audience=EVERYBODY,
    denials=("CO-29",),
    bad="signed 5 days ago, not billed",
    good="signed yesterday",
)
def visit_unbilled(case: Case) -> Iterator[Fault]:
    """A signed visit has gone unbilled longer than the practice allows.

    A claim on hold until a later date is not reported, and neither is a visit with nothing to bill. The
    number of days is a setting of the practice.
    """
    claim, signed = case.claim, case.signed_on
    held = claim.hold is not None and (claim.hold.until is None or not has_come(case, claim.hold.until))
    if signed is None or claim.billed_on is not None or not claim.state.unbilled or held:
        return
    if not case.visit.state.kept or not any(line.billed for line in case.lines):
        return
    if has_come(case, after(signed, case.practice.unbilled_days + 1)):
        yield Fault(
            "claim.billed_on",
            f"The visit was signed {signed:%m/%d/%Y}, but it is not billed yet.",
            "Bill it, or put it on hold with a reason.",
        )
