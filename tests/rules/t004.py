"""T004 ama-units-exceed."""

from tests.rules.bases import BARE_MANUAL, MANUAL
from tests.rules.example import line, on
from tests.year.changes import all_of, minutes, units
from tests.year.fault import Fault

BAD = {
    "7 minutes, 1 unit": on(
        BARE_MANUAL,
        {"payer": {"name": "Plan by code", "unit_rule": "ama"}, "services.0": line("97140", 7, 1, "GP", "A")},
    ),
    "20 minutes, 2 units": on(
        BARE_MANUAL,
        {
            "payer": {"unit_rule": {"value": "ama", "source": "contract", "since": "2026-01-01"}},
            "services": [line("97110", 20, 2, "GP", "A"), line("97140", 20, 1, "GP", "A")],
        },
    ),
}

GOOD = {
    "8 minutes, 1 unit": on(
        MANUAL,
        {"payer": {"name": "Plan by code", "unit_rule": "ama"}, "services.0": line("97140", 8, 1, "GP", "A")},
    ),
    "24 and 23 minutes, 2 and 2": on(
        MANUAL,
        {
            "payer": {"unit_rule": "ama"},
            "services": [line("97110", 24, 2, "GP", "A"), line("97140", 23, 2, "GP", "A")],
        },
    ),
    "a payer that counts as Medicare does": on(
        MANUAL, {"services": [line("97110", 33, 2, "GP", "A"), line("97140", 7, 1, "GP", "A")]}
    ),
}


PLANTED = (
    Fault("a unit more than the code's own minutes earn", "by code therapy", units(2, 2)),
    Fault(
        "minutes of two codes put together",
        "by code therapy",
        all_of(minutes(0, 20), minutes(1, 9), units(2, 1)),
    ),
    Fault(
        "the code's own minutes were corrected and the units were not",
        "by code",
        all_of(minutes(0, 45), units(4)),
    ),
)
