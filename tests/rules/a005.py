"""A005 auth-low."""

from tests.rules.bases import PRESCRIBED
from tests.rules.example import every, on
from tests.year.changes import days
from tests.year.client_files import each, on_that_day
from tests.year.fault import Fault

ENDS_SOON = on(
    PRESCRIBED,
    {
        "payer": "va_ccn",
        "authorizations": [{"number": "V1", "from": "2026-09-01", "to": "2026-11-29", "visits": 12}],
        "earlier_visits": [],
    },
)

BAD = {
    "the 11th visit of 12": on(
        ENDS_SOON,
        {
            "authorizations.0.to": "2026-12-30",
            "earlier_visits": every(1, "2026-10-01", 10, {"state": "done"}),
        },
    ),
    "10 days left": ENDS_SOON,
    "14 days left and no number of visits": on(
        ENDS_SOON,
        {"authorizations.0": {"number": "V1", "from": "2026-09-01", "to": "2026-12-03", "visits": None}},
    ),
}

GOOD = {
    "the 5th visit of 12": on(
        ENDS_SOON,
        {"authorizations.0.to": "2026-12-30", "earlier_visits": every(1, "2026-10-01", 4, {"state": "done"})},
    ),
    "15 days left": on(ENDS_SOON, {"authorizations.0.to": "2026-12-04"}),
    "a later authorization is on file": on(
        ENDS_SOON,
        {"authorizations.1": {"number": "V2", "from": "2026-09-01", "to": "2026-12-30", "visits": 12}},
    ),
    "a client who pays": on(ENDS_SOON, {"payer": "client_pay"}),
    "the payer is told of 1 visit and 7 days": on(
        PRESCRIBED,
        {
            "payer": {
                "kind": "va",
                "name": "VA",
                "authorization": {"required": True},
                "authorization_low": {"visits": 1, "days": 7},
            },
            "authorizations": [{"number": "V1", "from": "2026-09-01", "to": "2026-12-30", "visits": 12}],
            "earlier_visits": every(1, "2026-10-01", 9, {"state": "done"}),
        },
    ),
}


PLANTED = (
    Fault("one visit is left", "va, va back", file=each("authorizations", visits_used=10)),
    Fault(
        "a week is left", "va, va needles", file=on_that_day("authorizations", ends=lambda day: day + days(7))
    ),
)
