"""A028 plan-of-care-missing."""

from tests.rules.bases import COMPLETE, MEDICARE_PT
from tests.rules.example import GONE, line, on
from tests.year.client_files import none_of
from tests.year.courses import TREATED_UNDER_PLAN
from tests.year.fault import Fault

NO_PLAN = on(MEDICARE_PT, {"plan_of_care": None})

BAD = {
    "no plan": NO_PLAN,
    "no plan of an occupational therapist": on(
        NO_PLAN, {"therapist.licence_type": "OT", "services.0.modifiers": ["GO"]}
    ),
}

GOOD = {
    "a plan": MEDICARE_PT,
    "nothing is told of a plan": on(MEDICARE_PT, {"plan_of_care": GONE}),
    "the evaluation alone": on(
        NO_PLAN, {"services": [line("97161", 30, 1, "GP", "A", area="neck")], "kind": "initial"}
    ),
    "a commercial payer": on(COMPLETE, {"plan_of_care": None}),
}


PLANTED = (Fault("no plan of care", TREATED_UNDER_PLAN, file=none_of("plans")),)
