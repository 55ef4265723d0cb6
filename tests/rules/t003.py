"""T003 unit-split-wrong."""

from tests.rules.bases import BARE_MANUAL, MANUAL
from tests.rules.example import line, on
from tests.year.changes import units
from tests.year.courses import THERAPY
from tests.year.fault import Fault

BAD = {
    "33 and 7 minutes, 3 and 0": on(
        BARE_MANUAL, {"services": [line("97110", 33, 3, "GP", "A"), line("97140", 7, 0, "GP", "A")]}
    ),
    "four codes, the second without a unit": on(
        BARE_MANUAL,
        {
            "services": [
                line("97110", 18, 1, "GP", "A"),
                line("97140", 13, 0, "GP", "A"),
                line("97116", 10, 1, "GP", "A"),
                line("97035", 8, 1, "GP", "A"),
            ]
        },
    ),
}

GOOD = {
    "33 and 7 minutes, 2 and 1": on(
        MANUAL, {"services": [line("97110", 33, 2, "GP", "A"), line("97140", 7, 1, "GP", "A")]}
    ),
    "four codes, the smallest without a unit": on(
        MANUAL,
        {
            "services": [
                line("97110", 18, 1, "GP", "A"),
                line("97140", 13, 1, "GP", "A"),
                line("97116", 10, 1, "GP", "A"),
                line("97035", 8, 0, "GP", "A"),
            ]
        },
    ),
    "a payer that counts each code alone": on(
        MANUAL,
        {
            "payer": {"name": "Plan by code", "unit_rule": "ama"},
            "services": [line("97110", 33, 2, "GP", "A"), line("97140", 7, 0, "GP", "A")],
        },
    ),
    "equal minutes, either way": on(
        MANUAL, {"services": [line("97110", 20, 2, "GP", "A"), line("97140", 20, 1, "GP", "A")]}
    ),
}


PLANTED = (Fault("the units stand on the wrong code", THERAPY, units(1, 2)),)
