"""A003 auth-visits-used."""

from tests.rules.bases import HEALTH_TOLD, PRESCRIBED, PRESCRIPTION
from tests.rules.example import GONE, every, on
from tests.year.client_files import each
from tests.year.fault import Fault

THIRTEENTH = on(
    PRESCRIBED,
    {
        "payer": "va_ccn",
        "authorizations": [{"number": "V1", "from": "2026-09-01", "to": "2026-12-30", "visits": 12}],
        "earlier_visits": every(1, "2026-10-01", 12, {"state": "done"}),
    },
)

COUNTED_BEFORE = on(THIRTEENTH, {"authorizations.0.visits_used": 12, "earlier_visits": []})

BAD = {
    "the 13th visit of 12": THIRTEENTH,
    "all 12 used before this program counted": COUNTED_BEFORE,
    "2 used before, 10 counted since": on(
        THIRTEENTH,
        {"authorizations.0.visits_used": 2, "earlier_visits": every(1, "2026-10-01", 10, {"state": "done"})},
    ),
    "the third visit of 2": on(
        HEALTH_TOLD,
        {
            "authorizations": [{"number": "1", "from": "2026-11-01", "visits": 2}],
            "earlier_visits": [
                {"date": "2026-11-02", "state": "done"},
                {"date": "2026-11-09", "state": "done"},
            ],
            "referral": PRESCRIPTION,
        },
    ),
}

GOOD = {
    "the 12th visit of 12": on(THIRTEENTH, {"earlier_visits.11": GONE}),
    "visits before the authorization do not count": on(
        THIRTEENTH, {"earlier_visits": every(1, "2026-08-01", 12, {"state": "done"})}
    ),
    "a no-show does not count": on(
        THIRTEENTH, {"earlier_visits.11": {"date": "2026-10-20", "state": "no show"}}
    ),
    "a second authorization has visits left": on(
        THIRTEENTH,
        {"authorizations.1": {"number": "V2", "from": "2026-11-01", "to": "2027-04-30", "visits": 12}},
    ),
    "no number of visits is set": on(
        COUNTED_BEFORE,
        {"authorizations.0": {"number": "V1", "from": "2026-09-01", "to": "2026-12-30", "visits": None}},
    ),
    "a client who pays": on(COUNTED_BEFORE, {"payer": "client_pay"}),
    "a payer that asks for no authorization": on(
        COUNTED_BEFORE, {"payer": {"name": "Plan", "authorization": {"required": False}}}
    ),
}


PLANTED = (
    Fault(
        "the authorization is used up", "va, va back, va needles", file=each("authorizations", visits_used=12)
    ),
)
