"""A044 home-health-or-hospice."""

from charting_tui.records.eligibility import Eligibility
from tests.rules.bases import MEDICARE_PT
from tests.rules.example import on
from tests.year.client_files import each
from tests.year.fault import Fault

BAD = {
    "home health": on(MEDICARE_PT, {"coverage.0.eligibility": {"home_health": True}}),
    "hospice": on(MEDICARE_PT, {"coverage.0.eligibility": {"hospice": True}}),
}

GOOD = {
    "neither": on(MEDICARE_PT, {"coverage.0.eligibility": {"home_health": False, "hospice": False}}),
    "not asked": MEDICARE_PT,
}


PLANTED = (
    Fault(
        "a home health plan",
        "medicare, medicare back",
        file=each("coverage", eligibility=Eligibility(home_health=True)),
    ),
)
