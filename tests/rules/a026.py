"""A026 auth-units-used."""

from tests.rules.bases import PRESCRIBED
from tests.rules.example import line, on
from tests.year.client_files import each
from tests.year.fault import Fault

FOUR_UNITS = on(
    PRESCRIBED,
    {
        "payer": "va_ccn",
        "authorizations": [
            {"number": "V1", "from": "2026-09-01", "to": "2026-12-30", "units": 48, "units_used": 44}
        ],
        "earlier_visits": [],
    },
)

BAD = {
    "45 of 48 units used": on(FOUR_UNITS, {"authorizations.0.units_used": 45}),
    "6 units, 4 used by an earlier visit": on(
        FOUR_UNITS,
        {
            "authorizations.0": {"number": "V1", "from": "2026-09-01", "to": "2026-12-30", "units": 6},
            "earlier_visits": [{"date": "2026-10-01", "state": "done", "services": [line("97140", 60)]}],
        },
    ),
    "3 units left for this code": on(
        FOUR_UNITS,
        {
            "authorizations.0": {
                "number": "V1",
                "from": "2026-09-01",
                "to": "2026-12-30",
                "units": 3,
                "codes": ["97140"],
            }
        },
    ),
}

GOOD = {
    "44 of 48 units used": FOUR_UNITS,
    "8 units, 4 used by an earlier visit": on(
        FOUR_UNITS,
        {
            "authorizations.0": {"number": "V1", "from": "2026-09-01", "to": "2026-12-30", "units": 8},
            "earlier_visits": [{"date": "2026-10-01", "state": "done", "services": [line("97140", 60)]}],
        },
    ),
    "a visit before the authorization": on(
        FOUR_UNITS,
        {
            "authorizations.0": {"number": "V1", "from": "2026-09-01", "to": "2026-12-30", "units": 6},
            "earlier_visits": [{"date": "2026-08-01", "state": "done", "services": [line("97140", 60)]}],
        },
    ),
    "a second authorization has units left": on(
        FOUR_UNITS,
        {
            "authorizations.0": {"number": "V1", "from": "2026-09-01", "to": "2026-12-30", "units": 3},
            "authorizations.1": {"number": "V1", "from": "2026-09-01", "to": "2026-12-30", "units": 40},
        },
    ),
}


PLANTED = (
    Fault(
        "more units than were authorized",
        "va, va back, va needles",
        file=each("authorizations", units=48, units_used=47),
    ),
    Fault("units of earlier visits count", "va", visits=3, file=each("authorizations", units=10)),
)
