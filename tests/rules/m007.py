"""M007 kx-missing."""

from datetime import date

from tests.rules.bases import EXERCISE
from tests.rules.example import GONE, on
from tests.year.changes import modifiers
from tests.year.fault import Fault

BAD = {
    "2600.00 allowed this year": on(EXERCISE, {"therapy_year_to_date": "2600.00"}),
    "the threshold to the cent": on(EXERCISE, {"therapy_year_to_date": "2480.00"}),
    "an occupational therapist's line": on(
        EXERCISE,
        {"therapist.licence_type": "OT", "services.0.modifiers": ["GO"], "therapy_year_to_date": "3100.00"},
    ),
    "the threshold of 2025": on(
        EXERCISE,
        {
            "as_of": "2025-11-19",
            "client.consent.signed_on": "2025-07-22",
            "coverage.0": {"order": "primary", "member_id": "X100", "from": "2025-01-01"},
            "date": "2025-11-19",
            "therapy_year_to_date": "2410.00",
        },
    ),
    "a threshold that the practice entered": on(
        EXERCISE,
        {
            "as_of": "2027-11-19",
            "practice.therapy_thresholds": [{"year": 2027, "cents": "2520.00", "entered_on": "2027-01-05"}],
            "client.consent.signed_on": "2027-07-22",
            "coverage.0": {"order": "primary", "member_id": "X100", "from": "2027-01-01", "to": "2027-12-31"},
            "date": "2027-11-19",
            "note.signed_at": "2027-11-19T10:20:00Z",
            "therapy_year_to_date": "3500.00",
        },
    ),
}

GOOD = {
    "KX is there": on(EXERCISE, {"services.0.modifiers": ["GP", "KX"], "therapy_year_to_date": "2600.00"}),
    "a cent below the threshold": on(EXERCISE, {"therapy_year_to_date": "2479.99"}),
    "nothing is known of the year": EXERCISE,
    "UnitedHealthcare": on(EXERCISE, {"payer": "uhc", "therapy_year_to_date": "2600.00"}),
    "a year whose threshold is not known": on(
        EXERCISE,
        {
            "as_of": "2027-01-20",
            "client.consent.signed_on": "2026-12-22",
            "coverage.0.to": GONE,
            "date": "2027-01-20",
            "note.signed_at": "2027-01-20T22:20:00Z",
            "therapy_year_to_date": "9000.00",
        },
    ),
}


_OF_2026 = date(2026, 4, 4)


PLANTED = (
    Fault("no KX beyond the threshold", "medicare beyond", modifiers(0, "GP"), since=_OF_2026),
    Fault(
        "no KX on the exercise beyond the threshold", "medicare beyond", modifiers(1, "GP"), since=_OF_2026
    ),
)
