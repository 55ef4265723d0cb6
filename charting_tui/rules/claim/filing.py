"""How long a bill may wait: A013, A023, K016."""

from collections.abc import Iterator
from datetime import date

from charting_tui.records.claim import ClaimState
from charting_tui.records.people import Role
from charting_tui.rules.audience import EVERYBODY, INSURERS
from charting_tui.rules.case import Case
from charting_tui.rules.finding import Fault, Severity
from charting_tui.rules.rule import rule
from charting_tui.rules.wording import after, has_come, payer_name

_SOURCE = "Filing lists of billing services (xceedbillingsolutions, medtransic, 2026); the payer's setting"


def _filed_on(case: Case) -> date | None:
    """Return the day of filing, None where it is still to be filed. A rejected claim was never received."""
    return None if case.claim.state is ClaimState.REJECTED else case.claim.billed_on


def _last_day(case: Case) -> date | None:
    """Return the last day on which this payer takes a first claim; None where no limit concerns it."""
    limit = case.payer.filing_days
    closed = case.claim.state is ClaimState.NOT_BILLABLE or not case.visit.state.kept
    if limit is None or not limit.holds_on(case.visit.date):
        return None
    if not case.bills_insurer or case.claim.frequency != "1" or closed:
        return None
    return after(case.visit.date, limit.value)


@rule(
    "A013",
    "timely-filing-passed",
    Severity.BLOCKS,
    stops="bill",
    owner=Role.BILLER,
    source=f"{_SOURCE}; CARC 29",
    audience=INSURERS.asked_by("filing_days"),
    denials=("CO-29",),
    bad="UnitedHealthcare in network (90 days), day 95",
    good="the same, day 90",
)
def filing_limit_passed(case: Case) -> Iterator[Fault]:
    """The payer's time to file had passed when the claim was filed, or has passed by today.

    How many days a payer gives is its setting; a contract may give others. What counts is the day the
    payer receives it, so a rejected claim is still to be filed. Corrections (frequency 7 and 8) have
    terms of their own and are let be. Payers mostly forbid to bill the client for what came too late.
    """
    last, filed = _last_day(case), _filed_on(case)
    if last is None or (filed <= last if filed else not has_come(case, after(last, 1))):
        return
    yield Fault(
        "claim.billed_on",
        f"Filed on {filed}; {payer_name(case)}'s filing limit was {last}."
        if filed
        else f"{payer_name(case)}'s timely filing limit of {last} has passed.",
        "Ask for an exception with proof of why it is late, or close it as not billable.",
    )


@rule(
    "A023",
    "timely-filing-near",
    Severity.WARNS,
    stops="nothing",
    owner=Role.BILLER,
    source=f"{_SOURCE}; the share of it (70 percent) is this program's own, a setting of the practice",
    audience=INSURERS.asked_by("filing_days"),
    denials=("CO-29", "CO-B4"),
    bad="UnitedHealthcare in network (90 days), day 70",
    good="the same, day 20",
)
def filing_limit_near(case: Case) -> Iterator[Fault]:
    """Most of the payer's time to file has passed, and the claim is not filed.

    From which share of the time on this speaks is a setting of the practice.
    """
    last = _last_day(case)
    if last is None or _filed_on(case) is not None:
        return
    given = (last - case.visit.date).days
    near = after(case.visit.date, given * case.practice.filing_percent // 100 + 1)
    if has_come(case, near) and not has_come(case, after(last, 1)):
        yield Fault(
            "claim.billed_on",
            f"{payer_name(case)}'s timely filing limit is {last}, which is near.",
            "Bill it first." if case.signature else "Sign it, and bill it first.",
        )


@rule(
    "K016",
    "visit-unbilled",
    Severity.ADVISES,
    stops="nothing",
    owner=Role.BILLER,
    source="This program: 3 days after the signature, a setting of the practice",
    audience=EVERYBODY,
    denials=("CO-29",),
    bad="signed 5 days ago, not billed",
    good="signed yesterday",
)
def visit_unbilled(case: Case) -> Iterator[Fault]:
    """A signed visit waits for its bill longer than the practice wants.

    A claim that is held until a day to come waits on purpose, and one that bills nobody waits for
    nothing. After how many days this speaks is a setting of the practice.
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
            f"The visit was signed on {signed} and is not billed.",
            "Bill it, or hold it with a reason.",
        )
