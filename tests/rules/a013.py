"""A013 timely-filing-passed."""

from datetime import date

from tests.rules.bases import COMPLETE
from tests.rules.example import GONE, on
from tests.year.changes import held
from tests.year.fault import Ending, Fault

CORRECTED = on(
    COMPLETE,
    {
        "payer": "uhc",
        "client.consent.signed_on": "2026-05-04",
        "coverage.0.from": "2025-01-01",
        "referral.signed_on": "2025-09-02",
        "plan_of_care.first_treatment": "2026-05-04",
        "date": "2026-05-04",
        "note.signed_at": "2026-05-04T19:45:00Z",
        "services.0.modifiers": ["GP"],
        "claim": {"frequency": "7", "original_ref": "9911", "billed_on": "2026-11-18"},
    },
)

BAD = {
    "day 95 of 90": on(
        CORRECTED,
        {
            "claim": GONE,
            "client.consent.signed_on": "2026-08-16",
            "plan_of_care.first_treatment": "2026-08-16",
            "date": "2026-08-16",
            "note.signed_at": "2026-08-16T19:45:00Z",
        },
    ),
    "billed on day 91": on(CORRECTED, {"claim": {"billed_on": "2026-08-03"}}),
    "day 91, not billed": on(
        CORRECTED,
        {
            "claim": GONE,
            "client.consent.signed_on": "2026-08-20",
            "plan_of_care.first_treatment": "2026-08-20",
            "date": "2026-08-20",
            "note.signed_at": "2026-08-20T19:45:00Z",
        },
    ),
}

GOOD = {
    "day 90 of 90": on(
        CORRECTED,
        {
            "claim": GONE,
            "client.consent.signed_on": "2026-08-21",
            "plan_of_care.first_treatment": "2026-08-21",
            "date": "2026-08-21",
            "note.signed_at": "2026-08-21T19:45:00Z",
        },
    ),
    "three weeks after the visit": on(
        CORRECTED,
        {
            "claim": GONE,
            "client.consent.signed_on": "2026-10-30",
            "plan_of_care.first_treatment": "2026-10-30",
            "date": "2026-10-30",
            "note.signed_at": "2026-10-30T19:45:00Z",
        },
    ),
    "billed on day 90": on(CORRECTED, {"claim": {"billed_on": "2026-08-02"}}),
    "a correction of a claim that was in time": CORRECTED,
    "nine months, for a payer with a year": on(
        COMPLETE,
        {
            "client.consent.signed_on": "2026-02-02",
            "coverage.0.from": "2025-01-01",
            "referral.signed_on": "2025-09-02",
            "plan_of_care.first_treatment": "2026-02-02",
            "date": "2026-02-02",
            "note.signed_at": "2026-02-02T19:45:00Z",
        },
    ),
}


_LONG_AGO = date(2026, 6, 13)


PLANTED = (
    Fault(
        "the time to file has passed",
        "uhc, uhc therapy, anthem",
        since=_LONG_AGO,
        ending=Ending.SIGNED,
        kept=held,
    ),
)
