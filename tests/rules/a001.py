"""A001 auth-missing."""

from tests.rules.bases import BARE_MANUAL, MANUAL, PRESCRIPTION
from tests.rules.example import every, on
from tests.year.client_files import none_of
from tests.year.fault import Fault

PREMERA_SIXTH = on(
    MANUAL,
    {
        "payer": "premera",
        "earlier_visits": every(1, "2026-10-01", 5, {"state": "done"}),
        "referral": PRESCRIPTION,
    },
)

BAD = {
    "a VA visit without a referral": on(BARE_MANUAL, {"payer": "va_ccn"}),
}

GOOD = {
    "an authorized VA visit": on(
        MANUAL,
        {
            "payer": "va_ccn",
            "authorizations": [{"number": "V1", "from": "2026-10-01", "to": "2026-12-30", "visits": 12}],
        },
    ),
    "visit 6 at Premera, before any is needed": PREMERA_SIXTH,
    "a no-show does not count toward the 6": on(
        PREMERA_SIXTH, {"earlier_visits.5": {"date": "2026-10-20", "state": "no show"}}
    ),
    "Regence never asks for one": on(
        PREMERA_SIXTH, {"payer": "regence", "earlier_visits": every(1, "2026-10-01", 20, {"state": "done"})}
    ),
    "a client who pays": on(MANUAL, {"payer": "client_pay"}),
}


PLANTED = (Fault("no authorization", "va, va back, va needles", file=none_of("authorizations")),)
