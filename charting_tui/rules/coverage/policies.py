"""The policy that is billed: K009, A014, A022."""

from collections.abc import Iterator
from datetime import date

from charting_tui.records.coverage import Coverage, Subscriber
from charting_tui.records.people import Role
from charting_tui.rules.audience import INSURERS, only
from charting_tui.rules.case import Case
from charting_tui.rules.coverage.payer_of_day import CHOOSE_PAYER, COVERED
from charting_tui.rules.finding import Fault, Fix, Severity
from charting_tui.rules.rule import rule
from charting_tui.rules.wording import payer_name

_BY_CLAIM_NUMBER = frozenset({"workers compensation", "auto"})
"""Kinds of payer that know a client by the number of the injury's claim."""
THE_CLIENT = frozenset({"self", "18", "same", "client", "patient"})
"""How a relationship to the client is written where the subscriber is the client."""
MEMBERSHIP = frozenset({"medicare", "medicare advantage", "medicaid", "commercial"})
"""Kinds of payer with a membership that can lapse from month to month."""
_GO = (Fix("Go to the coverage", jump="coverage"),)


def in_force(case: Case, policies: tuple[Coverage, ...]) -> list[tuple[int, Coverage]]:
    """Return the policies that hold on the day of the visit, with their places."""
    day = case.visit.date
    return [(index, policy) for index, policy in enumerate(policies) if policy.in_force(day)]


def second_in_line(case: Case) -> bool:
    """Whether another payer decides before the payer of the visit.

    Where every primary policy on file ended before the visit, this payer is the first.
    """
    held = in_force(case, case.coverage)
    if not held or any(policy.order == "primary" for _, policy in held):
        return False
    before = _primary_policies(case)
    return not before or bool(in_force(case, before))


def _primary_policies(case: Case) -> tuple[Coverage, ...]:
    return tuple(policy for policy in case.other_coverage if policy.order == "primary")


def primary_decided_on(case: Case) -> date | None:
    """Return the day on which the payer before this one decided on the visit; None where it has not."""
    entered, visit = case.claim.primary_decided_on, case.visit.date
    if entered is not None and entered >= visit:
        return entered
    days = (policy.adjudicated_on for policy in _primary_policies(case))
    return max((day for day in days if day is not None and day >= visit), default=None)


@rule(
    "K009",
    "member-id",
    Severity.BLOCKS,
    stops="bill",
    owner=Role.FRONT_DESK,
    source="CMS-1500 items 1a, 2, 3 and 11a; denial reasons CARC 31 and 140",
    audience=INSURERS,
    denials=(
        "CO-16",
        "CO-31",
        "CO-109",
        "CO-140",
        "MA27",
        "MA36",
        "MA130",
        "N329",
        "N340",
        "N382",
        "A7:33",
        "A7:97",
        "A7:158",
    ),
    bad="a policy with no member ID",
    good="a policy with its member ID, a client with name and birth date",
    dismissible=False,
)
def member_not_identified(case: Case) -> Iterator[Fault]:
    """The payer can't identify the client: no policy, no member ID, no name or no birth date.

    Insurers of an injury know the client by the claim number, so that can take the place of the member
    ID. If someone else holds the policy, that person's name is needed too, and for a health plan their
    birth date.
    """
    if not case.bills_insurer:
        return
    name = payer_name(case)
    by_claim = case.payer.kind in _BY_CLAIM_NUMBER
    if case.knows("coverage") and not by_claim and not case.coverage:
        yield Fault(
            "coverage",
            f"No {name} policy is on file.",
            f"Enter the policy, or {'press y to ' if case.at_desk else ''}choose another payer.",
            (*_GO, CHOOSE_PAYER),
            missing=True,
            pair=COVERED,
        )
    numbered = bool(by_claim and case.injury and case.injury.claim_number.strip())
    held = in_force(case, case.coverage)
    if held and not numbered and not any(policy.member_id.strip() for _, policy in held):
        yield Fault(
            f"coverage[{held[0][0]}].member_id",
            f"The {name} policy has no member ID.",
            "Enter the member ID as shown on the card.",
            _GO,
            missing=True,
        )
    for index, policy in held:
        if policy.subscriber is not None and not policy.subscriber.name.strip():
            yield Fault(
                f"coverage[{index}].subscriber.name",
                "The client is not the policyholder, and the policyholder's name is missing.",
                "Enter the policyholder's name as shown on the card.",
                _GO,
                missing=True,
            )
        if policy.subscriber is not None and not by_claim and _birth_date_missing(policy.subscriber):
            yield Fault(
                f"coverage[{index}].subscriber.birth_date",
                "The client is not the policyholder, and the policyholder's birth date is missing.",
                "Enter the policyholder's birth date.",
                _GO,
                missing=True,
            )
    if case.client is not None:
        for field, words, known in (
            ("name", "name", bool(case.client.name.strip())),
            ("birth_date", "birth date", case.client.birth_date is not None),
        ):
            if not known:
                yield Fault(
                    f"client.{field}",
                    f"The client's {words} is missing.",
                    f"Enter the {words} as the payer has it on file.",
                    (Fix("Go to the client", jump=f"client.{field}"),),
                    missing=True,
                )


def _birth_date_missing(holder: Subscriber) -> bool:
    """Whether a policy is someone else's, whose birth date is not known."""
    return holder.relationship.strip().lower() not in THE_CLIENT and holder.birth_date is None


@rule(
    "A014",
    "secondary-without-eob",
    Severity.BLOCKS,
    stops="bill",
    owner=Role.BILLER,
    source="Denial reasons CARC 22 and 252: another payer comes first",
    audience=INSURERS,
    denials=("CO-22", "CO-252", "MA04", "MA64", "MA92", "N4", "N36", "N479", "A7:171"),
    bad="a claim to the secondary payer before the primary has processed it",
    good="the same, with the date of the primary's EOB on the claim",
)
def secondary_before_primary(case: Case) -> Iterator[Fault]:
    """The payer is secondary, and the primary payer has not processed this visit yet.

    A secondary payer needs the primary's explanation of benefits (EOB). Enter its date on the claim; an
    EOB date entered for the primary policy counts too, if it is on or after the visit. If every primary
    policy on file ended before the visit, this payer is first and nothing is reported. This appears
    after the note is signed.
    """
    if not case.at_desk or not case.bills_insurer or not second_in_line(case):
        return
    if primary_decided_on(case) is not None:
        return
    order = in_force(case, case.coverage)[0][1].order
    yield Fault(
        "claim.primary_decided_on",
        f"{payer_name(case, 28)} is {order}, but no primary EOB is on file for this visit.",
        "Bill the primary. When you get its EOB, enter the EOB date and payments."
        if order == "secondary"
        else "Bill the primary, then the secondary. When you get the EOBs, enter the primary's EOB date.",
        (Fix("Enter the primary's EOB", jump="claim.primary_decided_on"),),
    )


@rule(
    "A022",
    "eligibility-stale",
    Severity.ADVISES,
    stops="nothing",
    owner=Role.FRONT_DESK,
    source="Denial reasons CARC 26, 27 and 31: eligibility changes with the month",
    audience=only("medicare", "medicare advantage", "medicaid", "commercial"),
    denials=(
        "CO-24",
        "CO-27",
        "CO-31",
        "CO-166",
        "CO-177",
        "CO-200",
        "CO-204",
        "CO-257",
        "N30",
        "N52",
        "N216",
        "N615",
        "N617",
        "N619",
    ),
    bad="eligibility last checked 90 days before the visit",
    good="eligibility checked in the week of the visit",
)
def eligibility_not_checked(case: Case) -> Iterator[Fault]:
    """Eligibility was not checked in the month of the visit.

    A check after the visit is fine. Insurers of an injury and the VA go by their claim or authorization
    instead and are not reported. This appears after the note is signed.
    """
    if not case.at_desk or not case.bills_insurer or case.payer.kind not in MEMBERSHIP:
        return
    held = in_force(case, case.coverage)
    month = case.visit.date.replace(day=1)
    checked = [policy.eligibility_checked_on for _, policy in held]
    if not held or any(day is not None and day >= month for day in checked):
        return
    last = max((day for day in checked if day is not None), default=None)
    yield Fault(
        f"coverage[{held[0][0]}].eligibility_checked_on",
        f"Eligibility was last checked {last:%m/%d/%Y}, before the month of this visit."
        if last
        else "No eligibility check is on file.",
        f"Check eligibility with {payer_name(case)}, and enter the date.",
        _GO,
    )
