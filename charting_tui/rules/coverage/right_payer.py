"""The payer against the client's policies and cases: A029 to A031 and A036."""

import re
from collections.abc import Iterator

from charting_tui.records.people import Role
from charting_tui.rules.audience import only
from charting_tui.rules.case import GROUND, Case
from charting_tui.rules.coverage.policies import in_force
from charting_tui.rules.finding import Fault, Fix, Severity
from charting_tui.rules.rule import rule
from charting_tui.rules.wording import payer_name, quoted

_HEALTH_PLANS = frozenset({"medicare", "medicare advantage", "medicaid", "commercial"})
_ROOM = 24
"""Letters of a name that leave room for the other one."""
_GO = (Fix("Go to the cases", jump="case"),)
FILLER = re.compile(
    r"(?:pending|unknown|none|n/?a|tbd|tba|later|ask|asked|call|test|temp|same|see (?:card|file)|to follow|no"
    r"|x+|0+|9+|\?+|-+|\.+|1234\d*|123)",
    re.IGNORECASE,
)
"""What is written in the place of a number that no one has yet."""


@rule(
    "A029",
    "auto-claim-number-missing",
    Severity.BLOCKS,
    stops="bill",
    owner=Role.FRONT_DESK,
    source="CMS-1500 items 1a and 11: an auto insurer knows the client by the claim number; CARC 16",
    audience=only("auto"),
    denials=("CO-16", "MA92", "N382"),
    bad="an auto accident with date and state, but no claim number",
    good="the same with its claim number",
)
def auto_claim_number_missing(case: Case) -> Iterator[Fault]:
    """An auto insurer is billed, but the case has no claim number.

    Without it, no adjuster can find the claim. If the policy number is on file, this is only a warning,
    because some insurers find the claim by policy and accident date.
    """
    injury = case.injury
    if case.payer.kind != "auto" or not case.payer_lines or injury is None or injury.claim_number.strip():
        return
    known = any(policy.member_id.strip() for _, policy in in_force(case, case.coverage))
    yield Fault(
        "case.claim_number",
        "The auto accident case has no claim number.",
        "Ask the client or the adjuster for the claim number, and enter it.",
        _GO,
        severity=Severity.WARNS if known else None,
        missing=True,
    )


@rule(
    "A036",
    "claim-number-filler",
    Severity.BLOCKS,
    stops="bill",
    owner=Role.FRONT_DESK,
    source="CMS-1500 item 11; remark N625: the injury's claim number is missing or invalid",
    audience=only("auto", "workers compensation"),
    denials=("CO-16", "N625"),
    bad="claim number “pending”",
    good="claim number BF12345",
)
def claim_number_filler(case: Case) -> Iterator[Fault]:
    """The injury's claim number is only a filler, such as “pending”, “123” or “0000”."""
    injury = case.injury
    if case.payer.kind not in GROUND or not case.payer_lines or injury is None:
        return
    number = injury.claim_number.strip()
    if number and FILLER.fullmatch(number):
        yield Fault(
            "case.claim_number",
            f"{quoted(number)} is not a valid claim number.",
            "Ask the client or the insurer for the claim number, and enter it.",
            _GO,
        )


@rule(
    "A030",
    "two-primary-policies",
    Severity.WARNS,
    stops="nothing",
    owner=Role.FRONT_DESK,
    source="CARC 22 and remark MA83: another payer comes first; coordination of benefits",
    audience=only("medicare", "medicare advantage", "medicaid", "commercial"),
    denials=("CO-22", "MA83", "N4", "N479"),
    bad="two health plans in force, both primary",
    good="one primary, the other secondary",
)
def two_primary_policies(case: Case) -> Iterator[Fault]:
    """Two health plans in force on the date of the visit are both entered as primary.

    One of them pays second, and denies a claim it gets first. If one is Medicare, the plan of a client
    or spouse who still works at an employer of 20 or more usually comes first. Policies for injuries
    and the VA don't count.
    """
    if case.payer.kind not in _HEALTH_PLANS or not case.bills_insurer:
        return
    own = next((one for one in in_force(case, case.coverage) if one[1].order == "primary"), None)
    rival = next(
        (
            policy
            for _, policy in in_force(case, case.other_coverage)
            if policy.order == "primary" and case.payer_kinds.get(policy.payer, "commercial") in _HEALTH_PLANS
        ),
        None,
    )
    if own is None or rival is None:
        return
    name = case.payer_names.get(rival.payer) or rival.payer
    kinds = {case.payer.kind, case.payer_kinds.get(rival.payer, "commercial")}
    yield Fault(
        f"coverage[{own[0]}].order",
        f"{payer_name(case, _ROOM)} and {name[:_ROOM]} are both primary on {case.visit.date:%m/%d/%Y}.",
        "Ask if the client or spouse works; an employer plan may pay first. Make one secondary."
        if "medicare" in kinds
        else "Ask the client which plan pays first, and make the other one secondary.",
        (Fix("Go to the coverage", jump=f"coverage[{own[0]}].order"),),
    )


@rule(
    "A031",
    "case-of-another-kind",
    Severity.BLOCKS,
    stops="bill",
    owner=Role.FRONT_DESK,
    source="CMS-1500 item 10; denial reasons CARC 19 and 21: the wrong insurer for an injury",
    audience=only("auto", "workers compensation"),
    denials=("CO-19", "CO-21", "CO-P6"),
    bad="a work injury, billed to the auto insurer",
    good="an auto accident, billed to the auto insurer",
)
def case_of_another_kind(case: Case) -> Iterator[Fault]:
    """The insurer covers one type of injury, but the visit's case is another type.

    Workers' compensation covers work injuries, an auto insurer covers road accidents. A client hurt in
    a car on the job has a case with each. A case of type “other” is only a warning.
    """
    injury, ground = case.injury, GROUND.get(case.payer.kind)
    if ground is None or injury is None or injury.kind == ground or not case.payer_lines:
        return
    at_work = {"employment": "a work injury", "auto": "an auto accident"}
    wanted = {"employment": "work injuries", "auto": "auto accidents"}[ground]
    found = at_work.get(injury.kind, "another type")
    yield Fault(
        "case",
        f"{payer_name(case, _ROOM)} covers {wanted}, but the case is {found}.",
        "Choose the right case or payer, or correct the type of the case.",
        _GO,
        severity=None if injury.kind in at_work else Severity.WARNS,
    )
