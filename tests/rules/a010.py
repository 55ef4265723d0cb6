"""A010 poc-elements."""

from tests.rules.bases import COMPLETE, MEDICARE_PT
from tests.rules.example import GONE, on
from tests.year.client_files import each, none_of
from tests.year.courses import TREATED_UNDER_PLAN
from tests.year.fault import Fault

BAD = {
    "no frequency": on(MEDICARE_PT, {"plan_of_care.frequency": ""}),
    "no goals": on(MEDICARE_PT, {"plan_of_care.goals": []}),
    "no diagnosis, and a blank duration": on(
        MEDICARE_PT, {"plan_of_care.diagnoses": [], "plan_of_care.duration": " "}
    ),
}

GOOD = {
    "a plan with every element": MEDICARE_PT,
    "twice a week": on(MEDICARE_PT, {"plan_of_care.frequency": "2 a week"}),
    "a plan of a commercial payer": on(COMPLETE, {"plan_of_care.frequency": ""}),
    "no plan on file": on(MEDICARE_PT, {"plan_of_care": GONE}),
}


PLANTED = (
    Fault("no plan of care", TREATED_UNDER_PLAN, file=none_of("plans")),
    Fault("a plan without frequency", TREATED_UNDER_PLAN, file=each("plans", frequency="")),
    Fault("a plan without goals", "medicare adjustment, attended", file=each("plans", goals=())),
)
