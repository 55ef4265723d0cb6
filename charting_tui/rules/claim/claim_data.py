"""Numbers and days on the claim: K001, K005 and K018."""

import re
from collections.abc import Iterator
from datetime import date

from charting_tui.records.people import Role
from charting_tui.records.visit import VisitState
from charting_tui.rules.audience import EVERYBODY, INSURERS
from charting_tui.rules.case import Case
from charting_tui.rules.coverage.payer_of_day import CHOOSE_PAYER, COVERED
from charting_tui.rules.finding import Fault, Fix, Severity
from charting_tui.rules.rule import rule

_NPI = re.compile(r"[12][0-9]{9}")
_TAX_ID = re.compile(r"\d{2}-?\d{7}|\d{3}-?\d{2}-?\d{4}")
"""An employer's number (EIN) or a person's (SSN)."""
_PREFIX_SUM = 24
"""What the prefix 80840 adds to the check sum of an NPI."""
_TAX_ID_DIGITS = 9


def tax_id_is_valid(tax_id: str) -> bool:
    """Whether a tax ID is written like an employer's or a person's number, with or without hyphens."""
    return bool(_TAX_ID.fullmatch(tax_id.strip()))


def npi_is_valid(npi: str) -> bool:
    """Whether an NPI has ten digits, begins with 1 or 2, and bears the right check digit."""
    if not _NPI.fullmatch(npi):
        return False
    doubled = (sum(divmod(2 * int(digit), 10)) for digit in npi[-2::-2])
    return (_PREFIX_SUM + sum(doubled) + sum(int(digit) for digit in npi[-1::-2])) % 10 == 0


@rule(
    "K001",
    "npi-checksum",
    Severity.BLOCKS,
    stops="bill",
    owner=Role.OWNER,
    source="CMS, NPI check digit: Luhn over 80840 and the number",
    audience=EVERYBODY,
    denials=("CO-16", "CO-207", "CO-208", "MA112", "MA130", "N257", "N290", "A7:562"),
    bad="1234567890",
    good="1234567893",
    dismissible=False,
)
def npi_checksum(case: Case) -> Iterator[Fault]:
    """An NPI is not valid: its length, first digit or check digit is wrong."""
    given = (
        ("practice.npi", "practice", case.practice.npi),
        ("therapist.npi", "therapist", case.therapist.npi if case.therapist else ""),
        ("referral.npi", "prescriber", case.referral.npi if case.referral else ""),
    )
    for field, whose, npi in given:
        if npi.strip() and not npi_is_valid(npi.strip()):
            yield Fault(
                field,
                f"The {whose}'s NPI {npi_fault(npi.strip())}.",
                "Look up the right NPI in the NPI registry, and enter it.",
                pair=(field,),
            )


def npi_fault(npi: str) -> str:
    """Return what is wrong with an NPI that is not valid, as it follows “The NPI”."""
    if not npi.isascii() or not npi.isdigit():
        return "has something other than digits"
    if len(npi) != 10:  # noqa: PLR2004
        return f"has {len(npi)} {'digit' if len(npi) == 1 else 'digits'}; an NPI has 10"
    if npi[0] not in "12":
        return "doesn't start with 1 or 2"
    return f"{npi} is not valid (wrong check digit)"


@rule(
    "K018",
    "tax-id-malformed",
    Severity.BLOCKS,
    stops="bill",
    owner=Role.OWNER,
    source="CMS-1500 item 25, 837P REF*EI and REF*SY: nine digits; rejected by clearinghouses",
    audience=INSURERS,
    denials=("MA113", "N209", "A7:128"),
    bad="12-345",
    good="12-3456789",
    dismissible=False,
)
def tax_id_malformed(case: Case) -> Iterator[Fault]:
    """The practice's tax ID doesn't have nine digits.

    An EIN is written 12-3456789, a Social Security number 123-45-6789; both may be written without
    hyphens. Payers and clearinghouses reject a claim with any other number.
    """
    given = case.practice.tax_id.strip()
    if case.bills_insurer and given and not tax_id_is_valid(given):
        count = sum(one.isdigit() for one in given)
        yield Fault(
            "practice.tax_id",
            f"The practice's tax ID has {count} {'digit' if count == 1 else 'digits'}; it needs 9."
            if count != _TAX_ID_DIGITS
            else "The practice's tax ID is not in the format 12-3456789.",
            "Enter the tax ID as on the IRS letter.",
            (Fix("Go to the practice", jump="practice.tax_id"),),
        )


@rule(
    "K005",
    "dos-illogical",
    Severity.BLOCKS,
    stops="bill",
    owner=Role.FRONT_DESK,
    source="Denial reasons CARC 26 and 27",
    audience=EVERYBODY,
    denials=("CO-14", "CO-16", "CO-26", "CO-27", "CO-238", "CO-239", "M52"),
    bad="a date of service after today",
    good="a date of service of today",
    dismissible=False,
)
def dos_illogical(case: Case) -> Iterator[Fault]:
    """The date of service is in the future, before the client's birth, or outside the coverage."""
    day = case.visit.date
    booked = (
        case.visit.state is VisitState.BOOKED
        and not case.visit.services
        and not case.visit.note.text().strip()
    )
    if not booked and not case.has_come(day):
        yield Fault(
            "visit.date",
            f"The visit is dated {day:%m/%d/%Y}, which is in the future.",
            "Correct the visit date.",
        )
    born = case.client.birth_date if case.client else None
    if born and day < born:
        yield Fault(
            "visit.date",
            f"The visit is dated {day:%m/%d/%Y}, before the client's birth date, {born:%m/%d/%Y}.",
            "Correct the visit date or the birth date.",
        )
    if case.payer.insures and case.payer_lines and case.coverage:
        yield from _outside_coverage(case, day)


def _outside_coverage(case: Case, day: date) -> Iterator[Fault]:
    outside = [
        policy
        for policy in case.coverage
        if (policy.starts and day < policy.starts) or (policy.ends and day > policy.ends)
    ]
    if len(outside) < len(case.coverage):
        return
    policy = outside[-1]
    if policy.starts and day < policy.starts:
        fault, end = f"starts {policy.starts:%m/%d/%Y}", "from"
    else:
        fault, end = f"ended {policy.ends:%m/%d/%Y}", "to"
    yield Fault(
        "visit.date",
        f"The coverage {fault}; this visit is dated {day:%m/%d/%Y}.",
        f"Enter the policy that covers this visit, or {'press y to ' if case.at_desk else ''}"
        "choose another payer.",
        (Fix("Go to the coverage", jump=f"coverage[{case.coverage.index(policy)}].{end}"), CHOOSE_PAYER),
        pair=COVERED,
    )
