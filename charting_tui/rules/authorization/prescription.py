"""The prescription that a payer asks for, and who wrote it: A008, A009, A025."""

from collections.abc import Iterator
from datetime import date, timedelta

from charting_tui.records.people import Role
from charting_tui.rules.audience import INSURERS
from charting_tui.rules.case import Case
from charting_tui.rules.claim.claim_data import npi_is_valid
from charting_tui.rules.finding import Fault, Fix, Severity
from charting_tui.rules.rule import rule


def prescription_asked_for(case: Case) -> bool:
    """Whether the payer wanted a prescription on the day of the visit."""
    need = case.payer.referral
    return case.bills_insurer and need is not None and need.value.required and need.holds_on(case.visit.date)


@rule(
    "A008",
    "referral-missing",
    Severity.BLOCKS,
    stops="bill",
    owner=Role.FRONT_DESK,
    source="massageseattle.net on Regence; WAC 296-23-250; the payer's setting; CARC 288",
    audience=INSURERS.asked_by("referral"),
    denials=(
        "CO-95",
        "CO-148",
        "CO-173",
        "CO-174",
        "CO-175",
        "CO-176",
        "CO-243",
        "CO-288",
        "CO-P17",
        "N57",
        "N335",
        "N455",
        "N456",
        "N475",
        "N489",
        "N630",
        "N667",
        "N668",
        "N708",
    ),
    bad="Regence, and no prescription",
    good="Regence, and a prescription 30 days old",
)
def referral_missing(case: Case) -> Iterator[Fault]:
    """The payer requires a prescription, and none was valid on the date of service.

    It is missing, unsigned, signed after the visit, or expired. If it has no end date, the payer's
    limit counts from the date it was signed, if one is set.
    """
    if not prescription_asked_for(case):
        return
    found, day, name = case.referral, case.visit.date, case.payer.name or "The payer"
    field, missing = "referral.signed_on", False
    if found is None:
        field, message = "referral", f"{name} requires a prescription; none is on file."
        remedy = "Ask the prescriber for a signed prescription, and enter it."
    elif found.signed_on is None:
        message, missing = "The prescription has no signature date.", True
        remedy = "Enter the date it was signed, or have the prescriber sign it."
    elif found.signed_on > day:
        message = (
            f"The prescription was signed {found.signed_on:%m/%d/%Y}, after the visit on {day:%m/%d/%Y}."
        )
        remedy = "If an earlier prescription covered this visit, enter that one."
    else:
        last = _last_day(case, found.signed_on, found.expires)
        if last is None or day <= last:
            return
        field, message = (
            "referral.expires",
            (f"The prescription expired {last:%m/%d/%Y}; this visit is dated {day:%m/%d/%Y}."),
        )
        remedy = "Ask the prescriber to renew it, and enter the new prescription."
    yield Fault(field, message, remedy, (Fix("Go to the prescription", jump=field),), missing=missing)


def _last_day(case: Case, signed: date, expires: date | None) -> date | None:
    term = case.payer.referral.value.term_days if case.payer.referral else None
    if expires is not None or term is None:
        return expires
    return signed + timedelta(days=term)


@rule(
    "A009",
    "referring-npi",
    Severity.BLOCKS,
    stops="bill",
    owner=Role.FRONT_DESK,
    source="CMS-1500 item 17b; CMS, NPI check digit; remark N286",
    audience=INSURERS.asked_by("referral"),
    denials=("CO-148", "CO-173", "CO-183", "CO-184", "CO-206", "CO-207", "N31", "N55", "N265", "N286"),
    bad="a prescriber with no NPI",
    good="a prescriber with 1234567893",
    silences=("K001",),
    dismissible=False,
)
def referring_npi(case: Case) -> Iterator[Fault]:
    """The payer requires a prescription, and the prescriber's NPI is missing or invalid."""
    if not prescription_asked_for(case) or case.referral is None:
        return
    npi = case.referral.npi.strip()
    if npi_is_valid(npi):
        return
    whose = case.referral.name or "The prescriber"
    if len(whose) > 40:  # noqa: PLR2004
        whose = "The prescriber"
    yield Fault(
        "referral.npi",
        f"{whose} has an invalid NPI: {npi[:12]}." if npi else f"{whose} has no NPI on file.",
        "Look up the right one in the NPI registry, and enter it."
        if npi
        else "Look it up in the NPI registry, and enter it.",
        (Fix("Go to the prescriber", jump="referral.npi"),),
        missing=not npi,
        pair=("referral.npi",),
    )


@rule(
    "A025",
    "prescribed-visits-used",
    Severity.BLOCKS,
    stops="bill",
    owner=Role.FRONT_DESK,
    source="Premera policy 8.03.502 (2014 to 2019): the prescription states its number of visits",
    audience=INSURERS.asked_by("referral"),
    denials=("CO-176", "CO-198", "CO-287"),
    bad="the 13th visit of a prescription for 12",
    good="the 12th visit of it",
)
def prescribed_visits_used(case: Case) -> Iterator[Fault]:
    """The prescribed number of visits is used up.

    Visits with the payer count from the date the prescription was signed. A renewed prescription starts
    over.
    """
    found = case.referral
    if not prescription_asked_for(case) or found is None or found.visits is None or found.signed_on is None:
        return
    day = case.visit.date
    number = 1 + sum(found.signed_on <= before <= day for before in case.days_of_payer_before)
    if found.signed_on <= day and number > found.visits:
        yield Fault(
            "referral.visits",
            f"This is visit {number}, but the prescription is for "
            f"{found.visits} {'visit' if found.visits == 1 else 'visits'}.",
            "Ask the prescriber to renew it, and enter the new prescription.",
            (Fix("Go to the prescription", jump="referral.visits"),),
        )
