"""A040 coverage-inactive."""

from charting_tui.records.eligibility import Eligibility
from tests.rules.bases import COMPLETE
from tests.rules.example import on
from tests.year.client_files import each
from tests.year.fault import Fault

BAD = {"not active": on(COMPLETE, {"coverage.0.eligibility": {"active": False}})}

GOOD = {
    "active": on(COMPLETE, {"coverage.0.eligibility": {"active": True}}),
    "not asked": on(COMPLETE, {"coverage.0.eligibility": {"plan": "PPO"}}),
    "no answer is on file": COMPLETE,
}


PLANTED = (
    Fault(
        "a policy that is not active",
        "commercial, uhc, medicaid",
        file=each("coverage", eligibility=Eligibility(active=False)),
    ),
)
