"""M021 modifier-never-belongs."""

from tests.rules.bases import MANUAL_45
from tests.rules.example import line, on
from tests.year.changes import modifiers
from tests.year.fault import Fault

BAD = {
    "51": on(MANUAL_45, {"services.0.modifiers": ["51"]}),
    "50": on(MANUAL_45, {"services.0.modifiers": ["50", "GP"]}),
    "76, and no other visit that day": on(MANUAL_45, {"services.0.modifiers": ["76"]}),
}

GOOD = {
    "GP": on(MANUAL_45, {"services.0.modifiers": ["GP"]}),
    "76 for a second visit that day": on(
        MANUAL_45,
        {
            "services.0.modifiers": ["76"],
            "services.0.narrative": "Flare after work",
            "earlier_visits": [{"date": "2026-11-19", "state": "done", "services": [line("97140", 30)]}],
        },
    ),
}


PLANTED = (
    Fault(
        "several procedures, on therapy", "commercial, premera, medicaid therapy, auto", modifiers(0, "51")
    ),
    Fault("both sides, on therapy", "uhc, anthem", modifiers(0, "GP 50")),
    Fault("repeated, in one session", "commercial, regence", modifiers(0, "76")),
)
