"""A010 poc-elements."""

from tests.rules.bases import COMPLETE, MEDICARE_PT
from tests.rules.example import GONE, line, on
from tests.year.client_files import each
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
    "nothing is told of a plan": on(MEDICARE_PT, {"plan_of_care": GONE}),
    "a chiropractor's plan without duration": on(
        MEDICARE_PT,
        {
            "therapist.licence_type": "DC",
            "therapist.taxonomy": "111N00000X",
            "diagnoses": ["M99.01", "M54.2"],
            "services.0": line("98940", units=1, modifiers="AT", pointers="A", area="neck"),
            "plan_of_care.duration": "",
        },
    ),
}


PLANTED = (
    Fault("a plan without frequency", TREATED_UNDER_PLAN, file=each("plans", frequency="")),
    Fault("a plan without goals", "medicare beyond, attended", file=each("plans", goals=())),
)
