"""A049 auth-asked-late."""

from tests.rules.bases import COMPLETE
from tests.rules.example import every, on

ASKED = on(
    COMPLETE,
    {
        "payer": "uhc_medicare",
        "therapist.licence_type": "PT",
        "therapist.taxonomy": "225100000X",
        "services.0.modifiers": ["GP"],
        "authorizations": [
            {
                "number": "U1",
                "from": "2026-10-01",
                "to": "2026-12-31",
                "visits": 12,
                "requested_on": "2026-10-31",
            }
        ],
        "earlier_visits": every(7, "2026-10-01", 3, {"state": "done"}),
    },
)

BAD = {"30 days after the first visit": ASKED}

GOOD = {
    "before the first visit": on(ASKED, {"authorizations.0.requested_on": "2026-09-28"}),
    "on day 14": on(ASKED, {"authorizations.0.requested_on": "2026-10-15"}),
    "nobody knows when": on(ASKED, {"authorizations.0.requested_on": None}),
}


NEVER_PLANTED = "no payer of the year says within how many days it is to be asked"
