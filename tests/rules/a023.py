"""A023 timely-filing-near."""

from datetime import date

from tests.rules.bases import COMPLETE
from tests.rules.example import on
from tests.year.changes import held
from tests.year.fault import Ending, Fault

DAY_70 = on(
    COMPLETE,
    {
        "payer": "uhc",
        "client.consent.signed_on": "2026-09-10",
        "coverage.0.from": "2025-01-01",
        "referral.signed_on": "2025-09-02",
        "plan_of_care.first_treatment": "2026-09-10",
        "date": "2026-09-10",
        "note.signed_at": "2026-09-10T19:45:00Z",
        "services.0.modifiers": ["GP"],
    },
)

BAD = {
    "day 70 of 90": DAY_70,
    "day 64 of 90": on(
        DAY_70,
        {
            "client.consent.signed_on": "2026-09-16",
            "plan_of_care.first_treatment": "2026-09-16",
            "date": "2026-09-16",
            "note.signed_at": "2026-09-16T19:45:00Z",
        },
    ),
    "day 20, where the practice asks at 20 percent": on(
        DAY_70,
        {
            "practice.filing_percent": 20,
            "client.consent.signed_on": "2026-10-30",
            "plan_of_care.first_treatment": "2026-10-30",
            "date": "2026-10-30",
            "note.signed_at": "2026-10-30T19:45:00Z",
        },
    ),
}

GOOD = {
    "day 20 of 90": on(
        DAY_70,
        {
            "client.consent.signed_on": "2026-10-30",
            "plan_of_care.first_treatment": "2026-10-30",
            "date": "2026-10-30",
            "note.signed_at": "2026-10-30T19:45:00Z",
        },
    ),
    "day 63 of 90": on(
        DAY_70,
        {
            "client.consent.signed_on": "2026-09-17",
            "plan_of_care.first_treatment": "2026-09-17",
            "date": "2026-09-17",
            "note.signed_at": "2026-09-17T19:45:00Z",
        },
    ),
    "the practice asks at 90 percent": on(DAY_70, {"practice.filing_percent": 90}),
    "billed already": on(DAY_70, {"claim": {"billed_on": "2026-09-12"}}),
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


_LATELY = date(2026, 9, 10)


PLANTED = (
    Fault(
        "most of the time to file has passed",
        "uhc, uhc manual, anthem",
        since=_LATELY,
        ending=Ending.SIGNED,
        kept=held,
    ),
)
