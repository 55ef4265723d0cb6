"""M022 kx-threshold-unknown."""

from tests.rules.bases import EXERCISE
from tests.rules.example import on

YEAR_2027 = on(
    EXERCISE,
    {
        "as_of": "2027-11-19",
        "client.consent.signed_on": "2027-07-22",
        "coverage.0": {"order": "primary", "member_id": "X100", "from": "2027-01-01", "to": "2027-12-31"},
        "date": "2027-11-19",
        "note.signed_at": "2027-11-19T10:20:00Z",
        "therapy_year_to_date": "3500.00",
    },
)

BAD = {
    "no threshold of 2027": YEAR_2027,
    "a threshold of another year": on(
        YEAR_2027,
        {
            "practice.therapy_thresholds": [{"year": 2028, "cents": "2600.00"}],
            "therapy_year_to_date": "2480.00",
        },
    ),
}

GOOD = {
    "KX is there": on(YEAR_2027, {"services.0.modifiers": ["GP", "KX"]}),
    "the threshold of 2027 was entered": on(
        YEAR_2027,
        {"practice.therapy_thresholds": [{"year": 2027, "cents": "3600.00", "entered_on": "2027-01-05"}]},
    ),
    "below the last known threshold": on(YEAR_2027, {"therapy_year_to_date": "2479.99"}),
    "a known year": on(EXERCISE, {"therapy_year_to_date": "100.00"}),
}

NEVER_PLANTED = "a year whose threshold is not known; those of this clinic are known"
