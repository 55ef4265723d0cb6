"""A051 more-often-than-planned."""

from tests.rules.bases import COMPLETE, MEDICARE_PT, PRESCRIBED
from tests.rules.example import every, on

TWICE = on(
    MEDICARE_PT,
    {"plan_of_care.times_per_week": 2, "earlier_visits": every(2, "2026-11-15", 2, {"state": "done"})},
)

BAD = {
    "the third in seven days": TWICE,
    "once a week by the prescription": on(
        PRESCRIBED,
        {"referral.times_per_week": 1, "earlier_visits": every(2, "2026-11-15", 1, {"state": "done"})},
    ),
}

GOOD = {
    "the second in seven days": on(TWICE, {"plan_of_care.times_per_week": 3}),
    "a week before": on(TWICE, {"earlier_visits": every(2, "2026-11-10", 2, {"state": "done"})}),
    "a plan that no payer asks for": on(COMPLETE, {"plan_of_care.times_per_week": 1}),
}


NEVER_PLANTED = "visits for the sake of a fault lie about a week apart, so none is the second in seven days"
