"""M023 medicare-notice-misplaced."""

from tests.rules.bases import COMPLETE, MEDICARE_PT
from tests.rules.example import on
from tests.rules.m020 import UNNAMED
from tests.year.changes import modifiers
from tests.year.fault import Fault

BAD = {
    "GY to a commercial plan": on(COMPLETE, {"services.0.modifiers": ["GY"]}),
    "GA to a commercial plan": on(COMPLETE, {"services.0.modifiers": ["GA"]}),
    "GY on therapy to Medicare": on(MEDICARE_PT, {"services.0.modifiers": ["GP", "GY"]}),
}

GOOD = {
    "GP to a commercial plan": on(COMPLETE, {"services.0.modifiers": ["GP"]}),
    "GA to Medicare, the notice on file": on(UNNAMED, {"services.0.modifiers": ["GA"]}),
    "GY to Medicare by a massage therapist": on(
        COMPLETE, {"payer": "medicare", "services.0.modifiers": ["GP", "GY"]}
    ),
}


PLANTED = (
    Fault("GY to a plan", "commercial, medicaid, premera", modifiers(0, "GY")),
    Fault("GY on therapy to Medicare", "medicare, medicare back", modifiers(0, "GP GY")),
)
