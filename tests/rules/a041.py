"""A041 other-medicare-plan."""

from charting_tui.records.eligibility import Eligibility
from tests.rules.bases import MEDICARE_PT
from tests.rules.example import on
from tests.year.client_files import each
from tests.year.fault import Fault

BAD = {
    "Medicare Advantage": on(MEDICARE_PT, {"coverage.0.eligibility": {"plan": "Medicare Advantage"}}),
    "Railroad Medicare": on(MEDICARE_PT, {"coverage.0.eligibility": {"plan": "Railroad Medicare"}}),
    "a policy with an Advantage plan": on(
        MEDICARE_PT,
        {
            "coverage.0.payer": "medicare",
            "coverage.1": {"payer": "medicare_advantage", "order": "secondary", "member_id": "H1004"},
        },
    ),
}

GOOD = {
    "Original Medicare": on(MEDICARE_PT, {"coverage.0.eligibility": {"plan": "Original Medicare"}}),
    "the Advantage plan is billed": on(
        MEDICARE_PT,
        {"payer": "medicare_advantage", "coverage.0.eligibility": {"plan": "Medicare Advantage"}},
    ),
}


PLANTED = (
    Fault(
        "a member of an Advantage plan",
        "medicare, attended",
        file=each("coverage", eligibility=Eligibility(plan="Medicare Advantage")),
    ),
)
