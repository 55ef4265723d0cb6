"""Whether Medicare pays first, as the client says: A065 and A066."""

from collections.abc import Iterator
from datetime import timedelta

from charting_tui.records.coverage import Coverage, InjuryCase
from charting_tui.records.eligibility import PAYS_FOR_INJURY
from charting_tui.records.people import Role
from charting_tui.rules.audience import only
from charting_tui.rules.case import Case
from charting_tui.rules.coverage.policies import in_force
from charting_tui.rules.finding import Fault, Fix, Severity
from charting_tui.rules.rule import rule

_YEAR = timedelta(days=366)
"""How long an answer counts; this program's own choice."""
_GROUP_PLAN = frozenset({"working aged", "disability", "kidney disease"})
_WORDS = {"auto": "An auto accident", "employment": "A work injury", "other": "An accident"}


def _first_in_line(case: Case) -> tuple[int, Coverage] | None:
    """Return Medicare's policy where Medicare is billed as the first payer; None elsewhere."""
    if case.payer.kind != "medicare" or not case.bills_insurer or not case.knows("coverage.secondary"):
        return None
    return next((one for one in in_force(case, case.coverage) if one[1].order == "primary"), None)


@rule(
    "A065",
    "msp-not-asked",
    Severity.WARNS,
    stops="nothing",
    owner=Role.FRONT_DESK,
    source=(
        "CMS, billing responsibilities: Part B providers ask who pays first; one year: set by this program"
    ),
    audience=only("medicare"),
    denials=("CO-22", "CO-227", "MA83", "N479", "N675", "N686"),
    bad="Medicare billed first, and the client was last asked 14 months ago",
    good="asked in January, and Medicare pays first",
)
def msp_not_asked(case: Case) -> Iterator[Fault]:
    """Medicare is billed first, but the client has not answered the MSP questions within a year.

    Medicare pays after a group plan through the client's or spouse's current job, and after the insurer
    of an accident (Medicare Secondary Payer, MSP). CMS expects providers to ask: hospitals within 90
    days, others with no set number. If an open case began after the last answer, ask again. Medicare
    Advantage plans ask their members themselves. This appears after the note is signed.
    """
    found = _first_in_line(case)
    if found is None or not case.at_desk:
        return
    index, policy = found
    asked = policy.secondary.asked_on if policy.secondary else None
    injury = _since(case, policy)
    if asked is None:
        told = "No answers to the MSP questions (who pays before Medicare) are on file."
    elif asked < case.visit.date - _YEAR:
        told = f"The MSP questions were last asked {asked:%m/%d/%Y}, over a year before this visit."
    elif injury is not None:
        told = (
            f"{_WORDS[injury.kind]} ({injury.injury_date:%m/%d/%Y}) is on file; the MSP questions were "
            f"last asked {asked:%m/%d/%Y}."
        )
    else:
        return
    yield Fault(
        f"coverage[{index}].secondary.asked_on",
        told,
        "If this visit is for that case, choose it. Otherwise ask again, and enter the answer."
        if injury is not None
        else "Ask the client the MSP questions, and enter the date and the answer.",
        (Fix("Go to the coverage", jump=f"coverage[{index}].secondary.asked_on"),),
        missing=asked is None,
    )


def _since(case: Case, policy: Coverage) -> InjuryCase | None:
    """Return an open case that began after the client was asked, where the visit is of no case."""
    asked = policy.secondary.asked_on if policy.secondary else None
    if case.injury is not None:
        return None
    return next(
        (
            one
            for one in case.other_injuries
            if one.injury_date is not None and (asked is None or asked < one.injury_date)
        ),
        None,
    )


@rule(
    "A066",
    "medicare-is-second",
    Severity.BLOCKS,
    stops="bill",
    owner=Role.FRONT_DESK,
    source="42 U.S.C. 1395y(b): Medicare pays after group plans and insurers of injuries; CARC 22, MA83",
    audience=only("medicare"),
    denials=("CO-22", "MA83", "N479"),
    bad="a client who works and has a group plan, billed to Medicare first",
    good="a client who answered that Medicare pays first",
)
def medicare_is_second(case: Case) -> Iterator[Fault]:
    """Medicare is billed first, but the client answered that another payer comes first.

    A group plan through a current job pays before Medicare for everything. The insurer of an injury
    pays first only for that injury, so that is only a warning, and only while no case for it is on
    file. Black lung benefits and the VA pay what they authorized and are not checked.
    """
    found = _first_in_line(case)
    answer = found[1].secondary if found else None
    if found is None or answer is None or answer.first is None:
        return
    if answer.first in _GROUP_PLAN:
        yield Fault(
            f"coverage[{found[0]}].order",
            f"The client said that a group plan pays before Medicare ({answer.first}).",
            "Enter that plan as primary, make Medicare secondary, and bill the plan first.",
            (Fix("Go to the coverage", jump=f"coverage[{found[0]}].order"),),
        )
    elif answer.first in PAYS_FOR_INJURY and case.injury is None and not case.other_injuries:
        yield Fault(
            "case",
            f"The client said that {answer.first} pays first for an injury, but no case is on file.",
            "Enter the case. If this visit is for it, bill that insurer first.",
            (Fix("Go to the cases", jump="case"),),
            severity=Severity.WARNS,
            missing=True,
        )
