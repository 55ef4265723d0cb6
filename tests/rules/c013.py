"""C013 massage-with-manual-therapy."""

from tests.rules.bases import BARE_MANUAL, MANUAL, MASSAGE
from tests.rules.example import line, on
from tests.year.changes import added, all_of, minutes
from tests.year.fault import Fault

BAD = {
    "97140 and 97124-59 to Medicare": on(
        BARE_MANUAL,
        {
            "payer": "medicare",
            "services": [line("97140", 30, 2, "GP", "A"), line("97124", 30, 2, "GP 59", "A")],
        },
    ),
    "97140 and 97124 to an auto insurer": on(
        BARE_MANUAL,
        {"payer": "auto", "services": [line("97140", 30, 2, "GP", "A"), line("97124", 30, 2, "GP", "A")]},
    ),
    "97124 first, to UnitedHealthcare": on(
        BARE_MANUAL,
        {"payer": "uhc", "services": [line("97124", 30, 2, "GP", "A"), line("97140", 30, 2, "GP", "A")]},
    ),
}

GOOD = {
    "97140 alone": on(MANUAL, {"services.0.minutes": 60}),
    "a client who pays": on(
        MANUAL,
        {
            "payer": "client_pay",
            "services": [line("97140", 30, 2, "GP", "A"), line("97124", 30, 2, "GP", "A")],
        },
    ),
    "97124 not billed": on(
        MANUAL,
        {
            "payer": "medicare",
            "therapist.licence_type": "PT",
            "services": [line("97140", 30, 2, "GP", "A"), line("97124", 30, 2, "GP", "A", bill_to="nobody")],
        },
    ),
    "97124 billed to the client": on(
        MANUAL,
        {
            "payer": "uhc",
            "services": [line("97140", 30, 2, "GP", "A"), line("97124", 30, 2, "GP", "A", bill_to="client")],
        },
    ),
    "97124 and 97110": on(
        MASSAGE, {"services": [line("97110", 30, 2, "GP", "A"), line("97124", 30, 2, "GP", "A")]}
    ),
}


PLANTED = (
    Fault(
        "massage beside manual therapy",
        "commercial manual, regence, uhc manual, bcbs_nd",
        all_of(minutes(0, 30), added("97124", "GP", minutes=30, techniques=("effleurage",))),
    ),
)
