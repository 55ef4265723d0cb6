"""T010 short-unit-pattern."""

from tests.rules.bases import MASSAGE
from tests.rules.example import GONE, line, on
from tests.year.changes import minutes
from tests.year.fault import Fault

TENTH_OF_8 = on(
    MASSAGE,
    {
        "services.0": line("97124", 8, 1, "GP", "A"),
        "earlier_visits": [
            {
                "date": "2026-10-01",
                "state": "done",
                "services": [line("97124", 8)],
                "note": {"subjective": "Neck pain 6/10.", "objective": "Rotation left 40 degrees."},
                "diagnoses": ["M54.2"],
            },
            {
                "date": "2026-10-02",
                "state": "done",
                "services": [line("97124", 8)],
                "note": {"subjective": "Neck pain 6/10.", "objective": "Rotation left 41 degrees."},
                "diagnoses": ["M54.2"],
            },
            {
                "date": "2026-10-03",
                "state": "done",
                "services": [line("97124", 8)],
                "note": {"subjective": "Neck pain 6/10.", "objective": "Rotation left 42 degrees."},
                "diagnoses": ["M54.2"],
            },
            {
                "date": "2026-10-04",
                "state": "done",
                "services": [line("97124", 8)],
                "note": {"subjective": "Neck pain 6/10.", "objective": "Rotation left 43 degrees."},
                "diagnoses": ["M54.2"],
            },
            {
                "date": "2026-10-05",
                "state": "done",
                "services": [line("97124", 8)],
                "note": {"subjective": "Neck pain 6/10.", "objective": "Rotation left 44 degrees."},
                "diagnoses": ["M54.2"],
            },
            {
                "date": "2026-10-06",
                "state": "done",
                "services": [line("97124", 8)],
                "note": {"subjective": "Neck pain 6/10.", "objective": "Rotation left 45 degrees."},
                "diagnoses": ["M54.2"],
            },
            {
                "date": "2026-10-07",
                "state": "done",
                "services": [line("97124", 8)],
                "note": {"subjective": "Neck pain 6/10.", "objective": "Rotation left 46 degrees."},
                "diagnoses": ["M54.2"],
            },
            {
                "date": "2026-10-08",
                "state": "done",
                "services": [line("97124", 8)],
                "note": {"subjective": "Neck pain 6/10.", "objective": "Rotation left 47 degrees."},
                "diagnoses": ["M54.2"],
            },
            {
                "date": "2026-10-09",
                "state": "done",
                "services": [line("97124", 8)],
                "note": {"subjective": "Neck pain 6/10.", "objective": "Rotation left 48 degrees."},
                "diagnoses": ["M54.2"],
            },
        ],
    },
)

BAD = {
    "ten visits of 8 minutes": TENTH_OF_8,
    "ten visits of 53 minutes": on(
        TENTH_OF_8, {"services.0": line("97124", 55, 4, "GP", "A"), "earlier_visits.*.services.0.minutes": 53}
    ),
    "a payer that asks after three visits": on(
        MASSAGE,
        {
            "payer": {"name": "Few", "short_units": {"visits": 3, "minutes": 12}},
            "services.0": line("97124", 10, 1, "GP", "A"),
            "earlier_visits": [
                {
                    "date": "2026-10-01",
                    "state": "done",
                    "services": [line("97124", 10)],
                    "note": {"subjective": "Neck pain 6/10.", "objective": "Rotation left 40 degrees."},
                    "diagnoses": ["M54.2"],
                },
                {
                    "date": "2026-10-02",
                    "state": "done",
                    "services": [line("97124", 10)],
                    "note": {"subjective": "Neck pain 6/10.", "objective": "Rotation left 41 degrees."},
                    "diagnoses": ["M54.2"],
                },
            ],
        },
    ),
}

GOOD = {
    "ten visits of 60 minutes": on(
        TENTH_OF_8, {"services.0": line("97124", 60, 4, "GP", "A"), "earlier_visits.*.services.0.minutes": 60}
    ),
    "nine visits": on(TENTH_OF_8, {"earlier_visits.8": GONE}),
    "ten visits of 15 minutes": on(
        TENTH_OF_8, {"services.0.minutes": 15, "earlier_visits.*.services.0.minutes": 15}
    ),
    "a payer whose line is at 12 minutes": on(
        TENTH_OF_8,
        {
            "payer": {"name": "Low", "short_units": {"visits": 10, "minutes": 12}},
            "services.0": line("97124", 55, 4, "GP", "A"),
            "earlier_visits.*.services.0.minutes": 53,
        },
    ),
    "a client who pays": on(TENTH_OF_8, {"payer": "client_pay"}),
}


PLANTED = (
    Fault(
        "ten visits of short units", "commercial, uhc, auto", minutes(0, 53), before=minutes(0, 53), visits=10
    ),
)
