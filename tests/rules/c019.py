"""C019 ncci-ptp."""

from tests.rules.bases import BARE_MANUAL, MANUAL
from tests.rules.example import line, on
from tests.year.changes import added, all_of, said
from tests.year.fault import Fault

BAD = {
    "97530 and 97537": on(
        BARE_MANUAL, {"services": [line("97530", 30, 2, "GP", "A"), line("97537", 15, 1, "GP", "A")]}
    ),
    "97760 and 97140": on(
        BARE_MANUAL, {"services": [line("97760", 15, 1, "GP", "A"), line("97140", 30, 2, "GP", "A")]}
    ),
    "97150 and 97750-59": on(
        BARE_MANUAL,
        {
            "services.0": line("97150", units=1, modifiers="GP", pointers="A"),
            "services.1": line("97750", 30, 2, "59", "A"),
        },
    ),
}

GOOD = {
    "97530 and 97112": on(
        MANUAL, {"services": [line("97530", 30, 2, "GP", "A"), line("97112", 15, 1, "GP", "A")]}
    ),
    "59 on the second code": on(
        MANUAL, {"services": [line("97530", 30, 2, "GP", "A"), line("97537", 15, 1, "59", "A")]}
    ),
    "XE on the first code": on(
        MANUAL, {"services": [line("97530", 30, 2, "XE", "A"), line("97537", 15, 1, "GP", "A")]}
    ),
    "a payer without NCCI edits": on(
        MANUAL,
        {
            "payer": "workers_comp",
            "services": [line("97530", 30, 2, "GP", "A"), line("97537", 15, 1, "GP", "A")],
        },
    ),
    "a client who pays": on(
        MANUAL,
        {
            "payer": "client_pay",
            "services": [line("97530", 30, 2, "GP", "A"), line("97537", 15, 1, "GP", "A")],
        },
    ),
    "97140 and 97530": on(
        MANUAL, {"services": [line("97140", 30, 2, "GP", "A"), line("97530", 15, 1, "GP", "A")]}
    ),
    "97140 and 97110": on(
        MANUAL, {"services": [line("97140", 30, 2, "GP", "A"), line("97110", 15, 1, "GP", "A")]}
    ),
}


PLANTED = (
    Fault(
        "a pair without modifier",
        "commercial therapy, uhc therapy, medicaid therapy",
        all_of(added("97012", "GP"), said("objective", "Mechanical traction table, 10 minutes.")),
    ),
)
