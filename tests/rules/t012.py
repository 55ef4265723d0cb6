"""T012 payer-daily-timed-cap."""

from tests.rules.bases import MANUAL, MASSAGE
from tests.rules.example import line, on
from tests.year.changes import added, all_of, minutes
from tests.year.fault import Fault

OVER_ANTHEM = on(
    MANUAL,
    {
        "payer": "anthem",
        "time_out": "10:40",
        "note.objective": (
            "Left upper trapezius grade 3. Neck rotation left 50 degrees before, 65 "
            "after. Myofascial release left upper trapezius and levator. "
            "Strengthening of the neck, 3 x 10."
        ),
        "services": [line("97140", 45, 3, "GP", "A"), line("97110", 30, 2, "GP", "A")],
    },
)

BAD = {
    "3 and 2 units to Anthem": OVER_ANTHEM,
    "5 units to Anthem": on(
        MASSAGE, {"payer": "anthem", "time_out": "10:40", "services.0": line("97124", 68, 5, "GP", "A")}
    ),
    "4 units and a pack to Regence": on(
        MANUAL,
        {
            "payer": "regence",
            "time_out": "10:40",
            "services": [line("97140", 60, modifiers="GP", pointers="A"), line("97010", 10, 1, "GP", "A")],
            "authorizations": [{"number": "A1", "from": "2026-01-01", "to": "2026-12-31", "visits": 30}],
            "referral": {
                "name": "Dr Lee",
                "npi": "1730500109",
                "signed_on": "2026-11-02",
                "expires": "2027-02-01",
                "visits": 12,
                "diagnoses": ["M54.2"],
            },
        },
    ),
    "75 minutes, for a payer that caps at 60": on(
        MANUAL,
        {
            "payer": {"name": "By the hour", "daily_cap": {"minutes": 60}},
            "time_out": "10:40",
            "services.0": line("97140", 75, 5, "GP", "A"),
        },
    ),
    "two visits of the day": on(
        MASSAGE,
        {
            "payer": "anthem",
            "services.0": line("97124", 45, 3, "GP", "A"),
            "earlier_visits": [
                {
                    "date": "2026-11-19",
                    "state": "done",
                    "time_in": "15:00",
                    "time_out": "15:40",
                    "services": [line("97124", 30)],
                }
            ],
        },
    ),
}

GOOD = {
    "97140 and 97110, 2 units each": on(OVER_ANTHEM, {"services.0": line("97140", 30, 2, "GP", "A")}),
    "67 minutes, 4 units": on(MASSAGE, {"payer": "anthem", "time_out": "10:40", "services.0.minutes": 67}),
    "a payer without a cap": on(OVER_ANTHEM, {"payer": "commercial"}),
    "an untimed-like fifth unit of ultrasound": on(
        OVER_ANTHEM,
        {
            "note.objective": (
                "Left upper trapezius grade 3. Neck rotation left 50 degrees before, 65 "
                "after. Myofascial release left upper trapezius and levator. Ultrasound "
                "1 MHz to the levator."
            ),
            "services": [line("97140", 60, 4, "GP", "A"), line("97035", 8, 1, "GP", "A")],
        },
    ),
    "a hot pack beside 3 units": on(
        MANUAL,
        {
            "payer": "bcbs_nd",
            "time_out": "10:40",
            "services": [line("97140", 45, 3, "GP", "A"), line("97010", 10, 1, "GP", "A")],
        },
    ),
    "a client who pays": on(
        MASSAGE, {"payer": "client_pay", "time_out": "10:40", "services.0": line("97124", 68, 5, "GP", "A")}
    ),
    "the other visit was yesterday": on(
        MASSAGE,
        {
            "payer": "anthem",
            "services.0": line("97124", 30, 2, "GP", "A"),
            "earlier_visits": [
                {
                    "date": "2026-11-18",
                    "state": "done",
                    "time_in": "15:00",
                    "time_out": "15:40",
                    "services": [line("97124", 30)],
                }
            ],
        },
    ),
}


PLANTED = (
    Fault("more units than the payer's day", "anthem therapy", all_of(minutes(0, 45), minutes(1, 30))),
    Fault(
        "more units than the payer's day, by another code",
        "regence, bcbs_nd",
        added("97110", minutes=15, techniques=("chin tucks 2 x 10",)),
    ),
)
