"""What a payer answered when it was asked whether a client is covered, and for what."""

from typing import Annotated, Literal, get_args

from charting_tui.records.labels import Label
from charting_tui.records.values import Cents, Day, Record

Service = Literal["massage", "physical therapy", "occupational therapy", "chiropractic", "acupuncture"]
PlanKind = Literal[
    "Original Medicare",
    "Medicare Advantage",
    "Railroad Medicare",
    "Medicaid",
    "HMO",
    "PPO",
    "EPO",
    "POS",
    "indemnity",
    "VA",
    "TRICARE",
    "other",
]


FirstPayer = Literal[
    "none",
    "working aged",
    "disability",
    "kidney disease",
    "workers compensation",
    "auto or no-fault",
    "liability",
    "black lung",
    "VA",
]
"""Who pays before Medicare; a group plan where it is working aged, disability or kidney disease."""
PAYS_FOR_INJURY = frozenset({"workers compensation", "auto or no-fault", "liability"})
"""Those of them that pay for one injury and nothing else."""


class MedicareSecondary(Record):
    """What the client answered to Medicare's questions who pays first (MSP)."""

    asked_on: Annotated[
        Day | None, Label("asked on", "When the client was asked who pays before Medicare.", kind="past")
    ] = None
    first: Annotated[
        FirstPayer | None,
        Label("pays first", f"One of {', '.join(get_args(FirstPayer))}."),
    ] = None
    """None: not answered; “none” is that Medicare pays first."""


class Benefit(Record):
    """What a plan pays of one service, as the payer said."""

    service: Service
    covered: bool | None = None
    """None: the payer was not asked."""
    visits_left: int | None = None
    """Visits that the payer still pays; a limit that services share stands at each of them."""
    as_of: Day | None = None
    """The day of that count; None: the day of the check."""
    copay: Cents | None = None
    deductible_left: Cents | None = None


class Eligibility(Record):
    """The payer's answer; whatever is None was not asked or not said."""

    active: Annotated[bool | None, Label("active", "yes or no, as the payer answered.")] = None
    plan: Annotated[
        PlanKind | None, Label("kind of plan", "Original Medicare, Medicare Advantage, HMO, PPO, VA, …")
    ] = None
    plan_name: Annotated[str, Label("plan name", "As the payer calls it.", column="plan name")] = ""
    benefits: Annotated[
        tuple[Benefit, ...],
        Label(
            "benefits",
            "Like massage yes, 8 visits as of 11/2, copay 25, deductible 300; acupuncture no.",
            kind="benefits",
        ),
    ] = ()
    other_payers: Annotated[
        tuple[str, ...] | None,
        Label("other payers", "Another insurance the payer names. Type none if there is none.", kind="named"),
    ] = None
    """Other payers that this one knows of; empty: it says there is none, None: not asked."""
    home_health: Annotated[
        bool | None, Label("home health", "yes while the client is under a home health plan.")
    ] = None
    hospice: Annotated[bool | None, Label("hospice", "yes while the client is in hospice.")] = None

    def benefit(self, service: Service) -> Benefit | None:
        """Return what was answered about a service; None where nothing was."""
        return next((one for one in self.benefits if one.service == service), None)
