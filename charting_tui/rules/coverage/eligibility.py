"""What the payer answered when it was asked whether the client is covered: A040 to A045."""

from collections.abc import Iterator

from charting_tui.records.coverage import Coverage
from charting_tui.records.eligibility import Eligibility, Service
from charting_tui.records.people import LicenceType, Role
from charting_tui.rules.audience import INSURERS, only
from charting_tui.rules.case import Case
from charting_tui.rules.coverage.policies import in_force
from charting_tui.rules.finding import Fault, Fix, Severity
from charting_tui.rules.rule import rule
from charting_tui.rules.wording import AS_AGREED, ordinal, payer_name, whose

_GO = (Fix("Go to the coverage", jump="coverage"),)
SERVICE_OF: dict[LicenceType, Service] = {
    "LMT": "massage",
    "PT": "physical therapy",
    "PTA": "physical therapy",
    "OT": "occupational therapy",
    "OTA": "occupational therapy",
    "DC": "chiropractic",
    "LAc": "acupuncture",
}
"""What plans call the work of a license."""
_ELSEWHERE = {
    "Medicare Advantage": "is in a Medicare Advantage plan",
    "Railroad Medicare": "has Railroad Medicare",
}
_ELSEWHERE_PAID = (
    (
        "home_health",
        "in a home health episode",
        "Ask the home health agency for the discharge date. Until then, the agency pays.",
    ),
    (
        "hospice",
        "in hospice",
        "Ask the hospice if it pays. Bill the plan only for an unrelated condition.",
    ),
)
"""Plans whose members Original Medicare's contractor does not pay for."""
_ROOM = 28


def _answered(case: Case) -> Iterator[tuple[int, Coverage, Eligibility]]:
    """Yield the answers about policies in force, with their places."""
    for index, policy in in_force(case, case.coverage) if case.bills_insurer else ():
        if policy.eligibility is not None:
            yield index, policy, policy.eligibility


@rule(
    "A040",
    "coverage-inactive",
    Severity.BLOCKS,
    stops="bill",
    owner=Role.FRONT_DESK,
    source="Denial reasons CARC 27, 31 and 200, remark N30: no coverage on the date of service",
    audience=INSURERS,
    denials=("CO-27", "CO-31", "CO-177", "CO-200", "N30"),
    bad="the eligibility check says the policy is not active",
    good="the eligibility check says it is active",
)
def coverage_inactive(case: Case) -> Iterator[Fault]:
    """The eligibility check says the policy is not active.

    It doesn't matter whether the check was before or after the visit.
    """
    for index, policy, answer in _answered(case):
        if answer.active is False:
            asked = f" ({policy.eligibility_checked_on:%m/%d/%Y})" if policy.eligibility_checked_on else ""
            yield Fault(
                f"coverage[{index}].eligibility.active",
                f"{whose(payer_name(case, 24))} eligibility response{asked} says the policy is not active.",
                f"Ask what coverage the client had on {case.visit.date:%m/%d/%Y}, or bill the client.",
                _GO,
            )


@rule(
    "A041",
    "other-medicare-plan",
    Severity.BLOCKS,
    stops="bill",
    owner=Role.FRONT_DESK,
    source="CARC 24 and 109, remarks N105 and N127: not the Medicare contractor that pays this member",
    audience=only("medicare"),
    denials=("CO-24", "CO-109", "N52", "N104", "N105"),
    bad="Original Medicare billed for a member of a Medicare Advantage plan",
    good="the Medicare Advantage plan billed",
)
def other_medicare_plan(case: Case) -> Iterator[Fault]:
    """Original Medicare is billed, but eligibility or another policy shows that a different plan pays.

    For members of a Medicare Advantage plan (Part C), that plan pays. Railroad Medicare has its own
    contractor.
    """
    if case.payer.kind != "medicare" or not case.bills_insurer:
        return
    for index, _, answer in _answered(case):
        told = _ELSEWHERE.get(answer.plan or "")
        if told:
            yield Fault(
                f"coverage[{index}].eligibility.plan",
                f"The Medicare eligibility response says the client {told}.",
                "Ask the client for that plan's card, enter the coverage, and bill that plan.",
                _GO,
            )
    for _, policy in in_force(case, case.other_coverage):
        if case.payer_kinds.get(policy.payer) == "medicare advantage":
            name = case.payer_names.get(policy.payer) or policy.payer
            yield Fault(
                "visit.payer",
                f"{name[:_ROOM]} is active on {case.visit.date:%m/%d/%Y}, so Original Medicare doesn't pay.",
                "Bill the Medicare Advantage plan, or correct its coverage dates.",
                (Fix("Choose the payer", jump="visit.payer"), *_GO),
            )


@rule(
    "A042",
    "benefit-missing",
    Severity.WARNS,
    stops="nothing",
    owner=Role.FRONT_DESK,
    source="Denial reasons CARC 204 and 96, remark N216: not covered by the plan",
    audience=INSURERS,
    denials=("CO-96", "CO-204", "CO-B1", "N130", "N216"),
    bad="eligibility says that the plan doesn't cover massage",
    good="eligibility says that massage is covered",
)
def benefit_missing(case: Case) -> Iterator[Fault]:
    """The eligibility check says the plan doesn't cover this kind of treatment.

    The client pays then, if that was agreed beforehand.
    """
    service = SERVICE_OF.get(case.licence) if case.licence else None
    for index, _, answer in _answered(case) if service else ():
        benefit = answer.benefit(service) if service else None
        if benefit is not None and benefit.covered is False:
            yield Fault(
                f"coverage[{index}].eligibility.benefits",
                f"The eligibility response says the plan doesn't cover {service}.",
                f"{AS_AGREED[0].upper()}{AS_AGREED[1:]}, or check with the payer again.",
                _GO,
            )


@rule(
    "A043",
    "benefit-used-up",
    Severity.WARNS,
    stops="nothing",
    owner=Role.FRONT_DESK,
    source="Denial reasons CARC 119 and 273: the benefit's visits are used up, here or elsewhere",
    audience=INSURERS,
    denials=("CO-35", "CO-119", "CO-149", "CO-273", "N435"),
    bad="eligibility showed 2 visits left, and this is the third since then",
    good="the second visit since then",
)
def benefit_used_up(case: Case) -> Iterator[Fault]:
    """By the payer's count, no visits are left: the number it gave has been used here since.

    The payer also counts visits at other clinics, and usually all kinds of therapy together.
    """
    service = SERVICE_OF.get(case.licence) if case.licence else None
    day = case.visit.date
    for index, policy, answer in _answered(case) if service else ():
        benefit = answer.benefit(service) if service else None
        if benefit is None or benefit.visits_left is None:
            continue
        as_of = benefit.as_of or policy.eligibility_checked_on
        if as_of is None or as_of > day or as_of.year != day.year:
            continue
        since = len({before for before in case.days_of_payer_before if as_of < before < day})
        if since >= benefit.visits_left:
            yield Fault(
                f"coverage[{index}].eligibility.benefits",
                (
                    f"On {as_of:%m/%d/%Y}, the plan had {benefit.visits_left or 'no'} "
                    f"{'visit' if benefit.visits_left == 1 else 'visits'} left; this is the "
                    f"{ordinal(since + 1)} visit since then."
                ),
                f"Ask the payer how many visits are left, or {AS_AGREED}.",
                _GO,
            )


@rule(
    "A044",
    "home-health-or-hospice",
    Severity.WARNS,
    stops="nothing",
    owner=Role.FRONT_DESK,
    source="Remarks N88 and N116, CARC B9 and B15: a home health agency or hospice pays for all therapy",
    audience=INSURERS,
    denials=("CO-B9", "CO-B15", "CO-B20", "N88", "N116"),
    bad="eligibility says that the client is in a home health episode",
    good="eligibility says that there is none",
)
def home_health_or_hospice(case: Case) -> Iterator[Fault]:
    """The eligibility check says the client is in a home health episode or in hospice.

    Medicare takes back what it paid for therapy during a home health episode. In hospice, treatment of
    unrelated conditions is billed separately.
    """
    for index, _, answer in _answered(case):
        for part, words, remedy in _ELSEWHERE_PAID:
            if getattr(answer, part):
                yield Fault(
                    f"coverage[{index}].eligibility.{part}",
                    f"The eligibility response says the client is {words}.",
                    remedy,
                    _GO,
                )


@rule(
    "A045",
    "other-payer-not-entered",
    Severity.WARNS,
    stops="nothing",
    owner=Role.FRONT_DESK,
    source="CARC 22, remarks MA83, MA92 and N479: the payer knows of another insurer",
    audience=INSURERS,
    denials=("CO-22", "MA83", "MA92", "N4", "N197", "N245", "N479"),
    bad="eligibility names another insurer, but only one policy is on file",
    good="both policies are on file",
)
def other_payer_not_entered(case: Case) -> Iterator[Fault]:
    """The eligibility check names another insurer, but no other policy is on file."""
    for index, _, answer in _answered(case):
        named = ", ".join(answer.other_payers or ())
        if named and not case.other_coverage:
            yield Fault(
                f"coverage[{index}].eligibility.other_payers",
                f"{payer_name(case, _ROOM)} says the client has other insurance: {named[:_ROOM]}.",
                "Ask the client which plan pays first, and enter the other policy.",
                _GO,
            )
