"""T002 units-below-supported."""

from tests.rules.bases import BARE_MANUAL, BARE_MASSAGE, MASSAGE
from tests.rules.example import line, on
from tests.year.changes import units
from tests.year.courses import HOURS
from tests.year.fault import Fault

BAD = {
    "60 minutes, 3 units": on(BARE_MASSAGE, {"services.0": line("97124", 60, 3, "GP", "A")}),
    "24 and 23 minutes, 1 and 1": on(
        BARE_MANUAL, {"services": [line("97110", 24, 1, "GP", "A"), line("97140", 23, 1, "GP", "A")]}
    ),
    "60 minutes, 3 units, for a client who pays": on(
        BARE_MASSAGE, {"payer": "client_pay", "services.0": line("97124", 60, 3, "GP", "A")}
    ),
}

GOOD = {
    "60 minutes, 4 units": on(MASSAGE, {"services.0.minutes": 60}),
    "no units yet": on(MASSAGE, {"services.0": line("97124", 60, modifiers="GP", pointers="A")}),
    "52 minutes, 3 units": on(MASSAGE, {"services.0": line("97124", 52, 3, "GP", "A")}),
}


PLANTED = (Fault("a unit less than the minutes earn", f"{HOURS}, commercial, premera, medicaid", units(3)),)
