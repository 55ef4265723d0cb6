"""K016 visit-unbilled."""

from datetime import date

from tests.rules.bases import COMPLETE
from tests.rules.example import on
from tests.year.courses import INSURED
from tests.year.fault import Ending, Fault

FIVE_DAYS = on(
    COMPLETE,
    {
        "client.consent.signed_on": "2026-11-14",
        "coverage.0.from": "2025-01-01",
        "referral.signed_on": "2025-09-02",
        "plan_of_care.first_treatment": "2026-11-14",
        "date": "2026-11-14",
        "note.signed_at": "2026-11-14T19:45:00Z",
    },
)

BAD = {
    "signed five days ago": FIVE_DAYS,
    "signed four days ago": on(
        FIVE_DAYS,
        {
            "client.consent.signed_on": "2026-11-15",
            "plan_of_care.first_treatment": "2026-11-15",
            "date": "2026-11-15",
            "note.signed_at": "2026-11-15T19:45:00Z",
        },
    ),
    "a practice that waits one day": on(
        FIVE_DAYS,
        {
            "practice.unbilled_days": 1,
            "client.consent.signed_on": "2026-11-17",
            "plan_of_care.first_treatment": "2026-11-17",
            "date": "2026-11-17",
            "note.signed_at": "2026-11-17T19:45:00Z",
        },
    ),
}

GOOD = {
    "signed yesterday": on(
        FIVE_DAYS,
        {
            "client.consent.signed_on": "2026-11-18",
            "plan_of_care.first_treatment": "2026-11-18",
            "date": "2026-11-18",
            "note.signed_at": "2026-11-18T19:45:00Z",
        },
    ),
    "signed three days ago": on(
        FIVE_DAYS,
        {
            "client.consent.signed_on": "2026-11-16",
            "plan_of_care.first_treatment": "2026-11-16",
            "date": "2026-11-16",
            "note.signed_at": "2026-11-16T19:45:00Z",
        },
    ),
    "billed in time": on(FIVE_DAYS, {"claim": {"billed_on": "2026-11-16"}}),
    "a practice that waits seven days": on(FIVE_DAYS, {"practice.unbilled_days": 7}),
    "a line not billed": on(FIVE_DAYS, {"services.0.bill_to": "nobody"}),
}


PLANTED = (
    Fault("signed and not billed", f"{INSURED}, self", since=date(2026, 11, 14), ending=Ending.SIGNED),
)
