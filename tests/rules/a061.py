"""A061 records-due."""

from tests.rules.bases import COMPLETE
from tests.rules.example import on
from tests.year.changes import records_asked
from tests.year.fault import Fault

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


PLANTED = (
    Fault("records are due and not sent", "commercial, premera", kept=records_asked(due_in=7)),
    Fault("records are asked for, nobody knows until when", "medicaid", kept=records_asked()),
)
