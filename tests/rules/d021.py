"""D021 dx-not-in-plan."""

from tests.rules.bases import COMPLETE, MEDICARE_PT
from tests.rules.example import on
from tests.year.client_files import each
from tests.year.courses import TREATED_UNDER_PLAN
from tests.year.fault import Fault

BAD = {"the plan is for another part": on(MEDICARE_PT, {"plan_of_care.diagnoses": ["M25.511"]})}

GOOD = {
    "the plan's diagnosis": MEDICARE_PT,
    "another code of the category": on(MEDICARE_PT, {"plan_of_care.diagnoses": ["M54.12"]}),
    "one of two": on(MEDICARE_PT, {"plan_of_care.diagnoses": ["M25.511", "M54.2"]}),
    "a commercial payer": on(COMPLETE, {"plan_of_care.diagnoses": ["M25.511"]}),
}


PLANTED = (
    Fault("a plan for another complaint", TREATED_UNDER_PLAN, file=each("plans", diagnoses=("M79.672",))),
)
