"""A045 other-payer-not-entered."""

from charting_tui.records.eligibility import Eligibility
from tests.rules.a030 import BOTH
from tests.rules.bases import COMPLETE
from tests.rules.example import on
from tests.year.client_files import each
from tests.year.fault import Fault

KNOWN = {"other_payers": ["Regence BlueShield"]}

BAD = {"another insurer": on(COMPLETE, {"coverage.0.eligibility": KNOWN})}

GOOD = {
    "there is none": on(COMPLETE, {"coverage.0.eligibility": {"other_payers": []}}),
    "its policy is on file": on(BOTH, {"coverage.0.eligibility": KNOWN, "coverage.1.order": "secondary"}),
    "not asked": COMPLETE,
}


PLANTED = (
    Fault(
        "an insurer that nobody entered",
        "commercial, medicaid",
        file=each("coverage", eligibility=Eligibility(other_payers=("Regence",))),
    ),
)
