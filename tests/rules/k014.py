"""K014 gfe-missing."""

from datetime import date

from tests.rules.bases import COMPLETE, SELF_PAY
from tests.rules.example import GONE, on
from tests.year.client_files import of_client
from tests.year.fault import Fault

BAD = {
    "booked 5 business days ahead": on(
        SELF_PAY, {"appointment": {"booked_on": "2026-11-12", "start": "09:00", "end": "10:30"}}
    ),
    "booked 3 business days ahead": on(
        SELF_PAY, {"appointment": {"booked_on": "2026-11-16", "start": "09:00", "end": "10:30"}}
    ),
    "booked 22 business days ahead": on(
        SELF_PAY, {"appointment": {"booked_on": "2026-10-20", "start": "09:00", "end": "10:30"}}
    ),
    "an estimate older than a year": on(
        SELF_PAY,
        {
            "client.estimate_sent_on": "2025-11-18",
            "appointment": {"booked_on": "2026-11-12", "start": "09:00", "end": "10:30"},
        },
    ),
    "a visit of tomorrow": on(
        SELF_PAY,
        {
            "as_of": "2026-11-20",
            "date": "2026-11-20",
            "note.signed_at": GONE,
            "note.signed_by": GONE,
            "appointment": {"booked_on": "2026-11-17", "start": "09:00", "end": "10:30"},
        },
    ),
}

GOOD = {
    "the estimate was sent the next day": on(
        SELF_PAY,
        {
            "client.estimate_sent_on": "2026-11-13",
            "appointment": {"booked_on": "2026-11-12", "start": "09:00", "end": "10:30"},
        },
    ),
    "booked 2 business days ahead": on(
        SELF_PAY, {"appointment": {"booked_on": "2026-11-17", "start": "09:00", "end": "10:30"}}
    ),
    "an estimate a year old to the day": on(
        SELF_PAY,
        {
            "client.estimate_sent_on": "2025-11-19",
            "appointment": {"booked_on": "2026-11-12", "start": "09:00", "end": "10:30"},
        },
    ),
    "no day of booking": SELF_PAY,
    "a commercial payer": on(
        COMPLETE, {"appointment": {"booked_on": "2026-11-12", "start": "09:00", "end": "10:30"}}
    ),
}


PLANTED = (
    Fault("no estimate", "self, self back", file=of_client(estimate_sent_on=None)),
    Fault(
        "an estimate of two years ago", "self, self back", file=of_client(estimate_sent_on=date(2024, 6, 1))
    ),
)
