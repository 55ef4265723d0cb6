"""A032 auth-number-missing."""

from tests.rules.bases import COMPLETE, LNI, VA
from tests.rules.example import on
from tests.year.client_files import each
from tests.year.fault import Fault

BAD = {
    "a VA authorization without number": on(VA, {"authorizations.0.number": ""}),
    "one of a plan without number": on(
        COMPLETE, {"authorizations": [{"number": " ", "from": "2026-10-01", "to": "2026-12-29"}]}
    ),
}

GOOD = {
    "a VA authorization with its number": VA,
    "another authorization of the day has one": on(
        VA,
        {
            "authorizations.0.number": "",
            "authorizations.1": {
                "number": "V2",
                "from": "2026-10-01",
                "to": "2026-12-29",
                "visits": 12,
            },
        },
    ),
    "one that ended, without number": on(
        LNI, {"authorizations.1": {"number": "", "from": "2025-10-01", "to": "2025-12-31"}}
    ),
}


PLANTED = (
    Fault(
        "an authorization without number",
        "va, va back, va needles",
        file=each("authorizations", number=""),
    ),
)
