"""A061 records-due."""

from tests.rules.bases import COMPLETE
from tests.rules.example import on

ASKED = on(
    COMPLETE,
    {
        "as_of": "2026-12-20",
        "claim": {
            "billed_on": "2026-11-20",
            "records_request": {"asked_on": "2026-12-01", "due": "2026-12-31"},
        },
    },
)

BAD = {
    "due in eleven days": ASKED,
    "late": on(ASKED, {"as_of": "2027-01-04"}),
    "nobody knows until when": on(ASKED, {"claim.records_request": {"asked_on": "2026-12-01"}}),
}

GOOD = {
    "due in a month": on(ASKED, {"as_of": "2026-12-02"}),
    "sent": on(ASKED, {"claim.records_request.sent_on": "2026-12-05"}),
}


NEVER_PLANTED = "the year's claims are judged on the day of their bill, before any answer"
