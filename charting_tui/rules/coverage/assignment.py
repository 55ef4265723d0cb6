"""Whether the payer may pay the clinic: K041."""

from collections.abc import Iterator

from charting_tui.records.people import Role
from charting_tui.rules.audience import only
from charting_tui.rules.case import Case
from charting_tui.rules.coverage.policies import in_force
from charting_tui.rules.finding import Fault, Fix, Severity
from charting_tui.rules.rule import rule
from charting_tui.rules.wording import payer_name

_FILED = "coverage.eligibility_checked_on"
"""A form that tells even this of a policy tells what was signed for it too."""


@rule(
    "K041",
    "assignment-not-signed",
    Severity.ADVISES,
    stops="nothing",
    owner=Role.FRONT_DESK,
    source="Remarks N595 and N777, CARC 100: without an assignment of benefits, the client is paid",
    audience=only("auto", "commercial"),
    denials=("CO-100", "N595", "N777"),
    bad="an auto insurer, and no signed assignment of benefits",
    good="one that was signed at the first visit",
)
def assignment_not_signed(case: Case) -> Iterator[Fault]:
    """No assignment of benefits (AOB) is on file, so the payer may pay the client instead of the clinic.

    Auto insurers ask for one, and so do plans the clinic has no contract with (those whose settings say
    out of network). This appears after the note is signed.
    """
    network = case.payer.in_network
    outside = case.payer.kind == "commercial" and network is not None and not network.value
    if not (case.payer.kind == "auto" or outside) or not case.at_desk or not case.bills_insurer:
        return
    held = in_force(case, case.coverage) if case.knows(_FILED) else []
    if held and not any(policy.assignment_signed_on for _, policy in held):
        path = f"coverage[{held[0][0]}].assignment_signed_on"
        yield Fault(
            path,
            f"No assignment of benefits (AOB) is on file for {payer_name(case)}.",
            "Have the client sign an AOB, and enter the date signed.",
            (Fix("Go to the coverage", jump=path),),
            missing=True,
        )
