"""A055 first-treatment-missing."""

from tests.rules.example import GONE, on
from tests.rules.m020 import UNNAMED
from tests.year.client_files import each
from tests.year.fault import Fault

ADJUSTED = on(UNNAMED, {"services.0.modifiers": ["AT"], "plan_of_care": {"first_treatment": "2026-11-05"}})

BAD = {
    "a plan without the day": on(ADJUSTED, {"plan_of_care": {"type": "adjustments"}}),
    "no plan": on(ADJUSTED, {"plan_of_care": None}),
}

GOOD = {
    "the day of the first treatment": ADJUSTED,
    "the onset of a case": on(ADJUSTED, {"plan_of_care": None, "case": {"onset_date": "2026-11-05"}}),
    "nothing is told of a plan": on(ADJUSTED, {"plan_of_care": GONE}),
}


PLANTED = (Fault("no first treatment", "medicare adjustment", file=each("plans", first_treatment=None)),)
