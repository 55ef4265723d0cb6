"""Whether the visit bills the payer whose policy covers its day: K019."""

from collections.abc import Iterator

from charting_tui.records.claim import policy_for
from charting_tui.records.draft_edits import set_payer
from charting_tui.records.people import Role
from charting_tui.rules.audience import EVERYBODY
from charting_tui.rules.case import GROUND, Case
from charting_tui.rules.finding import Fault, Fix, Severity
from charting_tui.rules.rule import rule
from charting_tui.rules.wording import payer_name

COVERED = ("coverage",)
"""What K005, K009 and K019 all speak of: no policy of the payer covers the visit."""
_ROOM = 21
"""Letters of a name that leave room for the other one."""
CHOOSE_PAYER = Fix("Choose the payer", jump="visit.payer")


@rule(
    "K019",
    "another-payer-covers",
    Severity.BLOCKS,
    stops="bill",
    owner=Role.BILLER,
    source="Denial reasons CARC 22, 26 and 27: not the payer that covers the date of service",
    audience=EVERYBODY,
    denials=("CO-22", "CO-26", "CO-27", "CO-109"),
    bad="billed to a plan that ended; another plan's policy began before the visit",
    good="billed to the plan whose policy covers the date",
    silences=("K005", "K009"),
)
def another_payer_covers(case: Case) -> Iterator[Fault]:
    """The billed payer has no policy on that date, but another payer's primary policy covers it.

    Once a visit is signed, it keeps its payer, even if coverage is added or ended later. An insurer
    with an injury case needs no policy. If the client pays, this is only a warning, because a covered
    client may want to pay; it is not reported if the payer was chosen by hand. This appears after the
    note is signed.
    """
    visit, payer = case.visit, case.payer
    by_case = payer.kind in GROUND and case.injury is not None
    billed = case.payer_lines if payer.insures else [line for line in case.lines if line.billed]
    clients_choice = not payer.insures and visit.payer_chosen
    if not case.at_desk or not visit.state.kept or not billed or by_case or clients_choice:
        return
    covering = policy_for(case.other_coverage, visit.date)
    own = any(policy.in_force(visit.date) for policy in case.coverage)
    if own or covering is None or covering.payer == visit.payer:
        return
    name = case.payer_names.get(covering.payer) or covering.payer
    billed_to = payer_name(case) if payer.insures else "the client"
    yield Fault(
        "visit.payer",
        f"{name[:_ROOM]} covers {visit.date:%m/%d/%Y}, but this visit is billed to {billed_to[:_ROOM]}.",
        "Press y to choose the payer, or correct the coverage dates in the chart.",
        (Fix(f"Bill {name} for this visit", set_payer(covering.payer)), CHOOSE_PAYER),
        severity=None if payer.insures else Severity.WARNS,
        pair=COVERED,
    )
