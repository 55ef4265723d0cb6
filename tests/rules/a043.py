"""A043 benefit-used-up."""

from datetime import timedelta

from charting_tui.records.eligibility import Benefit, Eligibility
from tests.rules.bases import COMPLETE
from tests.rules.example import every, on
from tests.year.client_files import on_that_day
from tests.year.fault import Fault

LEFT = {"service": "massage", "covered": True, "visits_left": 2, "as_of": "2026-11-02"}
TWO_LEFT = on(COMPLETE, {"coverage.0.eligibility": {"benefits": [LEFT]}})

BAD = {
    "the third since": on(TWO_LEFT, {"earlier_visits": every(5, "2026-11-05", 2, {"state": "done"})}),
    "none left": on(TWO_LEFT, {"coverage.0.eligibility.benefits.0.visits_left": 0}),
}

GOOD = {
    "the second since": on(TWO_LEFT, {"earlier_visits": every(5, "2026-11-05", 1, {"state": "done"})}),
    "counted last year": on(
        TWO_LEFT,
        {
            "coverage.0.eligibility.benefits.0.as_of": "2025-11-02",
            "coverage.0.eligibility.benefits.0.visits_left": 0,
        },
    ),
    "physical therapy is used up": on(
        TWO_LEFT,
        {
            "coverage.0.eligibility.benefits.0.visits_left": 0,
            "coverage.0.eligibility.benefits.0.service": "physical therapy",
        },
    ),
}

_NONE = on_that_day(
    "coverage",
    eligibility=lambda day: Eligibility(
        benefits=(Benefit(service="massage", covered=True, visits_left=0, as_of=day - timedelta(days=3)),)
    ),
)

PLANTED = (Fault("a benefit that is used up", "commercial, uhc", file=_NONE),)
